/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts into words what stands in the store. Writes nothing. */
#include "pass/tell/explain.h"
#include "base/text.h"
#include "pass/decide/instances.h"
#include "pass/decide/places.h"
#include "pass/decide/settle.h"
#include "pass/intake/criteria.h"
#include "pass/people/succession.h"
#include "pass/tell/explain_acts.h"
#include "pass/tell/explain_dates.h"
#include "pass/tell/explain_reach.h"
#include "pass/tell/explain_rules.h"
#include "store/actions.h"
#include "store/asking.h"
#include "store/facts.h"
#include "store/messages.h"
#include <jansson.h>
#include <string.h>

static char *
when(Engine *engine, Instant at)
{
  g_autofree char *day = day_words(clock_day(engine->clock, at));
  g_autofree char *time = clock_format_minute(engine->clock, at);
  return g_strdup_printf("%s at %s", day, time);
}

static void
say_rule(Engine *engine, GPtrArray *lines, const Scheme *scheme, const Requirement *requirement,
         const Obligation *obligation, ExplainFor whom)
{
  g_autofree char *file = whom == EXPLAIN_OFFICE ? g_strdup(requirement->place.file)
                                                 : g_path_get_basename(requirement->place.file);
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autofree char *each = instance_words(engine, obligation);
  text_say(lines, "%s asks %s for: %s%s%s (academic year %s, ref %s)", scheme->title, person->name,
           requirement->title, *each ? ", " : "", each, obligation->year, obligation->ref);
  text_say(lines, "Rule: %s of %s, %s line %d", requirement->id, scheme->id, file, requirement->place.line);
  explain_rules(lines, scheme, requirement, clock_today(engine->clock));
  text_say(lines, "It is %s", state_word(obligation->state));
  if (obligation->opens != INSTANT_NONE) {
    g_autofree char *opens = when(engine, obligation->opens);
    text_say(lines, "It opens on %s", opens);
  }
  if (obligation->sent != INSTANT_NONE) {
    g_autofree char *sent = when(engine, obligation->sent);
    text_say(lines, "The request was taken by the mail server on %s: that day is day 0", sent);
  }
  Instant passed = asking_passed(engine->store, obligation->id);
  if (passed != INSTANT_NONE) {
    g_autofree char *day = when(engine, passed);
    text_say(lines, "It began before the rules changed on %s: nobody was written to for that", day);
  }
}

static void
say_days(Engine *engine, GPtrArray *lines, const Obligation *obligation, Day due)
{
  const WorkCalendar *calendar = engine_calendar(engine, obligation->school);
  Day day =
      clock_day(engine->clock, obligation->sent != INSTANT_NONE ? obligation->sent : obligation->opened);
  for (int n = 0; day < due;) {
    g_autofree char *why = NULL;
    gboolean counts = work_calendar_counts(calendar, ++day, &why);
    g_autofree char *words = day_words(day);
    if (counts)
      text_say(lines, "%s: working day %d", words, ++n);
    else
      text_say(lines, "%s: not counted, %s", words, why);
  }
}

static void
say_due(Engine *engine, GPtrArray *lines, const Requirement *requirement, const Obligation *obligation,
        gboolean days)
{
  Day due = obligation_due(obligation);
  if (due == DAY_NONE) {
    text_say(lines, "It has no due date yet");
    return;
  }
  g_autofree char *words = day_words(due);
  if (obligation->extended != DAY_NONE)
    text_say(lines, "Due by the end of %s, extended by hand", words);
  else if (requirement->due.kind == DUE_WORKING_DAYS)
    text_say(lines, "Due by the end of %s, %d working days after day 0", words,
             requirement->due.working_days);
  else
    text_say(lines, "Due by the end of %s", words);
  if (days && requirement->due.kind == DUE_WORKING_DAYS && obligation->opened != INSTANT_NONE)
    say_days(engine, lines, obligation, due);
}

/* "a@example.org, copy to b@example.org" */
static char *
readers_of(Engine *engine, const OutboxMail *mail)
{
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    g_string_append_printf(list, "%s%s%s", i ? ", " : "", one->cc ? "copy to " : "", one->address);
  }
  return g_string_free(list, FALSE);
}

