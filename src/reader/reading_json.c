/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings as JSON: the object of `mentord read --json`, which is also how the child hands its result to the
 * engine. The way back believes nothing: every key, type and length is checked, and jansson refuses what is
 * not UTF-8. */
#include "base/fault.h"
#include "reader/reading.h"
#include <string.h>

enum { STRING_LIMIT = 64 << 10, DEPTH_LIMIT = 4 };

/* Valid UTF-8 of at most STRING_LIMIT bytes, whatever a format gave; JSON null for NULL. */
static json_t *
json_text(const char *text)
{
  if (!text)
    return json_null();
  gsize n = strlen(text);
  if (n <= STRING_LIMIT) {
    json_t *json = json_stringn(text, n);
    if (json)
      return json;
  }
  g_autofree char *valid = g_utf8_make_valid(text, (gssize) MIN(n, 2 * STRING_LIMIT));
  gsize end = MIN(strlen(valid), STRING_LIMIT);
  while (end && ((guchar) valid[end] & 0xc0) == 0x80)
    end--;
  return json_stringn(valid, end);
}

static void
put(json_t *object, const char *key, const char *text)
{
  json_object_set_new_nocheck(object, key, json_text(text));
}

static json_t *
strv_to_json(GStrv strv)
{
  json_t *array = json_array();
  for (guint i = 0; strv[i]; i++)
    json_array_append_new(array, json_text(strv[i]));
  return array;
}

static json_t *
fields_to_json(const GPtrArray *fields)
{
  json_t *array = json_array();
  for (guint i = 0; i < fields->len; i++) {
    const ReadingField *field = fields->pdata[i];
    json_t *object = json_object();
    put(object, "label", field->label);
    put(object, "value", field->value);
    put(object, "as", field->as);
    if (field->tag)
      put(object, "tag", field->tag);
    json_array_append_new(array, object);
  }
  return array;
}

static json_t *
cuts_to_json(const GPtrArray *cuts)
{
  json_t *array = json_array();
  for (guint r = 0; r < cuts->len; r++) {
    const GArray *row = cuts->pdata[r];
    json_t *numbers = json_array();
    for (guint c = 0; c < row->len; c++)
      json_array_append_new(numbers, json_integer(g_array_index(row, guint, c)));
    json_array_append_new(array, numbers);
  }
  return array;
}

static json_t *
tables_to_json(const GPtrArray *tables)
{
  json_t *array = json_array();
  for (guint i = 0; i < tables->len; i++) {
    const ReadingTable *table = tables->pdata[i];
    json_t *rows = json_array(), *object = json_object();
    for (guint r = 0; r < table->rows->len; r++)
      json_array_append_new(rows, strv_to_json(table->rows->pdata[r]));
    put(object, "sheet", table->sheet);
    if (table->hidden)
      json_object_set_new(object, "hidden", json_true());
    json_object_set_new(object, "rows", rows);
    if (table->cuts)
      json_object_set_new(object, "cuts", cuts_to_json(table->cuts));
    json_array_append_new(array, object);
  }
  return array;
}

static json_t *
document_to_json(const ReadingDocument *document)
{
  json_t *object = json_object(), *properties = json_object();
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, document->properties);
  while (g_hash_table_iter_next(&iter, &key, &value))
    if (g_utf8_validate(key, -1, NULL))
      json_object_set_new(properties, key, json_text(value));
  put(object, "name", document->name);
  put(object, "format", document->format);
  if (document->in)
    put(object, "in", document->in);
  json_object_set_new(object, "bytes", json_integer((json_int_t) document->size));
  put(object, "sha256", document->sha256);
  json_object_set_new(object, "fields", fields_to_json(document->fields));
  json_object_set_new(object, "tables", tables_to_json(document->tables));
  put(object, "text", document->text);
  json_object_set_new(object, "properties", properties);
  put(object, "problem", document->problem);
  return object;
}

