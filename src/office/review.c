/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out what a human decided about a case. Guesses nothing itself. */
#include "office/review.h"
#include "base/fault.h"
#include "office/review_form.h"
#include "office/review_typed.h"
#include "pass/approve/approval_reply.h"
#include "pass/approve/deputy.h"
#include "pass/calendar/meetings_mail.h"
#include "pass/calendar/rsvp.h"
#include "pass/commands/answer.h"
#include "pass/decide/settle.h"
#include "pass/intake/accounts.h"
#include "pass/intake/action_rows.h"
#include "pass/intake/attendance.h"
#include "pass/intake/claim.h"
#include "pass/intake/meeting.h"
#include "pass/intake/unasked.h"
#include "pass/intake/undelivered.h"
#include "pass/people/readdress.h"
#include "pass/people/rename.h"
#include "pass/people/roster.h"
#include <stdlib.h>
#include <string.h>

/* Who says that it was sent, and is believed, has so many working days to send it again. */
#define GRACE_DAYS 5

/* A form that came: filed as it was read, what was typed over it; or what was typed alone. */
static gboolean
accept_form(CaseFile *file, const GPtrArray *typed, GError **error)
{
  g_autofree char *outcome = NULL;
  return review_file(file, typed, &outcome, error) && case_file_settle(file, outcome);
}

/* "It was sent": either it is typed in, or there are days to send it again. */
static gboolean
accept_sent(CaseFile *file, const GPtrArray *typed, GError **error)
{
  if (typed->len)
    return accept_form(file, typed, error);
  Engine *engine = file->engine;
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(engine->store, file->c->obligation) : NULL;
  if (!obligation)
    return case_file_settle(file, "taken at their word");
  const WorkCalendar *calendar = engine_calendar(engine, obligation->school);
  Day until = work_calendar_add(calendar, clock_today(engine->clock), GRACE_DAYS),
      due = obligation_due(obligation);
  if (due != DAY_NONE && due < until)
    obligation_extend(engine, obligation, until, "office: says that it was sent");
  return case_file_settle(file, "taken at their word: some more days for sending it again");
}

static gboolean
accept_not_me(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  Engine *engine = file->engine;
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(engine->store, file->c->obligation) : NULL;
  case_file_settle(file, "it is not theirs");
  if (obligation && obligation->state != STATE_MET) {
    obligation->answered = INSTANT_NONE;
    obligation_waive(engine, obligation, "office: it is not theirs");
  }
  return TRUE;
}

/* A row of a workbook that was in doubt. */
static gboolean
accept_row(CaseFile *file, const GPtrArray *typed, GError **error)
{
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  gint64 about = json_integer_value(json_object_get(detail, "obligation"));
  g_autoptr(Obligation) obligation = about ? obligation_get(file->engine->store, about) : NULL;
  const Scheme *scheme = obligation ? schemes_find(file->engine->site->schemes, obligation->scheme) : NULL;
  Recognised form = { scheme, scheme && file->c->form ? scheme_form(scheme, file->c->form) : NULL, 1 };
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  gboolean good = FALSE;
  if (!form.form || !file->message) {
    fault_data(error, "nothing is left of what this case is about: reject it");
  } else {
    g_autoptr(GHashTable) fields = typed_fields(form.form, typed, FALSE, error);
    g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
    if (fields && !strcmp(file->c->kind, "roster"))
      good = roster_settle(inbound, &form, detail, fields, error);
    else if (fields && !strcmp(file->c->kind, "action-row"))
      good = action_row_settle(inbound, &form, detail, fields, error);
    else if (fields)
      good = attendance_settle(inbound, &form, detail, fields, error);
  }
  json_decref(detail);
  return good && case_file_settle(file, "done");
}

/* Mail that came back: the right address takes the place of the dead one; the same one again, when the office
 * knows that it takes mail. */
static gboolean
accept_address(CaseFile *file, const GPtrArray *typed, GError **error)
{
  Engine *engine = file->engine;
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  const char *said = typed_word(typed, "address");
  g_autofree char *address = g_strdup(said ? said : json_string_value(json_object_get(detail, "proposed")));
  g_autofree char *dead = g_strdup(json_string_value(json_object_get(detail, "address")));
  gint64 id = json_integer_value(json_object_get(detail, "person"));
  json_decref(detail);
  g_autoptr(Person) person = id ? person_get(engine->store, id) : NULL;
  if (!address)
    return fault_data(error, "say the right address: review accept %" G_GINT64_FORMAT " address=NAME@HOST",
                      file->c->id);
  if (!person)
    return fault_data(
        error, "nobody alone has the address that came back: import the right one, then reject this case");
  g_autofree char *outcome = g_strdup_printf("the address is %s", address);
  if (dead && !g_ascii_strcasecmp(dead, address))
    undelivered_lives(engine, person, dead, "office");
  else if (!readdress(engine, person->id, address, "office", error))
    return FALSE;
  return case_file_settle(file, outcome);
}

