/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the forms of a scheme and checks that each field's keys go together. Does not draw or read documents.
 */
#include "base/text.h"
#include "scheme/scheme_load.h"
#include <string.h>

static const char *const field_types[] = { "text",   "email",  "date",     "number", "yes-no",
                                           "choice", "rating", "evidence", "person", NULL };

static const ConfKey field_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(FormField, id), .required = TRUE },
  { .name = "label", .type = CONF_TEXT, .offset = offsetof(FormField, label), .required = TRUE },
  { .name = "type",
    .type = CONF_CHOICE,
    .offset = offsetof(FormField, type),
    .required = TRUE,
    .choices = field_types },
  { .name = "also", .type = CONF_WORDS, .offset = offsetof(FormField, also) },
  { .name = "part", .type = CONF_WHOLE, .offset = offsetof(FormField, part), .least = 1, .most = 2 },
  { .name = "of", .type = CONF_WORDS, .offset = offsetof(FormField, of) },
  { .name = "scale", .type = CONF_WHOLE, .offset = offsetof(FormField, scale), .least = 2, .most = 10 },
  { .name = "pieces", .type = CONF_WHOLE, .offset = offsetof(FormField, pieces), .least = 1, .most = 20 },
  { .name = "lines", .type = CONF_WHOLE, .offset = offsetof(FormField, lines), .least = 1, .most = 40 },
  { .name = "section", .type = CONF_TEXT, .offset = offsetof(FormField, section) },
  { .name = "help", .type = CONF_TEXT, .offset = offsetof(FormField, help) },
  { .name = "required", .type = CONF_YES_NO, .offset = offsetof(FormField, required) },
  { .name = "need", .type = CONF_YES_NO, .offset = offsetof(FormField, need) },
  { .name = "must", .type = CONF_TEXT, .offset = offsetof(FormField, must) },
  { .name = "unless", .type = CONF_ID, .offset = offsetof(FormField, unless) },
  { .name = "alert", .type = CONF_OTHER, .offset = offsetof(FormField, alerts), .read = read_alerts },
  { .name = "date_of", .type = CONF_WORDS, .offset = offsetof(FormField, date_of) },
  { .name = "not_before", .type = CONF_WORDS, .offset = offsetof(FormField, not_before) },
  { .name = "sets", .type = CONF_TEXT, .offset = offsetof(FormField, sets), .refers = REFERS_ATTRIBUTE },
};
static const ConfTable field_table = { CONF_TABLE("a field", field_keys) };

/* Keys that belong to one type of field; `needed`: such a field is nothing without it. */
static const struct {
  const char *key;
  FieldType type;
  gboolean needed;
} keys_of_types[] = {
  { "scale", FIELD_RATING, TRUE },  { "pieces", FIELD_EVIDENCE, TRUE },  { "lines", FIELD_TEXT, FALSE },
  { "of", FIELD_CHOICE, FALSE }, /* a choice of activities needs none: forms_finish() */
  { "date_of", FIELD_DATE, FALSE }, { "not_before", FIELD_DATE, FALSE },
};

static void
check_keys_of_type(ConfReader *reader, const config_setting_t *setting, const FormField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys_of_types); i++) {
    const char *key = keys_of_types[i].key, *type = field_types[keys_of_types[i].type];
    gboolean said = conf_has(setting, key), right = keys_of_types[i].type == field->type;
    if (said && !right)
      conf_fault(reader, conf_member(setting, key), "\"%s\" goes with a field of type \"%s\" alone", key,
                 type);
    if (!said && right && keys_of_types[i].needed)
      conf_fault(reader, setting, "a field of type \"%s\" wants \"%s\"", type, key);
  }
}

gboolean
field_may_be(const FormField *field, const char *value)
{
  if (field->type == FIELD_YES_NO)
    return !strcmp(value, "yes") || !strcmp(value, "no");
  return field->type == FIELD_CHOICE && field->of && g_strv_contains((const char *const *) field->of, value);
}

