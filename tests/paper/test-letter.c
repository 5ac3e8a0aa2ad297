/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: the markup in both parts, what a value may not do, and every template that is shipped, written in
 * full and with all that may be absent left out. */
#include "base/fault.h"
#include "paper/letter.h"
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

static char *
shipped(void)
{
  return g_build_filename(g_getenv("TOP_SRCDIR"), "templates", "mail", NULL);
}

static json_t *
sample_context(void)
{
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "paper", "sample-context.json", NULL);
  json_error_t fault;
  json_t *context = json_load_file(path, 0, &fault);
  if (!context)
    g_error("%s:%d: %s", path, fault.line, fault.text);
  return context;
}

/* A letter from @body, in the shipped layout. */
static Letter *
write_one(const char *body, json_t *context, GError **error)
{
  g_autofree char *directory = g_dir_make_tmp("mentord-letter-XXXXXX", NULL);
  g_autofree char *from = shipped();
  static const char *const files[] = { "layout.html", "runs.html" };
  char *paths[3] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *text = NULL, *source = g_build_filename(from, files[i], NULL);
    g_assert_true(g_file_get_contents(source, &text, NULL, NULL));
    paths[i] = g_build_filename(directory, files[i], NULL);
    g_assert_true(g_file_set_contents(paths[i], text, -1, NULL));
  }
  paths[2] = g_build_filename(directory, "one.mustache", NULL);
  g_assert_true(g_file_set_contents(paths[2], body, -1, NULL));
  g_autoptr(Letters) letters = letters_open(directory);
  Letter *letter = letters_write(letters, "one", context, error);
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_unlink(paths[i]);
    g_free(paths[i]);
  }
  g_rmdir(directory);
  return letter;
}

static void
test_markup(void)
{
  static const struct {
    const char *name, *body, *text, *html;
  } cases[] = {
    { "paragraph", "one\ntwo\n\nthree\n", "one two\n\nthree\n", ">one two</p>" },
    { "list", "first:\n- a\n- b\n  goes on\n", "first:\n\n- a\n- b goes on\n", ">b goes on</li>" },
    { "heading", "# Ünder\nwords\n", "Ünder\n-----\n\nwords\n", ">Ünder</h2>" },
    { "quote", "> they wrote\n", "> they wrote\n", ">they wrote</blockquote>" },
    { "labels", "| Due | 20 October\n| Form |\n", "Due: 20 October\nForm:\n", "scope=\"row\"" },
    { "table", "|| Name | School\n| Jo | Hill\n| Al |\n", "Name  School\nJo    Hill\nAl\n", "scope=\"col\"" },
    { "typed", "reply `not me`, please\n", "reply \"not me\", please\n",
      "&quot;not me&quot;</strong>, please" },
    { "address", "Write to a@example.org.\n", "Write to a@example.org.\n",
      "<a href=\"mailto:a@example.org\" style=\"color:#1f3a5f;overflow-wrap:anywhere;\">a@example.org</a>." },
    { "link", "(https://example.org/a?b=1&c=2)\n", "(https://example.org/a?b=1&c=2)\n",
      "(<a href=\"https://example.org/a?b=1&amp;c=2\"" },
    { "no link", "javascript:alert(1)@ a@ @b\n", "javascript:alert(1)@ a@ @b\n",
      ">javascript:alert(1)@ a@ @b<" },
    { "escapes", "\\- no list\n\n\\# none \\| \\` \\\\\n", "- no list\n\n# none | ` \\\n", ">- no list</p>" },
  };
  json_t *context = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("%s", cases[i].name);
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_strconcat("Subject: s\n\n", cases[i].body, NULL);
    g_autoptr(Letter) letter = write_one(file, context, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(letter->text, ==, cases[i].text);
    if (!strstr(letter->html, cases[i].html))
      g_error("%s: no %s in %s", cases[i].name, cases[i].html, letter->html);
  }
  json_decref(context);
}

static void
test_wrapping(void)
{
  static const char url[] =
      "https://example.org/a/very/long/address/that/must/never/be/broken/however/long/it/becomes.ics";
  g_autofree char *file =
      g_strdup_printf("Subject: s\n\nÄpfel und Birnen: %s and then a good many more words, so that "
                      "the line must be broken at least once or twice before it ends here.\n\n"
                      "- an item whose words go on for longer than seventy-two columns can hold them\n\n"
                      "|| One | Two\n| %s | a second cell\n",
                      url, url);
  json_t *context = json_object();
  g_autoptr(Letter) letter = write_one(file, context, NULL);
  g_auto(GStrv) lines = g_strsplit(letter->text, "\n", -1);
  guint whole = 0, hanging = 0;
  for (guint i = 0; lines[i]; i++) {
    whole += strstr(lines[i], url) != NULL;
    hanging += g_str_has_prefix(lines[i], "  ");
    if (!strstr(lines[i], url))
      g_assert_cmpint(g_utf8_strlen(lines[i], -1), <=, 72);
  }
  g_assert_cmpuint(whole, ==, 2);
  g_assert_cmpuint(hanging, ==, 2);
  g_assert_nonnull(strstr(letter->text, "\n  Two: a second cell\n"));
  json_decref(context);
}

