/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mentord-reader: the process in which everything hostile is parsed. */
#include "reader/converters.h"
#include "reader/document/document.h"
#include "reader/message/invitation.h"
#include "reader/message/message.h"
#include "reader/message/posted.h"
#include "reader/message/search.h"
#include "reader/serve.h"
#include <locale.h>

/* All that would open a file later, opened while that is possible. */
static void
start(void)
{
  setlocale(LC_CTYPE, ""); /* each category more is a mapping more in every fork */
  converters_open();
  message_start();
  invitation_start();
  documents_start();
}

static Reading *
read_as(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  switch (as) {
  case READ_SEARCH: return message_search(bytes, n);
  case READ_FORM: return posted_read(bytes, n);
  default: return message_read(bytes, n, as, name);
  }
}

int
main(int argc, char **argv)
{
  return serve(argc, argv, start, read_as);
}
