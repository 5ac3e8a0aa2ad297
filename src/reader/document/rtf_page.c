/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rich text (Rich Text Format 1.9.1): its words, line by line, and its tables. What has a look or an address
 * but no words is passed over: pictures, objects, instructions of fields. Letters beyond ASCII are
 * Windows-1252 or, as every program of this century also writes them, Unicode. */
#include "reader/document/formats.h"
#include "reader/document/grid.h"
#include "reader/document/passage.h"
#include <stdlib.h>
#include <string.h>

#define DEPTH_LIMIT 500
#define CELL_LIMIT 50000

typedef struct {
  gboolean skipped;
  gint substitutes; /* characters that stand behind a Unicode one for old readers */
} Group;

typedef struct {
  ReadingDocument *document;
  const char *p, *end;
  GArray *groups;
  GString *text;  /* of the document */
  GString *words; /* of the paragraph or cell that is open */
  Grid *grid;     /* the table that is open, or NULL */
  GPtrArray *row; /* of char *, the cells of the open row */
  gboolean in_table;
  gint pending; /* substitutes that are still to be passed over */
  guint cells;
  gunichar high; /* first half of a pair */
} Rtf;

static Group *
group(Rtf *rtf)
{
  return &g_array_index(rtf->groups, Group, rtf->groups->len - 1);
}

static void
put(Rtf *rtf, gunichar c)
{
  if (rtf->pending > 0)
    rtf->pending--;
  else if (!group(rtf)->skipped)
    g_string_append_unichar(rtf->words, c);
}

/* A character of Windows-1252. */
static void
put_byte(Rtf *rtf, guchar byte)
{
  static const guint16 high[32] = { 0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178 };
  put(rtf, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte);
}

static void
end_table(Rtf *rtf)
{
  if (rtf->grid) {
    grid_table(rtf->grid, rtf->document, "");
    grid_fields(rtf->grid, rtf->document);
  }
  g_clear_pointer(&rtf->grid, grid_free);
  g_ptr_array_set_size(rtf->row, 0);
}

static void
end_paragraph(Rtf *rtf)
{
  if (rtf->in_table) { /* a line of a cell */
    g_string_append_c(rtf->words, '\n');
    return;
  }
  end_table(rtf);
  document_lines(rtf->words->str, rtf->document->fields);
  g_string_append_printf(rtf->text, "%s\n", rtf->words->str);
  g_string_truncate(rtf->words, 0);
}

static void
end_cell(Rtf *rtf)
{
  if (rtf->cells++ < CELL_LIMIT)
    g_ptr_array_add(rtf->row, g_strchomp(g_strdup(rtf->words->str)));
  g_string_truncate(rtf->words, 0);
}

static void
end_row(Rtf *rtf)
{
  if (!rtf->row->len)
    return;
  if (!rtf->grid)
    rtf->grid = grid_new();
  GridRow *row = grid_add_row(rtf->grid);
  for (guint i = 0; i < rtf->row->len; i++)
    grid_add_cell(rtf->grid, row, 1, g_strdup(rtf->row->pdata[i]));
  g_ptr_array_set_size(rtf->row, 0);
}

static void
put_unicode(Rtf *rtf, gint number)
{
  gunichar c = (gunichar) (number < 0 ? number + 0x10000 : number);
  rtf->pending = 0;
  if (c >= 0xd800 && c < 0xdc00)
    rtf->high = c;
  else if (c >= 0xdc00 && c < 0xe000 && rtf->high)
    put(rtf, 0x10000 + ((rtf->high - 0xd800) << 10) + (c - 0xdc00));
  else if (c && g_unichar_validate(c))
    put(rtf, c);
  rtf->pending = group(rtf)->substitutes;
}

/* Groups that hold no words of the document. */
static gboolean
is_silent(const char *word)
{
  static const char *const words[] = {
    "fonttbl",      "colortbl",  "stylesheet", "info",       "pict",
    "object",       "fldinst",   "themedata",  "datastore",  "listtext",
    "pntext",       "xe",        "tc",         "filetbl",    "revtbl",
    "rsidtbl",      "generator", "mmathPr",    "nonshppict", "shprslt",
    "formfield",    "bkmkstart", "bkmkend",    "listtable",  "listoverridetable",
    "latentstyles", NULL
  };
  return g_strv_contains(words, word);
}

static void
break_line(Rtf *rtf)
{
  if (!group(rtf)->skipped)
    g_string_append_c(rtf->words, '\n');
}

