/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds up ratings, and what changed since the same people last answered. */
#include "report/ratings.h"
#include "report/hide.h"
#include "store/facts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

GPtrArray *
voices_of(ReportView *view, const SchemeForm *form)
{
  GPtrArray *voices =
      survey(view->engine->store, view->scheme->id, form->id, view_since(view), view_until(view));
  for (guint i = voices->len; i-- > 0;) {
    const Voice *voice = voices->pdata[i];
    if (!view_shows(view, voice->about) || !view_may_count(view, form, voice->about))
      g_ptr_array_remove_index(voices, i);
  }
  return voices;
}

/* 0: not answered. */
static int
rating(Store *store, gint64 filed, const FormField *field)
{
  g_autofree char *answer = filed ? answer_get(store, filed, field->id) : NULL;
  int number = answer ? atoi(answer) : 0;
  return number >= 1 && number <= 10 ? number : 0;
}

void
ratings_add(Ratings *ratings, Store *store, const Voice *voice, const FormField *field)
{
  int now = rating(store, voice->filed, field), before = rating(store, voice->before, field);
  if (!now)
    return;
  ratings->n++;
  ratings->counts[now]++;
  ratings->sum += now;
  if (before) {
    ratings->compared++;
    ratings->moved += now - before;
  }
}

Ratings
ratings_of(Store *store, const GPtrArray *voices, const FormField *field)
{
  Ratings ratings = { 0 };
  for (guint i = 0; i < voices->len; i++)
    ratings_add(&ratings, store, voices->pdata[i], field);
  return ratings;
}

char *
ratings_mean(const Ratings *ratings)
{
  return ratings->n ? g_strdup_printf("%.1f", ratings->sum / ratings->n) : g_strdup("");
}

char *
ratings_change(const Ratings *ratings)
{
  if (ratings->compared < SMALLEST_GROUP)
    return g_strdup("");
  double change = round(ratings->moved / ratings->compared * 10) / 10;
  return change > 0   ? g_strdup_printf("up %.1f", change)
         : change < 0 ? g_strdup_printf("down %.1f", -change)
                      : g_strdup("as before");
}

gboolean
field_counts(const SchemeForm *form, const FormField *field, FieldType type)
{
  gboolean any = FALSE;
  for (guint i = 0; i < form->fields->len; i++)
    any = any || ((const FormField *) form->fields->pdata[i])->need;
  gboolean identity = !strcmp(field->id, "name") || !strcmp(field->id, "school");
  return field->type == type && !identity && (field->need || !any);
}

int
widest_scale(const SchemeForm *form)
{
  int widest = 0;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_counts(form, field, FIELD_RATING))
      widest = MAX(widest, field->scale);
  }
  return MIN(widest, 10);
}
