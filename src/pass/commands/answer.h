/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to a mail: the receipt, and what people ask for in words. Every answer goes to the roster address,
 * never to the address that wrote; ten a day at most, one a day to mail from which nothing came.
 * doc/contract.md, "Mails". */
#pragma once
#include "pass/intake/inbound.h"

/* Those outcomes that are answered by a letter of their own: to who sent it, as the roster has them, else to
 * the office. */
gboolean answer_letters(Inbound *inbound, GError **error);
/* The receipt for what was filed or held. */
gboolean answer_receipt(Inbound *inbound, GError **error);
/* What the mail says in words: done, why?, hours, certificates, not me, new calendar link, "Label: value".
 * FALSE and @error when a template is at fault; *understood when something was. */
gboolean answer_words(Inbound *inbound, gboolean *understood, GError **error);
/* Whether its first line asks us for something, as "why?" or "my hours" do. */
gboolean answer_is_request(const Inbound *inbound);
/* Values typed into the mail, for a form that was filed or is asked for. FALSE: it holds none, or there is no
 * telling whose they are. */
gboolean answer_values(Inbound *inbound);
/* To a known person, when nothing in the mail was understood. */
gboolean answer_help(Inbound *inbound, GError **error);
