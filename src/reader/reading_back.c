/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back from JSON to a reading, in the engine. It believes nothing: every key, type and length is
 * checked, and jansson refuses what is not UTF-8. */
#include "base/fault.h"
#include "reader/reading.h"
#include <string.h>

enum { STRING_LIMIT = 64 << 10, DEPTH_LIMIT = 4 };

/* @wrong collects the first thing that was not as it must be; the rest then reads as empty. */

static const char *
short_text(json_t *json, const char *key, const char **wrong)
{
  json_t *value = json_object_get(json, key);
  if (json_is_string(value) && json_string_length(value) <= STRING_LIMIT &&
      !memchr(json_string_value(value), 0, json_string_length(value)))
    return json_string_value(value);
  *wrong = *wrong ? *wrong : key;
  return "";
}

static void
take_text(json_t *json, const char *key, char **text, const char **wrong)
{
  g_free(*text);
  *text = g_strdup(short_text(json, key, wrong));
}

/* A string, or null, or (where @absent) no such key. */
static void
take_text_or_null(json_t *json, const char *key, gboolean absent, char **text, const char **wrong)
{
  json_t *value = json_object_get(json, key);
  g_clear_pointer(text, g_free);
  if (!json_is_null(value) && (value || !absent))
    *text = g_strdup(short_text(json, key, wrong));
}

static json_t *
take_array(json_t *json, const char *key, const char **wrong)
{
  json_t *array = json_object_get(json, key);
  if (!json_is_array(array))
    *wrong = *wrong ? *wrong : key;
  return array; /* jansson takes NULL and others for an array of no items */
}

static void
only_keys(json_t *json, const char *where, const char *const *keys, const char **wrong)
{
  const char *key;
  json_t *value;
  if (!json_is_object(json))
    *wrong = *wrong ? *wrong : where;
  json_object_foreach(json, key, value) if (!g_strv_contains(keys, key)) *wrong = *wrong ? *wrong : where;
}

static GStrv
strv_from_json(json_t *array, const char *what, const char **wrong)
{
  GStrv strv = g_new0(char *, json_array_size(array) + 1);
  gsize i;
  json_t *value;
  json_array_foreach(array, i, value)
  {
    gboolean good = json_is_string(value) && json_string_length(value) <= STRING_LIMIT &&
                    !memchr(json_string_value(value), 0, json_string_length(value));
    if (!good)
      *wrong = *wrong ? *wrong : what;
    strv[i] = g_strdup(good ? json_string_value(value) : "");
  }
  return strv;
}

static void
take_strv(json_t *json, const char *key, GStrv *strv, const char **wrong)
{
  g_strfreev(*strv);
  *strv = strv_from_json(take_array(json, key, wrong), key, wrong);
}

static gint64
take_number(json_t *json, const char *key, gint64 least, gint64 most, const char **wrong)
{
  json_t *value = json_object_get(json, key);
  gint64 n = json_integer_value(value);
  if (json_is_integer(value) && n >= least && n <= most)
    return n;
  *wrong = *wrong ? *wrong : key;
  return 0;
}

static void
take_fields(json_t *json, ReadingDocument *document, const char **wrong)
{
  static const char *const keys[] = { "label", "value", "as", "tag", NULL };
  gsize i;
  json_t *one;
  json_array_foreach(take_array(json, "fields", wrong), i, one)
  {
    ReadingField *field = g_new0(ReadingField, 1);
    only_keys(one, "fields", keys, wrong);
    take_text(one, "label", &field->label, wrong);
    take_text(one, "value", &field->value, wrong);
    take_text(one, "as", &field->as, wrong);
    take_text_or_null(one, "tag", TRUE, &field->tag, wrong);
    g_ptr_array_add(document->fields, field);
  }
}

/* Each row's in order, for nothing lies before what stands before it. */
static void
take_cuts(json_t *json, ReadingTable *table, const char **wrong)
{
  gsize r, c;
  json_t *row, *one;
  json_int_t last = -1;
  json_array_foreach(json_object_get(json, "cuts"), r, row)
  {
    GArray *cuts = reading_add_cuts(table);
    json_array_foreach(row, c, one)
    {
      json_int_t cut = json_integer_value(one);
      if (!json_is_integer(one) || cut < 0 || cut > G_MAXINT32 || cut <= last - (c == 0))
        *wrong = *wrong ? *wrong : "cuts";
      guint at = (guint) CLAMP(cut, 0, G_MAXINT32);
      g_array_append_val(cuts, at);
      last = cut;
    }
  }
  if (table->cuts && table->cuts->len != table->rows->len)
    *wrong = *wrong ? *wrong : "cuts";
}

