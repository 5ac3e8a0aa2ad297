/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a box says, as tables: British dates, boxes, ratings, choices. What cannot be known is unclear, never
 * guessed. */
#include "pass/intake/values.h"
#include <string.h>

static void
test_days(void)
{
  static const struct {
    const char *text, *want; /* NULL: none */
  } cases[] = {
    { "01/04/2026", "2026-04-01" },
    { "1/4/26", "2026-04-01" },
    { "1.4.2026", "2026-04-01" },
    { "2026-04-01", "2026-04-01" },
    { "2026-04-01T09:30", "2026-04-01" },
    { "1 April 2026", "2026-04-01" },
    { "1st Apr 2026", "2026-04-01" },
    { "Wednesday 1 April 2026", "2026-04-01" },
    { "Thu 8th October, 2026", "2026-10-08" },
    { "4/13/25", NULL },
    { "13/13/2026", NULL },
    { "29/02/2026", NULL },
    { "29/02/2028", "2028-02-29" },
    { "April 2026", NULL },
    { "soon", NULL },
    { "", NULL },
    { "2026", NULL },
    { "1/4/202", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Day day = value_day(cases[i].text);
    g_autofree char *got = day == DAY_NONE ? NULL : day_format(day);
    if (g_strcmp0(got, cases[i].want))
      g_error("\"%s\": got %s, want %s", cases[i].text, got ? got : "none",
              cases[i].want ? cases[i].want : "none");
  }
}

static void
test_fields(void)
{
  static const char *const choices[] = { "undergraduate", "pgce", "school direct", NULL };
  static const struct {
    FieldType type;
    const char *text;
    ValueState state;
    const char *want;
  } cases[] = {
    { FIELD_YES_NO, "Yes", VALUE_GOOD, "true" },
    { FIELD_YES_NO, " y ", VALUE_GOOD, "true" },
    { FIELD_YES_NO, "\xe2\x98\x91", VALUE_GOOD, "true" },
    { FIELD_YES_NO, "\xe2\x98\x90", VALUE_GOOD, "false" },
    { FIELD_YES_NO, "No", VALUE_GOOD, "false" },
    { FIELD_YES_NO, "perhaps", VALUE_UNCLEAR, "perhaps" },
    { FIELD_TEXT, "#picture not read", VALUE_UNCLEAR, "#picture not read" },
    { FIELD_TEXT, "#N/A", VALUE_UNCLEAR, "#N/A" },
    { FIELD_TEXT, "#1 is behaviour", VALUE_GOOD, "#1 is behaviour" },
    { FIELD_YES_NO, "", VALUE_EMPTY, NULL },
    { FIELD_RATING, "3", VALUE_GOOD, "3" },
    { FIELD_RATING, "3 - secure", VALUE_GOOD, "3" },
    { FIELD_RATING, "3.0", VALUE_GOOD, "3" },
    { FIELD_RATING, "3.5", VALUE_UNCLEAR, "3.5" },
    { FIELD_RATING, "5", VALUE_UNCLEAR, "5" },
    { FIELD_RATING, "0", VALUE_UNCLEAR, "0" },
    { FIELD_RATING, "three", VALUE_UNCLEAR, "three" },
    { FIELD_CHOICE, "PGCE", VALUE_GOOD, "pgce" },
    { FIELD_CHOICE, "under", VALUE_GOOD, "undergraduate" },
    { FIELD_CHOICE, "School Direct.", VALUE_GOOD, "school direct" },
    { FIELD_CHOICE, "diploma", VALUE_UNCLEAR, "diploma" },
    { FIELD_NUMBER, "2", VALUE_GOOD, "2" },
    { FIELD_NUMBER, "2.5 hours", VALUE_GOOD, "2.5" },
    { FIELD_NUMBER, "many", VALUE_UNCLEAR, "many" },
    { FIELD_NUMBER, "-1", VALUE_UNCLEAR, "-1" },
    { FIELD_EMAIL, "A.Name@Example.org", VALUE_GOOD, "a.name@example.org" },
    { FIELD_EMAIL, "a name at example", VALUE_UNCLEAR, "a name at example" },
    { FIELD_DATE, "8 October 2026", VALUE_GOOD, "2026-10-08" },
    { FIELD_DATE, "10/25/2026", VALUE_UNCLEAR, "10/25/2026" },
    { FIELD_TEXT, "  {{name}}\n=1+1 ", VALUE_GOOD, "{{name}}\n=1+1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    FormField field = { .id = (char *) "f", .label = (char *) "F", .type = cases[i].type, .scale = 4 };
    if (field.type == FIELD_CHOICE)
      field.of = (GStrv) choices;
    g_autofree char *got = NULL;
    ValueState state = value_read(&field, cases[i].text, &got);
    if (state != cases[i].state || g_strcmp0(got, cases[i].want))
      g_error("\"%s\": got state %d and %s, want %d and %s", cases[i].text, state, got ? got : "nothing",
              cases[i].state, cases[i].want ? cases[i].want : "nothing");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pass/values/days", test_days);
  g_test_add_func("/pass/values/fields", test_fields);
  return g_test_run();
}
