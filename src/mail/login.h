/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to log in to a mail server: a password from a file or a command, or an OAuth 2 access token. Secrets
 * are fetched when needed, never logged, and wiped after use. */
#pragma once
#include <glib.h>

/* What is remembered between logins: an access token until shortly before it ends, and when the token server
 * may be asked again. */
typedef struct LoginKept LoginKept;
LoginKept *login_kept_new(void);
void login_kept_free(LoginKept *kept);

typedef struct {
  char *user; /* NULL: no login */
  char *password_file;
  GStrv password_command; /* argv, run without a shell, first line of its output, 30 s */
  GStrv token_command;
  /* oauth2 = { token_url; client_id; client_secret_file; scope; grant; refresh_token_file; ca_file } */
  char *token_url, *client_id, *client_secret_file, *scope, *grant, *refresh_token_file, *token_ca_file;
  LoginKept *kept; /* owned; NULL: nothing is, every login asks anew */
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
 * (the command or the token's server refuses), FAULT_UNREACHABLE, FAULT_LATER. */
gboolean login_fetch(const Login *login, const char *setting, Secret *secret, GError **error);
/* The token that is kept is no longer good. */
void login_forget(const Login *login);
/* The server refused @secret, saying @refusal. Where that is a token, another one may be had: TRUE when
 * @secret is now one that was not tried, once more. Passwords are never tried twice: accounts get locked. */
gboolean login_renew(const Login *login, const char *setting, Secret *secret, const GError *refusal);
/* Overwrites and frees it. */
void login_wipe(Secret *secret);
