/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the one mail that answers an invitation. Decides nothing about dates. */
#include "pass/calendar/meetings_answer.h"
#include "calendar/entry.h"
#include "pass/intake/verified.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/publish/feeds.h"
#include "pass/publish/private.h"
#include <string.h>

void
meeting_answer_begin(MeetingAnswer *answer, Inbound *inbound)
{
  *answer = (MeetingAnswer){ .inbound = inbound };
  answer->lines = g_ptr_array_new_with_free_func(g_free);
  answer->held = g_ptr_array_new_with_free_func(g_free);
  answer->sessions = g_ptr_array_new_with_free_func((GDestroyNotify) session_free);
}

void
meeting_answer_clear(MeetingAnswer *answer)
{
  g_clear_pointer(&answer->lines, g_ptr_array_unref);
  g_clear_pointer(&answer->held, g_ptr_array_unref);
  g_clear_pointer(&answer->sessions, g_ptr_array_unref);
}

void
meeting_answer_add(MeetingAnswer *answer, const CalendarItem *item, MeetingChange *change, const char *why)
{
  if (why)
    g_ptr_array_add(answer->held, g_strdup_printf("%s: %s", item->event->summary, why));
  for (guint i = 0; i < change->lines->len; i++)
    g_ptr_array_add(answer->lines, g_strdup(change->lines->pdata[i]));
  g_ptr_array_extend_and_steal(answer->sessions, g_steal_pointer(&change->sessions));
  if (change->lines->len && !answer->first)
    answer->first = item;
}

/* Whose the answer is, by the roster: NULL: nobody who may be answered. */
static const char *
recipient(const MeetingAnswer *answer)
{
  const Inbound *inbound = answer->inbound;
  const Person *sender = inbound_sender(inbound);
  if (sender && (inbound->office || verified_person(inbound)))
    return sender->address;
  return verified_office(inbound) ? inbound->engine->site->office : NULL;
}

/* ACCEPTED, where one entry as a whole was asked for; NULL: there is nothing to say in that form. */
static char *
reply_entry(const MeetingAnswer *answer)
{
  const Engine *engine = answer->inbound->engine;
  const CalendarItem *item = answer->first;
  const Occurrence *first = item && item->whole && item->dates->len ? item->dates->pdata[0] : NULL;
  if (!first || strcmp(item->event->method, "REQUEST") || !*item->event->organizer)
    return NULL;
  const Entry entry = { .method = ENTRY_REPLY,
                        .uid = item->uid,
                        .sequence = item->event->sequence,
                        .stamp = clock_now(engine->clock),
                        .domain = engine->site->domain,
                        .timezone = engine->site->timezone,
                        .start = first->start,
                        .end = first->start + (Instant) first->minutes * 60,
                        .summary = item->event->summary,
                        .organizer = item->event->organizer,
                        .attendee = engine->site->from_address,
                        .attendee_name = engine->site->partnership,
                        .answer = ENTRY_ACCEPTED };
  g_autoptr(GError) error = NULL;
  char *entry_text = entry_write(&entry, &error);
  if (!entry_text)
    g_warning("no reply for a calendar: %s", error->message);
  return entry_text;
}

static json_t *
list_of(const GPtrArray *lines)
{
  json_t *list = json_array();
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new(list, json_string(lines->pdata[i]));
  return list;
}

typedef struct {
  const GPtrArray *sessions;
  json_t *links;
} Shown;

/* The calendars for all in which one of them stands; people's own have them beside that. */
static gboolean
add_link(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
         GError **error G_GNUC_UNUSED)
{
  Shown *shown = data;
  for (guint i = 0; i < shown->sessions->len; i++) {
    const Session *session = shown->sessions->pdata[i];
    if (strcmp(session->scheme, scheme->id) || !feed_takes(scheme, feed, session))
      continue;
    g_autofree char *name = feed_name(scheme, feed), *file = g_strdup_printf("feeds/%s.ics", name);
    g_autofree char *url = public_url(engine, file);
    json_array_append_new(shown->links, json_pack("{s:s, s:s}", "title", feed->title, "url", url));
    return TRUE;
  }
  return TRUE;
}

static json_t *
context_of(const MeetingAnswer *answer, GError **error)
{
  Engine *engine = answer->inbound->engine;
  Shown shown = { answer->sessions, json_array() };
  json_t *context = context_new(engine, NULL, inbound_sender(answer->inbound), 0);
  gboolean good = feeds_each_public(engine, add_link, &shown, error);
  json_object_set_new(context, "links", shown.links);
  json_object_set_new(context, "lines", list_of(answer->lines));
  json_object_set_new(context, "unclear", list_of(answer->held));
  json_object_set_new(context, "unclear_count", json_integer(answer->held->len));
  context_text(context, "mailbox", engine->site->from_address);
  if (!inbound_sender(answer->inbound))
    context_text(context, "first_name", "colleagues"); /* the office's own address */
  if (good)
    return context;
  json_decref(context);
  return NULL;
}

gboolean
meeting_answer_send(MeetingAnswer *answer, GError **error)
{
  Inbound *inbound = answer->inbound;
  Engine *engine = inbound->engine;
  const char *address = recipient(answer);
  gboolean taken = answer->lines->len > 0;
  if (!address || (!taken && !answer->held->len) ||
      !answer_allowed(engine, address, taken ? ANSWER_TO_SOMETHING : ANSWER_TO_NOTHING))
    return TRUE;
  const Person *sender = inbound_sender(inbound);
  const char *const to[] = { address, NULL }, *name = taken ? "meeting-taken" : "meeting-unclear";
  g_autofree char *purpose = g_strdup_printf("%s:%" G_GINT64_FORMAT, name, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound), *entry = reply_entry(answer);
  json_t *context = context_of(answer, error);
  if (!context)
    return FALSE;
  const Post mail = { .kind = MAIL_ANSWER,
                      .template_name = name,
                      .purpose = purpose,
                      .person = sender ? sender->id : 0,
                      .message = inbound->message->id,
                      .to = to,
                      .context = context,
                      .calendar = entry,
                      .method = entry ? entry_method_word(ENTRY_REPLY) : NULL,
                      .why = why,
                      .not_before = INSTANT_NONE,
                      .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}
