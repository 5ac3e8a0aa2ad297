/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the schemes themselves let people report in a word: that a handbook was read, that a course is wished
 * for. Only of whom it is asked, and only for themselves. C1.11, C1.29 */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/intake/thread.h"
#include "pass/post.h"
#include "store/facts.h"
#include <string.h>

/* An activity that the words report. */
typedef struct {
  const Scheme *scheme;
  const SchemeActivity *activity;
} Said;

static gboolean
asks_activity(const Evidence *evidence, const char *activity)
{
  gboolean asks =
      evidence->kind == EVIDENCE_LOG && g_strv_contains((const char *const *) evidence->ids, activity);
  for (guint i = 0; !asks && evidence->parts && i < evidence->parts->len; i++)
    asks = asks_activity(evidence->parts->pdata[i], activity);
  return asks;
}

gboolean
asked_of_sender(const Inbound *inbound, const Scheme *scheme, const char *activity)
{
  const Year *year = engine_year(inbound->engine);
  g_autoptr(GPtrArray) all =
      obligations_of_person(inbound->engine->store, inbound_sender(inbound)->id, year ? year->id : "");
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement =
        strcmp(one->scheme, scheme->id) ? NULL : scheme_requirement(scheme, one->requirement);
    if (requirement && one->state != STATE_ENDED && asks_activity(requirement->evidence, activity))
      return TRUE;
  }
  return FALSE;
}

static gboolean
says(const SchemeActivity *activity, const char *key)
{
  for (guint i = 0; activity->said && activity->said[i]; i++) {
    g_autofree char *word = text_key(activity->said[i]);
    if (!strcmp(word, key))
      return TRUE;
  }
  return FALSE;
}

/* Where several schemes have the word, the mail that is answered says which is meant. */
static void
keep_of_thread(const Inbound *inbound, GArray *said)
{
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  gboolean any = FALSE;
  for (int keeping = 0; keeping <= any; keeping++)
    for (guint i = said->len; i-- > 0;) {
      gboolean here = FALSE;
      for (guint j = 0; j < thread->len; j++)
        here = here ||
               !strcmp(((Obligation *) thread->pdata[j])->scheme, g_array_index(said, Said, i).scheme->id);
      any = any || here;
      if (keeping && !here)
        g_array_remove_index(said, i);
    }
}

static GArray *
said_by(const Inbound *inbound, const char *key)
{
  const GPtrArray *schemes = inbound->engine->site->schemes->schemes;
  GArray *said = g_array_new(FALSE, FALSE, sizeof(Said));
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->activities->len; j++) {
      Said one = { scheme, scheme->activities->pdata[j] };
      if (says(one.activity, key) && asked_of_sender(inbound, scheme, one.activity->id))
        g_array_append_val(said, one);
    }
  }
  keep_of_thread(inbound, said);
  return said;
}

/* Which edition is the sender's; NULL: there are none, or none is for them. */
static const char *
edition_of(const Inbound *inbound, const Said *said)
{
  const GPtrArray *editions = said->activity->editions;
  for (guint i = 0; editions && i < editions->len; i++) {
    const SchemeEdition *edition = editions->pdata[i];
    gboolean fits = TRUE;
    for (guint j = 0; edition->where && j < edition->where->len; j++) {
      const Filter *filter = edition->where->pdata[j];
      g_auto(GStrv) own = attribute_get(inbound->engine->store, inbound_sender(inbound)->id, said->scheme->id,
                                        filter->attribute);
      gboolean has = FALSE;
      for (guint k = 0; own[k]; k++)
        has = has || g_strv_contains((const char *const *) filter->values, own[k]);
      fits = fits && has;
    }
    if (fits)
      return edition->title;
  }
  return NULL;
}

static char *
take(Inbound *inbound, const Said *said)
{
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  const char *edition = edition_of(inbound, said);
  g_autofree char *cause = inbound_cause(inbound);
  g_autofree char *source = edition ? g_strdup_printf("%s; %s", edition, cause) : g_strdup(cause);
  Day day = clock_day(engine->clock, inbound->arrival);
  gboolean is_new = activity_add(engine->store, sender->id, said->scheme->id, said->activity->id, day, -1,
                                 inbound->message->id, source);
  if (is_new)
    journal_add(engine->store, sender->id, 0, cause, "%s%s%s", said->activity->title, edition ? ": " : "",
                edition ? edition : "");
  gint64 at = engine_school(engine, said->scheme, sender->id, NULL);
  g_autoptr(School) school = at ? school_get(engine->store, at) : NULL;
  if (is_new && said->activity->tell_office)
    inbound_case(inbound, "reported", -1, NULL, NULL, NULL, "%s%s%s: %s. Accept it when it is handed on",
                 sender->name, school ? ", " : "", school ? school->name : "", said->activity->title);
  return g_strdup_printf("%s%s%s", said->activity->title, edition ? ": " : "", edition ? edition : "");
}

gboolean
asked_said(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autofree char *key = text_key(asked->rest);
  g_autoptr(GArray) said = said_by(inbound, key);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  asked->understood = said->len > 0;
  for (guint i = 0; i < said->len; i++)
    g_ptr_array_add(lines, take(inbound, &g_array_index(said, Said, i)));
  if (!said->len)
    return TRUE;
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "lines", asked_lines(lines));
  return asked_reply(inbound, "noted", context, NULL, NULL, error);
}
