/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in over a connection that stands: IMAP's AUTHENTICATE and LOGIN (RFC 3501 6.2), SMTP's AUTH (RFC
 * 4954). Not left to libcurl, which takes OAUTHBEARER for SMTP whatever is wanted, does not answer the
 * challenge by which a token is refused, and so never hears the words that tell why. */
#include "base/fault.h"
#include "base/text.h"
#include "mail/refusals.h"
#include "mail/sasl.h"
#include "mail/wire_link.h"
#include <string.h>

#define TAG "L1"
#define LINES_MAX 200
/* Of a line of SMTP with a first word in it; longer ones are cut by some servers (Postfix at 2048). */
#define SMTP_LINE 500

typedef struct {
  Wire *wire;
  const WireEnd *end;
  const Secret *secret;
  GPtrArray *offered; /* of char *: mechanisms */
  gboolean ir;        /* the first word may go with the command */
  gboolean login;     /* IMAP: the command LOGIN is allowed */
  SaslMechanism mechanism;
  GPtrArray *pieces; /* of char *: what is said next, each once the server asks for it */
  guint next;        /* of them */
  char *reason;      /* what the server told about a token that it refuses */
} Dialogue;

static void
wipe(gpointer text)
{
  explicit_bzero(text, strlen(text));
  g_free(text);
}

static gboolean
is_imap(const Dialogue *dialogue)
{
  return g_str_has_prefix(dialogue->end->url, "imap");
}

/* -- What the server offers: the last list it gave, which is the one inside of TLS -- */

static void
take_capabilities(Dialogue *dialogue, const char *list)
{
  g_auto(GStrv) words = g_strsplit(list, " ", -1);
  g_ptr_array_set_size(dialogue->offered, 0);
  dialogue->ir = FALSE;
  dialogue->login = TRUE;
  for (guint i = 0; words[i]; i++)
    if (!g_ascii_strncasecmp(words[i], "AUTH=", 5))
      g_ptr_array_add(dialogue->offered, g_strdup(words[i] + 5));
    else if (!g_ascii_strcasecmp(words[i], "SASL-IR"))
      dialogue->ir = TRUE;
    else if (!g_ascii_strcasecmp(words[i], "LOGINDISABLED"))
      dialogue->login = FALSE;
}

/* "250-AUTH PLAIN LOGIN", or as very old servers write it, "250-AUTH=PLAIN". */
static void
take_extension(Dialogue *dialogue, const char *line)
{
  if (g_str_has_prefix(line, "220"))
    g_ptr_array_set_size(dialogue->offered, 0);
  if (strncmp(line, "250", 3) || !line[3] || g_ascii_strncasecmp(line + 4, "AUTH", 4) ||
      (line[8] != ' ' && line[8] != '='))
    return;
  g_auto(GStrv) words = g_strsplit(line + 9, " ", -1);
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_ptr_array_add(dialogue->offered, g_strdup(words[i]));
}

static void
read_offer(Dialogue *dialogue)
{
  g_auto(GStrv) lines = g_strsplit(wire_said(dialogue->wire), "\n", -1);
  dialogue->login = is_imap(dialogue);
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strchomp(lines[i]);
    if (!is_imap(dialogue))
      take_extension(dialogue, line);
    else if (!g_ascii_strncasecmp(line, "* CAPABILITY ", 13))
      take_capabilities(dialogue, line + 13);
  }
}

static gboolean
no_way(const Dialogue *dialogue, GError **error)
{
  const WireEnd *end = dialogue->end;
  g_ptr_array_add(dialogue->offered, NULL);
  g_autofree char *list = g_strjoinv(" ", (char **) dialogue->offered->pdata);
  g_autofree char *clean = text_clean(list, -1, 200, FALSE);
  if (!*clean)
    g_set_error(error, FAULT, FAULT_LOGIN,
                "%s lets nobody log in here, but %s has a user: use the port for %s (%s), or remove user",
                wire_server(dialogue->wire), end->setting, is_imap(dialogue) ? "mailboxes" : "submission",
                is_imap(dialogue) ? "imaps://, 993" : "smtps://, 465, or smtp://, 587");
  else if (dialogue->secret->is_token)
    g_set_error(error, FAULT, FAULT_LOGIN,
                "%s takes no OAuth 2 tokens, only %s: give %s a password_file or a password_command instead",
                wire_server(dialogue->wire), clean, end->setting);
  else
    g_set_error(error, FAULT, FAULT_LOGIN,
                "%s takes no password, only %s: give %s an oauth2 group or a token_command",
                wire_server(dialogue->wire), clean, end->setting);
  return FALSE;
}

