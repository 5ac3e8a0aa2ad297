/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers say in prose of a mail that they could not deliver: to whom, and why. Every line is looked at
 * once; believes none of it. */
#include "base/text.h"
#include "reader/message/bounce.h"
#include <string.h>

enum {
  RECIPIENTS_LIMIT = 20,
  NAMED_LIMIT = 200, /* addresses that are weighed */
  LINES_LIMIT = 400,
  VALUE_LIMIT = 1024,
  PROSE_LIMIT = 16 << 10,
};

/* How sure it is that an address is that of a failed recipient. */
typedef enum { DOUBTFUL, MENTIONED, NAMED } Weight;

typedef struct {
  char *address;
  guint line;
  Weight weight;
} Named;

static void
free_named(gpointer data)
{
  Named *named = data;
  g_free(named->address);
  g_free(named);
}

static gboolean
begins_any(const char *line, const char *const *words)
{
  for (; *words; words++)
    if (!g_ascii_strncasecmp(line, *words, strlen(*words)))
      return TRUE;
  return FALSE;
}

static gboolean
holds_any(const char *lower, const char *const *words)
{
  for (; *words; words++)
    if (strstr(lower, *words))
      return TRUE;
  return FALSE;
}

/* Where a server begins to quote what it could not deliver. */
static gboolean
begins_original(const char *line)
{
  static const char *const fields[] = { "Received:", "Message-ID:", "Return-Path:", "MIME-Version:", NULL };
  static const char *const words[] = { "below this line is a copy",
                                       "this is a copy of",
                                       "header of the original",
                                       "original message",
                                       "unsent message",
                                       "message header follows",
                                       "forwarded message",
                                       "message headers follow",
                                       "returned mail",
                                       "returned message",
                                       "copy of the original",
                                       "original mail info",
                                       "header of the source mail",
                                       "unsent message below",
                                       "ursprüngliche nachricht",
                                       NULL };
  const char *bare = line + strspn(line, " \t>-*=+|");
  if (begins_any(line, fields))
    return TRUE;
  gboolean ruled = bare - line > 2 && strpbrk(line, "-*=") && strpbrk(line, "-*=") < bare;
  gsize n = strlen(bare);
  g_autofree char *lower = g_utf8_strdown(bare, (gssize) MIN(n, 120));
  return n < 120 && (ruled || strstr(lower, "follow") || g_str_has_prefix(lower, "below")) &&
         holds_any(lower, words);
}

/* Lines whose addresses are somebody else's: the sender's, a helper's, a mail's. */
static gboolean
is_of_others(const char *line)
{
  static const char *const fields[] = {
    "from:",        "reply-to:",   "sender:",    "mail from:", "cc:",           "message-id", "references:",
    "in-reply-to:", "return-path", "errors-to:", "received:",  "delivered-to:", NULL
  };
  static const char *const words[] = { "contact",
                                       "postmaster for",
                                       "send mail to",
                                       "assistance",
                                       "for help",
                                       "questions",
                                       "was sent from",
                                       "received from",
                                       "message from",
                                       "for more information",
                                       "try send",
                                       "try email",
                                       NULL };
  g_autofree char *lower = g_utf8_strdown(line, -1);
  return begins_any(lower, fields) || holds_any(lower, words);
}

/* Whether the line is about this address and little else: "<a@b>:", "RCPT TO: a@b", "a@b ... User unknown".
 */
static gboolean
is_about(const char *line, const char *word)
{
  static const char *const fields[] = {
    "rcpt to",         ">>> rcpt to",      "to:",  "recipient",       "final-recipient",
    "final recipient", "failed recipient", "for ", "your message to", NULL
  };
  gsize before = strcspn(line, "<@"), words = 0;
  for (gsize i = 0; i < before; i++)
    words += line[i] == ' ' && i + 1 < before;
  return begins_any(line, fields) || !strncmp(line, word, strlen(word)) || (*line == '<' && !words);
}

static void
weigh_word(GPtrArray *all, const Reading *reading, const char *line, const char *word, guint at)
{
  g_autofree char *bare = g_strdup(word);
  for (gsize n = strlen(bare); n && strchr(".!?=", bare[n - 1]); n--)
    bare[n - 1] = '\0';
  g_autofree char *address = strchr(bare, '@') ? text_address(bare) : NULL;
  if (!address || !g_strcmp0(address, reading->from.address))
    return;
  gboolean ours = g_strv_contains((const char *const *) reading->to, address) ||
                  g_str_has_prefix(address, "postmaster@") || g_str_has_prefix(address, "mailer-daemon@");
  Named *named = g_new0(Named, 1);
  named->weight = ours ? DOUBTFUL : is_about(line, word) ? NAMED : MENTIONED;
  named->address = g_steal_pointer(&address);
  named->line = at;
  g_ptr_array_add(all, named);
}

/* Every address in the report that may be a recipient's. */
static GPtrArray *
weigh(const Reading *reading, GStrv lines, guint n)
{
  GPtrArray *all = g_ptr_array_new_with_free_func(free_named);
  for (guint i = 0; i < n && all->len < NAMED_LIMIT; i++) {
    const char *line = lines[i] + strspn(lines[i], " \t>*-");
    if (!strchr(line, '@') || is_of_others(line))
      continue;
    g_auto(GStrv) words = g_strsplit_set(line, " \t\r<>()[]:;,\"'", -1);
    for (guint w = 0; words[w]; w++)
      weigh_word(all, reading, line, words[w], i);
  }
  return all;
}

