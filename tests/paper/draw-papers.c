/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes one of each paper into a directory, for tests that open them with other programs, and for eyes.
 * Checks nothing. */
#include "paper/form.h"
#include "paper/page.h"
#include "paper/report.h"
#include <glib/gstdio.h>
#include <string.h>

#define REF "7K3Q9-F2M4X"

static const char *const scale[] = { "1", "2", "3", "4", NULL };
static const char *const programmes[] = { "Undergraduate", "PGCE", NULL };
static const char *const subjects[] = { "Art, craft and design",
                                        "Biology",
                                        "Business",
                                        "Chemistry",
                                        "Computing",
                                        "Drama",
                                        "English",
                                        "Geography",
                                        "History",
                                        "Mathematics",
                                        "Modern foreign languages",
                                        "Music",
                                        "Physical education",
                                        "Physics",
                                        "Psychology",
                                        "Religious education",
                                        "Science",
                                        "Social science",
                                        "Design and technology: food",
                                        "Design and technology: textiles",
                                        NULL };
static const char *const days[] = { "2026-10-06", "2026-10-08", "2026-10-13", NULL };

static void
keep(const char *directory, const char *name, GBytes *bytes, GError *error)
{
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(directory, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  g_assert_true(g_file_set_contents(path, data, (gssize) size, NULL));
  g_bytes_unref(bytes);
}

static void
draw_tracker(const char *directory)
{
  const Box boxes[] = {
    { "name", "Name of mentor", BOX_TEXT, NULL, "Siân O'Brien", TRUE },
    { "school", "School / college", BOX_TEXT, NULL, "St Mary's & St John's <CE> School", TRUE },
    { "read_on", "Date I read the Mentor Handbook", BOX_DATE, NULL, "2026-10-06", FALSE },
    { "handbook", "I have read the Mentor Handbook for my phase", BOX_YES_NO, NULL, NULL, FALSE },
    { "st1", "Personal qualities", BOX_CHOICE, scale, NULL, TRUE },
    { "st2", "Teaching", BOX_CHOICE, scale, "3", TRUE },
    { "st3", "Professionalism", BOX_CHOICE, scale, NULL, TRUE },
    { "st4", "Self-development and working in partnership", BOX_CHOICE, scale, NULL, TRUE },
    { "wants", "Training I would find most useful", BOX_TEXT, NULL, NULL, FALSE },
  };
  const FormDocument form = {
    .title = "BCU Mentor Tracker",
    .intro = "Please rate your confidence against each mentor standard, from 1 (I would like help) to 4 (I "
             "could help\nothers).\n\n"
             "Save the file and send it back as an attachment, in reply to our mail, by Tuesday 20 October "
             "2026. You need no account.",
    .footer =
        "Your answers go to the Strategic Lead for your phase and help to plan the next training events.",
    .ref = REF,
    .form = "tracker",
    .boxes = boxes,
    .n_boxes = G_N_ELEMENTS(boxes),
  };
  GError *error = NULL;
  GBytes *bytes = form_document_draw(&form, &error);
  keep(directory, "tracker.docx", bytes, error);
}

static void
add_row(GPtrArray *rows, const char *a, const char *b, const char *c, const char *d)
{
  const char *const cells[] = { a, b, c, d, NULL };
  g_ptr_array_add(rows, g_strdupv((char **) cells));
}

static void
draw_attendance(const char *directory)
{
  const Box columns[] = {
    { "name", "Mentor", BOX_TEXT, NULL, NULL, TRUE },
    { "email", "Email address", BOX_EMAIL, NULL, NULL, FALSE },
    { "attended", "Date attended", BOX_DATE, days, NULL, FALSE },
    { "made_up", "Training materials reviewed instead", BOX_YES_NO, NULL, NULL, FALSE },
  };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  add_row(rows, "Siân O'Brien", "s.obrien@school.example.sch.uk", "2026-10-06", "");
  add_row(rows, "Priya Ramanathan", "p.ramanathan@school.example.sch.uk", "2026-10-06", "");
  add_row(rows, "Tomasz Wójcik", "t.wojcik@school.example.sch.uk", "", "true");
  add_row(rows, "Grace Adeyemi", "g.adeyemi@school.example.sch.uk", "", "");
  add_row(rows, "Muhammad Iqbal", "m.iqbal@school.example.sch.uk", "", "");
  add_row(rows, "Eleanor Fitzwilliam-Harrington", "e.fitzwilliam-harrington@school.example.sch.uk", "", "");
  add_row(rows, "=cmd|' /C calc'!A0", "li@school.example.sch.uk", "", "false");
  const FormWorkbook form = {
    .title = "Attendance at Core Mentor Training",
    .intro = "Choose for each of your mentors the date on which they came. If somebody could not come but "
             "has reviewed the "
             "training materials, choose Yes in the last column.\n\nSave the file and send it back as an "
             "attachment, in reply to our mail.",
    .ref = REF,
    .form = "attendance",
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .rows = rows,
    .empty_rows = 5,
  };
  GError *error = NULL;
  GBytes *bytes = form_workbook_draw(&form, &error);
  keep(directory, "attendance.xlsx", bytes, error);
}

static void
draw_mentor_details(const char *directory)
{
  const Box columns[] = {
    { "name", "Full name", BOX_TEXT, NULL, NULL, TRUE },
    { "role", "Role in school / college", BOX_TEXT, NULL, NULL, FALSE },
    { "email", "Email address", BOX_EMAIL, NULL, NULL, TRUE },
    { "subject", "Subject", BOX_CHOICE, subjects, NULL, FALSE },
    { "programme", "Programme", BOX_CHOICE, programmes, NULL, FALSE },
    { "since", "Mentor since", BOX_DATE, NULL, NULL, FALSE },
    { "trainees", "Trainees", BOX_NUMBER, NULL, NULL, FALSE },
  };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  const char *const cells[] = { "Siân O'Brien",
                                "Head of Music",
                                "s.obrien@school.example.sch.uk",
                                "Music",
                                "PGCE",
                                "2021-09-01",
                                "2",
                                NULL };
  g_ptr_array_add(rows, g_strdupv((char **) cells));
  const FormWorkbook form = {
    .title = "Mentor details",
    .intro = "Please list every class and subject mentor of your school, one a row.",
    .ref = REF,
    .form = "mentor-details",
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .rows = rows,
    .empty_rows = 25,
  };
  GError *error = NULL;
  GBytes *bytes = form_workbook_draw(&form, &error);
  keep(directory, "mentor-details.xlsx", bytes, error);
}

static const char *const leads_columns[] = { "School", "Mentors", "Returned", "Share", "Last heard", NULL };

static Report *
make_report(void)
{
  Report *report = report_new("needs", "What mentors ask for: primary",
                              "Mentor trackers, autumn 2026, as of 20 October 2026");
  const char *const columns[] = { "Mentor standard", "Would like help", "Answers", NULL };
  ReportTable *needs = report_add_table(report, "Needs by mentor standard", columns);
  needs->chart_label = 0;
  needs->chart_value = 1;
  report_add_row(needs, (const char *const[]){ "Personal qualities", "4", "61", NULL });
  report_add_row(needs, (const char *const[]){ "Teaching", "23", "63", NULL });
  report_add_row(needs, (const char *const[]){ "Professionalism", "9", "63", NULL });
  report_add_row(needs,
                 (const char *const[]){ "Self-development and working in partnership", "31", "62", NULL });
  ReportTable *schools = report_add_table(report, "Returns by school", leads_columns);
  report_add_row(schools, (const char *const[]){ "St Mary's & St John's <CE> School", "7", "7", "100%",
                                                 "2026-10-19", NULL });
  report_add_row(schools,
                 (const char *const[]){ "Oakfield Primary School", "5", "3", "60%", "2026-10-12", NULL });
  report_add_row(schools, (const char *const[]){ "=cmd|' /C calc'!A0", "1", "0", "0%", "", NULL });
  return report;
}

static void
draw_reports(const char *directory)
{
  g_autoptr(Report) report = make_report();
  const char *const names[] = { "report.html", "report.xlsx", "report.csv", "report.json" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    ReportFormat format;
    g_assert_true(report_format_parse(strchr(names[i], '.') + 1, &format));
    GError *error = NULL;
    GBytes *bytes = report_write(report, format, &error);
    keep(directory, names[i], bytes, error);
  }
}

static void
draw_page(const char *directory)
{
  const PageFeed feeds[] = {
    { "Mentor training", "https://mentors.example.ac.uk/feeds/bcu-all.ics" },
    { "Mentor training: primary", "https://mentors.example.ac.uk/feeds/bcu-primary.ics" },
    { "Mentor drop-ins & \"surgeries\"", "https://mentors.example.ac.uk/feeds/bcu-drop-ins.ics" },
  };
  keep(directory, "index.html",
       page_index("Mentor training dates", "BCU ITE Partnership", feeds, G_N_ELEMENTS(feeds)), NULL);
}

int
main(int argc, char **argv)
{
  if (argc != 2) {
    g_printerr("usage: draw-papers DIRECTORY\n");
    return 64;
  }
  g_mkdir_with_parents(argv[1], 0700);
  draw_tracker(argv[1]);
  draw_attendance(argv[1]);
  draw_mentor_details(argv[1]);
  draw_reports(argv[1]);
  draw_page(argv[1]);
  return 0;
}
