/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail answers: the obligations of its thread. Anybody can write a number into a subject, so this
 * proves nothing by itself. */
#pragma once
#include "pass/intake/inbound.h"

/* By our own Message-ID in In-Reply-To and References, else by a ref in the subject, else in a
 * plus-address: of Obligation, each once. g_ptr_array_unref. */
GPtrArray *thread_obligations(const Inbound *inbound);
/* Our mail that this one answers; 0: none. */
gint64 thread_mail(const Inbound *inbound);
