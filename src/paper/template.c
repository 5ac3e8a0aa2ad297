/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads templates with their partials and renders them in one pass: what a value holds is never read as a
 * template. No lambdas, no inheritance, nothing that a template could run. */
#include "base/fault.h"
#include "base/text.h"
#include "paper/template_parse.h"
#include <string.h>

#define TEMPLATE_BYTES (1 << 20)
#define OUTPUT_BYTES (8 << 20)
#define OUTPUT_NODES (4 << 20) /* partials that name each other twice would else never end */

typedef struct {
  json_t *stack[TEMPLATE_DEPTH * 2];
  guint depth;
  guint partials; /* how deep */
  guint rendered; /* nodes */
  GString *out;
  gboolean lax;
} Render;

static void
node_clear(gpointer data)
{
  Node *node = data;
  g_free(node->text);
  g_free(node->name);
  g_strfreev(node->parts);
}

void
template_free(Template *tmpl)
{
  if (!tmpl)
    return;
  if (!tmpl->is_partial)
    g_clear_pointer(&tmpl->partials, g_hash_table_unref);
  g_array_unref(tmpl->nodes);
  g_free(tmpl->path);
  g_free(tmpl);
}

static void
partial_free(gpointer data)
{
  template_free(data);
}

static Template *
template_new(const char *path, TemplateKind kind)
{
  Template *tmpl = g_new0(Template, 1);
  tmpl->path = g_strdup(path);
  tmpl->kind = kind;
  tmpl->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
  g_array_set_clear_func(tmpl->nodes, node_clear);
  return tmpl;
}

/* Words only, so that a partial cannot be looked for anywhere but beside its template. */
static gboolean
is_partial_name(const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_')
      return FALSE;
  return TRUE;
}

static char *
read_template(const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GError) cause = NULL;
  if (!g_file_get_contents(path, &text, &length, &cause)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: the template cannot be read: %s", path, cause->message);
    return NULL;
  }
  if (length > TEMPLATE_BYTES || !g_utf8_validate(text, (gssize) length, NULL)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: a template is UTF-8 text of at most %d bytes", path,
                TEMPLATE_BYTES);
    return NULL;
  }
  return g_steal_pointer(&text);
}

static gboolean load_partials(Template *tmpl, GError **error);

static gboolean
load_partial(Template *tmpl, const Node *node, GError **error)
{
  if (g_hash_table_contains(tmpl->partials, node->name))
    return TRUE;
  g_autofree char *directory = g_path_get_dirname(tmpl->path);
  g_autofree char *base = g_path_get_basename(tmpl->path);
  const char *suffix = strrchr(base, '.');
  g_autofree char *file = g_strconcat(node->name, suffix, NULL);
  g_autofree char *path = g_build_filename(directory, file, NULL);
  if (!is_partial_name(node->name) || !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:%u: there is no partial %s (looked for %s)", tmpl->path,
                node->line, node->name, path);
    return FALSE;
  }
  g_autofree char *text = read_template(path, error);
  if (!text)
    return FALSE;
  Template *partial = template_new(path, tmpl->kind);
  partial->is_partial = TRUE;
  partial->partials = tmpl->partials;
  /* in the table before it is read: partials may name each other and themselves */
  g_hash_table_insert(tmpl->partials, g_strdup(node->name), partial);
  return template_parse_nodes(partial, 1, text, error) && load_partials(partial, error);
}

static gboolean
load_partials(Template *tmpl, GError **error)
{
  for (guint i = 0; i < tmpl->nodes->len; i++) {
    const Node *node = &g_array_index(tmpl->nodes, Node, i);
    if (node->kind == NODE_PARTIAL && !load_partial(tmpl, node, error))
      return FALSE;
  }
  return TRUE;
}

Template *
template_parse_at(const char *path, guint first_line, const char *text, TemplateKind kind, GError **error)
{
  g_autoptr(Template) tmpl = template_new(path, kind);
  tmpl->partials = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, partial_free);
  if (!template_parse_nodes(tmpl, first_line, text, error) || !load_partials(tmpl, error))
    return NULL;
  return g_steal_pointer(&tmpl);
}

