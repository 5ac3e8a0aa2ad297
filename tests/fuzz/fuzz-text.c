/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text with labels, boxes and values. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "note.txt");
  return 0;
}
