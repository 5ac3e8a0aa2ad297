/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail as it lies in the mailbox. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_MESSAGE, "");
  return 0;
}
