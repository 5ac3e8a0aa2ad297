/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How mentord's HTML pages look and begin: one style, for reports and public pages, within the page itself.
 */
#pragma once
#include <glib.h>

/* The page up to and with <main> and its heading; @subtitle may be ""; @more_style follows the style of all
 * pages, and may be "". */
void page_begin(GString *html, const char *title, const char *subtitle, const char *more_style);
void page_end(GString *html);
/* @words as text of an element or a quoted attribute. */
void page_append(GString *html, const char *words);
