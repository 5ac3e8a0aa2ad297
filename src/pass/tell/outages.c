/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an outage is worth a word, and the word. Tries nothing itself. */
#include "pass/tell/outages.h"
#include "pass/post.h"
#include "pass/tell/pager.h"
#include "store/outages.h"
#include <string.h>

#define PATIENCE 600    /* seconds; what heals before that is told to nobody */
#define PATIENT_TRIES 8 /* that failed, one after the other: about as long with the daemon's back-off */
#define A_DAY 86400
#define DOUBLINGS 6 /* what comes and goes is told later each time, up to half a day */

typedef struct {
  const char *what, *title, *advice;
  gboolean at_once; /* it does not heal by itself */
} Kind;

static const Kind KINDS[] = {
  { OUTAGE_MAILBOX, "The mailbox cannot be read",
    "Until it can, nobody is reminded of anything, for the answer may be lying there. Please check the "
    "address, "
    "user name and password of the mailbox: \"mentord doctor\" tries them",
    FALSE },
  { OUTAGE_SUBMISSION, "Mail cannot be sent",
    "What is due waits and goes out by itself once it can. Please check the address, user name and password "
    "of "
    "the submission: \"mentord doctor\" tries them",
    FALSE },
  { OUTAGE_DISK, "The disk is almost full",
    "No mail is fetched until there is room again; it stays in the mailbox. Please make room", TRUE },
  { OUTAGE_STORE, "The database cannot be written",
    "Nothing is taken from the mailbox until it can. Please look at the disk and the rights of the file",
    FALSE },
  { OUTAGE_TEMPLATE, "A template is at fault",
    "The mails that it is for wait until it is mended; all else goes on. \"mentord check\" names every fault",
    TRUE },
  { OUTAGE_PUBLISH, "Calendar feeds and pages cannot be written",
    "Whoever fetches them sees what they showed before. Please look at the published folder and its disk",
    FALSE },
  { OUTAGE_CLOCK, "The clock of the computer seems to be wrong",
    "Please set it right: what falls due, and when a mail came, go by it", TRUE },
  { OUTAGE_SILENCE, "An unusual silence",
    "Is the address in the mail right, and does what people send arrive? A test mail from outside shows it",
    TRUE },
  { OUTAGE_WORK, "A part of the work cannot be done", "It is tried again with every pass", FALSE },
};

static const Kind *
kind_of(const char *what)
{
  guint i = 0;
  for (gsize n; i + 1 < G_N_ELEMENTS(KINDS); i++) {
    n = strlen(KINDS[i].what);
    if (!strncmp(what, KINDS[i].what, n) && (!what[n] || what[n] == ':'))
      break;
  }
  return &KINDS[i];
}

void
outage_note(Engine *engine, const char *what, const char *words)
{
  g_autoptr(GError) fault = NULL;
  store_begin(engine->store);
  if (outage_failed(engine->store, what, words))
    g_info("event=outage what=%s", what);
  if (!store_commit(engine->store, &fault))
    g_debug("that the %s does not work could not be kept: %s", what, fault->message);
}

void
outage_clear(Engine *engine, const char *what)
{
  g_autoptr(GError) fault = NULL;
  store_begin(engine->store);
  if (outage_over(engine->store, what))
    g_info("event=works what=%s", what);
  if (!store_commit(engine->store, &fault))
    g_debug("that the %s works could not be kept: %s", what, fault->message);
}

static char *
moment(const Engine *engine, Instant at)
{
  g_autofree char *day = day_words(clock_day(engine->clock, at));
  g_autofree char *time = clock_format_minute(engine->clock, at);
  return g_strdup_printf("%s at %s", day, time);
}

/* Whether it has lasted so long until @end that somebody should hear of it. */
static gboolean
is_worth_telling(Engine *engine, const Outage *outage, Instant end)
{
  if (kind_of(outage->what)->at_once)
    return TRUE;
  gint64 before =
      outages_told_since(engine->store, outage->what, outage->since - A_DAY) - (outage->told != INSTANT_NONE);
  int times = 1 << CLAMP(before, 0, DOUBLINGS);
  return end - outage->since >= (gint64) PATIENCE * times || outage->tries >= PATIENT_TRIES * times;
}

