/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivery reports as recipients with action, status and diagnosis. Believes none of it: the engine asks
 * whether it ever wrote to them. */
#include "reader/message/bounce.h"
#include "base/ref.h"
#include "base/text.h"
#include <string.h>

enum { RECIPIENTS_LIMIT = 20, VALUE_LIMIT = 1024, PROSE_LIMIT = 16 << 10 };

/* The value of a field in unfolded lines; "" if there is none. g_free. */
static char *
field(const char *block, const char *name)
{
  gsize n = strlen(name);
  for (const char *p = block; p && *p; p = strchr(p, '\n'), p = p ? p + 1 : NULL)
    if (!g_ascii_strncasecmp(p, name, n) && p[n] == ':')
      return text_clean(p + n + 1, (gssize) strcspn(p + n + 1, "\n"), VALUE_LIMIT, FALSE);
  return g_strdup("");
}

/* @text with LF line ends and continuation lines joined. */
static char *
unfold(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p++) {
    if (*p == '\r')
      continue;
    if (*p == '\n' && (p[1] == ' ' || p[1] == '\t') && out->len && out->str[out->len - 1] != '\n')
      continue;
    g_string_append_c(out, *p);
  }
  return g_string_free(out, FALSE);
}

/* The address behind "rfc822;" and in angle brackets, or NULL. */
static char *
recipient(const char *value)
{
  const char *semicolon = strchr(value, ';');
  g_autofree char *bare = g_strstrip(g_strdup(semicolon ? semicolon + 1 : value));
  char *open = strchr(bare, '<'), *close = open ? strchr(open, '>') : NULL;
  if (close) {
    close[1] = '\0';
    return text_address(open);
  }
  return text_address(bare);
}

/* The first enhanced status code (RFC 3463) in @text; "" if there is none. */
static char *
status_in(const char *text)
{
  for (const char *p = text; *p; p++) {
    if (!strchr("245", *p) || p[1] != '.' || (p > text && (g_ascii_isalnum(p[-1]) || p[-1] == '.')))
      continue;
    gsize subject = strspn(p + 2, "0123456789"), detail = 0;
    if (subject && subject < 4 && p[2 + subject] == '.')
      detail = strspn(p + 3 + subject, "0123456789");
    const char *end = p + 3 + subject + detail;
    if (detail && detail < 4 && *end != '.' && !g_ascii_isalnum(*end))
      return g_strndup(p, 3 + subject + detail);
  }
  return g_strdup("");
}

void
bounce_read_status(Reading *reading, const char *body)
{
  g_autofree char *text = unfold(body);
  g_auto(GStrv) blocks = g_strsplit(text, "\n\n", 200);
  for (guint i = 0; blocks[i] && reading->bounces->len < RECIPIENTS_LIMIT; i++) {
    g_autofree char *final = field(blocks[i], "Final-Recipient"),
                    *original = field(blocks[i], "Original-Recipient");
    g_autofree char *action = field(blocks[i], "Action"), *status = field(blocks[i], "Status");
    g_autofree char *said = field(blocks[i], "Diagnostic-Code");
    g_autofree char *from_original = recipient(original), *from_final = recipient(final);
    if (!*final && !*original)
      continue;
    g_autofree char *lower = g_ascii_strdown(action, (gssize) strcspn(action, " \t;("));
    g_autofree char *code = status_in(status), *code_said = status_in(said);
    if (!strcmp(lower, "expanded"))
      g_strlcpy(lower, "relayed", strlen(lower) + 1);
    gboolean known = !strcmp(lower, "delayed") || !strcmp(lower, "delivered") || !strcmp(lower, "relayed");
    /* the address that we wrote to is the original one; the final one is where it was sent on to */
    reading_add_bounce(reading,
                       from_original ? from_original
                       : from_final  ? from_final
                                     : "",
                       known ? lower : "failed", *code ? code : code_said, said);
  }
}

static gboolean
seen(const Reading *reading, const char *address)
{
  for (guint i = 0; i < reading->bounces->len; i++)
    if (!strcmp(((const ReadingBounce *) reading->bounces->pdata[i])->recipient, address))
      return TRUE;
  return FALSE;
}

