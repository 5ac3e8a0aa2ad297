/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives both ends for the tests against real servers. Options set what the site file would; the commands
 * are:
 *
 * fetch [--junk] [--since SECONDS] [--state VALIDITY.UID] [--move]: one line a message, then the end.
 *
 * wait SECONDS: fetches, waits, says how that ended, fetches again.
 *
 * again: logs in to the mailbox twice; how the first went does not matter.
 *
 * send FILE SENDER RECIPIENT...: one line an envelope.
 *
 * Its exit status is the fault's. */
#include "base/fault.h"
#include "mail/mailbox.h"
#include "mail/submission.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *url, *user, *password_file, *ca_file, *processed, *junk, *state, *helo, *token_url, *client_id;
  char *client_secret_file, *refresh_token_file, *grant, *token_ca_file;
  char **password_command, **token_command;
  gboolean clear, from_junk, move, quiet;
  gint64 since;
  int connections, times;
  LoginKept *kept;
  Clock *clock;
  Seam *seam;
} Driver;

static Login
login_of(const Driver *driver)
{
  return (Login){ .user = driver->user,
                  .password_file = driver->password_file,
                  .password_command = driver->password_command,
                  .token_command = driver->token_command,
                  .token_url = driver->token_url,
                  .client_id = driver->client_id,
                  .client_secret_file = driver->client_secret_file,
                  .grant = driver->grant,
                  .refresh_token_file = driver->refresh_token_file,
                  .token_ca_file = driver->token_ca_file,
                  .kept = driver->kept };
}

static void
show(const Driver *driver, const MailboxMessage *message)
{
  if (driver->quiet)
    return;
  g_autofree char *sum =
      message->bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, message->bytes) : g_strdup("none");
  printf("message %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", message->key, message->size,
         message->arrival, sum);
}

static gboolean
drain(const Driver *driver, Mailbox *mailbox, GError **error)
{
  guint messages = 0, windows = 0;
  for (;; windows++) {
    g_autoptr(GPtrArray) window = mailbox_next(mailbox, error);
    if (!window)
      return FALSE;
    if (!window->len)
      break;
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; i < window->len; i++) {
      const MailboxMessage *message = window->pdata[i];
      show(driver, message);
      g_ptr_array_add(keys, message->key);
    }
    messages += window->len;
    if (driver->move && !mailbox_processed(mailbox, keys, error))
      return FALSE;
  }
  if (!mailbox_end(mailbox, error))
    return FALSE;
  printf("end %u messages %u windows %" G_GUINT64_FORMAT " durable\n", messages, windows,
         seam_count(driver->seam));
  return TRUE;
}

static Mailbox *
open_mailbox(const Driver *driver, MailboxSettings *settings, GError **error)
{
  *settings = (MailboxSettings){ .url = driver->url,
                                 .login = login_of(driver),
                                 .tls = !driver->clear,
                                 .ca_file = driver->ca_file,
                                 .processed = driver->processed,
                                 .junk = driver->junk };
  return mailbox_open(settings, driver->clock, driver->seam, error);
}

