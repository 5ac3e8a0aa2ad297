/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table out of the reports of meeting programs. They differ in language of dates, separator and layout,
 * and change it every year; what stays are the headings of a table of people. A row of such headings is what
 * makes a report, three kinds of rows follow: one a stay (Teams, Zoom), one a person with totals (Teams,
 * Zoom, Meet), one a joining or leaving (Teams in 2020 and its live events). Of a person with stays the
 * totals are not counted again. Who they are on the roster is not asked here. */
#include "reader/document/attendance.h"
#include "base/text.h"
#include "reader/document/attendee.h"
#include <string.h>

#define PEOPLE_LIMIT 5000 /* of one report; the largest meetings stay below it */
#define HEADING_LIMIT 40  /* bytes of the longest heading there is */

typedef enum {
  COLUMN_NAME,
  COLUMN_FIRST_NAME,
  COLUMN_LAST_NAME,
  COLUMN_EMAIL,
  COLUMN_ID,
  COLUMN_JOIN,
  COLUMN_LEAVE,
  COLUMN_DURATION,
  COLUMN_ACTION,
  COLUMN_STAMP,
  COLUMN_WAITING,
  COLUMN_ATTENDED,
  COLUMNS
} Column;

/* The headings as text_key() has them; @ours: no other list writes it so. */
static const struct {
  const char *key;
  Column column;
  gboolean ours;
} headings[] = {
  { "name", COLUMN_NAME, FALSE },
  { "full name", COLUMN_NAME, FALSE },
  { "fullname", COLUMN_NAME, FALSE },
  { "participant", COLUMN_NAME, FALSE },
  { "participant name", COLUMN_NAME, FALSE },
  { "name original name", COLUMN_NAME, TRUE },
  { "user name original name", COLUMN_NAME, TRUE },
  { "first name", COLUMN_FIRST_NAME, FALSE },
  { "last name", COLUMN_LAST_NAME, FALSE },
  { "email", COLUMN_EMAIL, FALSE },
  { "user email", COLUMN_EMAIL, FALSE },
  { "email address", COLUMN_EMAIL, FALSE },
  { "participant id upn", COLUMN_ID, FALSE },
  { "join time", COLUMN_JOIN, FALSE },
  { "first join", COLUMN_JOIN, FALSE },
  { "first join time", COLUMN_JOIN, FALSE },
  { "time joined", COLUMN_JOIN, FALSE },
  { "leave time", COLUMN_LEAVE, FALSE },
  { "last leave", COLUMN_LEAVE, FALSE },
  { "last leave time", COLUMN_LEAVE, FALSE },
  { "time exited", COLUMN_LEAVE, FALSE },
  { "time left", COLUMN_LEAVE, FALSE },
  { "duration", COLUMN_DURATION, FALSE },
  { "duration minutes", COLUMN_DURATION, FALSE },
  { "attendance duration", COLUMN_DURATION, FALSE },
  { "in meeting duration", COLUMN_DURATION, TRUE },
  { "total duration minutes", COLUMN_DURATION, TRUE },
  { "time in session minutes", COLUMN_DURATION, TRUE },
  { "user action", COLUMN_ACTION, FALSE },
  { "action", COLUMN_ACTION, FALSE },
  { "timestamp", COLUMN_STAMP, FALSE },
  { "utceventtimestamp", COLUMN_STAMP, FALSE },
  { "in waiting room", COLUMN_WAITING, FALSE },
  { "attended", COLUMN_ATTENDED, FALSE },
};

typedef enum { ROWS_NONE, ROWS_STAYS, ROWS_TOTALS, ROWS_ACTIONS } RowsKind;

typedef struct {
  RowsKind kind;
  guint at[COLUMNS]; /* counted from 1, 0: there is none */
} Layout;

typedef struct {
  GPtrArray *people;   /* of Attendee, in the order in which they appear */
  GHashTable *by_word; /* address, or key of a name of somebody without: to Attendee */
  DateEvidence evidence;
  Stamp latest; /* of a report of actions */
  gboolean cut;
} Report;

/* Every layout has a heading with one of these words, behind one of few letters: few rows need a closer look.
 */
static gboolean
may_be_headings(GStrv row)
{
  for (guint c = 0; row[c]; c++) {
    char lower[HEADING_LIMIT + 1];
    if (!*row[c] || !strchr("FLNPUflnpu", *row[c]))
      continue;
    gsize n = 0;
    for (; n < HEADING_LIMIT && row[c][n]; n++)
      lower[n] = g_ascii_tolower(row[c][n]);
    lower[n] = 0;
    if (strstr(lower, "name") || strstr(lower, "participant"))
      return TRUE;
  }
  return FALSE;
}

/* The layout of a row of headings; kind ROWS_NONE when it is none. A heading that stands again after the
 * name is about the person, not the meeting. */
