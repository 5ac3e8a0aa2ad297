/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of one pass. Each step is a file of its own. */
#include "pass/pass.h"
#include "base/fault.h"
#include "pass/decide/decide.h"
#include "pass/decide/rules.h"
#include "pass/fetch.h"
#include "pass/jump.h"
#include "pass/keeping/removal.h"
#include "pass/keeping/restore.h"
#include "pass/posted.h"
#include "pass/publish/metrics.h"
#include "pass/publish/publish.h"
#include "pass/tell/outages.h"
#include "pass/tell/silence.h"
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

/* A disk with less room than this is almost full: nothing more is fetched. A twentieth of a small one. */
#define LEAST_ROOM (64 << 20)
#define LEAST_PART 20

gboolean
ends_open_mailbox(Ends *ends, Engine *engine, GError **error)
{
  const MailboxSettings *settings = &engine->site->mailbox;
  GError *fault = NULL;
  if (!settings->url || ends->mailbox)
    return TRUE;
  if (store_get_int(engine->store, "mailbox_known", 0) && mailbox_is_missing(settings))
    g_set_error(&fault, FAULT, FAULT_UNREACHABLE, "%s is not there any more: was it moved?", settings->url);
  else
    ends->mailbox = mailbox_open(settings, engine->clock, engine->seam, &fault);
  if (!fault)
    return TRUE;
  outage_note(engine, OUTAGE_MAILBOX, fault->message);
  g_propagate_error(error, fault);
  return FALSE;
}

gboolean
ends_open_submission(Ends *ends, Engine *engine, GError **error)
{
  const SubmissionSettings *settings = &engine->site->submission;
  GError *fault = NULL;
  if (!settings->url || ends->submission)
    return TRUE;
  ends->submission = submission_open(settings, engine->clock, engine->seam, &fault);
  if (ends->submission) {
    ends->delivery = delivery_new(engine, ends->submission);
    return TRUE;
  }
  outage_note(engine, OUTAGE_SUBMISSION, fault->message);
  g_propagate_error(error, fault);
  return FALSE;
}

gboolean
ends_open(Ends *ends, Engine *engine, GError **error)
{
  GError *second = NULL;
  gboolean mailbox = ends_open_mailbox(ends, engine, error);
  gboolean submission = ends_open_submission(ends, engine, &second);
  if (mailbox && second)
    g_propagate_error(error, second);
  else
    g_clear_error(&second);
  return mailbox && submission;
}

void
ends_open_nowhere(Ends *ends, Engine *engine)
{
  ends->mailbox = mailbox_open_nowhere();
  ends->submission = submission_open_nowhere();
  ends->delivery = delivery_new(engine, ends->submission);
  ends->nowhere = TRUE;
}

void
ends_close(Ends *ends)
{
  delivery_free(ends->delivery);
  submission_close(ends->submission);
  mailbox_close(ends->mailbox);
  *ends = (Ends){ .nowhere = FALSE };
}

/* What may fail in a pass besides its ends; each is over when a pass went without it. */
static const char *const WORKS[] = { OUTAGE_TEMPLATE, OUTAGE_STORE, OUTAGE_PUBLISH, OUTAGE_WORK };

/* What a pass carries between its steps: the first thing that went wrong is kept, the rest goes on. */
typedef struct {
  Engine *engine;
  Ends *ends;
  PassResult *result;
  GError *first;
  guint begun;                       /* mails given to the server while the mailbox was read */
  gboolean published;                /* what changed stands in the folder */
  gboolean unsent;                   /* mail could not be sent */
  char *failed[G_N_ELEMENTS(WORKS)]; /* the first words of each */
} Run;

static void
keep(Run *run, GError *fault)
{
  if (!fault)
    return;
  if (run->first) {
    if (strcmp(fault->message, run->first->message) != 0)
      g_warning("%s", fault->message);
    g_error_free(fault);
  } else {
    run->first = fault;
  }
}

/* Of @fault in one of WORKS, which is then standing still. */
static void
keep_as(Run *run, const char *work, GError *fault)
{
  for (guint i = 0; fault && i < G_N_ELEMENTS(WORKS); i++)
    if (!strcmp(WORKS[i], work) && !run->failed[i])
      run->failed[i] = g_strdup(fault->message);
  keep(run, fault);
}

/* What is not an end's: its code says what it is about. */
static void
keep_work(Run *run, GError *fault)
{
  keep_as(run,
          g_error_matches(fault, FAULT, FAULT_CONFIG) ? OUTAGE_TEMPLATE
          : g_error_matches(fault, FAULT, FAULT_IO)   ? OUTAGE_STORE
                                                      : OUTAGE_WORK,
          fault);
}

