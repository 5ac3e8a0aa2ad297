/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts: returns that were filed, attendance, activities, approvals. Each marks its person dirty. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id, obligation, person, message; /* message 0: by hand */
  gint64 about;                           /* whom it speaks of; 0: its sender, or nobody knows */
  char *scheme, *form, *document, *sha256, *by, *why;
  Instant arrival;
  int version;
  char *reasons; /* JSON: what was compared to find whose it is */
  char *problem; /* of the reading, or NULL */
} Filed;
void filed_free(Filed *filed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filed, filed_free)
/* Adds the next version. @answers: field id, value, field id, value ..., NULL. The new row's id. */
gint64 filed_add(Store *store, gint64 obligation, const char *scheme, const char *form, gint64 person,
                 gint64 message, const char *document, const char *sha256, Instant arrival, const char *by,
                 const char *why, const char *const *answers);
/* Keeps with it why it was filed for this person (JSON text) and what the reader could not take (or NULL). */
void filed_explain(Store *store, gint64 id, const char *reasons, const char *problem);
void filed_set_about(Store *store, gint64 id, gint64 person);
Filed *filed_latest(Store *store, gint64 obligation); /* NULL: none */
Filed *filed_get(Store *store, gint64 id);
gboolean filed_has(Store *store, gint64 obligation, const char *sha256); /* this very document already */
/* This very document, filed for anything that was asked of @person; NULL: never. */
Filed *filed_same(Store *store, gint64 person, const char *sha256);
/* The latest of a form by a person in any year before @before: NULL none. */
Filed *filed_previous(Store *store, const char *scheme, const char *form, gint64 person, Instant before);
GPtrArray *filed_list(Store *store, const char *scheme, const char *form, Instant since,
                      Instant until); /* latest versions, of Filed */
/* What @person filed in every year, each in its latest version, oldest first: of Filed. */
GPtrArray *filed_of_message(Store *store, gint64 message);  /* every version that came with it, of Filed */
GPtrArray *filed_versions(Store *store, gint64 obligation); /* oldest first, of Filed */
GPtrArray *filed_of_person(Store *store, gint64 person);
char *answer_get(Store *store, gint64 filed, const char *field); /* NULL: none; g_free */
void answer_set(Store *store, gint64 filed, const char *field, const char *value);
GPtrArray *answers_of(Store *store, gint64 filed); /* of GStrv {field, value} */
/* Changes one answer and keeps what stood there and @cause; the person is decided again. FALSE: it stood
 * there already. What was in doubt in that box is no longer. */
gboolean answer_correct(Store *store, const Filed *filed, const char *field, const char *value,
                        const char *cause);
typedef struct {
  char *field, *before, *after, *cause; /* before NULL: the box was empty */
  Instant at;
} Correction;
void correction_free(Correction *correction);
GPtrArray *corrections_of(Store *store, gint64 filed); /* of Correction, oldest first */
/* What a box holds that it cannot hold. */
void held_set(Store *store, gint64 filed, const char *field, const char *text);
GPtrArray *held_of(Store *store, gint64 filed); /* of GStrv {field, text} */

typedef struct {
  gint64 id, person, message;
  char *scheme, *event, *term, *how, *source;
  Day day;
  Instant at;
} Attendance;
void attendance_free(Attendance *attendance);
/* FALSE when it was known already. */
gboolean attendance_add(Store *store, gint64 person, const char *scheme, const char *event, const char *term,
                        Day day, gboolean reviewed, gint64 message, const char *source);
/* What a message told: of Attendance. */
GPtrArray *attendance_by_message(Store *store, gint64 message);
void attendance_remove(Store *store, gint64 id);
GPtrArray *attendance_of(Store *store, gint64 person, const char *scheme, const char *event, Day from,
                         Day to); /* of Attendance */

/* Everybody's at @event, by day: of Attendance. */
GPtrArray *attendance_at(Store *store, const char *scheme, const char *event, Day from, Day to);

typedef struct {
  gint64 id, person, message;
  char *scheme, *activity, *source;
  Day day;
  double hours; /* negative: not said */
} Activity;
void activity_free(Activity *activity);
/* FALSE when it was known already; other hours than before take the place of those. */
gboolean activity_add(Store *store, gint64 person, const char *scheme, const char *activity, Day day,
                      double hours, gint64 message, const char *source);
GPtrArray *activities_of(Store *store, gint64 person, const char *scheme, Day from, Day to); /* of Activity */
