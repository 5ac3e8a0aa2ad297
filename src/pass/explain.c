/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts into words what stands in the store. Writes nothing. */
#include "pass/explain.h"
#include "pass/settle.h"
#include "store/facts.h"
#include "store/messages.h"
#include <string.h>

static void say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(GPtrArray *lines, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(lines, g_strdup_vprintf(format, args));
  va_end(args);
}

static char *
when(Engine *engine, Instant at)
{
  g_autofree char *day = day_words(clock_day(engine->clock, at));
  g_autofree char *time = clock_format_minute(engine->clock, at);
  return g_strdup_printf("%s at %s", day, time);
}

static void
say_rule(Engine *engine, GPtrArray *lines, const Scheme *scheme, const Requirement *requirement,
         const Obligation *obligation)
{
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  say(lines, "%s asks %s for: %s%s%s (academic year %s, ref %s)", scheme->title, person->name,
      requirement->title, *obligation->instance ? ", " : "", obligation->instance, obligation->year,
      obligation->ref);
  say(lines, "Rule: %s of %s, %s line %d", requirement->id, scheme->id, requirement->place.file,
      requirement->place.line);
  say(lines, "It is %s", state_word(obligation->state));
  if (obligation->opens != INSTANT_NONE) {
    g_autofree char *opens = when(engine, obligation->opens);
    say(lines, "It opens on %s", opens);
  }
  if (obligation->sent != INSTANT_NONE) {
    g_autofree char *sent = when(engine, obligation->sent);
    say(lines, "The request was taken by the mail server on %s: that day is day 0", sent);
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
      say(lines, "%s: working day %d", words, ++n);
    else
      say(lines, "%s: not counted, %s", words, why);
  }
}

static void
say_due(Engine *engine, GPtrArray *lines, const Requirement *requirement, const Obligation *obligation,
        gboolean days)
{
  Day due = obligation_due(obligation);
  if (due == DAY_NONE) {
    say(lines, "It has no due date yet");
    return;
  }
  g_autofree char *words = day_words(due);
  if (obligation->extended != DAY_NONE)
    say(lines, "Due by the end of %s, extended by hand", words);
  else if (requirement->due.kind == DUE_WORKING_DAYS)
    say(lines, "Due by the end of %s, %d working days after day 0", words, requirement->due.working_days);
  else
    say(lines, "Due by the end of %s", words);
  if (days && requirement->due.kind == DUE_WORKING_DAYS && obligation->opened != INSTANT_NONE)
    say_days(engine, lines, obligation, due);
}

static void
say_mails(Engine *engine, GPtrArray *lines, const Obligation *obligation)
{
  g_autoptr(GPtrArray) mails = outbox_of_obligation(engine->store, obligation->id);
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    g_autofree char *at = when(engine, mail->sent != INSTANT_NONE ? mail->sent : mail->not_before);
    say(lines, "Mail %" G_GINT64_FORMAT " \"%s\" (%s): %s, %s; because: %s", mail->id, mail->subject,
        mail->template_name, mail->state, at, mail->why);
  }
}

static void
say_received(Engine *engine, GPtrArray *lines, const Obligation *obligation)
{
  g_autoptr(Filed) filed = filed_latest(engine->store, obligation->id);
  if (filed) {
    g_autofree char *at = when(engine, filed->arrival);
    say(lines, "Received on %s: %s, from %s, filed %s", at, filed->document ? filed->document : filed->form,
        filed->by, filed->why);
  } else if (obligation->met != INSTANT_NONE) {
    g_autofree char *at = when(engine, obligation->met);
    say(lines, "Met on %s: %s", at, obligation->evidence ? obligation->evidence : "");
  } else if (obligation->answered != INSTANT_NONE) {
    g_autofree char *at = when(engine, obligation->answered);
    say(lines, "Something came on %s and waits for a person to look at it: nobody is reminded", at);
  } else {
    say(lines, "Nothing has been received for it");
  }
}

GPtrArray *
explain_obligation(Engine *engine, const Obligation *obligation, gboolean days)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement) {
    say(lines, "%s: the rule %s of %s is no longer in the configuration", obligation->ref,
        obligation->requirement, obligation->scheme);
    return lines;
  }
  say_rule(engine, lines, scheme, requirement, obligation);
  say_due(engine, lines, requirement, obligation, days);
  say_received(engine, lines, obligation);
  say_mails(engine, lines, obligation);
  if (obligation->next != INSTANT_NONE) {
    g_autofree char *next = when(engine, obligation->next);
    say(lines, "Next: %s, on %s", obligation->next_what, next);
  }
  g_autoptr(GPtrArray) journal = journal_of_obligation(engine->store, obligation->id);
  for (guint i = 0; days && i < journal->len; i++) {
    const JournalLine *line = journal->pdata[i];
    g_autofree char *at = when(engine, line->at);
    say(lines, "%s: %s (%s)", at, line->what, line->cause);
  }
  return lines;
}

GPtrArray *
explain_mail(Engine *engine, const OutboxMail *mail)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *created = when(engine, mail->created);
  say(lines, "Mail %" G_GINT64_FORMAT ": \"%s\", template %s, %s", mail->id, mail->subject,
      mail->template_name, mail->state);
  say(lines, "Written on %s because: %s", created, mail->why);
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  for (guint i = 0; i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    say(lines, "%s %s: %s %s", one->cc ? "Copy to" : "To", one->address, one->state,
        one->words ? one->words : "");
  }
  g_autoptr(GArray) covered = outbox_obligations(engine->store, mail->id);
  for (guint i = 0; i < covered->len; i++) {
    g_autoptr(Obligation) obligation = obligation_get(engine->store, g_array_index(covered, gint64, i));
    g_autoptr(GPtrArray) more = explain_obligation(engine, obligation, TRUE);
    g_ptr_array_extend_and_steal(lines, g_steal_pointer(&more));
  }
  return lines;
}

GPtrArray *
explain_case(Engine *engine, const Case *c)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *opened = when(engine, c->opened);
  say(lines, "Case %" G_GINT64_FORMAT " (%s), opened on %s: %s", c->id, c->kind, opened, c->question);
  if (strcmp(c->detail, "{}"))
    say(lines, "Detail: %s", c->detail);
  g_autoptr(Message) message = c->message ? message_get(engine->store, c->message) : NULL;
  if (message) {
    g_autofree char *arrival = when(engine, message->arrival);
    say(lines, "Message %" G_GINT64_FORMAT " from %s, arrived on %s: \"%s\"", message->id,
        message->from_address ? message->from_address : "nobody", arrival,
        message->subject ? message->subject : "");
  }
  if (c->settled != INSTANT_NONE) {
    g_autofree char *settled = when(engine, c->settled);
    say(lines, "Settled on %s: %s", settled, c->outcome);
  }
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(engine->store, c->obligation) : NULL;
  if (obligation) {
    say(lines, "Best guess:");
    g_autoptr(GPtrArray) more = explain_obligation(engine, obligation, FALSE);
    g_ptr_array_extend_and_steal(lines, g_steal_pointer(&more));
  }
  return lines;
}
