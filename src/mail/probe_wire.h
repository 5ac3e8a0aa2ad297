/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between probe.c and probe_imap.c alone. */
#pragma once
#include "mail/wire.h"

/* Connects with the secret of @login; a token that is refused is renewed once. */
Wire *probe_connect(const WireEnd *end, const Login *login, GError **error);
