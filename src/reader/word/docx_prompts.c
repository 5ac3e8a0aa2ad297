/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prompts of content controls: Word keeps each as a building block in the glossary part, by the name that
 * a control gives (ISO/IEC 29500-1 17.12, 17.5.2.25). Read when a control is in doubt, and then once. */
#include "reader/document/ooxml.h"
#include "reader/word/docx.h"
#include <string.h>

/* Sorted by strcmp: the numbers are places in it. */
enum { PART, PART_BODY, PART_PROPERTIES, NAME, PARAGRAPH, TEXT };
static const char *const names[] = { "w:docPart", "w:docPartBody", "w:docPartPr", "w:name", "w:p", "w:t" };

typedef struct {
  GHashTable *prompts;
  gboolean in_body, in_properties, in_text;
  char *name;
  GString *text;
} Glossary;

static void
on_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Glossary *glossary = self;
  switch (element) {
  case PART: g_clear_pointer(&glossary->name, g_free); break;
  case PART_PROPERTIES: glossary->in_properties = TRUE; break;
  case PART_BODY:
    glossary->in_body = TRUE;
    g_string_truncate(glossary->text, 0);
    break;
  case NAME:
    if (glossary->in_properties && !glossary->name)
      glossary->name = xml_attribute(attributes, "val");
    break;
  case PARAGRAPH:
    if (glossary->text->len)
      g_string_append_c(glossary->text, '\n');
    break;
  case TEXT: glossary->in_text = TRUE; break;
  default: break;
  }
}

static void
on_end(gpointer self, int element)
{
  Glossary *glossary = self;
  switch (element) {
  case PART:
    if (glossary->name)
      g_hash_table_insert(glossary->prompts, g_steal_pointer(&glossary->name),
                          passage_label(glossary->text->str, -1));
    break;
  case PART_PROPERTIES: glossary->in_properties = FALSE; break;
  case PART_BODY: glossary->in_body = FALSE; break;
  case TEXT: glossary->in_text = FALSE; break;
  default: break;
  }
}

static void
on_text(gpointer self, const char *text, gsize n)
{
  Glossary *glossary = self;
  if (glossary->in_body && glossary->in_text)
    g_string_append_len(glossary->text, text, (gssize) n);
}

/* A glossary that is damaged costs its prompts alone. */
static void
read_glossary(DocxFile *file)
{
  static const XmlEar ear = { names, G_N_ELEMENTS(names), on_start, on_end, on_text };
  guint from = 0;
  const char *problem, *part = ooxml_next(file->relations, "glossaryDocument", &from);
  gsize n;
  g_autofree char *bytes = part ? package_read(file->package, part, &n, &problem) : NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  Glossary glossary = { .prompts = file->prompts, .text = text };
  if (bytes)
    xml_read(bytes, n, &ear, &glossary);
  g_free(glossary.name);
}

static gboolean
is_some_prompt(GHashTable *prompts, const char *key)
{
  GHashTableIter iter;
  gpointer prompt;
  g_hash_table_iter_init(&iter, prompts);
  while (g_hash_table_iter_next(&iter, NULL, &prompt))
    if (!strcmp(prompt, key))
      return TRUE;
  return FALSE;
}

DocxPrompt
docx_prompt(DocxFile *file, const char *part, const char *words, gboolean any)
{
  if (!part)
    return PROMPT_UNKNOWN;
  if (!file->prompts) {
    file->prompts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    read_glossary(file);
  }
  g_autofree char *key = passage_label(words, -1);
  const char *own = g_hash_table_lookup(file->prompts, part);
  if ((own && !strcmp(own, key)) || (any && is_some_prompt(file->prompts, key)))
    return PROMPT_SAME;
  return own ? PROMPT_OTHER : PROMPT_UNKNOWN;
}
