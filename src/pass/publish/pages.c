/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a page, and when it was made. What stands in it is gathered by pages_*.c and written by paper. */
#include "pass/publish/pages.h"
#include "paper/page_style.h"
#include "pass/people/coverage.h"
#include "pass/publish/private.h"

static gboolean
has_page(Engine *engine, gint64 person)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    g_autoptr(GPtrArray) roles = coverage_roles(engine, schemes->pdata[i], NULL, person);
    if (roles->len)
      return TRUE;
  }
  return FALSE;
}

char *
page_url(Engine *engine, gint64 person)
{
  return has_page(engine, person) ? private_url(engine, person, PAGE_PURPOSE) : NULL;
}

void
pages_want(Engine *engine, gint64 person)
{
  if (has_page(engine, person))
    g_free(token_ensure(engine->store, person, PAGE_PURPOSE));
}

gboolean
pages_write(Engine *engine, const Token *token, const char *before G_GNUC_UNUSED, char **bytes,
            GError **error)
{
  g_autoptr(Person) person =
      has_page(engine, token->person) ? person_get(engine->store, token->person) : NULL;
  if (person) {
    GString *html = g_string_new(NULL);
    page_begin(html, person->name, engine->site->partnership, "");
    page_end(html);
    *bytes = g_string_free(html, FALSE);
  }
  return store_healthy(engine->store, error);
}