static void
check_answers(ConfReader *reader, const config_setting_t *setting, const FormField *field)
{
  if (field->must && !field_may_be(field, field->must))
    conf_fault(reader, conf_member(setting, "must"),
               "\"must\" is \"%s\", which this field cannot be answered with", field->must);
  check_alerts(reader, setting, field);
}

static GStrv
scale_values(int scale)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new();
  for (int i = 1; i <= scale; i++) {
    g_autofree char *value = g_strdup_printf("%d", i);
    g_strv_builder_add(values, value);
  }
  return g_strv_builder_end(values);
}

static void
read_field(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  FormField *field = scheme_new_item(into, sizeof(FormField));
  field->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &field_table, field);
  field->key = text_key(field->label ? field->label : "");
  conf_id_once(reader, setting, *(GPtrArray **) into, "a field");
  check_keys_of_type(reader, setting, field);
  check_answers(reader, setting, field);
  if (field->unless && !field->must)
    conf_fault(reader, conf_member(setting, "unless"),
               "\"unless\" says when \"must\" does not hold, and there is no \"must\"");
  if (field->part && !field->also)
    conf_fault(reader, conf_member(setting, "part"),
               "\"part\" goes with \"also\": the label of the cell that holds two facts");
  if (field->type == FIELD_RATING && !field->of)
    field->of = scale_values(CLAMP(field->scale, 0, 10));
}

static const char *const records_words[] = { "none",   "people",  "attendance", "activities",
                                             "claims", "actions", NULL };

static const ConfKey form_keys[] = {
  { .name = "id", .type = CONF_ID, .offset = offsetof(SchemeForm, id), .required = TRUE },
  { .name = "title", .type = CONF_TEXT, .offset = offsetof(SchemeForm, title), .required = TRUE },
  { .name = "document", .type = CONF_TEXT, .offset = offsetof(SchemeForm, document) },
  { .name = "master", .type = CONF_TEXT, .offset = offsetof(SchemeForm, master) },
  { .name = "help", .type = CONF_TEXT, .offset = offsetof(SchemeForm, help) },
  { .name = "version", .type = CONF_TEXT, .offset = offsetof(SchemeForm, version) },
  { .name = "to", .type = CONF_TEXT, .offset = offsetof(SchemeForm, to), .refers = REFERS_ROLE },
  { .name = "about", .type = CONF_TEXT, .offset = offsetof(SchemeForm, about), .refers = REFERS_ROLE },
  { .name = "records",
    .type = CONF_CHOICE,
    .offset = offsetof(SchemeForm, records),
    .choices = records_words },
  { .name = "event", .type = CONF_TEXT, .offset = offsetof(SchemeForm, event), .refers = REFERS_EVENT },
  { .name = "from", .type = CONF_WORDS, .offset = offsetof(SchemeForm, from), .refers = REFERS_ROLE },
  { .name = "award", .type = CONF_WORDS, .offset = offsetof(SchemeForm, awards), .refers = REFERS_AWARD },
  { .name = "confidential", .type = CONF_YES_NO, .offset = offsetof(SchemeForm, confidential) },
  { .name = "keep", .type = CONF_YES_NO, .offset = offsetof(SchemeForm, keep) },
  { .name = "words", .type = CONF_WHOLE, .offset = offsetof(SchemeForm, words), .least = 1, .most = 100000 },
  { .name = "fields", .type = CONF_LIST, .offset = offsetof(SchemeForm, fields), .read = read_field },
  { .name = "columns", .type = CONF_LIST, .offset = offsetof(SchemeForm, fields), .read = read_field },
};
static const ConfTable form_table = { CONF_TABLE("a form", form_keys) };

static void
check_suffix(ConfReader *reader, const config_setting_t *setting, const char *key, const char *name)
{
  if (name && !g_str_has_suffix(name, ".docx") && !g_str_has_suffix(name, ".xlsx"))
    conf_fault(reader, conf_member(setting, key), "\"%s\" is \"%s\": the name must end with .docx or .xlsx",
               key, name);
  if (name && !strcmp(key, "document") && strchr(name, '/'))
    conf_fault(reader, conf_member(setting, key), "\"document\" is a file's name, without directories");
}

