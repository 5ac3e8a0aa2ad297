/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds where a sender's own words end and go on, line by line. A line that no mark (marks.h) says anything
 * about is the sender's. */
#include "reader/message/quote.h"
#include "base/text.h"
#include "reader/message/headers.h"
#include "reader/message/marks.h"
#include "reader/message/saiddate.h"
#include "reader/message/signature.h"
#include <string.h>

enum { LINES_LIMIT = 20000 };

typedef struct {
  char **lines; /* trimmed on the right */
  guint n;
} Lines;

gboolean
quote_subject_forwards(const char *subject)
{
  static const char *const words[] = { "fw:",
                                       "fwd:",
                                       "fwd :",
                                       "fw :",
                                       "wg:",
                                       "tr:",
                                       "tr :",
                                       "rv:",
                                       "enc:",
                                       "[fwd",
                                       "vs:",
                                       "vb:",
                                       "vl:",
                                       "i:",
                                       "doorst:",
                                       "pd:",
                                       "r\xc3\xa9"
                                       "exp",
                                       "ynt:",
                                       "ml:",
                                       NULL };
  g_autofree char *lower = g_utf8_strdown(marks_bare(subject), -1);
  const char *start = lower;
  for (guint tags = 0; *start == '[' && !g_str_has_prefix(start, "[fwd") && strchr(start, ']') && tags < 3;
       tags++)
    start = marks_bare(strchr(start, ']') + 1); /* "[EXTERNAL] FW: ..." */
  for (guint i = 0; words[i]; i++)
    if (g_str_has_prefix(start, words[i]))
      return TRUE;
  return FALSE;
}

static guint
skip_blank(const Lines *text, guint i)
{
  while (i < text->n && !*marks_bare(text->lines[i]))
    i++;
  return i;
}

static Lines
split_lines(const char *text)
{
  enum { ENOUGH = 20 }; /* lines that say nothing, in a row: each line looks beyond them for what follows */
  Lines lines = { g_strsplit(text, "\n", LINES_LIMIT), 0 };
  guint blank = 0;
  for (guint i = 0; lines.lines[i]; i++) {
    char *line = g_strchomp(lines.lines[i]);
    blank = line[strspn(line, " \t*\xe2\x80\x8b")] ? 0 : blank + 1;
    if (blank > ENOUGH)
      g_free(line);
    else
      lines.lines[lines.n++] = line;
  }
  lines.lines[lines.n] = NULL;
  return lines;
}

/* One level of "> " taken from each line of a forward that its client quoted (Apple). */
static void
unquote(Lines *text, guint from)
{
  guint i = skip_blank(text, from);
  if (i >= text->n || !marks_quoted(text->lines[i]))
    return;
  for (; i < text->n && (marks_quoted(text->lines[i]) || !*text->lines[i]); i++) {
    char *line = text->lines[i];
    const char *rest = *line ? strchr(line, '>') + 1 : line;
    rest += *rest == ' ';
    memmove(line, rest, strlen(rest) + 1);
  }
}

static gboolean
is_any_header(const char *line)
{
  return marks_header(line, MARK_FROM) || marks_header(line, MARK_DATE) || marks_header(line, MARK_TO) ||
         marks_header(line, MARK_SUBJECT);
}

static void
set(char **slot, char *value)
{
  g_free(*slot);
  *slot = value;
}

/* What one header line of a forward says. */
static void
take_header(const char *line, QuoteParts *parts)
{
  const char *value;
  if ((value = marks_header(line, MARK_FROM)) && !parts->from.address && !*parts->from.name)
    headers_mailbox(value, &parts->from);
  else if ((value = marks_header(line, MARK_SUBJECT)) && !*parts->subject)
    set(&parts->subject, text_clean(value, -1, 1024, FALSE));
  else if ((value = marks_header(line, MARK_DATE)) && !*parts->date)
    set(&parts->date, said_date(value));
}

/* The header lines of a forward that start at @i; the line behind them. A subject may go on on the next line,
 * and some programs leave no gap before the text. */
static guint
read_forward_headers(const Lines *text, guint i, QuoteParts *parts)
{
  for (gboolean any = FALSE; i < text->n && *marks_bare(text->lines[i]); i++, any = TRUE) {
    const char *line = text->lines[i];
    gboolean goes_on = i + 1 < text->n && is_any_header(text->lines[i + 1]);
    if (is_any_header(line))
      take_header(line, parts);
    else if (any && i && goes_on && marks_header(text->lines[i - 1], MARK_SUBJECT))
      set(&parts->subject, g_strconcat(parts->subject, " ", marks_bare(line), NULL));
    else if (any && !goes_on && !strpbrk(line, ":@;"))
      break;
  }
  return i;
}

