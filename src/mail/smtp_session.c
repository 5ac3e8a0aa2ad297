/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MAIL, RCPT, DATA, content: grouped where the server offers PIPELINING (RFC 2920), so that a mail costs one
 * round trip; step by step otherwise. For each envelope it is known whether its final dot left. Does not
 * connect, and tries nothing twice but what a server put off because a connection had carried enough. */
#include "mail/smtp_session.h"
#include "base/clock.h"
#include "base/text.h"
#include "mail/smtp_refusal.h"
#include <string.h>

#define REPLY_PATIENCE (5 * 60000) /* ms; RFC 5321 4.5.3.2 */
#define FINAL_PATIENCE (10 * 60000)
#define REPLY_LINES 200
#define REFUSED_IN_A_ROW 3

/* An envelope under way. */
typedef struct {
  const Envelope *envelope;
  guint64 dot_at;    /* the number of bytes sent when its final dot has left; 0: it was not queued */
  gboolean answered; /* the server said something about it */
  gboolean failed;   /* refused in the phase that counts */
  SendResult result;
  int code;
  gboolean ours;
  char *words;
} Attempt;

typedef struct {
  Phase phase;
  Attempt *attempt; /* NULL for RSET */
} Expected;

struct SmtpSession {
  Wire *wire;
  gboolean over;
  gboolean pipelining, takes_size;
  guint64 size_max; /* 0: not said */
  guint taken;      /* mails */
  GQueue expected;  /* of Expected, in the order of the replies */
  gboolean reset;   /* a transaction was left half done */
  gint64 deadline;
  guint64 moved; /* bytes that had left when the deadline was set */
  gint64 reply_patience, final_patience;
  GString *reply; /* the lines of a reply so far */
  guint lines;
};

/* Extensions in the last EHLO reply that the wire heard: the one after STARTTLS counts, and "220" begins
 * anew. */
static void
read_extensions(SmtpSession *session, const char *said)
{
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strchomp(lines[i]);
    if (g_str_has_prefix(line, "220")) {
      session->pipelining = session->takes_size = FALSE;
      session->size_max = 0;
    }
    if (strncmp(line, "250", 3) || !line[3])
      continue;
    if (!g_ascii_strcasecmp(line + 4, "PIPELINING"))
      session->pipelining = TRUE;
    if (!g_ascii_strncasecmp(line + 4, "SIZE", 4) && (line[8] == ' ' || !line[8])) {
      session->takes_size = TRUE;
      session->size_max = line[8] ? g_ascii_strtoull(line + 9, NULL, 10) : 0;
    }
  }
}

SmtpSession *
smtp_session_new(Wire *wire)
{
  SmtpSession *session = g_new0(SmtpSession, 1);
  session->wire = wire;
  session->reply = g_string_new(NULL);
  session->reply_patience = REPLY_PATIENCE;
  session->final_patience = FINAL_PATIENCE;
  g_queue_init(&session->expected);
  read_extensions(session, wire_said(wire));
  return session;
}

void
smtp_session_free(SmtpSession *session)
{
  if (!session)
    return;
  if (!session->over) {
    wire_put(session->wire, "QUIT\r\n", 6);
    wire_flush(session->wire, NULL);
  }
  wire_free(session->wire);
  g_string_free(session->reply, TRUE);
  g_free(session);
}

Wire *
smtp_session_wire(SmtpSession *session)
{
  return session->wire;
}

gboolean
smtp_session_is_busy(const SmtpSession *session)
{
  return !g_queue_is_empty((GQueue *) &session->expected);
}

gboolean
smtp_session_made_progress(const SmtpSession *session)
{
  return session->taken > 0;
}

gint64
smtp_session_deadline(const SmtpSession *session)
{
  return session->deadline;
}

void
smtp_session_set_patience(SmtpSession *session, gint64 reply, gint64 final_reply)
{
  session->reply_patience = reply;
  session->final_patience = final_reply;
}

static void
renew_deadline(SmtpSession *session)
{
  const Expected *next = g_queue_peek_head(&session->expected);
  gint64 patience = next && next->phase == PHASE_END ? session->final_patience : session->reply_patience;
  session->deadline = next ? clock_monotonic() + patience : G_MAXINT64;
  session->moved = wire_sent(session->wire);
}

static void
attempt_free(Attempt *attempt)
{
  g_free(attempt->words);
  g_free(attempt);
}

static void
expect(SmtpSession *session, Phase phase, Attempt *attempt)
{
  Expected *expected = g_new0(Expected, 1);
  *expected = (Expected){ phase, attempt };
  g_queue_push_tail(&session->expected, expected);
}

G_GNUC_PRINTF(4, 5)
static void
command(SmtpSession *session, Phase phase, Attempt *attempt, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  wire_put(session->wire, text, strlen(text));
  expect(session, phase, attempt);
}

static void
send_mail(SmtpSession *session, Attempt *attempt)
{
  const Envelope *envelope = attempt->envelope;
  if (session->takes_size)
    command(session, PHASE_MAIL, attempt, "MAIL FROM:<%s> SIZE=%" G_GSIZE_FORMAT "\r\n", envelope->sender,
            g_bytes_get_size(envelope->bytes));
  else
    command(session, PHASE_MAIL, attempt, "MAIL FROM:<%s>\r\n", envelope->sender);
}

