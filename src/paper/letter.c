/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters from templates: the subject line, the body as plain text, and the same body laid out as HTML. Sends
 * nothing. */
#include "paper/letter.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/markup.h"
#include "paper/template.h"
#include <string.h>

struct Letters {
  char *directory;
  GHashTable *drafts; /* name -> Draft */
  Template *layout;   /* NULL until the first letter */
};

typedef struct {
  Template *subject;
  Template *body;
} Draft;

static void
draft_free(gpointer data)
{
  Draft *draft = data;
  g_clear_pointer(&draft->subject, template_free);
  g_clear_pointer(&draft->body, template_free);
  g_free(draft);
}

void
letter_free(Letter *letter)
{
  if (!letter)
    return;
  g_free(letter->subject);
  g_free(letter->text);
  g_free(letter->html);
  g_free(letter);
}

Letters *
letters_open(const char *directory)
{
  Letters *letters = g_new0(Letters, 1);
  letters->directory = g_strdup(directory);
  letters->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, draft_free);
  return letters;
}

void
letters_free(Letters *letters)
{
  if (!letters)
    return;
  g_hash_table_unref(letters->drafts);
  g_clear_pointer(&letters->layout, template_free);
  g_free(letters->directory);
  g_free(letters);
}

static gboolean
is_template_name(const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && *p != '-')
      return FALSE;
  return *name != '\0';
}

/* Cuts @text, the whole file, after its subject; the body, with the blank line before it, or NULL. */
static char *
cut_subject(char *text, const char **subject)
{
  if (!g_str_has_prefix(text, "Subject: "))
    return NULL;
  *subject = text + strlen("Subject: ");
  char *newline = strchr(text, '\n');
  if (!newline)
    return NULL;
  *newline = '\0';
  if (newline > *subject && newline[-1] == '\r')
    newline[-1] = '\0';
  return newline[1] == '\n' || (newline[1] == '\r' && newline[2] == '\n') ? newline + 1 : NULL;
}

static Draft *
draft_load(const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) cause = NULL;
  gsize length = 0;
  if (!g_file_get_contents(path, &text, &length, &cause)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: the mail's template cannot be read: %s", path,
                cause->message);
    return NULL;
  }
  if (!g_utf8_validate(text, (gssize) length, NULL)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: the mail's template is not UTF-8 text", path);
    return NULL;
  }
  const char *subject = NULL;
  const char *body = cut_subject(text, &subject);
  if (!body) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s:1: a mail begins with the line \"Subject: ...\" and a blank line", path);
    return NULL;
  }
  Draft *draft = g_new0(Draft, 1);
  draft->subject = template_parse_at(path, 1, subject, TEMPLATE_HEADER, error);
  draft->body = draft->subject ? template_parse_at(path, 2, body, TEMPLATE_LETTER, error) : NULL;
  if (draft->body)
    return draft;
  draft_free(draft);
  return NULL;
}

static Draft *
draft_of(Letters *letters, const char *name, GError **error)
{
  Draft *draft = g_hash_table_lookup(letters->drafts, name);
  if (draft)
    return draft;
  if (!is_template_name(name)) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s:1: \"%s\" is no name of a mail: small letters, digits and dashes", letters->directory,
                name);
    return NULL;
  }
  g_autofree char *file = g_strconcat(name, ".mustache", NULL);
  g_autofree char *path = g_build_filename(letters->directory, file, NULL);
  draft = draft_load(path, error);
  if (draft)
    g_hash_table_insert(letters->drafts, g_strdup(name), draft);
  return draft;
}

static gboolean
load_layout(Letters *letters, GError **error)
{
  if (letters->layout)
    return TRUE;
  g_autofree char *path = g_build_filename(letters->directory, "layout.html", NULL);
  letters->layout = template_load(path, TEMPLATE_HTML, error);
  return letters->layout != NULL;
}

gboolean
letters_check(Letters *letters, const char *name, GError **error)
{
  return load_layout(letters, error) && draft_of(letters, name, error) != NULL;
}

/* The subject without the ref in brackets at its end, which is for machines. */
static char *
title_of(const char *subject)
{
  const char *bracket = g_str_has_suffix(subject, "]") ? strrchr(subject, '[') : NULL;
  return g_strchomp(bracket && bracket > subject ? g_strndup(subject, (gsize) (bracket - subject))
                                                 : g_strdup(subject));
}

