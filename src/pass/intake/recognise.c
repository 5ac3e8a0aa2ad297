/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares a document's labels with those of every form. Labels agree by their words. doc/contract.md. */
#include "pass/intake/recognise.h"
#include "base/text.h"
#include "pass/intake/shared_cell.h"
#include <string.h>

/* Fewer of a form's labels than this, and the document is something else. */
#define ENOUGH 0.5
#define HEADER_WITHIN 20 /* rows of a table */

static const ReadingField *
box_of(const ReadingDocument *document, const char *tag, const char *key)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *one = document->fields->pdata[i];
    if (one->tag && !strcmp(one->tag, tag))
      return one;
  }
  return reading_field((ReadingDocument *) document, key);
}

const ReadingField *
document_field(const ReadingDocument *document, const FormField *field)
{
  const ReadingField *box = box_of(document, field->id, field->key);
  return box || !field->also ? box : shared_cell_box((ReadingDocument *) document, field);
}

/* The boxes of the pieces, as lines behind @value. */
static void
append_pieces(const ReadingDocument *document, const FormField *field, GString *value)
{
  for (int n = 1; n <= field->pieces; n++) {
    g_autofree char *tag = g_strdup_printf("%s.%d", field->id, n);
    g_autofree char *label = g_strdup_printf("%s: evidence %d", field->label, n), *key = text_key(label);
    const ReadingField *box = box_of(document, tag, key);
    if (box && *box->value)
      g_string_append_printf(value, "%sEvidence %d: %s", value->len ? "\n" : "", n, box->value);
  }
}

char *
document_value(const ReadingDocument *document, const FormField *field)
{
  const ReadingField *box = document_field(document, field);
  if (!box)
    return NULL;
  GString *value = g_string_new(box->value);
  append_pieces(document, field, value);
  return g_string_free(value, FALSE);
}

const char *
document_answer(const ReadingDocument *document, const SchemeForm *form, const char *id)
{
  const FormField *field = form && form->records == RECORDS_NONE ? form_field(form, id) : NULL;
  const ReadingField *box = field ? document_field(document, field) : NULL;
  return box && *box->value ? box->value : NULL;
}

gboolean
field_is_prefilled(const FormField *field)
{
  return field->type == FIELD_PERSON || !strcmp(field->id, "name") || !strcmp(field->id, "school") ||
         !strcmp(field->id, "email");
}

static guint
count_filled(const ReadingDocument *document, const SchemeForm *form, gboolean known, guint *fields)
{
  guint filled = 0;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_is_prefilled(field) || field->known != known)
      continue;
    g_autofree char *value = document_value(document, field);
    filled += value && *value;
    ++*fields;
  }
  return filled;
}

guint
document_filled(const ReadingDocument *document, const SchemeForm *form)
{
  guint fields = 0, filled = count_filled(document, form, FALSE, &fields);
  return fields ? filled : count_filled(document, form, TRUE, &fields);
}

gboolean
document_is_guessed(const ReadingDocument *document, const SchemeForm *form)
{
  if (strcmp(document->format, "pdf") && strcmp(document->format, "rtf"))
    return FALSE;
  for (guint i = 0; i < form->fields->len; i++) {
    const ReadingField *box = document_field(document, form->fields->pdata[i]);
    if (box && *box->value && !strcmp(box->as, "line"))
      return TRUE;
  }
  return FALSE;
}

/* The text_keys of the cells of those rows that may be the header of a workbook: of GStrv. */
static GPtrArray *
header_rows(const ReadingDocument *document)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < MIN(table->rows->len, HEADER_WITHIN); r++) {
      GStrv row = table->rows->pdata[r], keys = g_new0(char *, g_strv_length(row) + 1);
      for (guint c = 0; row[c]; c++)
        keys[c] = text_key(row[c]);
      g_ptr_array_add(rows, keys);
    }
  }
  return rows;
}

/* Whether some row of some table holds most of the form's labels. */
static double
header_share(const SchemeForm *form, const GPtrArray *rows)
{
  guint best = 0;
  for (guint r = 0; r < rows->len; r++) {
    guint found = 0;
    for (GStrv key = rows->pdata[r]; *key; key++)
      for (guint f = 0; f < form->fields->len && **key; f++)
        found += !strcmp(((FormField *) form->fields->pdata[f])->key, *key);
    best = MAX(best, MIN(found, form->fields->len));
  }
  return (double) best / form->fields->len;
}

/* What was posted from a page of ours names its form, and its columns by their ids: only those into which
 * something was put. */
static gboolean
is_posted_as(const ReadingDocument *document, const SchemeForm *form)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  return !strcmp(document->format, "form") && !document->problem && !g_strcmp0(named, form->id);
}

static double
share_of(const SchemeForm *form, const ReadingDocument *document, const GPtrArray *rows)
{
  if (!form->fields || !form->fields->len)
    return 0;
  if (is_posted_as(document, form))
    return 1;
  if (form->records != RECORDS_NONE)
    return header_share(form, rows);
  guint found = 0;
  for (guint i = 0; i < form->fields->len; i++)
    found += document_field(document, form->fields->pdata[i]) != NULL;
  return (double) found / form->fields->len;
}

/* Of two forms with the same share of their labels. */
static gboolean
is_likelier(const SchemeForm *form, const SchemeForm *other, FormAsked asked, gpointer data)
{
  gboolean one = asked && asked(form, data), two = asked && asked(other, data);
  return one != two ? one : form->fields->len > other->fields->len;
}

Recognised
form_recognise(const Schemes *schemes, const ReadingDocument *document, FormAsked asked, gpointer data)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  g_autoptr(GPtrArray) rows = header_rows(document);
  Recognised best = { NULL, NULL, 0 };
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->forms->len; j++) {
      const SchemeForm *form = scheme->forms->pdata[j];
      double share = share_of(form, document, rows);
      if (named && !strcmp(named, form->id) && share > 0)
        share += 1; /* its own property decides between forms that are alike */
      if (share > best.share ||
          (best.form && share >= best.share && is_likelier(form, best.form, asked, data)))
        best = (Recognised){ scheme, form, share };
    }
  }
  if (best.share < ENOUGH)
    return (Recognised){ NULL, NULL, 0 };
  best.share = MIN(best.share, 1);
  return best;
}
