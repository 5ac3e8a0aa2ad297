/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and controls into fields: boxes and their words, `Label: value`. Knows no format and judges no answer.
 */
#include "reader/document/passage.h"
#include "reader/document/boxes.h"
#include "reader/document/document.h"
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

/* The text of a passage outside of @control, as an answer. */
static char *
outside(const char *text, const Control *control)
{
  g_autoptr(GString) rest = g_string_new_len(text, (gssize) control->start);
  g_string_append_c(rest, ' ');
  g_string_append(rest, text + control->end);
  return passage_answer(rest->str);
}

static guint
count_of(const GPtrArray *controls)
{
  return controls ? MIN(controls->len, CONTROLS_LIMIT) : 0;
}

/* The tag that all of @controls have; NULL if they differ. */
static const char *
common_tag(const GPtrArray *controls)
{
  const Control *first = count_of(controls) ? controls->pdata[0] : NULL;
  for (guint i = 1; i < count_of(controls); i++)
    if (g_strcmp0(first->tag, ((const Control *) controls->pdata[i])->tag))
      return NULL;
  return first ? first->tag : NULL;
}

/* What is seen of @text but for prompts; "" if it is all prompts and the labels before them. */
static char *
seen(const char *text, const GPtrArray *controls)
{
  g_autoptr(GString) out = g_string_new(NULL);
  gsize at = 0;
  gboolean any = FALSE;
  for (guint i = 0; i < count_of(controls); i++) {
    const Control *control = controls->pdata[i];
    any |= *control->value && strcmp(control->value, "false");
    if (*control->value || control->start < at)
      continue;
    g_string_append_len(out, text + at, (gssize) (control->start - at));
    at = control->end;
  }
  g_string_append(out, text + at);
  return any || !strchr(out->str, ':') ? passage_answer(out->str) : g_strdup("");
}

/* One control, or several that together show the answer, day and month say. */
static void
control_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls)
{
  const Control *first = controls->pdata[0];
  if (controls->len > 1) {
    g_autofree char *value = seen(text, controls);
    reading_add_field(document, label, value, first->as, common_tag(controls));
    return;
  }
  g_autofree char *beside = *first->value ? NULL : outside(text, first);
  if (beside && *beside) /* typed next to the control, not into it */
    reading_add_field(document, label, beside, "cell", first->tag);
  else
    reading_add_field(document, label, first->value, first->as, first->tag);
}

/* The value of boxes and plain text; a box amid other words is the answer. */
static void
plain_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls,
            const char *as)
{
  const char *end = text + strlen(text);
  g_autoptr(GArray) boxes = boxes_find(text, text, end, controls);
  g_autofree char *value = boxes_value(boxes, text, end);
  if (value) {
    reading_add_field(document, label, value, "checkbox", common_tag(controls));
  } else if (count_of(controls)) {
    const Control *first = controls->pdata[0];
    reading_add_field(document, label, first->value, first->as, common_tag(controls));
  } else {
    g_autofree char *plain = passage_answer(text);
    reading_add_field(document, label, plain, as, NULL);
  }
}

/* The length of the label that [line, end) begins with, up to its colon; 0 if there is none. */
static gsize
label_length(const char *line, const char *end)
{
  const char *colon = memchr(line, ':', (gsize) MIN(end - line, LABEL_LIMIT));
  if (!colon || colon == line ||
      (colon + 1 < end && !strchr(" \t\n", colon[1]) && strncmp(colon + 1, "\u00a0", 2)))
    return 0;
  guint words = 1;
  gboolean letters = FALSE;
  for (const char *p = line; p < colon; p = g_utf8_next_char(p)) {
    words += *p == ' ';
    letters |= g_unichar_isalpha(g_utf8_get_char(p));
  }
  return letters && words <= LABEL_WORDS ? (gsize) (colon - line) : 0;
}

gboolean
passage_is_pair(const char *text)
{
  gsize n = label_length(text, text + strcspn(text, "\n"));
  g_autofree char *value = n ? passage_answer(text + n + 1) : NULL;
  return value && *value;
}

