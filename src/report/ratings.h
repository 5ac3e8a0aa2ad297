/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings that many gave, added up. Knows neither groups nor what may be shown. */
#pragma once
#include "report/view.h"
#include "store/surveys.h"

typedef struct {
  guint n;
  guint counts[11]; /* by value; scales go to 10 */
  double sum;
  guint compared; /* those who answered last time too, */
  double moved;   /* and by how much their answers rose, all together */
} Ratings;

/* The voices on @form that the view shows: of Voice. */
GPtrArray *voices_of(ReportView *view, const SchemeForm *form);
void ratings_add(Ratings *ratings, Store *store, const Voice *voice, const FormField *field);
Ratings ratings_of(Store *store, const GPtrArray *voices, const FormField *field);
/* "2.4"; "" for none. g_free. */
char *ratings_mean(const Ratings *ratings);
/* "up 0.3", "down 0.2", "as before"; "" when fewer than SMALLEST_GROUP can be compared. g_free. */
char *ratings_change(const Ratings *ratings);
/* The fields of @type that count: those marked as needs, or all when none is; never who filled it in. */
gboolean field_counts(const SchemeForm *form, const FormField *field, FieldType type);
int widest_scale(const SchemeForm *form); /* 0: it has no ratings */
