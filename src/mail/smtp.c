/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Submission to an SMTP server: several connections, made side by side, driven by one loop. Connections stay
 * open for the next call. Does not retry later: that is the outbox's. */
#include "base/clock.h"
#include "base/fault.h"
#include "mail/refusals.h"
#include "mail/smtp_session.h"
#include <curl/curl.h>
#include <poll.h>
#include <string.h>

#define CONNECTIONS_MAX 8
#define WORTH_A_CONNECTION 8 /* mails: logging in costs about as many round trips */

typedef struct {
  SubmissionBackend backend;
  const SubmissionSettings *settings;
  Seam *seam;
  SmtpSession *sessions[CONNECTIONS_MAX]; /* NULL: not connected */
  guint most;                             /* connections */
  SmtpRun run;                            /* what was begun */
  guint wanted;                           /* connections for it; 0: nothing is under way */
  gboolean connect;                       /* before it goes on */
  gboolean again;                         /* a connection was lost that is worth making anew */
  gboolean known;                         /* the server took the secret before */
  Secret secret;
} Smtp;

/* One connection in the making, in a thread of its own. */
typedef struct {
  const SubmissionSettings *settings;
  const Secret *secret;
  Wire *wire;
  GError *error;
} Making;

static gpointer
make_connection(gpointer data)
{
  Making *making = data;
  const SubmissionSettings *settings = making->settings;
  WireEnd end = { .url = settings->url,
                  .setting = "submission",
                  .helo = settings->helo,
                  .tls = settings->tls,
                  .ca_file = settings->ca_file,
                  .user = settings->login.user };
  making->wire = wire_connect(&end, making->secret, &making->error);
  return NULL;
}

static gboolean
lacks_any(const Smtp *smtp, guint wanted)
{
  for (guint i = 0; i < wanted; i++)
    if (!smtp->sessions[i])
      return TRUE;
  return FALSE;
}

/* Fills up to @wanted places. FALSE when none could be filled and none was. */
static gboolean
fill_places(Smtp *smtp, guint wanted, const Secret *secret, GError **error)
{
  Making makings[CONNECTIONS_MAX];
  GThread *threads[CONNECTIONS_MAX] = { NULL };
  guint standing = 0;
  for (guint i = 0; i < wanted; i++) {
    makings[i] = (Making){ .settings = smtp->settings, .secret = secret };
    if (!smtp->sessions[i])
      threads[i] = g_thread_new("smtp", make_connection, &makings[i]);
  }
  g_autoptr(GError) why = NULL;
  for (guint i = 0; i < wanted; i++) {
    if (threads[i])
      g_thread_join(threads[i]);
    if (makings[i].wire)
      smtp->sessions[i] = smtp_session_new(makings[i].wire);
    standing += smtp->sessions[i] != NULL;
    if (makings[i].error && !why)
      why = g_steal_pointer(&makings[i].error);
    g_clear_error(&makings[i].error);
  }
  if (!standing)
    g_propagate_error(error, g_steal_pointer(&why));
  else if (why)
    g_message("fewer connections than wanted: %s", why->message);
  return standing > 0;
}

/* The secret is fetched when it is first needed, and a token that is refused is renewed once. */
static gboolean
connect_sessions(Smtp *smtp, guint wanted, Secret *secret, GError **error)
{
  const Login *login = &smtp->settings->login;
  g_autoptr(GError) refusal = NULL;
  if (lacks_any(smtp, wanted) && login->user && !secret->text &&
      !login_fetch(login, "submission", secret, error))
    return FALSE;
  /* The first time one connection goes ahead: four wrong passwords at once come close to a locked account. */
  guint ahead = login->user && !smtp->known ? 1 : wanted;
  smtp->known = fill_places(smtp, ahead, secret, &refusal);
  if (!smtp->known && login_renew(login, "submission", secret, refusal)) {
    g_clear_error(&refusal);
    smtp->known = fill_places(smtp, ahead, secret, &refusal);
  }
  if (!smtp->known)
    g_propagate_error(error, g_steal_pointer(&refusal));
  return smtp->known && (ahead == wanted || fill_places(smtp, wanted, secret, error));
}

static void
wait_for_any(Smtp *smtp)
{
  struct pollfd fds[CONNECTIONS_MAX];
  nfds_t count = 0;
  gint64 deadline = G_MAXINT64;
  for (guint i = 0; i < CONNECTIONS_MAX; i++) {
    SmtpSession *session = smtp->sessions[i];
    if (!session || !smtp_session_is_busy(session))
      continue;
    Wire *wire = smtp_session_wire(session);
    gboolean sending = wire_sent(wire) < wire_queued(wire);
    fds[count++] = (struct pollfd){ wire_fd(wire), (short) (POLLIN | (sending ? POLLOUT : 0)), 0 };
    deadline = MIN(deadline, smtp_session_deadline(session));
  }
  poll(fds, count, (int) CLAMP(deadline - clock_monotonic(), 0, G_MAXINT));
}

/* One round over the connections; TRUE while something is under way. *again: one is over that is worth making
 * anew. */
