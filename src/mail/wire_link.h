/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between wire.c, wire_connect.c and wire_login.c alone. */
#pragma once
#include "mail/wire.h"

void wire_set_said(Wire *wire, const char *said);
void wire_set_certificate_end(Wire *wire, gint64 instant);

/* Logs @end's user in over @wire, which has greeted (wire_said()), in the best way that the server offers.
 * FAULT_LOGIN, FAULT_LATER, FAULT_CONFIG, FAULT_UNREACHABLE. */
gboolean wire_login(Wire *wire, const WireEnd *end, const Secret *secret, GError **error);
