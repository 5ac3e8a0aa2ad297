/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Word document, by its members. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  fuzz_read_package(bytes, n, "form.docx");
  return 0;
}
