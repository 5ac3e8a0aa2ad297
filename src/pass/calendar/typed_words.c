/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves out of a calendar's answer what the program says by itself: Gmail's card, Apple's sentence,
 * Outlook's block about when and where. Judged line by line. */
#include "pass/calendar/typed_words.h"
#include "base/text.h"
#include <string.h>

#define LONGEST 2000 /* bytes of what is kept of it */

/* How lines begin that programs write, in lower case. */
static const char *const BEGINNINGS[] = { "accepted:",
                                          "declined:",
                                          "tentative:",
                                          "tentatively accepted:",
                                          "new time proposed:",
                                          "event accepted:",
                                          "event declined:",
                                          "when:",
                                          "where:",
                                          "who:",
                                          "organizer:",
                                          "organiser:",
                                          "attendees:",
                                          "calendar:",
                                          "location:",
                                          "time:",
                                          "summary:",
                                          "title:",
                                          "description:",
                                          "proposed:",
                                          "proposed time:",
                                          "original time:",
                                          "current time:",
                                          "from:",
                                          "to:",
                                          "subject:",
                                          "sent:",
                                          "cc:",
                                          "date:",
                                          "*~*",
                                          "____",
                                          "----",
                                          "http://",
                                          "https://",
                                          "invitation from google calendar",
                                          "with this note:",
                                          "reply for ",
                                          "you are receiving this ",
                                          "forwarding this invitation ",
                                          "to stop receiving ",
                                          "view all guest info",
                                          "microsoft teams",
                                          "join the meeting",
                                          "join microsoft teams",
                                          "join on your ",
                                          "meeting id:",
                                          "passcode:",
                                          "your request was ",
                                          "the following reply was made by zimbra",
                                          "zimbra",
                                          "sent from ",
                                          "get outlook ",
                                          "unsubscribe",
                                          NULL };

/* What their sentences hold. */
static const char *const INSIDE[] = { "accepted this invitation",
                                      "declined this invitation",
                                      "accepted your invitation",
                                      "declined your invitation",
                                      "accepted the invitation",
                                      "declined the invitation",
                                      "accepted this event",
                                      "accepted your meeting",
                                      "has accepted",
                                      "has declined",
                                      "has tentatively accepted",
                                      "has replied",
                                      "has proposed a new time",
                                      "proposed a new time",
                                      "has responded",
                                      "accepts your invitation",
                                      "declines your invitation",
                                      "invitation to the event",
                                      "google calendar",
                                      "calendar.google.com",
                                      "this invitation",
                                      "response to the invitation",
                                      "will attend this event",
                                      "participation status",
                                      NULL };

static gboolean
begins(const char *line, const char *const *words)
{
  for (; *words; words++)
    if (g_str_has_prefix(line, *words))
      return TRUE;
  return FALSE;
}

static gboolean
holds(const char *line, const char *const *words)
{
  for (; *words; words++)
    if (strstr(line, *words))
      return TRUE;
  return FALSE;
}

/* "When" alone on its line: what stands below it, up to an empty line, is the program's. */
static gboolean
is_heading(const char *line)
{
  static const char *const words[] = { "when", "where", "who", "guests", "calendar", "location", NULL };
  g_autofree char *lower = g_utf8_strdown(line, -1);
  return g_strv_contains(words, lower);
}

static gboolean
by_program(const char *line, const ReadingEvent *event)
{
  g_autofree char *lower = g_utf8_strdown(line, -1), *title = g_utf8_strdown(event->summary, -1);
  return begins(lower, BEGINNINGS) || holds(lower, INSIDE) ||
         (*title && strstr(lower, title) && !strchr(lower, '?'));
}

/* A note that a program shows in quotation marks. */
static void
unquote(char *line)
{
  gsize n = strlen(line);
  if (n > 2 && *line == '"' && line[n - 1] == '"') {
    memmove(line, line + 1, n - 2);
    line[n - 2] = '\0';
  }
}

char *
typed_words(const Reading *reading, const ReadingEvent *event)
{
  g_auto(GStrv) lines = g_strsplit(reading->text, "\n", -1);
  GString *words = g_string_new(NULL);
  gboolean below = FALSE;
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *line = text_clean(lines[i], -1, LONGEST, FALSE);
    unquote(line);
    below = *line && (below || is_heading(line));
    if (*line && !below && words->len < LONGEST && !by_program(line, event))
      g_string_append_printf(words, "%s%s", words->len ? " " : "", line);
  }
  g_autofree char *comment = text_clean(event->comment, -1, LONGEST, FALSE);
  if (*comment && !strstr(words->str, comment))
    g_string_append_printf(words, "%s%s", words->len ? " / " : "", comment);
  return g_string_free(words, FALSE);
}
