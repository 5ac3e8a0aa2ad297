/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivery reports as recipients with action, status and diagnosis. Believes none of it: the engine asks
 * whether it ever wrote to them. */
#include "reader/message/bounce.h"
#include "base/ref.h"
#include "base/text.h"
#include <string.h>

enum { RECIPIENTS_LIMIT = 20, VALUE_LIMIT = 1024 };

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

/* What became of it; what is no word of RFC 3464 2.3.3 is told by the status. */
static const char *
action_of(const char *said, const char *status)
{
  if (!strcmp(said, "delayed") || !strcmp(said, "delivered") || !strcmp(said, "relayed"))
    return said;
  if (!strcmp(said, "expanded"))
    return "relayed";
  return strcmp(said, "failed") && *status == '2' ? "delivered" : "failed";
}

/* The status. What the last server said counts more where it contradicts: some write 4.x.x of what the
 * other side refused for good. */
static char *
code_of(const char *status, const char *said, const char *action)
{
  g_autofree char *code = bounce_status_in(status), *code_said = bounce_status_in(said);
  if (*code == '4' && *code_said == '5' && !strcmp(action, "failed"))
    return g_steal_pointer(&code_said);
  if (*code)
    return g_steal_pointer(&code);
  return bounce_status_of(said, !strcmp(action, "delayed"));
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
    g_autofree char *code = code_of(status, said, lower);
    /* the address that we wrote to is the original one; the final one is where it was sent on to */
    reading_add_bounce(reading,
                       from_original ? from_original
                       : from_final  ? from_final
                                     : "",
                       action_of(lower, code), code, said);
  }
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

char *
bounce_sent_to(const char *headers)
{
  g_autofree char *text = unfold(headers);
  g_autofree char *to = field(text, "To");
  return strchr(to, ',') ? NULL : recipient(to);
}
