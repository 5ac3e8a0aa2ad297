/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scanner of links asks for, GET and HEAD, does not come here; nothing changes before the engine says
 * that it has what was sent. A form's page without a form in it takes none. */
#include "web/post.h"
#include "base/clock.h"
#include "web/answer.h"
#include "web/post_page.h"
#include <stdio.h>
#include <string.h>

#define ENGINE_TIME 10000 /* milliseconds in which the engine must have it on disk */
#define FORM_TYPE "application/x-www-form-urlencoded"

struct Posts {
  Published *published;
  Records *records;
  GHashTable *waiting; /* of Post, borrowed, by its number */
  guint last;
};

struct Post {
  Posts *posts;
  struct MHD_Connection *connection;
  char token[PUBLISHED_LONGEST_NAME + 1];
  GByteArray *body;
  guint number;    /* 0: not handed over */
  gint64 deadline; /* monotonic milliseconds */
  guint status;    /* 0: not answered */
  char *words;
};

Posts *
posts_new(Published *published, Records *records)
{
  Posts *posts = g_new0(Posts, 1);
  posts->published = published;
  posts->records = records;
  posts->waiting = g_hash_table_new(NULL, NULL);
  return posts;
}

void
posts_free(Posts *posts)
{
  if (!posts)
    return;
  g_hash_table_unref(posts->waiting);
  g_free(posts);
}

/* -- one form -- */

static const char *
header(struct MHD_Connection *connection, const char *name)
{
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static gboolean
is_form_type(const char *type)
{
  gsize n = type ? strcspn(type, "; \t") : 0;
  return n == strlen(FORM_TYPE) && !g_ascii_strncasecmp(type, FORM_TYPE, n);
}

/* A body whose length is not said comes in chunks, which are counted. */
static guint
length_refusal(struct MHD_Connection *connection)
{
  const char *length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
  guint64 n;
  if (!length)
    return header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) ? 0 : MHD_HTTP_LENGTH_REQUIRED;
  if (!g_ascii_string_to_unsigned(length, 10, 0, POST_LIMIT, &n, NULL))
    return MHD_HTTP_CONTENT_TOO_LARGE;
  return 0;
}

static gboolean
takes_forms(const PublishedFile *page)
{
  gsize n;
  const char *bytes = g_bytes_get_data(page->bytes, &n);
  return n && g_strstr_len(bytes, (gssize) n, "<form ") != NULL;
}

static guint
page_refusal(Posts *posts, const PublishedName *name)
{
  const PublishedFile *page;
  switch (published_find(posts->published, name, &page)) {
  case PUBLISHED_THERE: return takes_forms(page) ? 0 : MHD_HTTP_CONFLICT;
  case PUBLISHED_GONE: return MHD_HTTP_GONE;
  default: return MHD_HTTP_NOT_FOUND;
  }
}

guint
post_begin(Posts *posts, struct MHD_Connection *connection, const char *path, Post **post)
{
  PublishedName name;
  if (!published_parse(path, &name) || name.kind != PUBLISHED_FORM)
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  guint refusal = page_refusal(posts, &name);
  if (!refusal && !is_form_type(header(connection, MHD_HTTP_HEADER_CONTENT_TYPE)))
    refusal = MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
  if (!refusal)
    refusal = length_refusal(connection);
  if (refusal)
    return refusal;
  *post = g_new0(Post, 1);
  (*post)->posts = posts;
  (*post)->connection = connection;
  (*post)->body = g_byte_array_new();
  g_strlcpy((*post)->token, name.name, sizeof(*post)->token);
  return 0;
}

gboolean
post_add(Post *post, const char *bytes, gsize n)
{
  if (n > POST_LIMIT - post->body->len)
    return FALSE;
  g_byte_array_append(post->body, (const guint8 *) bytes, (guint) n);
  return TRUE;
}

void
post_free(Post *post)
{
  if (!post)
    return;
  if (post->number)
    g_hash_table_remove(post->posts->waiting, GUINT_TO_POINTER(post->number));
  g_clear_pointer(&post->body, g_byte_array_unref);
  g_free(post->words);
  g_free(post);
}

static enum MHD_Result
answer_with(const Posts *posts, struct MHD_Connection *connection, guint status, const char *words)
{
  g_autoptr(GBytes) page = post_page(posts->published, status, words);
  return answer_page(connection, status, 0, page);
}

enum MHD_Result
post_refuse(const Posts *posts, struct MHD_Connection *connection, guint status)
{
  return answer_with(posts, connection, status, "");
}

enum MHD_Result
post_end(Post *post)
{
  Posts *posts = post->posts;
  if (post->status)
    return answer_with(posts, post->connection, post->status, post->words ? post->words : "");
  guint number = ++posts->last ? posts->last : ++posts->last;
  if (!records_form(posts->records, number, post->token, post->body))
    return answer_with(posts, post->connection, MHD_HTTP_SERVICE_UNAVAILABLE, "");
  g_clear_pointer(&post->body, g_byte_array_unref);
  post->number = number;
  post->deadline = clock_monotonic() + ENGINE_TIME;
  g_hash_table_insert(posts->waiting, GUINT_TO_POINTER(number), post);
  MHD_suspend_connection(post->connection);
  return MHD_YES;
}

/* -- answers -- */

static void
settle(Post *post, guint status, const char *words)
{
  post->number = 0;
  post->status = status;
  post->words = g_strdup(words);
  MHD_resume_connection(post->connection);
}

void
posts_answered(Posts *posts, const char *line)
{
  guint number = 0, status = 0;
  int words = 0;
  gpointer post;
  if (sscanf(line, "form %u %u %n", &number, &status, &words) < 2 || !words ||
      !g_hash_table_steal_extended(posts->waiting, GUINT_TO_POINTER(number), NULL, &post))
    return; /* whoever sent it did not wait so long */
  settle(post, status, line + words);
}

void
posts_tend(Posts *posts)
{
  gint64 now = clock_monotonic();
  GHashTableIter iter;
  gpointer post;
  g_hash_table_iter_init(&iter, posts->waiting);
  while (g_hash_table_iter_next(&iter, NULL, &post)) {
    if (now < ((Post *) post)->deadline)
      continue;
    g_hash_table_iter_steal(&iter);
    settle(post, MHD_HTTP_SERVICE_UNAVAILABLE, "");
  }
}

void
posts_release(Posts *posts)
{
  GHashTableIter iter;
  gpointer post;
  g_hash_table_iter_init(&iter, posts->waiting);
  while (g_hash_table_iter_next(&iter, NULL, &post)) {
    g_hash_table_iter_steal(&iter);
    settle(post, MHD_HTTP_SERVICE_UNAVAILABLE, "");
  }
}
