/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth 2 for login.c alone. */
#pragma once
#include "mail/login.h"

/* The first line of @path without its line end; NULL with FAULT_CONFIG. The caller wipes it. */
char *login_read_file(const char *path, const char *setting, GError **error);
/* An access token by the grant "client_credentials" or "refresh_token" (RFC 6749 4.4, 6): the one that is
 * kept, unless it is about to end or was forgotten. */
char *login_token(const Login *login, const char *setting, GError **error);
