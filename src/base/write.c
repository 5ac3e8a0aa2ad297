/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write(2), again until everything is taken. Opens, syncs and closes nothing. */
#include "base/write.h"
#include <errno.h>
#include <unistd.h>

gboolean
write_all(int fd, const char *bytes, gsize length)
{
  while (length) {
    gssize n = write(fd, bytes, length);
    if (n < 0 && errno != EINTR)
      return FALSE;
    if (n > 0) {
      bytes += n;
      length -= (gsize) n;
    }
  }
  return TRUE;
}
