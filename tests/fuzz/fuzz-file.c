/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any file, told by its content: ZIP, RTF, old Office and the rest. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "file");
  return 0;
}
