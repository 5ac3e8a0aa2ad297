/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) in lower-case hexadecimal: names of contents, not secrets. */
#pragma once
#include <glib.h>

/* The checksum of @n bytes; g_free. @data may be NULL when @n is 0. */
char *checksum(const void *data, gsize n);
char *checksum_of_bytes(GBytes *bytes);
char *checksum_of_text(const char *text);
