/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office decides of answers and proposals that were in doubt. Moves no date. */
#include "pass/calendar/answered.h"
#include "pass/calendar/counter.h"
#include "pass/calendar/rsvp.h"
#include "store/meetings.h"
#include <string.h>

/* What a case of ours is about. */
typedef struct {
  Invitation *invitation;
  Session *session;
  InvitationAnswer answer;
  Instant stamp;
} Settled;

static void
settled_clear(Settled *settled)
{
  invitation_free(settled->invitation);
  session_free(settled->session);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Settled, settled_clear)

/* Nothing of it is set when the case is about no entry, as of an answer that came without its calendar part.
 */
static Settled
settled_of(const Inbound *inbound, const Case *c)
{
  Store *store = inbound->engine->store;
  json_t *detail = json_loads(c->detail, 0, NULL);
  const char *uid = json_string_value(json_object_get(detail, "uid"));
  const char *answer = json_string_value(json_object_get(detail, "answer"));
  Settled settled = { .invitation = uid ? invitation_by_uid(store, uid) : NULL,
                      .answer = answered_of(answer ? answer : ""),
                      .stamp = json_integer_value(json_object_get(detail, "stamp")) };
  settled.session = settled.invitation ? session_get(store, settled.invitation->session) : NULL;
  json_decref(detail);
  return settled;
}

char *
rsvp_accept(Inbound *inbound, const Case *c, GError **error)
{
  g_auto(Settled) settled = settled_of(inbound, c);
  if (!settled.session)
    return g_strdup("seen");
  g_autofree char *date = answered_words(inbound->engine, settled.session);
  if (!strcmp(c->kind, RSVP_COUNTER)) /* others come to it too, and moved here alone it would be moved back */
    return g_strdup_printf(
        "taken up: move %s %s; everybody invited then gets the new time", date,
        lead_meeting_holds(inbound->engine->store, settled.session->year, settled.session->key)
            ? "in the calendar of who invited us to it"
            : "in the year file, or where it was imported from");
  if (settled.answer == INVITATION_UNANSWERED)
    return g_strdup("seen");
  gboolean news;
  Answered said = { settled.answer, settled.stamp, TRUE };
  if (!answered_take(inbound, settled.invitation, &said, &news, error))
    return NULL;
  return g_strdup_printf("%s %s%s", answered_verb(said.answer), date, news ? "" : ", which changes nothing");
}

char *
rsvp_reject(Inbound *inbound, const Case *c, GError **error)
{
  g_auto(Settled) settled = settled_of(inbound, c);
  if (strcmp(c->kind, RSVP_COUNTER) != 0 || !settled.session)
    return g_strdup("rejected");
  if (!counter_decline(inbound, c->id, settled.invitation, settled.session, error))
    return NULL;
  return g_strdup("declined: who proposed it is told that the date stays");
}
