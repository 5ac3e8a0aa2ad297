/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Word or Excel file of the office's own, changed part by part (ECMA-376 part 2): what is not put anew
 * stays as it is, byte for byte. It is the office's file, yet it is bounded and refused like one from
 * outside. Knows neither labels nor values. */
#pragma once
#include "paper/tree.h"

typedef struct OfficeFile OfficeFile;

/* FAULT_DATA, with words that follow on the file's name, when @bytes are no such file, are too large, are
 * kept by a password, or hold macros. */
OfficeFile *office_file_open(GBytes *bytes, GError **error);
void office_file_free(OfficeFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OfficeFile, office_file_free)

/* The part that the package says is the document or the workbook. Borrowed. */
const char *office_file_main(const OfficeFile *file);
/* A part as a tree that office_file_write() will write; each time the same one. NULL: there is none, or it is
 * broken. Borrowed. */
xmlDoc *office_file_part(OfficeFile *file, const char *name);
/* The same for a part that is only looked at, and stays as it is. */
xmlDoc *office_file_look(OfficeFile *file, const char *name);
/* The parts to which @part ("" the package) is related by the type that ends in @type: of char*. */
GPtrArray *office_file_related(OfficeFile *file, const char *part, const char *type);
/* The part that the relation @id of @part names; NULL: none. g_free. */
char *office_file_relation(OfficeFile *file, const char *part, const char *id);
/* A new part @name of @content_type with the root @xml, related to @part ("" the package) by @type; the
 * relation's id. g_free. NULL: it is there already, or @xml is broken. */
char *office_file_add(OfficeFile *file, const char *part, const char *name, const char *content_type,
                      const char *type, const char *xml);
/* The custom property @name of the file. */
void office_file_set_property(OfficeFile *file, const char *name, const char *value);
/* The changed file; FAULT_SOFTWARE if it cannot be packed. */
GBytes *office_file_write(OfficeFile *file, GError **error);