static Layout
layout_of(GStrv row)
{
  Layout layout = { ROWS_NONE, { 0 } };
  gboolean ours = FALSE, totals = FALSE, possible = may_be_headings(row);
  for (guint c = 0; possible && row[c]; c++) {
    g_autofree char *key = text_key(row[c]);
    for (guint i = 0; i < G_N_ELEMENTS(headings) && *key; i++) {
      if (strcmp(headings[i].key, key))
        continue;
      Column column = headings[i].column;
      if (column == COLUMN_NAME && !layout.at[column])
        layout.at[COLUMN_EMAIL] = layout.at[COLUMN_DURATION] = 0;
      if (!layout.at[column])
        layout.at[column] = c + 1;
      ours = ours || headings[i].ours;
      totals = totals || (headings[i].ours && column == COLUMN_DURATION);
    }
  }
  const guint *at = layout.at;
  gboolean who = at[COLUMN_NAME] || at[COLUMN_LAST_NAME], times = at[COLUMN_JOIN] && at[COLUMN_LEAVE];
  if (who && at[COLUMN_ACTION] && at[COLUMN_STAMP])
    layout.kind = ROWS_ACTIONS;
  else if (who && (times || (ours && at[COLUMN_DURATION])))
    layout.kind = totals || !times ? ROWS_TOTALS : ROWS_STAYS;
  return layout;
}

static const char *
cell(const Layout *layout, GStrv row, guint n, Column column)
{
  return layout->at[column] && layout->at[column] <= n ? row[layout->at[column] - 1] : "";
}

/* Takes away one of the words that the programs put behind a name: (Guest), (External) ... */
static gboolean
drop_mark(char *name)
{
  static const char *const marks[] = { "(guest)",   "(external)", "(unverified)", "(host)",
                                       "(co-host)", "(me)",       "(organizer)",  "(organiser)" };
  gsize n = strlen(name);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    gsize mark = strlen(marks[i]);
    if (n <= mark || g_ascii_strcasecmp(name + n - mark, marks[i]))
      continue;
    name[n - mark] = 0;
    g_strchomp(name);
    return TRUE;
  }
  return FALSE;
}

static char *
plain_name(const char *shown)
{
  char *name = text_clean(shown, -1, 256, FALSE);
  while (drop_mark(name))
    ;
  return name;
}

static char *
name_of(const Layout *layout, GStrv row, guint n)
{
  const char *name = cell(layout, row, n, COLUMN_NAME);
  if (*name)
    return plain_name(name);
  g_autofree char *both =
      g_strconcat(cell(layout, row, n, COLUMN_FIRST_NAME), " ", cell(layout, row, n, COLUMN_LAST_NAME), NULL);
  return plain_name(both);
}

/* The person of a row, by address, else by name; new if nobody is it yet. NULL when the row names nobody. */
static Attendee *
person_of(Report *report, const Layout *layout, GStrv row, guint n)
{
  g_autofree char *name = name_of(layout, row, n), *key = text_name_key(name);
  g_autofree char *address = text_address(cell(layout, row, n, COLUMN_EMAIL));
  if (!address)
    address = text_address(cell(layout, row, n, COLUMN_ID));
  const char *word = address ? address : key;
  Attendee *person = g_hash_table_lookup(report->by_word, word);
  report->cut = report->cut || (!person && report->people->len == PEOPLE_LIMIT);
  if (person || !*word || report->cut)
    return person;
  person = attendee_new(name, address ? address : "");
  g_ptr_array_add(report->people, person);
  g_hash_table_insert(report->by_word, g_strdup(word), person);
  return person;
}

static gboolean
says_no(const char *text)
{
  return !g_ascii_strcasecmp(text, "no");
}

static void
add_stay(Report *report, const Layout *layout, GStrv row, guint n)
{
  const char *waiting = cell(layout, row, n, COLUMN_WAITING);
  if (says_no(cell(layout, row, n, COLUMN_ATTENDED)) || !g_ascii_strcasecmp(waiting, "yes"))
    return;
  const char *join = cell(layout, row, n, COLUMN_JOIN), *leave = cell(layout, row, n, COLUMN_LEAVE);
  Stay stay = { .total = layout->kind == ROWS_TOTALS };
  stay.has_from = stamp_parse(join, &stay.from) && stay.from.seconds >= 0;
  stay.has_to = stamp_parse(leave, &stay.to) && stay.to.seconds >= 0;
  stay.stated = duration_parse(cell(layout, row, n, COLUMN_DURATION));
  Attendee *person =
      (stay.has_from && stay.has_to) || stay.stated > 0 ? person_of(report, layout, row, n) : NULL;
  if (!person)
    return;
  if (stay.has_from && stay.has_to && !stay.total)
    date_evidence_hear_stay(&report->evidence, &stay.from, &stay.to);
  stay.first = g_strdup(stay.has_from ? join : "");
  stay.last = g_strdup(stay.has_to ? leave : "");
  g_array_append_val(person->stays, stay);
}

