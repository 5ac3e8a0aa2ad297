/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole program has everything. The quick one links elsewhere.c in place of this. */
#include "reader/whole.h"

gboolean
whole_is_here(void)
{
  return TRUE;
}

void
whole_require(void)
{
}
