/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token server's answers, and what goes wrong with it, in words for an office. Keeps nothing. */
#include "mail/token_server.h"
#include "base/fault.h"
#include "base/text.h"
#include "mail/refusals.h"
#include <curl/curl.h>
#include <jansson.h>
#include <string.h>

#define ANSWER_MAX (256 << 10)
#define PATIENCE 30L         /* seconds */
#define LONGEST_WAIT 3600    /* seconds that a server may keep us away */
#define LONGEST_LIFE 2592000 /* seconds that we believe a token to last: thirty days */

void
token_answer_wipe(TokenAnswer *answer)
{
  char *texts[] = { answer->token, answer->refresh };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (texts[i])
      explicit_bzero(texts[i], strlen(texts[i]));
    g_free(texts[i]);
  }
  *answer = (TokenAnswer){ NULL, NULL, 0, 0 };
}

static size_t
keep(char *data, size_t one, size_t size, void *to)
{
  GString *body = to;
  if (body->len + size > ANSWER_MAX)
    return 0;
  g_string_append_len(body, data, (gssize) size);
  return one * size;
}

/* Whether @url may be asked in clear: this machine alone, by the host that is really meant. */
static gboolean
is_local(const char *url)
{
  CURLU *parts = curl_url();
  char *host = NULL;
  gboolean local = !curl_url_set(parts, CURLUPART_URL, url, 0) &&
                   !curl_url_get(parts, CURLUPART_HOST, &host, 0) &&
                   (!strcmp(host, "127.0.0.1") || !strcmp(host, "localhost") || !strcmp(host, "[::1]"));
  curl_free(host);
  curl_url_cleanup(parts);
  return local;
}

typedef struct {
  GString *body;
  long status;
  curl_off_t retry_after; /* seconds */
  char *location;         /* where a redirection leads, or NULL */
} Response;

static CURLcode
post(const Login *login, const GString *form, Response *response, char *detail)
{
  CURL *easy = curl_easy_init();
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
  const char *location = NULL;
  curl_easy_setopt(easy, CURLOPT_URL, login->token_url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, is_local(login->token_url) ? "https,http" : "https");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, form->str);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, PATIENCE);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, response->body);
  if (login->token_ca_file)
    curl_easy_setopt(easy, CURLOPT_CAINFO, login->token_ca_file);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &response->status);
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &response->retry_after);
  curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &location);
  response->location = location ? text_clean(location, -1, 200, FALSE) : NULL;
  if (code != CURLE_OK && !*detail)
    g_strlcpy(detail, curl_easy_strerror(code), CURL_ERROR_SIZE);
  curl_slist_free_all(headers);
  curl_easy_cleanup(easy);
  return code;
}

/* Begins every sentence. */
static char *
name_of(const Login *login, const char *setting)
{
  return g_strdup_printf("the token server of %s, %s,", setting, login->token_url);
}

static gboolean
not_reached(const char *name, const char *setting, CURLcode code, const char *detail, GError **error)
{
  switch (code) {
  case CURLE_PEER_FAILED_VERIFICATION:
    g_set_error(error, FAULT, FAULT_UNREACHABLE,
                "%s has a certificate that cannot be trusted: %s. If the server is the right one and has a "
                "certificate authority of its own, name that authority's certificate in ca_file of oauth2",
                name, detail);
    break;
  case CURLE_SSL_CACERT_BADFILE:
    g_set_error(error, FAULT, FAULT_CONFIG, "ca_file for %s cannot be used: %s", name, detail);
    break;
  case CURLE_UNSUPPORTED_PROTOCOL:
  case CURLE_URL_MALFORMAT:
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s is asked over https:// alone, for the secret goes there: correct token_url of %s", name,
                setting);
    break;
  default: g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s cannot be reached: %s", name, detail);
  }
  return FALSE;
}

/* An answer that is not of a token server at all, or not now. */
static gboolean
no_answer(const char *name, const Response *response, guint *wait, GError **error)
{
  if (response->status == 429 || response->status >= 500) {
    *wait = (guint) CLAMP(response->retry_after, 0, LONGEST_WAIT);
    g_autofree char *when = *wait ? g_strdup_printf(", in %u seconds", *wait) : g_strdup("");
    g_set_error(error, FAULT, FAULT_LATER, "%s asks to try again later%s (status %ld)", name, when,
                response->status);
  } else if (response->location) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s sends one on to %s, which is not followed, for the secret would go there: put the right "
                "address into token_url",
                name, response->location);
  } else {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s answers with something that holds no token (status %ld): correct token_url; that of "
                "Microsoft 365 is https://login.microsoftonline.com/TENANT/oauth2/v2.0/token, Google's "
                "https://oauth2.googleapis.com/token",
                name, response->status);
  }
  return FALSE;
}

static gboolean
refused(const char *name, json_t *root, GError **error)
{
  const char *what = json_string_value(json_object_get(root, "error"));
  const char *more = json_string_value(json_object_get(root, "error_description"));
  g_autofree char *said = g_strdup_printf("%s%s%s", what, more ? ": " : "", more ? more : "");
  g_autofree char *words = text_clean(said, -1, 400, FALSE), *explained = refusal_explained(words);
  const Refusal *known = refusal_find(words);
  g_set_error(error, FAULT, known ? (gint) known->fault : FAULT_LOGIN, "%s gave no token: %s", name,
              explained);
  return FALSE;
}

/* Some servers write the seconds as text. */
static guint
lifetime(json_t *root)
{
  json_t *value = json_object_get(root, "expires_in");
  const char *text = json_string_value(value);
  gint64 seconds = text ? g_ascii_strtoll(text, NULL, 10) : (gint64) json_number_value(value);
  return (guint) CLAMP(seconds, 0, LONGEST_LIFE);
}

static gboolean
take_answer(const char *name, const Response *response, TokenAnswer *answer, GError **error)
{
  json_t *root = json_loadb(response->body->str, response->body->len, 0, NULL);
  const char *token = json_string_value(json_object_get(root, "access_token"));
  gboolean good = response->status / 100 == 2 && token && *token;
  if (good)
    *answer = (TokenAnswer){ .token = g_strdup(token),
                             .refresh = g_strdup(json_string_value(json_object_get(root, "refresh_token"))),
                             .seconds = lifetime(root) };
  else if (json_string_value(json_object_get(root, "error")) && response->status / 100 == 4 &&
           response->status != 429)
    refused(name, root, error);
  else
    no_answer(name, response, &answer->wait, error);
  json_decref(root);
  return good;
}

gboolean
token_server_ask(const Login *login, const char *setting, const GString *form, TokenAnswer *answer,
                 GError **error)
{
  char detail[CURL_ERROR_SIZE] = "";
  Response response = { .body = g_string_new(NULL) };
  g_autofree char *name = name_of(login, setting);
  *answer = (TokenAnswer){ NULL, NULL, 0, 0 };
  CURLcode code = post(login, form, &response, detail);
  gboolean good = code == CURLE_OK ? take_answer(name, &response, answer, error)
                                   : not_reached(name, setting, code, detail, error);
  explicit_bzero(response.body->str, response.body->len);
  g_string_free(response.body, TRUE);
  g_free(response.location);
  return good;
}