/* Whether @fault is the end's own, which a new connection may mend. */
static gboolean
is_of_end(const GError *fault)
{
  return g_error_matches(fault, FAULT, FAULT_UNREACHABLE) || g_error_matches(fault, FAULT, FAULT_LOGIN) ||
         g_error_matches(fault, FAULT, FAULT_LATER);
}

/* What a mail links to is there before the mail is. A folder that cannot be written stops no mail: what it
 * links to comes as soon as it can. */
static void
publish_links(Run *run)
{
  GError *fault = NULL;
  publish_linked(run->engine, &fault);
  keep_as(run, OUTAGE_PUBLISH, fault);
}

/* Sends what is due. How many mails went out; 0 also when the server cannot be used. */
static guint
send_out(Run *run)
{
  GError *fault = NULL;
  guint sent = 0;
  gboolean more = FALSE;
  if (!run->ends->delivery)
    return 0;
  publish_links(run);
  if (!deliver(run->ends->delivery, &sent, &more, &fault)) {
    if (!run->unsent && !run->ends->nowhere)
      outage_note(run->engine, OUTAGE_SUBMISSION, fault->message);
    run->unsent = TRUE;
    run->begun = 0;
    run->result->submission_failed = run->result->submission_failed || is_of_end(fault);
    keep(run, fault);
    return 0;
  }
  if (sent || run->begun)
    outage_clear(run->engine, OUTAGE_SUBMISSION);
  run->result->sent += sent + run->begun;
  run->begun = 0;
  run->result->pause = more ? MAX(1, delivery_wait(run->ends->delivery)) : 0;
  return sent;
}

/* In a window's transaction: what it changed is decided, and what answers it is marked as going out. */
static gboolean
decide_window(gpointer data, GError **error G_GNUC_UNUSED)
{
  Run *run = data;
  decide_some(run->engine);
  if (run->ends->delivery)
    run->begun += delivery_claim_answers(run->ends->delivery);
  return TRUE;
}

/* It goes out while the next window is read. A submission that fails does not stop the fetching. */
static void
send_window(gpointer data)
{
  Run *run = data;
  if (!run->ends->delivery)
    return;
  publish_links(run);
  delivery_start(run->ends->delivery);
}

static void
go_on_sending(gpointer data)
{
  const Run *run = data;
  if (run->ends->delivery)
    delivery_work(run->ends->delivery);
}

/* Whether the disk of the store has room for what may come. */
static gboolean
has_room(const Engine *engine, GError **error)
{
  struct statvfs disk;
  g_autofree char *folder = g_path_get_dirname(engine->site->store);
  if (statvfs(folder, &disk) != 0)
    return TRUE; /* a store that is not there says so itself */
  guint64 room = (guint64) disk.f_bavail * disk.f_frsize, all = (guint64) disk.f_blocks * disk.f_frsize;
  if (room >= MIN((guint64) LEAST_ROOM, all / LEAST_PART))
    return TRUE;
  g_autofree char *left = g_format_size(room);
  g_set_error(error, FAULT, FAULT_IO,
              "%s: the disk is full but for %s: no mail is fetched until there is room", engine->site->store,
              left);
  return FALSE;
}

static gboolean
may_fetch(Run *run)
{
  GError *fault = NULL;
  if (run->ends->nowhere || has_room(run->engine, &fault)) {
    outage_clear(run->engine, OUTAGE_DISK);
    return TRUE;
  }
  outage_note(run->engine, OUTAGE_DISK, fault->message);
  keep(run, fault);
  return FALSE;
}

/* What becomes of the mailbox's own faults, and of others that came while it was read. */
static void
judge_mailbox(Run *run, GError *fault)
{
  PassResult *result = run->result;
  result->mailbox_failed = fault && is_of_end(fault);
  if (result->mailbox_failed && !run->ends->nowhere)
    outage_note(run->engine, OUTAGE_MAILBOX, fault->message);
  else if (result->drained || g_error_matches(fault, FAULT, FAULT_CONFIG))
    outage_clear(run->engine, OUTAGE_MAILBOX);
  result->mailbox_failed ? keep(run, fault) : keep_work(run, fault);
}

