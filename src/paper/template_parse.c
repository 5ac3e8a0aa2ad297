/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a template's text to its nodes: finds tags, decides which stand alone on their line, pairs sections.
 * Loads no files and knows no values. */
#include "paper/template_parse.h"
#include "base/fault.h"
#include <string.h>

typedef struct {
  Template *tmpl;
  const char *text; /* the whole */
  const char *at;   /* what is read next */
  char *open, *close;
  guint line; /* of @at */
  gboolean line_start;
  GArray *sections; /* indices of the sections that are open */
} Parser;

typedef struct {
  char sigil;        /* 0 for a plain value */
  char *words;       /* what stands in the tag, without blanks at its ends */
  const char *begin; /* its open delimiter */
  const char *end;   /* after its close delimiter */
  guint line;
} Tag;

static gboolean fault_at(const Parser *parser, guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static gboolean
fault_at(const Parser *parser, guint line, GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *words = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:%u: %s", parser->tmpl->path, line, words);
  return FALSE;
}

static void
pass_over(Parser *parser, const char *to)
{
  for (; parser->at < to; parser->at++)
    if (*parser->at == '\n')
      parser->line++;
}

static Node *
add_node(Parser *parser, NodeKind kind, guint line)
{
  Node node = { .kind = kind, .line = line };
  g_array_append_val(parser->tmpl->nodes, node);
  return &g_array_index(parser->tmpl->nodes, Node, parser->tmpl->nodes->len - 1);
}

/* A node that stands in its line, and so carries the line's beginning if it is the first. */
static Node *
add_inline(Parser *parser, NodeKind kind, guint line)
{
  Node *node = add_node(parser, kind, line);
  node->line_start = parser->line_start;
  parser->line_start = FALSE;
  return node;
}

/* Literal text up to @end, a node for each line. */
static void
add_text(Parser *parser, const char *end)
{
  while (parser->at < end) {
    const char *newline = memchr(parser->at, '\n', (gsize) (end - parser->at));
    const char *stop = newline ? newline + 1 : end;
    Node *node = add_inline(parser, NODE_TEXT, parser->line);
    node->text = g_strndup(parser->at, (gsize) (stop - parser->at));
    parser->line_start = newline != NULL;
    pass_over(parser, stop);
  }
}

/* Where the line that holds only blanks and the tag begins, or NULL. *after is where the next line begins. */
static const char *
alone_on_line(const Parser *parser, const Tag *tag, const char **after)
{
  const char *begin = tag->begin, *end = tag->end;
  while (begin > parser->text && (begin[-1] == ' ' || begin[-1] == '\t'))
    begin--;
  if (begin > parser->text && begin[-1] != '\n')
    return NULL;
  end += strspn(end, " \t");
  if (*end == '\r' && end[1] == '\n')
    end++;
  if (*end && *end != '\n')
    return NULL;
  *after = *end ? end + 1 : end;
  return begin;
}

/* Reads the tag whose open delimiter is at @begin. */
static gboolean
read_tag(Parser *parser, const char *begin, Tag *tag, GError **error)
{
  const char *inside = begin + strlen(parser->open);
  char sigil = *inside && strchr("#^/>!=&{", *inside) ? *inside++ : '\0';
  g_autofree char *closing = sigil == '{'   ? g_strconcat("}", parser->close, NULL)
                             : sigil == '=' ? g_strconcat("=", parser->close, NULL)
                                            : g_strdup(parser->close);
  const char *end = strstr(inside, closing);
  guint line = parser->line;
  for (const char *p = parser->at; p < begin; p++)
    line += *p == '\n';
  if (!end)
    return fault_at(parser, line, error, "the tag that begins with %s is not closed with %s", parser->open,
                    closing);
  tag->sigil = sigil;
  tag->words = g_strstrip(g_strndup(inside, (gsize) (end - inside)));
  tag->begin = begin;
  tag->end = end + strlen(closing);
  tag->line = line;
  return TRUE;
}

static gboolean
set_delimiters(Parser *parser, const Tag *tag, GError **error)
{
  g_auto(GStrv) words = g_strsplit_set(tag->words, " \t\r\n", -1);
  const char *pair[2] = { NULL, NULL };
  guint found = 0;
  for (guint i = 0; words[i]; i++)
    if (*words[i]) {
      if (found < 2)
        pair[found] = words[i];
      found++;
    }
  if (found != 2 || strchr(pair[0], '=') || strchr(pair[1], '='))
    return fault_at(parser, tag->line, error, "new delimiters are written {{=<%% %%>=}}, not \"%s\"",
                    tag->words);
  g_free(parser->open);
  g_free(parser->close);
  parser->open = g_strdup(pair[0]);
  parser->close = g_strdup(pair[1]);
  return TRUE;
}

static gboolean
set_name(Parser *parser, Node *node, const Tag *tag, GError **error)
{
  node->name = g_strdup(tag->words);
  if (!*tag->words || strpbrk(tag->words, " \t\r\n"))
    return fault_at(parser, tag->line, error, "\"%s\" is no name: a name is one word", tag->words);
  if (node->kind == NODE_PARTIAL)
    return TRUE;
  gboolean whole = !strcmp(tag->words, ".");
  node->parts = g_strsplit(whole ? "" : tag->words, ".", -1);
  for (guint i = 0; node->parts[i]; i++)
    if (!*node->parts[i])
      return fault_at(parser, tag->line, error, "the name %s has an empty part", tag->words);
  return TRUE;
}

static gboolean
close_section(Parser *parser, const Tag *tag, gboolean standalone, GError **error)
{
  if (!parser->sections->len)
    return fault_at(parser, tag->line, error, "{{/%s}} closes a section that is not open", tag->words);
  guint index = g_array_index(parser->sections, guint, parser->sections->len - 1);
  Node *node = &g_array_index(parser->tmpl->nodes, Node, index);
  if (strcmp(node->name, tag->words))
    return fault_at(parser, tag->line, error,
                    "{{/%s}} stands where section %s of line %u must be closed first", tag->words, node->name,
                    node->line);
  if (!standalone && parser->line_start) /* its line begins inside the section, and so does the indentation */
    add_inline(parser, NODE_TEXT, tag->line)->text = g_strdup("");
  g_array_index(parser->tmpl->nodes, Node, index).end = parser->tmpl->nodes->len;
  g_array_set_size(parser->sections, parser->sections->len - 1);
  return TRUE;
}

static gboolean
open_section(Parser *parser, const Tag *tag, gboolean standalone, GError **error)
{
  if (parser->sections->len >= TEMPLATE_DEPTH)
    return fault_at(parser, tag->line, error, "sections are nested deeper than %d", TEMPLATE_DEPTH);
  guint index = parser->tmpl->nodes->len;
  NodeKind kind = tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED;
  Node *node = standalone ? add_node(parser, kind, tag->line) : add_inline(parser, kind, tag->line);
  g_array_append_val(parser->sections, index);
  return set_name(parser, node, tag, error);
}

static gboolean
add_value(Parser *parser, const Tag *tag, GError **error)
{
  TemplateKind kind = parser->tmpl->kind;
  if (tag->sigil && kind != TEMPLATE_TEXT && kind != TEMPLATE_HTML)
    return fault_at(parser, tag->line, error, "%s must not go in unescaped here: write {{%s}}", tag->words,
                    tag->words);
  return set_name(parser, add_inline(parser, tag->sigil ? NODE_RAW : NODE_VALUE, tag->line), tag, error);
}

static gboolean
add_partial(Parser *parser, const Tag *tag, const char *line_begin, GError **error)
{
  Node *node =
      line_begin ? add_node(parser, NODE_PARTIAL, tag->line) : add_inline(parser, NODE_PARTIAL, tag->line);
  node->standalone = line_begin != NULL;
  node->text = line_begin ? g_strndup(line_begin, (gsize) (tag->begin - line_begin)) : g_strdup("");
  return set_name(parser, node, tag, error);
}

static gboolean
add_tag(Parser *parser, const Tag *tag, GError **error)
{
  gboolean is_value = tag->sigil == '\0' || tag->sigil == '&' || tag->sigil == '{';
  const char *after = tag->end;
  const char *line_begin = is_value ? NULL : alone_on_line(parser, tag, &after);
  add_text(parser, line_begin ? line_begin : tag->begin);
  gboolean ok = TRUE;
  switch (tag->sigil) {
  case '!': break;
  case '=': ok = set_delimiters(parser, tag, error); break;
  case '#':
  case '^': ok = open_section(parser, tag, line_begin != NULL, error); break;
  case '/': ok = close_section(parser, tag, line_begin != NULL, error); break;
  case '>': ok = add_partial(parser, tag, line_begin, error); break;
  default: ok = add_value(parser, tag, error); break;
  }
  pass_over(parser, after);
  if (line_begin)
    parser->line_start = TRUE;
  return ok;
}

static gboolean
parse_all(Parser *parser, GError **error)
{
  const char *begin;
  while ((begin = strstr(parser->at, parser->open))) {
    Tag tag = { 0 };
    gboolean ok = read_tag(parser, begin, &tag, error) && add_tag(parser, &tag, error);
    g_free(tag.words);
    if (!ok)
      return FALSE;
  }
  add_text(parser, parser->at + strlen(parser->at));
  if (!parser->sections->len)
    return TRUE;
  guint index = g_array_index(parser->sections, guint, parser->sections->len - 1);
  const Node *node = &g_array_index(parser->tmpl->nodes, Node, index);
  return fault_at(parser, node->line, error, "section %s is never closed: add {{/%s}}", node->name,
                  node->name);
}

gboolean
template_parse_nodes(Template *tmpl, guint first_line, const char *text, GError **error)
{
  Parser parser = { .tmpl = tmpl,
                    .text = text,
                    .at = text,
                    .open = g_strdup("{{"),
                    .close = g_strdup("}}"),
                    .line = first_line,
                    .line_start = TRUE,
                    .sections = g_array_new(FALSE, FALSE, sizeof(guint)) };
  gboolean ok = parse_all(&parser, error);
  g_free(parser.open);
  g_free(parser.close);
  g_array_unref(parser.sections);
  return ok;
}
