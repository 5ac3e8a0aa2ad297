/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the office's page. Decides nothing; what the office does about it, it does by reply or on
 * the command line. */
#include "pass/publish/pages_office.h"
#include "base/ref.h"
#include "pass/publish/pages.h"
#include "pass/publish/pages_scope.h"
#include "pass/publish/private.h"
#include "store/cases.h"
#include "store/outbox.h"
#include <string.h>

#define TOKEN "office_token"
#define TOKENS_GONE "office_tokens_gone" /* those before it, between blanks */
#define WRITTEN "published_office"       /* the day it was written; triggers of the schema clear it */
#define MAILS_SHOWN 50

/* -- Its link -- */

static char *
file_of(const char *token, const char *ending)
{
  return g_strdup_printf("pages/%s.%s", token, ending);
}

static char *
current_token(Engine *engine)
{
  char *token = store_get(engine->store, TOKEN);
  if (!token) {
    token = token_new();
    store_set(engine->store, TOKEN, token);
  }
  return token;
}

static GStrv
gone_tokens(Engine *engine)
{
  g_autofree char *gone = store_get(engine->store, TOKENS_GONE);
  return g_strsplit(gone ? gone : "", " ", -1);
}

void
office_page_renew(Engine *engine)
{
  g_autofree char *old = current_token(engine), *gone = store_get(engine->store, TOKENS_GONE);
  g_autofree char *all = g_strdup_printf("%s%s%s", gone ? gone : "", gone ? " " : "", old);
  g_autofree char *token = token_new();
  store_set(engine->store, TOKENS_GONE, all);
  store_set(engine->store, TOKEN, token);
  store_set(engine->store, WRITTEN, "");
}

char *
office_page_url(Engine *engine)
{
  if (!engine->site->publish_directory || !engine->site->base_url)
    return NULL;
  g_autofree char *token = current_token(engine), *file = file_of(token, "html");
  return public_url(engine, file);
}

void
office_keep(Engine *engine, GHashTable *keep)
{
  g_autofree char *token = store_get(engine->store, TOKEN);
  g_auto(GStrv) gone = gone_tokens(engine);
  if (token)
    g_hash_table_add(keep, file_of(token, "html"));
  for (guint i = 0; gone[i]; i++)
    g_hash_table_add(keep, file_of(gone[i], GONE_ENDING));
}

/* -- What stands on it -- */

static Report *
wrong(Engine *engine)
{
  g_autoptr(GPtrArray) words = engine->warnings ? engine->warnings(engine) : NULL;
  if (!words || !words->len)
    return NULL;
  Report *report = report_new("warnings", "What wants looking at", "");
  for (guint i = 0; i < words->len; i++)
    report_add_line(report, "%s", (const char *) words->pdata[i]);
  return report;
}

static Report *
waiting(Engine *engine, guint *n)
{
  static const char *const columns[] = { "Case", "Question", "Kind", "Since", "Reply", NULL };
  g_autoptr(GPtrArray) cases = cases_list(engine->store, TRUE);
  Report *report = report_new("cases", "What waits for you", "");
  ReportTable *table = report_add_table(report, "Cases", columns);
  report_set_note(table,
                  "Reply to any of our mails to you with one of these lines: \"review 12\" shows a case, "
                  "\"review 12 accept\", \"review 12 reject\" and \"review 12 assign ADDRESS\" settle it.");
  for (guint i = 0; i < cases->len; i++) {
    const Case *c = cases->pdata[i];
    if (!case_is_of_office(c))
      continue;
    g_autofree char *id = g_strdup_printf("no. %" G_GINT64_FORMAT, c->id);
    g_autofree char *day = day_format(clock_day(engine->clock, c->opened));
    g_autofree char *reply = g_strdup_printf("review %" G_GINT64_FORMAT, c->id);
    const char *const cells[] = { id, c->question, c->kind, day, reply, NULL };
    report_add_row(table, cells);
  }
  *n = table->rows->len;
  return report;
}

static char *
recipients_of(Engine *engine, const OutboxMail *mail)
{
  g_autoptr(GPtrArray) all = outbox_recipients(engine->store, mail->id);
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < all->len; i++)
    g_string_append_printf(words, "%s%s", i ? ", " : "", ((const Recipient *) all->pdata[i])->address);
  return g_strdup(words->str);
}

static void
add_mails(Engine *engine, Report *report, const char *state, const char *title)
{
  static const char *const columns[] = { "To", "Subject", "Since", "Why", NULL };
  g_autoptr(GPtrArray) mails = outbox_list(engine->store, state);
  if (!mails->len)
    return;
  ReportTable *table = report_add_table(report, title, columns);
  for (guint i = 0; i < mails->len && i < MAILS_SHOWN; i++) {
    const OutboxMail *mail = mails->pdata[i];
    g_autofree char *to = recipients_of(engine, mail);
    g_autofree char *day = day_format(clock_day(engine->clock, mail->created));
    const char *const cells[] = { to, mail->subject, day, mail->error ? mail->error : mail->why, NULL };
    report_add_row(table, cells);
  }
  if (mails->len > MAILS_SHOWN)
    report_set_note(table, "The oldest fifty; \"mentord outbox\" lists them all.");
}