static void
send_rcpt(SmtpSession *session, Attempt *attempt)
{
  command(session, PHASE_RCPT, attempt, "RCPT TO:<%s>\r\n", attempt->envelope->recipient);
}

/* The content with dots stuffed and every line end CRLF, whatever it was: a lone CR or LF would mean
 * different things to different servers. Then the final dot. */
static void
send_content(SmtpSession *session, Attempt *attempt)
{
  gsize size;
  const char *at = g_bytes_get_data(attempt->envelope->bytes, &size), *end = at + size;
  while (at < end) {
    gsize length = 0;
    while (at + length < end && at[length] != '\r' && at[length] != '\n')
      length++;
    if (*at == '.')
      wire_put(session->wire, ".", 1);
    wire_put(session->wire, at, length);
    wire_put(session->wire, "\r\n", 2);
    at += length;
    at += end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : at < end;
  }
  wire_put(session->wire, ".\r\n", 3);
  attempt->dot_at = wire_queued(session->wire);
  expect(session, PHASE_END, attempt);
}

static void
stop_run(SmtpRun *run, RunStop why, const Attempt *attempt)
{
  if (run->stop != RUN_GOES_ON)
    return;
  run->stop = why;
  run->code = attempt->code;
  g_free(run->last_words);
  run->last_words = g_strdup(attempt->words);
}

/* A server that takes nothing of ours is not asked for each mail anew. */
static void
judge_run(SmtpRun *run, const Attempt *attempt)
{
  if (attempt->result == SEND_SENT)
    run->refused = 0;
  else if (attempt->result == SEND_SLOWER)
    stop_run(run, RUN_TOO_FAST, attempt);
  else if (attempt->result == SEND_REFUSED && attempt->ours && ++run->refused >= REFUSED_IN_A_ROW)
    stop_run(run, RUN_REFUSED, attempt);
}

static void
report(SmtpRun *run, Attempt *attempt)
{
  judge_run(run, attempt);
  if (attempt->result == SEND_SENT)
    seam_durable(run->seam);
  run->done(attempt->envelope, attempt->result, attempt->code, attempt->ours, attempt->words, run->data);
  attempt_free(attempt);
}

/* The next envelope that the server's SIZE allows. */
static Attempt *
next_attempt(SmtpSession *session, SmtpRun *run)
{
  const Envelope *envelope;
  while ((envelope = g_queue_pop_head(&run->waiting))) {
    if (!session->size_max || g_bytes_get_size(envelope->bytes) <= session->size_max) {
      Attempt *attempt = g_new0(Attempt, 1);
      attempt->envelope = envelope;
      return attempt;
    }
    g_autofree char *words = g_strdup_printf(
        "the mail is larger than the server takes (%" G_GUINT64_FORMAT " bytes)", session->size_max);
    run->done(envelope, SEND_REFUSED, 552, TRUE, words, run->data);
  }
  return NULL;
}

static void
begin_next(SmtpSession *session, SmtpRun *run)
{
  if (run->stop != RUN_GOES_ON)
    return;
  gboolean reset = session->reset && !g_queue_is_empty(&run->waiting);
  if (reset) {
    command(session, PHASE_RSET, NULL, "RSET\r\n");
    session->reset = FALSE;
  }
  Attempt *attempt = reset && !session->pipelining ? NULL : next_attempt(session, run);
  if (!attempt)
    return;
  send_mail(session, attempt);
  if (!session->pipelining)
    return;
  send_rcpt(session, attempt);
  command(session, PHASE_DATA, attempt, "DATA\r\n");
}

/* Keeps the first refusal: later ones (503 after a refused MAIL) only follow from it. */
static void
note_failure(Attempt *attempt, Phase phase, int code, const char *words)
{
  if (attempt->failed)
    return;
  attempt->failed = TRUE;
  attempt->code = code;
  SmtpRefusal refusal = smtp_refusal(phase, code, words);
  attempt->result = refusal.result;
  attempt->ours = refusal.ours;
  attempt->words = refusal.words;
}

/* The connection is over: what becomes of everything under way. */
static void
end_session(SmtpSession *session, SmtpRun *run, const char *why)
{
  session->over = TRUE;
  g_autofree char *clean = text_clean(why, -1, 300, FALSE);
  if (run->stop == RUN_GOES_ON) {
    g_free(run->last_words);
    run->last_words = g_strdup(clean);
  }
  Attempt *last = NULL;
  for (Expected *expected; (expected = g_queue_pop_head(&session->expected)); g_free(expected)) {
    Attempt *attempt = expected->attempt;
    if (!attempt || attempt == last)
      continue;
    last = attempt;
    gboolean unsure = !attempt->failed && attempt->dot_at && wire_sent(session->wire) >= attempt->dot_at;
    if (!attempt->failed && !unsure && (session->taken || !attempt->answered)) {
      g_queue_push_tail(&run->waiting, (gpointer) attempt->envelope);
      attempt_free(attempt);
      continue;
    }
    if (!attempt->failed) {
      attempt->result = unsure ? SEND_UNSURE : SEND_LATER;
      attempt->ours = TRUE;
      attempt->words = g_strdup(clean);
    }
    report(run, attempt);
  }
}

