/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read(bytes, n, READ_FILE, "invite.ics");
  return 0;
}
