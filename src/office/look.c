/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts into lines what stands. Changes nothing and asks nobody. */
#include "office/look.h"
#include "base/ref.h"
#include "base/text.h"
#include "office/plan.h"
#include "pass/decide/headway.h"
#include "pass/decide/places.h"
#include "pass/decide/settle.h"
#include "pass/intake/away.h"
#include "pass/keeping/retention.h"
#include "pass/tell/explain.h"
#include "pass/tell/explain_dates.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/outbox.h"
#include <string.h>

#define MAILS_SHOWN 50

static void
say_progress(Engine *engine, GPtrArray *lines, gint64 person)
{
  g_autoptr(GPtrArray) all = headways_of_person(engine, person);
  for (guint i = 0; i < all->len; i++) {
    const Headway *one = all->pdata[i];
    text_say(lines, "  %s: %s (%d of %d)%s%s", one->scheme->id, headway_word(one), one->done, one->of,
             one->next ? "; next: " : "", one->next ? one->next : "");
  }
}

static void
say_obligations(const Engine *engine, GPtrArray *lines, gint64 person)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (one->state == STATE_ENDED)
      continue;
    Day due = obligation_due(one);
    g_autofree char *day = due == DAY_NONE ? g_strdup("") : day_format(due);
    g_autofree char *next = one->next == INSTANT_NONE ? NULL : clock_format(engine->clock, one->next);
    text_say(lines, "  %s  %-9s %-10s %s/%s %s%s%s%s%s", one->ref, state_word(one->state), day, one->scheme,
             one->requirement, one->instance, next ? "  next: " : "", next ? one->next_what : "",
             next ? " " : "", next ? next : "");
  }
}

GPtrArray *
look_person(Engine *engine, const Person *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  text_say(lines, "%s <%s>", person->name, person->address ? person->address : "no address");
  g_autoptr(Away) away = away_of(engine, person->id);
  g_autofree char *absent = away ? away_words(away) : NULL;
  if (absent)
    text_say(lines, "  %s", absent);
  if (person->address && !person_can_be_written_to(engine->store, person->id))
    text_say(lines, "  %s does not take mail: nothing is sent there until review accept gives another",
             person->address);
  say_progress(engine, lines, person->id);
  say_obligations(engine, lines, person->id);
  g_autoptr(GPtrArray) places = bookings_of_person(engine->store, person->id);
  for (guint i = 0; i < places->len; i++) {
    g_autofree char *what = NULL, *words = places_words(engine, places->pdata[i], &what);
    text_say(lines, "  %s: %s", what, words);
  }
  explain_dates_of_person(engine, person->id, lines);
  g_autoptr(GPtrArray) awards = awards_of(engine->store, person->id);
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    text_say(lines, "  %s  %s: %s", award->code, award->title, award->words);
  }
  return lines;
}

GPtrArray *
look_cases(const Engine *engine)
{
  g_autoptr(GPtrArray) cases = cases_list(engine->store, TRUE);
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < cases->len; i++) {
    const Case *c = cases->pdata[i];
    g_autofree char *day = day_format(clock_day(engine->clock, c->opened)),
                    *question = text_quote(c->question);
    text_say(lines, "%6" G_GINT64_FORMAT "  %s  %-14s %s", c->id, day, c->kind, question);
  }
  return lines;
}

static void
say_mail(const Engine *engine, GPtrArray *lines, const OutboxMail *mail)
{
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  g_autofree char *at = clock_format_minute(engine->clock, mail->not_before);
  g_autofree char *day = day_format(clock_day(engine->clock, mail->not_before));
  text_say(lines, "%" G_GINT64_FORMAT "  %s  %s %s  %s to %s (%s)", mail->id, mail->state, day, at,
           mail->template_name, recipients->len ? ((Recipient *) recipients->pdata[0])->address : "nobody",
           mail->why);
}

GPtrArray *
look_outbox(const Engine *engine)
{
  static const char *const states[] = { "held", "failed", "unsure", "queued" };
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  guint left = 0;
  for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
    g_autoptr(GPtrArray) mails = outbox_list(engine->store, states[i]);
    for (guint j = 0; j < mails->len; j++)
      if (lines->len < MAILS_SHOWN)
        say_mail(engine, lines, mails->pdata[j]);
      else
        left++;
  }
  if (left)
    text_say(lines, "and %u more", left);
  return lines;
}

GPtrArray *
look_why(Engine *engine, const char *id)
{
  g_autofree char *ref = ref_parse(id);
  g_autoptr(Obligation) obligation = ref ? obligation_by_ref(engine->store, ref) : NULL;
  if (obligation)
    return explain_obligation(engine, obligation, EXPLAIN_OFFICE);
  gint64 number = g_ascii_strtoll(id, NULL, 10);
  g_autoptr(OutboxMail) mail = number ? outbox_get(engine->store, number) : NULL;
  g_autoptr(Case) c = number ? case_get(engine->store, number) : NULL;
  if (!mail && !c)
    return NULL;
  GPtrArray *lines = mail ? explain_mail(engine, mail) : g_ptr_array_new_with_free_func(g_free);
  if (c)
    g_ptr_array_extend_and_steal(lines, explain_case(engine, c));
  return lines;
}

GPtrArray *
look_plan(const Engine *engine, const GPtrArray *mails, Day until)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  Day shown = DAY_NONE;
  for (guint i = 0; i < mails->len; i++) {
    const PlannedMail *mail = mails->pdata[i];
    Day day = clock_day(engine->clock, mail->at);
    g_autofree char *heading = day_words(day), *time = clock_format_minute(engine->clock, mail->at);
    g_autofree char *to = g_strjoinv(", ", mail->to), *cc = g_strjoinv(", ", mail->cc);
    if (day != shown && shown != DAY_NONE)
      text_say(lines, "%s", "");
    if (day != shown)
      text_say(lines, "%s", heading);
    shown = day;
    text_say(lines, "  %s  %-26s %s%s%s  (%s)", time, mail->template_name, to, *cc ? ", copy to " : "", cc,
             mail->why);
  }
  g_autoptr(GPtrArray) going = retention_words(engine);
  if (mails->len && going->len)
    text_say(lines, "%s", "");
  for (guint i = 0; i < going->len; i++)
    text_say(lines, "%s", (const char *) going->pdata[i]);
  g_autofree char *end = day_words(until);
  if (mails->len)
    text_say(lines, "%s", "");
  text_say(lines, "%u %s until %s, if nothing comes in.", mails->len, mails->len == 1 ? "mail" : "mails",
           end);
  return lines;
}
