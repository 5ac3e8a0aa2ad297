/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access tokens by client_credentials and refresh_token, each kept until shortly before it ends. A refresh
 * token that the server renews is written back, for the old one may be worthless from then on. Asks nobody in
 * a browser: that is done once, by hand. */
#include "mail/login_token.h"
#include "base/clock.h"
#include "base/fault.h"
#include "mail/token_server.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define EARLY                                                                                                \
  300 /* seconds before its end that a token is renewed, but never more than a fifth of its life */

struct LoginKept {
  char *token;  /* or NULL */
  gint64 until; /* of the monotonic clock, ms: when it is to be renewed */
  gint64 again; /* before this the token server is not to be asked */
  /* A renewed refresh token that could not be written, and what the file held then. */
  char *refresh, *instead_of;
};

static void
wipe(char **text)
{
  if (*text)
    explicit_bzero(*text, strlen(*text));
  g_clear_pointer(text, g_free);
}

LoginKept *
login_kept_new(void)
{
  return g_new0(LoginKept, 1);
}

void
login_kept_free(LoginKept *kept)
{
  if (!kept)
    return;
  wipe(&kept->token);
  wipe(&kept->refresh);
  wipe(&kept->instead_of);
  g_free(kept);
}

void
login_forget(const Login *login)
{
  if (login->kept)
    wipe(&login->kept->token);
}

static void
add_field(GString *form, const char *name, const char *value)
{
  if (!value)
    return;
  g_string_append_printf(form, "%s%s=", form->len ? "&" : "", name);
  g_string_append_uri_escaped(form, value, NULL, FALSE);
}

/* @refresh: the refresh token, or NULL. */
static gboolean
fill_form(GString *form, const Login *login, const char *refresh, const char *setting, GError **error)
{
  add_field(form, "grant_type", refresh ? "refresh_token" : "client_credentials");
  add_field(form, "client_id", login->client_id);
  add_field(form, "scope", login->scope);
  add_field(form, "refresh_token", refresh);
  if (!login->client_secret_file)
    return TRUE;
  char *secret = login_read_file(login->client_secret_file, setting, error);
  add_field(form, "client_secret", secret);
  gboolean read = secret != NULL;
  wipe(&secret);
  return read;
}

static gboolean
exchange(const Login *login, const char *refresh, const char *setting, TokenAnswer *answer, GError **error)
{
  GString *form = g_string_sized_new(8192);
  gboolean good = fill_form(form, login, refresh, setting, error) &&
                  token_server_ask(login, setting, form, answer, error);
  explicit_bzero(form->str, form->allocated_len);
  g_string_free(form, TRUE);
  return good;
}

/* -- The refresh token's file -- */

/* A server that renews refresh tokens takes each of them once, so a daemon and a command beside it take
 * turns. The folder is what is locked: the file itself is replaced. */
static int
take_turn(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  int turn = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  while (turn >= 0 && flock(turn, LOCK_EX) != 0 && errno == EINTR)
    continue;
  return turn;
}

/* What the file holds, unless something newer could not be written into it. */
static char *
read_refresh_token(const Login *login, const char *setting, GError **error)
{
  LoginKept *kept = login->kept;
  char *text = login_read_file(login->refresh_token_file, setting, error);
  if (!text || !kept || !kept->refresh)
    return text;
  if (!strcmp(text, kept->instead_of)) {
    wipe(&text);
    return g_strdup(kept->refresh);
  }
  wipe(&kept->refresh); /* somebody put another one there */
  wipe(&kept->instead_of);
  return text;
}

/* Replaces the file by one with @token: the new one is durable before the old one is gone. When that fails
 * the access token in hand is good all the same, and this process goes on with @token. */
static void
write_refresh_token(const Login *login, const char *setting, const char *token)
{
  const char *path = login->refresh_token_file;
  LoginKept *kept = login->kept;
  g_autoptr(GError) why = NULL;
  char *old = kept ? login_read_file(path, setting, NULL) : NULL;
  if (!g_file_set_contents_full(path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &why))
    g_warning(
        "the refresh token of %s was renewed and cannot be kept: %s. Make the folder of %s mentord's to "
        "write, before it is started again: the token that is in there may be worthless",
        setting, why->message, path);
  if (kept) {
    wipe(&kept->refresh);
    wipe(&kept->instead_of);
  }
  if (kept && why && old) {
    kept->refresh = g_strdup(token);
    kept->instead_of = g_strdup(old);
  }
  wipe(&old);
}

static gboolean
refresh(const Login *login, const char *setting, TokenAnswer *answer, GError **error)
{
  if (!login->refresh_token_file) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "oauth2 of %s has grant = \"refresh_token\" and no refresh_token_file", setting);
    return FALSE;
  }
  int turn = take_turn(login->refresh_token_file);
  char *old = read_refresh_token(login, setting, error);
  gboolean good = old && exchange(login, old, setting, answer, error);
  if (good && answer->refresh && strcmp(answer->refresh, old))
    write_refresh_token(login, setting, answer->refresh);
  wipe(&old);
  if (turn >= 0)
    close(turn);
  return good;
}

/* -- What is kept -- */

static gboolean
may_ask(const Login *login, const char *setting, GError **error)
{
  gint64 rest = login->kept ? login->kept->again - clock_monotonic() : 0;
  if (rest > 0)
    g_set_error(error, FAULT, FAULT_LATER,
                "the token server of %s, %s, asked not to be asked again before %" G_GINT64_FORMAT
                " seconds have passed",
                setting, login->token_url, rest / 1000 + 1);
  return rest <= 0;
}

static void
keep_answer(LoginKept *kept, const TokenAnswer *answer)
{
  guint early = MIN(EARLY, answer->seconds / 5);
  wipe(&kept->token);
  kept->token = answer->seconds ? g_strdup(answer->token) : NULL;
  kept->until = clock_monotonic() + (gint64) (answer->seconds - early) * 1000;
  kept->again = clock_monotonic() + (gint64) answer->wait * 1000;
}

char *
login_token(const Login *login, const char *setting, GError **error)
{
  LoginKept *kept = login->kept;
  if (kept && kept->token && clock_monotonic() < kept->until)
    return g_strdup(kept->token);
  if (!may_ask(login, setting, error))
    return NULL;
  TokenAnswer answer = { NULL, NULL, 0, 0 };
  gboolean by_refresh = !g_strcmp0(login->grant, "refresh_token");
  gboolean good =
      by_refresh ? refresh(login, setting, &answer, error) : exchange(login, NULL, setting, &answer, error);
  if (kept)
    keep_answer(kept, &answer);
  char *token = good ? g_strdup(answer.token) : NULL;
  token_answer_wipe(&answer);
  return token;
}