/* What people write cannot change the shape of a mail or its headers. */
static void
test_hostile_values(void)
{
  static const char *const values[] = {
    "x\r\nBcc: all@example.org\r\n\r\nBody", "- a\n- b",      "| a | b",  "# big", "> quoted", "`typed`",
    "</p><script>alert(1)</script>",         "{{office}} %s", "a\u202e b"
  };
  for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
    json_t *context = json_pack("{s:s}", "v", values[i]);
    g_autoptr(GError) error = NULL;
    g_autoptr(Letter) letter = write_one("Subject: About {{v}}\n\n{{v}}\n\n| L | {{v}}\n", context, &error);
    g_assert_no_error(error);
    g_assert_null(strpbrk(letter->subject, "\r\n"));
    g_assert_null(strstr(letter->html, "<script"));
    g_assert_null(strstr(letter->html, "<li"));
    g_assert_null(strstr(letter->html, "<h2"));
    g_assert_null(strstr(letter->html, "<blockquote"));
    g_assert_null(strstr(letter->html, "<strong"));
    g_assert_null(strstr(letter->text, "\xe2\x80\xae"));
    g_auto(GStrv) cells = g_strsplit(letter->html, "padding:7px", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, 3); /* before, the label, the value */
    json_decref(context);
  }
}

