/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what is asked and what was answered to what somebody should have in their calendar. Changes nothing.
 */
#include "pass/calendar/wishes.h"
#include "pass/decide/places.h"
#include "pass/decide/timing.h"
#include "store/asking.h"
#include "store/bookings.h"
#include "store/facts.h"
#include <string.h>

/* More dates than this of one thing are not put into anybody's calendar at a time: its mail names them all.
 */
#define MOST_DATES 4

typedef enum { SAYS_NOTHING, SAYS_YES, WAITS, SAYS_NO } Word;

/* One of several dates, and what was said to it. */
typedef struct {
  const Session *session;
  Word word;
  Instant stamp; /* of the word */
} Option;

static const int WEIGHT[] = { [INVITATION_NONE] = 0,
                              [INVITATION_WITHDRAWN] = 1,
                              [INVITATION_TENTATIVE] = 2,
                              [INVITATION_WAITING] = 3,
                              [INVITATION_CONFIRMED] = 4 };

void
wishes_add(Wishes *wishes, const Session *session, const Wish *wish)
{
  Wish *known = NULL;
  for (guint i = 0; i < wishes->wishes->len && !known; i++)
    if (((Wish *) wishes->wishes->pdata[i])->session->id == session->id)
      known = wishes->wishes->pdata[i];
  if (known && WEIGHT[known->want] >= WEIGHT[wish->want])
    return;
  if (!known) {
    known = g_new0(Wish, 1);
    known->session = session_get(wishes->standing->engine->store, session->id);
    g_ptr_array_add(wishes->wishes, known);
  }
  g_free(known->why);
  known->why = g_strdup(wish->why);
  known->want = wish->want;
  known->obligation = wish->obligation;
  known->cause = wish->cause;
  known->outchosen = wish->outchosen;
}

const Invitation *
wishes_row(const Wishes *wishes, gint64 session)
{
  const Invitation *found = NULL;
  for (guint i = 0; i < wishes->rows->len; i++) {
    const Invitation *one = wishes->rows->pdata[i];
    if (one->session == session && (!found || found->state == INVITATION_WITHDRAWN))
      found = one;
  }
  return found;
}

/* Where there are places the place says more than the answer: who lost it, or gave it up, is not coming,
 * unless it was given up for another date that they chose. */
static Option
option_of(const Wishes *wishes, const Session *session)
{
  static const Word words[] = {
    [BOOKING_HELD] = SAYS_YES, [BOOKING_WAITING] = WAITS, [BOOKING_GIVEN_UP] = SAYS_NO
  };
  const Standing *standing = wishes->standing;
  const Invitation *row = wishes_row(wishes, session->id);
  const SchemeEvent *event = scheme_event(standing->scheme, session->event);
  g_autoptr(Booking) booking =
      event && event->places ? places_in_session(standing->engine, session, standing->person) : NULL;
  Instant stamp = row ? row->stamp : INSTANT_NONE;
  gboolean outchosen = row && row->answer == INVITATION_UNANSWERED && row->stamp != INSTANT_NONE;
  if (booking && (booking->state != BOOKING_GIVEN_UP || !outchosen))
    return (Option){ session, words[booking->state], MAX(stamp, booking->at) };
  Word word = !row || !row->answer                 ? SAYS_NOTHING
              : row->answer == INVITATION_ACCEPTED ? SAYS_YES
              : row->answer == INVITATION_DECLINED ? SAYS_NO
                                                   : SAYS_NOTHING;
  return (Option){ session, word, stamp };
}

/* On how many days they came, or reviewed the materials. */
static int
times_attended(const Standing *standing, const Obligation *obligation, const char *event)
{
  const char *of_term = timing_term(obligation);
  const Term *term = of_term ? year_term(standing->year, of_term) : NULL;
  int times = 0;
  Day last = DAY_NONE;
  for (guint i = 0; i < standing->attendance->len; i++) {
    const Attendance *one = standing->attendance->pdata[i];
    gboolean counts = !strcmp(one->event, event) && one->day != last && one->day >= standing->year->starts &&
                      (!term || !one->term || !strcmp(one->term, term->id));
    times += counts;
    last = counts ? one->day : last;
  }
  return times;
}

static int
latest_first(gconstpointer a, gconstpointer b)
{
  const Option *one = *(const Option *const *) a, *other = *(const Option *const *) b;
  return (one->stamp < other->stamp) - (one->stamp > other->stamp);
}

/* Those of @options that are chosen, the last word first: at most @need. Of Option, borrowed. */
static GPtrArray *
chosen_of(GArray *options, int need)
{
  GPtrArray *chosen = g_ptr_array_new();
  for (guint i = 0; i < options->len; i++)
    if (g_array_index(options, Option, i).word == SAYS_YES)
      g_ptr_array_add(chosen, &g_array_index(options, Option, i));
  g_ptr_array_sort(chosen, latest_first);
  if (chosen->len > (guint) need)
    g_ptr_array_set_size(chosen, need);
  return chosen;
}

/* Whether an entry stands as it does because of @message: what changes after that has another cause. */
static gboolean
was_heeded(const Wishes *wishes, gint64 message)
{
  for (guint i = 0; i < wishes->rows->len; i++)
    if (((const Invitation *) wishes->rows->pdata[i])->cause == message)
      return TRUE;
  return FALSE;
}

/* The message of the last word that was said of any, which goes on its way at any hour; 0: that was heeded,
 * and it is dates or places that changed. */
