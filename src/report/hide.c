/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suppression of small groups, and of those by which they could be reckoned (complementary suppression). */
#include "report/hide.h"

/* The smallest group that is still shown; @n: none. */
static gsize
next_smallest(const guint *voices, gsize n, const gboolean *hidden)
{
  gsize smallest = n;
  for (gsize i = 0; i < n; i++)
    if (voices[i] && !hidden[i] && (smallest == n || voices[i] < voices[smallest]))
      smallest = i;
  return smallest;
}

void
hide_small(const guint *voices, gsize n, gboolean *hidden)
{
  guint groups = 0, together = 0;
  for (gsize i = 0; i < n; i++) {
    hidden[i] = voices[i] > 0 && voices[i] < SMALLEST_GROUP;
    groups += (guint) hidden[i];
    together += hidden[i] ? voices[i] : 0;
  }
  while (groups == 1 || (groups && together < SMALLEST_GROUP)) {
    gsize more = next_smallest(voices, n, hidden);
    if (more == n)
      return; /* it is the only group: the caller hides the sum */
    hidden[more] = TRUE;
    groups++;
    together += voices[more];
  }
}
