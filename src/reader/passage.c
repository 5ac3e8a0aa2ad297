/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and controls into fields: boxes and their words, `Label: value`, prompts. Knows no format and judges
 * no answer. */
#include "reader/passage.h"
#include "reader/document.h"
#include "reader/formats.h"
#include <string.h>

#define LABEL_LIMIT 120 /* bytes before a colon that may be a label; longer is a sentence */
#define LABEL_WORDS 12
#define CONTROLS_LIMIT 1000 /* of one passage: each is looked for on every line of it */

static void
control_free(gpointer data)
{
  Control *control = data;
  g_free(control->alias);
  g_free(control->tag);
  g_free(control->value);
  g_free(control);
}

GPtrArray *
controls_new(void)
{
  return g_ptr_array_new_with_free_func(control_free);
}

Control *
controls_add(GPtrArray *controls, const char *as, const char *alias, const char *tag, char *value)
{
  Control *control = g_new0(Control, 1);
  control->as = as;
  control->alias = alias && *alias ? g_strdup(alias) : NULL;
  control->tag = alias != tag && tag && *tag ? g_strdup(tag) : NULL;
  control->value = value;
  g_ptr_array_add(controls, control);
  return control;
}

/* The words that Word and others print where nothing has been filled in yet. */
static gboolean
is_prompt(const char *text)
{
  static const char *const prompts[] = {
    "click or tap here to enter text",
    "click here to enter text",
    "click or tap to enter text",
    "click or tap to enter a date",
    "click here to enter a date",
    "click or tap here to enter a date",
    "choose an item",
    "choose a building block",
    "select an item",
    "choose a date",
    "enter text here",
    "your text here",
    "click or tap here to insert picture",
    "click icon to add picture",
    "enter any content that you want to repeat",
  };
  gsize n = strlen(text);
  while (n && (text[n - 1] == '.' || text[n - 1] == ' '))
    n--;
  for (guint i = 0; i < G_N_ELEMENTS(prompts); i++)
    if (strlen(prompts[i]) == n && !g_ascii_strncasecmp(text, prompts[i], n))
      return TRUE;
  return FALSE;
}

gboolean
passage_is_label(const char *text)
{
  gsize n = strlen(text);
  while (n && g_ascii_isspace(text[n - 1]))
    n--;
  return n > 1 && (text[n - 1] == ':' || text[n - 1] == '?');
}

static gboolean
is_blank(gunichar c)
{
  return c == 0xa0 || c == 0x200b || c == 0xfeff || g_unichar_isspace(c) || (c >= 0x2000 && c <= 0x200a);
}

