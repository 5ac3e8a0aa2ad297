/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemes that are right: the shipped one says what its policy says, and the drafts of the others load. */
#include "scheme/scheme.h"
#include <glib/gstdio.h>

static char *
source_file(const char *name)
{
  return g_build_filename(g_getenv("TOP_SRCDIR"), name, NULL);
}

static Schemes *
load(const char *scheme, const char *year)
{
  g_autoptr(ConfFaults) faults = conf_faults_new();
  const char *const schemes[] = { scheme, NULL }, *const years[] = { year, NULL };
  Schemes *set = schemes_load(schemes, years, faults);
  g_autofree char *words = conf_faults_words(faults);
  g_assert_cmpstr(words, ==, "");
  g_assert_nonnull(set);
  return set;
}

static Schemes *
load_shipped(void)
{
  g_autofree char *scheme = source_file("conf/schemes/bcu.conf"),
                  *year = source_file("conf/year-2026-27.conf");
  return load(scheme, year);
}

static void
assert_instances(const Schemes *set, const char *requirement, const char *want)
{
  const Scheme *scheme = schemes_find(set, "bcu");
  g_auto(GStrv) instances =
      requirement_instances(scheme, scheme_requirement(scheme, requirement), schemes_year_id(set, "2026-27"));
  g_autofree char *got = g_strjoinv(" ", instances);
  g_assert_cmpstr(got, ==, want);
}

static void
test_instances(void)
{
  g_autoptr(Schemes) set = load_shipped();
  assert_instances(set, "core-pgce", "autumn spring summer");
  assert_instances(set, "core-undergraduate", "");
  assert_instances(set, "attendance", "core.autumn core.spring core.summer");
  assert_instances(set, "tracker", "");
  assert_instances(set, "tracker-review", "core.spring core.summer");
}

/* C1.19 to C1.21, and the ladder of doc/schemes.md. */
static void
test_tracker(void)
{
  static const struct {
    int day;
    const char *mail, *cc, *to;
    gboolean digest;
  } ladder[] = {
    { -3, "tracker-due-soon", NULL, NULL, FALSE },
    { 0, "tracker-overdue", NULL, NULL, FALSE },
    { 5, "tracker-overdue-again", "lead-mentor", NULL, FALSE },
    { 10, "tracker-escalation", NULL, "strategic-lead", TRUE },
  };
  g_autoptr(Schemes) set = load_shipped();
  const Requirement *tracker = scheme_requirement(schemes_find(set, "bcu"), "tracker");
  g_assert_cmpstr(tracker->title, ==, "BCU Mentor Tracker");
  g_assert_cmpint(tracker->evidence->kind, ==, EVIDENCE_RETURN);
  g_assert_cmpstr(tracker->evidence->ids[0], ==, "tracker");
  g_assert_cmpint(tracker->opens.kind, ==, OPENS_AFTER);
  g_assert_cmpstr(tracker->opens.event, ==, "core");
  g_assert_cmpstr(tracker->opens.of_term, ==, "autumn");
  g_assert_cmpint(tracker->due.kind, ==, DUE_WORKING_DAYS);
  g_assert_cmpint(tracker->due.working_days, ==, 10);
  g_assert_true(tracker->asked);
  g_assert_cmpint(tracker->from, ==, DAY_NONE);
  g_assert_cmpuint(tracker->remind->len, ==, G_N_ELEMENTS(ladder));
  for (guint i = 0; i < G_N_ELEMENTS(ladder); i++) {
    const Rung *rung = tracker->remind->pdata[i];
    g_assert_cmpint(rung->working_days, ==, ladder[i].day);
    g_assert_cmpstr(rung->mail, ==, ladder[i].mail);
    g_assert_cmpstr(rung->cc, ==, ladder[i].cc);
    g_assert_cmpstr(rung->to, ==, ladder[i].to);
    g_assert_cmpint(rung->digest, ==, ladder[i].digest);
  }
}

