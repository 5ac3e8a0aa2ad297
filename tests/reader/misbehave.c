/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader whose children do on purpose what a broken or captured one would do: misdeeds.c. The text of the
 * reading says "refused" when the attempt failed and the child lived on, "done" when it succeeded. */
#include "config.h"

#include "misdeeds.h"
#include "reader/serve.h"
#include <string.h>

/* More bytes than the area can hold. */
static void
flood(Reading *reading)
{
  for (guint i = 0; i < 3; i++) {
    ReadingDocument *document = reading_document_new("unknown");
    document->size = 24 << 20;
    document->content = g_bytes_new_take(g_malloc0(document->size), document->size);
    g_ptr_array_add(reading->documents, document);
    ReadingTable *table = reading_add_table(document, "", FALSE);
    for (guint r = 0; r < 20000; r++)
      g_ptr_array_add(table->rows, g_strsplit("some cells of a very long table of many rows", " ", -1));
  }
}

static Reading *
misbehave(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  (void) as;
  (void) name;
  g_autofree char *what = g_strndup((const char *) bytes, n);
  Reading *reading = reading_new("message");
  g_free(reading->text);
  reading->text = g_strdup(misdeed(what, bytes, n) ? "done" : "refused");
  if (!strcmp(what, "flood"))
    flood(reading);
  return reading;
}

int
main(int argc, char **argv)
{
  return serve(argc, argv, misdeeds_start, misbehave);
}
