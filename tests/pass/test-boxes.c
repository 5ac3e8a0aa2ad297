/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a mail that name a box of a form: by label, by number, by neither. */
#include "base/text.h"
#include "pass/intake/boxes.h"

static FormField *
field_new(const char *label, FieldType type)
{
  FormField *field = g_new0(FormField, 1);
  field->label = g_strdup(label);
  field->key = text_key(label);
  field->id = g_strdup(field->key);
  field->type = type;
  return field;
}

static void
field_free(gpointer data)
{
  FormField *field = data;
  g_free(field->label);
  g_free(field->key);
  g_free(field->id);
  g_free(field);
}

/* A form with a numbered box, one whose label holds a colon, and one whose label begins with a count. */
static SchemeForm
form_of_boxes(void)
{
  SchemeForm form = { .fields = g_ptr_array_new_with_free_func(field_free) };
  static const char *const labels[] = { "Name of mentor", "Teaching", "B4. Progress", "Training: what I need",
                                        "3 things that I learned" };
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
    g_ptr_array_add(form.fields, field_new(labels[i], FIELD_TEXT));
  g_ptr_array_add(form.fields, field_new("ST1", FIELD_EVIDENCE));
  return form;
}

static void
test_lines(void)
{
  static const struct {
    const char *name, *text, *want; /* "label=value" each; "?" behind a number without a colon */
  } cases[] = {
    { "label", "Teaching: 3", "Teaching=3" },
    { "its words alone count", "  TEACHING : 3", "Teaching=3" },
    { "number by place", "2: 3", "Teaching=3" },
    { "a letter that the form has not", "A2: 3", "Teaching=3" },
    { "the form's own number", "B4: good", "B4. Progress=good" },
    { "in small letters", "b4: good", "B4. Progress=good" },
    { "no place of a numbered box", "3: good", "" },
    { "numbering", "2. good", "Teaching=good?" },
    { "numbering with a bracket", "2) good", "Teaching=good?" },
    { "a label with a colon", "Training: what I need: time", "Training: what I need=time" },
    { "a count is no number", "3 things that I learned: a, b, c", "3 things that I learned=a, b, c" },
    { "as a list", "- Teaching: 3\n* 2: 4", "Teaching=3|Teaching=4" },
    { "copied with its marks", "`Teaching: 3", "Teaching=3" },
    { "none", "Dear all,\nsee you at 10:30.\nKind regards", "" },
    { "a number without a box", "17: what", "" },
    { "a decimal number", "2.5 hours", "" },
    { "wrapped by the mail program",
      "Teaching: I should like to know how feedback is given when there is\nlittle time for it",
      "Teaching=I should like to know how feedback is given when there is little time for it" },
    { "not wrapped", "Teaching: 3\nMany thanks", "Teaching=3" },
    { "a list of evidence", "ST1: notes\n- plan\n* https://example.org/a\n\n- not this",
      "ST1=notes\n- plan\n- https://example.org/a" },
  };
  SchemeForm form = form_of_boxes();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) lines = typed_lines(&form, cases[i].text);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint j = 0; j < lines->len; j++) {
      const TypedLine *line = lines->pdata[j];
      g_string_append_printf(got, "%s%s=%s%s", j ? "|" : "", line->field->label, line->text,
                             line->by_number ? "?" : "");
    }
    g_test_message("%s", cases[i].name);
    g_assert_cmpstr(got->str, ==, cases[i].want);
  }
  g_ptr_array_unref(form.fields);
}

static void
test_numbers(void)
{
  static const char *const want[] = { "1", "2", "B4", "4", "5", "6" };
  SchemeForm form = form_of_boxes();
  for (guint i = 0; i < form.fields->len; i++) {
    g_autofree char *got = box_number(&form, form.fields->pdata[i]);
    g_assert_cmpstr(got, ==, want[i]);
  }
  g_ptr_array_unref(form.fields);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pass/boxes/lines", test_lines);
  g_test_add_func("/pass/boxes/numbers", test_numbers);
  return g_test_run();
}
