/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is posted to a page of ours. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FORM, "");
  return 0;
}