static json_t *
event_to_json(const ReadingEvent *event)
{
  json_t *object = json_object(), *attendees = json_array();
  for (guint i = 0; i < event->attendees->len; i++) {
    const ReadingAttendee *attendee = event->attendees->pdata[i];
    json_t *one = json_object();
    put(one, "address", attendee->address);
    put(one, "partstat", attendee->partstat);
    json_array_append_new(attendees, one);
  }
  put(object, "method", event->method);
  put(object, "uid", event->uid);
  json_object_set_new(object, "sequence", json_integer(event->sequence));
  put(object, "recurrence_id", event->recurrence_id);
  put(object, "start", event->start);
  put(object, "end", event->end);
  put(object, "summary", event->summary);
  put(object, "organizer", event->organizer);
  json_object_set_new(object, "attendees", attendees);
  return object;
}

static json_t *
bounce_to_json(const ReadingBounce *bounce)
{
  json_t *object = json_object();
  put(object, "recipient", bounce->recipient);
  put(object, "action", bounce->action);
  put(object, "status", bounce->status);
  put(object, "diagnostic", bounce->diagnostic);
  return object;
}

static json_t *
authentication_to_json(const ReadingAuthentication *authentication)
{
  json_t *object = json_object();
  put(object, "by", authentication->by);
  put(object, "spf", authentication->spf);
  put(object, "dkim", authentication->dkim);
  put(object, "dmarc", authentication->dmarc);
  return object;
}

static json_t *
items_to_json(const GPtrArray *items, json_t *(*to_json)(gconstpointer))
{
  json_t *array = json_array();
  for (guint i = 0; i < items->len; i++)
    json_array_append_new(array, to_json(items->pdata[i]));
  return array;
}

static json_t *
any_document(gconstpointer document)
{
  return document_to_json(document);
}

static json_t *
any_event(gconstpointer event)
{
  return event_to_json(event);
}

static json_t *
any_bounce(gconstpointer bounce)
{
  return bounce_to_json(bounce);
}

json_t *
reading_to_json(const Reading *reading)
{
  json_t *object = json_object(), *from = json_object();
  put(from, "name", reading->from.name);
  put(from, "address", reading->from.address);
  put(object, "kind", reading->kind);
  json_object_set_new(object, "from", from);
  put(object, "subject", reading->subject);
  put(object, "date", reading->date);
  put(object, "message_id", reading->message_id);
  json_object_set_new(object, "in_reply_to", strv_to_json(reading->in_reply_to));
  json_object_set_new(object, "references", strv_to_json(reading->references));
  json_object_set_new(object, "refs", strv_to_json(reading->refs));
  json_object_set_new(object, "to", strv_to_json(reading->to));
  put(object, "received", reading->received);
  json_object_set_new(object, "authentication", authentication_to_json(&reading->authentication));
  put(object, "text", reading->text);
  json_object_set_new(object, "forwarded",
                      reading->forwarded ? reading_to_json(reading->forwarded) : json_null());
  json_object_set_new(object, "links", strv_to_json(reading->links));
  json_object_set_new(object, "documents", items_to_json(reading->documents, any_document));
  json_object_set_new(object, "calendar", items_to_json(reading->calendar, any_event));
  json_object_set_new(object, "bounce", items_to_json(reading->bounces, any_bounce));
  return object;
}

/* From here on the way back. @wrong collects the first thing that was not as it must be; the rest then reads
 * as empty. */

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

static void
take_calendar(json_t *json, Reading *reading, const char **wrong)
{
  static const char *const keys[] = { "method", "uid",     "sequence",  "recurrence_id", "start",
                                      "end",    "summary", "organizer", "attendees",     NULL };
  static const char *const attendee_keys[] = { "address", "partstat", NULL };
  gsize i, a;
  json_t *one, *attendee;
  json_array_foreach(take_array(json, "calendar", wrong), i, one)
  {
    ReadingEvent *event = reading_add_event(reading);
    only_keys(one, "calendar", keys, wrong);
    take_text(one, "method", &event->method, wrong);
    take_text(one, "uid", &event->uid, wrong);
    event->sequence = (int) take_number(one, "sequence", 0, G_MAXINT32, wrong);
    take_text(one, "recurrence_id", &event->recurrence_id, wrong);
    take_text(one, "start", &event->start, wrong);
    take_text(one, "end", &event->end, wrong);
    take_text(one, "summary", &event->summary, wrong);
    take_text(one, "organizer", &event->organizer, wrong);
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
                                      "calendar",       "bounce",     NULL };
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
