/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mails that open something for one obligation: its request, the invitation to its event, and the make-up
 * for who missed it. Says when each is due and lets it wait for its writing; writes none, and changes no
 * state. */
#include "pass/decide/settle_mails.h"
#include "pass/approve/approvals.h"
#include "pass/calendar/invitations.h"
#include "pass/decide/actions.h"
#include "pass/decide/ask.h"
#include "pass/decide/dates.h"
#include "pass/decide/places.h"
#include "pass/decide/rules.h"
#include "pass/decide/timing.h"
#include "pass/documents/enclose.h"
#include "store/facts.h"
#include <string.h>

/* Invitations to an event go out this many working days before its first date. */
#define INVITE_AHEAD 10
/* Lists of who came to a session are in so many working days after it. */
#define LIST_DAYS 5

/* Lets the mail that opens something wait for its writing, once; the server's taking of a request starts the
 * clock. @cc: role of those who get a copy, or NULL. */
static void
open_with(const Standing *standing, const Obligation *obligation, AskingKind what, const char *mail,
          const char *cc)
{
  Asking asking = { .person = standing->person,
                    .obligation = obligation->id,
                    .what = what,
                    .template_name = (char *) mail,
                    .cc = (char *) cc };
  ask(standing->engine, &asking);
}

/* Changed rules would have asked it before they were made: it is never asked. */
static void
leave_out(const Standing *standing, const Obligation *obligation, AskingKind what, const char *mail)
{
  if (asking_stands(standing->engine->store, obligation->id, what))
    return;
  Asking asking = {
    .person = standing->person, .obligation = obligation->id, .what = what, .template_name = (char *) mail
  };
  asking_pass_over(standing->engine->store, &asking);
  journal_add(standing->engine->store, standing->person, obligation->id, "configuration",
              "mail %s not written: it lay before the rules changed", mail);
}

/* The request goes in the sending window; outside of it the clock comes back at its start. An approval is
 * asked of those who give it, also of who came into the role since. */
void
settle_request(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
               Visit *visit)
{
  gboolean approval = approvals_sign_off(requirement->evidence) != NULL;
  if (!requirement->send || !requirement->asked ||
      (approval ? !approvals_ask(standing, requirement, obligation, FALSE)
                : obligation->sent != INSTANT_NONE))
    return;
  if (approval && asking_stands(standing->engine->store, obligation->id, ASKING_REQUEST))
    return; /* left out */
  if (rules_pass_over(standing, obligation, obligation->opened)) {
    leave_out(standing, obligation, ASKING_REQUEST, requirement->send);
    return;
  }
  Instant now = clock_now(standing->engine->clock);
  Instant at = engine_sending_time(standing->engine, obligation->school, now);
  if (at > now)
    visit_at(visit, at, "request");
  else if (approval)
    approvals_ask(standing, requirement, obligation, TRUE);
  else
    open_with(standing, obligation, ASKING_REQUEST, requirement->send, requirement->cc);
}

/* The invitation to an event, with every date open to the person. C1.12 */
void
settle_invite(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
              Visit *visit)
{
  if (!requirement->invite || requirement->evidence->kind != EVIDENCE_ATTEND ||
      !places_held(standing, requirement))
    return;
  Engine *engine = standing->engine;
  g_autoptr(GPtrArray) sessions =
      timing_sessions(standing, requirement, obligation, requirement->evidence->ids[0], NULL);
  Instant now = clock_now(engine->clock);
  guint next = 0;
  while (next < sessions->len && ((Session *) sessions->pdata[next])->start <= now)
    next++;
  if (next == sessions->len)
    return;
  Day first = clock_day(engine->clock, ((Session *) sessions->pdata[next])->start);
  const WorkCalendar *calendar = engine_calendar(engine, obligation->school);
  Instant ahead = engine_window(engine, work_calendar_add(calendar, first, -INVITE_AHEAD));
  Instant at = engine_sending_time(engine, obligation->school, MAX(ahead, now));
  if (at <= now)
    open_with(standing, obligation, ASKING_INVITE, requirement->invite, NULL);
  else if (!asking_stands(engine->store, obligation->id, ASKING_INVITE))
    visit_at(visit, at, "invitation");
}

