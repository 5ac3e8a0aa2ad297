/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands under way and the server's responses. Several commands may be under way at once; what comes
 * untagged belongs to none of them. */
#include "base/fault.h"
#include "base/text.h"
#include "mail/imap.h"
#include "mail/refusals.h"
#include <string.h>

#define COMMAND_PATIENCE 3600000 /* ms for one command, however much the server chatters */

Command *
imap_send(Imap *imap, CommandKind kind, const char *text)
{
  Command *command = g_new0(Command, 1);
  command->tag = ++imap->tags;
  command->kind = kind;
  imap->under_way++;
  g_hash_table_insert(imap->commands, GUINT_TO_POINTER(command->tag), command);
  /* Not the tags that libcurl used while it logged in. */
  g_autofree char *line = g_strdup_printf("M%u %s\r\n", command->tag, text);
  wire_put(imap->wire, line, strlen(line));
  return command;
}

static void
command_release(gpointer data)
{
  Command *command = data;
  g_free(command->uids);
  g_free(command->words);
  g_free(command);
}

void
imap_command_free(Imap *imap, Command *command)
{
  if (!command)
    return;
  g_hash_table_remove(imap->commands, GUINT_TO_POINTER(command->tag));
  command_release(command);
}

void
imap_drop(Imap *imap)
{
  imap_forget_plan(imap);
  GHashTableIter all;
  gpointer command;
  g_hash_table_iter_init(&all, imap->commands);
  while (g_hash_table_iter_next(&all, NULL, &command)) {
    g_hash_table_iter_remove(&all);
    command_release(command);
  }
  imap->under_way = 0;
  imap->selected = FALSE;
  g_clear_pointer(&imap->wire, wire_free);
}

