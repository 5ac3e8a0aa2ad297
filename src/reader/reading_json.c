/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings as JSON: the object of `mentord read --json`, which is also how the child hands its result to the
 * engine. The way back is reading_back.c. */
#include "reader/reading.h"
#include <string.h>

enum { STRING_LIMIT = 64 << 10 }; /* bytes of a string */

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
  put(object, "organizer_name", event->organizer_name);
  put(object, "sent_by", event->sent_by);
  put(object, "stamp", event->stamp);
  put(object, "status", event->status);
  put(object, "location", event->location);
  put(object, "description", event->description);
  put(object, "comment", event->comment);
  json_object_set_new(object, "categories", strv_to_json(event->categories));
  json_object_set_new(object, "all_day", json_boolean(event->all_day));
  json_object_set_new(object, "recurs", json_boolean(event->recurs));
  json_object_set_new(object, "following", json_boolean(event->following));
  json_object_set_new(object, "instances", strv_to_json(event->instances));
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
away_to_json(const ReadingAway *away)
{
  if (!away)
    return json_null();
  json_t *object = json_object(), *deputy = json_null();
  if (*away->deputy.name || away->deputy.address) {
    deputy = json_object();
    put(deputy, "name", away->deputy.name);
    put(deputy, "address", away->deputy.address);
  }
  put(object, "until", away->until);
  put(object, "back", away->back);
  json_object_set_new(object, "deputy", deputy);
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
  json_object_set_new(object, "away", away_to_json(reading->away));
  return object;
}
