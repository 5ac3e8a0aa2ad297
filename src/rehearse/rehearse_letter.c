/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a made-up person's words into a mail, as mail programs and servers would. Decides nothing. */
#include "rehearse/rehearse_letter.h"
#include <string.h>

static char *
first_name(const char *name)
{
  return g_strndup(name, strcspn(name, " "));
}

/* Our own mail under theirs, as mail programs put it. */
static char *
with_quote(const Draft *draft, const char *words)
{
  g_autofree char *given = first_name(draft->sender->name);
  g_auto(GStrv) lines = g_strsplit(draft->reading->text, "\n", 6);
  g_autoptr(GString) text = g_string_new(words);
  g_string_append_printf(text, "\n\nBest wishes\n%s\n\nOn %s, %s wrote:\n", given, draft->reading->date,
                         draft->reading->from.name);
  for (guint i = 0; i < 5 && lines[i]; i++)
    g_string_append_printf(text, "> %s\n", lines[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The form goes to the lead of the school first, who passes it on. */
static char *
as_forward(const Draft *draft)
{
  g_autofree char *given = first_name(draft->player->name), *lead = first_name(draft->sender->name);
  return g_strdup_printf(
      "%s asked me to pass this on.\n\n%s\n\n---------- Forwarded message ---------\nFrom: %s <%s>\n"
      "Subject: %s\nTo: %s <%s>\n\nHere is my form.\n\n%s\n",
      given, lead, draft->player->name, draft->player->address, draft->row->subject, draft->sender->name,
      draft->sender->address, given);
}

static char *
as_html(const char *text)
{
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_auto(GStrv) lines = g_strsplit(escaped, "\n", -1);
  g_autofree char *joined = g_strjoinv("<br>\n", lines);
  return g_strdup_printf("<html><body>%s</body></html>", joined);
}

/* compose() marks what it writes as automatic; a person's mail is not. */
static void
drop_header(GString *message, const char *name)
{
  g_autofree char *start = g_strdup_printf("\r\n%s: ", name);
  const char *found = strstr(message->str, start), *body = strstr(message->str, "\r\n\r\n");
  if (!found || found > body)
    return;
  gsize at = (gsize) (found - message->str), end = (gsize) (strstr(found + 2, "\r\n") - message->str);
  g_string_erase(message, (gssize) at, (gssize) (end - at));
}

/* The message as the partnership's server put it into the mailbox: a Received line above it. */
static GBytes *
as_received(const Clock *clock, const Draft *draft, GBytes *composed)
{
  gsize n;
  const char *data = g_bytes_get_data(composed, &n);
  GString *message = g_string_new_len(data, (gssize) n);
  if (draft->way != WAY_AWAY) {
    drop_header(message, "Auto-Submitted");
    drop_header(message, "X-Auto-Response-Suppress");
  }
  g_autofree char *when = clock_format(clock, draft->at);
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(when, NULL);
  g_autofree char *date = g_date_time_format(at, "%a, %d %b %Y %H:%M:%S %z");
  g_autofree char *received =
      g_strdup_printf("Received: from mail.example.org by mx.example.ac.uk; %s\r\n"
                      "Authentication-Results: mx.example.ac.uk; dmarc=pass header.from=%s\r\n",
                      date, strchr(draft->from, '@') + 1);
  g_string_prepend(message, received);
  return g_string_free_to_bytes(message);
}

GBytes *
letter_bytes(const Engine *engine, const Draft *draft, const char *message_id, const char *words,
             Attachment *attachment, GError **error)
{
  g_autoptr(GPtrArray) attachments = g_ptr_array_new();
  if (attachment)
    g_ptr_array_add(attachments, attachment);
  gboolean forward = draft->sender != draft->player, away = draft->way == WAY_AWAY;
  g_autofree char *from = g_strdup_printf("%s <%s>", draft->sender->name, draft->from);
  g_autofree char *subject = draft->calendar ? g_strdup(draft->subject)
                                             : g_strdup_printf("%s %s",
                                                               away      ? "Automatic reply:"
                                                               : forward ? "FW:"
                                                                         : "RE:",
                                                               draft->row->subject);
  g_autofree char *text = forward                   ? as_forward(draft)
                          : away || draft->calendar ? g_strdup(words)
                                                    : with_quote(draft, words);
  g_autofree char *html = as_html(text);
  const char *const to[] = { engine->site->from_address, NULL };
  const char *const references[] = { draft->row->message_id, NULL };
  Mail mail = { .from = from,
                .to = to,
                .subject = subject,
                .message_id = message_id,
                .date = draft->at,
                .in_reply_to = forward ? NULL : draft->row->message_id,
                .references = forward ? NULL : references,
                .text = text,
                .html = html,
                .attachments = attachments,
                .calendar = draft->calendar,
                .method = draft->calendar ? "REPLY" : NULL,
                .replied = TRUE };
  g_autoptr(GBytes) composed = compose(&mail, engine->clock, error);
  return composed ? as_received(engine->clock, draft, composed) : NULL;
}
