/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes one of each paper into a directory, for tests that open them with other programs, and for eyes.
 * Checks nothing. */
#include "paper/certificate.h"
#include "paper/form.h"
#include "paper/page.h"
#include "paper/report.h"
#include <glib/gstdio.h>
#include <string.h>

#define REF "7K3Q9-F2M4X"

static const char *const scale[] = { "1", "2", "3", "4", NULL };
static const char *const years[] = { "2", "3", "4", "5", "more than 5", NULL };
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
    { .id = "name", .label = "Name of mentor", .kind = BOX_TEXT, .value = "Siân O'Brien", .required = TRUE },
    { .id = "school",
      .label = "School / college",
      .kind = BOX_TEXT,
      .value = "St Mary's & St John's <CE> School",
      .required = TRUE },
    { .id = "read_on", .label = "Date I read the Mentor Handbook", .kind = BOX_DATE, .value = "2026-10-06" },
    { .id = "handbook", .label = "I have read the Mentor Handbook for my phase", .kind = BOX_YES_NO },
    { .id = "st1", .label = "Personal qualities", .kind = BOX_RATING, .of = scale, .required = TRUE },
    { .id = "st2", .label = "Teaching", .kind = BOX_RATING, .of = scale, .value = "3", .required = TRUE },
    { .id = "st3", .label = "Professionalism", .kind = BOX_RATING, .of = scale, .required = TRUE },
    { .id = "st4",
      .label = "Self-development and working in partnership",
      .kind = BOX_RATING,
      .of = scale,
      .required = TRUE },
    { .id = "wants", .label = "Training I would find most useful", .kind = BOX_TEXT },
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

