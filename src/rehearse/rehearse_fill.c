/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills forms with made-up answers: the document is drawn again with its ref and with the boxes filled.
 * Decides neither who answers nor when. */
#include "rehearse/rehearse_fill.h"
#include "pass/decide/dates.h"
#include "pass/documents/enclose.h"
#include "pass/documents/masters.h"
#include "pass/intake/match.h"
#include "pass/intake/rows.h"
#include "pass/people/about.h"
#include <string.h>

#define ATTENDED 80         /* in a hundred */
#define REVIEWED 8          /* in a hundred; the rest did neither */
#define THOROUGH 75         /* in a hundred logs: everything is in them; in the rest, most */
#define POST_CODE "ZZ9 9ZZ" /* the second fact of a cell that holds two; of no place */
#define SITTINGS 3          /* a number of hours of study is done on so many days */

static const char *const REMARKS[] = {
  "How to give feedback after a lesson that went badly",
  "Questioning, and when to say nothing",
  "Workload: mine and the trainee’s",
  "The weekly meeting works well when it is on the timetable",
  "More examples from small schools, please",
  "Observing together with the tutor helped a lot",
  NULL,
};

typedef struct {
  Engine *engine;
  const Cast *cast;
  const Scheme *scheme;
  GRand *chance;
  const Obligation *obligation;
  const ReadingDocument *document;
  const SchemeForm *form;
  const Player *player;
  FillHow how;
} Filling;

static const char *
any_of(GRand *chance, const char *const *words)
{
  return words[g_rand_int_range(chance, 0, (gint32) g_strv_length((char **) words))];
}

/* A rationale, and as many pieces as are wanted: no two of them alike. */
static char *
made_up_evidence(const Filling *filling, const FormField *field)
{
  GString *words = g_string_new(any_of(filling->chance, REMARKS));
  for (int n = 1; n <= field->pieces; n++)
    g_string_append_printf(words, "\nEvidence %d: %s (notes of week %d)", n, any_of(filling->chance, REMARKS),
                           n);
  return g_string_free(words, FALSE);
}

/* Somebody in the role that the form speaks of, at the player's school if there is one; else @otherwise. */
static const Player *
somebody_in_role(const Filling *filling, const Player *otherwise)
{
  const Player *found = otherwise;
  for (guint i = 0; filling->form->about && i < filling->cast->players->len; i++) {
    const Player *one = filling->cast->players->pdata[i];
    if (one->scheme != filling->scheme || strcmp(one->role->id, filling->form->about) ||
        !strcmp(one->address, filling->player->address))
      continue;
    if (found == otherwise || !g_strcmp0(one->school, filling->player->school))
      found = one;
  }
  return found;
}

/* Whom the form is about, as the mail said, else somebody who may be meant. g_free. */
static char *
person_meant(const Filling *filling, const Player *otherwise)
{
  g_autoptr(GArray) people =
      about_people(filling->engine, filling->scheme, filling->form, filling->obligation);
  g_autoptr(Person) one =
      people->len ? person_get(filling->engine->store, g_array_index(people, gint64, 0)) : NULL;
  return g_strdup(one ? one->name : somebody_in_role(filling, otherwise)->name);
}

/* What is written into an empty box. g_free. */
static char *
made_up_value(const Filling *filling, const FormField *field)
{
  GRand *chance = filling->chance;
  const Player *player = filling->player;
  const Player *lead = cast_lead(filling->cast, filling->scheme, player->school);
  switch (field->type) {
  case FIELD_EMAIL: return g_strdup(player->address);
  case FIELD_DATE: return day_format(clock_today(filling->engine->clock));
  case FIELD_NUMBER: return g_strdup_printf("%d", g_rand_int_range(chance, 1, 5));
  case FIELD_YES_NO: return g_strdup(g_rand_int_range(chance, 0, 8) || field->must ? "true" : "false");
  case FIELD_CHOICE:
  case FIELD_RATING:
    return g_strdup(field->of && field->of[0] ? any_of(chance, (const char *const *) field->of) : "1");
  case FIELD_PERSON: return person_meant(filling, lead ? lead : player);
  case FIELD_EVIDENCE: return made_up_evidence(filling, field);
  case FIELD_TEXT: return g_strdup(field->part == 2 ? POST_CODE : any_of(chance, REMARKS));
  }
  return NULL;
}

/* What the box holds when the document goes back. */
static char *
value_of(const Filling *filling, const FormField *field)
{
  g_autofree char *prefilled = document_value(filling->document, field);
  if (filling->how == FILL_WRONG_NAME && !strcmp(field->id, "name"))
    return g_strdup(cast_stranger(filling->cast, filling->player)->name);
  return prefilled && *prefilled ? g_strdup(prefilled) : made_up_value(filling, field);
}