static void
take_tables(json_t *json, ReadingDocument *document, const char **wrong)
{
  static const char *const keys[] = { "sheet", "rows", "hidden", "cuts", NULL };
  gsize i, r;
  json_t *one, *row;
  json_array_foreach(take_array(json, "tables", wrong), i, one)
  {
    only_keys(one, "tables", keys, wrong);
    json_t *hidden = json_object_get(one, "hidden");
    if (hidden && !json_is_boolean(hidden))
      *wrong = *wrong ? *wrong : "hidden";
    ReadingTable *table = reading_add_table(document, short_text(one, "sheet", wrong), json_is_true(hidden));
    json_array_foreach(take_array(one, "rows", wrong), r, row)
    {
      if (!json_is_array(row))
        *wrong = *wrong ? *wrong : "rows";
      g_ptr_array_add(table->rows, strv_from_json(row, "rows", wrong));
    }
    take_cuts(one, table, wrong);
  }
}

static void
take_documents(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const keys[] = { "name",   "format", "in",         "bytes",   "sha256", "fields",
                                      "tables", "text",   "properties", "problem", NULL };
  gsize i;
  json_t *one, *value;
  const char *key;
  json_array_foreach(take_array(json, "documents", wrong), i, one)
  {
    ReadingDocument *document = reading_document_new("");
    g_ptr_array_add(reading->documents, document);
    only_keys(one, "documents", keys, wrong);
    take_text(one, "name", &document->name, wrong);
    take_text(one, "format", &document->format, wrong);
    take_text_or_null(one, "in", TRUE, &document->in, wrong);
    document->size = (guint64) take_number(one, "bytes", 0, G_MAXINT32, wrong);
    take_text(one, "sha256", &document->sha256, wrong);
    take_fields(one, document, wrong);
    take_tables(one, document, wrong);
    take_text(one, "text", &document->text, wrong);
    take_text_or_null(one, "problem", FALSE, &document->problem, wrong);
    json_t *properties = json_object_get(one, "properties");
    if (!json_is_object(properties))
      *wrong = *wrong ? *wrong : "properties";
    json_object_foreach(properties, key, value) g_hash_table_insert(
        document->properties, g_strdup(key), g_strdup(short_text(properties, key, wrong)));
  }
}

static gboolean
take_boolean(json_t *json, const char *key, const char **wrong)
{
  json_t *value = json_object_get(json, key);
  if (!json_is_boolean(value))
    *wrong = *wrong ? *wrong : key;
  return json_is_true(value);
}

static void
take_event(json_t *json, ReadingEvent *event, const char **wrong)
{
  const struct {
    const char *key;
    char **text;
  } texts[] = { { "method", &event->method },
                { "uid", &event->uid },
                { "stamp", &event->stamp },
                { "recurrence_id", &event->recurrence_id },
                { "start", &event->start },
                { "end", &event->end },
                { "summary", &event->summary },
                { "location", &event->location },
                { "description", &event->description },
                { "comment", &event->comment },
                { "status", &event->status },
                { "organizer", &event->organizer },
                { "organizer_name", &event->organizer_name },
                { "sent_by", &event->sent_by } };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    take_text(json, texts[i].key, texts[i].text, wrong);
  event->sequence = (int) take_number(json, "sequence", 0, G_MAXINT32, wrong);
  event->all_day = take_boolean(json, "all_day", wrong);
  event->recurs = take_boolean(json, "recurs", wrong);
  event->following = take_boolean(json, "following", wrong);
  take_strv(json, "categories", &event->categories, wrong);
  take_strv(json, "instances", &event->instances, wrong);
}

static void
take_calendar(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const keys[] = { "method",     "uid",     "sequence",  "stamp",          "recurrence_id",
                                      "start",      "end",     "summary",   "location",       "description",
                                      "comment",    "status",  "organizer", "organizer_name", "sent_by",
                                      "categories", "all_day", "recurs",    "following",      "instances",
                                      "attendees",  NULL };
  static const char *const attendee_keys[] = { "address", "partstat", NULL };
  gsize i, a;
  json_t *one, *attendee;
  json_array_foreach(take_array(json, "calendar", wrong), i, one)
  {
    ReadingEvent *event = reading_add_event(reading);
    only_keys(one, "calendar", keys, wrong);
    take_event(one, event, wrong);
    json_array_foreach(take_array(one, "attendees", wrong), a, attendee)
    {
      only_keys(attendee, "attendees", attendee_keys, wrong);
      reading_add_attendee(event, short_text(attendee, "address", wrong),
                           short_text(attendee, "partstat", wrong));
    }
  }
}

static void
take_bounces(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const keys[] = { "recipient", "action", "status", "diagnostic", NULL };
  gsize i;
  json_t *one;
  json_array_foreach(take_array(json, "bounce", wrong), i, one)
  {
    only_keys(one, "bounce", keys, wrong);
    reading_add_bounce(reading, short_text(one, "recipient", wrong), short_text(one, "action", wrong),
                       short_text(one, "status", wrong), short_text(one, "diagnostic", wrong));
  }
}