void
smtp_session_abandon(SmtpSession *session, SmtpRun *run, const char *why)
{
  end_session(session, run, why);
}

/* 421 anywhere, or "too many messages on this connection" at MAIL (OpenSMTPD: 452 4.5.3): not the mail's
 * failure. */
static gboolean
wants_new_connection(Phase phase, int code, const char *words)
{
  return code == 421 || (phase == PHASE_MAIL && code == 452 && g_str_has_prefix(words, "4.5.3"));
}

/* DATA was answered: content, or the way out of a transaction that has no recipient. */
static void
after_data(SmtpSession *session, SmtpRun *run, Attempt *attempt, int code)
{
  if (code == 354 && !attempt->failed)
    send_content(session, attempt);
  else if (code == 354) { /* RFC 2920 3.1: a server may say so though no recipient was good */
    wire_put(session->wire, ".\r\n", 3);
    expect(session, PHASE_END, attempt);
  } else {
    session->reset = TRUE;
    report(run, attempt);
  }
  if (session->pipelining)
    begin_next(session, run);
}

/* The next step of a transaction that goes step by step. */
static void
after_step(SmtpSession *session, SmtpRun *run, Attempt *attempt, Phase phase)
{
  if (attempt->failed) {
    session->reset = phase != PHASE_MAIL;
    report(run, attempt);
  } else if (phase == PHASE_MAIL)
    send_rcpt(session, attempt);
  else
    command(session, PHASE_DATA, attempt, "DATA\r\n");
}

static void
after_end(SmtpRun *run, SmtpSession *session, Attempt *attempt, int code, const char *words)
{
  if (!attempt->failed && code / 100 == 2) {
    session->taken++;
    attempt->result = SEND_SENT;
    attempt->code = code;
    attempt->words = text_clean(words, -1, 300, FALSE);
  } else
    note_failure(attempt, PHASE_END, code, words);
  report(run, attempt);
}

/* A whole reply. */
static void
take_reply(SmtpSession *session, SmtpRun *run, int code, const char *words)
{
  g_autofree Expected *expected = g_queue_pop_head(&session->expected);
  if (!expected) { /* unasked: 421 before the server closes, or nonsense */
    end_session(session, run, words);
    return;
  }
  Phase phase = expected->phase;
  Attempt *attempt = expected->attempt;
  if (attempt)
    attempt->answered = TRUE;
  gboolean good = code / 100 == (phase == PHASE_DATA ? 3 : 2);
  gboolean leave = wants_new_connection(phase, code, words);
  if (leave && phase != PHASE_END) {
    if (attempt && !session->taken)
      note_failure(attempt, phase, code, words);
    g_queue_push_head(&session->expected, g_steal_pointer(&expected));
    end_session(session, run, words);
    return;
  }
  if (attempt && !good && phase != PHASE_END)
    note_failure(attempt, phase, code, words);
  if (phase == PHASE_END)
    after_end(run, session, attempt, code, words);
  else if (phase == PHASE_DATA)
    after_data(session, run, attempt, code);
  else if (phase != PHASE_RSET && !session->pipelining)
    after_step(session, run, attempt, phase);
  if (leave)
    end_session(session, run, words);
  else if (!smtp_session_is_busy(session))
    begin_next(session, run);
  renew_deadline(session);
}

/* One line of a reply: "250-words" or, the last, "250 words" (RFC 5321 4.2). FALSE: it is none. */
static gboolean
take_line(SmtpSession *session, SmtpRun *run, const char *line)
{
  gboolean is_reply = g_ascii_isdigit(line[0]) && g_ascii_isdigit(line[1]) && g_ascii_isdigit(line[2]) &&
                      (line[3] == ' ' || line[3] == '-' || !line[3]);
  if (!is_reply || ++session->lines > REPLY_LINES)
    return FALSE;
  if (session->reply->len)
    g_string_append_c(session->reply, ' ');
  g_string_append(session->reply, line[3] ? line + 4 : "");
  if (line[3] == '-')
    return TRUE;
  int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
  session->lines = 0;
  take_reply(session, run, code, session->reply->str);
  g_string_truncate(session->reply, 0);
  return TRUE;
}

gboolean
smtp_session_work(SmtpSession *session, SmtpRun *run)
{
  g_autoptr(GError) error = NULL;
  if (!smtp_session_is_busy(session)) {
    begin_next(session, run);
    renew_deadline(session);
  }
  for (gboolean more = TRUE; more && !session->over && !error;) {
    gsize length;
    const char *line =
        wire_flush(session->wire, &error) ? wire_line_now(session->wire, &length, &error) : NULL;
    more = line != NULL;
    if (line && !take_line(session, run, line))
      end_session(session, run, "the server does not keep to SMTP");
  }
  if (error && !session->over)
    end_session(session, run, error->message);
  if (!session->over && wire_sent(session->wire) != session->moved)
    renew_deadline(session);
  return !session->over;
}