/* The box that is overlooked: the first that was not filled already and is no question of yes or no. */
static const FormField *
overlooked(const Filling *filling)
{
  for (guint i = 0; i < filling->form->fields->len; i++) {
    const FormField *field = filling->form->fields->pdata[i];
    g_autofree char *prefilled = document_value(filling->document, field);
    if (!(prefilled && *prefilled) && field->type != FIELD_YES_NO)
      return field;
  }
  return NULL;
}

static GBytes *
fill_boxes(const Filling *filling, GError **error)
{
  const SchemeForm *form = filling->form;
  const FormField *empty = filling->how == FILL_BOX_FORGOTTEN ? overlooked(filling) : NULL;
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) boxes = form_boxes(form);
  for (guint i = 0; i < boxes->len; i++) {
    const FormField *field = form->fields->pdata[i];
    char *value = field == empty ? g_strdup("") : value_of(filling, field);
    g_ptr_array_add(values, value);
    g_array_index(boxes, Box, i).value = value;
  }
  FormDocument document = { .title = form->title,
                            .intro = filling->scheme->title,
                            .footer = filling->engine->site->partnership,
                            .ref = filling->obligation->ref,
                            .form = form->id,
                            .boxes = (const Box *) boxes->data,
                            .n_boxes = boxes->len };
  return masters_document(form, &document, error);
}

/* The dates that the people of a school could choose, as days. */
static GArray *
days_offered(const Filling *filling)
{
  Engine *engine = filling->engine;
  const Obligation *obligation = filling->obligation;
  const Requirement *requirement = scheme_requirement(filling->scheme, obligation->requirement);
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  const char *dot = strrchr(obligation->instance, '.');
  GArray *days = g_array_new(FALSE, FALSE, sizeof(Day));
  if (!requirement || !year || !requirement->opens.event)
    return days;
  g_autoptr(GPtrArray) sessions = dates_open_to(engine, filling->scheme, requirement->opens.event,
                                                dot ? dot + 1 : NULL, year, 0, obligation->school);
  for (guint i = 0; i < sessions->len; i++) {
    Day day = clock_day(engine->clock, ((Session *) sessions->pdata[i])->start);
    g_array_append_val(days, day);
  }
  return days;
}

/* Who came to which date, who read the materials instead, who did neither. */
static void
note_attendance(const Filling *filling, const GArray *days, GHashTable *row)
{
  gint32 drawn = g_rand_int_range(filling->chance, 0, 100);
  guint which = days->len ? (guint) g_rand_int_range(filling->chance, 0, (gint32) days->len) : 0;
  if (drawn < ATTENDED && days->len)
    g_hash_table_insert(row, (char *) "attended", day_format(g_array_index(days, Day, which)));
  else if (drawn < ATTENDED + REVIEWED)
    g_hash_table_insert(row, (char *) "made_up", g_strdup("true"));
}

/* The people of the school whom the office has not heard of yet. */
static void
add_newcomers(const Filling *filling, GPtrArray *rows)
{
  for (guint i = 0; i < filling->cast->players->len; i++) {
    const Player *one = filling->cast->players->pdata[i];
    if (!one->newcomer || one->scheme != filling->scheme || g_strcmp0(one->school, filling->player->school))
      continue;
    GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_hash_table_insert(row, (char *) "name", g_strdup(one->name));
    g_hash_table_insert(row, (char *) "email", g_strdup(one->address));
    GHashTableIter iter;
    gpointer attribute, values;
    g_hash_table_iter_init(&iter, one->attributes);
    while (g_hash_table_iter_next(&iter, &attribute, &values))
      g_hash_table_insert(row, attribute, g_strjoinv(", ", values));
    g_ptr_array_add(rows, row);
  }
}

/* A row of a list that nobody prefilled. */
static void
add_made_up_row(const Filling *filling, GPtrArray *rows)
{
  GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < filling->form->fields->len; i++) {
    const FormField *field = filling->form->fields->pdata[i];
    g_hash_table_insert(row, field->id,
                        strcmp(field->id, "name") ? made_up_value(filling, field)
                                                  : g_strdup(filling->player->name));
  }
  g_ptr_array_add(rows, row);
}

/* The hours that @evidence wants of @activity; 0: it wants none. */
static double
hours_wanted(const Evidence *evidence, const char *activity)
{
  double hours =
      evidence->kind == EVIDENCE_LOG && g_strv_contains((const char *const *) evidence->ids, activity)
          ? evidence->hours
          : 0;
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    hours = MAX(hours, hours_wanted(evidence->parts->pdata[i], activity));
  return hours;
}

static void
add_activity(GPtrArray *rows, const SchemeActivity *activity, Day day, double hours)
{
  GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert(row, (char *) "activity", g_strdup(activity->title));
  g_hash_table_insert(row, (char *) "done", day_format(day));
  g_hash_table_insert(row, (char *) "hours", g_strdup_printf("%g", hours));
  g_ptr_array_add(rows, row);
}

