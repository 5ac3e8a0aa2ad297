/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read schemes and years share. Private to scheme/. */
#pragma once
#include "base/conf_table.h"
#include "scheme/scheme.h"

/* What a word in a file names: looked up when everything has been read. */
typedef enum {
  REFERS_NOTHING,
  REFERS_ROLE,
  REFERS_EVENT,
  REFERS_OCCASION, /* an event, or "event.term" */
  REFERS_REPEAT,   /* an occasion, "term" or "placement" */
  REFERS_TERM,
  REFERS_FORM,
  REFERS_FIELD, /* "form.field" */
  REFERS_REQUIREMENT,
  REFERS_AWARD,
  REFERS_ACTIVITY,
  REFERS_ATTRIBUTE
} Refers;

typedef struct {
  const Scheme *scheme; /* borrowed */
  const Year *year;     /* borrowed: that the word stands in; NULL: in a scheme, which every year must fit */
  Refers kind;
  char *word;
  char *value; /* REFERS_ATTRIBUTE: the value wanted, or NULL */
  Place place;
} Reference;

typedef struct {
  Schemes *set;
  ConfFaults *faults;
  GPtrArray *references; /* of Reference */
  Scheme *scheme;        /* being read; while a year is read, its session's */
  Year *year;            /* being read */
  gboolean unread; /* a scheme file could not be read: that a year does not find it would be said in vain */
} SchemeLoad;

/* ConfReader's refer: keeps the word for check_references(). */
void scheme_refer(ConfReader *reader, const config_setting_t *at, int kind, const char *word);
Place scheme_place(ConfReader *reader, const config_setting_t *at);
/* A list member's new element: allocated, added to @list (a GPtrArray *) and returned. */
gpointer scheme_new_item(gpointer list, gsize size);

/* Adds the ids of @items (structs whose first member is char *id) that have one; borrowed. For
 * conf_suggestion(). */
void scheme_add_ids(GPtrArray *known, const GPtrArray *items);

/* alert = { when; to; }, or a list of them. @into: GPtrArray ** of FormAlert. */
void read_alerts(ConfReader *reader, config_setting_t *setting, gpointer into);
/* Whether what its alerts wait for can be said in @field. */
void check_alerts(ConfReader *reader, const config_setting_t *setting, const FormField *field);
/* Whether @value can be an answer to @field. */
gboolean field_may_be(const FormField *field, const char *value);

/* Readers of one group each, for tables. @into: GPtrArray **. */
void read_form(ConfReader *reader, config_setting_t *setting, gpointer into);
void read_requirement(ConfReader *reader, config_setting_t *setting, gpointer into);
void read_award(ConfReader *reader, config_setting_t *setting, gpointer into);
void read_feed(ConfReader *reader, config_setting_t *setting, gpointer into);
void read_report(ConfReader *reader, config_setting_t *setting, gpointer into);
void read_notice(ConfReader *reader, config_setting_t *setting, gpointer into);
/* attribute = "value" or a list of them. @into: GPtrArray ** of Filter. */
void read_filter(ConfReader *reader, config_setting_t *setting, gpointer into);
/* apart = ( { role or attribute; why; } ). @into: GPtrArray ** of Apart. */
void read_apart(ConfReader *reader, config_setting_t *setting, gpointer into);
/* where = { ... }: filters. */
void read_where(ConfReader *reader, config_setting_t *setting, gpointer into);

/* from and until, of any rule. */
void check_validity(ConfReader *reader, const config_setting_t *group, Day from, Day until);
/* Titles that were not said, choices that follow from other parts. After the whole scheme was read. */
void requirements_finish(Scheme *scheme);
/* A role of whom nothing is asked, and who is told what forms or reports say, stands for everybody if it does
 * not say for whom: a director. */
void roles_finish(Scheme *scheme);
void forms_finish(SchemeLoad *load, Scheme *scheme);

/* The scheme that @setting's session or placement is of; NULL and a fault when there is none. */
const Scheme *year_scheme(ConfReader *reader, config_setting_t *setting);
/* @into: GPtrArray ** of YearPlacement. */
void read_year_placement(ConfReader *reader, config_setting_t *setting, gpointer into);
void year_load(SchemeLoad *load, const char *path, GChecksum *sum);
void check_references(const SchemeLoad *load);
void check_schemes(const SchemeLoad *load);
void check_reports(const SchemeLoad *load, const Scheme *scheme);
/* Whom a scheme writes to: scheme_people.c. */
void check_people(const SchemeLoad *load, const Scheme *scheme);

Scheme *scheme_new(const char *file);
void scheme_free(Scheme *scheme);
Year *year_new(const char *file);
void year_free(Year *year);
void form_field_free(FormField *field);
void edition_free(SchemeEdition *edition);
void rung_free(Rung *rung);
void evidence_free(Evidence *evidence);