static void
say_mails(Engine *engine, GPtrArray *lines, const Obligation *obligation, ExplainFor whom)
{
  g_autoptr(GPtrArray) mails = outbox_of_obligation(engine->store, obligation->id);
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    g_autofree char *at = when(engine, mail->sent != INSTANT_NONE ? mail->sent : mail->not_before);
    g_autofree char *to = readers_of(engine, mail);
    /* the subject of a mail to others may name more people than this one */
    gboolean own = whom == EXPLAIN_OFFICE || mail->person == obligation->person;
    gboolean cancelled = !strcmp(mail->state, "cancelled") && mail->error;
    text_say(lines, "Mail %" G_GINT64_FORMAT " \"%s\" (%s) to %s: %s%s%s, %s; because: %s", mail->id,
             own ? mail->subject : "about several", mail->template_name, to, mail->state,
             cancelled ? ", " : "", cancelled ? mail->error : "", at, mail->why);
    explain_came_back(engine, mail->id, lines);
  }
}

/* Who sent it from where, when it arrived, and what the mail server says. */
static void
say_message(Engine *engine, GPtrArray *lines, gint64 id)
{
  g_autoptr(Message) message = id ? message_get(engine->store, id) : NULL;
  if (!message)
    return;
  g_autofree char *arrival = when(engine, message->arrival);
  g_autoptr(Person) sender = message->person ? person_get(engine->store, message->person) : NULL;
  text_say(lines, "Message %" G_GINT64_FORMAT " from %s%s%s%s, arrived on %s: \"%s\"", message->id,
           message->from_address ? message->from_address : "nobody", sender ? " (" : "",
           sender ? sender->name : "", sender ? ")" : "", arrival, message->subject ? message->subject : "");
  if (message->verdict)
    text_say(lines, "It came %s", message->verdict);
}

/* The strings of the JSON list @key of @detail, each a line that begins with @start. */
static void
say_list(GPtrArray *lines, const json_t *detail, const char *key, const char *start)
{
  size_t i;
  json_t *one;
  json_array_foreach(json_object_get(detail, key), i, one) if (json_is_string(one))
      text_say(lines, "%s%s", start, json_string_value(one));
}

static const FormField *
field_of(const SchemeForm *form, const char *id)
{
  return form ? form_field(form, id) : NULL;
}

/* Every box as it stands now, what cannot be, and what was changed when. */
static void
say_answers(Engine *engine, GPtrArray *lines, const Filed *filed)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  g_autoptr(GPtrArray) answers = answers_of(engine->store, filed->id),
                       held = held_of(engine->store, filed->id);
  g_autoptr(GPtrArray) corrections = corrections_of(engine->store, filed->id);
  for (guint i = 0; i < answers->len; i++) {
    const char *const *pair = answers->pdata[i];
    const FormField *field = field_of(form, pair[0]);
    text_say(lines, "Read: %s: %s", field ? field->label : pair[0], pair[1]);
  }
  for (guint i = 0; i < held->len; i++) {
    const char *const *pair = held->pdata[i];
    const FormField *field = field_of(form, pair[0]);
    text_say(lines, "Read and not taken: %s: \"%s\" cannot be what this box holds",
             field ? field->label : pair[0], pair[1]);
  }
  g_autoptr(GPtrArray) lacks = form ? criteria_of_filed(engine->store, form, filed->id) : g_ptr_array_new();
  for (guint i = 0; i < lacks->len; i++) {
    const Lack *one = lacks->pdata[i];
    text_say(lines, "It does not count yet: %s: %s", one->field->label, one->words);
  }
  for (guint i = 0; i < corrections->len; i++) {
    const Correction *one = corrections->pdata[i];
    const FormField *field = field_of(form, one->field);
    g_autofree char *at = when(engine, one->at);
    text_say(lines, "Corrected on %s: %s was \"%s\", is \"%s\" (%s)", at, field ? field->label : one->field,
             one->before ? one->before : "", one->after, one->cause);
  }
}

/* What came, how it was linked and what was read. */
static void
say_filed(Engine *engine, GPtrArray *lines, const Filed *filed, ExplainFor whom)
{
  g_autofree char *at = when(engine, filed->arrival);
  text_say(lines, "Received on %s: %s, from %s, filed %s", at,
           filed->document && *filed->document ? filed->document : filed->form, filed->by, filed->why);
  if (filed->problem)
    text_say(lines, "The reader said of it: %s", filed->problem);
  if (whom == EXPLAIN_SHORT)
    return;
  say_message(engine, lines, filed->message);
  json_t *reasons = whom == EXPLAIN_OFFICE ? json_loads(filed->reasons, 0, NULL) : NULL;
  say_list(lines, reasons, "compared", "Compared: ");
  json_decref(reasons);
  say_answers(engine, lines, filed);
}

