/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to log in to a mail server: a password from a file or a command, or an OAuth 2 access token. Secrets
 * are fetched when needed, never logged, and wiped after use. */
#pragma once
#include <glib.h>

typedef struct {
  char *user; /* NULL: no login */
  char *password_file;
  GStrv password_command; /* argv, run without a shell, first line of its output, 30 s */
  GStrv token_command;
  /* oauth2 = { token_url; client_id; client_secret_file; scope; grant; refresh_token_file } */
  char *token_url, *client_id, *client_secret_file, *scope, *grant, *refresh_token_file;
} Login;

void login_clear(Login *login);

/* A password, or an access token. */
typedef struct {
  char *text;
  gboolean is_token;
} Secret;

/* Fetches the secret of @login, which has a user: reads the file, runs the command, or asks the token's
 * server; at most 30 s.
 * @setting ("mailbox") is for words. FAULT_CONFIG (a file that is missing, nothing configured), FAULT_LOGIN
 * (the command or the token's server refuses), FAULT_UNREACHABLE, FAULT_IO. */
gboolean login_fetch(const Login *login, const char *setting, Secret *secret, GError **error);
/* Overwrites and frees it. */
void login_wipe(Secret *secret);
