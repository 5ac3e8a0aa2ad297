/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transcript: all that somebody has achieved and done, in every scheme and year, as one PDF to put into a
 * portfolio or an appraisal. C3.30 */
#include "paper/report.h"
#include "pass/commands/commands.h"
#include "pass/post.h"
#include "store/awards.h"
#include "store/facts.h"
#include "store/placements.h"
#include <string.h>

static char *
day_of(const Engine *engine, Instant at)
{
  return day_words(clock_day(engine->clock, at));
}

static void
add_awards(Engine *engine, Report *report, gint64 person)
{
  static const char *const columns[] = { "Awarded", "Certificate", "For", "Number", NULL };
  g_autoptr(GPtrArray) awards = awards_of(engine->store, person);
  ReportTable *table = awards->len ? report_add_table(report, "Certificates and credits", columns) : NULL;
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    g_autofree char *day = day_of(engine, award->issued);
    g_autofree char *title = award->credits ? g_strdup_printf("%s (%d credits)", award->title, award->credits)
                                            : g_strdup(award->title);
    const char *const cells[] = { day, title, award->words, award->code, NULL };
    report_add_row(table, cells);
  }
}

static void
add_attendance(Engine *engine, Report *report, const Scheme *scheme, gint64 person, ReportTable **table)
{
  static const char *const columns[] = { "Date", "Training", "Scheme", "Hours", NULL };
  g_autoptr(GPtrArray) came =
      attendance_of(engine->store, person, scheme->id, NULL, G_MININT32 + 1, G_MAXINT32);
  for (guint i = 0; i < came->len; i++) {
    const Attendance *one = came->pdata[i];
    const SchemeEvent *event = scheme_event(scheme, one->event);
    gboolean attended = !strcmp(one->how, "attended");
    g_autofree char *day = day_words(one->day);
    g_autofree char *hours =
        attended && event && event->hours > 0 ? g_strdup_printf("%g", event->hours) : g_strdup("");
    g_autofree char *title =
        g_strdup_printf("%s%s", event ? event->title : one->event, attended ? "" : " (materials reviewed)");
    const char *const cells[] = { day, title, scheme->title, hours, NULL };
    *table = *table ? *table : report_add_table(report, "Training", columns);
    report_add_row(*table, cells);
  }
}

static void
add_activities(Engine *engine, Report *report, const Scheme *scheme, gint64 person, ReportTable **table)
{
  static const char *const columns[] = { "Date", "Activity", "Scheme", "Hours", NULL };
  g_autoptr(GPtrArray) did = activities_of(engine->store, person, scheme->id, G_MININT32 + 1, G_MAXINT32);
  for (guint i = 0; i < did->len; i++) {
    const Activity *one = did->pdata[i];
    const SchemeActivity *kind = scheme_activity(scheme, one->activity);
    double sum = one->hours >= 0 ? one->hours : kind ? kind->hours : 0;
    g_autofree char *day = day_words(one->day);
    g_autofree char *hours = sum > 0 ? g_strdup_printf("%g", sum) : g_strdup("");
    const char *const cells[] = { day, kind ? kind->title : one->activity, scheme->title, hours, NULL };
    *table = *table ? *table : report_add_table(report, "Activities", columns);
    report_add_row(*table, cells);
  }
}

/* Roles, past ones too: since when somebody has been a mentor is what they are asked for. */
static void
add_roles(Engine *engine, Report *report, gint64 person)
{
  static const char *const columns[] = { "From", "To", "Role", "School", "Scheme", NULL };
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, NULL);
  ReportTable *table = roles->len ? report_add_table(report, "Roles", columns) : NULL;
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, role->scheme);
    const SchemeRole *title = scheme ? scheme_role(scheme, role->role) : NULL;
    g_autofree char *from = day_words(role->since);
    g_autofree char *to = role->until == DAY_NONE ? g_strdup("") : day_words(role->until);
    const char *const cells[] = { from,
                                  to,
                                  title ? title->title : role->role,
                                  role->school_name ? role->school_name : "",
                                  scheme ? scheme->title : "",
                                  NULL };
    report_add_row(table, cells);
  }
}

/* Each time that somebody worked with the partnership. C3.27, C3.29 */
static void
add_placements(Engine *engine, Report *report, const Scheme *scheme, gint64 person, ReportTable **table)
{
  static const char *const columns[] = { "From", "To", "As", "School", "Scheme", NULL };
  g_autoptr(GPtrArray) near = placements_near(engine->store, scheme->id, person);
  for (guint i = 0; i < near->len; i++) {
    const Placement *one = near->pdata[i];
    const char *as = one->mentor == person ? "Mentor of a trainee" : one->tutor == person ? "Tutor" : NULL;
    if (!as)
      continue;
    g_autoptr(School) school = one->school ? school_get(engine->store, one->school) : NULL;
    g_autofree char *from = day_words(one->first), *to = day_words(one->last);
    const char *const cells[] = { from, to, as, school ? school->name : "", scheme->title, NULL };
    *table = *table ? *table : report_add_table(report, "Placements", columns);
    report_add_row(*table, cells);
  }
}

static Report *
transcript_of(Engine *engine, const Person *person)
{
  g_autofree char *title = g_strdup_printf("Transcript: %s", person->name);
  g_autofree char *today = day_words(clock_today(engine->clock));
  Report *report = report_new("transcript", title, engine->site->partnership);
  ReportTable *training = NULL, *activities = NULL, *placements = NULL;
  report_add_line(report, "What %s has on record for %s on %s. Certificates can be checked by their number.",
                  engine->site->partnership, person->name, today);
  add_awards(engine, report, person->id);
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++)
    add_attendance(engine, report, engine->site->schemes->schemes->pdata[i], person->id, &training);
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++)
    add_activities(engine, report, engine->site->schemes->schemes->pdata[i], person->id, &activities);
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++)
    add_placements(engine, report, engine->site->schemes->schemes->pdata[i], person->id, &placements);
  add_roles(engine, report, person->id);
  return report;
}

gboolean
asked_transcript(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  const Person *sender = inbound_sender(inbound);
  g_autoptr(Report) report = transcript_of(inbound->engine, sender);
  g_autoptr(GBytes) pdf = report_write(report, REPORT_PDF, error);
  if (!pdf)
    return FALSE;
  g_autoptr(GPtrArray) attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  g_autofree char *name = g_strdup_printf("Transcript - %s.pdf", sender->name);
  g_ptr_array_add(attachments, attachment_new(g_strdelimit(name, "/\\:", '-'), "application/pdf", pdf));
  return asked_reply(inbound, "transcript", asked_context(inbound, NULL), NULL, attachments, error);
}
