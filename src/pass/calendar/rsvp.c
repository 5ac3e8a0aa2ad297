/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the entry, weighs whose answer it is and of which version of the date, and hands it on: to answered.c
 * when it is plain, to a human as a case when it is not. Sends nothing. */
#include "pass/calendar/rsvp.h"
#include "pass/calendar/answered.h"
#include "pass/calendar/typed_words.h"
#include "pass/calendar/whose_answer.h"
#include <stdlib.h>
#include <string.h>

/* One answer on its way. */
typedef struct {
  Inbound *inbound;
  const ReadingEvent *event;
  Invitation *invitation;
  Session *session;
  Person *person; /* to whom the entry went */
  char *words;    /* what they typed; "" nothing */
} Rsvp;

static void
rsvp_clear(Rsvp *rsvp)
{
  invitation_free(rsvp->invitation);
  session_free(rsvp->session);
  person_free(rsvp->person);
  g_free(rsvp->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rsvp, rsvp_clear)

static gboolean
parse(const Inbound *inbound, const char *text, Instant *at)
{
  return *text && clock_parse(inbound->engine->clock, text, at);
}

/* When it was said. A clock that runs ahead would shut out every later word. */
static Instant
stamp_of(const Rsvp *rsvp)
{
  Instant stamp;
  return parse(rsvp->inbound, rsvp->event->stamp, &stamp) ? MIN(stamp, rsvp->inbound->arrival)
                                                          : rsvp->inbound->arrival;
}

/* An answer to the date as it stood before it moved says nothing of the date as it stands (RFC 5546 2.1.5);
 * what only changed its words, or confirmed it, leaves the answer as good as it was. */
static gboolean
is_of_older_date(const Rsvp *rsvp)
{
  const Invitation *invitation = rsvp->invitation;
  Instant start;
  gboolean older = rsvp->event->sequence < invitation->sequence || invitation->of != rsvp->session->sequence;
  return older && !(parse(rsvp->inbound, rsvp->event->start, &start) && start == rsvp->session->start);
}

static void note(const Rsvp *rsvp, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(const Rsvp *rsvp, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *said = g_strdup_vprintf(format, args), *cause = inbound_cause(rsvp->inbound);
  va_end(args);
  g_autofree char *date = answered_words(rsvp->inbound->engine, rsvp->session);
  journal_add(rsvp->inbound->engine->store, rsvp->person->id, rsvp->invitation->obligation, cause, "%s: %s",
              date, said);
}

static void open_case(const Rsvp *rsvp, const char *kind, json_t *detail, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* A human looks at it; @detail, which is taken, says what of it for who settles it. */
static void
open_case(const Rsvp *rsvp, const char *kind, json_t *detail, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *question = g_strdup_vprintf(format, args);
  va_end(args);
  json_object_set_new(detail, "uid", json_string(rsvp->invitation->uid));
  json_object_set_new(detail, "said", json_string(rsvp->words));
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  Case c = {
    .document = -1, .kind = (char *) kind, .person = rsvp->person->id, .question = question, .detail = text
  };
  inbound_case_open(rsvp->inbound, &c);
  free(text);
  json_decref(detail);
}

/* What they typed beside it is kept; what asks something is read by a human. */
static void
take_words(const Rsvp *rsvp)
{
  if (!*rsvp->words)
    return;
  if (strchr(rsvp->words, '?'))
    open_case(rsvp, "question", json_object(), "%s asks, with an answer from the calendar: %s",
              rsvp->person->name, rsvp->words);
  else
    note(rsvp, "they write: %s", rsvp->words);
}

/* Whoever answers from an address that nobody has, had the entry sent to them; the address is learned as any
 * other is, and not by this. */
static void
note_address(const Rsvp *rsvp, const char *unknown)
{
  if (unknown)
    note(rsvp, "answered from or for %s, an address that nobody on the roster has", unknown);
}

static gboolean
take_reply(const Rsvp *rsvp, GError **error)
{
  const ReadingAttendee *attendee;
  const char *unknown;
  g_autofree char *date = answered_words(rsvp->inbound->engine, rsvp->session);
  g_autofree char *doubt =
      whose_answer_doubt(rsvp->inbound, rsvp->event, rsvp->invitation, &attendee, &unknown);
  const char *partstat = attendee ? attendee->partstat : "";
  Answered said = { answered_of(partstat), stamp_of(rsvp), TRUE };
  if (doubt || !strcmp(partstat, "DELEGATED")) {
    open_case(rsvp, RSVP_ANSWER,
              json_pack("{s:s, s:I}", "answer", invitation_answer_word(said.answer), "stamp",
                        (json_int_t) said.stamp),
              "an answer to the entry of %s for %s (%s): %s", rsvp->person->name, date, partstat,
              doubt ? doubt : "it hands the date on to somebody else");
    return TRUE;
  }
  note_address(rsvp, unknown);
  gboolean news = FALSE;
  if (said.answer == INVITATION_UNANSWERED)
    note(rsvp, "the calendar answers %s: nothing follows from it", partstat);
  else if (is_of_older_date(rsvp))
    note(rsvp, "%s the date as it was before it changed: that is no answer to the date as it is",
         answered_verb(said.answer));
  else if (!answered_take(rsvp->inbound, rsvp->invitation, &said, &news, error))
    return FALSE;
  take_words(rsvp);
  return TRUE;
}

/* "Thursday 15 October 2026, 16:00 to 17:00"; g_free. */
static char *
proposed_words(const Rsvp *rsvp)
{
  const Clock *clock = rsvp->inbound->engine->clock;
  Instant start, end;
  if (!parse(rsvp->inbound, rsvp->event->start, &start))
    return g_strdup("a time that it does not say");
  g_autofree char *day = day_words(clock_day(clock, start)), *from = clock_format_minute(clock, start);
  g_autofree char *until =
      parse(rsvp->inbound, rsvp->event->end, &end) ? clock_format_minute(clock, end) : NULL;
  return g_strdup_printf("%s, %s%s%s", day, from, until ? " to " : "", until ? until : "");
}

/* Whether it came before, by another mail, and nobody has settled it. */
static gboolean
waits_already(const Rsvp *rsvp)
{
  g_autoptr(GPtrArray) open = cases_waiting_of(rsvp->inbound->engine->store, RSVP_COUNTER, rsvp->person->id);
  for (guint i = 0; i < open->len; i++) {
    json_t *detail = json_loads(((const Case *) open->pdata[i])->detail, 0, NULL);
    gboolean same = !g_strcmp0(json_string_value(json_object_get(detail, "uid")), rsvp->invitation->uid) &&
                    !g_strcmp0(json_string_value(json_object_get(detail, "start")), rsvp->event->start);
    json_decref(detail);
    if (same)
      return TRUE;
  }
  return FALSE;
}

/* Whoever said yes and proposes another time still comes until somebody decides; else it is all that they
 * say. FALSE in *news when it is an old word, or the date is over. */
static gboolean
keep_proposal(const Rsvp *rsvp, gboolean *news, GError **error)
{
  Answered said = { INVITATION_COUNTER, stamp_of(rsvp), TRUE };
  *news = said.stamp >= rsvp->invitation->stamp && rsvp->session->start > rsvp->inbound->arrival;
  return rsvp->invitation->answer == INVITATION_ACCEPTED ||
         answered_take(rsvp->inbound, rsvp->invitation, &said, news, error);
}

/* It moves no date: whoever settles it sees the proposal. */
static gboolean
take_counter(const Rsvp *rsvp, GError **error)
{
  const ReadingAttendee *attendee;
  const char *unknown;
  g_autofree char *date = answered_words(rsvp->inbound->engine, rsvp->session),
                  *proposed = proposed_words(rsvp);
  g_autofree char *doubt =
      whose_answer_doubt(rsvp->inbound, rsvp->event, rsvp->invitation, &attendee, &unknown);
  gboolean news = TRUE;
  if (waits_already(rsvp))
    return TRUE;
  if (!doubt && !keep_proposal(rsvp, &news, error))
    return FALSE;
  if (!news)
    return TRUE;
  if (!doubt)
    note_address(rsvp, unknown);
  json_t *detail = json_pack("{s:s, s:s}", "start", rsvp->event->start, "end", rsvp->event->end);
  open_case(rsvp, RSVP_COUNTER, detail, "%s proposes %s instead of %s%s%s%s%s", rsvp->person->name, proposed,
            date, *rsvp->words ? ", and writes: " : "", rsvp->words, doubt ? "; but " : "",
            doubt ? doubt : "");
  return TRUE;
}

/* Their calendar has lost the entry, or knows that it is not the newest (RFC 5546 3.2.6). */
static gboolean
take_refresh(const Rsvp *rsvp, GError **error G_GNUC_UNUSED)
{
  const char *unknown;
  g_autofree char *doubt = whose_mail_doubt(rsvp->inbound, rsvp->invitation, &unknown);
  gboolean again = !doubt && rsvp->session->start > rsvp->inbound->arrival;
  if (again)
    invitation_lost(rsvp->inbound->engine->store, rsvp->invitation, rsvp->inbound->message->id);
  note(rsvp, "the calendar asks for the entry again: %s",
       again   ? "it is sent"
       : doubt ? doubt
               : "it is over");
  return TRUE;
}

static const struct {
  const char *method;
  gboolean (*take)(const Rsvp *rsvp, GError **error);
} METHODS[] = { { "REPLY", take_reply }, { "COUNTER", take_counter }, { "REFRESH", take_refresh } };

/* One of a series that we never sent is none of ours. */
static gboolean
is_whole(const Inbound *inbound, const ReadingEvent *event, const Session *session)
{
  Instant at;
  return !*event->recurrence_id || (parse(inbound, event->recurrence_id, &at) && at == session->start);
}

static gboolean
take_event(Inbound *inbound, const ReadingEvent *event, gboolean *understood, GError **error)
{
  guint i = 0;
  while (i < G_N_ELEMENTS(METHODS) && strcmp(METHODS[i].method, event->method) != 0)
    i++;
  if (i == G_N_ELEMENTS(METHODS))
    return TRUE;
  Store *store = inbound->engine->store;
  g_auto(Rsvp)
      rsvp = { .inbound = inbound, .event = event, .invitation = invitation_by_uid(store, event->uid) };
  if (rsvp.invitation)
    rsvp.session = session_get(store, rsvp.invitation->session);
  if (!rsvp.session || !is_whole(inbound, event, rsvp.session)) {
    g_info("event=calendar-unknown message=%" G_GINT64_FORMAT " method=%s", inbound->message->id,
           event->method);
    return TRUE;
  }
  rsvp.person = person_get(store, rsvp.invitation->person);
  rsvp.words = typed_words(inbound->reading, event);
  *understood = TRUE;
  return METHODS[i].take(&rsvp, error);
}

/* Many programs put the object into a mail twice, as words of another kind and as a file. */
static gboolean
came_before(const GPtrArray *events, guint n)
{
  const ReadingEvent *event = events->pdata[n];
  for (guint i = 0; i < n; i++) {
    const ReadingEvent *one = events->pdata[i];
    if (!strcmp(one->method, event->method) && !strcmp(one->uid, event->uid) &&
        !strcmp(one->recurrence_id, event->recurrence_id) && !strcmp(one->stamp, event->stamp))
      return TRUE;
  }
  return FALSE;
}

gboolean
rsvp_take(Inbound *inbound, gboolean *understood, GError **error)
{
  const GPtrArray *events = inbound->reading->calendar;
  *understood = FALSE;
  for (guint i = 0; i < events->len; i++)
    if (!came_before(events, i) && !take_event(inbound, events->pdata[i], understood, error))
      return FALSE;
  return TRUE;
}
