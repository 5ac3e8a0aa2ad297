/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes and ticks in text, and which words belong to which. Does not know what is asked. */
#include "reader/document/boxes.h"
#include <string.h>

#define WORDS_LIMIT 120     /* bytes around one box for which it stands */
#define CONTROLS_LIMIT 1000 /* of one passage */

/* The box whose sign begins at @p; the last rows are those of Wingdings, in text that lost its font. */
static gboolean
box_at(const char *p, Box *box)
{
  static const struct {
    const char *glyph;
    gboolean ticked, drawn;
  } boxes[] = {
    { "\u2610", FALSE, TRUE },    { "\u2611", TRUE, TRUE },     { "\u2612", TRUE, TRUE },
    { "\u25a1", FALSE, TRUE },    { "\u25a2", FALSE, TRUE },    { "\u25fb", FALSE, TRUE },
    { "\u274f", FALSE, TRUE },    { "\u2751", FALSE, TRUE },    { "\u2752", FALSE, TRUE },
    { "\u22a0", TRUE, TRUE },     { "\u25a0", TRUE, TRUE },     { "\U0001f5f9", TRUE, TRUE },
    { "\U0001f5f7", TRUE, TRUE }, { "\U0001f5f5", TRUE, TRUE }, { "\u2705", TRUE, TRUE },
    { "\u2713", TRUE, FALSE },    { "\u2714", TRUE, FALSE },    { "\U0001f5f8", TRUE, FALSE },
    { "\u221a", TRUE, FALSE },    { "[ ]", FALSE, TRUE },       { "[]", FALSE, TRUE },
    { "[x]", TRUE, TRUE },        { "[X]", TRUE, TRUE },        { "[\u2713]", TRUE, TRUE },
    { "[\u2714]", TRUE, TRUE },   { "( )", FALSE, TRUE },       { "(x)", TRUE, TRUE },
    { "(X)", TRUE, TRUE },        { "(\u2713)", TRUE, TRUE },   { "\uf0a8", FALSE, TRUE },
    { "\uf06f", FALSE, TRUE },    { "\uf0fe", TRUE, TRUE },     { "\uf0fd", TRUE, TRUE },
    { "\uf078", TRUE, TRUE },     { "\uf0fc", TRUE, FALSE },    { "\uf0a3", FALSE, TRUE },
    { "\uf052", TRUE, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(boxes); i++) {
    gsize n = strlen(boxes[i].glyph);
    if (strncmp(p, boxes[i].glyph, n))
      continue;
    *box = (Box){ p, p + n, boxes[i].ticked, boxes[i].drawn, NULL };
    if (!strncmp(box->end, "\ufe0e", 3) ||
        !strncmp(box->end, "\ufe0f", 3)) /* text or picture form of the same sign */
      box->end += 3;
    return TRUE;
  }
  return FALSE;
}

gboolean
control_is_box(const Control *control)
{
  return !strcmp(control->as, "checkbox");
}

BoxSign
box_sign(const char *text)
{
  Box box;
  if (!box_at(text, &box) || *box.end)
    return BOX_NONE;
  return box.ticked ? BOX_TICKED : BOX_EMPTY;
}

/* The first box among @controls from the @k-th on that begins at @at or later. */
static const Control *
next_control(const GPtrArray *controls, guint *k, gsize at)
{
  for (; controls && *k < MIN(controls->len, CONTROLS_LIMIT); ++*k) {
    const Control *control = controls->pdata[*k];
    if (control_is_box(control) && control->start >= at)
      return control;
  }
  return NULL;
}

/* A round box stands apart: what touches a word is an aside, or a function of x. */
static gboolean
stands_apart(const Box *box, const char *from, const char *end)
{
  return *box->at != '(' || ((box->at == from || g_ascii_isspace(box->at[-1])) &&
                             (box->end == end || g_ascii_isspace(*box->end)));
}

/* Whether a sign of a box may begin with @c. */
static gboolean
may_begin(char c)
{
  return c == '[' || c == '(' || (guchar) c >= 0xe2;
}

GArray *
boxes_find(const char *text, const char *from, const char *end, const GPtrArray *controls)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Box));
  guint k = 0;
  const Control *control = next_control(controls, &k, (gsize) (from - text));
  for (const char *p = from; p <= end;) {
    Box box;
    gboolean here = control && text + control->start == p;
    if (here)
      box = (Box){ p, MIN(text + control->end, end), !strcmp(control->value, "true"), TRUE, control };
    if (!here &&
        (p == end || !may_begin(*p) || !box_at(p, &box) || box.end > end || !stands_apart(&box, from, end))) {
      p++;
      continue;
    }
    g_array_append_val(boxes, box);
    p = box.end;
    k += here;
    control = next_control(controls, &k, (gsize) (p - text));
  }
  return boxes;
}

/* Whether a passage ends with its last box; what is long is no end. */
static gboolean
is_nothing(const char *from, const char *end)
{
  g_autofree char *rest = end - from < WORDS_LIMIT ? passage_answer_of(from, end - from) : NULL;
  return rest && !*rest;
}

char *
boxes_caption(const GArray *boxes, guint i, const char *from, const char *end)
{
  const Box *box = &g_array_index(boxes, Box, i), *last = &g_array_index(boxes, Box, boxes->len - 1);
  const char *start = box->end, *stop = i + 1 < boxes->len ? box[1].at : end;
  if (is_nothing(last->end, end)) {
    start = i ? box[-1].end : from;
    stop = box->at;
  }
  return passage_label(start, stop - start);
}

/* The words of the ticked boxes, "; " between them. */
static char *
ticked_captions(const GArray *boxes, const char *from, const char *end)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < boxes->len; i++) {
    if (!g_array_index(boxes, Box, i).ticked)
      continue;
    g_autofree char *words = boxes_caption(boxes, i, from, end);
    g_string_append_printf(out, "%s%s", out->len ? "; " : "", words);
  }
  return g_strdup(out->str);
}

static gboolean
are_choices(const GArray *boxes)
{
  gboolean drawn = FALSE;
  for (guint i = 0; i < boxes->len; i++)
    drawn |= g_array_index(boxes, Box, i).drawn;
  return drawn && boxes->len > 1;
}

/* Whether the one box of [from, end) stands for the whole of it: alone, or at an end with a few words. */
static gboolean
is_one_box(const GArray *boxes, const char *from, const char *end)
{
  if (boxes->len != 1)
    return FALSE;
  const Box *box = &g_array_index(boxes, Box, 0);
  g_autofree char *before = passage_fold(from, box->at - from);
  g_autofree char *after = passage_fold(box->end, end - box->end);
  if (!*before && !*after)
    return TRUE;
  return box->drawn && (!*before || !*after) && end - from < WORDS_LIMIT;
}

char *
boxes_value(const GArray *boxes, const char *from, const char *end)
{
  if (are_choices(boxes))
    return ticked_captions(boxes, from, end);
  if (is_one_box(boxes, from, end))
    return g_strdup(g_array_index(boxes, Box, 0).ticked ? "true" : "false");
  return NULL;
}
