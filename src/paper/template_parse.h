/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a template: what the parser makes and the renderer walks. Nobody else includes this. */
#pragma once
#include "paper/template.h"

#define TEMPLATE_DEPTH 64

typedef enum { NODE_TEXT, NODE_VALUE, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL } NodeKind;

typedef struct {
  NodeKind kind;
  gboolean line_start; /* begins a line of its template: an indented partial puts its indentation before it */
  gboolean standalone; /* NODE_PARTIAL: alone on its line, so that every line of the partial is indented */
  guint line;
  guint end;   /* a section's first node after its end */
  char *text;  /* literal text, a partial's indentation */
  char *name;  /* as written */
  GStrv parts; /* of a dotted name; empty for "." */
} Node;

struct Template {
  char *path;
  TemplateKind kind;
  gboolean lax;
  GArray *nodes;
  GHashTable
      *partials; /* name -> Template, shared by the root and all its partials; NULL without a directory */
  gboolean is_partial; /* does not own the table */
};

/* Appends the nodes of @text to @tmpl; FAULT_CONFIG "file:line: words". */
gboolean template_parse_nodes(Template *tmpl, guint first_line, const char *text, GError **error);
