/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links to files in a cloud, sent instead of files. */
#pragma once
#include <glib.h>

/* @url itself, or the one a safe-link service wraps, when it leads to a file or folder in a cloud; else NULL.
 * g_free. */
char *links_cloud_file(const char *url);
/* Every such link in a text, in order, each once, at most 20. */
GStrv links_find(const char *text);
