/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that is imported: cells by the names of their columns, whatever their order, and what is said about
 * a row. Knows nothing of people or sessions. */
#pragma once
#include "office/import.h"
#include "reader/reading.h"

typedef struct {
  Engine *engine;
  Import *import;      /* what came of it so far */
  GHashTable *columns; /* text_key of a heading -> its index + 1 */
  GStrv header;        /* as written */
  GHashTable *used;    /* keys that were asked for */
} ImportTable;

typedef struct {
  ImportTable *table;
  GStrv cells;
  guint number;
} ImportRow;

ImportTable *import_table_new(Engine *engine, Import *import, GStrv header);
void import_table_free(ImportTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportTable, import_table_free)
gboolean import_has(const ImportTable *table, const char *column);
/* Says which columns nobody asked for: a misspelt one would else be lost without a word. */
void import_unused(const ImportTable *table);

/* The cell under @column (an English id: "name", "email"), cleaned; "" when it is empty or there is no such
 * column. g_free. */
char *import_cell(const ImportRow *row, const char *column);
/* Refuses the row. Always FALSE. */
gboolean import_refuse(const ImportRow *row, const char *column, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* A line of the diff: '+' joins, '~' changes, '!' a note. */
void import_say(Import *import, char sign, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The scheme that the row is about: its column `scheme`, else the only one there is. NULL: several and none
 * named, or refused
 * (*refused). */
const Scheme *import_scheme(const ImportRow *row, gboolean *refused);
/* The values of @attribute in the row as the scheme writes them, a strv; empty when it says nothing. NULL:
 * refused. */
GStrv import_values(const ImportRow *row, const SchemeAttribute *attribute);
/* The day under @column. DAY_NONE: refused. */
Day import_day(const ImportRow *row, const char *column);

/* @value becomes @attribute of the school called @school, from today; what changed is added to @news (of
 * char*). */
void import_school_value(const ImportRow *row, const Scheme *scheme, const SchemeAttribute *attribute,
                         const char *school, const char *value, GPtrArray *news);

/* The first day of a role into *from: the column "from", else today. FALSE: it, or the last one in "until",
 * is no day, and the row is refused. */
gboolean import_days(const ImportRow *row, Day *from);
/* What the row says of coming and going: "replaces" names whose place @person takes at the row's school,
 * "until" their last day. What changed is added to @news (of char*); a name that is nobody's is said. C1.9 */
void import_succession(const ImportRow *row, const Scheme *scheme, const char *role, gint64 person,
                       GPtrArray *news);

/* The kinds of rows. Each takes all rows of a table: of ImportRow. */
void import_people(ImportTable *table, const GPtrArray *rows);
void import_schools(ImportTable *table, const GPtrArray *rows);
/* Whether a table with the column `school` is about schools: it has an attribute of theirs and no people. */
gboolean import_is_schools(const ImportTable *table);
/* A list of activities as a form of a scheme has it, such as a learning platform's. FALSE: it is none. */
gboolean import_logged(Engine *engine, Import *import, const ReadingDocument *document);
void import_sessions(ImportTable *table, const GPtrArray *rows);
void import_attendance(ImportTable *table, const GPtrArray *rows);
void import_activities(ImportTable *table, const GPtrArray *rows);
void import_placements(ImportTable *table, const GPtrArray *rows);
/* Who was in a meeting, as its program reports it. FALSE: nothing could be taken, and why. */
gboolean import_meeting(Engine *engine, Import *import, const char *name, const ReadingDocument *document,
                        GError **error);
/* A calendar's events (of ReadingEvent) as sessions, each a row. */
void import_calendar(Engine *engine, Import *import, const GPtrArray *events);