/* Those of @all (taken over) of which the office is to hear now. */
static GPtrArray *
worth_telling(Engine *engine, GPtrArray *all, gboolean past)
{
  g_autoptr(GPtrArray) owned = all;
  GPtrArray *some = g_ptr_array_new_with_free_func((GDestroyNotify) outage_free);
  for (guint i = 0; i < owned->len; i++) {
    Outage *one = owned->pdata[i];
    gboolean known = one->told != INSTANT_NONE;
    if (past ? known || is_worth_telling(engine, one, one->over)
             : !known && is_worth_telling(engine, one, clock_now(engine->clock))) {
      g_ptr_array_add(some, one);
      owned->pdata[i] = NULL; /* outage_free accepts NULL */
    } else if (past) {
      outage_ended(engine->store, one->id);
    }
  }
  return some;
}

/* One mail for all of them: @template_name about those in @outages. */
static gboolean
write_mail(Engine *engine, const char *template_name, const GPtrArray *outages, GError **error)
{
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0), *list = json_array();
  g_autoptr(GString) purpose = g_string_new(template_name);
  for (guint i = 0; i < outages->len; i++) {
    const Outage *one = outages->pdata[i];
    g_autofree char *since = moment(engine, one->since);
    g_autofree char *until = one->over != INSTANT_NONE ? moment(engine, one->over) : g_strdup("");
    g_string_append_printf(purpose, ":%" G_GINT64_FORMAT, one->id);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", kind_of(one->what)->title,
                                          "words", one->words, "since", since, "until", until, "advice",
                                          kind_of(one->what)->advice));
  }
  json_object_set_new(context, "outages", list);
  const Post mail = { .kind = MAIL_OFFICE,
                      .template_name = template_name,
                      .purpose = purpose->str,
                      .to = to,
                      .context = context,
                      .why = "something does not work, or works again",
                      .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* All of them on one line, for a command's last argument. */
static char *
line_of(Engine *engine, const GPtrArray *outages, gboolean past)
{
  GString *line = g_string_new(NULL);
  for (guint i = 0; i < outages->len; i++) {
    const Outage *one = outages->pdata[i];
    g_autofree char *since = moment(engine, one->since);
    g_string_append_printf(line, "%s%s%s since %s: %s", i ? "; " : "", past ? "Over: " : "",
                           kind_of(one->what)->title, since, one->words);
  }
  return g_string_free(line, FALSE);
}

/* No mail gets out while the way out stands still, though nothing was tried just now. */
static gboolean
is_stuck(Engine *engine)
{
  g_autoptr(GPtrArray) now = outages_now(engine->store);
  for (guint i = 0; i < now->len; i++)
    if (!strcmp(((const Outage *) now->pdata[i])->what, OUTAGE_SUBMISSION))
      return TRUE;
  return FALSE;
}

/* In a transaction: what is to be told is written and kept as told by @by. The line for the command, or NULL:
 * there is nothing to tell. */
static char *
claim(Engine *engine, gboolean past, gboolean mail, GError **error)
{
  g_autoptr(GPtrArray) some =
      worth_telling(engine, past ? outages_past(engine->store) : outages_now(engine->store), past);
  gboolean page = engine->site->alert_command != NULL;
  if (!some->len)
    return NULL;
  mail = mail && write_mail(engine, past ? "works-again" : "alert", some, error);
  const char *by = mail && page ? "mail command" : mail ? "mail" : page ? "command" : "";
  for (guint i = 0; *by && i < some->len; i++) {
    const Outage *one = some->pdata[i];
    if (past)
      outage_ended(engine->store, one->id);
    else
      outage_told(engine->store, one->id, by);
  }
  return line_of(engine, some, past);
}

/* The command runs once it is kept that it was: a store that cannot be written must not call it at every
 * pass. */
gboolean
outages_tell(Engine *engine, gboolean mail, GError **error)
{
  char *lines[2] = { NULL, NULL };
  GError *fault = NULL;
  store_begin(engine->store);
  mail = mail && !is_stuck(engine);
  for (int past = 0; past <= 1; past++)
    lines[past] = claim(engine, past, mail, fault ? NULL : &fault);
  gboolean good = store_commit(engine->store, fault ? NULL : error);
  for (int past = 0; past <= 1; past++) {
    if (good && lines[past])
      pager_call(engine->site, lines[past]);
    g_free(lines[past]);
  }
  if (fault)
    g_propagate_error(error, fault);
  return good && !fault;
}

GPtrArray *
outages_words(Engine *engine)
{
  g_autoptr(GPtrArray) now = outages_now(engine->store);
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < now->len; i++) {
    const Outage *one = now->pdata[i];
    g_autofree char *since = moment(engine, one->since);
    g_ptr_array_add(lines, g_strdup_printf("%s since %s: %s. %s", kind_of(one->what)->title, since,
                                           one->words, kind_of(one->what)->advice));
  }
  return lines;
}