/* The field that the passage above has become if it is a label without a value; NULL if it is not. */
static ReadingField *
unanswered(const ReadingDocument *document, const char *previous)
{
  if (!previous || !passage_is_label(previous) || !document->fields->len)
    return NULL;
  ReadingField *field = document->fields->pdata[document->fields->len - 1];
  g_autofree char *label = passage_label(previous, -1);
  return !strcmp(field->label, label) && !*field->value && !strcmp(field->as, "line") ? field : NULL;
}

/* What stands first below a label alone is its answer. */
static void
answer_field(ReadingField *field, const char *value, const char *as, const char *tag)
{
  g_free(field->value);
  g_free(field->as);
  g_free(field->tag);
  field->value = g_strdup(value);
  field->as = g_strdup(as);
  field->tag = g_strdup(tag);
}

/* Each box of [line, end) with its own words; one of a control without any by its title or name, or as a part
 * of
 * @question. */
static void
each_box(ReadingDocument *document, const char *line, const char *end, const GArray *boxes,
         const char *question)
{
  for (guint i = 0; i < boxes->len; i++) {
    const Box *box = &g_array_index(boxes, Box, i);
    const Control *control = box->control;
    g_autofree char *words = boxes_caption(boxes, i, line, end);
    const char *own = !control ? NULL : control->alias ? control->alias : control->tag;
    const char *name = *words ? words : own ? own : question;
    if (control || (*name && !*question && (box->drawn || box->at == line)))
      reading_add_field(document, name, box->ticked ? "true" : "false", "checkbox",
                        control ? control->tag : NULL);
  }
}

/* A line with boxes: one question with its choices, or each box with its own words. */
static void
line_boxes(ReadingDocument *document, const char *line, const char *end, const GArray *boxes,
           const char *previous)
{
  const Box *first = &g_array_index(boxes, Box, 0);
  g_autofree char *question = passage_fold(line, first->at - line);
  g_autofree char *value = boxes_value(boxes, first->at, end);
  const char *tag = boxes->len == 1 && first->control ? first->control->tag : NULL;
  if (passage_is_label(question)) {
    g_autofree char *label = passage_label(question, -1);
    g_autofree char *rest = g_strndup(first->at, (gsize) (end - first->at));
    reading_add_field(document, label, value ? value : rest, "checkbox", tag);
    if (boxes->len > 1)
      each_box(document, first->at, end, boxes, label);
    return;
  }
  ReadingField *above = *question ? NULL : unanswered(document, previous);
  g_autofree char *words = boxes_caption(boxes, 0, line, end);
  gboolean answers = above && (boxes->len > 1 || !*words);
  if (answers)
    answer_field(above, value ? value : "", "checkbox", tag);
  if (!answers || boxes->len > 1)
    each_box(document, line, end, boxes, answers ? above->label : "");
}

static void
plain_line(ReadingDocument *document, const char *line, const char *end)
{
  gsize n = label_length(line, end);
  if (!n)
    return;
  g_autofree char *label = passage_label(line, (gssize) n);
  g_autofree char *value = passage_answer_of(line + n + 1, end - line - (gssize) n - 1);
  if (*label)
    reading_add_field(document, label, value, "line", NULL);
}

/* Whether @words may name a form field, whose own name is a bookmark that nobody chose: they begin like a
 * label. */
static gboolean
may_name(const char *words)
{
  return g_unichar_isupper(g_utf8_get_char(words)) && words[1] && strlen(words) <= LABEL_LIMIT;
}

/* The name of a control that is no box: the words before it if they end as a label, its title, the passage
 * above if that reads as a label, its tag, and else whatever words there are. */
static char *
name_of(const char *before, const char *previous, const Control *control)
{
  if (passage_is_label(before) || (may_name(before) && !strcmp(control->as, "form-field")))
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
  g_autofree char *before = passage_fold(from, text + control->start - from);
  ReadingField *above = *before ? NULL : unanswered(document, previous);
  if (above)
    answer_field(above, control->value, control->as, control->tag);
  if (above && !control->alias)
    return;
  g_autofree char *name = name_of(before, previous, control);
  reading_add_field(document, name, control->value, control->as, control->tag);
}

