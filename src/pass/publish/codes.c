/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what is said of each code. Answers nobody: src/web/verify.c. */
#include "pass/publish/codes.h"
#include "paper/page_style.h"
#include "store/people.h"
#include "store/superseded.h"
#include <jansson.h>
#include <string.h>

static char *
file_of(const char *code)
{
  g_autofree char *hash = award_code_hash(code);
  return g_strdup_printf("verify/%s.json", hash);
}

/* @record is consumed. */
static gboolean
put(PublicFolder *folder, const char *code, json_t *record, GError **error)
{
  g_autofree char *file = file_of(code);
  char *text = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS);
  gboolean done = public_folder_put(folder, file, text, strlen(text), error);
  free(text);
  json_decref(record);
  return done;
}

static char *
day_of(Engine *engine, Instant instant)
{
  return day_words(clock_day(engine->clock, instant));
}

/* @old: the older certificate of @award that is told of; NULL: the one that holds. */
static json_t *
record_of(Engine *engine, const Award *award, const Superseded *old)
{
  g_autofree char *issued = day_of(engine, old ? old->issued : award->issued);
  g_autofree char *replaced = old ? day_of(engine, old->at) : NULL;
  g_autofree char *name =
      old ? award_code_name(old->code, old->name) : award_code_name(award->code, award->name);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s*}", "state", old ? "superseded" : "valid", "title",
                   award->title, "words", award->words, "issuer", engine->site->partnership, "issued", issued,
                   "name", name, "replaced", replaced);
}

static gboolean
put_award(Engine *engine, PublicFolder *folder, const Award *award, gboolean withdrawn, GError **error)
{
  g_autoptr(GPtrArray) older = superseded_of(engine->store, award->id);
  if (!put(folder, award->code,
           withdrawn ? json_pack("{s:s}", "state", "withdrawn") : record_of(engine, award, NULL), error))
    return FALSE;
  for (guint i = 0; i < older->len; i++) {
    const Superseded *old = older->pdata[i];
    if (!put(folder, old->code,
             withdrawn ? json_pack("{s:s}", "state", "withdrawn") : record_of(engine, award, old), error))
      return FALSE;
  }
  return TRUE;
}

gboolean
codes_put(Engine *engine, PublicFolder *folder, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) awards = awards_of(engine->store, person);
  g_autoptr(Person) holder = awards->len ? person_get(engine->store, person) : NULL;
  for (guint i = 0; i < awards->len; i++)
    if (!put_award(engine, folder, awards->pdata[i], holder && holder->erased, error))
      return FALSE;
  return store_healthy(engine->store, error);
}

void
codes_keep(Engine *engine, GHashTable *keep)
{
  g_autoptr(GPtrArray) codes = award_codes(engine->store);
  for (guint i = 0; i < codes->len; i++)
    g_hash_table_add(keep, file_of(codes->pdata[i]));
}

gboolean
codes_put_frame(Engine *engine, PublicFolder *folder, GError **error)
{
  static const char more[] =
      "form{max-width:30rem}label{display:block;margin:1.1rem 0 .3rem;font-weight:600}"
      ".hint{margin:0 0 .3rem;color:var(--soft)}"
      "input{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:var(--ink);background:"
      "var(--paper);border:2px solid var(--soft);border-radius:.4rem}"
      "input:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}"
      "button{margin:1.5rem 0 0;min-height:2.75rem;padding:.6rem 1.25rem;border:0;border-radius:.4rem;"
      "background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600}"
      ".result{border-left:.4rem solid var(--accent);background:var(--tint);padding:1rem 1.25rem;margin:0 0 "
      "2rem}.result p:first-child{margin-top:0}.result p:last-child{margin-bottom:0}"
      ".state{font-size:1.3rem;font-weight:600}";
  GString *html = g_string_new(NULL);
  page_begin(html, "{{title}}", engine->site->partnership, more);
  g_string_append(html, "{{content}}");
  page_end(html);
  g_autofree char *text = g_string_free(html, FALSE);
  return public_folder_put(folder, ".frame.html", text, strlen(text), error);
}