Template *
template_load(const char *path, TemplateKind kind, GError **error)
{
  g_autofree char *text = read_template(path, error);
  return text ? template_parse_at(path, 1, text, kind, error) : NULL;
}

Template *
template_parse(const char *name, const char *text, TemplateKind kind, GError **error)
{
  g_autoptr(Template) tmpl = template_new(name, kind);
  if (!template_parse_nodes(tmpl, 1, text, error))
    return NULL;
  return g_steal_pointer(&tmpl);
}

void
template_set_lax(Template *tmpl)
{
  tmpl->lax = TRUE;
}

/* The first part of a name is looked for down the stack, the rest in what was found. NULL: nowhere. */
static json_t *
look_up(const Render *render, GStrv parts)
{
  json_t *value = render->depth ? render->stack[render->depth - 1] : NULL;
  if (!parts[0])
    return value;
  value = NULL;
  for (guint i = render->depth; i-- > 0 && !value;)
    value = json_object_get(render->stack[i], parts[0]);
  for (guint i = 1; parts[i] && value; i++)
    value = json_object_get(value, parts[i]);
  return value;
}

static gboolean
is_empty(const json_t *value)
{
  switch (value ? json_typeof(value) : JSON_NULL) {
  case JSON_NULL:
  case JSON_FALSE: return TRUE;
  case JSON_STRING: return json_string_length(value) == 0;
  case JSON_ARRAY: return json_array_size(value) == 0;
  case JSON_INTEGER: return json_integer_value(value) == 0;
  default: return FALSE;
  }
}

static char *
real_text(double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_ascii_formatd(text, sizeof text, formats[i], number);
    double back = g_ascii_strtod(text, NULL);
    if (!(back < number) && !(back > number))
      break;
  }
  return g_strdup(text);
}

/* NULL for what is no text: a list, an object. */
static char *
value_text(const json_t *value)
{
  switch (json_typeof(value)) {
  case JSON_STRING: return g_strdup(json_string_value(value));
  case JSON_INTEGER: return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  case JSON_REAL: return real_text(json_real_value(value));
  case JSON_TRUE: return g_strdup("true");
  case JSON_FALSE: return g_strdup("false");
  case JSON_NULL: return g_strdup("");
  default: return NULL;
  }
}

static void
append_markup(GString *out, const char *text)
{
  for (const char *p = text; *p; p++)
    switch (*p) {
    case '&': g_string_append(out, "&amp;"); break;
    case '<': g_string_append(out, "&lt;"); break;
    case '>': g_string_append(out, "&gt;"); break;
    case '"': g_string_append(out, "&quot;"); break;
    case '\'': g_string_append(out, "&#39;"); break;
    default:
      if ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t') /* XML has no place for the others */
        g_string_append_c(out, *p);
    }
}

/* A backslash before whatever the markup of letters would see: bars, backticks, and the marks that begin a
 * line. */
