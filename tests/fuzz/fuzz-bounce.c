/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail servers say of mail that came back, as the body of a mail whose head is right. The first byte
 * says which: the report, the prose, the returned original. */
#include "fuzz.h"

#define HEAD "From: MAILER-DAEMON@example.org\nSubject: Undelivered Mail Returned to Sender\n"
#define REPORT                                                                                               \
  HEAD "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nReturned.\n--b\n"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  static const char *const heads[] = {
    REPORT "Content-Type: message/delivery-status\n\n",
    HEAD "Content-Type: text/plain\n\n",
    REPORT "Content-Type: message/rfc822\n\n",
    REPORT "Content-Type: text/rfc822-headers\n\n",
    HEAD "X-Failed-Recipients: a@example.org, b@example.org\n\n",
  };
  if (!n)
    return 0;
  g_autoptr(GString) mail = g_string_new(heads[bytes[0] % G_N_ELEMENTS(heads)]);
  g_string_append_len(mail, (const char *) bytes + 1, (gssize) n - 1);
  fuzz_read((const guint8 *) mail->str, mail->len, READ_MESSAGE, "");
  return 0;
}
