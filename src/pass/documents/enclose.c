/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the boxes of a form for one person: name and school, or the rows of their school. Draws nothing
 * itself. */
#include "pass/documents/enclose.h"
#include "base/text.h"
#include "pass/decide/ledger.h"
#include "pass/documents/listed.h"
#include "pass/documents/masters.h"
#include "pass/documents/prefill.h"
#include "pass/intake/action_rows.h"
#include "pass/people/about.h"
#include <string.h>

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

static BoxKind
box_kind(FieldType type)
{
  switch (type) {
  case FIELD_EMAIL: return BOX_EMAIL;
  case FIELD_DATE: return BOX_DATE;
  case FIELD_NUMBER: return BOX_NUMBER;
  case FIELD_YES_NO: return BOX_YES_NO;
  case FIELD_CHOICE: return BOX_CHOICE;
  case FIELD_RATING: return BOX_RATING;
  case FIELD_EVIDENCE: return BOX_EVIDENCE;
  case FIELD_PERSON: return BOX_LINE;
  case FIELD_TEXT: return BOX_TEXT;
  }
  return BOX_TEXT;
}

/* A date of several boxes stands beside the last of them. */
static const char *
dated_box(const FormField *field)
{
  guint n = field->date_of ? g_strv_length(field->date_of) : 0;
  return n ? field->date_of[n - 1] : NULL;
}

GArray *
form_boxes(const SchemeForm *form)
{
  GArray *boxes = g_array_new(FALSE, TRUE, sizeof(Box));
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    Box box = { .id = field->id,
                .label = field->label,
                .kind = box_kind(field->type),
                .of = (const char *const *) field->of,
                .required = field->required,
                .section = field->section,
                .help = field->help,
                .date_of = dated_box(field),
                .lines = field->lines,
                .pieces = field->pieces,
                .also = (const char *const *) field->also };
    g_array_append_val(boxes, box);
  }
  return boxes;
}

/* The names of those of whom the form speaks: a strv, g_strfreev. */
static GStrv
names_about(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation)
{
  g_autoptr(GArray) people = about_people(engine, scheme, form, obligation);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Person) person = person_get(engine->store, g_array_index(people, gint64, i));
    g_strv_builder_add(builder, person->name);
  }
  return g_strv_builder_end(builder);
}

/* In their box: the name when there is one, a choice when there are several. @names must outlive @boxes. */
static void
name_about(const SchemeForm *form, GStrv names, GArray *boxes)
{
  const FormField *field = about_field(form);
  for (guint i = 0; field && names[0] && i < boxes->len; i++) {
    Box *box = &g_array_index(boxes, Box, i);
    if (strcmp(box->id, field->id))
      continue;
    box->value = names[1] ? NULL : names[0];
    box->kind = names[1] ? BOX_CHOICE : box->kind;
    box->of = names[1] ? (const char *const *) names : box->of;
  }
}

static gboolean
is_workbook(const SchemeForm *form)
{
  return g_str_has_suffix(form->document, ".xlsx");
}

/* Boxes of one answer each. */
static Attachment *
word_form(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
          GError **error)
{
  g_autoptr(GArray) boxes = form_boxes(form);
  g_autoptr(GStringChunk) words = g_string_chunk_new(256);
  prefill(engine, scheme, form, obligation, boxes, words);
  g_auto(GStrv) names = names_about(engine, scheme, form, obligation);
  name_about(form, names, boxes);
  g_autofree char *intro = g_strdup_printf(
      "%s\n\n%s%sPlease fill in the boxes, save the document, and return it by replying to the mail it came "
      "with.",
      scheme->title, form->help ? form->help : "", form->help ? "\n\n" : "");
  FormDocument document = { .title = form->title,
                            .intro = intro,
                            .footer = engine->site->partnership,
                            .ref = obligation->ref,
                            .form = form->id,
                            .version = form->version ? form->version : obligation->year,
                            .boxes = (const Box *) boxes->data,
                            .n_boxes = boxes->len };
  g_autoptr(GBytes) bytes = masters_document(form, &document, error);
  return bytes ? attachment_new(form->document, is_workbook(form) ? XLSX : DOCX, bytes) : NULL;
}

/* One prefilled row: what is known of @person under the columns' ids. */
static GStrv
row_of(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Person *person)
{
  GStrv row = g_new0(char *, form->fields->len + 1);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!strcmp(field->id, "name"))
      row[i] = g_strdup(person->name);
    else if (!strcmp(field->id, "email"))
      row[i] = g_strdup(person->address ? person->address : "");
    else if (scheme_attribute(scheme, field->id)) {
      g_auto(GStrv) values = attribute_get(engine->store, person->id, scheme->id, field->id);
      row[i] = g_strjoinv(", ", values);
    } else {
      row[i] = g_strdup("");
    }
  }
  return row;
}

/* The dates of the event that an attendance workbook asks about, as the choices of its date column. */
static GStrv
event_days(Engine *engine, const Scheme *scheme, const Requirement *requirement, const Obligation *obligation)
{
  g_autoptr(GPtrArray) sessions = listed_sessions(engine, scheme, requirement, obligation);
  g_autoptr(GStrvBuilder) days = g_strv_builder_new();
  for (guint i = 0; i < sessions->len; i++) {
    g_autofree char *day = day_format(clock_day(engine->clock, ((Session *) sessions->pdata[i])->start));
    g_strv_builder_add(days, day);
  }
  return g_strv_builder_end(days);
}