static gint64
cause_of(const Wishes *wishes, const GArray *options)
{
  const Invitation *last = NULL;
  for (guint i = 0; i < options->len; i++) {
    const Invitation *row = wishes_row(wishes, g_array_index(options, Option, i).session->id);
    if (row && row->stamp != INSTANT_NONE && (!last || row->stamp > last->stamp))
      last = row;
  }
  return last && !was_heeded(wishes, last->message) ? last->message : 0;
}

/* What is wanted of one date, when @chosen are taken, which are all that is needed if @enough. */
static void
wish_for(Wishes *wishes, const Option *option, const Obligation *obligation, GPtrArray *chosen,
         gboolean enough, gint64 cause)
{
  g_autofree char *why = NULL;
  Wish wish = {
    .obligation = obligation->id, .want = INVITATION_TENTATIVE, .cause = cause, .outchosen = INSTANT_NONE
  };
  if (g_ptr_array_find(chosen, option, NULL)) {
    wish.want = INVITATION_CONFIRMED;
  } else if (option->word == WAITS) { /* also beside a place on another, which they keep until then */
    wish.want = INVITATION_WAITING;
  } else if (enough) {
    const Option *other = chosen->pdata[0];
    g_autofree char *day = day_words(clock_day(wishes->standing->engine->clock, other->session->start));
    wish.want = INVITATION_WITHDRAWN;
    wish.outchosen = other->stamp;
    why = g_strdup_printf("you chose %s instead", day);
  } else if (option->word == SAYS_NO) {
    wish.want = INVITATION_WITHDRAWN;
    why = g_strdup("you told us that you cannot come");
  }
  wish.why = why;
  wishes_add(wishes, option->session, &wish);
}

/* The next one that they may still come to; NULL: none. */
static const Session *
next_of(const Wishes *wishes, const GArray *options)
{
  for (guint i = 0; i < options->len; i++) {
    const Option *one = &g_array_index(options, Option, i);
    if (one->session->start > clock_now(wishes->standing->engine->clock) && one->word != SAYS_NO)
      return one->session;
  }
  return NULL;
}

/* Of one event: as many of its dates as are needed, of those that are to come; those of a later term when
 * there is none left in this one, for nobody knows in September when they will be free in May. */
static void
wishes_of_event(Wishes *wishes, const Requirement *requirement, const Obligation *obligation,
                const char *event)
{
  const Standing *standing = wishes->standing;
  int need = MAX(requirement->evidence->times, 1) - times_attended(standing, obligation, event);
  g_autoptr(GPtrArray) sessions = timing_sessions(standing, requirement, obligation, event, NULL);
  g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(Option));
  for (guint i = 0; i < sessions->len; i++) {
    Option option = option_of(wishes, sessions->pdata[i]);
    g_array_append_val(options, option);
  }
  if (need <= 0)
    return;
  g_autoptr(GPtrArray) chosen = chosen_of(options, need);
  gint64 cause = cause_of(wishes, options);
  const Session *next = next_of(wishes, options);
  int left = MAX(MOST_DATES, need);
  for (guint i = 0; i < options->len; i++) {
    const Option *option = &g_array_index(options, Option, i);
    if (option->session->start <= clock_now(standing->engine->clock))
      continue;
    gboolean near = need > 1 || !next || !g_strcmp0(option->session->term, next->term);
    if (wishes_row(wishes, option->session->id) || (near && left-- > 0))
      wish_for(wishes, option, obligation, chosen, chosen->len >= (guint) need, cause);
  }
}

/* Its invitation went out or goes now, and it is neither over nor waiting for a place. */
static gboolean
is_invited(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  return obligation->state != STATE_MET && obligation->state != STATE_WAIVED &&
         obligation->state != STATE_ENDED && places_held(standing, requirement) &&
         asking_stands(standing->engine->store, obligation->id, ASKING_INVITE);
}

void
wishes_of_obligation(Wishes *wishes, const Requirement *requirement, const Obligation *obligation)
{
  const Evidence *evidence = requirement->evidence;
  if (!requirement->invite || evidence->kind != EVIDENCE_ATTEND ||
      !is_invited(wishes->standing, requirement, obligation))
    return;
  for (guint i = 0; evidence->ids[i]; i++)
    wishes_of_event(wishes, requirement, obligation, evidence->ids[i]);
}

static void
wish_for_place(Wishes *wishes, const Session *session, const Booking *booking)
{
  const Invitation *row = wishes_row(wishes, session->id);
  Wish wish = { .want = booking->state == BOOKING_HELD ? INVITATION_CONFIRMED : INVITATION_WAITING,
                .obligation = row ? row->obligation : 0,
                .outchosen = INSTANT_NONE };
  if (booking->state == BOOKING_HELD || row) /* who asked in words and waits was told so in words */
    wishes_add(wishes, session, &wish);
}

void
wishes_of_places(Wishes *wishes)
{
  const Standing *standing = wishes->standing;
  Engine *engine = standing->engine;
  g_autoptr(GPtrArray) bookings = bookings_of_person(engine->store, standing->person);
  for (guint i = 0; i < bookings->len; i++) {
    const Booking *booking = bookings->pdata[i];
    if (booking->state == BOOKING_GIVEN_UP || !places_of_session(booking) ||
        strcmp(booking->of.scheme, standing->scheme->id))
      continue;
    g_autoptr(Session) session = places_session(engine, booking);
    if (session && session->start > clock_now(engine->clock))
      wish_for_place(wishes, session, booking);
  }
}
