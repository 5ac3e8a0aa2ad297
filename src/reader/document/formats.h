/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats' readers offer document.c. Each reads into @document and says in document->problem what it
 * could not. */
#pragma once
#include "reader/document/document.h"
#include "reader/document/package.h"

/* The format of a package by its members; "zip" if it is none that is known. @name tells Apple's programs
 * apart, which pack alike. */
const char *sniff_package(Package *package, const char *name);
/* That of a compound file, and whether a password keeps it shut. */
const char *sniff_ole(const guint8 *bytes, gsize n, const char *name, gboolean *encrypted);
/* That of what has no mark: text, or "unknown". */
const char *sniff_text(const guint8 *bytes, gsize n, const char *name);
/* Whether what was told to be @format is behind a password or a key. */
gboolean sniff_is_encrypted(const guint8 *bytes, gsize n, const char *format);

void docx_read(Package *package, ReadingDocument *document);
void xlsx_read(Package *package, ReadingDocument *document);
void odf_read(Package *package, ReadingDocument *document, gboolean sheets);
/* The same as one XML file (.fodt, .fods). */
void odf_read_flat(const guint8 *bytes, gsize n, ReadingDocument *document, gboolean sheets);
void pdf_start(void); /* once, before lock-down */
/* @out: the files of a portfolio, with their content alone; NULL where a container may not be opened. */
void pdf_read(const guint8 *bytes, gsize n, ReadingDocument *document, GPtrArray *out);

void rtf_page_read(const guint8 *bytes, gsize n, ReadingDocument *document);
/* Of a web page in UTF-8. */
void html_page_read(const char *html, ReadingDocument *document);
/* @out: its files, with their content alone; NULL where a container may not be opened. */
void msg_read(const guint8 *bytes, gsize n, ReadingDocument *document, GPtrArray *out);

/* Comma, semicolon, tab or bar separated text, the separator by `sep=` or by what divides the lines evenly:
 * one table. */
void csv_read(const char *text, ReadingDocument *document);
/* Turns the cuts of @table, which count the bytes of @text, into those of the file's @bytes; drops them where
 * the two do not go together. */
void csv_cuts_finish(ReadingTable *table, const char *text, const guint8 *bytes, gsize n);
/* Whether the beginning of some text is a table; a @name in .csv or .tsv is enough if it has a separator. */
gboolean csv_is_table(const char *text, const char *name);