static void
test_people_and_forms(void)
{
  g_autoptr(Schemes) set = load_shipped();
  const Scheme *bcu = schemes_find(set, "bcu");
  g_assert_cmpint(scheme_role(bcu, "lead-mentor")->covers, ==, COVERS_SCHOOL);
  g_assert_cmpint(scheme_role(bcu, "strategic-lead")->covers, ==, COVERS_ATTRIBUTE);
  g_assert_cmpstr(scheme_role(bcu, "strategic-lead")->attribute, ==, "phase");
  g_assert_cmpint(scheme_role(bcu, "mentor")->covers, ==, COVERS_NOTHING);
  g_assert_true(scheme_event(bcu, "core")->per_term);
  g_assert_false(scheme_event(bcu, "drop-in")->per_term);
  g_assert_cmpint(scheme_form(bcu, "attendance")->records, ==, RECORDS_ATTENDANCE);
  const FormField *rating = form_field(scheme_form(bcu, "tracker"), "st1");
  g_assert_cmpint(rating->type, ==, FIELD_RATING);
  g_assert_cmpuint(g_strv_length(rating->of), ==, 4);
  g_assert_true(rating->need);
  const Requirement *handbook = scheme_requirement(bcu, "handbook"),
                    *pgce = scheme_requirement(bcu, "core-pgce");
  g_assert_cmpint(handbook->evidence->kind, ==, EVIDENCE_ANY);
  const Evidence *on_tracker = handbook->evidence->parts->pdata[0];
  g_assert_cmpint(on_tracker->kind, ==, EVIDENCE_FIELD);
  g_assert_cmpstr(on_tracker->ids[0], ==, "tracker");
  g_assert_cmpstr(on_tracker->ids[1], ==, "handbook");
  const SchemeActivity *read = scheme_activity(bcu, "handbook");
  g_assert_true(g_strv_contains((const char *const *) read->said, "read"));
  g_assert_false(read->counts);
  g_assert_cmpuint(read->editions->len, ==, 3);
  g_assert_cmpuint(pgce->of.where->len, ==, 1);
  g_assert_cmpstr(((Filter *) pgce->of.where->pdata[0])->attribute, ==, "programme");
  g_assert_cmpstr(pgce->make_up->cc, ==, "lead-mentor");
  g_assert_cmpint(scheme_requirement(bcu, "module-pass")->opens.kind, ==, OPENS_MET);
  g_assert_cmpint(scheme_requirement(bcu, "mentor-details")->due.kind, ==, DUE_BEFORE);
  g_assert_cmpfloat(scheme_requirement(bcu, "associate-tutor")->evidence->most, ==, 3.0);
  g_assert_cmpint(scheme_requirement(bcu, "associate-tutor")->evidence->per, ==, PER_CAREER);
  g_assert_cmpint(scheme_award(bcu, "coaching")->credits, ==, 20);
}

static void
test_year(void)
{
  g_autoptr(Schemes) set = load_shipped();
  const Year *year = schemes_year(set, day_parse("2026-10-06"));
  g_assert_cmpstr(year->id, ==, "2026-27");
  g_assert_null(schemes_year(set, day_parse("2027-09-01")));
  g_assert_cmpint(year_date(year, 6, 15), ==, day_parse("2027-06-15"));
  g_assert_cmpint(year_date(year, 9, 1), ==, day_parse("2026-09-01"));
  g_assert_cmpstr(year_term_on(year, day_parse("2026-12-18"))->id, ==, "autumn");
  g_assert_cmpstr(year_term_on(year, day_parse("2026-12-19"))->id, ==, "spring");
  g_assert_null(year_term_on(year, day_parse("2027-07-22")));
  const YearSession *first = year->sessions->pdata[0], *drop_in = year->sessions->pdata[13];
  g_assert_cmpstr(first->key, ==, "bcu.core.autumn.primary.1");
  g_assert_cmpstr(((YearSession *) year->sessions->pdata[1])->key, ==, "bcu.core.autumn.primary.2");
  g_assert_cmpint(first->minute, ==, 16 * 60);
  g_assert_cmpint(first->day, ==, day_parse("2026-10-06"));
  g_assert_cmpstr(drop_in->key, ==, "bcu.drop-in.mathematics.1");
  g_assert_null(drop_in->term);
}

