/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awards: granted when what they wait for is met, drawn, and mailed to the roster address. C1.21, C1.28 */
#pragma once
#include "pass/decide/standing.h"
#include "store/awards.h"

/* Grants what @standing has earned: name, number and recipient fixed in one row. *changed when there was one.
 */
gboolean grant(const Standing *standing, gboolean *changed, GError **error);
/* Draws the certificates that were granted and queues their mails. One that cannot be printed becomes a case.
 */
gboolean grant_draw(Engine *engine, GError **error);
/* The file's name of a certificate: whose, for what, of which day, which version. g_free. */
char *grant_file_name(const Engine *engine, const Award *award);