/* What they said of how they get on with what their own word alone can show. */
static void
say_progress(Engine *engine, GPtrArray *lines, const Obligation *obligation)
{
  g_autoptr(GPtrArray) all = said_of(engine->store, obligation->id);
  for (guint i = 0; i < all->len; i++) {
    const Said *one = all->pdata[i];
    g_autofree char *at = when(engine, one->at);
    text_say(lines, "Said on %s: %s (%s)", at, one->words, one->source);
  }
}

static void
say_received(Engine *engine, GPtrArray *lines, const Obligation *obligation, ExplainFor whom)
{
  g_autoptr(Filed) filed = filed_latest(engine->store, obligation->id);
  if (filed) {
    say_filed(engine, lines, filed, whom);
  } else if (obligation->met != INSTANT_NONE) {
    g_autofree char *at = when(engine, obligation->met);
    text_say(lines, "Met on %s: %s", at, obligation->evidence ? obligation->evidence : "");
  } else if (obligation->answered != INSTANT_NONE) {
    g_autofree char *at = when(engine, obligation->answered);
    text_say(lines, "Something came on %s and waits for a person to look at it: nobody is reminded", at);
  } else {
    text_say(lines, "Nothing has been received for it");
  }
}

static void
say_place(Engine *engine, GPtrArray *lines, const Obligation *obligation)
{
  g_autoptr(Booking) booking = places_of_obligation(engine, obligation);
  g_autofree char *what = NULL, *words = booking ? places_words(engine, booking, &what) : NULL;
  g_autofree char *asked = booking ? when(engine, booking->at) : NULL;
  if (booking)
    text_say(lines, "%s: %s, asked for on %s", what, words, asked);
}

static void
say_case(Engine *engine, GPtrArray *lines, const Case *c)
{
  g_autofree char *opened = when(engine, c->opened);
  g_autofree char *settled = c->settled != INSTANT_NONE ? when(engine, c->settled) : NULL;
  text_say(lines, "Case %" G_GINT64_FORMAT " (%s), opened on %s: %s%s%s%s%s", c->id, c->kind, opened,
           c->question, settled ? "; settled on " : "; it waits", settled ? settled : "", settled ? ": " : "",
           settled ? c->outcome : "");
}

static void
say_cases(Engine *engine, GPtrArray *lines, const GPtrArray *cases)
{
  for (guint i = 0; i < cases->len; i++)
    say_case(engine, lines, cases->pdata[i]);
}

/* Whose it was before. */
static void
say_before(Engine *engine, GPtrArray *lines, const Obligation *obligation)
{
  g_autoptr(Obligation) before = succession_before(engine, obligation);
  g_autoptr(Person) person = before ? person_get(engine->store, before->person) : NULL;
  if (person)
    text_say(lines, "It goes on from %s, who left it open (ref %s)", person->name, before->ref);
}

static gboolean
filed_any(Engine *engine, const Obligation *obligation)
{
  g_autoptr(Filed) filed = filed_latest(engine->store, obligation->id);
  return filed != NULL;
}

GPtrArray *
explain_obligation(Engine *engine, const Obligation *obligation, ExplainFor whom)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement) {
    text_say(lines, "%s: the rule %s of %s is no longer in the configuration", obligation->ref,
             obligation->requirement, obligation->scheme);
    return lines;
  }
  say_rule(engine, lines, scheme, requirement, obligation, whom);
  say_due(engine, lines, requirement, obligation, whom != EXPLAIN_SHORT);
  say_place(engine, lines, obligation);
  if (whom == EXPLAIN_OFFICE)
    explain_reach(engine, obligation->person, lines);
  say_before(engine, lines, obligation);
  if (!explain_acts(engine, obligation, lines) || filed_any(engine, obligation))
    say_received(engine, lines, obligation, whom);
  say_progress(engine, lines, obligation);
  if (whom == EXPLAIN_OFFICE) {
    g_autoptr(GPtrArray) cases = cases_of_obligation(engine->store, obligation->id);
    say_cases(engine, lines, cases);
  }
  explain_dates(engine, obligation->id, lines);
  say_mails(engine, lines, obligation, whom);
  if (obligation->next != INSTANT_NONE) {
    g_autofree char *next = when(engine, obligation->next);
    text_say(lines, "Next: %s, on %s", obligation->next_what, next);
  }
  g_autoptr(GPtrArray) journal = journal_of_obligation(engine->store, obligation->id);
  for (guint i = 0; whom == EXPLAIN_OFFICE && i < journal->len; i++) {
    const JournalLine *line = journal->pdata[i];
    g_autofree char *at = when(engine, line->at);
    text_say(lines, "%s: %s (%s)", at, line->what, line->cause);
  }
  return lines;
}

