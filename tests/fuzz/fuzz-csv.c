/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Separated text, attendance reports among it. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "list.csv");
  return 0;
}
