/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations on their way in: whose they are, what is asked of a human, and the answer. */
#include "pass/calendar/meetings_mail.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/calendar/leading.h"
#include "pass/calendar/meetings.h"
#include "pass/calendar/meetings_answer.h"
#include "pass/calendar/same_date.h"
#include "pass/intake/verified.h"
#include "store/cases.h"
#include "store/invitations.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASE "meeting-date"

/* -- What is in it -- */

/* Not what answers an entry of ours, nor an entry of ours that came back. */
static gboolean
is_theirs(const Engine *engine, const ReadingEvent *event)
{
  static const char *const methods[] = { "REQUEST", "PUBLISH", "CANCEL", "ADD", "", NULL };
  if (!g_strv_contains(methods, event->method) ||
      !g_ascii_strcasecmp(event->organizer, engine->site->from_address))
    return FALSE;
  g_autoptr(Invitation) ours = invitation_by_uid(engine->store, event->uid);
  return ours == NULL;
}

/* Borrowed events. */
static GPtrArray *
events_of(const Inbound *inbound)
{
  GPtrArray *events = g_ptr_array_new();
  for (guint i = 0; i < inbound->reading->calendar->len; i++)
    if (is_theirs(inbound->engine, inbound->reading->calendar->pdata[i]))
      g_ptr_array_add(events, inbound->reading->calendar->pdata[i]);
  return events;
}

gboolean
meeting_mail_is(const Inbound *inbound)
{
  g_autoptr(GPtrArray) events = events_of(inbound);
  return events->len > 0;
}

/* -- Whose it is -- */

static gboolean
is_address_of(const Inbound *inbound, const char *address)
{
  const char *from = inbound->reading->from.address;
  const Person *sender = inbound_sender(inbound);
  if (from && !g_ascii_strcasecmp(from, address))
    return TRUE;
  g_autoptr(GPtrArray) owners = people_by_address(inbound->engine->store, address);
  for (guint i = 0; sender && i < owners->len; i++)
    if (((const Person *) owners->pdata[i])->id == sender->id)
      return TRUE;
  return FALSE;
}

/* The sender organises it, or acts for who does; a file that a program published has no organizer. */
static gboolean
is_organizer(const Inbound *inbound, const ReadingEvent *event)
{
  return !*event->organizer || is_address_of(inbound, event->organizer) ||
         (*event->sent_by && is_address_of(inbound, event->sent_by));
}

static gboolean
is_of_another(const Inbound *inbound, const GPtrArray *rows, gboolean office)
{
  const Person *sender = inbound_sender(inbound);
  for (guint i = 0; i < rows->len; i++) {
    const LeadMeeting *row = rows->pdata[i];
    gboolean of_file = !row->organizer && !row->message;
    if (!office && !of_file && (!sender || row->organizer != sender->id))
      return TRUE;
  }
  return FALSE;
}

/* Why it cannot be taken on its sender's word; NULL: it can. */
static const char *
objection(const Inbound *inbound, const CalendarItem *item, const GPtrArray *rows, gboolean *office)
{
  if (inbound->office) {
    *office = TRUE;
    return NULL;
  }
  if (inbound->dmarc_failed)
    return "the mail server says that this mail is not from whom it claims";
  if (!leading_may(inbound, office)) {
    if (!inbound_sender(inbound))
      return "nobody alone on the roster has its sender's address";
    return verified_person(inbound) ? "only the office and those who lead others make dates for them"
                                    : "nothing shows that it is from whom it claims";
  }
  if (is_of_another(inbound, rows, *office))
    return "it changes a meeting that somebody else put in";
  if (!is_organizer(inbound, item->event))
    return "it was passed on: somebody else organises it";
  if (!strcmp(item->event->method, "ADD"))
    return "it adds a date to a series";
  return NULL;
}

/* -- A case -- */

/* The events that its sender may have meant: "event=core or event=drop-in"; "event=ID" where there are too
 * many. */
static char *
guesses(const Inbound *inbound, const CalendarItem *item)
{
  const Schemes *schemes = inbound->engine->site->schemes;
  g_autoptr(GArray) named =
      events_named(schemes, item->event->summary, (const char *const *) item->event->categories);
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < named->len; i++) {
    const NamedEvent *one = &g_array_index(named, NamedEvent, i);
    g_string_append_printf(words, "%s%s%s%sevent=%s", i ? " or " : "",
                           schemes->schemes->len > 1 ? "scheme=" : "",
                           schemes->schemes->len > 1 ? one->scheme->id : "",
                           schemes->schemes->len > 1 ? " " : "", one->event->id);
  }
  const GPtrArray *all =
      schemes->schemes->len == 1 ? ((const Scheme *) schemes->schemes->pdata[0])->events : NULL;
  for (guint i = 0; !named->len && all && i < all->len; i++)
    g_string_append_printf(words, "%sevent=%s", i ? " or " : "", ((const SchemeEvent *) all->pdata[i])->id);
  return g_strdup(words->len ? words->str : "event=ID");
}

