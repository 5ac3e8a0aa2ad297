/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDF. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "form.pdf");
  return 0;
}