static char *
lay_out(Letters *letters, const char *subject, GPtrArray *blocks, GError **error)
{
  g_autofree char *title = title_of(subject);
  json_t *values = json_pack("{s:s, s:o}", "title", title, "blocks", markup_layout(blocks));
  char *html = template_render(letters->layout, values, error);
  json_decref(values);
  return html;
}

/* The subject and the blocks of @name's letter; NULL: a fault. */
static GPtrArray *
blocks_of(Letters *letters, const char *name, json_t *context, char **subject, GError **error)
{
  const Draft *draft = draft_of(letters, name, error);
  if (!draft)
    return NULL;
  g_autofree char *rendered = template_render(draft->subject, context, error);
  g_autofree char *body = rendered ? template_render(draft->body, context, error) : NULL;
  if (!body)
    return NULL;
  *subject = text_clean(rendered, -1, 0, FALSE);
  return markup_parse(body);
}

static Letter *
finish(Letters *letters, const char *subject, GPtrArray *blocks, GError **error)
{
  g_autoptr(Letter) letter = g_new0(Letter, 1);
  letter->subject = g_strdup(subject);
  letter->text = markup_text(blocks);
  letter->html = lay_out(letters, subject, blocks, error);
  return letter->html ? g_steal_pointer(&letter) : NULL;
}

Letter *
letters_write(Letters *letters, const char *name, json_t *context, GError **error)
{
  g_autofree char *subject = NULL;
  g_autoptr(GPtrArray) blocks =
      load_layout(letters, error) ? blocks_of(letters, name, context, &subject, error) : NULL;
  return blocks ? finish(letters, subject, blocks, error) : NULL;
}

LetterPart *
letter_part_new(const char *name, json_t *context)
{
  LetterPart *part = g_new0(LetterPart, 1);
  part->name = g_strdup(name);
  part->context = context;
  return part;
}

void
letter_part_free(LetterPart *part)
{
  if (!part)
    return;
  g_free(part->name);
  json_decref(part->context);
  g_free(part);
}

/* Whether the block is the one paragraph @beginning..., or no more than that when @whole. */
static gboolean
is_paragraph(const Block *block, const char *beginning, gboolean whole)
{
  if (block->kind != BLOCK_PARAGRAPH || block->lines->len != 1)
    return FALSE;
  const char *text = ((const GStrv *) block->lines->pdata)[0][0];
  return whole ? !strcmp(text, beginning) : g_str_has_prefix(text, beginning);
}

/* Adds a part's blocks to @all. */
static gboolean
add_part(Letters *letters, const LetterPart *part, GPtrArray *all, GError **error)
{
  g_autofree char *subject = NULL;
  json_object_set_new(part->context, "part", json_true());
  g_autoptr(GPtrArray) blocks = blocks_of(letters, part->name, part->context, &subject, error);
  if (!blocks)
    return FALSE;
  g_autofree char *title = title_of(subject);
  markup_add_heading(all, title);
  if (blocks->len && is_paragraph(blocks->pdata[0], "Dear ", FALSE))
    g_ptr_array_remove_index(blocks, 0);
  g_ptr_array_extend_and_steal(all, g_steal_pointer(&blocks));
  return TRUE;
}

/* Puts what the parts say in the place of the block @at of @frame. */
static gboolean
put_parts(Letters *letters, GPtrArray *frame, guint at, const GPtrArray *parts, GError **error)
{
  g_autoptr(GPtrArray) all = markup_parse("");
  for (guint i = 0; i < parts->len; i++)
    if (!add_part(letters, parts->pdata[i], all, error))
      return FALSE;
  g_ptr_array_remove_index(frame, at);
  while (all->len)
    g_ptr_array_insert(frame, (gint) at++, g_ptr_array_steal_index(all, 0));
  return TRUE;
}

Letter *
letters_write_parts(Letters *letters, const char *name, json_t *context, const GPtrArray *parts,
                    GError **error)
{
  g_autofree char *subject = NULL;
  g_autoptr(GPtrArray) frame =
      load_layout(letters, error) ? blocks_of(letters, name, context, &subject, error) : NULL;
  guint at = 0;
  while (frame && at < frame->len && !is_paragraph(frame->pdata[at], "---", TRUE))
    at++;
  if (frame && at == frame->len)
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s/%s.mustache:1: the line \"---\" is missing, where the parts go", letters->directory,
                name);
  if (!frame || at == frame->len || !put_parts(letters, frame, at, parts, error))
    return NULL;
  return finish(letters, subject, frame, error);
}
