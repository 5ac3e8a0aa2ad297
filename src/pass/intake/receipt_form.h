/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a receipt that speaks of one form. */
#pragma once
#include "pass/intake/inbound.h"

/* What templates/mail/receipt.mustache shows of @outcome under "documents"; a new reference. @read_back: what
 * the form says may be shown. */
json_t *receipt_form_json(const Inbound *inbound, const Outcome *outcome, gboolean read_back);
