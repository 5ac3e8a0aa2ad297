/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets from files and commands. What a command says on stderr goes to ours; what it says on stdout is
 * never written anywhere. */
#include "mail/login.h"
#include "base/clock.h"
#include "base/fault.h"
#include "mail/login_token.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMAND_PATIENCE 30000 /* ms */
#define SECRET_MAX 65536

void
login_clear(Login *login)
{
  g_clear_pointer(&login->user, g_free);
  g_clear_pointer(&login->password_file, g_free);
  g_clear_pointer(&login->password_command, g_strfreev);
  g_clear_pointer(&login->token_command, g_strfreev);
  g_clear_pointer(&login->token_url, g_free);
  g_clear_pointer(&login->client_id, g_free);
  g_clear_pointer(&login->client_secret_file, g_free);
  g_clear_pointer(&login->scope, g_free);
  g_clear_pointer(&login->grant, g_free);
  g_clear_pointer(&login->refresh_token_file, g_free);
  g_clear_pointer(&login->token_ca_file, g_free);
  g_clear_pointer(&login->kept, login_kept_free);
}

void
login_wipe(Secret *secret)
{
  if (secret->text)
    explicit_bzero(secret->text, strlen(secret->text));
  g_clear_pointer(&secret->text, g_free);
}

char *
login_read_file(const char *path, const char *setting, GError **error)
{
  g_autoptr(GError) why = NULL;
  char *text;
  gsize size;
  if (!g_file_get_contents(path, &text, &size, &why)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "the secret of %s cannot be read: %s", setting, why->message);
    return NULL;
  }
  text[strcspn(text, "\r\n")] = '\0';
  if (*text)
    return text;
  explicit_bzero(text, size);
  g_free(text);
  g_set_error(error, FAULT, FAULT_CONFIG, "the secret of %s is missing: the first line of %s is empty",
              setting, path);
  return NULL;
}

/* Reads @fd to its end, or until @size bytes or the time are used up; FALSE when the time is. */
static gboolean
read_output(int fd, char *to, gsize size, gsize *have)
{
  gint64 deadline = clock_monotonic() + COMMAND_PATIENCE;
  for (*have = 0; *have < size;) {
    struct pollfd wait = { fd, POLLIN, 0 };
    gint64 rest = deadline - clock_monotonic();
    if (rest <= 0 || poll(&wait, 1, (int) rest) == 0)
      return FALSE;
    gssize n = read(fd, to + *have, size - *have);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
      return TRUE;
    *have += (gsize) MAX(n, 0);
  }
  return TRUE;
}

static char *
run_command(GStrv argv, const char *setting, GError **error)
{
  g_autoptr(GError) why = NULL;
  GPid pid;
  int out;
  if (!g_spawn_async_with_pipes(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                &pid, NULL, &out, NULL, &why)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "the command for the secret of %s cannot be run: %s", setting,
                why->message);
    return NULL;
  }
  char text[SECRET_MAX + 1];
  gsize length = 0;
  gboolean in_time = read_output(out, text, SECRET_MAX, &length);
  close(out);
  if (!in_time)
    kill(pid, SIGKILL);
  int status;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
  text[length] = '\0';
  text[strcspn(text, "\r\n")] = '\0';
  char *secret = in_time && WIFEXITED(status) && !WEXITSTATUS(status) && *text ? g_strdup(text) : NULL;
  explicit_bzero(text, sizeof text);
  if (!secret && !in_time)
    g_set_error(error, FAULT, FAULT_LOGIN,
                "the command for the secret of %s (%s) said nothing for 30 seconds", setting, argv[0]);
  else if (!secret)
    g_set_error(error, FAULT, FAULT_LOGIN,
                "the command for the secret of %s (%s) failed or printed nothing: run it by hand to see why",
                setting, argv[0]);
  return secret;
}

gboolean
login_fetch(const Login *login, const char *setting, Secret *secret, GError **error)
{
  secret->is_token = login->token_command || login->token_url;
  if (login->token_command)
    secret->text = run_command(login->token_command, setting, error);
  else if (login->token_url)
    secret->text = login_token(login, setting, error);
  else if (login->password_command)
    secret->text = run_command(login->password_command, setting, error);
  else if (login->password_file)
    secret->text = login_read_file(login->password_file, setting, error);
  else
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s has a user and no secret: give password_file, password_command, token_command or oauth2",
                setting);
  return secret->text != NULL;
}

gboolean
login_renew(const Login *login, const char *setting, Secret *secret, const GError *refusal)
{
  g_autoptr(GError) why = NULL;
  Secret other = { NULL, FALSE };
  if (!secret->is_token || !g_error_matches(refusal, FAULT, FAULT_LOGIN))
    return FALSE;
  login_forget(login);
  if (!login_fetch(login, setting, &other, &why)) {
    g_message("a token of %s was refused, and there is no other: %s", setting, why->message);
    return FALSE;
  }
  gboolean differs = strcmp(other.text, secret->text) != 0;
  Secret *worse = differs ? secret : &other;
  login_wipe(worse);
  if (differs)
    *secret = other;
  return differs;
}
