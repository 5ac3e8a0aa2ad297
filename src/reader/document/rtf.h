/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a mail as Outlook keeps it. */
#pragma once
#include <glib.h>

/* Undoes LZFu ([MS-OXRTFCP] 2.2); what stood before a fault is given. At most 4 MiB; g_free. */
char *rtf_decompress(const guint8 *bytes, gsize n, gsize *out_n);
/* The text of RTF, of HTML that was wrapped in RTF ([MS-OXRTFEX] 2.1) that of the HTML. g_free. */
char *rtf_to_text(const char *rtf, gsize n);
