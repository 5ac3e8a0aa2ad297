/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of private feeds: random, one person's alone, renewable. */
#pragma once
#include "store/store.h"

/* The current token for (person, purpose); made when there is none. g_free. */
char *token_ensure(Store *store, gint64 person, const char *purpose);
/* Ends the person's current tokens and makes new ones for the same purposes. */
void token_renew(Store *store, gint64 person);
typedef struct {
  char *token, *purpose;
  gint64 person;
  gboolean gone;
} Token;
void token_free(Token *token);
GPtrArray *tokens_all(Store *store);                    /* of Token */
GPtrArray *tokens_of(Store *store, gint64 person);      /* current ones, of Token */
GPtrArray *tokens_ever_of(Store *store, gint64 person); /* renewed ones too */
/* Current ones whose files were never written, and that those of @person are written now. */
GPtrArray *tokens_unwritten(Store *store); /* of Token */
void tokens_written(Store *store, gint64 person);
Token *token_find(Store *store, const char *token);
