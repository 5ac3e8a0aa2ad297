/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the box that a line of a mail names. Reads no value. */
#include "pass/intake/boxes.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

#define WRAPPED_AT 60 /* a line so long was most likely broken by the mail program */

/* "B4" of "B4. Teaching", "3" of "3) Teaching"; NULL: the label has no number of its own. */
static char *
own_number(const char *label)
{
  gsize letters = g_ascii_isalpha(label[0]) && g_ascii_isdigit(label[1]) ? 1 : 0;
  gsize n = letters;
  while (g_ascii_isdigit(label[n]))
    n++;
  /* "3 things that I learned" is no number, "B4 Teaching" is */
  if (n == letters || n > 4 || !label[n] || !strchr(letters ? ".): " : ".):", label[n]))
    return NULL;
  return g_ascii_strup(label, (gssize) n);
}

char *
box_number(const SchemeForm *form, const FormField *field)
{
  char *own = own_number(field->label);
  guint place = 0;
  for (guint i = 0; !own && i < form->fields->len; i++)
    if (form->fields->pdata[i] == field)
      place = i + 1;
  return own ? own : g_strdup_printf("%u", place);
}

static const FormField *
field_of_key(const SchemeForm *form, const char *key)
{
  for (guint i = 0; *key && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!strcmp(field->key, key))
      return field;
  }
  return NULL;
}

/* A letter in front counts only where the form's own labels have one. */
static const FormField *
field_of_number(const SchemeForm *form, const char *number)
{
  const FormField *by_place = NULL;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *its = box_number(form, field);
    if (!g_ascii_strcasecmp(its, number))
      return field;
    if (g_ascii_isalpha(*number) && !strcmp(its, number + 1))
      by_place = field;
  }
  return by_place;
}

void
typed_line_free(TypedLine *line)
{
  g_free(line->text);
  g_free(line);
}

static TypedLine *
typed_line_new(const FormField *field, const char *text, gboolean by_number)
{
  TypedLine *line = g_new0(TypedLine, 1);
  line->field = field;
  line->text = text_clean(text, -1, 16384, TRUE);
  line->by_number = by_number;
  return line;
}

/* "Label: value", whose label may hold a colon itself: the longest one that is a box's. */
static TypedLine *
by_label(const SchemeForm *form, const char *line)
{
  const FormField *found = NULL;
  const char *value = NULL;
  for (const char *colon = strchr(line, ':'); colon; colon = strchr(colon + 1, ':')) {
    g_autofree char *label = g_strndup(line, (gsize) (colon - line)), *key = text_key(label);
    const FormField *field = field_of_key(form, key);
    if (field) {
      found = field;
      value = colon + 1;
    }
  }
  return found ? typed_line_new(found, value, FALSE) : NULL;
}

/* "B4: value", "4: value", "4. value", "4) value" */
static TypedLine *
by_number(const SchemeForm *form, const char *line)
{
  gsize n = g_ascii_isalpha(line[0]) && g_ascii_isdigit(line[1]) ? 1 : 0;
  while (g_ascii_isdigit(line[n]))
    n++;
  const char *sign = line + n;
  while (*sign == ' ')
    sign++;
  if (!n || n > 4 || !*sign || !strchr(":.)=", *sign) || (*sign == '.' && sign[1] != ' '))
    return NULL;
  g_autofree char *number = g_strndup(line, n);
  const FormField *field = field_of_number(form, number);
  return field ? typed_line_new(field, sign + 1, *sign == '.' || *sign == ')') : NULL;
}

/* What a mail program broke off the line before, or the next piece of evidence of a list. */
static void
append_rest(TypedLine *line, const char *between, const char *rest)
{
  char *whole = g_strconcat(line->text, between, rest, NULL);
  g_free(line->text);
  line->text = whole;
}

GPtrArray *
typed_lines(const SchemeForm *form, const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) typed_line_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  TypedLine *open = NULL; /* may go on in the next line */
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strstrip(lines[i]);
    gboolean listed = *line && strchr("-*", *line);
    while (*line && strchr("-*\"'`|", *line)) /* of a list, or copied with its quotation marks */
      line = g_strchug((char *) line + 1);
    TypedLine *typed = by_label(form, line);
    typed = typed ? typed : by_number(form, line);
    if (typed)
      g_ptr_array_add(found, typed);
    else if (open && *line && open->field->type == FIELD_TEXT)
      append_rest(open, " ", line);
    else if (open && *line && listed && open->field->type == FIELD_EVIDENCE)
      append_rest(open, "\n- ", line);
    TypedLine *last = typed ? typed : open;
    gboolean goes_on = strlen(line) >= WRAPPED_AT || (*line && last && last->field->type == FIELD_EVIDENCE);
    open = goes_on ? last : NULL;
  }
  return found;
}
