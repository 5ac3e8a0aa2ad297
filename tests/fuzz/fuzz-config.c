/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheme's file. It comes from the office and not from a stranger; but nothing in it may end the program.
 */
#include "config.h"

#include "fuzz.h"
#include "scheme/scheme.h"
#include <sys/mman.h>
#include <unistd.h>

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  int fd = memfd_create("scheme", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  const char *const schemes[] = { path, NULL }, *const years[] = { NULL };
  g_autoptr(ConfFaults) faults = conf_faults_new();
  /* no other file of this machine */
  if (!memmem(bytes, n, "@include", 8) && write(fd, bytes, n) == (gssize) n) {
    g_autoptr(Schemes) loaded = schemes_load(schemes, years, faults);
    g_assert_true(loaded || conf_faults_count(faults));
  }
  close(fd);
  return 0;
}
