/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail's template may say of that for which an obligation is repeated: a placement, a person, an
 * action. */
#include "pass/decide/actions.h"
#include "pass/people/about.h"
#include "pass/post.h"
#include "pass/tell/alerts.h"
#include "store/placements.h"

static char *
name_of(Engine *engine, gint64 id)
{
  g_autoptr(Person) person = id ? person_get(engine->store, id) : NULL;
  return g_strdup(person ? person->name : NULL);
}

/* The placement that the obligation is repeated for. */
static void
context_placement(Engine *engine, json_t *context, const Scheme *scheme, const Obligation *obligation)
{
  g_autoptr(Placement) placement = placement_by_key(engine->store, scheme->id, obligation->instance);
  if (!placement)
    return;
  g_autoptr(School) school = placement->school ? school_get(engine->store, placement->school) : NULL;
  /* nobody is told their own name as that of somebody else */
  g_autofree char *trainee =
                      name_of(engine, placement->trainee == obligation->person ? 0 : placement->trainee),
                  *mentor = name_of(engine, placement->mentor), *tutor = name_of(engine, placement->tutor),
                  *first = day_words(placement->first), *last = day_words(placement->last);
  json_object_set_new(context, "placement",
                      json_pack("{s:s?, s:s?, s:s?, s:s?, s:s, s:s}", "school", school ? school->name : NULL,
                                "trainee", trainee, "mentor", mentor, "tutor", tutor, "from", first, "to",
                                last));
}

static json_t *
progress_json(Engine *engine, const Obligation *obligation)
{
  g_autoptr(GPtrArray) all = said_of(engine->store, obligation->id);
  json_t *list = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Said *one = all->pdata[i];
    g_autofree char *day = day_words(clock_day(engine->clock, one->at));
    json_array_append_new(list, json_pack("{s:s, s:s}", "day", day, "words", one->words));
  }
  return list;
}

/* What the form said that made the action; NULL: no form did. g_free. */
static char *
quote_of(Engine *engine, const Scheme *scheme, const Action *action)
{
  g_autoptr(Filed) filed = action->filed ? filed_get(engine->store, action->filed) : NULL;
  g_autoptr(Obligation) returned = filed ? obligation_get(engine->store, filed->obligation) : NULL;
  return returned ? alerts_quote(engine, scheme, returned, filed->id, action->person) : NULL;
}

static void
context_action(Engine *engine, json_t *context, const Scheme *scheme, const Obligation *obligation)
{
  g_autoptr(Action) action = action_of(engine->store, obligation);
  if (!action)
    return;
  g_autofree char *about = name_of(engine, action->about), *quote = quote_of(engine, scheme, action);
  json_object_set_new(context, "action",
                      json_pack("{s:s, s:s?, s:s, s:s?, s:o}", "words", action->words, "about", about,
                                "source", action->source, "quote", quote, "progress",
                                progress_json(engine, obligation)));
}

void
context_instance(Engine *engine, json_t *context, const Scheme *scheme, const SchemeForm *form,
                 const Obligation *obligation)
{
  g_autofree char *about = about_names(engine, scheme, form, obligation);
  context_placement(engine, context, scheme, obligation);
  context_action(engine, context, scheme, obligation);
  context_text(context, "about", about);
  json_object_set_new(context, "confidential", form && form->confidential ? json_true() : json_null());
}