static char *
fold(const char *text, gssize n)
{
  const char *end = n < 0 ? text + strlen(text) : text + n;
  GString *out = g_string_sized_new((gsize) (end - text));
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    if (!is_blank(g_utf8_get_char(p)))
      g_string_append_len(out, p, MIN(g_utf8_next_char(p), end) - p);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  if (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  return g_string_free(out, FALSE);
}

char *
passage_label(const char *text, gssize n)
{
  char *label = fold(text, n);
  for (gsize k = strlen(label); k && (label[k - 1] == ':' || label[k - 1] == ' ');)
    label[--k] = 0;
  return label;
}

/* A run of text without blanks at its ends, lines kept; "" for prompts and for the dots and lines that paper
 * forms have. */
static char *
answer(const char *text, gssize n)
{
  const char *end = n < 0 ? text + strlen(text) : text + n;
  while (text < end && is_blank(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  for (const char *last;
       end > text && (last = g_utf8_find_prev_char(text, end)) && is_blank(g_utf8_get_char(last));)
    end = last;
  if (end == text + strspn(text, "._-\t \n") && end > text + 2)
    return g_strdup("");
  for (const char *p = text; p < end && !strncmp(p, "\xe2\x80\xa6", 3);)
    if ((p += 3) == end)
      return g_strdup("");
  char *kept = g_strndup(text, (gsize) (end - text));
  if (is_prompt(kept))
    *kept = 0;
  return kept;
}

char *
passage_answer(const char *text)
{
  return answer(text, -1);
}

typedef struct {
  const char *at, *end; /* of the glyph */
  gboolean ticked;
  gboolean drawn; /* a box, empty or ticked; otherwise a bare tick */
} Box;

/* The box whose glyph begins at @p; the last rows are those of Wingdings, in text that lost its font. */
static gboolean
box_at(const char *p, Box *box)
{
  static const struct {
    const char *glyph;
    gboolean ticked, drawn;
  } boxes[] = {
    { "\u2610", FALSE, TRUE }, { "\u2611", TRUE, TRUE },     { "\u2612", TRUE, TRUE },
    { "\u25a1", FALSE, TRUE }, { "\u25a2", FALSE, TRUE },    { "\u25fb", FALSE, TRUE },
    { "\u274f", FALSE, TRUE }, { "\u2751", FALSE, TRUE },    { "\u22a0", TRUE, TRUE },
    { "\u25a0", TRUE, TRUE },  { "\U0001f5f9", TRUE, TRUE }, { "\u2705", TRUE, TRUE },
    { "\u2713", TRUE, FALSE }, { "\u2714", TRUE, FALSE },    { "\U0001f5f8", TRUE, FALSE },
    { "[ ]", FALSE, TRUE },    { "[]", FALSE, TRUE },        { "[x]", TRUE, TRUE },
    { "[X]", TRUE, TRUE },     { "[\u2713]", TRUE, TRUE },   { "\uf0a8", FALSE, TRUE },
    { "\uf06f", FALSE, TRUE }, { "\uf0fe", TRUE, TRUE },     { "\uf0fd", TRUE, TRUE },
    { "\uf078", TRUE, TRUE },  { "\uf0fc", TRUE, FALSE },    { "\uf0a3", FALSE, TRUE },
    { "\uf052", TRUE, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(boxes); i++) {
    gsize n = strlen(boxes[i].glyph);
    if (strncmp(p, boxes[i].glyph, n))
      continue;
    *box = (Box){ p, p + n, boxes[i].ticked, boxes[i].drawn };
    if (!strncmp(box->end, "\ufe0e", 3) ||
        !strncmp(box->end, "\ufe0f", 3)) /* text or picture form of the same sign */
      box->end += 3;
    return TRUE;
  }
  return FALSE;
}

/* The boxes of [text, end), of Box. */
static GArray *
boxes_of(const char *text, const char *end)
{
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Box));
  for (const char *p = text; p < end; p++) {
    Box box;
    if ((*p == '[' || (guchar) *p >= 0xe2) && box_at(p, &box) && box.end <= end) {
      g_array_append_val(boxes, box);
      p = box.end - 1;
    }
  }
  return boxes;
}

/* The words that belong to box @i: those after it, or, in a passage that ends with a box, those before it. */
static char *
caption(const GArray *boxes, guint i, const char *text, const char *end)
{
  const Box *box = &g_array_index(boxes, Box, i), *last = &g_array_index(boxes, Box, boxes->len - 1);
  const char *from = box->end, *to = i + 1 < boxes->len ? box[1].at : end;
  g_autofree char *rest = answer(last->end, end - last->end);
  if (!*rest) {
    from = i ? box[-1].end : text;
    to = box->at;
  }
  return passage_label(from, to - from);
}

/* The words of the ticked boxes, "; " between them. */
static char *
ticked_captions(const GArray *boxes, const char *text, const char *end)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < boxes->len; i++) {
    if (!g_array_index(boxes, Box, i).ticked)
      continue;
    g_autofree char *words = caption(boxes, i, text, end);
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

/* Whether the one box of @text stands for the whole of it: alone, or at an end with a few words. */
static gboolean
is_one_box(const GArray *boxes, const char *text, const char *end)
{
  if (boxes->len != 1)
    return FALSE;
  const Box *box = &g_array_index(boxes, Box, 0);
  g_autofree char *before = fold(text, box->at - text);
  g_autofree char *after = fold(box->end, end - box->end);
  if (!*before && !*after)
    return TRUE;
  return box->drawn && (!*before || !*after) && end - text < LABEL_LIMIT;
}

/* @text as a value: NULL if it has no boxes that make one. */
static char *
box_value(const char *text)
{
  const char *end = text + strlen(text);
  g_autoptr(GArray) boxes = boxes_of(text, end);
  if (are_choices(boxes))
    return ticked_captions(boxes, text, end);
  if (is_one_box(boxes, text, end))
    return g_strdup(g_array_index(boxes, Box, 0).ticked ? "true" : "false");
  return NULL;
}

static gboolean
is_box(const Control *control)
{
  return !strcmp(control->value, "true") || !strcmp(control->value, "false");
}

/* The text of a passage outside of @control, as an answer. */
static char *
outside(const char *text, const Control *control)
{
  g_autoptr(GString) rest = g_string_new_len(text, (gssize) control->start);
  g_string_append_c(rest, ' ');
  g_string_append(rest, text + control->end);
  return answer(rest->str, -1);
}

static void
control_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls)
{
  const Control *first = controls->pdata[0];
  if (controls->len > 1) {
    g_autofree char *value =
        answer(text, -1); /* several in one place, day and month say: what is seen is the answer */
    reading_add_field(document, label, value, first->as, first->tag);
    return;
  }
  g_autofree char *beside = *first->value ? NULL : outside(text, first);
  if (beside && *beside)
    reading_add_field(document, label, beside, "cell",
                      first->tag); /* typed next to the control, not into it */
  else
    reading_add_field(document, label, first->value, first->as, first->tag);
}

void
passage_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls,
              const char *as)
{
  const char *tag = NULL;
  for (guint i = 0; controls && i < controls->len; i++) {
    const Control *control = controls->pdata[i];
    if (!is_box(control)) {
      control_value(document, label, text, controls);
      return;
    }
    if (!tag || !strcmp(control->value, "true"))
      tag = control->tag;
  }
  g_autofree char *value = box_value(text);
  if (value) {
    reading_add_field(document, label, value, "checkbox", tag);
    return;
  }
  g_autofree char *plain = answer(text, -1);
  if (controls && controls->len) /* a box amid other words: the box is the answer */
    reading_add_field(document, label, ((const Control *) controls->pdata[0])->value, "checkbox", tag);
  else
    reading_add_field(document, label, plain, as, NULL);
}

