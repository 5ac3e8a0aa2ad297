/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates: every shipped template, names as people write them read back by pdftotext, the same bytes
 * twice, and what is refused rather than printed wrongly. */
#include "base/fault.h"
#include "paper/certificate.h"
#include <glib/gstdio.h>
#include <string.h>

static const char *const shipped[] = { "attendance.svg", "completion.svg", "certification.svg", "credits.svg",
                                       "mastery.svg" };

static const CertificateWords sample = { .title = "Certificate of Attendance",
                                         .name = "Siân Ó Briain",
                                         .words = "Introduction to Mentor Training",
                                         .detail = "Tuesday 6 October 2026, 2 hours",
                                         .issuer = "Example Education Partnerships Team",
                                         .date = "14 October 2026",
                                         .code = "MC-2026-7F3K9-QX4TD",
                                         .verify = "mailto:mentoring@example.ac.uk?subject=verify",
                                         .issued = 1791979200 };

static Certificates *
open_shipped(void)
{
  g_autofree char *directory = g_build_filename(g_getenv("TOP_SRCDIR"), "templates", "certificates", NULL);
  return certificates_new(directory);
}

/* What a program of poppler's says of @pdf. */
static char *
ask(GBytes *pdf, const char *program, const char *option)
{
  g_autofree char *file = NULL;
  int fd = g_file_open_tmp("mentord-certificate-XXXXXX.pdf", &file, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_close(fd, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data(pdf, &length);
  g_assert_true(g_file_set_contents(file, bytes, (gssize) length, NULL));
  const char *text_argv[] = { program, option, file, "-", NULL },
             *info_argv[] = { program, option, file, NULL };
  const char **argv = !strcmp(program, "pdftotext") ? text_argv : info_argv;
  char *out = NULL;
  g_autoptr(GError) error = NULL;
  g_spawn_sync(NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
               NULL, NULL, &error);
  g_unlink(file);
  g_assert_no_error(error);
  return out;
}

static gboolean
has_poppler(void)
{
  g_autofree char *program = g_find_program_in_path("pdftotext");
  if (!program)
    g_test_skip("pdftotext is not installed (Debian: poppler-utils)");
  return program != NULL;
}

static void
test_names(void)
{
  static const char *const names[] = {
    "Siân Ó Briain", "Nguyễn Thị Ánh",    "Łukasz Żak-Świątek",
    "Đorđe O'Neill", "fiona fflur ffion", "Gwenllian Llywelyn-Fitzpatrick Ó Maolmhuaidh-Świątkowska"
  };
  if (!has_poppler())
    return;
  g_autoptr(Certificates) certificates = open_shipped();
  for (guint t = 0; t < G_N_ELEMENTS(shipped); t++)
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
      CertificateWords words = sample;
      g_autoptr(GError) error = NULL;
      words.name = names[i];
      g_autoptr(GBytes) pdf = certificates_draw(certificates, shipped[t], &words, &error);
      g_assert_no_error(error);
      g_autofree char *text = ask(pdf, "pdftotext", "-raw");
      g_strdelimit(text, "\n", ' '); /* a long name stands on two lines */
      const char *const wanted[] = { names[i],    sample.title,  sample.words, sample.detail,
                                     sample.code, sample.issuer, sample.date,  "This is to certify that" };
      for (guint w = 0; w < G_N_ELEMENTS(wanted); w++)
        if (!strstr(text, wanted[w]))
          g_error("%s: no \"%s\" in: %s", shipped[t], wanted[w], text);
    }
}

static void
test_same_bytes(void)
{
  for (guint t = 0; t < G_N_ELEMENTS(shipped); t++) {
    g_autoptr(Certificates) once = open_shipped(), again = open_shipped();
    g_autoptr(GBytes) first = certificates_draw(once, shipped[t], &sample, NULL);
    CertificateWords other = sample;
    other.name = "Łukasz Żak-Świątek";
    g_autoptr(GBytes) between = certificates_draw(once, shipped[t], &other, NULL);
    g_autoptr(GBytes) second = certificates_draw(once, shipped[t], &sample, NULL);
    g_autoptr(GBytes) anew = certificates_draw(again, shipped[t], &sample, NULL);
    g_assert_true(g_bytes_equal(first, second));
    g_assert_true(g_bytes_equal(first, anew));
    g_assert_false(g_bytes_equal(first, between));
  }
}

static void
test_metadata(void)
{
  if (!has_poppler())
    return;
  g_autoptr(Certificates) certificates = open_shipped();
  g_autoptr(GBytes) pdf = certificates_draw(certificates, shipped[0], &sample, NULL);
  g_autofree char *info = ask(pdf, "pdfinfo", "-isodates");
  static const char *const wanted[] = { "Certificate of Attendance: Siân Ó Briain",
                                        "Example Education Partnerships Team", "2026-10-14T12:00:00Z", "A4",
                                        "Pages:           1" };
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
    if (!strstr(info, wanted[i]))
      g_error("no \"%s\" in: %s", wanted[i], info);
  g_autofree char *structure = ask(pdf, "pdfinfo", "-struct-text");
  /* what a screen reader says, in this order */
  static const char *const elements[] = { "H1",
                                          "Certificate of Attendance",
                                          "This is to certify that",
                                          "Siân Ó Briain",
                                          "is awarded this certificate for",
                                          "Introduction to Mentor Training",
                                          "Figure" };
  const char *from = structure;
  for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
    const char *found = strstr(from, elements[i]);
    if (!found)
      g_error("no \"%s\" where it is to be read in: %s", elements[i], structure);
    from = found + 1;
  }
}