static void
append_letter(GString *out, const char *text)
{
  g_autofree char *line = text_clean(text, -1, 0, FALSE);
  for (const char *p = line; *p; p++) {
    if (strchr("\\|`", *p) || (p == line && strchr("->#!", *p)))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
}

static void
append_value(const Template *tmpl, GString *out, const char *text, gboolean raw)
{
  if (raw) {
    g_string_append(out, text);
    return;
  }
  switch (tmpl->kind) {
  case TEMPLATE_TEXT: g_string_append(out, text); break;
  case TEMPLATE_HTML:
  case TEMPLATE_SVG: append_markup(out, text); break;
  case TEMPLATE_LETTER: append_letter(out, text); break;
  case TEMPLATE_HEADER: {
    g_autofree char *line = text_clean(text, -1, 0, FALSE);
    g_string_append(out, line);
    break;
  }
  }
}

static gboolean
render_fault(const Template *tmpl, const Node *node, GError **error, const char *words)
{
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:%u: %s: %s", tmpl->path, node->line, node->name, words);
  return FALSE;
}

static gboolean
render_value(Render *render, const Template *tmpl, const Node *node, GError **error)
{
  json_t *value = look_up(render, node->parts);
  g_autofree char *text = value ? value_text(value) : NULL;
  if (!value && !render->lax)
    return render_fault(tmpl, node, error, "nothing has this name here");
  if (!text && !render->lax)
    return render_fault(tmpl, node, error,
                        "this is a list or an object, not a text: open a section {{#...}} for it");
  if (text)
    append_value(tmpl, render->out, text, node->kind == NODE_RAW);
  return TRUE;
}

static gboolean render_nodes(Render *render, const Template *tmpl, guint begin, guint end, const char *indent,
                             GError **error);

/* The nodes of the section at @index, with @value on top of the stack. */
static gboolean
render_within(Render *render, const Template *tmpl, guint index, json_t *value, const char *indent,
              GError **error)
{
  const Node *node = &g_array_index(tmpl->nodes, Node, index);
  if (render->depth >= G_N_ELEMENTS(render->stack))
    return render_fault(tmpl, node, error, "sections are nested too deep");
  render->stack[render->depth++] = value;
  gboolean ok = render_nodes(render, tmpl, index + 1, node->end, indent, error);
  render->depth--;
  return ok;
}

static gboolean
render_section(Render *render, const Template *tmpl, guint index, const char *indent, GError **error)
{
  const Node *node = &g_array_index(tmpl->nodes, Node, index);
  json_t *value = look_up(render, node->parts);
  if ((node->kind == NODE_INVERTED) != is_empty(value))
    return TRUE;
  if (node->kind == NODE_INVERTED)
    return render_nodes(render, tmpl, index + 1, node->end, indent, error);
  if (!json_is_array(value))
    return render_within(render, tmpl, index, value, indent, error);
  for (gsize i = 0; i < json_array_size(value); i++)
    if (!render_within(render, tmpl, index, json_array_get(value, i), indent, error))
      return FALSE;
  return TRUE;
}

static gboolean
render_partial(Render *render, const Template *tmpl, const Node *node, const char *indent, GError **error)
{
  const Template *partial = tmpl->partials ? g_hash_table_lookup(tmpl->partials, node->name) : NULL;
  if (!partial)
    return render->lax || render_fault(tmpl, node, error, "there is no such partial");
  if (render->partials >= TEMPLATE_DEPTH)
    return render_fault(tmpl, node, error, "partials are nested too deep");
  g_autofree char *deeper = node->standalone ? g_strconcat(indent, node->text, NULL) : g_strdup("");
  render->partials++;
  gboolean ok = render_nodes(render, partial, 0, partial->nodes->len, deeper, error);
  render->partials--;
  return ok;
}

static gboolean
render_nodes(Render *render, const Template *tmpl, guint begin, guint end, const char *indent, GError **error)
{
  guint next = begin;
  for (guint i = begin; i < end; i = next) {
    const Node *node = &g_array_index(tmpl->nodes, Node, i);
    gboolean ok = TRUE;
    next = i + 1;
    if (node->line_start)
      g_string_append(render->out, indent);
    switch (node->kind) {
    case NODE_TEXT: g_string_append(render->out, node->text); break;
    case NODE_VALUE:
    case NODE_RAW: ok = render_value(render, tmpl, node, error); break;
    case NODE_PARTIAL: ok = render_partial(render, tmpl, node, indent, error); break;
    case NODE_SECTION:
    case NODE_INVERTED:
      ok = render_section(render, tmpl, i, indent, error);
      next = node->end;
      break;
    }
    if (!ok)
      return FALSE;
    if (render->out->len > OUTPUT_BYTES) {
      g_set_error(error, FAULT, FAULT_CONFIG, "%s:%u: the result is larger than %d MiB", tmpl->path,
                  node->line, OUTPUT_BYTES >> 20);
      return FALSE;
    }
  }
  return TRUE;
}

char *
template_render(const Template *tmpl, json_t *context, GError **error)
{
  Render render = { .stack = { context }, .depth = 1, .out = g_string_new(NULL), .lax = tmpl->lax };
  if (!render_nodes(&render, tmpl, 0, tmpl->nodes->len, "", error)) {
    g_string_free(render.out, TRUE);
    return NULL;
  }
  return g_string_free(render.out, FALSE);
}