/* The master's path is relative to the scheme's file; it goes out under its own name, unless another is said.
 */
static void
find_master(ConfReader *reader, const config_setting_t *setting, SchemeForm *form)
{
  if (!form->master)
    return;
  g_autofree char *file = g_canonicalize_filename(form->place.file, NULL),
                  *directory = g_path_get_dirname(file);
  g_autofree char *relative = g_steal_pointer(&form->master);
  form->master = g_canonicalize_filename(relative, directory);
  if (!form->document)
    form->document = g_path_get_basename(relative);
  if (!g_str_has_suffix(form->document, strrchr(relative, '.') ? strrchr(relative, '.') : relative))
    conf_fault(reader, conf_member(setting, "master"),
               "\"master\" is \"%s\" and \"document\" is \"%s\": they end alike", relative, form->document);
  if (!g_file_test(form->master, G_FILE_TEST_IS_REGULAR))
    conf_fault(reader, conf_member(setting, "master"), "\"master\": there is no file %s", form->master);
}

/* The columns without which rows cannot become what `records` says. */
static void
check_records(ConfReader *reader, const config_setting_t *setting, const SchemeForm *form)
{
  static const char *const wanted[][5] = { [RECORDS_PEOPLE] = { "name", "email" },
                                           [RECORDS_ATTENDANCE] = { "name", "attended" },
                                           [RECORDS_ACTIVITIES] = { "activity", "done" },
                                           [RECORDS_CLAIMS] = { "reference", "name", "accepted", "reason" },
                                           [RECORDS_ACTIONS] = { "words", "owner", "due" } };
  if (form->records == RECORDS_NONE)
    return;
  for (guint i = 0; wanted[form->records][i]; i++)
    if (!form_field(form, wanted[form->records][i]))
      conf_fault(reader, setting, "a form that records %s wants a column with the id \"%s\"",
                 records_words[form->records], wanted[form->records][i]);
  if ((form->records == RECORDS_CLAIMS) != (form->awards != NULL))
    conf_fault(reader, setting, "\"award\" and records = \"claims\" go together: what is claimed for");
  if (form->document && !g_str_has_suffix(form->document, ".xlsx"))
    conf_fault(reader, conf_member(setting, "document"),
               "a form that records %s is a workbook: its \"document\" ends with .xlsx",
               records_words[form->records]);
}

/* One form a meeting: its boxes record the event for whoever sends it and the person it is about. Elsewhere
 * it is a form of boxes like any other. C5.5, C5.16 */
static void
take_meeting(ConfReader *reader, const config_setting_t *setting, SchemeForm *form)
{
  const FormField *attended = form_field(form, "attended");
  if (!form->event)
    return;
  if (form->records != RECORDS_ATTENDANCE || !conf_has(setting, "fields"))
    conf_fault(reader, conf_member(setting, "event"),
               "\"event\" goes with \"fields\" and records = \"attendance\": one form a meeting");
  if (!attended || attended->type != FIELD_DATE)
    conf_fault(reader, setting, "a form of a meeting wants a date field with the id \"attended\"");
  form->records = RECORDS_NONE;
}

void
read_form(ConfReader *reader, config_setting_t *setting, gpointer into)
{
  SchemeForm *form = scheme_new_item(into, sizeof(SchemeForm));
  form->fields = g_ptr_array_new_with_free_func((GDestroyNotify) form_field_free);
  form->place = scheme_place(reader, setting);
  conf_group_read(reader, setting, &form_table, form);
  conf_id_once(reader, setting, *(GPtrArray **) into, "a form");
  check_suffix(reader, setting, "document", form->document);
  check_suffix(reader, setting, "master", form->master);
  take_meeting(reader, setting, form);
  find_master(reader, setting, form);
  check_records(reader, setting, form);
  if (conf_has(setting, "fields") && conf_has(setting, "columns"))
    conf_fault(reader, conf_member(setting, "columns"), "a form has \"fields\" or \"columns\", not both");
  if (form->document && !form->fields->len && !form->master)
    conf_fault(reader, setting, "a form with a \"document\" wants \"fields\" or \"columns\"");
}