static void
control(Rtf *rtf, const char *word, gint number)
{
  static const struct {
    const char *word;
    gunichar character;
  } signs[] = { { "tab", '\t' },      { "emdash", 0x2014 }, { "endash", 0x2013 },    { "bullet", 0x2022 },
                { "lquote", 0x2018 }, { "rquote", 0x2019 }, { "ldblquote", 0x201c }, { "rdblquote", 0x201d },
                { "emspace", ' ' },   { "enspace", ' ' },   { "qmspace", ' ' } };
  if (is_silent(word))
    group(rtf)->skipped = TRUE;
  if (!strcmp(word, "uc"))
    group(rtf)->substitutes = CLAMP(number, 0, 16);
  else if (!strcmp(word, "u"))
    put_unicode(rtf, number);
  else if (!strcmp(word, "bin"))
    rtf->p += CLAMP(number, 0, rtf->end - rtf->p);
  if (group(rtf)->skipped)
    return;
  if (!strcmp(word, "par") || !strcmp(word, "sect") || !strcmp(word, "page"))
    end_paragraph(rtf);
  else if (!strcmp(word, "line") || !strcmp(word, "nestcell") || !strcmp(word, "nestrow"))
    break_line(rtf);
  else if (!strcmp(word, "pard"))
    rtf->in_table = FALSE;
  else if (!strcmp(word, "intbl"))
    rtf->in_table = TRUE;
  else if (!strcmp(word, "cell"))
    end_cell(rtf);
  else if (!strcmp(word, "row"))
    end_row(rtf);
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (!strcmp(word, signs[i].word))
      put(rtf, signs[i].character);
}

/* What follows a backslash. */
static void
read_control(Rtf *rtf)
{
  char word[33] = "";
  gsize n = 0;
  while (rtf->p < rtf->end && g_ascii_isalpha(*rtf->p)) {
    if (n < sizeof word - 1)
      word[n++] = *rtf->p;
    rtf->p++;
  }
  if (n) {
    char *after;
    gint number = (gint) CLAMP(strtol(rtf->p, &after, 10), -65536, G_MAXINT / 2);
    gboolean numbered = *rtf->p == '-' || g_ascii_isdigit(*rtf->p);
    rtf->p = numbered ? after : rtf->p;
    rtf->p += rtf->p < rtf->end && *rtf->p == ' ';
    control(rtf, word, number);
    return;
  }
  char sign = rtf->p < rtf->end ? *rtf->p++ : 0;
  if (sign == '\'' && rtf->end - rtf->p >= 2) {
    gint high = g_ascii_xdigit_value(rtf->p[0]), low = g_ascii_xdigit_value(rtf->p[1]);
    rtf->p += 2;
    if (high >= 0 && low >= 0)
      put_byte(rtf, (guchar) (high * 16 + low));
  } else if (sign == '*') {
    group(rtf)->skipped = TRUE; /* what may be left out by who does not know it */
  } else if (sign == '~') {
    put(rtf, ' ');
  } else if (sign == '\n' || sign == '\r') {
    control(rtf, "par", 0);
  } else if (sign && strchr("\\{}", sign)) {
    put_byte(rtf, (guchar) sign);
  }
}

static void
read_all(Rtf *rtf)
{
  while (rtf->p < rtf->end && rtf->groups->len) {
    char c = *rtf->p++;
    if (c == '{' && rtf->groups->len < DEPTH_LIMIT) {
      Group inner = *group(rtf);
      g_array_append_val(rtf->groups, inner);
    } else if (c == '}') {
      g_array_set_size(rtf->groups, rtf->groups->len - 1);
      rtf->pending = 0;
    } else if (c == '\\') {
      read_control(rtf);
    } else if (c != '\n' && c != '\r' && c) {
      put_byte(rtf, (guchar) c);
    }
  }
}

void
rtf_page_read(const guint8 *bytes, gsize n, ReadingDocument *document)
{
  Group first = { FALSE, 1 };
  g_autofree char *copy = g_strndup((const char *) bytes, n); /* its end stops numbers, too */
  Rtf rtf = { .document = document, .p = copy, .end = copy + strlen(copy) };
  rtf.groups = g_array_new(FALSE, FALSE, sizeof(Group));
  rtf.text = g_string_new(NULL);
  rtf.words = g_string_new(NULL);
  rtf.row = g_ptr_array_new_with_free_func(g_free);
  g_array_append_val(rtf.groups, first);
  read_all(&rtf);
  rtf.in_table = FALSE;
  if (rtf.row->len)
    end_row(&rtf);
  g_array_set_size(rtf.groups, 0);
  g_array_append_val(rtf.groups, first);
  end_paragraph(&rtf);
  g_free(document->text);
  document->text = g_strchomp(g_string_free(rtf.text, FALSE));
  if (!*document->text && !document->tables->len)
    reading_problem(document, "empty");
  g_string_free(rtf.words, TRUE);
  g_ptr_array_unref(rtf.row);
  g_array_unref(rtf.groups);
}