/* Where a server begins to quote what it could not deliver. */
static gsize
report_length(const char *text)
{
  static const char *const starts[] = { "--- Below this line is a copy",
                                        "------ This is a copy of",
                                        "--- The header of the original",
                                        "----- Original message",
                                        "-----Original Message",
                                        "----- Unsent message",
                                        "--- Original message",
                                        "Original message follows",
                                        "Received: from ",
                                        "----- Message header follows",
                                        "---------- Forwarded message",
                                        "Message headers follow",
                                        "-------- Returned Mail",
                                        "----- Returned message",
                                        "Below is a copy of the original",
                                        NULL };
  gsize n = MIN(strlen(text), PROSE_LIMIT);
  for (guint i = 0; starts[i]; i++) {
    const char *found = g_strstr_len(text, (gssize) n, starts[i]);
    if (found)
      n = (gsize) (found - text);
  }
  return n;
}

/* A line that gives a reason: it has a reply code of SMTP or a status code. */
static char *
diagnosis_in(char *const *lines)
{
  for (guint i = 0; lines[i]; i++) {
    const char *line = lines[i] + strspn(lines[i], " \t>");
    g_autofree char *status = status_in(line);
    gboolean code = strchr("45", *line) && *line && g_ascii_isdigit(line[1]) && g_ascii_isdigit(line[2]) &&
                    (line[3] == ' ' || line[3] == '-');
    if (*status || code)
      return text_clean(line, -1, VALUE_LIMIT, FALSE);
  }
  return g_strdup("");
}

static void
add_prose(Reading *reading, const char *address, const char *action, const char *status, const char *said)
{
  if (reading->bounces->len < RECIPIENTS_LIMIT && !seen(reading, address) &&
      g_strcmp0(reading->from.address, address) && !g_str_has_prefix(address, "postmaster@"))
    reading_add_bounce(reading, address, action, status, said);
}

/* Everybody whom @report names but us, to whom it is written. */
static void
add_named(Reading *reading, char *const *words, const char *action, const char *status, const char *said)
{
  g_autofree char *doubtful = NULL;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *address = strchr(words[i], '@') ? text_address(words[i]) : NULL;
    if (address && !g_strv_contains((const char *const *) reading->to, address))
      add_prose(reading, address, action, status, said);
    else if (address && !doubtful)
      doubtful = g_steal_pointer(&address);
  }
  /* DragonFly names the failed recipient in X-Original-To as well */
  if (doubtful && !reading->bounces->len)
    add_prose(reading, doubtful, action, status, said);
}

void
bounce_read_prose(Reading *reading, const char *text, const char *failed, gboolean delayed)
{
  const char *action = delayed ? "delayed" : "failed";
  g_autofree char *report = g_strndup(text, report_length(text));
  g_auto(GStrv) lines = g_strsplit(report, "\n", 400);
  g_autofree char *said = diagnosis_in(lines), *status = status_in(report);
  g_auto(GStrv) named = g_strsplit(failed ? failed : "", ",", RECIPIENTS_LIMIT);
  for (guint i = 0; named[i]; i++) {
    g_autofree char *address = text_address(named[i]);
    if (address)
      add_prose(reading, address, action, status, said);
  }
  if (failed)
    return;
  g_auto(GStrv) words = g_strsplit_set(report, " \t\r\n<>()[]:;,\"'", -1);
  add_named(reading, words, action, status, said);
}

void
bounce_read_original(Reading *reading, const char *headers)
{
  g_autofree char *text = unfold(headers);
  g_autofree char *id = field(text, "Message-ID"), *ref = field(text, "X-Mentord-Ref");
  char *end = strchr(id, '>');
  GStrvBuilder *ids = g_strv_builder_new(), *refs = g_strv_builder_new();
  g_auto(GStrv) found = ref_find(ref);
  g_strv_builder_addv(ids, (const char **) reading->references);
  g_strv_builder_addv(refs, (const char **) reading->refs);
  if (*id == '<' && end) {
    *end = '\0';
    g_strv_builder_add(ids, id + 1);
  }
  for (guint i = 0; found[i]; i++)
    if (!g_strv_contains((const char *const *) reading->refs, found[i]))
      g_strv_builder_add(refs, found[i]);
  g_strfreev(reading->references);
  g_strfreev(reading->refs);
  reading->references = g_strv_builder_end(ids);
  reading->refs = g_strv_builder_end(refs);
  g_strv_builder_unref(ids);
  g_strv_builder_unref(refs);
}
