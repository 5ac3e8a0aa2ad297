/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a submission server's refusal means: for whom, and for how long. Inside the room alone. */
#pragma once
#include "mail/submission.h"

/* Where in the transaction it was said; PHASE_END: after the final dot. */
typedef enum { PHASE_MAIL, PHASE_RCPT, PHASE_DATA, PHASE_END, PHASE_RSET } Phase;

typedef struct {
  SendResult result; /* SEND_REFUSED, SEND_LATER or SEND_SLOWER */
  gboolean ours;     /* it is about us or the server, not about the recipient */
  char *words;       /* cleaned, with the advice that is known for them; g_free */
} SmtpRefusal;

/* By reply code (RFC 5321 4.2), enhanced status (RFC 3463) and what providers are known to say. */
SmtpRefusal smtp_refusal(Phase phase, int code, const char *words);