static char *
when_words(const Engine *engine, const CalendarItem *item)
{
  Instant start;
  const Occurrence *first = item->dates->len ? item->dates->pdata[0] : NULL;
  if (first && first->start != INSTANT_NONE && first->minutes) {
    g_autofree char *words = meeting_words(engine, first->start, first->minutes, first->event->location);
    return item->dates->len > 1 ? g_strdup_printf("%s, and %u more", words, item->dates->len - 1)
                                : g_steal_pointer(&words);
  }
  return clock_parse(engine->clock, item->event->start, &start) ? day_words(clock_day(engine->clock, start))
                                                                : g_strdup("no day that it says");
}

/* What waits about this UID is overtaken by what came now. */
static void
close_earlier(Inbound *inbound, const CalendarItem *item, const char *outcome)
{
  const Person *sender = inbound_sender(inbound);
  g_autoptr(Case) earlier =
      case_about(inbound->engine->store, CASE, sender ? sender->id : 0, "uid", item->uid);
  if (!earlier || earlier->settled != INSTANT_NONE || earlier->id == inbound->settles)
    return;
  g_autofree char *cause = inbound_cause(inbound);
  case_settle(inbound->engine->store, earlier->id, outcome);
  journal_add(inbound->engine->store, earlier->person, 0, cause, "case %" G_GINT64_FORMAT " settled: %s",
              earlier->id, outcome);
}

static void
hold(Inbound *inbound, const CalendarItem *item, const char *why)
{
  g_autofree char *when = when_words(inbound->engine, item), *named = guesses(inbound, item),
                  *guess = g_strconcat("with ", named, NULL);
  json_t *detail = json_pack("{s:s}", "uid", item->uid);
  char *text = json_dumps(detail, JSON_COMPACT);
  gboolean end = calendar_is_cancelled(item->event);
  if (!inbound->dmarc_failed) /* a forged one makes nobody forget what its victim sent */
    close_earlier(inbound, item, "a later word on it came");
  inbound_case(inbound, CASE, -1, NULL, NULL, text, "%s %s \"%s\" (%s): %s. Accept it %s, or reject it",
               inbound->reading->from.address ? inbound->reading->from.address : "somebody",
               end ? "cancels" : "invites the mailbox to", item->event->summary, when, why,
               end ? "if it is right" : guess);
  free(text);
  json_decref(detail);
}

/* -- Taking it -- */

static void
begin(MeetingChange *change, const Inbound *inbound, gboolean office, const char *cause)
{
  const Person *sender = inbound_sender(inbound);
  meeting_change_begin(change, inbound->engine, cause);
  change->arrival = inbound->arrival;
  change->message = inbound->message->id;
  change->organizer = sender ? sender->id : 0;
  change->office = office;
}

/* Whether the item's only word is that something ends, of which nothing is known here. */
static gboolean
ends_nothing(const CalendarItem *item, const GPtrArray *rows)
{
  return !rows->len && calendar_is_cancelled(item->event);
}

/* What it is and for whom, where nothing of it is known yet. */
static gboolean
find_name(const Inbound *inbound, gboolean office, const CalendarItem *item, gboolean known,
          NamedEvent *named, char **filter, char **doubt)
{
  g_autofree char *unsure = NULL;
  if (leading_event(inbound, office, item->event, named, &unsure))
    *filter = leading_filter(inbound, office, item->event, named->scheme, &unsure);
  if (!*filter)
    *named = (NamedEvent){ NULL, NULL };
  if (!known)
    *doubt = g_steal_pointer(&unsure);
  return known || *filter;
}

static void
take_item(Inbound *inbound, const CalendarItem *item, MeetingAnswer *answer)
{
  g_autoptr(GPtrArray) rows = lead_meetings(inbound->engine->store, item->uid);
  g_autofree char *cause = inbound_cause(inbound), *doubt = NULL, *filter = NULL;
  gboolean office = FALSE;
  const char *why = objection(inbound, item, rows, &office);
  g_auto(MeetingChange) change;
  begin(&change, inbound, office, cause);
  if (ends_nothing(item, rows)) {
    if (!why)
      close_earlier(inbound, item, "its organizer cancelled it");
    journal_add(inbound->engine->store, change.organizer, 0, cause,
                "calendar: \"%s\" ends, which is not known here", item->event->summary);
    return;
  }
  if (!why)
    why = item->doubt;
  if (!why && !find_name(inbound, office, item, rows->len > 0, &change.named, &filter, &doubt))
    why = doubt;
  change.filter = filter;
  if (!why && !office && !same_date_is_theirs(&change, rows))
    why = "it changes a date of a calendar file, which is for others too";
  if (!why && !meeting_apply(&change, item, &doubt))
    why = doubt;
  if (why)
    hold(inbound, item, why);
  else
    close_earlier(inbound, item, "a later word on it was clear");
  meeting_answer_add(answer, item, &change, why);
}

gboolean
meeting_mail_take(Inbound *inbound, GError **error)
{
  g_autoptr(GPtrArray) events = events_of(inbound), items = calendar_items(inbound->engine, events);
  g_auto(MeetingAnswer) answer;
  meeting_answer_begin(&answer, inbound);
  for (guint i = 0; i < items->len; i++)
    take_item(inbound, items->pdata[i], &answer);
  return meeting_answer_send(&answer, error);
}

