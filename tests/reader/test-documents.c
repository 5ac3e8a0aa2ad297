/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents made by real programs while the test runs, and what must be read in them. */
#include "reader/document/document.h"
#include <string.h>

typedef struct {
  const char *file, *label, *want, *as; /* as NULL: any */
} Case;

static const Case cases[] = {
  { "form.docx", "Name of mentor", "Ann Example", "content-control" },
  { "form.docx", "School", "", "content-control" },
  { "form.docx", "Date", "2026-10-06", "content-control" },
  { "form.docx", "Rating", "3 - good", "content-control" },
  { "form.docx", "Handbook read", "true", "checkbox" },
  { "form.docx", "Wants", "SEND", "checkbox" },
  { "form.docx", "Typed beside", "my answer", "cell" },
  { "form.docx", "Lost its mark", "", "content-control" },
  { "form.docx", "Around a cell", "in cell", "content-control" },
  { "form.docx", "Inserted", "kept new", "cell" },
  { "form.docx", "Symbol", "true", "checkbox" },
  { "form.docx", "Typed tick", "true", "checkbox" },
  { "form.docx", "Choice", "No", "checkbox" },
  { "form.docx", "Dots", "", "cell" },
  { "form.docx", "Phone", "0121 496 0000", "content-control" },
  { "form.docx", "Any comments?", "Line one\nLine two", "content-control" },
  { "form.docx", "I agree to the terms", "true", "checkbox" },
  { "form.docx", "Town", "Leeds", "form-field" },
  { "form.docx", "First aid", "true", "checkbox" },
  { "form.docx", "Phase", "Secondary", "form-field" },
  { "form.docx", "Wide blanks", "", "form-field" },
  { "form.docx", "Role", "Mentor", "line" },
  { "form.docx", "Sent at 10", NULL, NULL },
  { "form.docx", "Option A", "false", "checkbox" },
  { "form.docx", "Option B", "true", "checkbox" },
  { "form.docx", "Box label", "boxed", "line" },
  { "form.docx", "Outer", NULL, NULL },
  { "form.docx", "Inner label", "inner value", "cell" },
  { "form.docx", "Surname", "Example", "cell" },
  { "form.docx", "What was most useful", "The coaching.", "cell" },
  { "form.docx", "Email", NULL, NULL },
  { "form.docx", "Numbered label", "numbered answer", "cell" },
  { "form.docx", "Second label", "", "cell" },
  { "form.docx", "Trainee", "Cat", "cell" },
  { "form.docx", "Tutor", "Dee", "cell" },
  { "form.docx", "Started", "", "cell" },
  { "form.docx", "Subject", "Maths", "cell" },
  { "form.docx", "Job title", "Teacher", "cell" },
  { "form.docx", "Course", "Park School", "cell" },
  { "form.docx", "Term", "Autumn", "cell" },
  { "form.docx", "Long label", "first\nsecond", "cell" },
  { "office/form.docx", "Name of mentor", "Ann Example", NULL },
  { "office/form.docx", "School", "", NULL },
  { "office/form.docx", "Date", "2026-10-06", NULL },
  { "office/form.docx", "Rating", "3 - good", NULL },
  { "office/form.docx", "Handbook read", "true", NULL },
  { "office/form.docx", "Wants", "SEND", NULL },
  { "office/form.docx", "Lost its mark", "", NULL },
  { "office/form.docx", "Around a cell", "in cell", NULL },
  { "office/form.docx", "Inserted", "kept new", NULL },
  { "office/form.docx", "Symbol", "true", NULL },
  { "office/form.docx", "First aid", "true", NULL },
  { "office/form.docx", "Phase", "Secondary", NULL },
  { "office/form.docx", "Wide blanks", "", NULL },
  { "office/form.docx", "Inner label", "inner value", NULL },
  { "office/form.odt", "Name of mentor", "Ann Example", NULL },
  { "office/form.odt", "School", "", NULL },
  { "office/form.odt", "Date", "2026-10-06", NULL },
  { "office/form.odt", "Handbook read", "true", NULL },
  { "office/form.odt", "Wants", "SEND", NULL },
  { "office/form.odt", "Phone", "0121 496 0000", NULL },
  { "office/form.odt", "Town", "Leeds", NULL },
  { "office/form.odt", "First aid", "true", NULL },
  { "office/form.odt", "Phase", "Secondary", NULL },
  { "office/form.odt", "Inserted", "kept new", NULL },
  { "office/form.odt", "Tutor", "Dee", NULL },
  { "office/form.odt", "What was most useful", "The coaching.", NULL },
  { "office/form.odt", "Long label", "first\nsecond", NULL },
  { "form.xlsx", "School", "Park", "cell" },
  { "form.xlsx", "Date", "2026-10-06", "cell" },
  { "form.xlsx", "When", "2026-10-06T09:30", "cell" },
  { "form.xlsx", "Time", "09:30", "cell" },
  { "form.xlsx", "Agreed", "true", "cell" },
  { "form.xlsx", "Number", "0.3", "cell" },
  { "form.xlsx", "Sum", "#formula without a value", "cell" },
  { "form.xlsx", "Typed date", "01/04/2026", "cell" },
  { "form.xlsx", "Full name", NULL, NULL },
  { "form.xlsx", "Merged label", "beyond it", "cell" },
  { "form.xlsx", "Secret label", NULL, NULL },
  { "office/form.xlsx", "Date", "2026-10-06", "cell" },
  { "office/form.xlsx", "When", "2026-10-06T09:30", "cell" },
  { "office/form.xlsx", "Sum", "2", "cell" },
  { "office/form.xlsx", "Merged label", "beyond it", "cell" },
  { "office/form.ods", "Date", "2026-10-06", "cell" },
  { "office/form.ods", "When", "2026-10-06T09:30", "cell" },
  { "office/form.ods", "Time", "09:30", "cell" },
  { "office/form.ods", "Agreed", "true", "cell" },
  { "office/form.ods", "Sum", "2", "cell" },
  { "office/form.ods", "Merged label", "beyond it", "cell" },
};

