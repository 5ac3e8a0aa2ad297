/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the cast on the roster, and who is to work together into placements. Makes nobody up. */
#include "rehearse/rehearse_people.h"
#include "store/placements.h"
#include <string.h>

#define WEEKS_IN 4   /* a placement begins so many weeks into its term */
#define WEEKS_LONG 6 /* and lasts so many */
#define A_YEAR 366   /* days, leap or not */

/* Whether the answer in some form becomes this attribute. */
static gboolean
scheme_sets(const Scheme *scheme, const char *attribute)
{
  for (guint i = 0; i < scheme->forms->len; i++) {
    const GPtrArray *fields = ((SchemeForm *) scheme->forms->pdata[i])->fields;
    for (guint j = 0; fields && j < fields->len; j++)
      if (!g_strcmp0(((FormField *) fields->pdata[j])->sets, attribute))
        return TRUE;
  }
  return FALSE;
}

/* What is a school's own is kept with the school, unless the school says it itself by a form. */
static void
enrol_attributes(const Player *player, Store *store, gint64 person, gint64 school, Day since)
{
  GHashTableIter iter;
  gpointer name, values;
  g_hash_table_iter_init(&iter, player->attributes);
  while (g_hash_table_iter_next(&iter, &name, &values)) {
    const SchemeAttribute *attribute = scheme_attribute(player->scheme, name);
    if (!attribute->of_school)
      attribute_set(store, person, player->scheme->id, name, values);
    else if (school && !scheme_sets(player->scheme, name))
      school_attribute_set(store, school, player->scheme->id, name, ((GStrv) values)[0], since, "rehearsal",
                           0);
  }
}

/* Whether @evidence counts the months in @role. */
static gboolean
evidence_serves(const Evidence *evidence, const char *role)
{
  gboolean serves =
      evidence->kind == EVIDENCE_SERVE && g_strv_contains((const char *const *) evidence->ids, role);
  for (guint i = 0; !serves && evidence->parts && i < evidence->parts->len; i++)
    serves = evidence_serves(evidence->parts->pdata[i], role);
  return serves;
}

/* Where time in the role counts, every second person began a year before the others. */
static Day
began(const Player *player, guint number, Day since)
{
  const GPtrArray *requirements = player->scheme->requirements;
  gboolean counts = FALSE;
  for (guint i = 0; !counts && i < requirements->len; i++)
    counts = evidence_serves(((Requirement *) requirements->pdata[i])->evidence, player->role->id);
  return counts && number % 2 ? since - A_YEAR : since;
}

void
cast_enrol(const Cast *cast, Store *store, Day since)
{
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *player = cast->players->pdata[i];
    if (player->newcomer)
      continue;
    gint64 school = player->school ? school_ensure(store, player->school) : 0;
    g_autoptr(GPtrArray) known = people_by_address(store, player->address);
    gint64 id =
        known->len ? ((Person *) known->pdata[0])->id : person_add(store, player->name, player->address);
    role_set(store, id, player->scheme->id, player->role->id, school, player->covers,
             began(player, i, since));
    enrol_attributes(player, store, id, school, since);
    journal_add(store, id, 0, "rehearsal", "joined as %s", player->role->title);
  }
}

/* The next player of @scheme in @role after @number others, at @school (NULL: anywhere) but not @but. */
static const Player *
in_role(const Cast *cast, const Scheme *scheme, const char *role, const char *school, const Player *but,
        guint number)
{
  const Player *found = NULL;
  for (guint round = 0; round <= number;) {
    guint before = round;
    for (guint i = 0; i < cast->players->len && round <= number; i++) {
      const Player *one = cast->players->pdata[i];
      if (one == but || one->newcomer || one->scheme != scheme || strcmp(one->role->id, role) ||
          (school && g_strcmp0(one->school, school)))
        continue;
      found = one;
      round++;
    }
    if (round == before)
      return NULL; /* there is nobody */
  }
  return found;
}

static gint64
id_of(Store *store, const Player *player)
{
  g_autoptr(GPtrArray) found = player ? people_by_address(store, player->address) : NULL;
  return found && found->len ? ((Person *) found->pdata[0])->id : 0;
}

/* @event with the roles of whom it is for: who learns, who mentors, who visits. */
static void
place(const Cast *cast, Store *store, const Scheme *scheme, const SchemeEvent *event, const Player *trainee,
      guint number, const Term *term)
{
  const char *mentor_role = event->roles[1] ? event->roles[1] : event->roles[0];
  const char *tutor_role = event->roles[1] ? event->roles[2] : NULL;
  const Player *mentor = in_role(cast, scheme, mentor_role, trainee->school, trainee, number);
  const Player *tutor = tutor_role ? in_role(cast, scheme, tutor_role, NULL, trainee, number) : NULL;
  g_autofree char *key = placement_new_key(store, event->id);
  Placement placement = { .scheme = scheme->id,
                          .event = event->id,
                          .key = key,
                          .source = (char *) "rehearsal",
                          .school = school_ensure(store, trainee->school),
                          .trainee = id_of(store, trainee),
                          .mentor = id_of(store, mentor),
                          .tutor = id_of(store, tutor),
                          .first = term->from + 7 * WEEKS_IN,
                          .last = term->from + 7 * (WEEKS_IN + WEEKS_LONG) };
  placement_put(store, &placement);
}

void
cast_place(const Cast *cast, Store *store, const Year *year)
{
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *player = cast->players->pdata[i];
    for (guint j = 0; j < player->scheme->events->len; j++) {
      const SchemeEvent *event = player->scheme->events->pdata[j];
      if (!event->spans || !event->roles || player->newcomer || !player->school ||
          strcmp(event->roles[0], player->role->id))
        continue;
      for (guint t = 0; t < MIN(2, year->terms->len); t++)
        place(cast, store, player->scheme, event, player, i, year->terms->pdata[t]);
    }
  }
}
