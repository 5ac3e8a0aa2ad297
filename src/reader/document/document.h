/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that people send: told apart and read by their content, never by their name. Runs in the locked-down
 * child; opens no file, knows nothing of mail. What it stands on and what each format gives: the top of each
 * source file. */
#pragma once
#include "reader/reading.h"

/* Reads one file by its content into @document (fields, tables, text, properties, problem). @document->name,
 * size, sha256, content are already set. Members of containers (zip) are appended to @out as further
 * documents with `in` set. Never fails: what cannot be read is said in document->problem. */
void document_read(ReadingDocument *document, GPtrArray *out);

/* The format by content: "docx", "xlsx", "csv", "image", ... A static string. @name may be NULL; it decides
 * nothing but whether plain text with separators is a table, and which of two old formats in one kind of
 * container it is. */
const char *document_sniff(const guint8 *bytes, gsize n, const char *name);

/* Once, before lock-down: libxml2 and the rest warmed up. */
void documents_start(void);

/* The fields of plain text, appended to @fields (of ReadingField): `Label: value` on a line, and boxes with
 * their words. */
void document_lines(const char *text, GPtrArray *fields);

/* @bytes as UTF-8 without a mark: by its mark, else UTF-16 by its NULs, else UTF-8 if valid, else
 * Windows-1252. g_free. */
char *document_decode(const guint8 *bytes, gsize n);
