/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of people and schools that do not exist. */
#pragma once
#include <glib.h>

/* "Zoë Wójcik", @longer "Zoë Maeve Wójcik". g_free. */
char *made_up_name(GRand *chance, gboolean longer);
/* The letters of a name as an address has them, "zoe.wojcik". g_free. */
char *made_up_local_part(const char *name);
/* The school of that number; each has another name. g_free. */
char *made_up_school(guint number);
