/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which writer writes which private file, and where it lies. Does not know what stands in them. */
#include "pass/publish/private.h"
#include "pass/publish/feed_files.h"
#include "pass/publish/forms.h"
#include "pass/publish/pages.h"
#include "store/unpublished.h"
#include <string.h>

typedef struct {
  const char *purpose; /* how that of its tokens begins */
  const char *folder, *ending;
  PrivateWant want; /* NULL: whoever sends the link makes the token, by private_url() */
  PrivateWrite write;
  PrivateTitle title; /* NULL: a page needs no link to it */
} PrivateKind;

static const PrivateKind kinds[] = {
  { "feed:", "feeds", "ics", feeds_want, feeds_write, feeds_title },
  { "page", "pages", "html", pages_want, pages_write, NULL },
  { "form:", "forms", "html", forms_want, forms_write, forms_title },
};

/* NULL: nobody writes such files any more. */
static const PrivateKind *
kind_of(const char *purpose)
{
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_prefix(purpose, kinds[i].purpose))
      return &kinds[i];
  return NULL;
}

static char *
file_of(const PrivateKind *kind, const Token *token)
{
  return g_strdup_printf("%s/%s.%s", kind->folder, token->token, kind->ending);
}

static char *
marker_of(const PrivateKind *kind, const Token *token)
{
  return g_strdup_printf("%s/%s." GONE_ENDING, kind->folder, token->token);
}

gboolean
private_want(Engine *engine, const GArray *people, GError **error)
{
  store_begin(engine->store);
  for (guint i = 0; i < people->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
      if (kinds[k].want)
        kinds[k].want(engine, g_array_index(people, Unpublished, i).person);
  return store_commit(engine->store, error);
}

/* Either the file, or the mark that it is gone. */
static gboolean
put_one(Engine *engine, PublicFolder *folder, const PrivateKind *kind, const Token *token, GError **error)
{
  g_autofree char *file = file_of(kind, token), *marker = marker_of(kind, token);
  g_autofree char *before = public_folder_get(folder, file), *bytes = NULL;
  if (!token->gone && !kind->write(engine, token, before, &bytes, error))
    return FALSE;
  if (!bytes)
    return public_folder_put(folder, marker, "", 0, error) && public_folder_remove(folder, file, error);
  return public_folder_put(folder, file, bytes, strlen(bytes), error) &&
         public_folder_remove(folder, marker, error);
}

gboolean
private_put_tokens(Engine *engine, PublicFolder *folder, const GPtrArray *tokens, GError **error)
{
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    const PrivateKind *kind = kind_of(token->purpose);
    if (kind && !put_one(engine, folder, kind, token, error))
      return FALSE;
  }
  return store_healthy(engine->store, error);
}

gboolean
private_put(Engine *engine, PublicFolder *folder, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) tokens = tokens_ever_of(engine->store, person);
  return private_put_tokens(engine, folder, tokens, error);
}

void
private_keep(Engine *engine, GHashTable *keep)
{
  g_autoptr(GPtrArray) tokens = tokens_all(engine->store);
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    const PrivateKind *kind = kind_of(token->purpose);
    if (!kind)
      continue;
    g_hash_table_add(keep, file_of(kind, token));
    g_hash_table_add(keep, marker_of(kind, token));
  }
}

char *
public_url(Engine *engine, const char *name)
{
  const char *base = engine->site->base_url ? engine->site->base_url : "";
  gsize length = strlen(base);
  if (length && base[length - 1] == '/')
    length--;
  return g_strdup_printf("%.*s/%s", (int) length, base, name);
}

char *
private_link(Engine *engine, const Token *token)
{
  const PrivateKind *kind = kind_of(token->purpose);
  g_autofree char *file = kind ? file_of(kind, token) : NULL;
  return public_url(engine, file ? file : "");
}

char *
private_url(Engine *engine, gint64 person, const char *purpose)
{
  if (!engine->site->publish_directory || !engine->site->base_url)
    return NULL;
  g_autofree char *token = token_ensure(engine->store, person, purpose);
  const Token one = { .token = token, .purpose = (char *) purpose, .person = person };
  return token ? private_link(engine, &one) : NULL;
}

char *
private_title(Engine *engine, const Token *token)
{
  const PrivateKind *kind = token->gone ? NULL : kind_of(token->purpose);
  return kind && kind->title ? kind->title(engine, token) : NULL;
}

const char *
private_name(const Token *token)
{
  const char *colon = strchr(token->purpose, ':');
  return colon ? colon + 1 : token->purpose;
}
