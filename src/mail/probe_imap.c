/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mailbox, looked at by one command after the other: no speed is wanted here, and the client that works
 * the mailbox (imap.c) is left as it is. */
#include "base/fault.h"
#include "base/text.h"
#include "mail/imap_answer.h"
#include "mail/probe.h"
#include "mail/probe_wire.h"
#include "mail/refusals.h"
#include <curl/curl.h>
#include <string.h>

#define HEADER_MAX ((guint64) 1 << 20) /* bytes */

struct MailboxProbe {
  const MailboxSettings *settings;
  Wire *wire;
  char *inbox;
  guint tag;
  ImapAnswer answer;
  GPtrArray *untagged; /* of char *: the answers to the last command */
  GBytes *literal;     /* its last literal, or NULL */
};

void
mailbox_look_clear(MailboxLook *look)
{
  g_clear_pointer(&look->server, g_free);
}

static char *
inbox_of(const char *url)
{
  const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;
  char *folder = path && path[1] ? g_uri_unescape_string(path + 1, NULL) : NULL;
  return folder ? folder : g_strdup("INBOX");
}

MailboxProbe *
mailbox_probe_open(const MailboxSettings *settings, GError **error)
{
  WireEnd end = { .url = settings->url,
                  .setting = "mailbox",
                  .tls = settings->tls,
                  .ca_file = settings->ca_file,
                  .user = settings->login.user };
  curl_global_init(CURL_GLOBAL_DEFAULT);
  MailboxProbe *probe = g_new0(MailboxProbe, 1);
  probe->settings = settings;
  probe->inbox = inbox_of(settings->url);
  probe->untagged = g_ptr_array_new_with_free_func(g_free);
  imap_answer_init(&probe->answer);
  probe->wire = probe_connect(&end, &settings->login, error);
  if (probe->wire)
    return probe;
  mailbox_probe_close(probe);
  return NULL;
}

void
mailbox_probe_close(MailboxProbe *probe)
{
  if (!probe)
    return;
  if (probe->wire) {
    wire_put(probe->wire, "Z LOGOUT\r\n", 10);
    wire_flush(probe->wire, NULL);
  }
  wire_free(probe->wire);
  imap_answer_clear(&probe->answer);
  g_ptr_array_unref(probe->untagged);
  g_clear_pointer(&probe->literal, g_bytes_unref);
  g_free(probe->inbox);
  g_free(probe);
  curl_global_cleanup();
}

/* Sends @command and hears its answers. *words are the tagged one's: "OK ...", "NO ...". */
static gboolean
ask(MailboxProbe *probe, const char *command, char **words, GError **error)
{
  g_autofree char *tag = g_strdup_printf("D%u ", ++probe->tag);
  g_autofree char *line = g_strconcat(tag, command, "\r\n", NULL);
  g_ptr_array_set_size(probe->untagged, 0);
  g_clear_pointer(&probe->literal, g_bytes_unref);
  wire_put(probe->wire, line, strlen(line));
  while (imap_answer_read(&probe->answer, probe->wire, HEADER_MAX, error)) {
    const char *text = probe->answer.text->str;
    if (g_str_has_prefix(text, tag)) {
      *words = text_clean(text + strlen(tag), -1, 400, FALSE);
      return TRUE;
    }
    g_ptr_array_add(probe->untagged, g_strdup(text));
    GPtrArray *literals = probe->answer.literals;
    if (literals->len) {
      g_clear_pointer(&probe->literal, g_bytes_unref);
      probe->literal = g_bytes_ref(literals->pdata[literals->len - 1]);
    }
  }
  return FALSE;
}

static char *
quoted(const char *text)
{
  GString *out = g_string_new("\"");
  for (; *text; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *text);
  }
  return g_string_free(g_string_append_c(out, '"'), FALSE);
}

static gboolean
said_yes(const char *words)
{
  return !g_ascii_strncasecmp(words, "OK", 2);
}

/* An answer that begins with @start, behind that; NULL: there is none. */
static const char *
answer_of(const MailboxProbe *probe, const char *start)
{
  for (guint i = 0; i < probe->untagged->len; i++)
    if (!g_ascii_strncasecmp(probe->untagged->pdata[i], start, strlen(start)))
      return (const char *) probe->untagged->pdata[i] + strlen(start);
  return NULL;
}

static gboolean
has_word(const char *list, const char *word)
{
  g_auto(GStrv) words = g_strsplit_set(list ? list : "", " ()[]", -1);
  for (guint i = 0; words[i]; i++)
    if (!g_ascii_strcasecmp(words[i], word))
      return TRUE;
  return FALSE;
}