static gboolean
fetch(const Driver *driver, GError **error)
{
  MailboxSettings settings;
  MailboxState state = { 0 };
  g_autoptr(Mailbox) mailbox = open_mailbox(driver, &settings, error);
  if (!mailbox)
    return FALSE;
  if (driver->state)
    sscanf(driver->state, "%u.%u", &state.uidvalidity, &state.last_uid);
  for (int i = 0; i < driver->times; i++) {
    if (!mailbox_begin(mailbox, driver->from_junk ? FOLDER_JUNK : FOLDER_INBOX, &state,
                       driver->since ? driver->since : INSTANT_NONE, error))
      return FALSE;
    printf("folder %u holds %u, after %u\n", state.uidvalidity, state.messages, state.last_uid);
    if (!drain(driver, mailbox, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
wait_for(const Driver *driver, const char *seconds, GError **error)
{
  MailboxSettings settings;
  MailboxState state = { 0 };
  g_autoptr(Mailbox) mailbox = open_mailbox(driver, &settings, error);
  if (!mailbox || !mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, error) ||
      !drain(driver, mailbox, error))
    return FALSE;
  fflush(stdout);
  gint64 start = clock_monotonic();
  if (!mailbox_wait(mailbox, (guint) atoi(seconds), 0, error))
    return FALSE;
  printf("waited %s\n", clock_monotonic() - start >= atoi(seconds) * 1000 ? "in vain" : "and was woken");
  return mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, error) && drain(driver, mailbox, error);
}

static gboolean
log_in_twice(const Driver *driver, GError **error)
{
  MailboxSettings settings;
  g_autoptr(GError) ignored = NULL;
  mailbox_close(open_mailbox(driver, &settings, &ignored));
  g_autoptr(Mailbox) mailbox = open_mailbox(driver, &settings, error);
  return mailbox != NULL;
}

static void
sent(const Envelope *envelope, SendResult result, int code, gboolean ours, const char *words, gpointer data)
{
  static const char *const names[] = { "sent", "refused", "later", "unsure", "slower" };
  const Driver *driver = data;
  if (!driver->quiet)
    printf("%s %s %d %s %s\n", envelope->recipient, names[result], code, ours ? "ours" : "theirs", words);
}

static gboolean
send_mails(Driver *driver, char **arguments, GError **error)
{
  char *contents;
  gsize size;
  if (!g_file_get_contents(arguments[0], &contents, &size, error))
    return FALSE;
  g_autoptr(GBytes) bytes = g_bytes_new_take(contents, size);
  SubmissionSettings settings = { .url = driver->url,
                                  .login = login_of(driver),
                                  .tls = !driver->clear,
                                  .ca_file = driver->ca_file,
                                  .helo = driver->helo,
                                  .connections = (guint) driver->connections };
  g_autoptr(Submission) submission = submission_open(&settings, driver->clock, driver->seam, error);
  g_autoptr(GPtrArray) envelopes = g_ptr_array_new_with_free_func(g_free);
  for (char **recipient = arguments + 2; *recipient; recipient++)
    for (int i = 0; i < driver->times; i++) {
      Envelope *envelope = g_new0(Envelope, 1);
      *envelope = (Envelope){ (gint64) envelopes->len, arguments[1], *recipient, bytes };
      g_ptr_array_add(envelopes, envelope);
    }
  gboolean good = submission && submission_send(submission, envelopes, sent, driver, error);
  if (good)
    printf("end %" G_GUINT64_FORMAT " durable\n", seam_count(driver->seam));
  return good;
}

static gboolean
run(Driver *driver, int argc, char **argv, GError **error)
{
  if (argc == 2 && !strcmp(argv[1], "fetch"))
    return fetch(driver, error);
  if (argc == 3 && !strcmp(argv[1], "wait"))
    return wait_for(driver, argv[2], error);
  if (argc == 2 && !strcmp(argv[1], "again"))
    return log_in_twice(driver, error);
  if (argc >= 5 && !strcmp(argv[1], "send"))
    return send_mails(driver, argv + 2, error);
  g_set_error(error, FAULT, FAULT_USAGE, "fetch, wait SECONDS, or send FILE SENDER RECIPIENT...");
  return FALSE;
}

static void
driver_clear(Driver *driver)
{
  char *texts[] = { driver->url,
                    driver->user,
                    driver->password_file,
                    driver->ca_file,
                    driver->processed,
                    driver->junk,
                    driver->state,
                    driver->helo,
                    driver->token_url,
                    driver->client_id,
                    driver->client_secret_file,
                    driver->refresh_token_file,
                    driver->grant,
                    driver->token_ca_file };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(texts[i]);
  g_strfreev(driver->password_command);
  g_strfreev(driver->token_command);
  login_kept_free(driver->kept);
  clock_free(driver->clock);
  seam_free(driver->seam);
}

int
main(int argc, char **argv)
{
  Driver driver = { .connections = 1, .times = 1 };
  const GOptionEntry options[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &driver.url, NULL, NULL },
    { "user", 0, 0, G_OPTION_ARG_STRING, &driver.user, NULL, NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &driver.password_file, NULL, NULL },
    { "password-command", 0, 0, G_OPTION_ARG_STRING_ARRAY, &driver.password_command, NULL, NULL },
    { "token-command", 0, 0, G_OPTION_ARG_STRING_ARRAY, &driver.token_command, NULL, NULL },
    { "token-url", 0, 0, G_OPTION_ARG_STRING, &driver.token_url, NULL, NULL },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &driver.client_id, NULL, NULL },
    { "client-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &driver.client_secret_file, NULL, NULL },
    { "refresh-token-file", 0, 0, G_OPTION_ARG_FILENAME, &driver.refresh_token_file, NULL, NULL },
    { "grant", 0, 0, G_OPTION_ARG_STRING, &driver.grant, NULL, NULL },
    { "token-ca-file", 0, 0, G_OPTION_ARG_FILENAME, &driver.token_ca_file, NULL, NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &driver.ca_file, NULL, NULL },
    { "processed", 0, 0, G_OPTION_ARG_FILENAME, &driver.processed, NULL, NULL },
    { "junk-folder", 0, 0, G_OPTION_ARG_STRING, &driver.junk, NULL, NULL },
    { "helo", 0, 0, G_OPTION_ARG_STRING, &driver.helo, NULL, NULL },
    { "connections", 0, 0, G_OPTION_ARG_INT, &driver.connections, NULL, NULL },
    { "times", 0, 0, G_OPTION_ARG_INT, &driver.times, NULL, NULL },
    { "state", 0, 0, G_OPTION_ARG_STRING, &driver.state, NULL, NULL },
    { "since", 0, 0, G_OPTION_ARG_INT64, &driver.since, NULL, NULL },
    { "clear", 0, 0, G_OPTION_ARG_NONE, &driver.clear, NULL, NULL },
    { "junk", 0, 0, G_OPTION_ARG_NONE, &driver.from_junk, NULL, NULL },
    { "move", 0, 0, G_OPTION_ARG_NONE, &driver.move, NULL, NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &driver.quiet, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new("COMMAND");
  g_option_context_add_main_entries(context, options, NULL);
  driver.clock = clock_new("Europe/London", NULL);
  driver.seam = seam_new();
  driver.kept = login_kept_new();
  gboolean good = g_option_context_parse(context, &argc, &argv, &error) && run(&driver, argc, argv, &error);
  if (!good)
    fprintf(stderr, "%s\n", error->message);
  driver_clear(&driver);
  return good ? 0 : fault_exit_status(error);
}
