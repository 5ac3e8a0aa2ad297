/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines ruled on a page, from the operators that paint it (ISO 32000-1 8.5): strokes along the axes, and
 * filled boxes as thin as a stroke. A word processor prints a table's borders so, and they alone say what
 * stands in one cell. Curves, slopes, dashes and clips do not matter here. */
#include "reader/pdf/pdf.h"
#include <math.h>
#include <string.h>

#define RULES_LIMIT 4000 /* on one page */
#define STACK_LIMIT 32
#define POINTS_LIMIT 64
#define THIN 3.0  /* points */
#define SHORT 6.0 /* what is shorter is a part of a letter or a box to tick */

typedef struct {
  double a, b, c, d, e, f;
} Matrix;

typedef struct {
  double x, y;
  gboolean begins; /* a new figure */
} Point;

typedef struct {
  const char *p;
  double numbers[6]; /* the last that were read */
  guint n_numbers;
  Matrix now, kept[STACK_LIMIT];
  guint depth;
  Point points[POINTS_LIMIT];
  guint n_points;
  const PdfBox *page; /* as the file has it: the origin at the lower left */
  GArray *rules;
} Painter;

static void
add_rule(Painter *painter, double x1, double y1, double x2, double y2)
{
  double across = fabs(x2 - x1), down = fabs(y2 - y1);
  gboolean upright = down > across;
  PdfRule rule = {
    .upright = upright,
    .at = upright ? (x1 + x2) / 2 - painter->page->left : painter->page->bottom - (y1 + y2) / 2,
    .from = upright ? painter->page->bottom - fmax(y1, y2) : fmin(x1, x2) - painter->page->left,
    .to = upright ? painter->page->bottom - fmin(y1, y2) : fmax(x1, x2) - painter->page->left
  };
  if (fmin(across, down) < THIN && fmax(across, down) > SHORT && painter->rules->len < RULES_LIMIT)
    g_array_append_val(painter->rules, rule);
}

static void
add_point(Painter *painter, double x, double y, gboolean begins)
{
  const Matrix *m = &painter->now;
  if (painter->n_points < POINTS_LIMIT)
    painter->points[painter->n_points++] =
        (Point){ m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f, begins };
}

static void
add_box(Painter *painter, const double n[4])
{
  add_point(painter, n[0], n[1], TRUE);
  add_point(painter, n[0] + n[2], n[1], FALSE);
  add_point(painter, n[0] + n[2], n[1] + n[3], FALSE);
  add_point(painter, n[0], n[1] + n[3], FALSE);
  add_point(painter, n[0], n[1], FALSE);
}

static void
stroke(Painter *painter)
{
  for (guint i = 1; i < painter->n_points; i++) {
    const Point *from = &painter->points[i - 1], *to = &painter->points[i];
    if (!to->begins)
      add_rule(painter, from->x, from->y, to->x, to->y);
  }
}

/* Each figure as the box around it: a thin one is a line. */
static void
fill(Painter *painter)
{
  for (guint i = 0; i < painter->n_points;) {
    const Point *p = &painter->points[i];
    PdfBox box = { p->x, p->y, p->x, p->y };
    for (i++; i < painter->n_points && !painter->points[i].begins; i++) {
      p = &painter->points[i];
      box = (PdfBox){ fmin(box.left, p->x), fmin(box.top, p->y), fmax(box.right, p->x),
                      fmax(box.bottom, p->y) };
    }
    add_rule(painter, box.left, box.top, box.right, box.bottom);
  }
}

static void
concatenate(Painter *painter, const double n[6])
{
  const Matrix m = painter->now;
  painter->now =
      (Matrix){ n[0] * m.a + n[1] * m.c, n[0] * m.b + n[1] * m.d,       n[2] * m.a + n[3] * m.c,
                n[2] * m.b + n[3] * m.d, n[4] * m.a + n[5] * m.c + m.e, n[4] * m.b + n[5] * m.d + m.f };
}

static gboolean
is_one_of(const char *word, const char *const *words)
{
  return g_strv_contains(words, word);
}

static void
operate(Painter *painter, const char *word)
{
  static const char *const strokes[] = { "S", "s", "B", "B*", "b", "b*", NULL };
  static const char *const fills[] = { "f", "F", "f*", NULL };
  static const char *const ends[] = { "S", "s", "B", "B*", "b", "b*", "f", "F", "f*", "n", NULL };
  const double *n = painter->numbers;
  guint have = painter->n_numbers;
  painter->n_numbers = 0;
  if (!strcmp(word, "q") && painter->depth < STACK_LIMIT)
    painter->kept[painter->depth++] = painter->now;
  else if (!strcmp(word, "Q") && painter->depth)
    painter->now = painter->kept[--painter->depth];
  else if (!strcmp(word, "cm") && have == 6)
    concatenate(painter, n);
  else if ((!strcmp(word, "m") || !strcmp(word, "l")) && have == 2)
    add_point(painter, n[0], n[1], *word == 'm');
  else if (!strcmp(word, "re") && have == 4)
    add_box(painter, n);
  if (is_one_of(word, strokes))
    stroke(painter);
  else if (is_one_of(word, fills))
    fill(painter);
  if (is_one_of(word, ends))
    painter->n_points = 0;
}

/* Past a string, which may hold what looks like operators. */
static const char *
skip_string(const char *p)
{
  guint depth = 0;
  do {
    depth += *p == '(';
    depth -= *p == ')';
    p += *p == '\\' && p[1] ? 2 : 1;
  } while (*p && depth);
  return p;
}

/* Past the bytes of a picture that stands among the operators. */
static const char *
skip_picture(const char *p)
{
  const char *end = strstr(p, "EI");
  while (end && !(g_ascii_isspace(end[-1]) && (!end[2] || g_ascii_isspace(end[2]))))
    end = strstr(end + 1, "EI");
  return end ? end + 2 : p + strlen(p);
}

static void
take_word(Painter *painter, const char *start, gsize length)
{
  char word[32], *end;
  g_strlcpy(word, start, MIN(sizeof word, length + 1));
  double number = g_ascii_strtod(word, &end);
  if (end != word && !*end) {
    if (painter->n_numbers == G_N_ELEMENTS(painter->numbers))
      painter->n_numbers = 0; /* no operator of interest has so many */
    painter->numbers[painter->n_numbers++] = number;
  } else if (!strcmp(word, "BI")) {
    painter->p = skip_picture(painter->p);
  } else {
    operate(painter, word);
  }
}

GArray *
pdf_rules(const char *operators, const PdfBox *page)
{
  Painter painter = { .p = operators, .now = { 1, 0, 0, 1, 0, 0 }, .page = page };
  painter.rules = g_array_new(FALSE, FALSE, sizeof(PdfRule));
  while (*painter.p) {
    gsize length = strcspn(painter.p, " \t\r\n\f()<>[]{}/%");
    if (length) {
      const char *start = painter.p;
      painter.p += length;
      take_word(&painter, start, length);
    } else if (*painter.p == '(') {
      painter.p = skip_string(painter.p);
    } else if (*painter.p == '%') {
      painter.p += strcspn(painter.p, "\r\n");
    } else if (*painter.p == '/') {
      painter.p++;
      painter.p += strcspn(painter.p, " \t\r\n\f()<>[]{}/%");
    } else {
      painter.p++;
    }
  }
  return painter.rules;
}