static char *folder;

static ReadingDocument *
read_file(const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *bytes;
  gsize n;
  if (!g_file_get_contents(path, &bytes, &n, NULL))
    return NULL;
  ReadingDocument *document = reading_document_new("");
  document->content = g_bytes_new_take(bytes, n);
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  document_read(document, out);
  g_assert_cmpuint(out->len, ==, 0);
  return document;
}

static const ReadingField *
field_of(const ReadingDocument *document, const char *label)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *field = document->fields->pdata[i];
    if (!strcmp(field->label, label))
      return field;
  }
  return NULL;
}

static void
check_case(const Case *wanted, const ReadingDocument *document)
{
  const ReadingField *field = field_of(document, wanted->label);
  if (!wanted->want && field)
    g_test_fail_printf("%s: %s should not be a field", wanted->file, wanted->label);
  else if (wanted->want && !field)
    g_test_fail_printf("%s: %s was not found", wanted->file, wanted->label);
  else if (field && strcmp(field->value, wanted->want))
    g_test_fail_printf("%s: %s is '%s', not '%s'", wanted->file, wanted->label, field->value, wanted->want);
  else if (field && wanted->as && strcmp(field->as, wanted->as))
    g_test_fail_printf("%s: %s came as %s, not %s", wanted->file, wanted->label, field->as, wanted->as);
}

/* All cases of one file. */
static void
test_file(gconstpointer data)
{
  const char *file = data;
  ReadingDocument *document = read_file(file);
  if (!document) {
    g_test_skip("the file was not made: LibreOffice, python-docx or openpyxl is missing");
    return;
  }
  g_assert_null(document->problem);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (!strcmp(cases[i].file, file))
      check_case(&cases[i], document);
  if (!strstr(document->text, "7K3Q9-F2M4X"))
    g_test_fail_printf("%s: the ref in the footer was not read", file);
  reading_document_free(document);
}

static void
test_tables(void)
{
  ReadingDocument *document = read_file("form.xlsx");
  if (!document) {
    g_test_skip("openpyxl is missing");
    return;
  }
  g_assert_cmpuint(document->tables->len, ==, 2);
  const ReadingTable *form = document->tables->pdata[0], *hidden = document->tables->pdata[1];
  g_assert_cmpstr(form->sheet, ==, "Form");
  g_assert_false(form->hidden);
  g_assert_true(hidden->hidden);
  GStrv row = form->rows->pdata[12];
  g_assert_cmpstr(row[0], ==, "Ann");
  g_assert_cmpstr(row[2], ==, "a@example.org");
  reading_document_free(document);
}