/* -- What is said -- */

static void
add_sasl(Dialogue *dialogue, const char *command)
{
  const WireEnd *end = dialogue->end;
  const char *server = wire_server(dialogue->wire), *colon = strrchr(server, ':');
  g_autofree char *host = g_strndup(server, (gsize) (colon - server));
  char *words, *line = g_strdup_printf("%s %s\r\n", command, sasl_name(dialogue->mechanism));
  g_ptr_array_add(dialogue->pieces, line);
  for (guint n = 0;
       (words = sasl_answer(dialogue->mechanism, n, end->user, dialogue->secret, host, colon + 1)); n++) {
    g_ptr_array_add(dialogue->pieces, g_strconcat(words, "\r\n", NULL));
    wipe(words);
  }
  const char *first = dialogue->pieces->pdata[1];
  gboolean at_once = is_imap(dialogue) ? dialogue->ir : strlen(line) + strlen(first) <= SMTP_LINE;
  if (!at_once || !sasl_client_first(dialogue->mechanism))
    return;
  char *joined = g_strdup_printf("%s %s %s", command, sasl_name(dialogue->mechanism), first);
  g_ptr_array_remove_index(dialogue->pieces, 0);
  wipe(dialogue->pieces->pdata[0]);
  dialogue->pieces->pdata[0] = joined;
}

/* An argument of LOGIN at the end of what is said: quoted, or, if it is not in ASCII, a literal, for which
 * the server is asked first (RFC 3501 4.3). */
static void
add_string(Dialogue *dialogue, GString *line, const char *text)
{
  gboolean literal = FALSE;
  for (const char *p = text; *p; p++)
    literal = literal || *p < ' ' || *p > '~';
  g_string_append_c(line, ' ');
  if (literal) {
    g_string_append_printf(line, "{%" G_GSIZE_FORMAT "}\r\n", strlen(text));
    g_ptr_array_add(dialogue->pieces, g_strdup(line->str));
    g_string_assign(line, text);
    return;
  }
  g_string_append_c(line, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(line, '\\');
    g_string_append_c(line, *p);
  }
  g_string_append_c(line, '"');
}

static void
add_login(Dialogue *dialogue)
{
  GString *line = g_string_new(TAG " LOGIN");
  add_string(dialogue, line, dialogue->end->user);
  add_string(dialogue, line, dialogue->secret->text);
  g_string_append(line, "\r\n");
  g_ptr_array_add(dialogue->pieces, g_string_free(line, FALSE));
}

static gboolean
prepare(Dialogue *dialogue, GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < dialogue->offered->len; i++)
    g_ptr_array_add(words, dialogue->offered->pdata[i]);
  g_ptr_array_add(words, NULL);
  dialogue->mechanism = sasl_choose((const char *const *) words->pdata, dialogue->secret->is_token);
  if (dialogue->mechanism != SASL_NONE)
    add_sasl(dialogue, is_imap(dialogue) ? TAG " AUTHENTICATE" : "AUTH");
  else if (dialogue->login && !dialogue->secret->is_token)
    add_login(dialogue);
  else
    return no_way(dialogue, error);
  return TRUE;
}

static void
say_next(Dialogue *dialogue)
{
  const char *piece = dialogue->pieces->pdata[dialogue->next++];
  wire_put(dialogue->wire, piece, strlen(piece));
}

/* The server asks for more. When all is said, it is to tell why it refuses a token, and wants that to be
 * acknowledged before it gives its answer; anything else is broken off (RFC 3501 6.2.2, RFC 4954 4). */
static void
answer(Dialogue *dialogue, const char *challenge)
{
  if (dialogue->next < dialogue->pieces->len) {
    say_next(dialogue);
    return;
  }
  const char *words = "*";
  if (dialogue->secret->is_token && !dialogue->reason) {
    dialogue->reason = sasl_challenge_words(challenge);
    words = sasl_acknowledge(dialogue->mechanism);
  }
  wire_put(dialogue->wire, words, strlen(words));
  wire_put(dialogue->wire, "\r\n", 2);
}

/* -- What came of it -- */

/* What helps when the table knows no more than that it was refused. */
static const char *
general_advice(const Dialogue *dialogue)
{
  const char *const *offered = (const char *const *) dialogue->offered->pdata;
  if (dialogue->secret->is_token)
    return "The token is not accepted: check user, and what the app that it was made for is allowed";
  for (guint i = 0; i < dialogue->offered->len; i++)
    if (strstr(offered[i], "OAUTH"))
      return "Check user and password. If they are right, the provider may have retired passwords: this "
             "server takes OAuth 2 too (oauth2 in mentord.conf(5))";
  return "Check user and password";
}