/* Who complained may be reminded again. */
static gboolean
accept_complaint(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  const char *address = json_string_value(json_object_get(detail, "address"));
  if (address)
    undelivered_over(file->engine->store, address, UNDELIVERED_COMPLAINT);
  json_decref(detail);
  return case_file_settle(file, "they may be reminded again");
}

/* An address that wrote for somebody may go on doing so. */
static gboolean
accept_new_address(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error)
{
  return claim_settle(file->engine, file->c, TRUE, "office", error);
}

/* The roster bears the new name from now on, and so do the certificates that bore the old one. */
static gboolean
accept_name(CaseFile *file, const GPtrArray *typed, GError **error)
{
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  gint64 person = json_integer_value(json_object_get(detail, "person"));
  const char *other = typed_word(typed, "name");
  g_autofree char *name = g_strdup(other ? other : json_string_value(json_object_get(detail, "name")));
  json_decref(detail);
  if (!person || !name || !*name)
    return fault_data(error, "say the right name: review accept %" G_GINT64_FORMAT " name=NAME", file->c->id);
  name_change(file->engine, person, name, "office");
  g_autofree char *outcome = g_strdup_printf("the name is %s", name);
  return case_file_settle(file, outcome);
}

/* A meeting's report: what was not sure in it is typed as date= and event=. */
static gboolean
accept_meeting(CaseFile *file, const GPtrArray *typed, GError **error)
{
  if (!file->document || !meeting_table(file->document))
    return fault_data(error, "nothing is left of the report that this case is about: reject it");
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  g_autofree char *outcome =
      meeting_settle(inbound, file->document, typed_word(typed, "date"), typed_word(typed, "event"), error);
  return outcome && case_file_settle(file, outcome);
}

/* For whom: what is typed beside what the case itself asks, as attributes of people. */
static char *
typed_filter(const GPtrArray *typed)
{
  static const char *const asked[] = { "event", "scheme", "minutes", "at", NULL };
  json_t *filter = json_object();
  for (guint i = 0; i < typed->len; i++) {
    GStrv one = typed->pdata[i];
    g_auto(GStrv) values = g_strsplit_set(one[1], ";,", -1);
    json_t *list = json_array();
    for (guint j = 0; values[j]; j++)
      json_array_append_new(list, json_string(g_strstrip(values[j])));
    if (!g_strv_contains(asked, one[0]))
      json_object_set(filter, one[2], list);
    json_decref(list);
  }
  char *text = json_object_size(filter) ? json_dumps(filter, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
  char *copy = g_strdup(text);
  free(text);
  json_decref(filter);
  return copy;
}

/* A meeting in somebody's own calendar: what it is, for whom and when, as far as it does not say so itself.
 */
static gboolean
accept_meeting_date(CaseFile *file, const GPtrArray *typed, GError **error)
{
  if (!file->message)
    return fault_data(error, "nothing is left of the invitation that this case is about: reject it");
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  const char *minutes = typed_word(typed, "minutes");
  g_autofree char *filter = typed_filter(typed),
                  *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  const MeetingSaid said = { .uid = json_string_value(json_object_get(detail, "uid")),
                             .scheme = typed_word(typed, "scheme"),
                             .event = typed_word(typed, "event"),
                             .filter = filter,
                             .minutes = minutes ? (int) g_ascii_strtoll(minutes, NULL, 10) : 0,
                             .at = typed_word(typed, "at") };
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  inbound->settles = file->c->id;
  gboolean sane = !minutes || (said.minutes > 0 && said.minutes <= 24 * 60) ||
                  fault_data(error, "\"%s\" is no length in minutes", minutes);
  g_autofree char *outcome = sane ? meeting_mail_settle(inbound, &said, error) : NULL;
  json_decref(detail);
  return outcome && case_file_settle(file, outcome);
}

/* A list that somebody sent for whom nothing vouches: the office does. */
static gboolean
accept_unasked(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error)
{
  Recognised form = { NULL, NULL, 0 };
  if (file->document)
    form = form_recognise(file->engine->site->schemes, file->document, NULL, NULL);
  if (!form.form || !form.form->from)
    return fault_data(error, "nothing is left of the list that this case is about: reject it");
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  unasked_take(inbound, file->document, file->c->document, &form);
  return answer_letters(inbound, error) && case_file_settle(file, "taken");
}

/* A scan with a signature, or a yes of which it is not sure who wrote it: the office has looked. C3.32 */
static gboolean
accept_approval(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error)
{
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(file->engine->store, file->c->obligation) : NULL;
  gboolean scan = !strcmp(file->c->kind, "signature");
  if (!obligation)
    return fault_data(error, "nothing is left of what was to be approved: reject it");
  return approval_accept(file->engine, obligation, file->c,
                         scan ? "scan accepted by the office" : "reply accepted by the office", error) &&
         case_file_settle(file, "taken for an approval");
}

/* keep=this or keep=other says which account is right. C1.16 */
static gboolean
accept_accounts(CaseFile *file, const GPtrArray *typed, GError **error)
{
  g_autofree char *outcome = accounts_settle(file->engine, file->c, typed_word(typed, "keep"), error);
  return outcome && case_file_settle(file, outcome);
}

static gboolean
accept_deputy(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error)
{
  g_autoptr(Obligation) obligation =
      file->c->obligation ? obligation_get(file->engine->store, file->c->obligation) : NULL;
  if (!obligation)
    return fault_data(error, "nothing is left of what was to be approved: reject it");
  return deputy_accept(file->engine, obligation, file->c->detail, error) &&
         case_file_settle(file, "the deputy is asked");
}

/* An answer from a calendar of which it was not sure whose it is; a proposal of another time. */
static gboolean
accept_rsvp(CaseFile *file, const GPtrArray *typed G_GNUC_UNUSED, GError **error)
{
  if (!file->message)
    return fault_data(error, "nothing is left of the message that this case is about: reject it");
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  g_autofree char *outcome = rsvp_accept(inbound, file->c, error);
  return outcome && case_file_settle(file, outcome);
}

static gboolean
reject_counter(CaseFile *file, GError **error)
{
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  g_autofree char *outcome = rsvp_reject(inbound, file->c, error);
  return outcome && case_file_settle(file, outcome);
}

static gboolean
accept_seen(CaseFile *file, const GPtrArray *typed, GError **error)
{
  return typed->len ? accept_form(file, typed, error) : case_file_settle(file, "seen");
}

static const struct {
  const char *kind;
  gboolean (*accept)(CaseFile *file, const GPtrArray *typed, GError **error);
} ACCEPTS[] = {
  { "unreadable", accept_form },
  { "unmatched", accept_form },
  { "link", accept_form },
  { "printed", accept_form },
  { "about", accept_form },
  { "incomplete", accept_form },
  { "sent", accept_sent },
  { "not-me", accept_not_me },
  { "roster", accept_row },
  { "attendance", accept_row },
  { "action-row", accept_row },
  { "address", accept_address },
  { "complaint", accept_complaint },
  { "new-address", accept_new_address },
  { "name", accept_name },
  { "meeting", accept_meeting },
  { "meeting-date", accept_meeting_date },
  { "unasked", accept_unasked },
  { "approval", accept_approval },
  { "signature", accept_approval },
  { "deputy", accept_deputy },
  { "two-accounts", accept_accounts },
  { RSVP_ANSWER, accept_rsvp },
  { RSVP_COUNTER, accept_rsvp },
};

gboolean
review_accept(CaseFile *file, char *const *values, GError **error)
{
  g_autoptr(GPtrArray) typed = typed_take_apart(values, error);
  if (!typed)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(ACCEPTS); i++)
    if (!strcmp(ACCEPTS[i].kind, file->c->kind))
      return ACCEPTS[i].accept(file, typed, error);
  return accept_seen(file, typed, error);
}