static gboolean
work_all(Smtp *smtp, SmtpRun *run, gboolean *again)
{
  gboolean busy = FALSE;
  for (guint i = 0; i < CONNECTIONS_MAX; i++) {
    SmtpSession *session = smtp->sessions[i];
    if (!session)
      continue;
    gboolean stands = smtp_session_work(session, run);
    if (stands && smtp_session_is_busy(session) && clock_monotonic() >= smtp_session_deadline(session)) {
      smtp_session_abandon(session, run, "the server did not answer in time");
      stands = FALSE;
    }
    busy = busy || (stands && smtp_session_is_busy(session));
    if (stands)
      continue;
    *again = *again || smtp_session_made_progress(session);
    smtp_session_free(session);
    smtp->sessions[i] = NULL;
  }
  return busy;
}

/* A connection that took nothing is not kept: were it to fail the next time, nobody would know whether it
 * ever worked. */
static void
close_unused(Smtp *smtp)
{
  for (guint i = 0; i < CONNECTIONS_MAX; i++)
    if (smtp->sessions[i] && !smtp_session_made_progress(smtp->sessions[i]))
      smtp_session_free(g_steal_pointer(&smtp->sessions[i]));
}

static void
smtp_set_connections(SubmissionBackend *backend, guint connections)
{
  Smtp *smtp = (Smtp *) backend;
  smtp->most = CLAMP(connections, 1, CONNECTIONS_MAX);
  for (guint i = smtp->most; i < CONNECTIONS_MAX && !smtp->wanted; i++)
    g_clear_pointer(&smtp->sessions[i], smtp_session_free);
}

static gboolean
smtp_send(SubmissionBackend *backend, GPtrArray *envelopes, SendDone done, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Smtp *smtp = (Smtp *) backend;
  smtp->wanted = MIN(smtp->most, (envelopes->len + WORTH_A_CONNECTION - 1) / WORTH_A_CONNECTION);
  smtp->connect = TRUE;
  smtp->run = (SmtpRun){ .waiting = G_QUEUE_INIT, .done = done, .data = data, .seam = smtp->seam };
  for (guint i = 0; i < envelopes->len; i++)
    g_queue_push_tail(&smtp->run.waiting, envelopes->pdata[i]);
  return TRUE;
}

static void
end_run(Smtp *smtp)
{
  close_unused(smtp);
  login_wipe(&smtp->secret);
  g_queue_clear(&smtp->run.waiting);
  g_clear_pointer(&smtp->run.last_words, g_free);
  smtp->wanted = 0;
}

static void
say_stopped(const Smtp *smtp, GError **error)
{
  const SmtpRun *run = &smtp->run;
  if (run->stop == RUN_TOO_FAST) {
    g_set_error(error, FAULT, FAULT_LATER, "%s asks for less mail at a time: %d %s", smtp->settings->url,
                run->code, run->last_words);
  } else {
    g_autofree char *words = refusal_of_ours(smtp->settings->url, run->code, run->last_words);
    g_set_error_literal(error, FAULT, FAULT_LATER, words);
  }
}

/* Nothing is under way any more: all is sent, or connections are to be made anew because the last ones were
 * of some use. */
static gboolean
pause_run(Smtp *smtp, GError **error)
{
  gboolean left = !g_queue_is_empty(&smtp->run.waiting);
  gboolean stopped = smtp->run.stop != RUN_GOES_ON;
  smtp->connect = left && smtp->again && !stopped;
  smtp->again = FALSE;
  if (smtp->connect)
    return TRUE;
  if (stopped)
    say_stopped(smtp, error);
  else if (left)
    g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s took no more mail: %s", smtp->settings->url,
                smtp->run.last_words);
  end_run(smtp);
  return !left && !stopped;
}

static gboolean
smtp_work(SubmissionBackend *backend, gboolean wait, GError **error)
{
  Smtp *smtp = (Smtp *) backend;
  while (smtp->wanted) {
    if (smtp->connect && !connect_sessions(smtp, smtp->wanted, &smtp->secret, error)) {
      end_run(smtp);
      return FALSE;
    }
    smtp->connect = FALSE;
    gboolean busy = work_all(smtp, &smtp->run, &smtp->again);
    if (busy && !wait)
      return TRUE;
    if (busy)
      wait_for_any(smtp);
    else if (!pause_run(smtp, error))
      return FALSE;
  }
  return TRUE;
}

static void
smtp_close(SubmissionBackend *backend)
{
  Smtp *smtp = (Smtp *) backend;
  if (smtp->wanted)
    end_run(smtp);
  for (guint i = 0; i < CONNECTIONS_MAX; i++)
    smtp_session_free(smtp->sessions[i]);
  g_free(smtp);
  curl_global_cleanup();
}

SubmissionBackend *
smtp_open(const SubmissionSettings *settings, Seam *seam, GError **error)
{
  static const SubmissionKind kind = {
    .send = smtp_send, .work = smtp_work, .set_connections = smtp_set_connections, .close = smtp_close
  };
  if (!g_str_has_prefix(settings->url, "smtp://") && !g_str_has_prefix(settings->url, "smtps://")) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the url of submission begins with smtps://, smtp:// or maildir:, not as in %s",
                settings->url);
    return NULL;
  }
  Smtp *smtp = g_new0(Smtp, 1);
  smtp->backend.kind = &kind;
  smtp->settings = settings;
  smtp->most = CLAMP(settings->connections, 1, CONNECTIONS_MAX);
  smtp->seam = seam;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return &smtp->backend;
}
