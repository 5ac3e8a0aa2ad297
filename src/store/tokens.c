/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens: one that counts for each person and purpose; those that were renewed are remembered as gone. */
#include "store/tokens.h"
#include "base/ref.h"
#include "store/statement.h"

void
token_free(Token *token)
{
  if (!token)
    return;
  g_free(token->token);
  g_free(token->purpose);
  g_free(token);
}

static gpointer
read_token(Statement *s)
{
  Token *token = g_new0(Token, 1);
  token->token = take_text(s);
  token->purpose = take_text(s);
  token->person = take_int(s);
  token->gone = take_int(s) != 0;
  return token;
}

#define TOKEN "SELECT token, purpose, person, gone IS NOT NULL FROM token "

static char *
make(Store *store, gint64 person, const char *purpose)
{
  g_autofree char *token = token_new();
  Statement *s =
      statement(store, "INSERT INTO token (token, person, purpose, made, written) VALUES (?, ?, ?, ?, 0)");
  bind_text(s, token);
  bind_int(s, person);
  bind_text(s, purpose);
  bind_instant(s, store_now(store));
  return statement_run(s) ? g_steal_pointer(&token) : NULL;
}

char *
token_ensure(Store *store, gint64 person, const char *purpose)
{
  Statement *s =
      statement(store, "SELECT token FROM token WHERE person = ? AND purpose = ? AND gone IS NULL");
  bind_int(s, person);
  bind_text(s, purpose);
  char *token = statement_text(s);
  return token ? token : make(store, person, purpose);
}

GPtrArray *
tokens_of(Store *store, gint64 person)
{
  Statement *s = statement(store, TOKEN "WHERE person = ? AND gone IS NULL ORDER BY purpose");
  bind_int(s, person);
  return statement_all(s, read_token, (GDestroyNotify) token_free);
}

GPtrArray *
tokens_ever_of(Store *store, gint64 person)
{
  Statement *s = statement(store, TOKEN "WHERE person = ? ORDER BY purpose, made, token");
  bind_int(s, person);
  return statement_all(s, read_token, (GDestroyNotify) token_free);
}

void
token_renew(Store *store, gint64 person)
{
  g_autoptr(GPtrArray) current = tokens_of(store, person);
  Statement *s = statement(store, "UPDATE token SET gone = ? WHERE person = ? AND gone IS NULL");
  bind_instant(s, store_now(store));
  bind_int(s, person);
  statement_run(s);
  for (guint i = 0; i < current->len; i++)
    g_free(make(store, person, ((const Token *) current->pdata[i])->purpose));
}

GPtrArray *
tokens_unwritten(Store *store)
{
  return statement_all(statement(store, TOKEN "WHERE NOT written AND gone IS NULL"), read_token,
                       (GDestroyNotify) token_free);
}

void
tokens_written(Store *store, gint64 person)
{
  Statement *s =
      statement(store, "UPDATE token SET written = 1 WHERE person = ? AND NOT written AND gone IS NULL");
  bind_int(s, person);
  statement_run(s);
}

GPtrArray *
tokens_all(Store *store)
{
  return statement_all(statement(store, TOKEN "ORDER BY person, purpose, made, token"), read_token,
                       (GDestroyNotify) token_free);
}

Token *
token_find(Store *store, const char *token)
{
  g_autofree char *upper = g_ascii_strup(token, -1);
  Statement *s = statement(store, TOKEN "WHERE token = ?");
  bind_text(s, upper);
  return statement_one(s, read_token);
}
