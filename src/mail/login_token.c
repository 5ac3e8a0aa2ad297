/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access tokens from an OAuth 2 server, over libcurl, for client_credentials and refresh_token. A refresh
 * token that the server renews is written back, for the old one may be worthless. Asks nobody in a browser:
 * that is done once, by hand. */
#include "mail/login_token.h"
#include "base/fault.h"
#include "base/text.h"
#include <curl/curl.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ANSWER_MAX (256 << 10)

static size_t
keep(char *data, size_t one, size_t size, void *to)
{
  GString *answer = to;
  if (answer->len + size > ANSWER_MAX)
    return 0;
  g_string_append_len(answer, data, (gssize) size);
  return one * size;
}

static void
wipe(GString *text)
{
  explicit_bzero(text->str, text->len);
  g_string_free(text, TRUE);
}

static void
add_field(GString *form, const char *name, const char *value)
{
  if (!value)
    return;
  g_string_append_printf(form, "%s%s=", form->len ? "&" : "", name);
  g_string_append_uri_escaped(form, value, NULL, FALSE);
}

/* Adds the secret that lies in a file. */
static gboolean
add_secret(GString *form, const char *name, const char *path, const char *setting, GError **error)
{
  Secret secret = { login_read_file(path, setting, error), FALSE };
  if (!secret.text)
    return FALSE;
  add_field(form, name, secret.text);
  login_wipe(&secret);
  return TRUE;
}

static gboolean
fill_form(GString *form, const Login *login, const char *setting, GError **error)
{
  const char *grant = login->grant ? login->grant : "client_credentials";
  add_field(form, "grant_type", grant);
  add_field(form, "client_id", login->client_id);
  add_field(form, "scope", login->scope);
  if (login->client_secret_file &&
      !add_secret(form, "client_secret", login->client_secret_file, setting, error))
    return FALSE;
  if (strcmp(grant, "refresh_token"))
    return TRUE;
  if (login->refresh_token_file)
    return add_secret(form, "refresh_token", login->refresh_token_file, setting, error);
  g_set_error(error, FAULT, FAULT_CONFIG,
              "oauth2 of %s has grant = \"refresh_token\" and no refresh_token_file", setting);
  return FALSE;
}

/* Posts @form; the answer, whatever its status. Plain http on this machine alone. */
static gboolean
post(const Login *login, const GString *form, const char *setting, GString *answer, GError **error)
{
  gboolean local = g_str_has_prefix(login->token_url, "http://127.0.0.1") ||
                   g_str_has_prefix(login->token_url, "http://localhost");
  char detail[CURL_ERROR_SIZE] = "";
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, login->token_url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, local ? "http" : "https");
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, form->str);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_cleanup(easy);
  if (code == CURLE_OK)
    return TRUE;
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "the token server of %s, %s, cannot be reached: %s", setting,
              login->token_url, *detail ? detail : curl_easy_strerror(code));
  return FALSE;
}

/* Replaces the file by one with @token: the new one is durable before the old one is gone. */
static gboolean
keep_refresh_token(const char *path, const char *token, GError **error)
{
  g_autoptr(GError) why = NULL;
  if (g_file_set_contents_full(path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                               0600, &why))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "the renewed refresh token cannot be kept: %s", why->message);
  return FALSE;
}

static char *
read_answer(const Login *login, const char *setting, const GString *answer, GError **error)
{
  json_t *root = json_loadb(answer->str, answer->len, 0, NULL);
  const char *token = json_string_value(json_object_get(root, "access_token"));
  const char *renewed = json_string_value(json_object_get(root, "refresh_token"));
  char *kept = NULL;
  if (!token) {
    const char *what = json_string_value(json_object_get(root, "error"));
    const char *more = json_string_value(json_object_get(root, "error_description"));
    g_autofree char *words = text_clean(more   ? more
                                        : what ? what
                                               : "no access_token in its answer",
                                        -1, 300, FALSE);
    g_set_error(error, FAULT, FAULT_LOGIN, "the token server of %s, %s, gave no token: %s", setting,
                login->token_url, words);
  } else if (!renewed || !login->refresh_token_file ||
             keep_refresh_token(login->refresh_token_file, renewed, error))
    kept = g_strdup(token);
  json_decref(root);
  return kept;
}

char *
login_token(const Login *login, const char *setting, GError **error)
{
  GString *form = g_string_new(NULL), *answer = g_string_new(NULL);
  char *token = NULL;
  if (fill_form(form, login, setting, error) && post(login, form, setting, answer, error))
    token = read_answer(login, setting, answer, error);
  wipe(form);
  wipe(answer);
  return token;
}
