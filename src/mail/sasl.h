/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client says to log in, apart from the protocol it says it in (RFC 4422). Inside the room alone. */
#pragma once
#include "mail/login.h"

typedef enum {
  SASL_NONE,
  SASL_PLAIN,       /* RFC 4616 */
  SASL_LOGIN,       /* two prompts; obsolete and everywhere */
  SASL_XOAUTH2,     /* Google's, and the only one of Exchange Online */
  SASL_OAUTHBEARER, /* RFC 7628 */
} SaslMechanism;

/* The best of @offered (words, "AUTH=" removed) for a password or a token; SASL_NONE: none will do. */
SaslMechanism sasl_choose(const char *const *offered, gboolean is_token);
const char *sasl_name(SaslMechanism mechanism);
/* Whether its first word comes from the client, so that it may go with the command itself. */
gboolean sasl_client_first(SaslMechanism mechanism);

/* The answer, in base64, to the @n-th challenge from 0 (of a mechanism where the client is first: to none).
 * NULL when the mechanism has nothing more to say. The caller wipes it. @host, @port: the server's. */
char *sasl_answer(SaslMechanism mechanism, guint n, const char *user, const Secret *secret, const char *host,
                  const char *port);
/* The answer to the challenge that tells why a token was refused. */
const char *sasl_acknowledge(SaslMechanism mechanism);
/* What that challenge, @base64, says: "status 401, scope ..."; "" when nothing can be told. g_free. */
char *sasl_challenge_words(const char *base64);
