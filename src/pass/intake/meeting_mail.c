/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting's report that came by mail: who may report, what becomes a case, and which request it answers. */
#include "base/fault.h"
#include "pass/intake/meeting.h"
#include "pass/intake/returns.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

#define NAMES_SHOWN 40 /* of strangers in the question of a case; all of them stand in its detail */

/* Whether a role of @scheme hears of everybody: the office, and those to whom a form goes. */
static gboolean
hears_of_all(const Scheme *scheme, const char *role)
{
  if (!strcmp(role, ROLE_OFFICE))
    return TRUE;
  for (guint i = 0; i < scheme->forms->len; i++)
    if (!g_strcmp0(((const SchemeForm *) scheme->forms->pdata[i])->to, role))
      return TRUE;
  return FALSE;
}

static gboolean
reports_for_all(const Inbound *inbound, const Person *sender)
{
  Engine *engine = inbound->engine;
  Day today = clock_today(engine->clock);
  g_autoptr(GPtrArray) roles = person_roles(engine->store, sender->id, NULL);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, role->scheme);
    gboolean now = role->since <= today && (role->until == DAY_NONE || today <= role->until);
    if (scheme && now && hears_of_all(scheme, role->role))
      return TRUE;
  }
  return FALSE;
}

/* The form with rows of attendance that @obligation asks for; NULL: it asks for something else. */
static const SchemeForm *
attendance_form(const Engine *engine, const Obligation *obligation, const Requirement **requirement)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  const SchemeForm *form = *requirement ? requirement_form(scheme, *requirement) : NULL;
  return form && form->records == RECORDS_ATTENDANCE ? form : NULL;
}

/* The school of whose attendance the sender is asked to tell; 0: of none. */
static gint64
school_reported(const Inbound *inbound, const Person *sender)
{
  g_autoptr(GPtrArray) all = obligations_of_person(inbound->engine->store, sender->id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement;
    if (one->state != STATE_ENDED && attendance_form(inbound->engine, one, &requirement))
      return one->school;
  }
  return 0;
}

/* The sender's own open request for the attendance of this very event; NULL: there is none. */
static Obligation *
request_for(const Inbound *inbound, const Meeting *meeting, const Person *sender)
{
  g_autoptr(GPtrArray) all = obligations_of_person(inbound->engine->store, sender->id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement;
    const char *dot = strrchr(one->instance, '.');
    const char *term = dot ? dot + 1 : one->instance;
    if ((one->state == STATE_OPEN || one->state == STATE_OVERDUE) &&
        attendance_form(inbound->engine, one, &requirement) && !strcmp(one->scheme, meeting->scheme->id) &&
        requirement->opens.kind == OPENS_AFTER && !strcmp(requirement->opens.event, meeting->its->id) &&
        (!*term || !g_strcmp0(term, meeting->term)))
      return obligation_get(inbound->engine->store, one->id);
  }
  return NULL;
}

/* The report is the answer to @request: who of the school is not in it did not attend. */
static void
answer_request(Inbound *inbound, Outcome *outcome, const Meeting *meeting, const Obligation *request)
{
  Engine *engine = inbound->engine;
  const Requirement *requirement;
  const SchemeForm *form = attendance_form(engine, request, &requirement);
  const ReadingDocument *document = meeting->document;
  g_autofree char *by = returned_by(inbound);
  outcome->obligation = request->id;
  outcome->name = g_strdup(document->name);
  outcome->content = document->content ? g_bytes_ref(document->content) : NULL;
  outcome->filed =
      filed_add(engine->store, request->id, request->scheme, form->id, request->person, meeting->message,
                document->name, document->sha256, MAX(inbound->arrival, request->sent), by,
                "as the meeting's own report", (const char *const[]){ NULL });
  journal_add(engine->store, request->person, request->id, meeting->source, "%s: the meeting's report",
              form->title);
  g_autoptr(GPtrArray) people =
      school_people(engine->store, request->scheme, request->school, NULL, clock_today(engine->clock));
  for (guint i = 0; i < people->len; i++)
    dirty_add(engine->store, ((const Person *) people->pdata[i])->id);
}

static void
hold(Inbound *inbound, const ReadingDocument *document, int position, const char *words, const char *remedy)
{
  Outcome *outcome = inbound_outcome(inbound, *document->name ? document->name : "the report", OUTCOME_CASE);
  outcome->problem = g_strdup(words);
  inbound_case(inbound, "meeting", position, NULL, NULL, NULL,
               "%s from %s is a report of who was in a meeting: %s%s",
               *document->name ? document->name : "a file",
               inbound->reading->from.address ? inbound->reading->from.address : "nobody", words, remedy);
}

/* One case for all of whom another source says another day. C1.16 */
static void
tell_of_conflicts(Inbound *inbound, const Meeting *meeting, int position)
{
  if (!meeting->conflicts->len)
    return;
  g_autofree char *day = day_words(meeting->day);
  g_ptr_array_add(meeting->conflicts, NULL);
  g_autofree char *all = g_strjoinv("; ", (char **) meeting->conflicts->pdata);
  inbound_case(
      inbound, "two-accounts", position, NULL, NULL, NULL,
      "%s: the meeting's report has them on %s, other sources have %s. Both are kept: accept this with "
      "keep=this or keep=other, or as it is",
      meeting->its->title, day, all);
}