static ReadingDocument *
read_text(const char *name, char *text, gsize n)
{
  ReadingDocument *document = reading_document_new("");
  g_free(document->name);
  document->name = g_strdup(name);
  document->content = g_bytes_new_take(text, n);
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  document_read(document, out);
  return document;
}

/* A million rows: what fits is kept, in the order in which it stands. */
static void
test_million_rows(void)
{
  GString *text = g_string_new("number,word\n");
  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf(text, "%u,x\n", i);
  gsize n = text->len;
  ReadingDocument *document = read_text("rows.csv", g_string_free(text, FALSE), n);
  g_assert_cmpstr(document->problem, ==, "too-large");
  const ReadingTable *table = document->tables->pdata[0];
  g_assert_cmpuint(table->rows->len, >, 100000);
  for (guint r = 1; r < 100000; r += 997) {
    g_autofree char *number = g_strdup_printf("%u", r - 1);
    g_assert_cmpstr(((GStrv) table->rows->pdata[r])[0], ==, number);
  }
  reading_document_free(document);
}

/* A report of more people than a meeting has is cut, says so, and ends. */
static void
test_crowd(void)
{
  GString *text = g_string_new("Name,Join Time,Leave Time\n");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf(text, "Person %u,2026-10-06 09:00,2026-10-06 09:%02u\n", i, i % 60);
  gsize n = text->len;
  ReadingDocument *document = read_text("crowd.csv", g_string_free(text, FALSE), n);
  g_assert_cmpstr(document->problem, ==, "too-large");
  const ReadingTable *table = document->tables->pdata[1];
  g_assert_cmpstr(table->sheet, ==, "attendance");
  g_assert_cmpuint(table->rows->len, ==, 5001);
  g_assert_cmpstr(((GStrv) table->rows->pdata[31])[2], ==, "30");
  reading_document_free(document);
}

/* Every prefix and some changed bytes of real files: nothing is asked but that it ends, and says something.
 */
static void
test_damage(void)
{
  static const char *const files[] = { "form.docx", "form.xlsx", "office/form.odt", "office/form.ods" };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_autofree char *bytes = NULL;
    gsize n;
    if (!g_file_get_contents(path, &bytes, &n, NULL))
      continue;
    for (gsize step = 0; step < 150; step++) {
      g_autofree char *changed = g_memdup2(bytes, n);
      gsize at = step * 7919 * 31 % n;
      changed[at] = (char) (changed[at] ^ (1 << step % 8));
      ReadingDocument *document = reading_document_new("");
      document->content = g_bytes_new(changed, step % 3 ? n : n - at % n);
      g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify) reading_document_free);
      document_read(document, out);
      g_assert_cmpstr(document->format, !=, "");
      reading_document_free(document);
    }
  }
}

static void
make_documents(void)
{
  g_autofree char *script = g_test_build_filename(G_TEST_DIST, "reader", "make_documents.py", NULL);
  const char *const command[] = { "/usr/bin/python3", script, folder, NULL };
  g_autofree char *said = NULL;
  int status = 0;
  GError *error = NULL;
  if (!g_spawn_sync(NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, &error))
    g_error("%s", error->message);
  if (status)
    g_test_message("make_documents.py: %s", said);
  if (status && !strstr(said, "missing:"))
    g_error("make_documents.py failed: %s", said);
}

int
main(int argc, char **argv)
{
  static const char *const files[] = { "form.docx", "office/form.docx", "office/form.odt",
                                       "form.xlsx", "office/form.xlsx", "office/form.ods" };
  g_test_init(&argc, &argv, NULL);
  documents_start();
  folder = g_test_build_filename(G_TEST_BUILT, "reader", "documents", NULL);
  make_documents();
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_strdup_printf("/documents/%s", files[i]);
    g_test_add_data_func(path, files[i], test_file);
  }
  g_test_add_func("/documents/tables", test_tables);
  g_test_add_func("/documents/million-rows", test_million_rows);
  g_test_add_func("/documents/crowd", test_crowd);
  g_test_add_func("/documents/damage", test_damage);
  int status = g_test_run();
  g_free(folder);
  return status;
}
