/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints what is read in each file named, one line of JSON a file, for agreement.py. Without sandbox: a tool
 * of the tests. With -b TIMES: reads all of them so often and prints how many a second, in processor time. */
#include "reader/document/document.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static ReadingDocument *
read_file(GBytes *bytes, const char *path)
{
  g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify) reading_document_free);
  ReadingDocument *document = reading_document_new("");
  g_free(document->name);
  document->name = g_path_get_basename(path);
  document->content = g_bytes_ref(bytes);
  document_read(document, out);
  return document;
}

static json_t *
rows_of(const ReadingTable *table)
{
  json_t *rows = json_array();
  for (guint i = 0; i < table->rows->len; i++) {
    json_t *row = json_array();
    for (char **cell = table->rows->pdata[i]; *cell; cell++)
      json_array_append_new(row, json_string(*cell));
    json_array_append_new(rows, row);
  }
  return rows;
}

static void
print(const ReadingDocument *document, const char *path)
{
  json_t *fields = json_array(), *tables = json_array();
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *field = document->fields->pdata[i];
    json_array_append_new(fields, json_pack("{s:s, s:s, s:s, s:s?}", "label", field->label, "value",
                                            field->value, "as", field->as, "tag", field->tag));
  }
  for (guint i = 0; i < document->tables->len; i++) {
    const ReadingTable *table = document->tables->pdata[i];
    json_array_append_new(tables, json_pack("{s:s, s:o}", "sheet", table->sheet, "rows", rows_of(table)));
  }
  json_t *all =
      json_pack("{s:s, s:s, s:s?, s:s, s:o, s:o}", "path", path, "format", document->format, "problem",
                document->problem, "text", document->text, "fields", fields, "tables", tables);
  json_dumpf(all, stdout, JSON_COMPACT);
  putchar('\n');
  fflush(stdout);
  json_decref(all);
}

static double
processor_seconds(void)
{
  return (double) clock() / CLOCKS_PER_SEC;
}

int
main(int argc, char **argv)
{
  int first = argc > 2 && !strcmp(argv[1], "-b") ? 3 : 1;
  int times = first == 3 ? atoi(argv[2]) : 0;
  double start = processor_seconds();
  documents_start();
  for (int i = first; i < argc; i++) {
    char *bytes;
    gsize n;
    GError *error = NULL;
    if (!g_file_get_contents(argv[i], &bytes, &n, &error))
      g_error("%s", error->message);
    g_autoptr(GBytes) content = g_bytes_new_take(bytes, n);
    for (int j = 0; j < MAX(times, 1); j++) {
      ReadingDocument *document = read_file(content, argv[i]);
      if (!times)
        print(document, argv[i]);
      reading_document_free(document);
    }
  }
  if (times)
    printf("%.0f documents a second\n", (argc - first) * times / (processor_seconds() - start));
  return 0;
}
