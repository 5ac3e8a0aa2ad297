/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mailbox on an IMAP server: connecting, choosing a folder, waiting. libcurl logs in; everything after that
 * is spoken here. Does not retry, but for an access token that expired while nothing was under way. */
#include "mail/imap.h"
#include "base/fault.h"
#include "mail/refusals.h"
#include <curl/curl.h>
#include <malloc.h>
#include <string.h>

#define IDLE_ROUND 600000 /* ms; routers forget quiet connections, servers after 30 minutes (RFC 2177) */

static gboolean
refuse(GError **error, Fault fault, const Imap *imap, const char *what, const char *words)
{
  g_set_error(error, FAULT, fault, "%s %s: %s", wire_server(imap->wire), what, words);
  return FALSE;
}

/* Makes sure that the folder for what is done exists. */
static gboolean
create_processed(Imap *imap, GError **error)
{
  if (!imap->settings->processed)
    return TRUE;
  g_autofree char *folder = imap_quote(imap->settings->processed, error);
  if (!folder)
    return FALSE;
  CommandState state;
  g_autofree char *list = g_strconcat("LIST \"\" ", folder, NULL);
  imap->listed = 0;
  if (!imap_run(imap, list, &state, NULL, error))
    return FALSE;
  if (imap->listed)
    return TRUE;
  g_autofree char *create = g_strconcat("CREATE ", folder, NULL);
  g_autofree char *words = NULL;
  if (!imap_run(imap, create, &state, &words, error))
    return FALSE;
  if (state == COMMAND_OK || strstr(words, "[ALREADYEXISTS]"))
    return TRUE;
  return refuse(error, FAULT_CONFIG, imap, "cannot create the folder that `processed` of mailbox names",
                words);
}

static gboolean
connect_and_prepare(Imap *imap, GError **error)
{
  const MailboxSettings *settings = imap->settings;
  Secret secret = { NULL, FALSE };
  if (settings->login.user && !login_fetch(&settings->login, "mailbox", &secret, error))
    return FALSE;
  WireEnd end = { .url = settings->url,
                  .setting = "mailbox",
                  .tls = settings->tls,
                  .ca_file = settings->ca_file,
                  .user = settings->login.user };
  g_autoptr(GError) refusal = NULL;
  imap->wire = wire_connect(&end, &secret, &refusal);
  if (!imap->wire && login_renew(&settings->login, "mailbox", &secret, refusal)) {
    g_clear_error(&refusal);
    imap->wire = wire_connect(&end, &secret, &refusal);
  }
  login_wipe(&secret);
  if (!imap->wire) {
    g_propagate_error(error, g_steal_pointer(&refusal));
    return FALSE;
  }
  /* CAPABILITY first: what comes before its answer may be torn, for libcurl keeps what it read behind the
   * login. The next command does not wait for it. */
  Command *capability = imap_send(imap, COMMAND_PLAIN, "CAPABILITY");
  if (create_processed(imap, error) && imap_await(imap, capability, error)) {
    imap_command_free(imap, capability);
    return TRUE;
  }
  imap_drop(imap);
  return FALSE;
}

/* NULL: the site names none. */
static const char *
folder_name(const Imap *imap, Folder folder)
{
  return folder == FOLDER_INBOX  ? imap->inbox
         : folder == FOLDER_JUNK ? imap->settings->junk
                                 : imap->settings->processed;
}

/* SELECT; *there is FALSE when there is no such folder. */
static gboolean
select_folder(Imap *imap, Folder folder, gboolean *there, GError **error)
{
  g_autofree char *name = imap_quote(folder_name(imap, folder), error);
  if (!name)
    return FALSE;
  g_autofree char *text = g_strconcat("SELECT ", name, NULL);
  g_autofree char *words = NULL;
  CommandState state;
  imap->selected = FALSE;
  imap->uidvalidity = imap->uid_next = imap->exists = 0;
  if (!imap_run(imap, text, &state, &words, error))
    return FALSE;
  *there = imap->selected = state == COMMAND_OK;
  imap->news = FALSE;
  imap->folder = folder;
  if (state == COMMAND_OK && !imap->uidvalidity)
    return refuse(error, FAULT_UNREACHABLE, imap, "cannot be used", "it gives no UIDVALIDITY");
  if (state == COMMAND_OK)
    return TRUE;
  const Refusal *known = refusal_find(words);
  g_autofree char *explained = refusal_explained(words);
  if (known && (known->fault == FAULT_LATER || known->fault == FAULT_LOGIN))
    return refuse(error, known->fault, imap,
                  known->fault == FAULT_LATER ? "asks to try again later" : "gives no access to the mailbox",
                  explained);
  return folder != FOLDER_INBOX ||
         refuse(error, FAULT_CONFIG, imap, "cannot open the folder in the url of mailbox", words);
}

static gboolean
begin_once(Imap *imap, Folder folder, MailboxState *state, Instant since, GError **error)
{
  gboolean there = FALSE;
  if (!imap_await_all(imap, error))
    return FALSE;
  imap_forget_plan(imap);
  state->messages = 0;
  if (folder_name(imap, folder) && !select_folder(imap, folder, &there, error))
    return FALSE;
  if (there && state->uidvalidity != imap->uidvalidity)
    *state = (MailboxState){ .uidvalidity = imap->uidvalidity };
  if (!there)
    imap->exists = 0;
  if (folder == FOLDER_INBOX)
    imap->inbox_next = imap->uid_next;
  state->messages = imap->exists;
  imap->after = state->last_uid;
  imap->since = since;
  return imap_plan(imap, error);
}