static void
test_templates(void)
{
  g_autoptr(Schemes) set = load_shipped();
  g_autoptr(GPtrArray) mails = scheme_mail_templates(schemes_find(set, "bcu"));
  g_autoptr(GPtrArray) papers = scheme_certificate_templates(schemes_find(set, "bcu"));
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < mails->len; i++)
    g_assert_true(g_hash_table_add(names, (char *) ((TemplateUse *) mails->pdata[i])->name));
  const char *const some[] = { "tracker-request", "tracker-escalation", "core-invitation", "core-make-up",
                               "certificate" };
  for (guint i = 0; i < G_N_ELEMENTS(some); i++)
    g_assert_true(g_hash_table_contains(names, some[i]));
  g_assert_cmpuint(papers->len, ==, 2);
}

static void
test_drafts(void)
{
  static const char *const names[] = { "bcu", "bpn", "exeter", "hwstpa", "wltec" };
  g_autofree char *drafts = source_file("../shared/design/schemes"), *shipped = source_file("conf/schemes");
  g_autofree char *year = source_file("conf/year-2026-27.conf"), *bcu = source_file("conf/schemes/bcu.conf");
  gboolean all = g_file_test(drafts, G_FILE_TEST_IS_DIR);
  guint loaded = 0;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *file = g_strconcat(names[i], ".conf", NULL);
    g_autofree char *path = g_build_filename(all ? drafts : shipped, file, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
      continue;
    const char *const schemes[] = { path, i ? bcu : NULL, NULL }, *const years[] = { year, NULL };
    g_autoptr(ConfFaults) faults = conf_faults_new();
    g_autoptr(Schemes) set = schemes_load(schemes, years, faults);
    g_autofree char *words = conf_faults_words(faults);
    g_assert_cmpstr(words, ==, "");
    g_assert_nonnull(schemes_find(set, names[i]));
    loaded++;
  }
  g_assert_cmpuint(loaded, >=, all ? G_N_ELEMENTS(names) : 1);
}

/* What a requirement is repeated for, beyond the shipped scheme. */
static void
test_repeats(void)
{
  static const char rules[] =
      "scheme = \"s\"; title = \"S\"; roles = ( { id = \"mentor\"; title = \"Mentor\"; } );"
      "events = ( { id = \"core\"; title = \"Core\"; per = \"term\"; for = \"mentor\"; },"
      "           { id = \"stay\"; title = \"Stay\"; spans = true; for = \"mentor\"; } );"
      "activities = ( { id = \"study\"; title = \"Study\"; } );"
      "requirements = ("
      "  { id = \"terms\"; of = { role = \"mentor\"; }; log = \"study\"; for_each = \"term\"; },"
      "  { id = \"core\"; of = { role = \"mentor\"; }; attend = \"core\"; per = \"term\"; },"
      "  { id = \"spring\"; of = { role = \"mentor\"; }; log = \"study\"; for_each = (\"core.spring\", "
      "\"core.autumn\"); },"
      "  { id = \"stays\"; of = { role = \"mentor\"; }; log = \"study\"; for_each = \"stay\"; } );";
  static const char dates[] =
      "sessions = ( { scheme = \"s\"; event = \"core\"; start = \"2026-10-06T16:00\"; minutes = 60; },"
      "  { scheme = \"s\"; event = \"core\"; start = \"2026-10-07T16:00\"; minutes = 60; id = \"second\"; },"
      "  { scheme = \"s\"; event = \"core\"; start = \"2027-01-06T16:00\"; minutes = 60; cancelled = true; } "
      ");"
      "placements = ( { scheme = \"s\"; school = \"A\"; trainee = \"T@example.org\"; from = \"2026-10-01\"; "
      "to = \"2026-12-01\"; },"
      "  { scheme = \"s\"; school = \"B\"; trainee = \"t@example.org\"; from = \"2027-01-10\"; to = "
      "\"2027-02-01\"; id = \"b\"; } );"
      "terms = ( { id = \"autumn\"; from = \"2026-09-01\"; to = \"2026-12-18\"; },"
      "  { id = \"spring\"; from = \"2027-01-04\"; to = \"2027-03-26\"; } );"
      "starts = \"2026-09-01\"; ends = \"2027-08-31\"; year = \"y\";";
  static const char *const wants[][2] = { { "terms", "autumn spring" },
                                          { "core", "autumn" }, /* the spring's is cancelled */
                                          { "spring", "core.autumn" },
                                          { "stays", "" } /* placements are people's */ };
  g_autofree char *directory = g_dir_make_tmp("mentord-scheme-XXXXXX", NULL);
  g_autofree char *scheme_path = g_build_filename(directory, "s.conf", NULL);
  g_autofree char *year_path = g_build_filename(directory, "y.conf", NULL);
  g_assert_true(g_file_set_contents(scheme_path, rules, -1, NULL) &&
                g_file_set_contents(year_path, dates, -1, NULL));
  g_autoptr(Schemes) set = load(scheme_path, year_path);
  const Scheme *scheme = schemes_find(set, "s");
  const Year *year = schemes_year_id(set, "y");
  for (guint i = 0; i < G_N_ELEMENTS(wants); i++) {
    g_auto(GStrv) instances = requirement_instances(scheme, scheme_requirement(scheme, wants[i][0]), year);
    g_autofree char *got = g_strjoinv(" ", instances);
    g_assert_cmpstr(got, ==, wants[i][1]);
  }
  g_assert_cmpstr(((YearSession *) year->sessions->pdata[0])->term, ==, "autumn"); /* from its date */
  g_assert_cmpstr(((YearSession *) year->sessions->pdata[1])->key, ==, "s.second");
  const YearPlacement *first = year->placements->pdata[0], *second = year->placements->pdata[1];
  g_assert_cmpstr(first->trainee, ==, "t@example.org");
  g_assert_cmpstr(first->event, ==, "stay"); /* the only one that spans */
  g_assert_null(first->id);
  g_assert_cmpstr(second->id, ==, "b");
  g_assert_true(repeats_event(scheme, "placement") == scheme_event(scheme, "stay"));
  g_assert_null(repeats_event(scheme, "core"));
  g_assert_cmpint(g_unlink(scheme_path) | g_unlink(year_path) | g_rmdir(directory), ==, 0);
}

