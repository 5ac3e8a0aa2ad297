/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for the templates of entries. Decides nothing, and writes no sentence but of what changed. */
#include "pass/calendar/invitation_words.h"
#include "pass/decide/places.h"
#include "pass/post.h"
#include "store/obligations.h"
#include <string.h>

/* The other dates of the same obligation that stand, or are to stand, as something to choose. */
static GPtrArray *
others_of(Engine *engine, const Invitation *row)
{
  GPtrArray *others = row->obligation ? invitations_of_obligation(engine->store, row->obligation)
                                      : g_ptr_array_new_with_free_func((GDestroyNotify) invitation_free);
  for (guint i = others->len; i-- > 0;) {
    const Invitation *one = others->pdata[i];
    g_autoptr(Session) session = session_get(engine->store, one->session);
    gboolean chosen_from = one->want == INVITATION_TENTATIVE || one->want == INVITATION_WAITING;
    if (one->session == row->session || !chosen_from || session->start <= clock_now(engine->clock))
      g_ptr_array_remove_index(others, i);
  }
  return others;
}

EntryChange *
entry_change_new(Engine *engine, const Invitation *row)
{
  g_autoptr(EntryChange) change = g_new0(EntryChange, 1);
  change->row = invitation_by_uid(engine->store, row->uid);
  change->session = session_get(engine->store, row->session);
  change->person = person_get(engine->store, row->person);
  change->scheme = schemes_find(engine->site->schemes, change->session->scheme);
  g_autoptr(Obligation) obligation = row->obligation ? obligation_get(engine->store, row->obligation) : NULL;
  change->school = obligation ? obligation->school : engine_school(engine, change->scheme, row->person, NULL);
  change->ref = obligation ? g_strdup(obligation->ref) : NULL;
  change->others = others_of(engine, row);
  return change->scheme ? g_steal_pointer(&change) : NULL;
}

void
entry_change_free(EntryChange *change)
{
  if (!change)
    return;
  invitation_free(change->row);
  session_free(change->session);
  person_free(change->person);
  g_free(change->ref);
  g_clear_pointer(&change->others, g_ptr_array_unref);
  g_free(change);
}

gboolean
entry_change_is_move(const EntryChange *change)
{
  const Invitation *row = change->row;
  return row->want == row->state && row->want != INVITATION_WITHDRAWN && row->of != change->session->sequence;
}

gboolean
entry_change_is_choice(const EntryChange *change)
{
  return change->row->want == INVITATION_TENTATIVE && change->others->len > 0;
}

/* "16:00 to 17:30"; g_free. */
static char *
time_words(Engine *engine, Instant start, int minutes)
{
  g_autofree char *from = clock_format_minute(engine->clock, start);
  g_autofree char *to = clock_format_minute(engine->clock, start + (Instant) minutes * 60);
  return g_strdup_printf("%s to %s", from, to);
}

static void
put_date(Engine *engine, json_t *context, const Session *session)
{
  g_autofree char *day = day_words(clock_day(engine->clock, session->start));
  g_autofree char *time = time_words(engine, session->start, session->minutes);
  context_text(context, "day", day);
  context_text(context, "time", time);
  context_text(context, "where", *session->place ? session->place : "to be announced");
}

/* What was different in what they were sent before: null where it is the same. */
static void
put_before(Engine *engine, json_t *context, const EntryChange *change)
{
  const Invitation *row = change->row;
  const Session *session = change->session;
  gboolean sent = row->start != INSTANT_NONE && entry_change_is_move(change);
  g_autofree char *day = sent ? day_words(clock_day(engine->clock, row->start)) : NULL;
  g_autofree char *time = sent ? time_words(engine, row->start, row->minutes) : NULL;
  g_autofree char *when = sent ? g_strdup_printf("%s, %s", day, time) : NULL;
  gboolean moved = sent && (row->start != session->start || row->minutes != session->minutes);
  gboolean elsewhere = sent && strcmp(row->place, session->place) != 0;
  context_text(context, "moved_from", moved ? when : NULL);
  context_text(context, "place_from", elsewhere ? (*row->place ? row->place : "to be announced") : NULL);
}

static json_t *
line_of(Engine *engine, const Invitation *row, const Session *session, gboolean this)
{
  json_t *line = json_object();
  put_date(engine, line, session);
  context_text(line, "letter", row->letter);
  json_object_set_new(line, "this", json_boolean(this));
  return line;
}

/* The other dates; with @own, it among them, all by start. */
static json_t *
dates_list(Engine *engine, const EntryChange *change, gboolean own)
{
  json_t *list = json_array();
  gboolean left = own;
  for (guint i = 0; i < change->others->len; i++) {
    g_autoptr(Session) session =
        session_get(engine->store, ((const Invitation *) change->others->pdata[i])->session);
    if (left && change->session->start < session->start) {
      json_array_append_new(list, line_of(engine, change->row, change->session, TRUE));
      left = FALSE;
    }
    json_array_append_new(list, line_of(engine, change->others->pdata[i], session, FALSE));
  }
  if (left)
    json_array_append_new(list, line_of(engine, change->row, change->session, TRUE));
  return list;
}

json_t *
entry_change_context(Engine *engine, const EntryChange *change)
{
  const SchemeEvent *event = scheme_event(change->scheme, change->session->event);
  json_t *context = context_new(engine, change->scheme, change->person, change->school);
  const char *title = *change->session->title || !event ? change->session->title : event->title;
  context_text(context, "event", title);
  context_text(context, "ref", change->ref);
  put_date(engine, context, change->session);
  put_before(engine, context, change);
  context_text(context, "letter", entry_change_is_choice(change) ? change->row->letter : NULL);
  json_object_set_new(context, "others", dates_list(engine, change, FALSE));
  json_object_set_new(context, "options", dates_list(engine, change, TRUE));
  InvitationState want = change->row->want;
  json_object_set_new(context, "offered", json_boolean(want == INVITATION_TENTATIVE));
  json_object_set_new(context, "chosen", json_boolean(want == INVITATION_CONFIRMED));
  json_object_set_new(context, "waiting", json_boolean(want == INVITATION_WAITING));
  json_object_set_new(context, "withdrawn", json_boolean(want == INVITATION_WITHDRAWN));
  json_object_set_new(
      context, "full",
      json_boolean(want == INVITATION_TENTATIVE && !places_has_room(engine, change->session)));
  context_text(context, "reason", change->row->why);
  return context;
}

static void
add_link(GString *lines, const Engine *engine, const EntryChange *change, const char *answer)
{
  g_autofree char *subject = g_strdup_printf("%s%s%s%s", answer, change->ref ? " [" : "",
                                             change->ref ? change->ref : "", change->ref ? "]" : "");
  g_autofree char *escaped = g_uri_escape_string(subject, NULL, FALSE);
  g_string_append_printf(lines, "%s: mailto:%s?subject=%s&body=%s\n", answer, engine->site->from_address,
                         escaped, answer);
}

char *
entry_change_links(const Engine *engine, const EntryChange *change)
{
  GString *lines = g_string_new(NULL);
  if (entry_change_is_choice(change)) {
    g_string_append(lines, "To answer by mail, open one of these:\n");
    add_link(lines, engine, change, change->row->letter);
    for (guint i = 0; i < change->others->len; i++)
      add_link(lines, engine, change, ((const Invitation *) change->others->pdata[i])->letter);
    add_link(lines, engine, change, "neither");
  }
  return g_string_free(lines, FALSE);
}
