/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the quick program leaves to the whole one, under the names by which it is asked for: PDF and
 * calendars, for the sake of the libraries that they need. Linked before the library that has the real ones.
 */
#include "reader/document/formats.h"
#include "reader/message/invitation.h"
#include "reader/whole.h"
#include "reader/wire.h"
#include <unistd.h>

gboolean
whole_is_here(void)
{
  return FALSE;
}

void
whole_require(void)
{
  _exit(WIRE_STATUS_WHOLE);
}

void
invitation_start(void)
{
}

gboolean
invitation_read(Reading *reading, const char *text, gsize n)
{
  (void) reading;
  (void) text;
  (void) n;
  whole_require();
  return FALSE;
}

void
pdf_start(void)
{
}

void
pdf_read(const guint8 *bytes, gsize n, ReadingDocument *document, GPtrArray *out)
{
  (void) bytes;
  (void) n;
  (void) document;
  (void) out;
  whole_require();
}