static void
test_digest(void)
{
  g_autofree char *directory = g_dir_make_tmp("mentord-scheme-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(directory, "year.conf", NULL);
  g_autofree char *part = g_build_filename(directory, "terms.conf", NULL);
  const char *terms = "terms = ( { id = \"all\"; from = \"2026-09-01\"; to = \"2027-08-31\"; } );";
  g_assert_true(g_file_set_contents(
      path,
      "\xef\xbb\xbfyear = \"y\"; starts = \"2026-09-01\"; ends = \"2027-08-31\";\n@include \"terms.conf\"\n",
      -1, NULL));
  g_assert_true(g_file_set_contents(part, terms, -1, NULL));
  const char *const none[] = { NULL }, *const years[] = { path, NULL };
  g_autoptr(ConfFaults) faults = conf_faults_new();
  g_autoptr(Schemes) before = schemes_load(none, years, faults);
  g_autoptr(Schemes) again = schemes_load(none, years, faults);
  g_autofree char *changed = g_strconcat(terms, "\n", NULL);
  g_assert_true(g_file_set_contents(part, changed, -1, NULL));
  g_autoptr(Schemes) after = schemes_load(none, years, faults);
  g_autofree char *words = conf_faults_words(faults);
  g_assert_cmpstr(words, ==, "");
  g_assert_cmpstr(before->digest, ==, again->digest);
  g_assert_cmpstr(before->digest, !=, after->digest); /* what is included counts */
  g_assert_cmpint(g_unlink(path) | g_unlink(part) | g_rmdir(directory), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scheme/instances", test_instances);
  g_test_add_func("/scheme/tracker", test_tracker);
  g_test_add_func("/scheme/people-and-forms", test_people_and_forms);
  g_test_add_func("/scheme/year", test_year);
  g_test_add_func("/scheme/templates", test_templates);
  g_test_add_func("/scheme/drafts", test_drafts);
  g_test_add_func("/scheme/repeats", test_repeats);
  g_test_add_func("/scheme/digest", test_digest);
  return g_test_run();
}
