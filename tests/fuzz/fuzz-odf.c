/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument text and sheets, by their members. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read_package(bytes, n, "form.ods");
  return 0;
}
