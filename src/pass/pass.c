/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of one pass. Each step is a file of its own. */
#include "pass/pass.h"
#include "base/fault.h"
#include "pass/decide/decide.h"
#include "pass/decide/rules.h"
#include "pass/fetch.h"
#include "pass/publish/publish.h"
#include <string.h>

gboolean
ends_open(Ends *ends, Engine *engine, GError **error)
{
  const Site *site = engine->site;
  g_autoptr(GError) first = NULL, second = NULL;
  if (site->mailbox.url && store_get_int(engine->store, "mailbox_known", 0) &&
      mailbox_is_missing(&site->mailbox))
    g_set_error(&first, FAULT, FAULT_UNREACHABLE, "%s is not there any more: was it moved?",
                site->mailbox.url);
  else if (site->mailbox.url)
    ends->mailbox = mailbox_open(&site->mailbox, engine->clock, engine->seam, &first);
  if (site->submission.url)
    ends->submission = submission_open(&site->submission, engine->clock, engine->seam, &second);
  if (ends->submission)
    ends->delivery = delivery_new(engine, ends->submission);
  if (!first && !second)
    return TRUE;
  g_propagate_error(error, first ? g_steal_pointer(&first) : g_steal_pointer(&second));
  return FALSE;
}

void
ends_open_nowhere(Ends *ends, Engine *engine)
{
  ends->mailbox = mailbox_open_nowhere();
  ends->submission = submission_open_nowhere();
  ends->delivery = delivery_new(engine, ends->submission);
}

void
ends_close(Ends *ends)
{
  delivery_free(ends->delivery);
  submission_close(ends->submission);
  mailbox_close(ends->mailbox);
  *ends = (Ends){ NULL, NULL, NULL };
}

/* What a pass carries between its steps: the first thing that went wrong is kept, the rest goes on. */
typedef struct {
  Engine *engine;
  Ends *ends;
  PassResult *result;
  GError *first;
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

/* Whether @fault is the end's own, which a new connection may mend. */
static gboolean
is_of_end(const GError *fault)
{
  return g_error_matches(fault, FAULT, FAULT_UNREACHABLE) || g_error_matches(fault, FAULT, FAULT_LOGIN) ||
         g_error_matches(fault, FAULT, FAULT_LATER);
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
  if (!deliver(run->ends->delivery, &sent, &more, &fault)) {
    run->result->submission_failed = run->result->submission_failed || is_of_end(fault);
    keep(run, fault);
    return 0;
  }
  run->result->sent += sent;
  run->result->pause = more ? MAX(1, delivery_wait(run->ends->delivery)) : 0;
  return sent;
}

/* In a window's transaction: what it changed is decided, and what answers it is marked as going out. */
static gboolean
decide_window(gpointer data, GError **error G_GNUC_UNUSED)
{
  Run *run = data;
  gboolean more;
  decide_some(run->engine);
  if (run->ends->delivery)
    delivery_claim(run->ends->delivery, &more);
  return TRUE;
}

/* It goes out while the next window is read. A submission that fails does not stop the fetching. */
static void
send_window(gpointer data)
{
  const Run *run = data;
  if (run->ends->delivery)
    delivery_start(run->ends->delivery);
}

static void
go_on_sending(gpointer data)
{
  const Run *run = data;
  if (run->ends->delivery)
    delivery_work(run->ends->delivery);
}

static void
drain_mailbox(Run *run)
{
  GError *fault = NULL;
  Engine *engine = run->engine;
  if (!fetch_unread(engine, &fault)) {
    keep(run, fault);
    return;
  }
  if (!run->ends->mailbox)
    return;
  static const FetchSteps steps = { decide_window, send_window, go_on_sending };
  run->result->drained = fetch(engine, run->ends->mailbox, &run->result->waiting, &steps, run, &fault) &&
                         fetch_unread(engine, &fault);
  if (run->result->stopped)
    g_clear_error(&fault);
  run->result->mailbox_failed = fault && is_of_end(fault);
  keep(run, fault);
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
    decide_due(run->engine, &fault);
    keep(run, fault);
    sent = send_out(run) > 0;
  } while (sent && engine_step(run->engine));
}

static void
publish_all(Run *run)
{
  GError *fault = NULL;
  if (!publish(run->engine, &fault))
    keep(run, fault);
}

static void
note_end(Run *run)
{
  GError *fault = NULL;
  Store *store = run->engine->store;
  store_begin(store);
  store_set_int(store, "last_pass", clock_now(run->engine->clock));
  if (run->result->drained)
    store_set_int(store, "mailbox_known", 1);
  store_set(store, "last_fault", run->first ? run->first->message : "");
  if (!store_commit(store, &fault))
    keep(run, fault);
}

gboolean
pass(Engine *engine, Ends *ends, PassResult *result, GError **error)
{
  Run run = { engine, ends, result, NULL };
  GError *refused = NULL;
  *result = (PassResult){ .drained = FALSE };
  rules_take_up(engine, &refused); /* before what comes in is decided by them */
  keep(&run, refused);
  drain_mailbox(&run);
  if (!result->waiting && !result->stopped) {
    engine->may_chase = result->drained;
    decide_and_send(&run);
    publish_all(&run);
    engine->may_chase = FALSE;
  }
  note_end(&run);
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