static char *
join(const Lines *text, guint from, guint to)
{
  GString *out = g_string_new(NULL);
  for (guint i = from; i < to; i++)
    g_string_append_printf(out, "%s\n", text->lines[i]);
  return g_string_free(out, FALSE);
}

static void
take_forward(Lines *text, guint i, QuoteParts *parts)
{
  unquote(text, i);
  i = read_forward_headers(text, skip_blank(text, i), parts);
  parts->forwarded = join(text, skip_blank(text, i), text->n);
}

/* Where marked lines follow at or behind line @i, else the end of the text: what is quoted without marks
 * cannot be told from what stands below it. */
static guint
marked_from(const Lines *text, guint i)
{
  i = skip_blank(text, i);
  return i < text->n && marks_quoted(text->lines[i]) ? i : text->n;
}

/* Behind a block of header lines at @i. */
static guint
behind_block(const Lines *text, guint i)
{
  while (i < text->n && *marks_bare(text->lines[i]))
    i++;
  return i;
}

/* What the line at @i begins: *next is set to where it may go on. */
typedef enum { OWN, QUOTE, FORWARD } LineKind;

/* Behind "Original Message" or a rule, at @i. */
static LineKind
introduced_kind(const Lines *text, guint i, gboolean forwards, guint *next)
{
  guint end = i < text->n ? marks_attribution(text->lines, text->n, i) : 0;
  gboolean block = i < text->n && marks_header_block(text->lines, text->n, i, TRUE);
  if (forwards && block) {
    *next = i;
    return FORWARD;
  }
  *next = marked_from(text, end ? end : block ? behind_block(text, i) : i);
  return QUOTE;
}

static LineKind
line_kind(const Lines *text, guint i, gboolean forwards, LineKind before, guint *next)
{
  const char *line = text->lines[i];
  guint end;
  *next = i + 1;
  if (marks_groupwise(line)) {
    *next = text->n;
    return QUOTE;
  }
  if (marks_quoted(line))
    return before == OWN && marks_forward(strchr(line, '>') + 1) ? FORWARD : QUOTE;
  if (marks_forward(line))
    return FORWARD;
  if (marks_original(line))
    return introduced_kind(text, skip_blank(text, i + 1), forwards, next);
  if (marks_rule(line, '_') && marks_header_block(text->lines, text->n, skip_blank(text, i + 1), TRUE))
    return introduced_kind(text, skip_blank(text, i + 1), forwards, next);
  if (marks_header_block(text->lines, text->n, i, FALSE))
    return introduced_kind(text, i, forwards, next);
  if ((end = marks_attribution(text->lines, text->n, i))) {
    *next = marked_from(text, end);
    return QUOTE;
  }
  return OWN;
}

/* Adds a run of the sender's lines, and empties it. */
static void
close_run(GPtrArray *run, GString *own)
{
  signature_strip(run);
  for (guint i = 0; i < run->len; i++)
    g_string_append_printf(own, "%s\n", (const char *) run->pdata[i]);
  g_string_append_c(own, '\n');
  g_ptr_array_set_size(run, 0);
}

/* Blank lines at both ends and more than one in a row are nobody's words. */
static char *
tidy(GString *own)
{
  char *clean = text_clean(own->str, (gssize) own->len, 0, TRUE), *to = clean;
  for (const char *p = clean; *p; p++)
    if (*p != '\n' || to - clean < 2 || to[-1] != '\n' || to[-2] != '\n')
      *to++ = *p;
  *to = '\0';
  g_string_free(own, TRUE);
  return clean;
}

void
quote_split(const char *text, gboolean forwards, QuoteParts *parts)
{
  Lines lines = split_lines(text);
  g_autoptr(GPtrArray) run = g_ptr_array_new();
  GString *own = g_string_new(NULL);
  LineKind before = OWN;
  *parts = (QuoteParts){ .from = { g_strdup(""), NULL }, .subject = g_strdup(""), .date = g_strdup("") };
  for (guint i = 0, next; i < lines.n; i = next) {
    LineKind kind = line_kind(&lines, i, forwards, before, &next);
    if (kind == OWN) {
      g_ptr_array_add(run, lines.lines[i]);
      if (*marks_bare(lines.lines[i]))
        before = OWN;
      continue;
    }
    close_run(run, own);
    before = QUOTE;
    if (kind == FORWARD) {
      take_forward(&lines, next, parts);
      break;
    }
  }
  close_run(run, own);
  g_strfreev(lines.lines);
  parts->own = tidy(own);
}

void
quote_parts_clear(QuoteParts *parts)
{
  g_free(parts->own);
  g_free(parts->forwarded);
  g_free(parts->from.name);
  g_free(parts->from.address);
  g_free(parts->subject);
  g_free(parts->date);
}
