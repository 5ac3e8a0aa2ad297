/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates checked by mail: "verify CODE", and after it the name on the paper if that is to be compared.
 */
#pragma once
#include "pass/intake/inbound.h"

/* What stands behind "verify" in the subject or the first line of a mail. */
typedef struct {
  char *code; /* as written */
  char *name; /* to be compared; NULL: none is given */
} VerifyAsked;
void verify_asked_clear(VerifyAsked *asked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VerifyAsked, verify_asked_clear)

/* FALSE: @line asks for nothing of the kind. */
gboolean verify_parse(const char *line, VerifyAsked *asked);
/* The answer for the template "verify": whether it holds, was replaced, is withdrawn, or was never issued;
 * whether a name that is given is the one on it. It never tells a name. A new reference. */
json_t *verify_answer(Engine *engine, const VerifyAsked *asked);
