/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small groups, hidden so that nobody can be told by a number. Reckons only. */
#pragma once
#include <glib.h>

/* A group of fewer says what one of them said. */
#define SMALLEST_GROUP 3

/* Which of @n groups must be hidden, by how many voices are in each, when their sum is shown too: those of
 * fewer than SMALLEST_GROUP, and then the smallest others, until what is hidden is more than one group and
 * together no small one. An empty group says nothing and is not hidden. @hidden has room for @n. */
void hide_small(const guint *voices, gsize n, gboolean *hidden);