gboolean
review_assign(CaseFile *file, const GPtrArray *people, GError **error)
{
  if (!strcmp(file->c->kind, "attendance") && people->len == 1) {
    g_autofree char *email = g_strconcat("email=", ((Person *) people->pdata[0])->address, NULL);
    g_autofree char *name = g_strconcat("name=", ((Person *) people->pdata[0])->name, NULL);
    char *values[] = { name, email, NULL };
    return review_accept(file, values, error);
  }
  if (!file->document)
    return fault_data(error, "case %" G_GINT64_FORMAT " is about no document that could be assigned%s%s",
                      file->c->id, file->problem ? ": " : "", file->problem ? file->problem : "");
  Recognised form = form_recognise(file->engine->site->schemes, file->document, NULL, NULL);
  if (!form.form)
    return fault_data(error,
                      "%s is none of our forms: review accept %" G_GINT64_FORMAT
                      " ref=REF LABEL=VALUE... types it in",
                      file->document->name, file->c->id);
  g_autoptr(Obligation) obligation = NULL;
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Obligation) own = match_own(file->engine, ((Person *) people->pdata[i])->id, &form);
    if (own && obligation)
      return fault_data(
          error,
          "%u people share this address, and more than one is asked for \"%s\": use accept with ref=REF",
          people->len, form.form->title);
    if (own)
      obligation = g_steal_pointer(&own);
  }
  g_autofree char *outcome = NULL;
  if (!obligation)
    return fault_data(error, "nobody with this address is asked for \"%s\"", form.form->title);
  return review_file_for(file, &form, obligation, &outcome, error) && case_file_settle(file, outcome);
}

gboolean
review_reject(CaseFile *file, GError **error)
{
  if (!strcmp(file->c->kind, "new-address"))
    return claim_settle(file->engine, file->c, FALSE, "office", error);
  if (!strcmp(file->c->kind, RSVP_COUNTER) && file->message)
    return reject_counter(file, error);
  return case_file_settle(file, "rejected");
}
