/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News that wait for somebody's next digest. Writes no digest. */
#include "store/outbox.h"
#include "store/person.h"

void
news_free(News *news)
{
  if (!news)
    return;
  g_free(news->kind);
  g_free(news);
}

void
news_add(Store *store, gint64 person, const char *kind, gint64 obligation, gint64 filed)
{
  Statement *s =
      statement(store, "INSERT INTO news (person, kind, obligation, filed, at) VALUES (?, ?, ?, ?, ?)"
                       " ON CONFLICT DO NOTHING");
  bind_int(s, person);
  bind_text(s, kind);
  bind_id(s, obligation);
  bind_id(s, filed);
  bind_instant(s, store_now(store));
  statement_run(s);
}

GArray *
news_readers(Store *store)
{
  return statement_ids(
      statement(store, "SELECT DISTINCT person FROM news WHERE outbox IS NULL AND" CAN_BE_WRITTEN_TO(
                           "news.person") "ORDER BY person"));
}

static gpointer
read_news(Statement *s)
{
  News *news = g_new0(News, 1);
  news->id = take_int(s);
  news->person = take_int(s);
  news->obligation = take_int(s);
  news->filed = take_int(s);
  news->kind = take_text(s);
  news->at = take_instant(s);
  return news;
}

GPtrArray *
news_waiting(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT id, person, obligation, filed, kind, at FROM news"
                                  " WHERE person = ? AND outbox IS NULL ORDER BY id");
  bind_int(s, person);
  return statement_all(s, read_news, (GDestroyNotify) news_free);
}

GPtrArray *
news_since(Store *store, gint64 person, const char *kind, Instant since)
{
  Statement *s = statement(store, "SELECT id, person, obligation, filed, kind, at FROM news"
                                  " WHERE person = ? AND kind = ? AND at >= ? ORDER BY id");
  bind_int(s, person);
  bind_text(s, kind);
  bind_instant(s, since);
  return statement_all(s, read_news, (GDestroyNotify) news_free);
}

void
news_drop(Store *store, gint64 person, gint64 upto)
{
  Statement *s = statement(store, "DELETE FROM news WHERE person = ? AND outbox IS NULL AND id <= ?");
  bind_int(s, person);
  bind_int(s, upto);
  statement_run(s);
}

void
news_told(Store *store, gint64 person, gint64 upto, gint64 outbox)
{
  Statement *s =
      statement(store, "UPDATE news SET outbox = ? WHERE person = ? AND outbox IS NULL AND id <= ?");
  bind_int(s, outbox);
  bind_int(s, person);
  bind_int(s, upto);
  statement_run(s);
}

Instant
news_last_told(Store *store, gint64 person)
{
  Statement *s = statement(
      store, "SELECT created FROM outbox WHERE person = ? AND kind = 'digest' ORDER BY created DESC LIMIT 1");
  bind_int(s, person);
  return statement_int(s, INSTANT_NONE);
}