static Report *
outbox(Engine *engine)
{
  static const struct {
    const char *state, *words;
  } states[] = { { "queued", "Going out next" },
                 { "held", "Held by the brake: \"outbox release\" lets them go" },
                 { "failed", "Could not be delivered" },
                 { "unsure", "Perhaps delivered: the connection broke" } };
  static const char *const columns[] = { "Mails", "How many", NULL };
  Report *report = report_new("outbox", "Outbox", "");
  ReportTable *table = report_add_table(report, "What waits, and what went", columns);
  for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
    g_autofree char *n =
        g_strdup_printf("%" G_GINT64_FORMAT, outbox_count_state(engine->store, states[i].state));
    const char *const cells[] = { states[i].words, n, NULL };
    report_add_row(table, cells);
  }
  g_autofree char *sent = g_strdup_printf("%" G_GINT64_FORMAT, outbox_count_state(engine->store, "sent"));
  const char *const cells[] = { "Sent", sent, NULL };
  report_add_row(table, cells);
  for (guint i = 1; i < G_N_ELEMENTS(states); i++)
    add_mails(engine, report, states[i].state, states[i].words);
  return report;
}

static void
add_scheme(OwnPage *page, const PageScope *scope, gboolean several, PageCounts *counts)
{
  Report *sections[] = { page_owing(scope, counts), page_sessions(scope), page_sent(scope),
                         page_next(scope) };
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
    if (several)
      page_name_scheme(sections[i], scope->view->scheme);
    own_page_add_section(page, sections[i]);
  }
}

static char *
office_html(Engine *engine, const char *before)
{
  g_autofree char *privacy = g_strdup_printf("This page is for the office alone: whoever has its link can "
                                             "read it. \"mentord people renew %s\" makes "
                                             "a new one, and the old one then opens nothing.",
                                             engine->site->office);
  g_autoptr(OwnPage) page = own_page_new("The office", engine->site->partnership, privacy);
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  PageCounts counts = { 0 };
  guint cases;
  own_page_add_section(page, wrong(engine));
  own_page_add_section(page, waiting(engine, &cases));
  own_page_add_section(page, outbox(engine));
  for (guint i = 0; year && i < schemes->len; i++) {
    g_autoptr(PageScope) scope = page_scope_new(engine, schemes->pdata[i], year, 0);
    add_scheme(page, scope, schemes->len > 1, &counts);
  }
  own_page_add_tile(page, cases, cases == 1 ? "case waits" : "cases wait", cases ? TONE_WAIT : TONE_NONE);
  own_page_add_tile(page, (guint) outbox_count_state(engine->store, "held"), "mails held", TONE_NONE);
  own_page_add_tile(page, counts.overdue, "overdue", counts.overdue ? TONE_BAD : TONE_NONE);
  own_page_add_tile(page, counts.open, "open", TONE_NONE);
  own_page_add_tile(page, counts.done, "done", counts.done ? TONE_GOOD : TONE_NONE);
  own_page_add_tile(page, (guint) people_count(engine->store), "people", TONE_NONE);
  own_page_add_tile(page, (guint) schools_count(engine->store), "schools", TONE_NONE);
  return page_finish(engine, page, before);
}

/* -- Writing it -- */

static gboolean
mark_gone(Engine *engine, PublicFolder *folder, GError **error)
{
  g_auto(GStrv) gone = gone_tokens(engine);
  for (guint i = 0; gone[i] && *gone[i]; i++) {
    g_autofree char *file = file_of(gone[i], "html"), *marker = file_of(gone[i], GONE_ENDING);
    if (!public_folder_put(folder, marker, "", 0, error) || !public_folder_remove(folder, file, error))
      return FALSE;
  }
  return TRUE;
}

/* Tokens come before files. */
static char *
token_made(Engine *engine, GError **error)
{
  store_begin(engine->store);
  g_autofree char *token = current_token(engine);
  return store_commit(engine->store, error) ? g_steal_pointer(&token) : NULL;
}

gboolean
office_publish(Engine *engine, PublicFolder *folder, gboolean changed, GError **error)
{
  Day today = clock_today(engine->clock);
  if (!changed && store_get_int(engine->store, WRITTEN, DAY_NONE) == today)
    return TRUE;
  g_autofree char *token = token_made(engine, error), *file = token ? file_of(token, "html") : NULL;
  g_autofree char *before = file ? public_folder_get(folder, file) : NULL;
  g_autofree char *html = file ? office_html(engine, before) : NULL;
  if (!html || !store_healthy(engine->store, error) ||
      !public_folder_put(folder, file, html, strlen(html), error) || !mark_gone(engine, folder, error) ||
      !public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  store_set_int(engine->store, WRITTEN, today);
  return store_commit(engine->store, error);
}
