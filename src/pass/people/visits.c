/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people were at an event on one day: that is a meeting. Counts none. */
#include "pass/people/visits.h"
#include "pass/decide/dates.h"
#include "store/facts.h"

void
visits_record(const Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed)
{
  Engine *engine = inbound->engine;
  const SchemeEvent *event = form->form->event ? scheme_event(form->scheme, form->form->event) : NULL;
  g_autofree char *text = event ? answer_get(engine->store, filed, "attended") : NULL;
  Day day = text ? day_parse(text) : DAY_NONE;
  g_autoptr(Filed) row = filed_get(engine->store, filed);
  if (day == DAY_NONE || !row)
    return;
  gboolean known;
  g_autofree char *term = dates_term(engine, form->scheme, event, day, &known),
                  *source = inbound_cause(inbound);
  const gint64 both[] = { obligation->person, row->about };
  for (guint i = 0; i < G_N_ELEMENTS(both); i++)
    if (both[i])
      attendance_add(engine->store, both[i], form->scheme->id, event->id, term, day, FALSE,
                     inbound->message->id, source);
}