/* Joined, Joined before (the one who asked for the report came later) or Left. With two devices one joins
 * twice; the last leaving ends it. */
static void
add_action(Report *report, const Layout *layout, GStrv row, guint n)
{
  g_autofree char *action = text_key(cell(layout, row, n, COLUMN_ACTION));
  const char *at = cell(layout, row, n, COLUMN_STAMP);
  Stamp stamp;
  gboolean joined = g_str_has_prefix(action, "join");
  if ((!joined && !g_str_has_prefix(action, "left")) || !stamp_parse(at, &stamp) || stamp.seconds < 0)
    return;
  Attendee *person = person_of(report, layout, row, n);
  if (!person)
    return;
  if (stamp_seconds(&stamp, ORDER_UNKNOWN) >= stamp_seconds(&report->latest, ORDER_UNKNOWN))
    report->latest = stamp;
  Stay *last = person->stays->len ? &g_array_index(person->stays, Stay, person->stays->len - 1) : NULL;
  if (joined && person->inside++ == 0) {
    Stay stay = {
      .from = stamp, .has_from = TRUE, .stated = -1, .first = g_strdup(at), .last = g_strdup("")
    };
    g_array_append_val(person->stays, stay);
  } else if (!joined && last && person->inside) {
    person->inside--;
    last->to = stamp;
    last->has_to = TRUE;
    g_free(last->last);
    last->last = g_strdup(at);
  }
}

static void
take_row(Report *report, const Layout *layout, GStrv row, guint n)
{
  if (layout->kind == ROWS_ACTIONS)
    add_action(report, layout, row, n);
  else if (layout->kind != ROWS_NONE)
    add_stay(report, layout, row, n);
}

static void
hear_dates(Report *report, GStrv row)
{
  Stamp stamp;
  for (guint c = 0; row[c]; c++)
    if (g_ascii_isdigit(*row[c]) && stamp_parse(row[c], &stamp))
      date_evidence_hear(&report->evidence, &stamp);
}

static void
take_table(Report *report, const ReadingTable *table)
{
  Layout layout = { ROWS_NONE, { 0 } };
  for (guint r = 0; r < table->rows->len; r++) {
    GStrv row = table->rows->pdata[r];
    Layout next = layout_of(row);
    hear_dates(report, row);
    if (next.kind == ROWS_NONE)
      take_row(report, &layout, row, g_strv_length(row));
    else
      layout = next;
  }
}

/* Who is still there when the report of actions is made, was there until its last line. */
static void
close_stays(Report *report)
{
  for (guint i = 0; i < report->people->len; i++) {
    Attendee *person = report->people->pdata[i];
    for (guint j = 0; j < person->stays->len; j++) {
      Stay *stay = &g_array_index(person->stays, Stay, j);
      if (stay->has_from && !stay->has_to && stay->stated < 0) {
        stay->to = report->latest;
        stay->has_to = TRUE;
      }
    }
  }
}

/* Stays without an address are those of the one of that name who has one elsewhere in the report: people come
 * back as guests. */
static void
join_namesakes(Report *report)
{
  for (guint i = 0; i < report->people->len; i++) {
    Attendee *nameless = report->people->pdata[i], *same = NULL;
    guint found = 0;
    for (guint j = 0; j < report->people->len && !*nameless->email; j++) {
      Attendee *one = report->people->pdata[j];
      gboolean fits = *one->email && !strcmp(one->key, nameless->key);
      found += fits;
      same = fits ? one : same;
    }
    if (found != 1)
      continue;
    attendee_join(same, nameless);
    g_ptr_array_remove_index(report->people, i--);
  }
}

static void
add_table(Report *report, ReadingDocument *document)
{
  static const char *const header[] = { "Name", "Email", "Minutes", "First joined", "Last left", NULL };
  ReadingTable *table = reading_add_table(document, "attendance", FALSE);
  DateOrder order = date_evidence_order(&report->evidence);
  g_ptr_array_add(table->rows, g_strdupv((char **) header));
  for (guint i = 0; i < report->people->len; i++)
    g_ptr_array_add(table->rows, attendee_row(report->people->pdata[i], order));
}

static gboolean
is_report(const ReadingDocument *document)
{
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < table->rows->len && !table->hidden; r++)
      if (layout_of(table->rows->pdata[r]).kind != ROWS_NONE)
        return TRUE;
  }
  return FALSE;
}

void
attendance_recognise(ReadingDocument *document)
{
  if (!is_report(document))
    return;
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(attendee_free);
  g_autoptr(GHashTable) by_word = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Report report = { .people = people, .by_word = by_word };
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    if (!table->hidden)
      take_table(&report, table);
  }
  close_stays(&report);
  join_namesakes(&report);
  add_table(&report, document);
  if (report.cut)
    reading_problem(document, "too-large");
}
