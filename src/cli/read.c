/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read: what the reader makes of a message or a document. Needs no configuration. */
#include "base/fault.h"
#include "cli/cli.h"
#include "reader/reader.h"
#include <stdio.h>
#include <stdlib.h>

static void
print_json(const Reading *reading, gboolean lines)
{
  json_t *json = reading_to_json(reading);
  char *text = json_dumps(json, lines ? JSON_COMPACT : JSON_INDENT(2));
  puts(text);
  free(text);
  json_decref(json);
}

static void
print_words(const Reading *reading)
{
  printf("%s", reading->kind);
  if (reading->from.address)
    printf(" from %s", reading->from.address);
  printf("%s%s\n", *reading->subject ? ": " : "", reading->subject);
  if (*reading->text)
    printf("%s\n", reading->text);
  for (guint i = 0; i < reading->documents->len; i++) {
    const ReadingDocument *document = reading->documents->pdata[i];
    printf("* %s (%s, %" G_GUINT64_FORMAT " bytes)%s%s\n", document->name, document->format, document->size,
           document->problem ? ": " : "", document->problem ? document->problem : "");
    for (guint j = 0; j < document->fields->len; j++) {
      const ReadingField *field = document->fields->pdata[j];
      printf("  %s: %s\n", field->label, field->value);
    }
  }
  if (reading->forwarded)
    print_words(reading->forwarded);
}

/* A reading for a file that killed its reader: the contract wants JSON for every file. */
static Reading *
unread(const char *name, const char *died)
{
  Reading *reading = reading_new("document");
  ReadingDocument *document = reading_document_new("unknown");
  g_free(document->name);
  document->name = g_path_get_basename(name);
  document->problem = g_strdup("timeout");
  g_ptr_array_add(reading->documents, document);
  g_warning("%s: %s", name, died);
  return reading;
}

static gboolean
read_one(const Cli *cli, Reader *reader, const char *path, gboolean lines, GError **error)
{
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr(GError) fault = NULL;
  if (!g_file_get_contents(path, &data, &length, &fault)) {
    g_set_error(error, FAULT, FAULT_DATA, "%s", fault->message);
    return FALSE;
  }
  g_autoptr(GBytes) bytes = g_bytes_new_take(g_steal_pointer(&data), length);
  g_autofree char *name = g_path_get_basename(path), *died = NULL;
  g_autoptr(Reading) reading = reader_read(reader, bytes, READ_FILE, name, FALSE, &died, error);
  if (!reading && !died)
    return FALSE;
  if (!reading)
    reading = unread(path, died);
  if (cli->json)
    print_json(reading, lines);
  else
    print_words(reading);
  return TRUE;
}

gboolean
command_read(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, G_MAXINT, error))
    return FALSE;
  g_autoptr(Reader) reader = reader_start(NULL, &READER_BOUNDS, error);
  if (!reader)
    return FALSE;
  for (int i = 1; i < cli->argc; i++)
    if (!read_one(cli, reader, cli->argv[i], cli->argc > 2, error))
      return FALSE;
  return TRUE;
}
