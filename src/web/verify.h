/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /verify: whether a certificate is good, to whoever has its code. Tells no name: one that is given is
 * compared. */
#pragma once
#include "web/published.h"

/* The form alone. */
GBytes *verify_form(Published *published);
/* What is known of @code, as it was typed, and whether @name, NULL or "" if none was, is the one on it. */
GBytes *verify_page(Published *published, const char *code, const char *name);
/* To be asked again in @seconds. */
GBytes *verify_later(Published *published, guint seconds);
