/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings come into being and go: plain values, nothing decided, nothing parsed. */
#include "reader/reading.h"
#include "base/text.h"

static void
free_field(gpointer data)
{
  ReadingField *field = data;
  g_free(field->label);
  g_free(field->value);
  g_free(field->as);
  g_free(field->tag);
  g_free(field);
}

static void
free_table(gpointer data)
{
  ReadingTable *table = data;
  g_free(table->sheet);
  g_ptr_array_unref(table->rows);
  g_clear_pointer(&table->cuts, g_ptr_array_unref);
  g_free(table);
}

static void
free_attendee(gpointer data)
{
  ReadingAttendee *attendee = data;
  g_free(attendee->address);
  g_free(attendee->partstat);
  g_free(attendee);
}

static void
free_event(gpointer data)
{
  ReadingEvent *event = data;
  g_free(event->method);
  g_free(event->uid);
  g_free(event->recurrence_id);
  g_free(event->start);
  g_free(event->end);
  g_free(event->summary);
  g_free(event->organizer);
  g_free(event->organizer_name);
  g_free(event->sent_by);
  g_free(event->stamp);
  g_free(event->location);
  g_free(event->description);
  g_free(event->comment);
  g_free(event->status);
  g_strfreev(event->categories);
  g_strfreev(event->instances);
  g_ptr_array_unref(event->attendees);
  g_free(event);
}

static void
free_bounce(gpointer data)
{
  ReadingBounce *bounce = data;
  g_free(bounce->recipient);
  g_free(bounce->action);
  g_free(bounce->status);
  g_free(bounce->diagnostic);
  g_free(bounce);
}

static void
free_away(ReadingAway *away)
{
  if (!away)
    return;
  g_free(away->until);
  g_free(away->back);
  g_free(away->deputy.name);
  g_free(away->deputy.address);
  g_free(away);
}

static void
free_document(gpointer document)
{
  reading_document_free(document);
}

Reading *
reading_new(const char *kind)
{
  Reading *reading = g_new0(Reading, 1);
  reading->kind = g_strdup(kind);
  reading->from.name = g_strdup("");
  reading->subject = g_strdup("");
  reading->date = g_strdup("");
  reading->message_id = g_strdup("");
  reading->in_reply_to = g_new0(char *, 1);
  reading->references = g_new0(char *, 1);
  reading->refs = g_new0(char *, 1);
  reading->to = g_new0(char *, 1);
  reading->links = g_new0(char *, 1);
  reading->received = g_strdup("");
  reading->text = g_strdup("");
  reading->documents = g_ptr_array_new_with_free_func(free_document);
  reading->calendar = g_ptr_array_new_with_free_func(free_event);
  reading->bounces = g_ptr_array_new_with_free_func(free_bounce);
  return reading;
}

void
reading_free(Reading *reading)
{
  if (!reading)
    return;
  g_free(reading->kind);
  g_free(reading->from.name);
  g_free(reading->from.address);
  g_free(reading->subject);
  g_free(reading->date);
  g_free(reading->message_id);
  g_strfreev(reading->in_reply_to);
  g_strfreev(reading->references);
  g_strfreev(reading->refs);
  g_strfreev(reading->to);
  g_free(reading->received);
  g_free(reading->authentication.by);
  g_free(reading->authentication.spf);
  g_free(reading->authentication.dkim);
  g_free(reading->authentication.dmarc);
  g_free(reading->text);
  g_strfreev(reading->links);
  reading_free(reading->forwarded);
  g_ptr_array_unref(reading->documents);
  g_ptr_array_unref(reading->calendar);
  g_ptr_array_unref(reading->bounces);
  free_away(reading->away);
  g_free(reading);
}

ReadingAway *
reading_away_new(void)
{
  ReadingAway *away = g_new0(ReadingAway, 1);
  away->deputy.name = g_strdup("");
  return away;
}

