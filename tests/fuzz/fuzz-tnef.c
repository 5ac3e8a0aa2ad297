/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "winmail.dat");
  return 0;
}
