/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Due dates as entries of whole days, and in words what is to be done. Decides nothing about what is owed. */
#include "pass/decide/settle.h"
#include "pass/publish/feeds_entries.h"
#include <string.h>

static const char *
requirement_title(const Scheme *scheme, const char *id)
{
  const Requirement *requirement = scheme_requirement(scheme, id);
  return requirement ? requirement->title : id;
}

static void
add_titles(GString *text, const char *before, const Scheme *scheme, const Evidence *evidence,
           const char *after)
{
  g_string_append(text, before);
  for (guint i = 0; evidence->ids[i]; i++) {
    const char *id = evidence->ids[i];
    const SchemeForm *form = evidence->kind == EVIDENCE_RETURN ? scheme_form(scheme, id) : NULL;
    const SchemeEvent *event = evidence->kind == EVIDENCE_ATTEND ? scheme_event(scheme, id) : NULL;
    const SchemeRole *role = evidence->kind == EVIDENCE_SIGN_OFF ? scheme_role(scheme, id) : NULL;
    const SchemeActivity *activity = evidence->kind == EVIDENCE_LOG ? scheme_activity(scheme, id) : NULL;
    g_string_append_printf(text, "%s%s", i ? ", " : "",
                           form       ? form->title
                           : event    ? event->title
                           : role     ? role->title
                           : activity ? activity->title
                                      : id);
  }
  g_string_append(text, after);
}

/* A sentence a line; of what needs nothing of the person, none. */
static void
add_what_to_do(GString *text, const Scheme *scheme, const Evidence *evidence)
{
  switch (evidence->kind) {
  case EVIDENCE_RETURN:
    add_titles(text,
               "Fill in the form and reply to the mail that brought it, with the file attached: ", scheme,
               evidence, ".\n");
    break;
  case EVIDENCE_ATTEND: add_titles(text, "Come to: ", scheme, evidence, ".\n"); break;
  case EVIDENCE_LOG: add_titles(text, "When it is done, say so by reply: ", scheme, evidence, ".\n"); break;
  case EVIDENCE_HOURS: g_string_append(text, "Reply with the hours that you have done.\n"); break;
  case EVIDENCE_SIGN_OFF: add_titles(text, "To be confirmed by: ", scheme, evidence, ".\n"); break;
  case EVIDENCE_FIELD: g_string_append(text, "Answer it in the form, and send that by reply.\n"); break;
  case EVIDENCE_DONE: g_string_append(text, "Reply \"done\" when it is done.\n"); break;
  case EVIDENCE_HOLD:
  case EVIDENCE_SERVE: break;
  case EVIDENCE_ANY: g_string_append(text, "One of these is enough.\n"); G_GNUC_FALLTHROUGH;
  case EVIDENCE_ALL:
    for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
      add_what_to_do(text, scheme, evidence->parts->pdata[i]);
    break;
  }
}

/* The ref stands in it, so that a mail with it in the subject finds its way, whoever lost the one that asked.
 */
static char *
own_words(Engine *engine, const Scheme *scheme, const Obligation *obligation)
{
  const Requirement *requirement = scheme_requirement(scheme, obligation->requirement);
  GString *text = g_string_new(NULL);
  if (obligation->extended != DAY_NONE && obligation->due != DAY_NONE &&
      obligation->extended != obligation->due) {
    g_autofree char *due = day_words(obligation->due);
    g_string_append_printf(text, "Moved from %s.\n", due);
  }
  if (requirement)
    add_what_to_do(text, scheme, requirement->evidence);
  if (engine->site->from_address)
    g_string_append_printf(text, "Or write to %s with the reference in the subject.\n",
                           engine->site->from_address);
  g_string_append_printf(text, "Reference %s", obligation->ref);
  return g_string_free(text, FALSE);
}

FeedEvent *
feed_own_deadline(Engine *engine, const Scheme *scheme, const Obligation *obligation)
{
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("due-%s@%s", obligation->ref, engine->site->domain);
  event->sequence = obligation->sequence;
  event->changed = obligation->changed;
  event->all_day = TRUE;
  event->first = event->last = obligation_due(obligation);
  event->summary = g_strdup_printf("Due: %s", requirement_title(scheme, obligation->requirement));
  event->description = own_words(engine, scheme, obligation);
  event->category = g_strdup(scheme->title);
  return event;
}

FeedEvent *
feed_covered_deadline(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Deadline *deadline)
{
  g_autofree char *day = day_format(deadline->due);
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("due-%s-%s-%s-%s@%s", scheme->id, feed->id, deadline->requirement, day,
                               engine->site->domain);
  event->sequence = deadline->sequence;
  event->changed = deadline->changed;
  event->all_day = TRUE;
  event->first = event->last = deadline->due;
  event->summary = g_strdup_printf("Due: %s (%d %s)", requirement_title(scheme, deadline->requirement),
                                   deadline->waiting, deadline->waiting == 1 ? "person" : "people");
  event->description =
      g_strdup_printf("%d %s still to answer. Whoever is late is reminded by mail.", deadline->waiting,
                      deadline->waiting == 1 ? "person has" : "people have");
  event->category = g_strdup(scheme->title);
  return event;
}