static gboolean
seen(const Reading *reading, const char *address)
{
  for (guint i = 0; i < reading->bounces->len; i++)
    if (!strcmp(((const ReadingBounce *) reading->bounces->pdata[i])->recipient, address))
      return TRUE;
  return FALSE;
}

/* The first line that gives a reason: it begins with a reply code of SMTP, or has a status. "" for none. */
static char *
diagnosis_in(GStrv lines, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    const char *line = lines[i] + strspn(lines[i], " \t>");
    g_autofree char *status = bounce_status_in(line);
    if (*status || bounce_is_reply(line))
      return text_clean(line, -1, VALUE_LIMIT, FALSE);
  }
  return g_strdup("");
}

static char *
lines_joined(GStrv lines, guint from, guint to)
{
  GString *all = g_string_new(NULL);
  for (guint i = from; i < to; i++)
    g_string_append_printf(all, "%s\n", lines[i]);
  return g_string_free(all, FALSE);
}

typedef struct {
  Reading *reading;
  GStrv lines;
  guint n;
  gboolean delayed;
} Prose;

/* The status of somebody of whom @own is said, a line of diagnosis or "", among @near; where neither tells
 * more than that it failed, the whole may. */
static char *
status_among(const Prose *prose, const char *own, const char *near)
{
  g_autofree char *whole = lines_joined(prose->lines, 0, prose->n);
  const char *wider[] = { near, whole };
  char *status = bounce_status_of(*own ? own : near, prose->delayed);
  for (guint i = 0; i < G_N_ELEMENTS(wider) && g_str_has_suffix(status, ".0.0"); i++) {
    char *better = bounce_status_of(wider[i], prose->delayed);
    if (*own) /* the class of the server's own reply stands */
      better[0] = status[0];
    g_free(status);
    status = better;
  }
  return status;
}

/* What is said of @address, whose own words stand between @from and @to. */
static void
add(const Prose *prose, const char *address, guint from, guint to)
{
  Reading *reading = prose->reading;
  if (reading->bounces->len >= RECIPIENTS_LIMIT || seen(reading, address))
    return;
  g_autofree char *own = diagnosis_in(prose->lines, from, to);
  g_autofree char *any = *own ? NULL : diagnosis_in(prose->lines, 0, prose->n);
  g_autofree char *near = lines_joined(prose->lines, from, to);
  g_autofree char *status = status_among(prose, own, near);
  for (guint i = 0; i < reading->bounces->len; i++) { /* a report that knew of somebody, and not whom */
    ReadingBounce *bounce = reading->bounces->pdata[i];
    if (*bounce->recipient)
      continue;
    g_free(bounce->recipient);
    bounce->recipient = g_strdup(address);
    return;
  }
  reading_add_bounce(reading, address, prose->delayed ? "delayed" : "failed", status, any ? any : own);
}

/* The surest of @all, each with the lines up to the next. FALSE when there are none of that weight. */
static gboolean
add_named(const Prose *prose, const GPtrArray *all, Weight weight)
{
  gboolean any = FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Named *named = all->pdata[i];
    guint next = prose->n;
    if (named->weight != weight)
      continue;
    for (guint k = i + 1; k < all->len && next == prose->n; k++) {
      const Named *other = all->pdata[k];
      if (other->weight == weight && other->line > named->line && strcmp(other->address, named->address))
        next = other->line;
    }
    add(prose, named->address, named->line, next);
    any = TRUE;
  }
  return any;
}

/* Whom the server names in a header of its own. */
static gboolean
add_failed(const Prose *prose, const GPtrArray *all, const char *failed)
{
  gboolean any = FALSE;
  g_auto(GStrv) list = g_strsplit(failed, ",", RECIPIENTS_LIMIT);
  for (guint i = 0; list[i]; i++) {
    g_autofree char *address = text_address(list[i]);
    guint from = 0;
    for (guint k = 0; address && !from && k < all->len; k++)
      if (!strcmp(((const Named *) all->pdata[k])->address, address))
        from = ((const Named *) all->pdata[k])->line;
    if (address)
      add(prose, address, from, prose->n);
    any = any || address;
  }
  return any;
}

void
bounce_read_prose(Reading *reading, const char *text, const char *failed, const char *sent_to,
                  gboolean delayed)
{
  g_autofree char *start = g_strndup(text, PROSE_LIMIT);
  g_autofree char *valid = g_utf8_make_valid(start, -1);
  g_auto(GStrv) lines = g_strsplit(valid, "\n", LINES_LIMIT);
  guint n = 0;
  while (lines[n] && !begins_original(lines[n]))
    n++;
  Prose prose = { reading, lines, n, delayed };
  g_autoptr(GPtrArray) all = weigh(reading, lines, n);
  if ((failed && add_failed(&prose, all, failed)) || add_named(&prose, all, NAMED) ||
      add_named(&prose, all, MENTIONED))
    return;
  g_autofree char *behind = lines_joined(lines, n, g_strv_length(lines));
  g_autofree char *quoted = sent_to ? NULL : bounce_sent_to(behind); /* the original's own header */
  if (sent_to || quoted)
    add(&prose, sent_to ? sent_to : quoted, 0, n);
  else
    add_named(&prose, all, DOUBTFUL);
}