/* Whether @control, which is no box, begins on [line, end). */
static gboolean
begins_on(const Control *control, const char *text, const char *line, const char *end)
{
  const char *start = text + control->start;
  return !control_is_box(control) && start >= line && start <= end &&
         (start < end || !*end || control->end == control->start);
}

/* The controls of a line that are no boxes; whether there were any. */
static gboolean
line_controls(ReadingDocument *document, const char *text, const char *line, const char *end,
              const GPtrArray *controls, const char *previous)
{
  const char *from = line;
  gboolean any = FALSE;
  for (guint i = 0; i < count_of(controls); i++) {
    const Control *control = controls->pdata[i];
    if (!begins_on(control, text, line, end))
      continue;
    if (text + control->start >= from)
      line_control(document, from, text, control, previous);
    from = MAX(from, text + control->end);
    any = TRUE;
  }
  return any;
}

/* The words behind @box, up to the next control or @end. */
static char *
words_behind(const char *text, const Box *box, const char *end, const GPtrArray *controls)
{
  const char *stop = end;
  for (guint i = 0; i < count_of(controls); i++) {
    const char *start = text + ((const Control *) controls->pdata[i])->start;
    if (start >= box->end && start < stop)
      stop = start;
  }
  return passage_label(box->end, stop - box->end);
}

/* The boxes of [line, end) that are controls, beside other controls or once more: each by the words behind
 * it, by its title, its name, or the words before it. Those that were typed belong to the text. */
static void
control_boxes(ReadingDocument *document, const char *text, const char *line, const char *end,
              const GPtrArray *controls)
{
  g_autoptr(GArray) boxes = boxes_find(text, line, end, controls);
  for (guint i = 0; i < boxes->len; i++) {
    const Box *box = &g_array_index(boxes, Box, i);
    const Control *control = box->control;
    if (!control)
      continue;
    g_autofree char *behind = words_behind(text, box, end, controls);
    g_autofree char *caption = boxes_caption(boxes, i, line, end);
    const char *own = control->alias ? control->alias : control->tag;
    const char *name = *behind ? behind : own ? own : caption;
    if (*name)
      reading_add_field(document, name, control->value, "checkbox", control->tag);
  }
}

static void
line_fields(ReadingDocument *document, const char *text, const char *line, const char *end,
            const GPtrArray *controls, const char *previous)
{
  if (line_controls(document, text, line, end, controls, previous)) {
    control_boxes(document, text, line, end, controls);
    return;
  }
  g_autoptr(GArray) boxes = boxes_find(text, line, end, controls);
  if (boxes->len)
    line_boxes(document, line, end, boxes, previous);
  else
    plain_line(document, line, end);
}

/* Whether [line, end) has nothing but text. */
static gboolean
is_plain(const char *text, const char *line, const char *end, const GPtrArray *controls)
{
  for (guint i = 0; i < count_of(controls); i++)
    if (begins_on(controls->pdata[i], text, line, end))
      return FALSE;
  g_autoptr(GArray) boxes = boxes_find(text, line, end, controls);
  return !boxes->len;
}

/* The end of the lines below [line, end) that answer it, if it is a label alone; else @end. */
static const char *
answer_end(const char *text, const char *line, const char *end, const GPtrArray *controls)
{
  g_autofree char *label = g_strndup(line, (gsize) (end - line));
  if (!passage_is_label(label) || strlen(label) > LABEL_LIMIT || !is_plain(text, line, end, controls))
    return end;
  for (const char *next = end; *next; end = next) {
    const char *below = next + 1;
    next = below + strcspn(below, "\n");
    g_autofree char *words = g_strndup(below, (gsize) (next - below));
    if (!words[strspn(words, " \t")] || passage_is_label(words) || label_length(below, next) ||
        !is_plain(text, below, next, controls))
      break;
  }
  return end;
}

