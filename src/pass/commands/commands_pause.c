/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a human settles, and the ladder pauses until then: it was sent, it is not theirs, they have left, they
 * want no more mail. Nobody is made of a name in a mail. Pain 32. */
#include "base/text.h"
#include "pass/commands/answer.h"
#include "pass/commands/commands.h"
#include "pass/post.h"
#include <stdlib.h>

/* A case for each obligation that the mail is about; for none, one about the person. */
static const Obligation *
pause_ladder(Inbound *inbound, const GPtrArray *which, const char *kind, const char *detail,
             const char *words)
{
  const char *name = inbound_sender(inbound)->name;
  for (guint i = 0; i < which->len; i++) {
    const Obligation *one = which->pdata[i];
    inbound_case(inbound, kind, -1, one, NULL, detail, "%s of %s: %s", one->requirement, name, words);
  }
  if (!which->len)
    inbound_case(inbound, kind, -1, NULL, NULL, detail, "%s: %s", name, words);
  return which->len ? which->pdata[0] : NULL;
}

static const Obligation *
only_one(const GPtrArray *which)
{
  return which->len == 1 ? which->pdata[0] : NULL;
}

/* The one of the roster whom @named (a name or an address) means: of the sender's school before all others.
 * NULL: nobody, or several. */
static Person *
person_named(const Inbound *inbound, const char *named)
{
  Store *store = inbound->engine->store;
  gint64 school = engine_school(inbound->engine, NULL, inbound_sender(inbound)->id, NULL);
  g_autofree char *address = text_address(named);
  g_autoptr(GPtrArray) people =
      address ? people_by_address(store, address) : people_by_name(store, named, school);
  if (!people->len && !address && school) {
    g_ptr_array_unref(people);
    people = people_by_name(store, named, 0);
  }
  return people->len == 1 ? person_get(store, ((const Person *) people->pdata[0])->id) : NULL;
}

/* Who is proposed to the office, for the case; NULL: nobody that the roster has. free(). */
static char *
proposal(const Person *proposed)
{
  json_t *detail = json_pack("{s:s, s:s}", "proposed", proposed->name, "address",
                             proposed->address ? proposed->address : "");
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(detail);
  return text;
}

gboolean
asked_not_me(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  g_autofree char *named = text_clean(asked->rest, -1, 100, FALSE);
  g_autoptr(Person) proposed = *named ? person_named(inbound, named) : NULL;
  g_autofree char *words =
      proposed ? g_strdup_printf("says that it is for somebody else: %s", proposed->name)
      : *named
          ? g_strdup_printf("says that it is for %s, whom the roster does not have, or more than once", named)
          : g_strdup("says that it is for somebody else");
  char *detail = proposed ? proposal(proposed) : NULL;
  const Obligation *first = pause_ladder(inbound, which, "not-me", detail, words);
  free(detail);
  json_t *context = asked_context(inbound, only_one(which));
  context_text(context, "named", proposed ? proposed->name : named);
  return asked_reply(inbound, "not-me", context, first, NULL, error);
}

gboolean
asked_left(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  const Obligation *first =
      pause_ladder(inbound, which, "not-me", NULL, "says that they have left: is the roster right?");
  json_t *context = asked_context(inbound, only_one(which));
  context_text(context, "named", "");
  return asked_reply(inbound, "not-me", context, first, NULL, error);
}

gboolean
asked_stop(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  const Obligation *first = pause_ladder(inbound, which, "stop", NULL, "asks for no more mail");
  return asked_reply(inbound, "stop", asked_context(inbound, only_one(which)), first, NULL, error);
}

gboolean
asked_sent(Asked *asked, GError **error)
{
  g_autoptr(GPtrArray) which = asked_about(asked->inbound);
  if (which->len)
    pause_ladder(asked->inbound, which, "sent", NULL, "says that it was sent; nothing has arrived");
  return answer_help(asked->inbound, error);
}
