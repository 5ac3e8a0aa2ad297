/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours that somebody reports of themselves in a line: "hours 3 on 12 October, self-study". Recorded where
 * their scheme asks that activity of them; else what was understood is read back, and nothing is recorded.
 * C1.31 */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/intake/values.h"
#include "pass/post.h"
#include "store/facts.h"
#include <string.h>

#define HOURS_MOST 100 /* of one line: more is a slip */
#define LONG_AGO 184   /* days */

/* One line taken apart. */
typedef struct {
  double hours;
  Day day;    /* DAY_NONE: none was found, or it is still to come */
  char *what; /* the rest of the words */
} Report;

static void
report_clear(Report *report)
{
  g_free(report->what);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Report, report_clear)

/* A day without a year is the last such day, if that is not long ago. */
static Day
day_of(const char *text, Day today)
{
  Day day = value_day(text);
  int year, month, dom;
  day_to_ymd(today, &year, &month, &dom);
  for (int back = 0; back <= 1 && day == DAY_NONE; back++) {
    g_autofree char *full = g_strdup_printf("%s %d", text, year - back);
    Day guess = value_day(full);
    day = guess != DAY_NONE && guess <= today && guess > today - LONG_AGO ? guess : DAY_NONE;
  }
  return day;
}

/* The words @from to @to of @words. */
static char *
joined(char *const *words, guint from, guint to)
{
  g_autoptr(GStrvBuilder) some = g_strv_builder_new();
  for (guint i = from; i < to; i++)
    g_strv_builder_add(some, words[i]);
  g_auto(GStrv) list = g_strv_builder_end(some);
  return g_strjoinv(" ", list);
}

/* The longest run of words with a digit that is a date, taken out of @words. */
static Day
take_day(GStrv words, Day today)
{
  guint n = g_strv_length(words);
  for (guint length = MIN(n, 4); length >= 1; length--)
    for (guint from = 0; from + length <= n; from++) {
      g_autofree char *text = joined(words, from, from + length);
      Day day = g_ascii_isdigit(*text) ? day_of(text, today) : DAY_NONE;
      if (day == DAY_NONE)
        continue;
      for (guint i = from; i < from + length; i++)
        *words[i] = '\0';
      return day;
    }
  return DAY_NONE;
}

static Report
read_report(const char *text, Day today)
{
  static const char *const fillers[] = { "",   "hours", "hour", "hrs", "hr",  "h",
                                         "on", "of",    "for",  "a",   "the", NULL };
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  Report report = { words[0] ? g_ascii_strtod(g_strdelimit(words[0], ",", '.'), NULL) : 0, DAY_NONE, NULL };
  report.day = words[0] ? take_day(words + 1, today) : DAY_NONE;
  if (report.day != DAY_NONE && report.day > today)
    report.day = DAY_NONE;
  GString *what = g_string_new(NULL);
  for (guint i = 1; words[0] && words[i]; i++)
    if (!g_strv_contains(fillers, words[i]))
      g_string_append_printf(what, "%s%s", what->len ? " " : "", words[i]);
  report.what = g_string_free(what, FALSE);
  return report;
}

/* Whether @what means @activity: by one of its names, or by words of its title in their order. */
static gboolean
is_meant(const Scheme *scheme, const SchemeActivity *activity, const char *what)
{
  g_autofree char *key = text_key(what), *title = text_key(activity->title);
  return *key && (scheme_activity_called(scheme, what) == activity || strstr(title, key));
}

/* The only activity that is asked of the sender and meant; the titles of those that are asked in @titles. */
static const SchemeActivity *
activity_meant(const Inbound *inbound, const char *what, const Scheme **of, GPtrArray *titles)
{
  const GPtrArray *schemes = inbound->engine->site->schemes->schemes;
  const SchemeActivity *found = NULL;
  guint n = 0;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->activities->len; j++) {
      const SchemeActivity *one = scheme->activities->pdata[j];
      if (!one->counts || one->paid || !asked_of_sender(inbound, scheme, one->id))
        continue;
      g_ptr_array_add(titles, one->title);
      if (is_meant(scheme, one, what)) {
        found = one;
        *of = scheme;
        n++;
      }
    }
  }
  return n == 1 ? found : NULL;
}

static char *
record(Inbound *inbound, const Scheme *scheme, const SchemeActivity *activity, const Report *report)
{
  g_autofree char *source = inbound_cause(inbound), *day = day_words(report->day);
  gint64 person = inbound_sender(inbound)->id;
  if (activity_add(inbound->engine->store, person, scheme->id, activity->id, report->day, report->hours,
                   inbound->message->id, source))
    journal_add(inbound->engine->store, person, 0, source, "%s on %s: %g hours", activity->title, day,
                report->hours);
  return g_strdup_printf("%s, %s: %g %s", activity->title, day, report->hours,
                         report->hours == 1 ? "hour" : "hours");
}

/* What keeps the line from being recorded; NULL: nothing. */
static const char *
lack_of(const Report *report, const SchemeActivity *activity, const GPtrArray *titles)
{
  if (report->hours <= 0 || report->hours > HOURS_MOST)
    return "the number of hours";
  if (report->day == DAY_NONE)
    return "the day, which must be past";
  if (!titles->len)
    return "what it was: no hours of your own are asked of you, and those of our events we note ourselves";
  return activity ? NULL : "what it was";
}

gboolean
asked_hours_done(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_auto(Report) report = read_report(asked->rest, clock_day(inbound->engine->clock, inbound->arrival));
  g_autoptr(GPtrArray) titles = g_ptr_array_new();
  const Scheme *scheme = NULL;
  const SchemeActivity *activity = activity_meant(inbound, report.what, &scheme, titles);
  const char *lack = lack_of(&report, activity, titles);
  g_autofree char *recorded = lack ? g_strdup("") : record(inbound, scheme, activity, &report);
  json_t *context = asked_context(inbound, NULL);
  context_text(context, "recorded", recorded);
  context_text(context, "lack", lack);
  context_text(context, "what", asked->rest);
  json_object_set_new(context, "some", json_boolean(titles->len > 0));
  json_object_set_new(context, "titles", asked_lines(titles));
  return asked_reply(inbound, "hours-said", context, NULL, NULL, error);
}
