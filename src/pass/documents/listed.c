/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up rows and dates. Draws nothing. */
#include "pass/documents/listed.h"
#include "pass/decide/dates.h"
#include <string.h>

GPtrArray *
listed_people(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Requirement *requirement,
              const Obligation *obligation)
{
  const SchemeEvent *event = form->records == RECORDS_ATTENDANCE && requirement->opens.event
                                 ? scheme_event(scheme, requirement->opens.event)
                                 : NULL;
  GPtrArray *people =
      school_people(engine->store, scheme->id, obligation->school,
                    (const char *const *) (event ? event->roles : NULL), clock_today(engine->clock));
  for (guint i = people->len; !event && i-- > 0;)
    if (((Person *) people->pdata[i])->id == obligation->person)
      g_ptr_array_remove_index(people, i);
  return people;
}

const char *
listed_term(const Obligation *obligation)
{
  const char *dot = strrchr(obligation->instance, '.');
  return dot ? dot + 1 : NULL;
}

GPtrArray *
listed_sessions(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                const Obligation *obligation)
{
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  if (!year || !requirement->opens.event)
    return g_ptr_array_new();
  return dates_open_to(engine, scheme, requirement->opens.event, listed_term(obligation), year, 0,
                       obligation->school);
}
