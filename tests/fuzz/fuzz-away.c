/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an automatic answer says of days and deputies. The first byte says whether its date is known. */
#include "fuzz.h"
#include "reader/message/away.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  if (!n)
    return 0;
  g_autofree char *raw = fuzz_text(bytes + 1, n - 1);
  g_autoptr(Reading) reading = reading_new("auto-reply");
  g_free(reading->text);
  reading->text = g_utf8_make_valid(raw, -1);
  if (bytes[0] & 1) {
    g_free(reading->date);
    reading->date = g_strdup("2026-10-13T09:12:33+01:00");
  }
  reading->away = away_read(reading);
  g_assert_true(!reading->away->until || day_parse(reading->away->until) != DAY_NONE);
  g_assert_true(!reading->away->back || day_parse(reading->away->back) != DAY_NONE);
  g_assert_true(g_utf8_validate(reading->away->deputy.name, -1, NULL));
  return 0;
}
