/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small groups in reports: every division of people up to a size, and the ones that are easily done wrong.
 * And when reports are due. */
#include "../store/fixture.h"
#include "report/hide.h"
#include "report/nameless.h"
#include "report/times.h"
#include "store/people.h"
#include <string.h>

enum { GROUPS = 5 };

static void
test_cases(void)
{
  const struct {
    guint n[GROUPS];
    gboolean hidden[GROUPS];
  } rows[] = {
    { { 5, 4, 3, 6, 9 }, { 0, 0, 0, 0, 0 } },
    { { 0, 0, 0, 0, 7 }, { 0, 0, 0, 0, 0 } },
    { { 5, 4, 2, 6, 9 }, { 0, 1, 1, 0, 0 } }, /* 2 alone could be reckoned */
    { { 5, 1, 1, 6, 9 }, { 1, 1, 1, 0, 0 } }, /* two together are still a small group */
    { { 5, 1, 2, 6, 9 }, { 0, 1, 1, 0, 0 } },
    { { 9, 0, 2, 0, 0 }, { 1, 0, 1, 0, 0 } }, /* an empty group hides nobody */
    { { 0, 0, 2, 0, 0 }, { 0, 0, 1, 0, 0 } },
    { { 1, 1, 0, 0, 0 }, { 1, 1, 0, 0, 0 } },
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    gboolean hidden[GROUPS];
    hide_small(rows[i].n, GROUPS, hidden);
    g_test_message("row %u", i);
    g_assert_cmpmem(hidden, sizeof hidden, rows[i].hidden, sizeof hidden);
  }
}

/* From the sum and what is shown nobody learns what a group of fewer than three said. */
static void
test_every_division(void)
{
  guint n[GROUPS] = { 0 }, most = 6, tried = 0;
  for (;;) {
    gboolean hidden[GROUPS];
    guint groups = 0, together = 0, shown = 0;
    hide_small(n, GROUPS, hidden);
    for (guint i = 0; i < GROUPS; i++) {
      g_assert_true(hidden[i] || !n[i] || n[i] >= SMALLEST_GROUP);
      groups += (guint) hidden[i];
      together += hidden[i] ? n[i] : 0;
      shown += hidden[i] ? 0 : n[i];
    }
    g_assert_true(!groups || !shown || (groups > 1 && together >= SMALLEST_GROUP));
    tried++;
    guint at = 0;
    while (at < GROUPS && ++n[at] > most)
      n[at++] = 0;
    if (at == GROUPS)
      break;
  }
  g_assert_cmpuint(tried, ==, 16807); /* 7 to the 5th */
}

/* What has come, and what is next. */
static void
test_times(void)
{
  const struct {
    const char *today, *every, *now, *next;
  } rows[] = {
    { "2026-09-06", "week", "", "2026-09-07" },
    { "2026-09-07", "week", "2026-09-07", "2026-10-05" },
    { "2026-09-08", "week", "", "2026-10-05" },
    { "2026-09-08", "month", "2026-09-07", "2026-10-05" },
    { "2026-09-21", "term", "2026-09-07", "2026-10-05" },
    { "2026-09-22", "year", "", "2026-10-05" },
    { "2026-10-05", "month", "2026-10-05", "" },
    { "2027-01-01", "month", "", "" },
  };
  static const char *const days[] = { "2026-09-07", "2026-10-05" };
  g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(ReportTime));
  for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
    ReportTime time = { day_parse(days[i]), "" };
    g_strlcpy(time.period, days[i], sizeof time.period);
    g_array_append_val(times, time);
  }
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const ReportTime *now = report_time_now(times, rows[i].every, day_parse(rows[i].today));
    const ReportTime *next = report_time_next(times, day_parse(rows[i].today));
    g_test_message("%s", rows[i].today);
    g_assert_cmpstr(now ? now->period : "", ==, rows[i].now);
    g_assert_cmpstr(next ? next->period : "", ==, rows[i].next);
  }
}

static void
test_nameless(Fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  static const struct {
    const char *words, *want;
  } rows[] = {
    { "More of this. Amy", "More of this. [name]" },
    { "Ask amy BROWN, please", "Ask [name], please" },
    { "Ben Clark's lesson", "[name] lesson" },
    { "Ben was good", "Ben was good" }, /* of others whole names alone: Ben may be anybody */
    { "Chlo\303\251 Davies-O'Neill; Chlo\303\251 Davies-O\342\200\231Neill.", "[name]; [name]." },
    { "at St Mary\342\200\231s  Primary School!", "at [school]!" },
    { "a.b@example.org, thanks", "[address], thanks" },
    { "Li and others", "Li and others" },
    { "don't 'Amy' -Amy- e-Amy", "don't '[name]' -[name]- e-Amy" },
    { "Brownlee, brown", "Brownlee, [name]" },
    { "", "" },
    { "=1+1", "=1+1" },
  };
  store_begin(f->store);
  gint64 amy = person_add(f->store, "Amy Brown", NULL), li = person_add(f->store, "Li Wu", NULL);
  person_add(f->store, "Ben Clark", NULL);
  person_add(f->store, "Chlo\303\251 Davies-O\342\200\231Neill", NULL);
  school_ensure(f->store, "St Mary's Primary School");
  fixture_commit(f);
  g_autoptr(Nameless) nameless = nameless_new(f->store);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *less = nameless_words(nameless, rows[i].words, amy, li);
    g_assert_cmpstr(less, ==, rows[i].want);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/hide/cases", test_cases);
  g_test_add_func("/report/hide/every-division", test_every_division);
  fixture_add("/report/nameless", test_nameless);
  g_test_add_func("/report/times", test_times);
  return g_test_run();
}