/* Every kind of box, in sections, as on a record sheet. */
static void
draw_record_sheet(const char *directory)
{
  const Box boxes[] = {
    { .id = "name",
      .label = "Name of mentor and subject",
      .kind = BOX_TEXT,
      .value = "Siân O'Brien",
      .lines = 1,
      .section = "Mentor",
      .required = TRUE },
    { .id = "email", .label = "Email (please print clearly)", .kind = BOX_EMAIL, .required = TRUE },
    { .id = "experience", .label = "Years of teaching experience", .kind = BOX_CHOICE, .of = years },
    { .id = "pcm", .label = "Name of PCM", .kind = BOX_LINE, .value = "Grace Adeyemi" },
    { .id = "registered", .label = "Date of registration", .kind = BOX_DATE, .required = TRUE },
    { .id = "days", .label = "Days of study", .kind = BOX_NUMBER },
    { .id = "recommended",
      .label = "Recommendation by head teacher or PCM for role due to their quality engagement "
               "and high level of professional commitment",
      .kind = BOX_YES_NO,
      .section = "Criteria",
      .required = TRUE },
    { .id = "audit", .label = "Pre-entry audit completed", .kind = BOX_YES_NO, .required = TRUE },
    { .id = "audit-on",
      .label = "Date of completion of audit",
      .kind = BOX_DATE,
      .date_of = "audit",
      .value = "2026-10-06" },
    { .id = "module-1",
      .label = "Knowledge and understanding of process and paperwork for provider",
      .kind = BOX_YES_NO,
      .help = "Module 1: Understanding the ITT provider processes and paperwork",
      .value = "true" },
    { .id = "module-1-on", .label = "Date of study of Module 1", .kind = BOX_DATE, .date_of = "module-1" },
    { .id = "st1",
      .label = "ST 1 Personal qualities",
      .kind = BOX_EVIDENCE,
      .pieces = 3,
      .required = TRUE,
      .section = "National Standards for school-based ITT mentors",
      .help =
          "Establish trusting relationships, modelling high standards of practice, and understand how to "
          "support "
          "a trainee through initial teacher training.\n• Be approachable, make time for the trainee, and "
          "prioritise meetings and discussions with them\n• use a range of effective interpersonal skills to "
          "respond to the needs of the trainee" },
    { .id = "st2",
      .label = "ST 2 Teaching",
      .kind = BOX_EVIDENCE,
      .pieces = 3,
      .value = "I plan with my trainee every week.\nEvidence 1: Notes of 6 October\nEvidence 3: Joint "
               "observation" },
    { .id = "support",
      .label = "Quality of mentoring",
      .kind = BOX_RATING,
      .of = scale,
      .section = "Self-evaluation" },
    { .id = "feedback",
      .label = "Lesson feedback promotes challenge to trainees, offering support and constructive advice",
      .kind = BOX_RATING,
      .of = scale,
      .value = "4" },
    { .id = "signature",
      .label = "Mentor Signature",
      .kind = BOX_TEXT,
      .section = "Signatures to confirm the above",
      .lines = 2 },
    { .id = "signed", .label = "Date signed by the mentor", .kind = BOX_DATE, .date_of = "signature" },
    { .id = "consent",
      .label = "I agree to share my data between the providers",
      .kind = BOX_YES_NO,
      .required = TRUE },
  };
  const FormDocument form = {
    .title = "Entry Level Record Sheet for Mentors and Professional Co-ordinating Mentors (PCM)",
    .intro = "Certification of mentors at Entry Level: initial preparation for successful mentoring.",
    .footer = "West London Teacher Education Collaboration",
    .ref = REF,
    .form = "record-sheet",
    .version = "2026-27",
    .boxes = boxes,
    .n_boxes = G_N_ELEMENTS(boxes),
  };
  GError *error = NULL;
  GBytes *bytes = form_document_draw(&form, &error);
  keep(directory, "record-sheet.docx", bytes, error);
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
    { .id = "name", .label = "Mentor", .kind = BOX_TEXT, .required = TRUE },
    { .id = "email", .label = "Email address", .kind = BOX_EMAIL },
    { .id = "attended", .label = "Date attended", .kind = BOX_DATE, .of = days },
    { .id = "made_up", .label = "Training materials reviewed instead", .kind = BOX_YES_NO },
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
    { .id = "name", .label = "Full name", .kind = BOX_TEXT, .required = TRUE },
    { .id = "role", .label = "Role in school / college", .kind = BOX_TEXT },
    { .id = "email", .label = "Email address", .kind = BOX_EMAIL, .required = TRUE },
    { .id = "subject", .label = "Subject", .kind = BOX_CHOICE, .of = subjects },
    { .id = "programme", .label = "Programme", .kind = BOX_CHOICE, .of = programmes },
    { .id = "since", .label = "Mentor since", .kind = BOX_DATE },
    { .id = "trainees", .label = "Trainees", .kind = BOX_NUMBER },
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
  report_add_line(report, "The greatest need is %s.", "self-development");
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
  const char *const names[] = { "report.html", "report.xlsx", "report.csv", "report.json", "report.pdf" };
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

/* One of each template, with a long name. */
static void
draw_certificates(const char *directory)
{
  static const char *const templates[][4] = {
    { "attendance.svg", "BCU Certificate of Attendance", "Introduction to BCU Mentor Training",
      "Attended on 6 October 2026 · academic year 2026-27" },
    { "completion.svg", "Mentoring Programme", "30 hours, validated by the University of Warwick",
      "Attended on 6 October 2026 · academic year 2026-27" },
    { "certification.svg", "Entry Level certificate", "Initial preparation for successful mentoring",
      "Academic year 2026-27" },
    { "mastery.svg", "Mastery Level certificate", "Being a successful mentor", "Academic year 2026-27" },
    { "credits.svg", "BCU Mentoring and Coaching Certificate of completion", "EDU7362 Coaching and Mentoring",
      "20 credits · academic year 2026-27" },
  };
  g_autofree char *from = g_build_filename(g_getenv("TOP_SRCDIR"), "templates", "certificates", NULL);
  g_autoptr(Certificates) certificates = certificates_new(from);
  for (guint i = 0; i < G_N_ELEMENTS(templates); i++) {
    const CertificateWords words = {
      .title = templates[i][1],
      .name = i % 2 ? "Siân Ó Briain" : "Nguyễn Thị Ánh Żak-Świątek",
      .words = templates[i][2],
      .detail = templates[i][3],
      .issuer = "Example ITE Partnership",
      .date = "9 October 2026",
      .code = "7K3Q-F2M4-X9TD-4QX7-2",
      .verify = "mailto:mentors@example.ac.uk?subject=verify%207K3Q-F2M4-X9TD-4QX7-2",
      .issued = 1791500000
    };
    GError *error = NULL;
    g_autofree char *name = g_strconcat(templates[i][0], ".pdf", NULL);
    keep(directory, name, certificates_draw(certificates, templates[i][0], &words, &error), error);
  }
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
  draw_record_sheet(argv[1]);
  draw_attendance(argv[1]);
  draw_mentor_details(argv[1]);
  draw_reports(argv[1]);
  draw_page(argv[1]);
  draw_certificates(argv[1]);
  return 0;
}
