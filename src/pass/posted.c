/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the engine's lines before a posted body (reader/message/posted.h) and stores both. Reads no body. */
#include "pass/posted.h"
#include "base/text.h"
#include "pass/spool.h"
#include "store/obligations.h"
#include "store/tokens.h"
#include <string.h>

/* What @token answers; NULL: it opens nothing any more. */
static Obligation *
obligation_of(Engine *engine, const Token *token)
{
  return g_str_has_prefix(token->purpose, FORM_PURPOSE)
             ? obligation_by_ref(engine->store, token->purpose + strlen(FORM_PURPOSE))
             : NULL;
}

static void
add_line(GString *text, const char *name, const char *value)
{
  g_autofree char *clean = text_clean(value ? value : "", -1, 900, FALSE);
  if (*clean)
    g_string_append_printf(text, "%s: %s\n", name, clean);
}

static GBytes *
whole(Engine *engine, const Token *token, const Obligation *obligation, GBytes *body)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  const SchemeForm *form = requirement ? requirement_form(scheme, requirement) : NULL;
  g_autoptr(Person) person = person_get(engine->store, token->person);
  GString *text = g_string_new(NULL);
  gsize n;
  const char *bytes = g_bytes_get_data(body, &n);
  add_line(text, "From", person ? person->address : NULL);
  add_line(text, "Subject", form ? form->title : obligation->requirement);
  add_line(text, "Ref", obligation->ref);
  add_line(text, "Form", form ? form->id : NULL);
  g_string_append_c(text, '\n');
  g_string_append_len(text, bytes, (gssize) n);
  return g_string_free_to_bytes(text);
}

static void
take_one(Engine *engine, const Spooled *one)
{
  Token *token = token_find(engine->store, one->token);
  g_autoptr(Obligation) obligation = token ? obligation_of(engine, token) : NULL;
  gboolean known = FALSE;
  if (obligation && message_posted(engine->store, one->token) == INSTANT_NONE) {
    g_autoptr(GBytes) bytes = whole(engine, token, obligation, one->body);
    message_store(engine->store, FORM_FOLDER, one->token, MIN(one->at, clock_now(engine->clock)), FALSE,
                  bytes, &known);
  } else if (!obligation) {
    g_message("a form that was sent is dropped: whose it was is erased, or what it answered is gone");
  }
  token_free(token);
}

gboolean
posted_take(Engine *engine, GError **error)
{
  g_autofree char *folder = spool_folder(engine->site->store);
  g_autoptr(GPtrArray) list = spool_list(folder);
  if (!list->len)
    return TRUE;
  store_begin(engine->store);
  for (guint i = 0; i < list->len; i++)
    take_one(engine, list->pdata[i]);
  return store_commit(engine->store, error);
}

gboolean
posted_clear(Engine *engine, GError **error)
{
  g_autofree char *folder = spool_folder(engine->site->store);
  g_autoptr(GPtrArray) list = spool_list(folder);
  for (guint i = 0; i < list->len; i++) {
    const Spooled *one = list->pdata[i];
    Token *token = token_find(engine->store, one->token);
    g_autoptr(Obligation) obligation = token ? obligation_of(engine, token) : NULL;
    gboolean waits = obligation && message_posted(engine->store, one->token) == INSTANT_NONE;
    token_free(token);
    if (!store_healthy(engine->store, error) ||
        (!waits && !spool_remove(folder, one->token, engine->seam, error)))
      return FALSE;
  }
  return TRUE;
}

ReadAs
posted_read_as(const Message *message)
{
  return !strcmp(message->folder, "hand") ? READ_FILE : posted_is(message) ? READ_FORM : READ_MESSAGE;
}

gboolean
posted_is(const Message *message)
{
  return !strcmp(message->folder, FORM_FOLDER);
}

GPtrArray *
posted_sender(Engine *engine, const Message *message)
{
  GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  Token *token = token_find(engine->store, message->key);
  Person *person = token ? person_get(engine->store, token->person) : NULL;
  if (person)
    g_ptr_array_add(people, person);
  token_free(token);
  return people;
}