/* One case for all whom the roster does not have. */
static void
ask_about_strangers(Inbound *inbound, const Meeting *meeting, int position)
{
  const GPtrArray *strangers = meeting->strangers;
  if (!strangers->len)
    return;
  g_autoptr(GString) names = g_string_new(NULL);
  json_t *all = json_array();
  for (guint i = 0; i < strangers->len; i++) {
    if (i < NAMES_SHOWN)
      g_string_append_printf(names, "%s%s", i ? ", " : "", (const char *) strangers->pdata[i]);
    json_array_append_new(all, json_string(strangers->pdata[i]));
  }
  if (strangers->len > NAMES_SHOWN)
    g_string_append_printf(names, " and %u more", strangers->len - NAMES_SHOWN);
  g_autofree char *day = day_format(meeting->day), *shown = day_words(meeting->day);
  json_t *detail = json_pack("{s:s, s:s, s:o}", "event", meeting->its->id, "date", day, "people", all);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(
      inbound, "meeting", position, NULL, NULL, text,
      "%s of %s: %u who were there are not on the roster, or more than one is of that name: %s. Import or "
      "record them, then accept this case",
      meeting->its->title, shown, strangers->len, names->str);
  free(text);
  json_decref(detail);
}

void
meeting_take(Inbound *inbound, const ReadingDocument *document, int position)
{
  const Person *sender = inbound_sender(inbound);
  g_autofree char *source = inbound_cause(inbound), *doubt = NULL;
  g_auto(Meeting) meeting;
  meeting_begin(&meeting, inbound->engine, document, source);
  meeting.message = inbound->message->id;
  meeting.about = inbound->reading->subject;
  gboolean all = sender && reports_for_all(inbound, sender);
  meeting.school = sender && !all ? school_reported(inbound, sender) : 0;
  if (inbound->dmarc_failed) {
    hold(inbound, document, position, "the mail server says that this mail is not from whom it claims", "");
  } else if (!all && !meeting.school) {
    hold(inbound, document, position, "its sender is nobody who may report attendance",
         ". Accept it if it is right");
  } else if (!meeting_record(&meeting, &doubt)) {
    hold(inbound, document, position, doubt, ". Accept it with date=YYYY-MM-DD and event=ID");
  } else {
    g_autofree char *title = g_strdup_printf("Attendance at %s", meeting.its->title);
    Outcome *outcome = inbound_outcome(inbound, title, OUTCOME_FILED);
    g_ptr_array_extend_and_steal(outcome->lines, g_steal_pointer(&meeting.lines));
    g_autoptr(Obligation) request = request_for(inbound, &meeting, sender);
    if (request)
      answer_request(inbound, outcome, &meeting, request);
    tell_of_conflicts(inbound, &meeting, position);
    ask_about_strangers(inbound, &meeting, position);
  }
}

char *
meeting_settle(Inbound *inbound, const ReadingDocument *document, const char *date, const char *event,
               GError **error)
{
  g_autofree char *source = inbound_cause(inbound), *doubt = NULL;
  g_auto(Meeting) meeting;
  meeting_begin(&meeting, inbound->engine, document, source);
  meeting.message = inbound->message->id;
  meeting.about = inbound->reading->subject;
  meeting.day = date ? value_day(date) : DAY_NONE;
  meeting.event = event;
  if (date && meeting.day == DAY_NONE)
    doubt = g_strdup_printf("\"%s\" is no date", date);
  if (doubt || !meeting_record(&meeting, &doubt)) {
    g_set_error(error, FAULT, FAULT_DATA, "still in doubt: %s; add what is right as date=YYYY-MM-DD event=ID",
                doubt);
    return NULL;
  }
  return g_strdup_printf("%u recorded, %u not on the roster", meeting.lines->len, meeting.strangers->len);
}

gboolean
meeting_return(Inbound *inbound, const ReadingDocument *document, const Obligation *request, GError **error)
{
  g_autofree char *source = inbound_cause(inbound), *doubt = NULL;
  const Requirement *requirement;
  const SchemeForm *form = attendance_form(inbound->engine, request, &requirement);
  g_auto(Meeting) meeting;
  meeting_begin(&meeting, inbound->engine, document, source);
  meeting.message = inbound->message->id;
  meeting.school = request->school;
  if (!form)
    doubt = g_strdup_printf("%s does not ask who attended", request->ref);
  if (doubt || !meeting_record(&meeting, &doubt)) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is a report of who was in a meeting, and was not recorded: %s",
                document->name, doubt);
    return FALSE;
  }
  Outcome *outcome = inbound_outcome(inbound, form->title, OUTCOME_FILED);
  g_ptr_array_extend_and_steal(outcome->lines, g_steal_pointer(&meeting.lines));
  for (guint i = 0; i < meeting.strangers->len; i++)
    g_ptr_array_add(outcome->lines, g_strdup_printf("%s: not on the roster, or more than one is of that name",
                                                    (const char *) meeting.strangers->pdata[i]));
  answer_request(inbound, outcome, &meeting, request);
  return TRUE;
}
