/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the answer and weighs who gave it. */
#include "pass/intake/address_reply.h"
#include "base/text.h"
#include "pass/intake/thread.h"
#include "pass/intake/verified.h"
#include "pass/limits.h"
#include "pass/people/hearers.h"
#include "pass/people/readdress.h"
#include "pass/post.h"
#include "pass/tell/address_wanted.h"
#include <stdlib.h>
#include <string.h>

/* The case that it answers, still open, and what it is about. */
typedef struct {
  Case *c;
  Person *person; /* whose address it is */
  char *dead;
} Question;

static void
question_clear(Question *question)
{
  case_free(question->c);
  person_free(question->person);
  g_free(question->dead);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

static gboolean
question_of(const Inbound *inbound, Question *question)
{
  Store *store = inbound->engine->store;
  gint64 outbox = thread_mail(inbound);
  g_autoptr(OutboxMail) mail = outbox ? outbox_get(store, outbox) : NULL;
  question->c = address_wanted_case(inbound->engine, mail);
  if (!question->c || question->c->settled != INSTANT_NONE)
    return FALSE;
  json_t *detail = json_loads(question->c->detail, 0, NULL);
  question->dead = g_strdup(json_string_value(json_object_get(detail, "address")));
  json_decref(detail);
  question->person = question->c->person ? person_get(store, question->c->person) : NULL;
  return question->person && question->dead;
}

/* Our own addresses, the writer's and the dead one are not what is meant. */
static gboolean
is_other(const Inbound *inbound, const Question *question, const char *address)
{
  const Site *site = inbound->engine->site;
  if (!strcmp(address, question->dead) || !g_strcmp0(address, inbound->reading->from.address) ||
      !g_ascii_strcasecmp(address, site->from_address) || !g_ascii_strcasecmp(address, site->office))
    return FALSE;
  const Person *sender = inbound_sender(inbound);
  g_autoptr(GPtrArray) own = sender ? person_addresses(inbound->engine->store, sender->id) : NULL;
  for (guint i = 0; own && i < own->len; i++)
    if (!strcmp(own->pdata[i], address))
      return FALSE;
  return TRUE;
}

/* The only address that was written; NULL: none, or several. */
static char *
address_in(const Inbound *inbound, const Question *question)
{
  g_auto(GStrv) words = g_strsplit_set(inbound->reading->text, " \t\r\n,;:<>()[]\"'", -1);
  char *found = NULL;
  for (char **p = words; *p; p++) {
    gsize n = strlen(*p);
    while (n && strchr(".!?*_", (*p)[n - 1]))
      (*p)[--n] = '\0';
    g_autofree char *address = strchr(*p, '@') ? text_address(*p) : NULL;
    if (!address || !is_other(inbound, question, address) || !g_strcmp0(found, address))
      continue;
    if (found) {
      g_free(found);
      return NULL;
    }
    found = g_steal_pointer(&address);
  }
  return found;
}

/* Whether the writer was asked, and answers for the person today as they did then. */
static gboolean
may_say(const Inbound *inbound, const Question *question)
{
  const Person *sender = inbound_sender(inbound);
  const Scheme *scheme;
  if (!verified_person(inbound))
    return FALSE;
  g_autoptr(GPtrArray) asked = hearers_of(inbound->engine, question->person->id, &scheme);
  for (guint i = 0; i < asked->len; i++)
    if (((Person *) asked->pdata[i])->id == sender->id)
      return TRUE;
  return FALSE;
}

/* To who told us, with a copy for the office. */
static gboolean
say_changed(Inbound *inbound, const Question *question, const char *address, GError **error)
{
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  if (!sender->address || !answer_allowed(engine, sender->address, ANSWER_TO_SOMETHING))
    return TRUE;
  g_autofree char *purpose = g_strdup_printf("address-changed:%" G_GINT64_FORMAT, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound);
  const char *const cc[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, sender, 0);
  context_text(context, "who", question->person->name);
  context_text(context, "before", question->dead);
  context_text(context, "address", address);
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = "address-changed",
                .purpose = purpose,
                .person = sender->id,
                .message = inbound->message->id,
                .cc = cc,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* The office sees what was said, and `review accept` takes it. */
static void
propose(Inbound *inbound, const Question *question, const char *address, const char *doubt)
{
  Store *store = inbound->engine->store;
  g_autofree char *verdict = inbound_verdict(inbound), *cause = inbound_cause(inbound);
  json_t *detail = json_loads(question->c->detail, 0, NULL);
  json_object_set_new(detail, "proposed", json_string(address));
  json_object_set_new(detail, "by", json_string(inbound->reading->from.address));
  json_object_set_new(detail, "doubt", json_string(doubt ? doubt : verdict));
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  case_set_detail(store, question->c->id, text);
  journal_add(store, question->person->id, 0, cause,
              "says that their address is %s: the office is to look at it", address);
  free(text);
  json_decref(detail);
}

gboolean
address_reply(Inbound *inbound, gboolean *understood, GError **error)
{
  g_auto(Question) question = { NULL, NULL, NULL };
  *understood = FALSE;
  if (inbound->dmarc_failed || !inbound->reading->from.address || !question_of(inbound, &question))
    return TRUE;
  g_autofree char *address = address_in(inbound, &question), *cause = inbound_cause(inbound);
  if (!address)
    return TRUE;
  *understood = TRUE;
  g_autoptr(GError) taken = NULL;
  if (!may_say(inbound, &question)) {
    propose(inbound, &question, address, NULL);
    return TRUE;
  }
  if (!readdress(inbound->engine, question.person->id, address, cause, &taken)) {
    propose(inbound, &question, address, taken->message);
    return TRUE;
  }
  g_autofree char *outcome =
      g_strdup_printf("the address is %s, says %s", address, inbound_sender(inbound)->name);
  case_settle(inbound->engine->store, question.c->id, outcome);
  return say_changed(inbound, &question, address, error);
}