char *
imap_quote(const char *folder, GError **error)
{
  GString *out = g_string_new("\"");
  for (const char *p = folder; *p; p++) {
    if (*p < ' ' || *p > '~') {
      g_string_free(out, TRUE);
      g_set_error(error, FAULT, FAULT_CONFIG,
                  "the folder \"%s\" of mailbox is not in ASCII: write it as IMAP does (modified UTF-7, RFC "
                  "3501 5.1.3)",
                  folder);
      return NULL;
    }
    if (*p == '"' || *p == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
  return g_string_free(g_string_append_c(out, '"'), FALSE);
}

static gboolean
says(const char *text, const char *word, const char **rest)
{
  gsize length = strlen(word);
  if (g_ascii_strncasecmp(text, word, length) || (text[length] && text[length] != ' '))
    return FALSE;
  *rest = text + length + strspn(text + length, " ");
  return TRUE;
}

static void
take_capabilities(Imap *imap, const char *list)
{
  g_auto(GStrv) words = g_strsplit_set(list, " ]", -1);
  imap->can_move = imap->can_uidplus = imap->can_idle = FALSE;
  for (guint i = 0; words[i]; i++) {
    imap->can_move = imap->can_move || !g_ascii_strcasecmp(words[i], "MOVE");
    imap->can_uidplus = imap->can_uidplus || !g_ascii_strcasecmp(words[i], "UIDPLUS");
    imap->can_idle = imap->can_idle || !g_ascii_strcasecmp(words[i], "IDLE");
  }
}

/* [UIDVALIDITY n] and [UIDNEXT n] of "* OK". */
static void
take_code(Imap *imap, const char *text)
{
  if (g_str_has_prefix(text, "[UIDVALIDITY "))
    imap->uidvalidity = (guint32) g_ascii_strtoull(text + 13, NULL, 10);
  else if (g_str_has_prefix(text, "[UIDNEXT "))
    imap->uid_next = (guint32) g_ascii_strtoull(text + 9, NULL, 10);
}

static gboolean
take_bye(Imap *imap, const char *words, GError **error)
{
  g_autofree char *clean = text_clean(words, -1, 300, FALSE);
  g_autofree char *explained = refusal_explained(clean);
  imap->expired = strstr(clean, "AccessTokenExpired") != NULL;
  if (imap->expired)
    login_forget(&imap->settings->login);
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s ended the connection: %s", wire_server(imap->wire),
              explained);
  return FALSE;
}

static gboolean
take_numbered(Imap *imap, const char *text, GError **error)
{
  char *rest;
  guint64 number = g_ascii_strtoull(text, &rest, 10);
  const char *at;
  rest += strspn(rest, " ");
  if (says(rest, "EXISTS", &at)) {
    imap->news = imap->news || number > imap->exists;
    imap->exists = (guint32) MIN(number, G_MAXUINT32);
  } else if (says(rest, "EXPUNGE", &at)) {
    imap->exists -= imap->exists > 0;
  } else if (says(rest, "FETCH", &at)) {
    ImapFetch fetch;
    gboolean good = imap_fetch_parse(&fetch, &imap->answer, at) && imap_take_fetch(imap, &fetch);
    imap_fetch_clear(&fetch);
    if (!good)
      g_set_error(error, FAULT, FAULT_UNREACHABLE,
                  "%s does not keep to IMAP: it answered a FETCH with something else",
                  wire_server(imap->wire));
    return good;
  }
  return TRUE;
}

/* What follows "* ". Unknown responses mean nothing: the first ones may even be the torn rest of a line that
 * libcurl read. */
static gboolean
take_untagged(Imap *imap, const char *text, GError **error)
{
  const char *rest;
  if (g_ascii_isdigit(*text))
    return take_numbered(imap, text, error);
  if (says(text, "BYE", &rest))
    return take_bye(imap, rest, error);
  if (says(text, "CAPABILITY", &rest))
    take_capabilities(imap, rest);
  else if (says(text, "LIST", &rest))
    imap->listed++;
  else if (says(text, "OK", &rest))
    take_code(imap, rest);
  return TRUE;
}

static void
take_tagged(Imap *imap, const char *text)
{
  char *end;
  guint64 tag = g_ascii_strtoull(text, &end, 10);
  Command *command =
      tag <= G_MAXUINT ? g_hash_table_lookup(imap->commands, GUINT_TO_POINTER((guint) tag)) : NULL;
  const char *rest;
  end += strspn(end, " ");
  if (!command || command->state != COMMAND_SENT)
    return;
  if (says(end, "OK", &rest))
    command->state = COMMAND_OK;
  else if (says(end, "NO", &rest))
    command->state = COMMAND_NO;
  else if (says(end, "BAD", &rest))
    command->state = COMMAND_BAD;
  else
    return;
  imap->under_way--;
  command->words = text_clean(rest, -1, 300, FALSE);
  if (command->kind == COMMAND_PLAIN)
    return;
  imap_finished(imap, command);
  imap_command_free(imap, command);
}

gboolean
imap_step(Imap *imap, GError **error)
{
  gboolean good = imap_answer_read(&imap->answer, imap->wire, MAILBOX_CAP + WIRE_LINE_MAX, error);
  if (good && imap->answer.text->str[0] == '*' && imap->answer.text->str[1] == ' ')
    good = take_untagged(imap, imap->answer.text->str + 2, error);
  else if (good && imap->answer.text->str[0] == 'M')
    take_tagged(imap, imap->answer.text->str + 1);
  else if (good && imap->answer.text->str[0] == '+')
    imap->continued = TRUE;
  if (!good)
    imap_drop(imap);
  return good;
}

gboolean
imap_await(Imap *imap, Command *command, GError **error)
{
  gint64 deadline = clock_monotonic() + COMMAND_PATIENCE;
  while (command->state == COMMAND_SENT) {
    if (!imap_step(imap, error))
      return FALSE;
    if (command->state == COMMAND_SENT && clock_monotonic() > deadline) {
      g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s never finished a command", wire_server(imap->wire));
      imap_drop(imap);
      return FALSE;
    }
  }
  return TRUE;
}

gboolean
imap_run(Imap *imap, const char *text, CommandState *state, char **words, GError **error)
{
  Command *command = imap_send(imap, COMMAND_PLAIN, text);
  if (!imap_await(imap, command, error))
    return FALSE;
  *state = command->state;
  if (words)
    *words = g_strdup(command->words);
  imap_command_free(imap, command);
  return TRUE;
}

gboolean
imap_await_all(Imap *imap, GError **error)
{
  while (imap->under_way)
    if (!imap_step(imap, error))
      return FALSE;
  return TRUE;
}