GPtrArray *
explain_mail(Engine *engine, const OutboxMail *mail)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *created = when(engine, mail->created);
  text_say(lines, "Mail %" G_GINT64_FORMAT ": \"%s\", template %s, %s", mail->id, mail->subject,
           mail->template_name, mail->state);
  text_say(lines, "Written on %s because: %s", created, mail->why);
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  for (guint i = 0; i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    text_say(lines, "%s %s: %s %s", one->cc ? "Copy to" : "To", one->address, one->state,
             one->words ? one->words : "");
  }
  explain_came_back(engine, mail->id, lines);
  if (mail->message) {
    g_autoptr(GPtrArray) cases = cases_of_message(engine->store, mail->message);
    text_say(lines, "It answers:");
    say_message(engine, lines, mail->message);
    say_cases(engine, lines, cases);
  }
  g_autoptr(GArray) covered = outbox_obligations(engine->store, mail->id);
  for (guint i = 0; i < covered->len; i++) {
    g_autoptr(Obligation) obligation = obligation_get(engine->store, g_array_index(covered, gint64, i));
    g_autoptr(GPtrArray) more = explain_obligation(engine, obligation, EXPLAIN_OFFICE);
    g_ptr_array_extend_and_steal(lines, g_steal_pointer(&more));
  }
  return lines;
}

/* Who it may be, the best guess first, each with its reason. */
static void
say_guesses(GPtrArray *lines, const json_t *detail)
{
  size_t i;
  json_t *guess;
  json_array_foreach(json_object_get(detail, "guesses"), i, guess)
  {
    const char *ref, *person, *address, *requirement, *why;
    if (!json_unpack(guess, "{s:s, s:s, s:s, s:s, s:s}", "ref", &ref, "person", &person, "address", &address,
                     "requirement", &requirement, "why", &why))
      text_say(lines, "Guess %d: %s <%s>, %s (ref %s): %s", (int) i + 1, person, address, requirement, ref,
               why);
  }
}

/* The boxes of the form, with what is proposed for each. */
static void
say_boxes(GPtrArray *lines, const json_t *detail)
{
  size_t i;
  json_t *box;
  json_array_foreach(json_object_get(detail, "boxes"), i, box)
  {
    const char *label = json_string_value(json_object_get(box, "label"));
    const char *proposed = json_string_value(json_object_get(box, "proposed"));
    text_say(lines, proposed ? "Box: %s: %s (proposed)" : "Box: %s: (to be typed)", label ? label : "",
             proposed);
  }
  const char *id;
  json_t *text;
  json_object_foreach(json_object_get(detail, "unclear"), id, text)
      text_say(lines, "Read and not taken: %s: \"%s\"", id, json_string_value(text));
}

static void
say_detail(GPtrArray *lines, const Case *c)
{
  json_t *detail = json_loads(c->detail, 0, NULL);
  say_list(lines, detail, "compared", "Compared: ");
  say_guesses(lines, detail);
  say_list(lines, detail, "links", "Link: ");
  say_list(lines, detail, "asked", "Asked for by reply: ");
  say_boxes(lines, detail);
  const char *key;
  json_t *value;
  json_object_foreach(detail, key, value) if (json_is_string(value))
      text_say(lines, "%s: %s", key, json_string_value(value));
  json_decref(detail);
}

GPtrArray *
explain_case(Engine *engine, const Case *c)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  say_case(engine, lines, c);
  say_message(engine, lines, c->message);
  say_detail(lines, c);
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(engine->store, c->obligation) : NULL;
  if (obligation) {
    text_say(lines, "Best guess:");
    g_autoptr(GPtrArray) more = explain_obligation(engine, obligation, EXPLAIN_SHORT);
    g_ptr_array_extend_and_steal(lines, g_steal_pointer(&more));
  }
  return lines;
}