/* A date of the calendar, or null. */
static char *
take_day(json_t *json, const char *key, const char **wrong)
{
  char *day = NULL;
  take_text_or_null(json, key, FALSE, &day, wrong);
  if (day && day_parse(day) == DAY_NONE) {
    *wrong = *wrong ? *wrong : key;
    g_clear_pointer(&day, g_free);
  }
  return day;
}

static void
take_away(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const keys[] = { "until", "back", "deputy", NULL };
  static const char *const deputy_keys[] = { "name", "address", NULL };
  json_t *away = json_object_get(json, "away"), *deputy = json_object_get(away, "deputy");
  if (json_is_null(away))
    return;
  only_keys(away, "away", keys, wrong);
  reading->away = reading_away_new();
  reading->away->until = take_day(away, "until", wrong);
  reading->away->back = take_day(away, "back", wrong);
  if (json_is_null(deputy))
    return;
  only_keys(deputy, "deputy", deputy_keys, wrong);
  take_text(deputy, "name", &reading->away->deputy.name, wrong);
  take_text_or_null(deputy, "address", FALSE, &reading->away->deputy.address, wrong);
}

static gboolean
is_kind(const char *kind)
{
  static const char *const kinds[] = { "return",       "message",   "auto-reply", "bounce",   "delay",
                                       "read-receipt", "challenge", "report",     "calendar", "list",
                                       "own",          "document",  NULL };
  return g_strv_contains(kinds, kind);
}

static void
take_heads(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const from_keys[] = { "name", "address", NULL };
  static const char *const authentication_keys[] = { "by", "spf", "dkim", "dmarc", NULL };
  json_t *from = json_object_get(json, "from"), *authentication = json_object_get(json, "authentication");
  take_text(json, "kind", &reading->kind, wrong);
  if (!is_kind(reading->kind))
    *wrong = *wrong ? *wrong : "kind";
  only_keys(from, "from", from_keys, wrong);
  take_text(from, "name", &reading->from.name, wrong);
  take_text_or_null(from, "address", FALSE, &reading->from.address, wrong);
  take_text(json, "subject", &reading->subject, wrong);
  take_text(json, "date", &reading->date, wrong);
  take_text(json, "message_id", &reading->message_id, wrong);
  take_text(json, "received", &reading->received, wrong);
  only_keys(authentication, "authentication", authentication_keys, wrong);
  take_text_or_null(authentication, "by", FALSE, &reading->authentication.by, wrong);
  take_text_or_null(authentication, "spf", FALSE, &reading->authentication.spf, wrong);
  take_text_or_null(authentication, "dkim", FALSE, &reading->authentication.dkim, wrong);
  take_text_or_null(authentication, "dmarc", FALSE, &reading->authentication.dmarc, wrong);
}

static Reading *
take_reading(json_t *json, guint depth, const char **wrong)
{
  static const char *const keys[] = { "kind",           "from",       "subject",   "date",  "message_id",
                                      "in_reply_to",    "references", "refs",      "to",    "received",
                                      "authentication", "text",       "forwarded", "links", "documents",
                                      "calendar",       "bounce",     "away",      NULL };
  Reading *reading = reading_new("message");
  only_keys(json, "the whole", keys, wrong);
  take_heads(json, reading, wrong);
  take_strv(json, "in_reply_to", &reading->in_reply_to, wrong);
  take_strv(json, "references", &reading->references, wrong);
  take_strv(json, "refs", &reading->refs, wrong);
  take_strv(json, "to", &reading->to, wrong);
  take_text(json, "text", &reading->text, wrong);
  take_strv(json, "links", &reading->links, wrong);
  take_documents(json, reading, wrong);
  take_calendar(json, reading, wrong);
  take_bounces(json, reading, wrong);
  take_away(json, reading, wrong);
  json_t *forwarded = json_object_get(json, "forwarded");
  if (json_is_object(forwarded) && depth < DEPTH_LIMIT)
    reading->forwarded = take_reading(forwarded, depth + 1, wrong);
  else if (!json_is_null(forwarded))
    *wrong = *wrong ? *wrong : "forwarded";
  return reading;
}

Reading *
reading_from_json(json_t *json, GError **error)
{
  const char *wrong = NULL;
  g_autoptr(Reading) reading = take_reading(json, 0, &wrong);
  if (wrong) {
    g_set_error(error, FAULT, FAULT_DATA,
                "the reader's answer is not a reading: %s is missing or not as it must be", wrong);
    return NULL;
  }
  return g_steal_pointer(&reading);
}