/* The end of the lines below [line, end) that have boxes, if it is a label alone; else @end. */
static const char *
choices_end(const char *text, const char *line, const char *end, const GPtrArray *controls)
{
  g_autofree char *label = g_strndup(line, (gsize) (end - line));
  if (!passage_is_label(label) || strlen(label) > LABEL_LIMIT || !is_plain(text, line, end, controls))
    return end;
  const char *stop = end;
  while (*stop) {
    const char *below = stop + 1, *next = below + strcspn(below, "\n");
    g_autoptr(GArray) boxes = boxes_find(text, below, next, controls);
    if (!boxes->len)
      break;
    stop = next;
  }
  g_autoptr(GArray) all = boxes_find(text, end, stop, controls);
  return all->len > 1 ? stop : end;
}

/* A question, and below it the boxes of [from, end). */
static void
choices_below(ReadingDocument *document, const char *text, const char *line, const char *from,
              const char *end, const GPtrArray *controls)
{
  g_autoptr(GArray) boxes = boxes_find(text, from, end, controls);
  g_autofree char *label = passage_label(line, from - line);
  g_autofree char *value = boxes_value(boxes, from, end);
  reading_add_field(document, label, value ? value : "", "checkbox", NULL);
  each_box(document, from, end, boxes, label);
}

/* A label and the lines below it. */
static void
answer_below(ReadingDocument *document, const char *line, const char *label_end, const char *end)
{
  g_autofree char *label = passage_label(line, label_end - line);
  g_autofree char *value = passage_answer_of(label_end, end - label_end);
  reading_add_field(document, label, value, "line", NULL);
}

/* Whether @line goes on with what a control began to show above it. */
static gboolean
is_inside_control(const GPtrArray *controls, gsize line)
{
  for (guint i = 0; i < count_of(controls); i++) {
    const Control *control = controls->pdata[i];
    if (!control_is_box(control) && control->start < line && line < control->end)
      return TRUE;
  }
  return FALSE;
}

static char *
line_above(const GPtrArray *controls, const char *text, const char *line, const char *end)
{
  return is_plain(text, line, end, controls) ? g_strndup(line, (gsize) (end - line)) : NULL;
}

void
passage_fields(ReadingDocument *document, const char *text, const GPtrArray *controls, const char *previous)
{
  g_autofree char *above = g_strdup(previous);
  if (controls && controls->len > CONTROLS_LIMIT)
    reading_problem(document, "too-large");
  for (const char *line = text;;) {
    const char *end = line + strcspn(line, "\n");
    const char *last = answer_end(text, line, end, controls);
    const char *choices = last > end ? end : choices_end(text, line, end, controls);
    last = MAX(last, choices);
    if (choices > end)
      choices_below(document, text, line, end, choices, controls);
    else if (last > end)
      answer_below(document, line, end, last);
    else if (!is_inside_control(controls, (gsize) (line - text)))
      line_fields(document, text, line, end, controls, above);
    if (!*last)
      break;
    if (end > line) {
      g_free(above);
      above = line_above(controls, text, line, end);
    }
    line = last + 1;
  }
}

/* A field for each of several controls in one place, which together have given one already. */
static void
own_fields(ReadingDocument *document, const char *text, const GPtrArray *controls)
{
  for (const char *line = text;;) {
    const char *end = line + strcspn(line, "\n");
    line_controls(document, text, line, end, controls, NULL);
    control_boxes(document, text, line, end, controls);
    if (!*end)
      break;
    line = end + 1;
  }
}

void
passage_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls,
              const char *as)
{
  gboolean all_boxes = TRUE;
  for (guint i = 0; i < count_of(controls); i++)
    all_boxes &= control_is_box(controls->pdata[i]);
  if (all_boxes)
    plain_value(document, label, text, controls, as);
  else
    control_value(document, label, text, controls);
  if (count_of(controls) > 1)
    own_fields(document, text, controls);
}

void
document_lines(const char *text, GPtrArray *fields)
{
  ReadingDocument lines = { .fields = fields };
  for (const char *line = text;;) {
    const char *end = line + strcspn(line, "\n");
    line_fields(&lines, text, line, end, NULL, NULL);
    if (!*end)
      break;
    line = end + 1;
  }
}