static void
test_refusals(void)
{
  g_autofree char *long_name = g_strnfill(300, 'a'), *long_words = g_strnfill(300, 'b');
  for (guint i = 5; i < 300; i += 6)
    long_words[i] = ' ';
  g_autofree char *long_link = g_strnfill(4000, 'c');
  const struct {
    CertificateWords words;
    const char *want;
  } cases[] = {
    { { .name = long_name }, "aaa\" cannot be printed: the certificate has no room for it" },
    { { .name = long_words }, "the name \"bbbbb bbbbb" },
    { { .words = long_words }, "the words \"bbbbb bbbbb" },
    { { .name = "Ann \xf4\x80\x80\x80" }, "cannot be printed: no font has all of its characters" },
    { { .name = "" }, "the name \"\" cannot be printed: it is empty" },
    { { .name = " \t\n" }, "the name \"\" cannot be printed: it is empty" },
    { { .code = "" }, "the code \"\" cannot be printed: it is empty" },
    { { .verify = long_link }, "ccc\" cannot be printed: it is too long for a QR code" },
  };
  g_autoptr(Certificates) certificates = open_shipped();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    CertificateWords words = sample;
    g_autoptr(GError) error = NULL;
    words.name = cases[i].words.name ? cases[i].words.name : sample.name;
    words.words = cases[i].words.words ? cases[i].words.words : sample.words;
    words.code = cases[i].words.code ? cases[i].words.code : sample.code;
    words.verify = cases[i].words.verify ? cases[i].words.verify : sample.verify;
    g_autoptr(GBytes) pdf = certificates_draw(certificates, shipped[0], &words, &error);
    g_assert_null(pdf);
    g_assert_error(error, FAULT, FAULT_DATA);
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    if (!strstr(error->message, cases[i].want))
      g_error("not \"%s\": %s", cases[i].want, error->message);
  }
}

