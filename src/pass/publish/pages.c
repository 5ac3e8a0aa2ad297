/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a page, and which sections stand on it. What they say is gathered by pages_*.c and written by
 * paper. */
#include "pass/publish/pages.h"
#include "paper/page_own.h"
#include "pass/decide/hours.h"
#include "pass/people/coverage.h"
#include "pass/publish/pages_office.h"
#include "pass/publish/pages_scope.h"
#include "pass/publish/private.h"
#include "report/reports.h"
#include "store/awards.h"
#include <string.h>

static gboolean
has_page(Engine *engine, gint64 person)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    g_autoptr(GPtrArray) roles = coverage_roles(engine, schemes->pdata[i], NULL, person);
    if (roles->len)
      return TRUE;
  }
  return FALSE;
}

char *
page_url(Engine *engine, gint64 person)
{
  if (!person)
    return office_page_url(engine);
  return has_page(engine, person) ? private_url(engine, person, PAGE_PURPOSE) : NULL;
}

void
pages_want(Engine *engine, gint64 person)
{
  if (has_page(engine, person))
    g_free(token_ensure(engine->store, person, PAGE_PURPOSE));
}

void
page_name_scheme(Report *section, const Scheme *scheme)
{
  g_autofree char *title = section ? g_steal_pointer(&section->title) : NULL;
  if (section)
    section->title = g_strdup_printf("%s: %s", scheme->title, title);
}

/* Where several schemes stand on a page, each section says of which it is. */
static void
add_section(OwnPage *page, const Scheme *scheme, gboolean several, Report *section)
{
  if (several)
    page_name_scheme(section, scheme);
  own_page_add_section(page, section);
}

/* Four noughts say less than that nothing is asked, which stands below. */
static void
add_tiles(OwnPage *page, const PageCounts *counts)
{
  if (!counts->overdue && !counts->answered && !counts->open && !counts->done)
    return;
  own_page_add_tile(page, counts->overdue, "overdue", counts->overdue ? TONE_BAD : TONE_NONE);
  own_page_add_tile(page, counts->answered, "received, not filed yet",
                    counts->answered ? TONE_WAIT : TONE_NONE);
  own_page_add_tile(page, counts->open, "open", TONE_NONE);
  own_page_add_tile(page, counts->done, "done", counts->done ? TONE_GOOD : TONE_NONE);
}

/* Two reports of one kind have the same title, unless the scheme gives them others. */
static void
name_form(Report *report, const Scheme *scheme, const SchemeReport *rule)
{
  const SchemeForm *form = !rule->title && rule->forms && rule->forms[0] && !rule->forms[1]
                               ? scheme_form(scheme, rule->forms[0])
                               : NULL;
  if (form) {
    g_autofree char *title = g_steal_pointer(&report->title);
    report->title = g_strdup_printf("%s: %s", title, form->title);
  }
}

/* The reports that go to one of the reader's roles. That of how far everybody is says what the page says. */
static void
add_reports(OwnPage *page, const PageScope *scope, gboolean several)
{
  const ReportView *view = scope->view;
  const GPtrArray *rules = view->scheme->reports;
  for (guint i = 0; i < rules->len; i++) {
    const SchemeReport *rule = rules->pdata[i];
    g_autoptr(GPtrArray) held =
        coverage_roles(scope->engine, view->scheme, (const char *const *) rule->to, view->reader);
    if (!rule->to || !held->len || !strcmp(rule->kind, "compliance"))
      continue;
    g_autoptr(Report) report =
        reports_draw_for(scope->engine, view->scheme, view->year, rule, view->reader, 0);
    name_form(report, view->scheme, rule);
    if (!report->quiet && !report_is_empty(report))
      add_section(page, view->scheme, several, g_steal_pointer(&report));
  }
}

static void
add_scheme(OwnPage *page, const PageScope *scope, gboolean several, PageCounts *counts)
{
  const Scheme *scheme = scope->view->scheme;
  add_section(page, scheme, several, page_owing(scope, counts));
  add_section(page, scheme, several, page_sessions(scope));
  if (scope->covers)
    add_section(page, scheme, several, page_sent(scope));
  add_section(page, scheme, several, page_next(scope));
  add_reports(page, scope, several);
}

