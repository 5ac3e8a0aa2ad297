/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mustache templates, escaped by kind, strict about names that the context lacks. Faults name file and line.
 * The language is the public Mustache specification's (variables, sections, inverted sections, partials,
 * comments, set delimiters). */
#pragma once
#include <glib.h>
#include <jansson.h>

/* What a value becomes where it is put in. HEADER: one line, no control characters. LETTER: one line too, and
 * nothing in it is taken for the plain markup of letter.h. {{{name}}} and {{&name}} are as the specification
 * says in TEXT and HTML, and a fault in the other kinds, where nothing is safe unescaped. */
typedef enum { TEMPLATE_TEXT, TEMPLATE_HTML, TEMPLATE_HEADER, TEMPLATE_SVG, TEMPLATE_LETTER } TemplateKind;

typedef struct Template Template;

/* Partials {{> name}} are looked for beside @path, with the same suffix. FAULT_CONFIG "file:line: words". */
Template *template_load(const char *path, TemplateKind kind, GError **error);
/* The same for a piece of a file: @text begins at line @first_line of @path. */
Template *template_parse_at(const char *path, guint first_line, const char *text, TemplateKind kind,
                            GError **error);
/* Without a directory, hence without partials. */
Template *template_parse(const char *name, const char *text, TemplateKind kind, GError **error);
void template_free(Template *tmpl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* A {{name}} that is nowhere in @context is a fault, and so is one that is a list or an object (the
 * specification's tests turn that off). A section of such a name is empty, an inverted one shown. Empty for a
 * section are false, null, 0, "" and []. */
void template_set_lax(Template *tmpl);
/* FAULT_CONFIG as above. At most 8 MiB; sections and partials at most 64 deep. */
char *template_render(const Template *tmpl, json_t *context, GError **error);