static void
test_template_faults(void)
{
  static const struct {
    const char *svg, *want;
  } cases[] = {
    { "<svg", "t.svg:1: the drawing is broken" },
    { "<svg width=\"9mm\" height=\"9mm\" xmlns=\"http://www.w3.org/2000/svg\"/>",
      "t.svg:1: the svg needs the width" },
    { "\n<rect id=\"field-nome\"/>", "t.svg:3: field-nome is no box of a certificate" },
    { "<text id=\"field-nome\">x</text>", "t.svg:2: the text \"x\" is no value of a certificate" },
    { "<text id=\"a\">{{nome}}</text>", "t.svg:2: the text \"{{nome}}\" is no value" },
    { "<text id=\"a\">{{name}} {{date}}</text>", "t.svg:2: the text \"{{name}} {{date}}\" is no value" },
    { "<text>{{name}}</text>", "t.svg:2: the text \"{{name}}\" needs an id" },
    { "<text id=\"a\" fill=\"url(#g)\">{{name}}</text>", "has the colour \"url(#g)\"" },
    { "<rect data-text=\"x\"/>", "t.svg:2: data-text must be a rect with an id" },
    { "<rect id=\"field-name\" data-size=\"huge\"/>", "t.svg:2: data-size must be 4 to 200 points" },
    { "<rect id=\"field-name\" data-size=\"9\" data-least=\"10\"/>", "t.svg:2: data-least must be" },
    { "<rect id=\"field-name\" data-align=\"middle\"/>", "t.svg:2: data-align is left, center or right" },
    { "<rect id=\"field-name\" data-colour=\"bluish\"/>", "t.svg:2: data-colour is a colour" },
    { "<rect id=\"field-name\" width=\"9\" height=\"9\"/>\n<rect id=\"field-name\" width=\"9\" "
      "height=\"9\"/>",
      "t.svg:3: field-name stands twice" },
    { "<rect id=\"field-name\" x=\"290\" width=\"20\" height=\"9\"/>",
      "t.svg:1: field-name does not lie on the paper" },
    { "<rect id=\"field-name\" width=\"9\" height=\"9\"/>",
      "t.svg:1: there is no rect with the id field-words" },
  };
  g_autofree char *directory = g_dir_make_tmp("mentord-plate-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(directory, "t.svg", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Certificates) certificates = certificates_new(directory);
    g_autofree char *whole =
        g_str_has_prefix(cases[i].svg, "<svg")
            ? g_strdup(cases[i].svg)
            : g_strdup_printf("<svg width=\"297mm\" height=\"210mm\" viewBox=\"0 0 297 210\" "
                              "xmlns=\"http://www.w3.org/2000/svg\">\n%s\n</svg>",
                              cases[i].svg);
    g_assert_true(g_file_set_contents(file, whole, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_assert_false(certificates_check(certificates, "t.svg", &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
    if (!strstr(error->message, cases[i].want))
      g_error("not \"%s\": %s", cases[i].want, error->message);
  }
  g_unlink(file);
  g_rmdir(directory);
  g_autoptr(Certificates) certificates = open_shipped();
  static const char *const names[] = { "../mail/layout.html", "", ".", "none.svg" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(certificates_check(certificates, names[i], &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
  }
  for (guint t = 0; t < G_N_ELEMENTS(shipped); t++) {
    g_autoptr(GError) error = NULL;
    g_assert_true(certificates_check(certificates, shipped[t], &error));
  }
}

/* As Inkscape writes it: layers, tspans, styles, a logo that was put in. */
static const char drawn_by_hand[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"297mm\" "
    "height=\"210mm\" viewBox=\"0 0 297 210\"><g id=\"layer1\" transform=\"translate(0,5)\">"
    "<image id=\"logo\" x=\"20\" y=\"10\" width=\"20\" height=\"20\" xlink:href=\"data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC\"/>"
    "<text id=\"text1\" x=\"148.5\" y=\"80\" style=\"font-size:12.7px;font-family:'Noto "
    "Serif';font-weight:bold;"
    "text-anchor:middle;fill:#5a1f33\"><tspan id=\"t1\" x=\"148.5\" y=\"80\">{{name}}</tspan></text>"
    "<text id=\"text2\" x=\"148.5\" y=\"110\" style=\"font-size:8px;text-anchor:middle\">{{words}}</text>"
    "<text id=\"field-date\" x=\"40\" y=\"160\" font-size=\"5\" text-anchor=\"start\">day</text>"
    "<text id=\"text4\" x=\"257\" y=\"160\" font-size=\"5\" text-anchor=\"end\">Number {{ code }}, to be "
    "checked</text>"
    "<text id=\"text5\" x=\"148.5\" y=\"40\" style=\"text-anchor:middle\" font-size=\"9\">Awarded by the "
    "school</text>"
    "</g></svg>";

static void
test_drawn_by_hand(void)
{
  if (!has_poppler())
    return;
  g_autofree char *directory = g_dir_make_tmp("mentord-plate-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(directory, "hand.svg", NULL);
  g_assert_true(g_file_set_contents(file, drawn_by_hand, -1, NULL));
  g_autoptr(Certificates) certificates = certificates_new(directory);
  CertificateWords words = sample;
  words.name = "Gwenllian Llywelyn-Fitzpatrick Ó Maolmhuaidh-Świątkowska";
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = certificates_draw(certificates, "hand.svg", &words, &error);
  g_assert_no_error(error);
  g_autofree char *text = ask(pdf, "pdftotext", "-raw");
  g_strdelimit(text, "\n", ' ');
  const char *const wanted[] = { words.name, sample.words, sample.date,
                                 "Number MC-2026-7F3K9-QX4TD, to be checked", "Awarded by the school" };
  for (guint w = 0; w < G_N_ELEMENTS(wanted); w++)
    if (!strstr(text, wanted[w]))
      g_error("no \"%s\" in: %s", wanted[w], text);
  g_assert_null(strstr(text, "{{"));
  g_assert_null(strstr(text, "day"));
  if (g_getenv("KEEP"))
    g_file_set_contents(g_getenv("KEEP"), g_bytes_get_data(pdf, NULL), (gssize) g_bytes_get_size(pdf), NULL);
  g_unlink(file);
  g_rmdir(directory);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/certificate/names", test_names);
  g_test_add_func("/certificate/same-bytes", test_same_bytes);
  g_test_add_func("/certificate/metadata", test_metadata);
  g_test_add_func("/certificate/refusals", test_refusals);
  g_test_add_func("/certificate/template-faults", test_template_faults);
  g_test_add_func("/certificate/drawn-by-hand", test_drawn_by_hand);
  return g_test_run();
}