/* @id names a field of @form, of type date when @dated. */
static void
check_field_id(SchemeLoad *load, const SchemeForm *form, const FormField *from, const char *key,
               const char *id, gboolean dated)
{
  const FormField *field = form_field(form, id);
  if (field && (!dated || field->type == FIELD_DATE))
    return;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *other = form->fields->pdata[i];
    if (other->id && other != from && (!dated || other->type == FIELD_DATE))
      g_ptr_array_add(known, other->id);
  }
  g_autofree char *near = conf_suggestion(id, known);
  conf_faults_add(load->faults, from->place.file, from->place.line,
                  "\"%s\" names \"%s\", which is no %sfield of this form%s", key, id, dated ? "date " : "",
                  near);
}

static GStrv
activity_titles(const Scheme *scheme)
{
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new();
  for (guint i = 0; i < scheme->activities->len; i++) {
    const SchemeActivity *activity = scheme->activities->pdata[i];
    if (activity->title)
      g_strv_builder_add(titles, activity->title);
  }
  return g_strv_builder_end(titles);
}

/* What an attribute may be is what may be answered; a choice that says nothing else asks for just that. */
static void
check_sets(SchemeLoad *load, const Scheme *scheme, FormField *field)
{
  const SchemeAttribute *attribute = scheme_attribute(scheme, field->sets);
  gboolean choice = field->type == FIELD_CHOICE;
  if (!attribute)
    return; /* which check_references() says */
  if (choice && !field->of)
    field->of = g_strdupv(attribute->values);
  if (!choice && (attribute->values || field->type != FIELD_TEXT))
    conf_faults_add(load->faults, field->place.file, field->place.line,
                    "\"sets\" goes with a choice, or a text where the attribute \"%s\" is free text",
                    field->sets);
  for (guint i = 0; choice && attribute->values && field->of && field->of[i]; i++)
    if (!g_strv_contains((const char *const *) attribute->values, field->of[i]))
      conf_faults_add(load->faults, field->place.file, field->place.line,
                      "\"%s\" is no value of the attribute \"%s\", which the answer sets", field->of[i],
                      field->sets);
}

static void
field_finish(SchemeLoad *load, const Scheme *scheme, const SchemeForm *form, FormField *field)
{
  if (field->type == FIELD_CHOICE && !field->of && form->records == RECORDS_ACTIVITIES &&
      g_strcmp0(field->id, "activity") == 0)
    field->of = activity_titles(scheme);
  const SchemeAttribute *attribute = scheme_attribute(scheme, field->id);
  field->known = !field->sets && (scheme_role(scheme, field->id) || (attribute && !attribute->of_school));
  if (field->sets)
    check_sets(load, scheme, field);
  if (field->type == FIELD_CHOICE && (!field->of || !field->of[0]))
    conf_faults_add(load->faults, field->place.file, field->place.line,
                    "a field of type \"choice\" wants \"of\"");
  for (guint i = 0; field->date_of && field->date_of[i]; i++)
    check_field_id(load, form, field, "date_of", field->date_of[i], FALSE);
  if (field->unless)
    check_field_id(load, form, field, "unless", field->unless, FALSE);
  for (guint i = 0; field->not_before && field->not_before[i]; i++)
    check_field_id(load, form, field, "not_before", field->not_before[i], TRUE);
}

void
forms_finish(SchemeLoad *load, Scheme *scheme)
{
  for (guint i = 0; i < scheme->forms->len; i++) {
    const SchemeForm *form = scheme->forms->pdata[i];
    for (guint j = 0; j < form->fields->len; j++)
      field_finish(load, scheme, form, form->fields->pdata[j]);
  }
}