/* The length of the label that [line, end) begins with, up to its colon; 0 if there is none. */
static gsize
label_length(const char *line, const char *end)
{
  const char *colon = memchr(line, ':', (gsize) MIN(end - line, LABEL_LIMIT));
  if (!colon || colon == line ||
      (colon + 1 < end && !strchr(" \t", colon[1]) && strncmp(colon + 1, "\u00a0", 2)))
    return 0;
  guint words = 1;
  gboolean letters = FALSE;
  for (const char *p = line; p < colon; p = g_utf8_next_char(p)) {
    words += *p == ' ';
    letters |= g_unichar_isalpha(g_utf8_get_char(p));
  }
  return letters && words <= LABEL_WORDS ? (gsize) (colon - line) : 0;
}

static guint
count_of(const GPtrArray *controls)
{
  return controls ? MIN(controls->len, CONTROLS_LIMIT) : 0;
}

/* The control that shows itself at @at of the passage. */
static const Control *
control_at(const GPtrArray *controls, gsize at)
{
  for (guint i = 0; i < count_of(controls); i++) {
    const Control *control = controls->pdata[i];
    if (control->start <= at && at < control->end)
      return control;
  }
  return NULL;
}

/* A line with boxes: one question with its choices, or each box with its own words. */
static void
line_boxes(ReadingDocument *document, const char *text, const char *line, const char *end,
           const GArray *boxes, const GPtrArray *controls)
{
  const char *first = g_array_index(boxes, Box, 0).at;
  g_autofree char *question = fold(line, first - line);
  if (passage_is_label(question)) {
    g_autofree char *label = passage_label(question, -1);
    g_autofree char *rest = g_strndup(first, (gsize) (end - first));
    g_autofree char *value = box_value(rest);
    const Control *control = control_at(controls, (gsize) (first - text));
    reading_add_field(document, label, value ? value : rest, "checkbox", control ? control->tag : NULL);
    return;
  }
  for (guint i = 0; i < boxes->len; i++) {
    const Box *box = &g_array_index(boxes, Box, i);
    const Control *control = control_at(controls, (gsize) (box->at - text));
    g_autofree char *words = caption(boxes, i, line, end);
    const char *name = *words || !control ? words : control->alias ? control->alias : control->tag;
    if (name && *name && (box->drawn || box->at == line))
      reading_add_field(document, name, box->ticked ? "true" : "false", "checkbox",
                        control ? control->tag : NULL);
  }
}