/* -- What the office says -- */

static gboolean
is_called(const char *id, const char *title, const char *text)
{
  g_autofree char *key = text_key(text), *a = text_key(id), *b = text_key(title ? title : "");
  return *key && (!strcmp(key, a) || !strcmp(key, b));
}

/* The one event that is typed. */
static gboolean
said_event(const Schemes *schemes, const MeetingSaid *said, NamedEvent *named, GError **error)
{
  guint n = 0;
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    if (said->scheme && !is_called(scheme->id, scheme->title, said->scheme))
      continue;
    for (guint j = 0; j < scheme->events->len; j++) {
      const SchemeEvent *event = scheme->events->pdata[j];
      if (!is_called(event->id, event->title, said->event))
        continue;
      *named = (NamedEvent){ scheme, event };
      n++;
    }
  }
  if (n > 1)
    return fault_data(error, "several schemes have the event \"%s\": say which one with scheme=ID",
                      said->event);
  return n == 1 || fault_data(error, "\"%s\" is no event of any scheme", said->event);
}

static gboolean
said_times(const MeetingSaid *said, ItemTimes *times, GError **error)
{
  int hour, minute, n = 0;
  *times = (ItemTimes){ said->minutes, -1 };
  if (!said->at)
    return TRUE;
  if (sscanf(said->at, "%2d:%2d%n", &hour, &minute, &n) != 2 || said->at[n] || hour > 23 || minute > 59 ||
      hour < 0 || minute < 0)
    return fault_data(error, "\"%s\" is no time of day: write it as at=16:00", said->at);
  times->minute = hour * 60 + minute;
  return TRUE;
}

/* Whether @filter speaks of attributes and values that the scheme has. */
static gboolean
filter_fits(const Scheme *scheme, const char *filter, GError **error)
{
  json_t *all = json_loads(filter, 0, NULL), *values, *value;
  const char *id;
  size_t i;
  gboolean good = TRUE;
  json_object_foreach(all, id, values)
  {
    const SchemeAttribute *attribute = scheme_attribute(scheme, id);
    if (good && !attribute)
      good = fault_data(error, "\"%s\" is nothing by which %s tells people apart", id, scheme->title);
    json_array_foreach(values, i, value) if (good && attribute->values &&
                                             !g_strv_contains((const char *const *) attribute->values,
                                                              json_string_value(value))) good =
        fault_data(error, "\"%s\" is no %s of %s", json_string_value(value), id, scheme->title);
  }
  json_decref(all);
  return good;
}

static const CalendarItem *
item_with(const GPtrArray *items, const char *uid)
{
  for (guint i = 0; i < items->len; i++)
    if (!strcmp(((const CalendarItem *) items->pdata[i])->uid, uid))
      return items->pdata[i];
  return NULL;
}

static char *
settle_item(Inbound *inbound, const CalendarItem *item, const MeetingSaid *said, GError **error)
{
  g_autoptr(GPtrArray) rows = lead_meetings(inbound->engine->store, item->uid);
  g_autofree char *cause = inbound_cause(inbound), *doubt = NULL, *filter = NULL;
  g_auto(MeetingChange) change;
  begin(&change, inbound, TRUE, cause);
  if (said->event && !said_event(inbound->engine->site->schemes, said, &change.named, error))
    return NULL;
  if (said->event)
    filter = said->filter ? g_strdup(said->filter)
                          : leading_filter(inbound, TRUE, item->event, change.named.scheme, &doubt);
  else
    find_name(inbound, TRUE, item, rows->len > 0, &change.named, &filter, &doubt);
  change.filter = said->filter && filter ? said->filter : filter;
  if (said->filter && change.named.scheme && !filter_fits(change.named.scheme, said->filter, error))
    return NULL;
  if (!doubt && item->doubt)
    doubt = g_strdup(item->doubt);
  g_auto(MeetingAnswer) answer;
  meeting_answer_begin(&answer, inbound);
  if (doubt || !meeting_apply(&change, item, &doubt)) {
    fault_data(error, "still in doubt: %s; add what is right, as event=ID, at=16:00 or minutes=60", doubt);
    return NULL;
  }
  meeting_answer_add(&answer, item, &change, NULL);
  if (!meeting_answer_send(&answer, error))
    return NULL;
  return change.older
             ? g_strdup("a later word on it was known")
             : g_strdup_printf("%u %s changed", change.lines->len, change.lines->len == 1 ? "date" : "dates");
}

char *
meeting_mail_settle(Inbound *inbound, const MeetingSaid *said, GError **error)
{
  ItemTimes times;
  if (!said_times(said, &times, error))
    return NULL;
  g_autoptr(GPtrArray) events = events_of(inbound);
  g_autoptr(GPtrArray) items = calendar_items_with(inbound->engine, events, &times);
  const CalendarItem *item = said->uid ? item_with(items, said->uid) : NULL;
  if (!item) {
    fault_data(error, "nothing is left of the invitation that this case is about: reject it");
    return NULL;
  }
  return settle_item(inbound, item, said, error);
}
