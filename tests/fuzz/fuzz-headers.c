/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a mail and the values in them, without a body. The first byte says which. */
#include "base/text.h"
#include "fuzz.h"
#include "reader/message/headers.h"

static void
read_mailbox(const char *text)
{
  ReadingAddress address = { 0 };
  headers_mailbox(text, &address);
  g_free(address.name);
  g_free(address.address);
}

static void
read_authentication(const char *text)
{
  ReadingAuthentication authentication = { 0 };
  headers_authentication(text, "a@example.org", &authentication);
  g_free(authentication.by);
  g_free(authentication.spf);
  g_free(authentication.dkim);
  g_free(authentication.dmarc);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  if (!n)
    return 0;
  g_autofree char *raw = fuzz_text(bytes + 1, n - 1);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  switch (bytes[0] % 5) {
  case 0: fuzz_read(bytes + 1, n - 1, READ_MESSAGE, ""); break;
  case 1: read_mailbox(text); break;
  case 2: read_authentication(text); break;
  case 3: g_free(headers_date(text)); break;
  default: g_free(text_address(text)); break;
  }
  return 0;
}