static gboolean
imap_begin(MailboxBackend *backend, Folder folder, MailboxState *state, Instant since, GError **error)
{
  Imap *imap = (Imap *) backend;
  g_autoptr(GError) why = NULL;
  if (imap->wire && begin_once(imap, folder, state, since, &why))
    return TRUE;
  if (!imap->expired) {
    if (why)
      g_propagate_error(error, g_steal_pointer(&why));
    else
      g_set_error(error, FAULT, FAULT_UNREACHABLE, "the connection to the mailbox is lost");
    return FALSE;
  }
  imap->expired = FALSE; /* as with Exchange, every hour: a new token, once */
  return connect_and_prepare(imap, error) && begin_once(imap, folder, state, since, error);
}

/* One IDLE (RFC 2177) that ends with news, @wake, or at @until. *again: the time was up and nothing else. */
static gboolean
idle_once(Imap *imap, gint64 until, int wake, gboolean *again, GError **error)
{
  imap->continued = FALSE;
  Command *command = imap_send(imap, COMMAND_PLAIN, "IDLE");
  while (!imap->continued && command->state == COMMAND_SENT)
    if (!imap_step(imap, error))
      return FALSE;
  *again = imap->continued;
  while (!imap->news && command->state == COMMAND_SENT && clock_monotonic() < until) {
    if (!wire_ready(imap->wire) && !mailbox_poll(wire_fd(imap->wire), wake, until - clock_monotonic())) {
      *again = clock_monotonic() >= until;
      break;
    }
    if (wire_ready(imap->wire) && !imap_step(imap, error))
      return FALSE;
  }
  imap->can_idle = imap->can_idle && imap->continued;
  if (imap->continued)
    wire_put(imap->wire, "DONE\r\n", 6);
  if (!imap_await(imap, command, error))
    return FALSE;
  imap_command_free(imap, command);
  *again = *again && !imap->news;
  return TRUE;
}

static gboolean
wait_for_news(Imap *imap, guint seconds, int wake, GError **error)
{
  gint64 end = clock_monotonic() + (gint64) seconds * 1000;
  gboolean there, again = TRUE;
  if (!imap->wire) {
    g_set_error(error, FAULT, FAULT_UNREACHABLE, "the connection to the mailbox is lost");
    return FALSE;
  }
  if (!imap_await_all(imap, error))
    return FALSE;
  if (!imap->selected || imap->folder != FOLDER_INBOX) {
    imap_forget_plan(imap);
    if (!select_folder(imap, FOLDER_INBOX, &there, error))
      return FALSE;
    imap->news = imap->uid_next > imap->inbox_next;
  }
  while (again && imap->can_idle && !imap->news && clock_monotonic() < end)
    if (!idle_once(imap, MIN(end, clock_monotonic() + IDLE_ROUND), wake, &again, error))
      return FALSE;
  if (!imap->can_idle && !imap->news)
    mailbox_poll(-1, wake, end - clock_monotonic());
  return TRUE;
}

static gboolean
imap_wait(MailboxBackend *backend, guint seconds, int wake, GError **error)
{
  Imap *imap = (Imap *) backend;
  g_autoptr(GError) why = NULL;
  if (wait_for_news(imap, seconds, wake, &why))
    return TRUE;
  if (imap->expired) /* the next begin connects with a new token: no fault, it happens every hour */
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&why));
  return FALSE;
}

static void
imap_close(MailboxBackend *backend)
{
  Imap *imap = (Imap *) backend;
  if (imap->wire) {
    imap_command_free(imap, imap_send(imap, COMMAND_PLAIN, "LOGOUT"));
    wire_flush(imap->wire, NULL);
  }
  imap_drop(imap);
  imap_answer_clear(&imap->answer);
  g_hash_table_unref(imap->commands);
  g_free(imap->inbox);
  g_free(imap);
  curl_global_cleanup();
}

/* The folder in the URL's path, INBOX if there is none. */
static char *
folder_of(const char *url)
{
  const char *host = strstr(url, "://");
  const char *path = host ? strchr(host + 3, '/') : NULL;
  char *folder = path && path[1] ? g_uri_unescape_string(path + 1, NULL) : NULL;
  return folder ? folder : g_strdup("INBOX");
}

MailboxBackend *
imap_open(const MailboxSettings *settings, Seam *seam, GError **error)
{
  static const MailboxKind kind = { .begin = imap_begin,
                                    .next = imap_next,
                                    .processed = imap_processed,
                                    .remove = imap_remove,
                                    .end = imap_end,
                                    .wait = imap_wait,
                                    .close = imap_close };
  if (!g_str_has_prefix(settings->url, "imap://") && !g_str_has_prefix(settings->url, "imaps://")) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the url of mailbox begins with imaps://, imap:// or maildir:, not as in %s", settings->url);
    return NULL;
  }
  Imap *imap = g_new0(Imap, 1);
  imap->backend.kind = &kind;
  imap->settings = settings;
  imap->seam = seam;
  imap->inbox = folder_of(settings->url);
  imap->commands = g_hash_table_new(NULL, NULL);
  imap_answer_init(&imap->answer);
  g_queue_init(&imap->windows);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  /* Windows come and go: giving their pages back in between costs a tenth of the speed (measured). */
  mallopt(M_TRIM_THRESHOLD, 4 * (int) MAILBOX_WINDOW_BYTES);
  if (connect_and_prepare(imap, error))
    return &imap->backend;
  imap_close(&imap->backend);
  return NULL;
}
