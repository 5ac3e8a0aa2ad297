/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a year out again, with sessions where a scheme has none. Knows no holidays: a date may fall on one.
 */
#include "rehearse/rehearse_dates.h"
#include <string.h>

#define FIRST_WEEK 4 /* of the term, counted from its first Monday */
#define LONGEST 480  /* minutes of one session */

static gboolean
has_session(const Year *year, const Scheme *scheme, const SchemeEvent *event)
{
  for (guint i = 0; i < year->sessions->len; i++) {
    const YearSession *one = year->sessions->pdata[i];
    if (!strcmp(one->scheme, scheme->id) && !strcmp(one->event, event->id))
      return TRUE;
  }
  return FALSE;
}

static void
write_day(GString *text, const char *key, Day day)
{
  g_autofree char *written = day_format(day);
  g_string_append_printf(text, "%s = \"%s\"; ", key, written);
}

static void
write_text(GString *text, const char *key, const char *value)
{
  if (!value)
    return;
  g_string_append_printf(text, "%s = \"", key);
  for (const char *p = value; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(text, '\\');
    g_string_append_c(text, *p);
  }
  g_string_append(text, "\"; ");
}

static void
write_filters(GString *text, const GPtrArray *where)
{
  for (guint i = 0; where && i < where->len; i++) {
    const Filter *filter = where->pdata[i];
    g_autofree char *values = g_strjoinv("\", \"", filter->values);
    g_string_append_printf(text, "%s = (\"%s\"); ", filter->attribute, values);
  }
}

static void
write_session(GString *text, const YearSession *session)
{
  g_autofree char *date = day_format(session->day);
  g_string_append_printf(text, "%s\n  { ", g_str_has_suffix(text->str, "(") ? "" : ",");
  write_text(text, "scheme", session->scheme);
  write_text(text, "event", session->event);
  write_text(text, "term", session->term);
  write_filters(text, session->where);
  g_string_append_printf(text, "start = \"%sT%02d:%02d\"; minutes = %d; ", date, session->minute / 60,
                         session->minute % 60, session->minutes);
  write_text(text, "place", session->place);
  write_text(text, "title", session->title);
  g_string_append(text, "}");
}

/* A Tuesday afternoon and the Thursday morning after it. */
static void
make_up(GString *text, const Scheme *scheme, const SchemeEvent *event, const Term *term)
{
  Day monday = term->from + (8 - day_weekday(term->from)) % 7 + 7 * FIRST_WEEK;
  YearSession session = { .scheme = scheme->id,
                          .event = event->id,
                          .term = event->per_term ? term->id : NULL,
                          .day = monday + 1,
                          .minute = 16 * 60,
                          .minutes = event->hours > 0 ? MIN((int) (event->hours * 60), LONGEST) : 120,
                          .place = (char *) "Online" };
  write_session(text, &session);
  session.day = monday + 3;
  session.minute = 9 * 60 + 30;
  write_session(text, &session);
}

static void
write_terms(GString *text, const Year *year)
{
  g_string_append_printf(text, "year = \"%s\";\n", year->id);
  write_day(text, "starts", year->starts);
  write_day(text, "ends", year->ends);
  g_string_append(text, "\nterms = (");
  for (guint i = 0; i < year->terms->len; i++) {
    const Term *term = year->terms->pdata[i];
    g_string_append_printf(text, "%s\n  { id = \"%s\"; ", i ? "," : "", term->id);
    write_day(text, "from", term->from);
    write_day(text, "to", term->to);
    g_string_append(text, "}");
  }
  g_string_append(text, "\n);\nclosed = (");
  for (guint i = 0; i < year->closures->len; i++) {
    const Closure *closure = year->closures->pdata[i];
    g_string_append_printf(text, "%s\n  { ", i ? "," : "");
    write_day(text, "from", closure->from);
    write_day(text, "to", closure->to);
    write_text(text, "why", closure->why);
    write_text(text, "school", closure->school);
    g_string_append(text, "}");
  }
  g_string_append(text, "\n);\nsessions = (");
}

static void
write_sessions(GString *text, const Scheme *scheme, const Year *year)
{
  for (guint i = 0; i < year->sessions->len; i++) {
    const YearSession *one = year->sessions->pdata[i];
    if (!strcmp(one->scheme, scheme->id) && !one->cancelled)
      write_session(text, one);
  }
  for (guint i = 0; i < scheme->events->len; i++) {
    const SchemeEvent *event = scheme->events->pdata[i];
    if (event->spans || has_session(year, scheme, event))
      continue;
    for (guint t = 0; t < (event->per_term ? year->terms->len : 1); t++)
      make_up(text, scheme, event, year->terms->pdata[t]);
  }
}

char *
rehearse_dates(const GPtrArray *schemes, const Year *year)
{
  GString *text = g_string_new("// The dates of a rehearsal.\n");
  write_terms(text, year);
  for (guint i = 0; i < schemes->len; i++)
    write_sessions(text, schemes->pdata[i], year);
  g_string_append(text, "\n);\n");
  return g_string_free(text, FALSE);
}