/* Their own: the hours of this year, and what was awarded to them, with the codes by which it is verified. */
static Report *
own_account(Engine *engine, gint64 person)
{
  static const char *const columns[] = { "Award", "Code", "Issued", NULL };
  Hours *hours = hours_of_person(engine, person);
  g_autoptr(GPtrArray) awards = awards_of(engine->store, person);
  Report *report = NULL;
  if (hours->sums->len || awards->len) {
    report = report_new("account", "Your hours and certificates", "");
    for (guint i = 0; i < hours->sums->len; i++)
      report_add_line(report, "%s.", (const char *) hours->sums->pdata[i]);
  }
  hours_free(hours);
  ReportTable *table = awards->len ? report_add_table(report, "Certificates", columns) : NULL;
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    g_autofree char *day = day_format(clock_day(engine->clock, award->issued));
    const char *const cells[] = { award->title, award->code, day, NULL };
    report_add_row(table, cells);
  }
  return report;
}

/* Their calendars, and the forms that wait for them. */
static void
add_links(Engine *engine, OwnPage *page, gint64 person)
{
  g_autoptr(GPtrArray) tokens = tokens_of(engine->store, person);
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    g_autofree char *title = private_title(engine, token), *url = title ? private_link(engine, token) : NULL;
    if (title && g_str_has_prefix(token->purpose, "feed:"))
      own_page_add_feed(page, title, url);
    else if (title && strcmp(token->purpose, PAGE_PURPOSE))
      own_page_add_link(page, title, url);
  }
}

/* Of PageScope, one for each scheme in which the person holds a role. */
static GPtrArray *
scopes_of(Engine *engine, const Year *year, gint64 person)
{
  GPtrArray *scopes = g_ptr_array_new_with_free_func((GDestroyNotify) page_scope_free);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    PageScope *scope = page_scope_new(engine, schemes->pdata[i], year, person);
    if (scope)
      g_ptr_array_add(scopes, scope);
  }
  return scopes;
}

/* "Lead Mentor, Oakfield Primary School. Example ITE Partnership". */
static char *
subtitle_of(const Engine *engine, const GPtrArray *scopes)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < scopes->len; i++) {
    const PageScope *scope = scopes->pdata[i];
    for (guint j = 0; j < scope->roles->len; j++) {
      const Role *one = scope->roles->pdata[j];
      const SchemeRole *role = scheme_role(scope->view->scheme, one->role);
      g_string_append_printf(words, "%s%s%s%s", words->len ? "; " : "", role ? role->title : one->role,
                             one->school_name ? ", " : "", one->school_name ? one->school_name : "");
    }
  }
  return g_strdup_printf("%s%s%s", words->str, words->len ? ". " : "", engine->site->partnership);
}

static char *
write_page(Engine *engine, const Person *person, const GPtrArray *scopes, const char *before)
{
  g_autofree char *privacy = g_strdup_printf(
      "This page is for %s alone: whoever has its link can read it, so please do not pass it on. To answer "
      "anything, reply to the mail that asked for it. For a new link reply \"new calendar link\" to any of "
      "our "
      "mails: the old one then opens nothing.",
      person->name);
  g_autofree char *subtitle = subtitle_of(engine, scopes);
  g_autoptr(OwnPage) page = own_page_new(person->name, subtitle, privacy);
  PageCounts counts = { 0 };
  for (guint i = 0; i < scopes->len; i++)
    add_scheme(page, scopes->pdata[i], scopes->len > 1, &counts);
  own_page_add_section(page, own_account(engine, person->id));
  add_tiles(page, &counts);
  add_links(engine, page, person->id);
  return page_finish(engine, page, before);
}

char *
page_finish(Engine *engine, const OwnPage *page, const char *before)
{
  Instant now = clock_now(engine->clock);
  g_autofree char *stamp = clock_format(engine->clock, now), *day = page_day(engine, now),
                  *minute = clock_format_minute(engine->clock, now);
  g_autofree char *words = g_strdup_printf("%s at %s", day, minute);
  return own_page_write(page, stamp, words, before);
}

gboolean
pages_write(Engine *engine, const Token *token, const char *before, char **bytes, GError **error)
{
  const Year *year = engine_year(engine);
  g_autoptr(Person) person =
      has_page(engine, token->person) ? person_get(engine->store, token->person) : NULL;
  if (person) {
    g_autoptr(GPtrArray) scopes = year ? scopes_of(engine, year, person->id) : g_ptr_array_new();
    *bytes = write_page(engine, person, scopes, before);
  }
  return store_healthy(engine->store, error);
}
