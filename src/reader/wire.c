/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of one reading in a piece of shared memory: a head, the JSON, the lengths of the documents'
 * bytes, the bytes. Written by a child that may have been taken over, so the reading end trusts no number in
 * it. */
#include "reader/wire.h"
#include "base/fault.h"
#include <string.h>

enum { MAGIC = 0x4d525232 }; /* changes with the layout */
#define NO_CONTENT G_MAXUINT64

typedef struct {
  guint32 magic, documents;
  guint64 json;
} Head;

/* The documents of @reading and of what it forwards, in the order in which their bytes follow each other. */
static void
collect_documents(Reading *reading, GPtrArray *out)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++)
      g_ptr_array_add(out, reading->documents->pdata[i]);
}

static gsize
weight(const ReadingDocument *document)
{
  gsize sum = strlen(document->text) + 100 * document->fields->len;
  for (guint i = 0; i < document->tables->len; i++)
    sum += 1000 * ((const ReadingTable *) document->tables->pdata[i])->rows->len;
  return sum;
}

/* Takes from the heaviest document what was read in it: one monstrous workbook must not cost the rest of the
 * mail. */
static void
lighten(GPtrArray *documents)
{
  ReadingDocument *heaviest = NULL;
  for (guint i = 0; i < documents->len; i++)
    if (!heaviest || weight(documents->pdata[i]) > weight(heaviest))
      heaviest = documents->pdata[i];
  if (!heaviest)
    return;
  g_ptr_array_set_size(heaviest->tables, 0);
  g_ptr_array_set_size(heaviest->fields, 0);
  heaviest->text[0] = '\0';
  g_free(heaviest->problem);
  heaviest->problem = g_strdup("too-large");
}

/* The JSON of @reading into @room; its length, or 0 when it does not fit even without the documents' insides.
 */
static gsize
write_json(char *room, Reading *reading, GPtrArray *documents)
{
  for (guint tries = 0; tries <= documents->len; tries++) {
    json_t *json = reading_to_json(reading);
    gsize n = json_dumpb(json, room, WIRE_JSON, JSON_COMPACT);
    json_decref(json);
    if (n && n <= WIRE_JSON)
      return n;
    lighten(documents);
  }
  return 0;
}

/* Who does not get the bytes has no use for where the cells lie in them. */
static void
drop_cuts(ReadingDocument *document)
{
  for (guint i = 0; i < document->tables->len; i++)
    g_clear_pointer(&((ReadingTable *) document->tables->pdata[i])->cuts, g_ptr_array_unref);
}

void
wire_write(guint8 *area, Reading *reading, gboolean contents)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  collect_documents(reading, documents);
  gsize lengths_at = sizeof(Head), json_at = lengths_at + 8 * documents->len, at = json_at + WIRE_JSON;
  guint64 *lengths = (guint64 *) (void *) (area + lengths_at);
  for (guint i = 0; i < documents->len; i++) {
    ReadingDocument *document = documents->pdata[i];
    gsize n = document->content ? g_bytes_get_size(document->content) : 0;
    lengths[i] = NO_CONTENT;
    if (!contents || !document->content) {
      drop_cuts(document);
      continue;
    }
    if (n > WIRE_AREA - at) {
      g_free(document->problem);
      document->problem = g_strdup("too-large");
      continue;
    }
    if (n)
      memcpy(area + at, g_bytes_get_data(document->content, NULL), n);
    lengths[i] = n;
    at += n;
  }
  Head head = { MAGIC, documents->len, write_json((char *) area + json_at, reading, documents) };
  memcpy(area, &head, sizeof head);
}

static gboolean
nonsense(GError **error, const char *what)
{
  g_set_error(error, FAULT, FAULT_DATA, "the reader's answer is not a reading: %s", what);
  return FALSE;
}

static gboolean
take_contents(const guint8 *area, gsize size, gsize at, Reading *reading, guint count, GError **error)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  collect_documents(reading, documents);
  if (documents->len != count)
    return nonsense(error, "the number of documents differs");
  for (guint i = 0; i < count; i++) {
    ReadingDocument *document = documents->pdata[i];
    guint64 n;
    memcpy(&n, area + sizeof(Head) + 8 * i, 8);
    if (n == NO_CONTENT)
      continue;
    if (n > size - at || n != document->size)
      return nonsense(error, "the length of a document is wrong");
    document->content = g_bytes_new(area + at, n);
    at += n;
  }
  return TRUE;
}

Reading *
wire_read(const guint8 *area, gsize size, GError **error)
{
  Head head;
  g_assert(size == WIRE_AREA);
  memcpy(&head, area, sizeof head);
  gsize json_at = sizeof head + (gsize) 8 * head.documents;
  if (head.magic != MAGIC || head.documents > 1000 || head.json == 0 || head.json > WIRE_JSON) {
    nonsense(error, "its head is wrong");
    return NULL;
  }
  json_error_t fault;
  json_t *json = json_loadb((const char *) area + json_at, head.json, JSON_REJECT_DUPLICATES, &fault);
  if (!json) {
    nonsense(error, fault.text);
    return NULL;
  }
  g_autoptr(Reading) reading = reading_from_json(json, error);
  json_decref(json);
  if (!reading || !take_contents(area, size, json_at + WIRE_JSON, reading, head.documents, error))
    return NULL;
  return g_steal_pointer(&reading);
}
