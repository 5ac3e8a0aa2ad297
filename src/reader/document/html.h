/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of an HTML mail. */
#pragma once
#include <glib.h>

/* What a reader would see, as plain lines: quoted blocks with "> " before each line, cells of a row with a
 * tab between, the address of a link to a cloud file in angle brackets behind it. @html is UTF-8. g_free. */
char *html_to_text(const char *html);
