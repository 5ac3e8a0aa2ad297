/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to an OAuth 2 token server (RFC 6749 3.2) over libcurl. Inside the room alone. */
#pragma once
#include "mail/login.h"

typedef struct {
  char *token;
  char *refresh; /* a renewed refresh token, or NULL */
  guint seconds; /* how long the token is good; 0: not said */
  guint wait;    /* when it was refused: seconds until it may be asked again; 0: not said */
} TokenAnswer;

void token_answer_wipe(TokenAnswer *answer);

/* Posts @form to @login's token_url; at most 30 s. https alone, or http on this machine; no redirection is
 * followed, for it would carry the secret elsewhere. FAULT_CONFIG, FAULT_LOGIN, FAULT_LATER,
 * FAULT_UNREACHABLE; @answer->wait is filled even then. */
gboolean token_server_ask(const Login *login, const char *setting, const GString *form, TokenAnswer *answer,
                          GError **error);