static gboolean
refused(const Dialogue *dialogue, const char *said, gboolean for_now, GError **error)
{
  g_autofree char *clean = text_clean(said, -1, 400, FALSE);
  const char *reason = dialogue->reason ? dialogue->reason : "";
  g_autofree char *words = *reason ? g_strdup_printf("%s (%s)", clean, reason) : g_strdup(clean);
  const Refusal *known = refusal_find(words);
  g_autofree char *explained = refusal_explained(words);
  if (known ? known->fault == FAULT_LATER : for_now)
    g_set_error(error, FAULT, FAULT_LATER, "%s asks to try again later: %s", wire_server(dialogue->wire),
                explained);
  else if (known)
    g_set_error(error, FAULT, (gint) known->fault, "%s refused the login of %s: %s (%s)",
                wire_server(dialogue->wire), dialogue->end->user, explained, dialogue->end->setting);
  else
    g_set_error(error, FAULT, FAULT_LOGIN, "%s refused the login of %s: %s. %s (%s)",
                wire_server(dialogue->wire), dialogue->end->user, clean, general_advice(dialogue),
                dialogue->end->setting);
  return FALSE;
}

static gboolean
endless(const Dialogue *dialogue, GError **error)
{
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s gives no answer to the login, and does not stop talking",
              wire_server(dialogue->wire));
  return FALSE;
}

static gboolean
hear_imap(Dialogue *dialogue, GError **error)
{
  g_autofree char *bye = NULL;
  gsize length;
  for (guint lines = 0; lines < LINES_MAX; lines++) {
    g_autoptr(GError) lost = NULL;
    const char *line = wire_line(dialogue->wire, &length, bye ? &lost : error);
    if (!line)
      return bye && refused(dialogue, bye, TRUE, error);
    if (line[0] == '+')
      answer(dialogue, line[1] ? line + 2 : "");
    else if (!g_ascii_strncasecmp(line, "* BYE", 5) && !bye)
      bye = g_strdup(line);
    else if (!g_ascii_strncasecmp(line, TAG " OK", 5))
      return TRUE;
    else if (g_str_has_prefix(line, TAG " "))
      return refused(dialogue, line + strlen(TAG " "), FALSE, error);
  }
  return endless(dialogue, error);
}

/* One more line of a reply: its code once, and once its enhanced status, which Gmail repeats in each. */
static void
add_line(GString *reply, const char *line)
{
  const char *text = line[3] ? line + 4 : "";
  text += strspn(text, " ");
  gsize status = strspn(text, "0123456789.");
  if (!reply->len)
    g_string_append_len(reply, line, 3);
  else if (status >= 5 && reply->len > 4 + status && !strncmp(reply->str + 4, text, status))
    text += status + strspn(text + status, " ");
  if (*text)
    g_string_append_printf(reply, " %s", text);
}

static gboolean
hear_smtp(Dialogue *dialogue, GError **error)
{
  g_autoptr(GString) reply = g_string_new(NULL);
  gsize length;
  for (guint lines = 0; lines < LINES_MAX; lines++) {
    const char *line = wire_line(dialogue->wire, &length, error);
    if (!line)
      return FALSE;
    if (strspn(line, "0123456789") != 3)
      return refused(dialogue, line, FALSE, error);
    add_line(reply, line);
    if (line[3] == '-')
      continue;
    if (line[0] == '2')
      return TRUE;
    if (strncmp(line, "334", 3))
      return refused(dialogue, reply->str, line[0] == '4', error);
    answer(dialogue, line[3] ? line + 4 : "");
    g_string_truncate(reply, 0);
  }
  return endless(dialogue, error);
}

gboolean
wire_login(Wire *wire, const WireEnd *end, const Secret *secret, GError **error)
{
  g_autoptr(GPtrArray) offered = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(wipe);
  Dialogue dialogue = { .wire = wire, .end = end, .secret = secret, .offered = offered, .pieces = pieces };
  read_offer(&dialogue);
  gboolean good = prepare(&dialogue, error);
  if (good) {
    say_next(&dialogue);
    good = is_imap(&dialogue) ? hear_imap(&dialogue, error) : hear_smtp(&dialogue, error);
  }
  g_free(dialogue.reason);
  return good;
}
