/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own parser: what a child that was taken over may have written into the area of its result. The
 * input is the beginning of it. */
#include "config.h"

#include "fuzz.h"
#include "reader/wire.h"
#include <string.h>
#include <sys/mman.h>

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  g_autoptr(GError) error = NULL;
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true(area != MAP_FAILED);
  if (n)
    memcpy(area, bytes, MIN(n, WIRE_AREA));
  g_autoptr(Reading) reading = wire_read(area, WIRE_AREA, &error);
  munmap(area, WIRE_AREA);
  g_assert_true((reading != NULL) != (error != NULL));
  return 0;
}