ReadingDocument *
reading_document_new(const char *format)
{
  ReadingDocument *document = g_new0(ReadingDocument, 1);
  document->name = g_strdup("");
  document->format = g_strdup(format);
  document->sha256 = g_strdup("");
  document->text = g_strdup("");
  document->fields = g_ptr_array_new_with_free_func(free_field);
  document->tables = g_ptr_array_new_with_free_func(free_table);
  document->properties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return document;
}

void
reading_document_free(ReadingDocument *document)
{
  if (!document)
    return;
  g_free(document->name);
  g_free(document->format);
  g_free(document->in);
  g_free(document->sha256);
  g_free(document->text);
  g_free(document->problem);
  g_ptr_array_unref(document->fields);
  g_ptr_array_unref(document->tables);
  g_hash_table_unref(document->properties);
  g_clear_pointer(&document->labels, g_hash_table_unref);
  g_clear_pointer(&document->content, g_bytes_unref);
  g_free(document);
}

void
reading_add_field(ReadingDocument *document, const char *label, const char *value, const char *as,
                  const char *tag)
{
  ReadingField *field = g_new0(ReadingField, 1);
  field->label = g_strdup(label);
  field->value = g_strdup(value);
  field->as = g_strdup(as);
  field->tag = g_strdup(tag);
  g_ptr_array_add(document->fields, field);
}

void
reading_problem(ReadingDocument *document, const char *problem)
{
  if (problem && !document->problem)
    document->problem = g_strdup(problem);
}

gboolean
reading_is_fault(const char *value)
{
  static const char *const faults[] = { READING_PICTURE, READING_CONTROL, READING_FORMULA, READING_TEXT,
                                        "#N/A",          "#REF!",         "#VALUE!",       "#DIV/0!",
                                        "#NAME?",        "#NULL!",        "#NUM!",         NULL };
  return g_strv_contains(faults, value);
}

const ReadingField *
reading_field(ReadingDocument *document, const char *key)
{
  if (!document->labels) {
    document->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < document->fields->len; i++) {
      ReadingField *field = document->fields->pdata[i];
      g_autofree char *own = text_key(field->label);
      const ReadingField *known = g_hash_table_lookup(document->labels, own);
      if (!known || (!strcmp(known->as, "line") && strcmp(field->as, "line")))
        g_hash_table_insert(document->labels, g_steal_pointer(&own), field);
    }
  }
  return g_hash_table_lookup(document->labels, key);
}

ReadingTable *
reading_add_table(ReadingDocument *document, const char *sheet, gboolean hidden)
{
  ReadingTable *table = g_new0(ReadingTable, 1);
  table->sheet = g_strdup(sheet);
  table->hidden = hidden;
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  g_ptr_array_add(document->tables, table);
  return table;
}

GArray *
reading_add_cuts(ReadingTable *table)
{
  if (!table->cuts)
    table->cuts = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
  GArray *row = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(table->cuts, row);
  return row;
}

ReadingEvent *
reading_add_event(Reading *reading)
{
  ReadingEvent *event = g_new0(ReadingEvent, 1);
  event->attendees = g_ptr_array_new_with_free_func(free_attendee);
  g_ptr_array_add(reading->calendar, event);
  return event;
}

void
reading_add_attendee(ReadingEvent *event, const char *address, const char *partstat)
{
  ReadingAttendee *attendee = g_new0(ReadingAttendee, 1);
  attendee->address = g_strdup(address);
  attendee->partstat = g_strdup(partstat);
  g_ptr_array_add(event->attendees, attendee);
}

void
reading_add_bounce(Reading *reading, const char *recipient, const char *action, const char *status,
                   const char *diagnostic)
{
  ReadingBounce *bounce = g_new0(ReadingBounce, 1);
  bounce->recipient = g_strdup(recipient);
  bounce->action = g_strdup(action);
  bounce->status = g_strdup(status);
  bounce->diagnostic = g_strdup(diagnostic);
  g_ptr_array_add(reading->bounces, bounce);
}