static void
drain_mailbox(Run *run)
{
  GError *fault = NULL;
  Engine *engine = run->engine;
  if (!may_fetch(run))
    return;
  gboolean all = (run->ends->nowhere || posted_take(engine, &fault)) && fetch_unread(engine, &fault);
  gboolean held = g_error_matches(fault, FAULT, FAULT_CONFIG);
  keep_work(run, g_steal_pointer(&fault));
  if ((!all && !held) || !run->ends->mailbox)
    return;
  static const FetchSteps steps = { decide_window, send_window, go_on_sending };
  run->result->drained = fetch(engine, run->ends->mailbox, &run->result->waiting, &steps, run, &fault) &&
                         all && fetch_unread(engine, &fault);
  if (run->result->stopped)
    g_clear_error(&fault);
  judge_mailbox(run, fault);
}

static void
obey_office(Run *run)
{
  GError *fault = NULL;
  if (run->engine->orders && !run->engine->orders(run->engine, &fault))
    keep_work(run, fault);
}

/* Deciding queues mails; their taking by the server starts clocks, which is decided again, until nothing is
 * left for now. What is queued goes out, and is decided upon, also when somebody cannot be decided, as with a
 * template that is broken. */
static void
decide_and_send(Run *run)
{
  gboolean sent;
  do {
    GError *fault = NULL;
    if (!run->engine->clock_jumped)
      decide_due(run->engine, &fault);
    keep_work(run, fault);
    sent = send_out(run) > 0;
  } while (sent && engine_step(run->engine));
}

static void
publish_all(Run *run)
{
  GError *fault = NULL;
  if (run->engine->publish_later)
    return;
  run->published = publish(run->engine, &fault) && (run->ends->nowhere || posted_clear(run->engine, &fault));
  keep_as(run, OUTAGE_PUBLISH, fault);
}

/* What stands still is kept, told, and its notice sent. */
static void
be_heard(Run *run)
{
  Engine *engine = run->engine;
  GError *fault = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(WORKS); i++)
    if (run->failed[i])
      outage_note(engine, WORKS[i], run->failed[i]);
    else
      outage_clear(engine, WORKS[i]);
  if (run->result->drained)
    silence_watch(engine);
  outages_tell(engine, run->ends->delivery && !run->unsent, &fault);
  keep(run, fault);
  send_out(run);
}

/* What is kept no longer goes, here and in the mailbox. */
static void
remove_old(Run *run)
{
  GError *fault = NULL;
  if (!removal(run->engine, run->result->mailbox_failed ? NULL : run->ends->mailbox, &fault))
    keep(run, fault);
}

static void
note_end(Run *run)
{
  GError *fault = NULL;
  Store *store = run->engine->store;
  Instant now = clock_now(run->engine->clock);
  store_begin(store);
  store_set_int(store, "last_pass", now);
  store_set_int(store, "mailbox_waits", run->result->waiting);
  if (run->result->drained) {
    store_set_int(store, "mailbox_known", 1);
    store_set_int(store, "last_drained", now);
  }
  run->result->store_lost = !store_commit(store, &fault);
  keep(run, fault);
  fault = NULL;
  if (run->published && !run->ends->nowhere && !metrics_write(run->engine, &fault))
    keep(run, fault);
}

gboolean
pass(Engine *engine, Ends *ends, PassResult *result, GError **error)
{
  Run run = { .engine = engine, .ends = ends, .result = result };
  GError *refused = NULL;
  *result = (PassResult){ .drained = FALSE };
  GError *untold = NULL;
  if (!ends->nowhere && !restore_notice(engine, &untold)) {
    g_propagate_error(error, untold); /* nothing may go out before it is held */
    return FALSE;
  }
  if (!ends->nowhere)
    jump_watch(engine);
  rules_take_up(engine, &refused); /* before what comes in is decided by them */
  keep_work(&run, refused);
  drain_mailbox(&run);
  if (!result->waiting && !result->stopped) {
    obey_office(&run);
    engine->clock_jumped = jump_stands(engine); /* unless the office said that it is right */
    engine->may_chase = result->drained;
    decide_and_send(&run);
    publish_all(&run);
    remove_old(&run);
    engine->may_chase = FALSE;
    if (!ends->nowhere)
      be_heard(&run);
  }
  note_end(&run);
  for (guint i = 0; i < G_N_ELEMENTS(run.failed); i++)
    g_free(run.failed[i]);
  if (run.first)
    g_propagate_error(error, run.first);
  return run.first == NULL;
}

/* What stays due after its pass is tried again with the next window, so that the clock always goes on. */
Instant
pass_next(Engine *engine)
{
  Instant now = clock_now(engine->clock), next = decide_next(engine);
  if (next == INSTANT_NONE || next > now)
    return next;
  return engine_window(engine, work_calendar_add(engine_calendar(engine, 0), clock_today(engine->clock), 1));
}
