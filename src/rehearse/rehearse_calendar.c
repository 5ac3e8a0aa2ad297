/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as two kinds of program write them. Reads no mail: the entry was read by the real reader. */
#include "rehearse/rehearse_calendar.h"
#include "pass/engine.h"
#include <string.h>

char *
calendar_reply_subject(const CalendarReply *reply)
{
  return g_strdup_printf("%s: %s", reply->answer == ENTRY_ACCEPTED ? "Accepted" : "Declined",
                         reply->event->summary);
}

/* Without the line of ORGANIZER and what continues it. */
static char *
without_organizer(const char *object)
{
  g_autoptr(GRegex) regex =
      g_regex_new("^ORGANIZER[^\\r]*\\r\\n(?:[ \\t][^\\r]*\\r\\n)*", G_REGEX_MULTILINE, 0, NULL);
  return g_regex_replace_literal(regex, object, -1, 0, "", 0, NULL);
}

char *
calendar_reply(const Engine *engine, const CalendarReply *reply, GError **error)
{
  g_autofree char *words = calendar_reply_subject(reply);
  Instant start = INSTANT_NONE, end = INSTANT_NONE;
  clock_parse(engine->clock, reply->event->start, &start);
  clock_parse(engine->clock, reply->event->end, &end);
  Entry entry = { .method = ENTRY_REPLY,
                  .uid = reply->event->uid,
                  .sequence = reply->event->sequence,
                  .stamp = reply->at,
                  .domain = "example.org",
                  .timezone = clock_timezone(engine->clock),
                  .start = start,
                  .end = end,
                  .summary = reply->as_exchange ? words : reply->event->summary,
                  .organizer = reply->event->organizer,
                  .attendee = reply->address,
                  .attendee_name = reply->name,
                  .answer = reply->answer };
  g_autofree char *object = entry_write(&entry, error);
  return !object ? NULL : reply->as_exchange ? without_organizer(object) : g_steal_pointer(&object);
}
