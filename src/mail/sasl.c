/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mechanisms of SASL that are in use over TLS. No CRAM-MD5, NTLM or the like: TLS carries the secret, and
 * servers that keep only digests of passwords cannot offer them. Sends nothing itself. */
#include "mail/sasl.h"
#include "base/text.h"
#include <jansson.h>
#include <string.h>

/* The order is ours: the standard before what came before it. */
static const struct {
  SaslMechanism mechanism;
  const char *name;
  gboolean token;
} MECHANISMS[] = {
  { SASL_OAUTHBEARER, "OAUTHBEARER", TRUE },
  { SASL_XOAUTH2, "XOAUTH2", TRUE },
  { SASL_PLAIN, "PLAIN", FALSE },
  { SASL_LOGIN, "LOGIN", FALSE },
};

static gboolean
is_among(const char *const *words, const char *name)
{
  for (; *words; words++)
    if (!g_ascii_strcasecmp(*words, name))
      return TRUE;
  return FALSE;
}

SaslMechanism
sasl_choose(const char *const *offered, gboolean is_token)
{
  for (guint i = 0; i < G_N_ELEMENTS(MECHANISMS); i++)
    if (MECHANISMS[i].token == is_token && is_among(offered, MECHANISMS[i].name))
      return MECHANISMS[i].mechanism;
  return SASL_NONE;
}

const char *
sasl_name(SaslMechanism mechanism)
{
  for (guint i = 0; i < G_N_ELEMENTS(MECHANISMS); i++)
    if (MECHANISMS[i].mechanism == mechanism)
      return MECHANISMS[i].name;
  return "";
}

gboolean
sasl_client_first(SaslMechanism mechanism)
{
  return mechanism != SASL_LOGIN;
}

/* A user's name inside of a GS2 header (RFC 5801 4): "=" and "," would end it. */
static char *
gs2_name(const char *user)
{
  GString *name = g_string_new(NULL);
  for (; *user; user++)
    if (*user == '=')
      g_string_append(name, "=3D");
    else if (*user == ',')
      g_string_append(name, "=2C");
    else
      g_string_append_c(name, *user);
  return g_string_free(name, FALSE);
}

static GString *
plain_text(SaslMechanism mechanism, guint n, const char *user, const Secret *secret, const char *host,
           const char *port)
{
  GString *text =
      g_string_sized_new(strlen(user) + strlen(secret->text) + 256); /* is not moved: see wiping */
  g_autofree char *name = gs2_name(user);
  switch (mechanism) {
  case SASL_PLAIN:
    g_string_append_c(text, '\0');
    g_string_append(text, user);
    g_string_append_c(text, '\0');
    g_string_append(text, secret->text);
    break;
  case SASL_LOGIN: g_string_append(text, n ? secret->text : user); break;
  case SASL_XOAUTH2:
    g_string_append_printf(text, "user=%s\001auth=Bearer %s\001\001", user, secret->text);
    break;
  case SASL_OAUTHBEARER:
    g_string_append_printf(text, "n,a=%s,\001host=%s\001port=%s\001auth=Bearer %s\001\001", name, host, port,
                           secret->text);
    break;
  case SASL_NONE: break;
  }
  return text;
}

char *
sasl_answer(SaslMechanism mechanism, guint n, const char *user, const Secret *secret, const char *host,
            const char *port)
{
  if (n >= (mechanism == SASL_LOGIN ? 2 : 1))
    return NULL;
  GString *text = plain_text(mechanism, n, user, secret, host, port);
  char *answer = g_base64_encode((const guchar *) text->str, text->len);
  explicit_bzero(text->str, text->allocated_len);
  g_string_free(text, TRUE);
  return answer;
}

const char *
sasl_acknowledge(SaslMechanism mechanism)
{
  return mechanism == SASL_OAUTHBEARER ? "AQ==" : ""; /* RFC 7628 3.2.3: a lone ^A */
}

char *
sasl_challenge_words(const char *base64)
{
  gsize size;
  g_autofree guchar *raw = g_base64_decode(base64, &size);
  json_t *told = json_loadb((const char *) raw, size, 0, NULL);
  g_autoptr(GString) words = g_string_new(NULL);
  static const char *const names[] = { "status", "error", "error_description", "scope" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = json_string_value(json_object_get(told, names[i]));
    if (value && *value)
      g_string_append_printf(words, "%s%s %s", words->len ? ", " : "", names[i], value);
  }
  json_decref(told);
  return text_clean(words->str, (gssize) words->len, 200, FALSE);
}
