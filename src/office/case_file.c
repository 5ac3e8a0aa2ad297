/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens and closes a case: its message is read again from the bytes that were kept. Decides nothing. */
#include "office/case_file.h"
#include "pass/posted.h"

const ReadingDocument *
case_document_at(const Reading *reading, int position)
{
  for (; reading && position >= 0; reading = reading->forwarded) {
    if (position < (int) reading->documents->len)
      return reading->documents->pdata[position];
    position -= (int) reading->documents->len;
  }
  return NULL;
}

/* FALSE when the reader cannot be used at all; a message that cannot be read is a @problem. */
static gboolean
read_again(CaseFile *file, GError **error)
{
  g_autoptr(GBytes) bytes = message_bytes(file->engine->store, file->message->id);
  if (!bytes) {
    file->problem = g_strdup("its bytes are kept no longer");
    return TRUE;
  }
  Reader *reader = engine_reader(file->engine, error);
  gboolean by_hand = !strcmp(file->message->folder, "hand");
  const char *name = by_hand && file->message->subject ? file->message->subject : "";
  if (!reader)
    return FALSE;
  file->reading =
      reader_read(reader, bytes, posted_read_as(file->message), name, TRUE, &file->problem, error);
  return file->reading || file->problem;
}

/* Those that the detail of the case lists, else the one. */
static GPtrArray *
documents_of(const CaseFile *file)
{
  GPtrArray *documents = g_ptr_array_new();
  json_t *detail = json_loads(file->c->detail, 0, NULL), *one;
  size_t i;
  json_array_foreach(json_object_get(detail, "documents"), i, one)
  {
    json_t *position = json_object_get(one, "position");
    const ReadingDocument *document = case_document_at(file->reading, (int) json_integer_value(position));
    if (document)
      g_ptr_array_add(documents, (gpointer) document);
  }
  json_decref(detail);
  if (!documents->len && file->document)
    g_ptr_array_add(documents, (gpointer) file->document);
  return documents;
}

CaseFile *
case_file_new(Engine *engine, const Case *c, GError **error)
{
  g_autoptr(CaseFile) file = g_new0(CaseFile, 1);
  file->engine = engine;
  file->c = c;
  file->message = c->message ? message_get(engine->store, c->message) : NULL;
  if (file->message && !read_again(file, error))
    return NULL;
  if (!file->reading) {
    file->reading = reading_new("unread");
    file->reading->from.address = file->message ? g_strdup(file->message->from_address) : NULL;
  }
  file->document = case_document_at(file->reading, c->document);
  file->documents = documents_of(file);
  return g_steal_pointer(&file);
}

void
case_file_free(CaseFile *file)
{
  if (!file)
    return;
  message_free(file->message);
  g_clear_pointer(&file->documents, g_ptr_array_unref);
  reading_free(file->reading);
  g_free(file->problem);
  g_free(file);
}

void
case_close(Store *store, const Case *c, const char *outcome, const char *cause)
{
  case_settle(store, c->id, outcome);
  journal_add(store, c->person, c->obligation, cause, "case %" G_GINT64_FORMAT " settled: %s", c->id,
              outcome);
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(store, c->obligation) : NULL;
  if (obligation && !case_waits(store, obligation->id)) {
    obligation->answered = INSTANT_NONE;
    obligation_save(store, obligation);
  }
  if (obligation)
    dirty_add(store, obligation->person);
  if (c->person)
    dirty_add(store, c->person);
}

gboolean
case_file_settle(CaseFile *file, const char *outcome)
{
  case_close(file->engine->store, file->c, outcome, "office");
  return TRUE;
}

Inbound *
case_file_inbound(const CaseFile *file, const char *why)
{
  Inbound *inbound = inbound_new(file->engine, file->message, file->reading);
  inbound->office = why;
  return inbound;
}