/* One row for each activity that is asked and not on record: only the dates are to be typed. C2.12 */
static void
add_activities(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Requirement *requirement,
               const Obligation *obligation, GPtrArray *rows)
{
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  g_autoptr(Ledger) ledger =
      year ? ledger_new(engine, scheme, obligation->person, year->starts, year->ends) : NULL;
  for (guint i = 0; requirement->evidence->ids[i]; i++) {
    const SchemeActivity *activity = scheme_activity(scheme, requirement->evidence->ids[i]);
    if (ledger && ledger_has(ledger, activity->id))
      continue;
    GStrv row = g_new0(char *, form->fields->len + 1);
    for (guint c = 0; c < form->fields->len; c++)
      row[c] = g_strdup(
          strcmp(((const FormField *) form->fields->pdata[c])->id, "activity") ? "" : activity->title);
    g_ptr_array_add(rows, row);
  }
}

/* What a workbook lists already: people, or actions; of GStrv. */
static GPtrArray *
rows_listed(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Requirement *requirement,
            const Obligation *obligation)
{
  if (form->records == RECORDS_ACTIONS)
    return action_rows_of(engine, scheme, form);
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  if (form->records == RECORDS_ACTIVITIES && requirement->evidence->kind == EVIDENCE_LOG)
    add_activities(engine, scheme, form, requirement, obligation, rows);
  if (form->records == RECORDS_NONE || form->records == RECORDS_ACTIVITIES || !obligation->school)
    return rows;
  g_autoptr(GPtrArray) people = listed_people(engine, scheme, form, requirement, obligation);
  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add(rows, row_of(engine, scheme, form, people->pdata[i]));
  return rows;
}

static const char *
workbook_intro(const SchemeForm *form)
{
  if (form->records == RECORDS_ACTIVITIES)
    return "Please put the date beside what you have done and leave the others empty; what you did beside it "
           "goes into the rows below. Then save the workbook, and return it by replying to the mail it came "
           "with.";
  if (form->records == RECORDS_ATTENDANCE)
    return "Please choose beside each name the date on which they came, or Yes in the last column for who "
           "worked through "
           "the materials instead. Then save the workbook, and return it by replying to the mail it came "
           "with.";
  if (form->records == RECORDS_ACTIONS)
    return "One row for each thing to be done: what, who sees to it (a name or an email address from the "
           "roster), and by when. Then save the workbook, and return it by replying to the mail it came "
           "with.";
  return "Please bring the rows up to date, save the workbook, and return it by replying to the mail it came "
         "with.";
}

static Attachment *
workbook(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Requirement *requirement,
         const Obligation *obligation, GError **error)
{
  g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
  g_autoptr(GArray) columns = form_boxes(form);
  g_auto(GStrv) days = event_days(engine, scheme, requirement, obligation);
  for (guint i = 0; i < columns->len && form->records == RECORDS_ATTENDANCE; i++) {
    Box *column = &g_array_index(columns, Box, i);
    if (column->kind == BOX_DATE)
      column->of = (const char *const *) days;
  }
  g_autoptr(GPtrArray) rows = rows_listed(engine, scheme, form, requirement, obligation);
  gboolean own = form->records == RECORDS_ACTIVITIES; /* a log is of one person, other rows of the school */
  g_autoptr(Person) person = own ? person_get(engine->store, obligation->person) : NULL;
  const char *whose = person ? person->name : school ? school->name : NULL;
  g_autofree char *title = g_strdup_printf("%s%s%s", form->title, whose ? ": " : "", whose ? whose : "");
  g_autofree char *intro =
      g_strdup_printf("%s%s%s", form->help ? form->help : "", form->help ? "\n\n" : "", workbook_intro(form));
  FormWorkbook book = { .title = title,
                        .intro = intro,
                        .ref = obligation->ref,
                        .form = form->id,
                        .version = form->version ? form->version : obligation->year,
                        .columns = (const Box *) columns->data,
                        .n_columns = columns->len,
                        .rows = rows,
                        .empty_rows = form->records == RECORDS_PEOPLE    ? 20
                                      : form->records == RECORDS_ACTIONS ? 10
                                                                         : 5 };
  g_autoptr(GBytes) bytes = masters_workbook(form, &book, error);
  return bytes ? attachment_new(form->document, XLSX, bytes) : NULL;
}

/* A sheet of paper that goes with the request, as a flyer to be put up: for the school, with the name of who
 * is asked to. */
static Attachment *
printed(Engine *engine, const Scheme *scheme, const Requirement *requirement, const Obligation *obligation,
        GError **error)
{
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
  CertificateWords words = { .title = scheme->title,
                             .name = school ? school->name : person->name,
                             .words = person->name,
                             .detail = engine->site->office,
                             .issuer = engine->site->partnership,
                             .date = obligation->year,
                             .code = obligation->ref,
                             .verify = engine->site->from_address,
                             .issued = clock_now(engine->clock) };
  g_autoptr(GBytes) pdf = certificates_draw(engine->certificates, requirement->encloses, &words, error);
  g_autofree char *name = g_strdup(requirement->encloses);
  *strrchr(name, '.') = '\0';
  g_autofree char *file = g_strconcat(name, ".pdf", NULL);
  return pdf ? attachment_new(file, "application/pdf", pdf) : NULL;
}

Attachment *
enclose_form(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Requirement *requirement,
             const Obligation *obligation, GError **error)
{
  if (!form && requirement->encloses)
    return printed(engine, scheme, requirement, obligation, error);
  if (!form || !form->document)
    return NULL;
  if (is_workbook(form) && (form->records != RECORDS_NONE || !form->master))
    return workbook(engine, scheme, form, requirement, obligation, error);
  return word_form(engine, scheme, form, obligation, error);
}