static void
test_faults(void)
{
  static const struct {
    const char *file, *want;
  } cases[] = {
    { "Dear all\n", "one.mustache:1: a mail begins with the line \"Subject: ...\" and a blank line" },
    { "Subject: s\nDear all\n",
      "one.mustache:1: a mail begins with the line \"Subject: ...\" and a blank line" },
    { "Subject: {{nobody}}\n\nx\n", "one.mustache:1: nobody: nothing has this name here" },
    { "Subject: s\n\nx\n{{nobody}}\n", "one.mustache:4: nobody: nothing has this name here" },
    { "Subject: s\n\n{{{raw}}}\n", "one.mustache:3: raw must not go in unescaped here: write {{raw}}" },
    { "Subject: s\n\n{{> away}}\n", "one.mustache:3: there is no partial away" },
  };
  json_t *context = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Letter) letter = write_one(cases[i].file, context, &error);
    g_assert_null(letter);
    g_assert_error(error, FAULT, FAULT_CONFIG);
    if (!strstr(error->message, cases[i].want))
      g_error("%s: not %s", error->message, cases[i].want);
  }
  g_autofree char *directory = shipped();
  g_autoptr(Letters) letters = letters_open(directory);
  static const char *const names[] = { "no-such-mail", "../mail/receipt", "" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(letters_check(letters, names[i], &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
  }
  json_decref(context);
}

/* The text of an XML tree with single blanks, to be compared with the text part. */
static void
append_content(GString *out, xmlNode *node)
{
  for (; node; node = node->next) {
    if (node->type == XML_TEXT_NODE)
      g_string_append(out, (const char *) node->content);
    else if (node->type == XML_ELEMENT_NODE)
      g_string_append_c(out, ' ');
    append_content(out, node->children);
  }
}

static char *
only_letters(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      g_string_append_unichar(out, g_utf8_get_char(p));
  return g_string_free(out, FALSE);
}

/* A picture goes with the mail and has words; nothing is fetched. */
static void
check_pictures(const char *html)
{
  for (const char *at = strstr(html, "src="); at; at = strstr(at + 1, "src=")) {
    const char *end = strchr(at, '>');
    g_assert_true(g_str_has_prefix(at, "src=\"cid:"));
    g_assert_nonnull(g_strstr_len(at, end - at, " alt=\""));
    g_assert_null(g_strstr_len(at, end - at, " alt=\"\""));
  }
}

/* Well formed, in English, with title and heading, nothing loaded; and both parts say the same, word by word,
 * where no table repeats its headings for want of room. */
static void
check_letter(const char *name, const Letter *letter)
{
  const char *begin = strstr(letter->html, "<html");
  g_assert_nonnull(begin);
  g_autofree char *xml = g_strdup(begin);
  g_autoptr(GRegex) open_meta = g_regex_new("<meta[^>]*>", 0, 0, NULL);
  g_autofree char *closed = g_regex_replace_literal(open_meta, xml, -1, 0, "", 0, NULL);
  xmlDoc *doc = xmlReadMemory(closed, (int) strlen(closed), name, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
  g_assert_nonnull(doc);
  g_assert_nonnull(strstr(letter->html, "lang=\"en-GB\""));
  check_pictures(letter->html);
  g_assert_null(strstr(letter->html, "url("));
  g_autoptr(GString) content = g_string_new(NULL);
  append_content(content, xmlDocGetRootElement(doc));
  xmlFreeDoc(doc);
  g_autofree char *in_html = only_letters(content->str), *in_text = only_letters(letter->text);
  if (!strstr(letter->html, "scope=\"col\"") && !g_str_has_suffix(in_html, in_text))
    g_error("%s: the parts differ:\n%s\n%s", name, in_html, in_text);
  g_assert_null(strstr(letter->text, "{{"));
  g_assert_null(strstr(letter->text, "\n\n\n"));
  g_assert_cmpint(letter->text[0], !=, '\n');
}

static gboolean
is_mail(const char *file)
{
  static const char *const partials[] = { "signature", "answers",        "so-far",       "how",
                                          "dates",     "approval-items", "approval-how", "awaited" };
  if (!g_str_has_suffix(file, ".mustache"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(partials); i++)
    if (g_str_has_prefix(file, partials[i]) && file[strlen(partials[i])] == '.')
      return FALSE;
  return TRUE;
}

static void
write_shipped(json_t *context)
{
  g_autofree char *directory = shipped();
  g_autoptr(Letters) letters = letters_open(directory);
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  const char *file;
  guint written = 0;
  while ((file = g_dir_read_name(dir))) {
    if (!is_mail(file))
      continue;
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".mustache"));
    g_assert_true(letters_check(letters, name, &error));
    g_autoptr(Letter) letter = letters_write(letters, name, context, &error);
    g_assert_no_error(error);
    check_letter(name, letter);
    const char *keep = g_getenv("KEEP_LETTERS"); /* a directory to look at them in */
    if (keep) {
      g_autofree char *html = g_strdup_printf("%s/%s.html", keep, name),
                      *text = g_strdup_printf("%s/%s.txt", keep, name);
      g_autofree char *whole = g_strdup_printf("Subject: %s\n\n%s", letter->subject, letter->text);
      g_assert_true(g_file_set_contents(html, letter->html, -1, NULL) &&
                    g_file_set_contents(text, whole, -1, NULL));
    }
    written++;
  }
  g_assert_cmpuint(written, >=, 29);
}

/* How often @part stands in @text. */
static guint
times(const char *text, const char *part)
{
  guint n = 0;
  for (const char *p = text; (p = strstr(p, part)); p++)
    n++;
  return n;
}

/* Several letters as one: each with its heading, greeting and signature once for all. */
static void
test_parts(void)
{
  json_t *context = sample_context();
  g_autofree char *directory = shipped();
  g_autoptr(Letters) letters = letters_open(directory);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify) letter_part_free);
  g_ptr_array_add(parts, letter_part_new("tracker-request", json_deep_copy(context)));
  g_ptr_array_add(parts, letter_part_new("core-invitation", json_deep_copy(context)));
  g_ptr_array_add(parts, letter_part_new("tracker-overdue", json_deep_copy(context)));
  g_autoptr(GError) error = NULL;
  g_autoptr(Letter) letter = letters_write_parts(letters, "asks", context, parts, &error);
  g_assert_no_error(error);
  check_letter("asks", letter);
  g_assert_cmpuint(times(letter->text, "Dear "), ==, 1);
  g_assert_cmpuint(times(letter->text, "With thanks and good wishes"), ==, 1);
  g_assert_cmpuint(times(letter->html, "<h2 "), ==, 4);
  g_assert_cmpuint(times(letter->text, "7K3Q9-F2M4X"), ==, 0); /* headings are subjects without the ref */
  g_assert_cmpuint(times(letter->text, "16:00 to 18:00"), ==, 1);
  g_assert_null(strstr(letter->text, "\n---\n"));
  g_autoptr(Letter) none = letters_write_parts(letters, "why", context, parts, &error);
  g_assert_null(none);
  g_assert_error(error, FAULT, FAULT_CONFIG);
  json_decref(context);
}

static void
test_shipped(void)
{
  json_t *context = sample_context();
  write_shipped(context);
  json_decref(context);
}

/* The same with everything gone that a mail may lack. */
static void
test_shipped_bare(void)
{
  json_t *context = sample_context();
  static const char *const may_lack[] = { "ref",
                                          "lead",
                                          "received",
                                          "due_days",
                                          "days_over",
                                          "dates",
                                          "documents",
                                          "returns_count",
                                          "escalations_count",
                                          "attendance_missing_count",
                                          "workbook",
                                          "cases",
                                          "failed",
                                          "held",
                                          "opening",
                                          "warnings",
                                          "lines",
                                          "certificates",
                                          "certificates_count" };
  for (guint i = 0; i < G_N_ELEMENTS(may_lack); i++)
    g_assert_cmpint(json_object_del(context, may_lack[i]), ==, 0);
  write_shipped(context);
  json_decref(context);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/letter/markup", test_markup);
  g_test_add_func("/letter/wrapping", test_wrapping);
  g_test_add_func("/letter/hostile-values", test_hostile_values);
  g_test_add_func("/letter/faults", test_faults);
  g_test_add_func("/letter/shipped", test_shipped);
  g_test_add_func("/letter/parts", test_parts);
  g_test_add_func("/letter/shipped-bare", test_shipped_bare);
  int status = g_test_run();
  xmlCleanupParser();
  return status;
}
