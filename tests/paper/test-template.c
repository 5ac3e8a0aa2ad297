/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template engine: the rules of the public Mustache specification, written anew as a table
 * (mustache-spec.json), then what mentord adds: escaping by kind, strict names, faults with file and line,
 * bounds. */
#include "base/fault.h"
#include "paper/template.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *path;
} Directory;

static void
directory_new(Directory *directory)
{
  directory->path = g_dir_make_tmp("mentord-template-XXXXXX", NULL);
  g_assert_nonnull(directory->path);
}

static void
directory_remove(Directory *directory)
{
  g_autoptr(GDir) dir = g_dir_open(directory->path, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(directory->path, name, NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
  }
  g_assert_cmpint(g_rmdir(directory->path), ==, 0);
  g_free(directory->path);
}

static char *
directory_put(const Directory *directory, const char *name, const char *text)
{
  char *path = g_build_filename(directory->path, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

static void
test_rule(gconstpointer data)
{
  const json_t *rule = data;
  json_t *partials = json_object_get(rule, "partials"), *partial;
  const char *text = json_string_value(json_object_get(rule, "template")), *name;
  g_autoptr(GError) error = NULL;
  g_autoptr(Template) tmpl = NULL;
  Directory directory;
  directory_new(&directory);
  json_object_foreach(partials, name, partial)
  {
    g_autofree char *file = g_strconcat(name, ".html", NULL);
    g_free(directory_put(&directory, file, json_string_value(partial)));
  }
  if (partials) {
    g_autofree char *path = directory_put(&directory, "the template.html", text);
    tmpl = template_load(path, TEMPLATE_HTML, &error);
  } else {
    tmpl = template_parse("rule", text, TEMPLATE_HTML, &error);
  }
  g_assert_no_error(error);
  template_set_lax(tmpl);
  g_autofree char *got = template_render(tmpl, json_object_get(rule, "data"), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(got, ==, json_string_value(json_object_get(rule, "want")));
  directory_remove(&directory);
}

static json_t *
add_rules(void)
{
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "paper", "mustache-spec.json", NULL);
  json_error_t fault;
  json_t *rules = json_load_file(path, 0, &fault), *rule;
  gsize i;
  if (!rules)
    g_error("%s:%d: %s", path, fault.line, fault.text);
  g_assert_cmpuint(json_array_size(rules), >, 100);
  json_array_foreach(rules, i, rule)
  {
    g_autofree char *name = g_strdup_printf("/template/%03" G_GSIZE_FORMAT " %s", i,
                                            json_string_value(json_object_get(rule, "rule")));
    g_strdelimit(name + strlen("/template/"), "/", '-');
    g_test_add_data_func(name, rule, test_rule);
  }
  return rules;
}

static void
test_kinds(void)
{
  static const struct {
    TemplateKind kind;
    const char *value, *want;
  } cases[] = {
    { TEMPLATE_TEXT, "<a & 'b'>\n\"c\"", "<a & 'b'>\n\"c\"" },
    { TEMPLATE_HTML, "<a & 'b'>\n\"c\"", "&lt;a &amp; &#39;b&#39;&gt;\n&quot;c&quot;" },
    { TEMPLATE_SVG, "</text>\x01<script>&", "&lt;/text&gt;&lt;script&gt;&amp;" },
    { TEMPLATE_HEADER, "Hello\r\nBcc: all@example.org\x7f", "Hello Bcc: all@example.org" },
    { TEMPLATE_HEADER, "  a\t b\x1b[0m ", "a b[0m" },
    { TEMPLATE_LETTER, "- a | b\n\n# `c`\\", "\\- a \\| b # \\`c\\`\\\\" },
    { TEMPLATE_LETTER, "a - b > c", "a - b > c" },
    { TEMPLATE_TEXT, "{{v}} %s %n ${v}", "{{v}} %s %n ${v}" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Template) tmpl = template_parse("kinds", "{{v}}", cases[i].kind, NULL);
    json_t *context = json_pack("{s:s}", "v", cases[i].value);
    g_autofree char *got = template_render(tmpl, context, NULL);
    g_assert_cmpstr(got, ==, cases[i].want);
    json_decref(context);
  }
}

static void
test_parse_faults(void)
{
  static const struct {
    const char *text;
    TemplateKind kind;
    const char *want;
  } cases[] = {
    { "a\n\n{{b", TEMPLATE_TEXT, "t:3: the tag that begins with {{ is not closed with }}" },
    { "{{{b}}", TEMPLATE_TEXT, "t:1: the tag that begins with {{ is not closed with }}}" },
    { "{{#a}}\n{{#b}}\n{{/a}}", TEMPLATE_TEXT,
      "t:3: {{/a}} stands where section b of line 2 must be closed first" },
    { "\n{{/a}}", TEMPLATE_TEXT, "t:2: {{/a}} closes a section that is not open" },
    { "x\n  {{#a}}\ny", TEMPLATE_TEXT, "t:2: section a is never closed: add {{/a}}" },
    { "{{first name}}", TEMPLATE_TEXT, "t:1: \"first name\" is no name: a name is one word" },
    { "{{}}", TEMPLATE_TEXT, "t:1: \"\" is no name: a name is one word" },
    { "{{a..b}}", TEMPLATE_TEXT, "t:1: the name a..b has an empty part" },
    { "{{=a=}}", TEMPLATE_TEXT, "t:1: new delimiters are written {{=<% %>=}}, not \"a\"" },
    { "\n{{{a}}}", TEMPLATE_HEADER, "t:2: a must not go in unescaped here: write {{a}}" },
    { "{{&a}}", TEMPLATE_SVG, "t:1: a must not go in unescaped here: write {{a}}" },
    { "{{&a}}", TEMPLATE_LETTER, "t:1: a must not go in unescaped here: write {{a}}" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Template) tmpl = template_parse("t", cases[i].text, cases[i].kind, &error);
    g_assert_null(tmpl);
    g_assert_error(error, FAULT, FAULT_CONFIG);
    g_assert_cmpstr(error->message, ==, cases[i].want);
  }
}

static void
test_render_faults(void)
{
  static const struct {
    const char *text, *want;
  } cases[] = {
    { "a\n{{nobody}}", "t:2: nobody: nothing has this name here" },
    { "{{o.nobody}}", "t:1: o.nobody: nothing has this name here" },
    { "\n\n{{#l}}{{nobody}}{{/l}}", "t:3: nobody: nothing has this name here" },
    { "{{o}}", "t:1: o: this is a list or an object, not a text: open a section {{#...}} for it" },
    { "{{l}}", "t:1: l: this is a list or an object, not a text: open a section {{#...}} for it" },
    { "{{> p}}", "t:1: p: there is no such partial" },
  };
  json_t *context = json_pack("{s:{}, s:[i,i]}", "o", "l", 1, 2);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Template) tmpl = template_parse("t", cases[i].text, TEMPLATE_TEXT, &error);
    g_assert_no_error(error);
    g_assert_null(template_render(tmpl, context, &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
    g_assert_cmpstr(error->message, ==, cases[i].want);
  }
  json_decref(context);
}

/* What the specification leaves open: which values are empty for a section. */
static void
test_emptiness(void)
{
  g_autoptr(Template) tmpl = template_parse("t", "{{#v}}yes{{/v}}{{^v}}no{{/v}}", TEMPLATE_TEXT, NULL);
  static const struct {
    const char *json, *want;
  } cases[] = { { "{\"v\":\"\"}", "no" },  { "{\"v\":0}", "no" },   { "{\"v\":\"0\"}", "yes" },
                { "{\"v\":-1}", "yes" },   { "{\"v\":{}}", "yes" }, { "{\"v\":[]}", "no" },
                { "{\"v\":false}", "no" }, { "{}", "no" } };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    json_t *context = json_loads(cases[i].json, 0, NULL);
    g_autofree char *got = template_render(tmpl, context, NULL);
    g_assert_cmpstr(got, ==, cases[i].want);
    json_decref(context);
  }
}

static void
test_files(void)
{
  Directory directory;
  g_autoptr(GError) error = NULL;
  directory_new(&directory);
  g_autofree char *missing = g_build_filename(directory.path, "none.txt", NULL);
  g_assert_null(template_load(missing, TEMPLATE_TEXT, &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_assert_true(g_str_has_prefix(error->message, missing));
  g_clear_error(&error);

  g_autofree char *outer = directory_put(&directory, "outer.txt", "one\ntwo {{> inner}}\n");
  g_assert_null(template_load(outer, TEMPLATE_TEXT, &error));
  g_assert_nonnull(strstr(error->message, "outer.txt:2: there is no partial inner"));
  g_clear_error(&error);

  g_free(directory_put(&directory, "inner.txt", "\n{{broken"));
  g_assert_null(template_load(outer, TEMPLATE_TEXT, &error));
  g_assert_nonnull(strstr(error->message, "inner.txt:2: the tag"));
  g_clear_error(&error);

  g_free(directory_put(&directory, "away.txt", "{{> ../etc/passwd}}"));
  g_autofree char *away = g_build_filename(directory.path, "away.txt", NULL);
  g_assert_null(template_load(away, TEMPLATE_TEXT, &error));
  g_assert_nonnull(strstr(error->message, "there is no partial ../etc/passwd"));
  g_clear_error(&error);

  g_autofree char *latin = directory_put(&directory, "latin.txt", "caf\xe9");
  g_assert_null(template_load(latin, TEMPLATE_TEXT, &error));
  g_assert_nonnull(strstr(error->message, "UTF-8"));
  directory_remove(&directory);
}

/* Templates are the office's own, but a slip in one must not stop the daemon. */
static void
test_bounds(void)
{
  Directory directory;
  directory_new(&directory);
  json_t *context = json_object();
  static const char *const endless[] = { "a{{> self}}", "{{> self}}{{> self}}",
                                         "{{^x}}{{> self}}{{> self}}{{/x}}" };
  for (guint i = 0; i < G_N_ELEMENTS(endless); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = directory_put(&directory, "self.txt", endless[i]);
    g_autoptr(Template) tmpl = template_load(path, TEMPLATE_TEXT, &error);
    g_assert_no_error(error);
    g_assert_null(template_render(tmpl, context, &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
  }
  g_autoptr(GString) deep = g_string_new(NULL);
  for (guint i = 0; i < 100; i++)
    g_string_append(deep, "{{#a}}");
  g_autoptr(GError) error = NULL;
  g_assert_null(template_parse("t", deep->str, TEMPLATE_TEXT, &error));
  g_assert_cmpstr(error->message, ==, "t:1: sections are nested deeper than 64");
  json_decref(context);
  directory_remove(&directory);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  json_t *rules = add_rules();
  g_test_add_func("/template/kinds", test_kinds);
  g_test_add_func("/template/parse-faults", test_parse_faults);
  g_test_add_func("/template/render-faults", test_render_faults);
  g_test_add_func("/template/emptiness", test_emptiness);
  g_test_add_func("/template/files", test_files);
  g_test_add_func("/template/bounds", test_bounds);
  int status = g_test_run();
  json_decref(rules);
  return status;
}
