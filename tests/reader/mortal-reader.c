/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real reader, but that it dies of a message which says "X-Deadly: crash", and gives up one which says
 * "X-Deadly: exit": for tests of what the engine makes of that. Whole, so that it stands for both programs.
 */
#include "config.h"

#include "reader/converters.h"
#include "reader/document/document.h"
#include "reader/message/invitation.h"
#include "reader/message/message.h"
#include "reader/serve.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
start(void)
{
  converters_open();
  message_start();
  invitation_start();
  documents_start();
}

static Reading *
read_or_die(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  if (memmem(bytes, n, "\nX-Deadly: crash", 16))
    abort();
  if (memmem(bytes, n, "\nX-Deadly: exit", 15))
    _exit(1);
  return message_read(bytes, n, as, name);
}

int
main(int argc, char **argv)
{
  return serve(argc, argv, start, read_or_die);
}