static void
plain_line(ReadingDocument *document, const char *line, const char *end)
{
  gsize n = label_length(line, end);
  if (!n)
    return;
  g_autofree char *label = passage_label(line, (gssize) n);
  g_autofree char *value = answer(line + n + 1, end - line - (gssize) n - 1);
  if (*label)
    reading_add_field(document, label, value, "line", NULL);
}

/* The name of a control that is no box: the words before it if they end as a label, its title, the passage
 * above if that reads as a label, its tag, and else whatever words there are. */
static char *
name_of(const char *before, const char *previous, const Control *control)
{
  if (passage_is_label(before))
    return passage_label(before, -1);
  if (control->alias)
    return g_strdup(control->alias);
  if (!*before && previous && passage_is_label(previous) && strlen(previous) <= 2 * LABEL_LIMIT)
    return passage_label(previous, -1);
  if (control->tag)
    return g_strdup(control->tag);
  if (!*before && previous && strlen(previous) <= LABEL_LIMIT)
    return passage_label(previous, -1);
  return g_strdup(strlen(before) <= LABEL_LIMIT ? before : "");
}

static void
line_control(ReadingDocument *document, const char *from, const char *text, const Control *control,
             const char *previous)
{
  g_autofree char *before = fold(from, text + control->start - from);
  g_autofree char *name = name_of(before, previous, control);
  reading_add_field(document, name, control->value, control->as, control->tag);
}

static void
line_fields(ReadingDocument *document, const char *text, const char *line, const char *end,
            const GPtrArray *controls, const char *previous)
{
  const char *from = line;
  gboolean others = FALSE;
  for (guint i = 0; i < count_of(controls); i++) {
    const Control *control = controls->pdata[i];
    if (text + control->start < line || text + control->start > end || is_box(control) ||
        (text + control->start == end && *end && control->end > control->start))
      continue;
    if (text + control->start >= from)
      line_control(document, from, text, control, previous);
    from = text + control->end;
    others = TRUE;
  }
  if (others)
    return;
  g_autoptr(GArray) boxes = boxes_of(line, end);
  if (boxes->len)
    line_boxes(document, text, line, end, boxes, controls);
  else
    plain_line(document, line, end);
}

void
passage_fields(ReadingDocument *document, const char *text, const GPtrArray *controls, const char *previous)
{
  if (controls && controls->len > CONTROLS_LIMIT)
    document_problem(document, "too-large");
  for (const char *line = text;;) {
    const char *end = line + strcspn(line, "\n");
    line_fields(document, text, line, end, controls, previous);
    if (!*end)
      break;
    line = end + 1;
  }
}

void
document_lines(const char *text, GPtrArray *fields)
{
  ReadingDocument lines = { .fields = fields };
  passage_fields(&lines, text, NULL, NULL);
}