static gboolean
is_there(MailboxProbe *probe, const char *folder, gboolean *there, GError **error)
{
  g_autofree char *name = quoted(folder), *command = g_strconcat("LIST \"\" ", name, NULL);
  g_autofree char *words = NULL;
  if (!ask(probe, command, &words, error))
    return FALSE;
  const char *found = answer_of(probe, "* LIST ");
  *there = found && !has_word(found, "\\NonExistent") && !has_word(found, "\\Noselect");
  return TRUE;
}

static gboolean
open_inbox(MailboxProbe *probe, MailboxLook *look, GError **error)
{
  g_autofree char *name = quoted(probe->inbox), *command = g_strconcat("SELECT ", name, NULL);
  g_autofree char *words = NULL;
  if (!ask(probe, command, &words, error))
    return FALSE;
  if (!said_yes(words)) {
    const Refusal *known = refusal_find(words);
    g_autofree char *explained = refusal_explained(words);
    g_set_error(error, FAULT, known ? (gint) known->fault : FAULT_CONFIG,
                "%s does not open the folder %s in the url of mailbox: %s", wire_server(probe->wire),
                probe->inbox, explained);
    return FALSE;
  }
  const char *flags = answer_of(probe, "* OK [PERMANENTFLAGS ");
  look->read_only = strstr(words, "[READ-ONLY]") != NULL;
  look->keeps_seen = !flags || has_word(flags, "\\Seen");
  for (guint i = 0; i < probe->untagged->len; i++) {
    g_auto(GStrv) parts = g_strsplit(probe->untagged->pdata[i], " ", 3);
    if (g_strv_length(parts) == 3 && !g_ascii_strcasecmp(parts[2], "EXISTS"))
      look->messages = (guint32) g_ascii_strtoull(parts[1], NULL, 10);
  }
  return TRUE;
}

gboolean
mailbox_probe_look(MailboxProbe *probe, MailboxLook *look, GError **error)
{
  const MailboxSettings *settings = probe->settings;
  g_autofree char *words = NULL;
  look->server = g_strdup(wire_server(probe->wire));
  look->certificate_end = wire_certificate_end(probe->wire);
  if (!ask(probe, "CAPABILITY", &words, error))
    return FALSE;
  const char *list = answer_of(probe, "* CAPABILITY ");
  look->can_move = has_word(list, "MOVE");
  look->can_uidplus = has_word(list, "UIDPLUS");
  look->can_idle = has_word(list, "IDLE");
  return (!settings->processed || is_there(probe, settings->processed, &look->has_processed, error)) &&
         (!settings->junk || is_there(probe, settings->junk, &look->has_junk, error)) &&
         open_inbox(probe, look, error);
}

/* The message in @folder, if it lies there. */
static gboolean
find_in(MailboxProbe *probe, const char *folder, const char *message_id, GBytes **header, GError **error)
{
  g_autofree char *name = quoted(folder), *examine = g_strconcat("EXAMINE ", name, NULL);
  g_autofree char *search = g_strdup_printf("UID SEARCH HEADER Message-ID \"%s\"", message_id);
  g_autofree char *opened = NULL, *searched = NULL, *fetched = NULL;
  if (!ask(probe, examine, &opened, error))
    return FALSE;
  if (!said_yes(opened)) /* not there, or not yet */
    return TRUE;
  if (!ask(probe, search, &searched, error))
    return FALSE;
  const char *found = answer_of(probe, "* SEARCH ");
  guint64 uid = found ? g_ascii_strtoull(found, NULL, 10) : 0;
  if (!uid)
    return TRUE;
  g_autofree char *fetch = g_strdup_printf("UID FETCH %" G_GUINT64_FORMAT " BODY.PEEK[HEADER]", uid);
  if (!ask(probe, fetch, &fetched, error))
    return FALSE;
  *header = g_steal_pointer(&probe->literal);
  return TRUE;
}

gboolean
mailbox_probe_find(MailboxProbe *probe, const char *message_id, GBytes **header, char **folder,
                   GError **error)
{
  const char *const folders[] = { probe->inbox, probe->settings->processed, probe->settings->junk };
  for (guint i = 0; i < G_N_ELEMENTS(folders) && !*header; i++) {
    if (!folders[i])
      continue;
    if (!find_in(probe, folders[i], message_id, header, error))
      return FALSE;
    if (*header)
      *folder = g_strdup(folders[i]);
  }
  return TRUE;
}
