/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signed or encrypted S/MIME part. */
#include "fuzz.h"
#include "reader/message/smime.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  const char *problem = NULL;
  g_autoptr(GBytes) inner = smime_content(bytes, n, &problem);
  g_assert_true(inner || problem);
  return 0;
}