/* A row for what the scheme counts as done alone, or for most of it; for a number of hours, several. */
static void
add_activities(const Filling *filling, GPtrArray *rows)
{
  const Requirement *requirement = scheme_requirement(filling->scheme, filling->obligation->requirement);
  gboolean thorough = g_rand_int_range(filling->chance, 0, 100) < THOROUGH;
  Day today = clock_today(filling->engine->clock);
  for (guint i = 0; i < filling->scheme->activities->len; i++) {
    const SchemeActivity *activity = filling->scheme->activities->pdata[i];
    double wanted = hours_wanted(requirement->evidence, activity->id);
    if (!thorough && g_rand_int_range(filling->chance, 0, 100) >= ATTENDED)
      continue;
    for (int n = 0; wanted > 0 && n < SITTINGS; n++)
      add_activity(rows, activity, today - n, wanted / SITTINGS);
    if (wanted <= 0)
      add_activity(rows, activity, today, activity->hours > 0 ? activity->hours : 1.5);
  }
}

static void
change_rows(const Filling *filling, GPtrArray *rows)
{
  if (filling->form->records == RECORDS_PEOPLE) {
    add_newcomers(filling, rows);
  } else if (filling->form->records == RECORDS_ATTENDANCE) {
    g_autoptr(GArray) days = days_offered(filling);
    for (guint i = 0; i < rows->len; i++)
      note_attendance(filling, days, rows->pdata[i]);
  } else if (filling->form->records == RECORDS_ACTIVITIES) {
    add_activities(filling, rows);
  } else {
    add_made_up_row(filling, rows);
  }
}

static GBytes *
fill_rows(const Filling *filling, GError **error)
{
  const SchemeForm *form = filling->form;
  g_autoptr(GPtrArray) read = rows_read(form, filling->document);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  g_autoptr(GArray) columns = form_boxes(form);
  change_rows(filling, read);
  for (guint r = 0; r < read->len; r++) {
    GStrv row = g_new0(char *, form->fields->len + 1);
    for (guint f = 0; f < form->fields->len; f++) {
      const char *value = g_hash_table_lookup(read->pdata[r], ((FormField *) form->fields->pdata[f])->id);
      row[f] = g_strdup(value ? value : "");
    }
    g_ptr_array_add(rows, row);
  }
  FormWorkbook book = { .title = form->title,
                        .intro = filling->scheme->title,
                        .ref = filling->obligation->ref,
                        .form = form->id,
                        .columns = (const Box *) columns->data,
                        .n_columns = columns->len,
                        .rows = rows };
  return masters_workbook(form, &book, error);
}

GBytes *
fill_document(Engine *engine, const Cast *cast, GRand *chance, const Obligation *obligation,
              const ReadingDocument *document, const Player *player, FillHow how, GError **error)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const SchemeForm *form = named && scheme ? scheme_form(scheme, named) : NULL;
  if (!form)
    return NULL;
  Filling filling = { engine, cast, scheme, chance, obligation, document, form, player, how };
  return form->records == RECORDS_NONE ? fill_boxes(&filling, error) : fill_rows(&filling, error);
}

GBytes *
fill_kept(const SchemeForm *form, GRand *chance, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (int words = 0; words < MAX(form->words, 60);) {
    const char *remark = any_of(chance, REMARKS);
    g_string_append_printf(text, "%s. ", remark);
    for (const char *p = remark; p; p = strchr(p + 1, ' '))
      words++;
  }
  Box box = { .label = "Text", .value = text->str };
  FormDocument document = {
    .title = form->title, .intro = form->title, .footer = "", .boxes = &box, .n_boxes = 1
  };
  return form_document_draw(&document, error);
}

GBytes *
fill_locked(void)
{
  enum { SECTOR = 512, NAME = SECTOR + 128 };
  static const guint8 magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  static const char stream[] = "EncryptedPackage";
  guint8 *file = g_malloc0(4 * SECTOR);
  memcpy(file, magic, sizeof magic);
  for (guint i = 0; stream[i]; i++)
    file[NAME + 2 * i] = (guint8) stream[i];
  return g_bytes_new_take(file, 4 * SECTOR);
}

GBytes *
fill_photograph(void)
{
  enum { HEADER = 54, WIDTH = 160, HEIGHT = 220, SIZE = HEADER + 3 * WIDTH * HEIGHT };
  guint8 *file = g_malloc(SIZE);
  const guint8 header[HEADER] = {
    'B', 'M', SIZE & 255, SIZE >> 8 & 255, SIZE >> 16, 0, 0, 0,      0, 0, HEADER, 0, 0, 0, 40,
    0,   0,   0,          WIDTH,           0,          0, 0, HEIGHT, 0, 0, 0,      1, 0, 24
  };
  memcpy(file, header, HEADER);
  for (guint y = 0; y < HEIGHT; y++) /* lines of writing on grey paper */
    for (guint x = 0; x < WIDTH; x++)
      memset(file + HEADER + 3 * (y * WIDTH + x), y % 10 < 2 && x > 15 && x < WIDTH - 15 ? 60 : 215, 3);
  return g_bytes_new_take(file, SIZE);
}