/* Whether @other asks a school who came to what @requirement asks. */
static gboolean
asks_who_came(const Standing *standing, const Requirement *other, const Requirement *requirement)
{
  const SchemeForm *form = requirement_form(standing->scheme, other);
  return form && form->records == RECORDS_ATTENDANCE && other->opens.kind == OPENS_AFTER &&
         g_strv_contains((const char *const *) requirement->evidence->ids, other->opens.event);
}

static gboolean
school_tells(const Standing *standing, const Requirement *requirement)
{
  for (guint i = 0; i < standing->scheme->requirements->len; i++)
    if (asks_who_came(standing, standing->scheme->requirements->pdata[i], requirement))
      return TRUE;
  return FALSE;
}

/* Where no school tells, those who ran the session have some days to hand in their lists. */
static gboolean
lists_are_in(const Standing *standing, Instant end, Visit *visit)
{
  Engine *engine = standing->engine;
  Day day = work_calendar_add(engine_calendar(engine, 0), clock_day(engine->clock, end), LIST_DAYS);
  Instant at = engine_window(engine, day);
  if (at > clock_now(engine->clock))
    visit_at(visit, at, "make-up");
  return at <= clock_now(engine->clock);
}

/* Whether the school's own account of this event's term is in: who is not in it attended neither. C1.17 */
static gboolean
attendance_is_in(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  for (guint i = 0; i < standing->scheme->requirements->len; i++) {
    const Requirement *other = standing->scheme->requirements->pdata[i];
    if (!asks_who_came(standing, other, requirement))
      continue;
    g_autoptr(GPtrArray) all = obligations_list(standing->engine->store, standing->scheme->id, other->id,
                                                standing->year->id, obligation->school, STATE_MET);
    for (guint j = 0; j < all->len; j++) {
      const char *term = timing_term(all->pdata[j]), *own = timing_term(obligation);
      if (!own || !g_strcmp0(term, own))
        return TRUE;
    }
  }
  return FALSE;
}

/* Who is known to have missed it, or declined every date, is offered what makes up for it. */
static gboolean
make_up_is_due(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
               const GPtrArray *sessions, Visit *visit)
{
  Instant end = dates_end(sessions);
  if (invitations_declined_all(standing, sessions))
    return TRUE;
  return school_tells(standing, requirement) ? end <= clock_now(standing->engine->clock) &&
                                                   attendance_is_in(standing, requirement, obligation)
                                             : lists_are_in(standing, end, visit);
}

void
settle_make_up(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
               Visit *visit)
{
  if (!requirement->make_up || requirement->evidence->kind != EVIDENCE_ATTEND ||
      (!obligation->school && !requirement->make_up->singly))
    return;
  if (asking_stands(standing->engine->store, obligation->id, ASKING_MAKE_UP))
    return;
  Instant now = clock_now(standing->engine->clock);
  g_autoptr(GPtrArray) sessions =
      timing_sessions(standing, requirement, obligation, requirement->evidence->ids[0], NULL);
  Instant end = dates_end(sessions);
  if (end == INSTANT_NONE)
    return;
  if (rules_pass_over(standing, obligation, end)) {
    leave_out(standing, obligation, ASKING_MAKE_UP, requirement->make_up->mail);
    return;
  }
  if (!make_up_is_due(standing, requirement, obligation, sessions, visit))
    return;
  Instant at = engine_sending_time(standing->engine, obligation->school, now);
  if (at > now) {
    visit_at(visit, at, "make-up");
    return;
  }
  open_with(standing, obligation, ASKING_MAKE_UP, requirement->make_up->mail, requirement->make_up->cc);
  if (requirement->make_up->singly)
    actions_follow_up(standing, requirement, obligation);
}
