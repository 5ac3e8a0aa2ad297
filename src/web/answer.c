/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes responses. Does not find files (published), does not compare tags (condition) and decides nothing
 * about who may ask for what (server). */
#include "web/answer.h"
#include "base/ref.h"
#include "web/condition.h"
#include <string.h>

#define HTML "text/html; charset=utf-8"
/* No script, nothing from elsewhere, in nobody's frame; forms alone can be sent, and only to this server. */
#define POLICY                                                                                               \
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "  \
  "form-action "
#define POLICY_OF_PAGES POLICY "'none'"
#define POLICY_OF_FORMS POLICY "'self'"

typedef struct {
  const char *name, *value;
} Header;

static void
add_headers(struct MHD_Response *response, const Header *headers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (MHD_add_response_header(response, headers[i].name, headers[i].value) != MHD_YES)
      g_error("out of memory");
}

/* @response is consumed. */
static enum MHD_Result
answer(struct MHD_Connection *connection, guint status, struct MHD_Response *response)
{
  static const Header always[] = {
    { "Referrer-Policy", "no-referrer" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Robots-Tag", "noindex" },
  };
  add_headers(response, always, G_N_ELEMENTS(always));
  enum MHD_Result result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

static struct MHD_Response *
response_with(GBytes *bytes)
{
  return MHD_create_response_from_buffer_with_free_callback_cls(
      g_bytes_get_size(bytes), (void *) g_bytes_get_data(bytes, NULL),
      (MHD_ContentReaderFreeCallback) g_bytes_unref, g_bytes_ref(bytes));
}

static ssize_t
end_of_nothing(void *data G_GNUC_UNUSED, uint64_t position G_GNUC_UNUSED, char *buffer G_GNUC_UNUSED,
               size_t size G_GNUC_UNUSED)
{
  return MHD_CONTENT_READER_END_OF_STREAM;
}

/* Of a 304. libmicrohttpd gives it the length of the file, as RFC 9110 8.6 allows, and some clients (those
 * with the HTTP parser that wrk has) then wait for a content that never comes. It leaves the length out where
 * the end of the connection would say it, so a 304 ends its connection: whoever asks again does so in hours.
 */
static struct MHD_Response *
response_of_nothing(void)
{
  struct MHD_Response *response =
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1, end_of_nothing, NULL, NULL);
  MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
  return response;
}

/* -- words -- */

static const char *
words_of(guint status)
{
  switch (status) {
  case MHD_HTTP_BAD_REQUEST:
    return "This request can be read in two ways: it has two hosts or two lengths.\n";
  case MHD_HTTP_METHOD_NOT_ALLOWED: return "This server only shows: GET and HEAD.\n";
  case MHD_HTTP_CONTENT_TOO_LARGE: return "This server only shows: a request has no content here.\n";
  case MHD_HTTP_GONE:
    return "This calendar link was renewed and no longer works. The new one is in the mail that said so;\n"
           "\"new calendar link\" as the answer to any of our mails brings another.\n";
  default:
    return "There is nothing at this address. If you came by a link in a mail, please open it there again:\n"
           "perhaps its end was lost.\n";
  }
}

enum MHD_Result
answer_words(struct MHD_Connection *connection, guint status)
{
  static const Header headers[] = {
    { MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8" },
    { MHD_HTTP_HEADER_CACHE_CONTROL, "no-store" },
  };
  static const Header allow = { MHD_HTTP_HEADER_ALLOW, "GET, HEAD" };
  static const Header ends = { MHD_HTTP_HEADER_CONNECTION, "close" }; /* nobody knows where it ends */
  const char *text = words_of(status);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(strlen(text), (void *) text, MHD_RESPMEM_PERSISTENT);
  add_headers(response, headers, G_N_ELEMENTS(headers));
  if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
    add_headers(response, &allow, 1);
  if (status == MHD_HTTP_BAD_REQUEST)
    add_headers(response, &ends, 1);
  return answer(connection, status, response);
}

/* -- published files -- */

static enum MHD_Result
collect_tags(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name, const char *value)
{
  GString *tags = data;
  if (value && !g_ascii_strcasecmp(name, MHD_HTTP_HEADER_IF_NONE_MATCH))
    g_string_append_printf(tags, "%s%s", tags->len ? "," : "", value);
  return MHD_YES;
}

/* If-None-Match, which may come in several lines, comes before If-Modified-Since (RFC 9110 13.2.2). */
static gboolean
is_known_to_client(struct MHD_Connection *connection, const PublishedFile *file)
{
  g_autoptr(GString) tags = g_string_new(NULL);
  MHD_get_connection_values(connection, MHD_HEADER_KIND, collect_tags, tags);
  if (tags->len)
    return condition_names(tags->str, file->etag);
  const char *since =
      MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_MODIFIED_SINCE);
  return since && condition_unchanged_since(since, file->modified);
}

/* A person's page stays on no disk: schools' machines are shared. Private feeds are named by a token, the
 * others by their scheme. */
static const char *
keeping_of(const PublishedName *name)
{
  switch (name->kind) {
  case PUBLISHED_OWN_PAGE:
  case PUBLISHED_FORM: return "private, no-store";
  case PUBLISHED_FEED: return token_is(name->name) ? "private, max-age=300" : "public, max-age=300";
  default: return "private, max-age=300";
  }
}

/* No Content-Encoding and no ranges: Outlook and others read neither. */
enum MHD_Result
answer_file(struct MHD_Connection *connection, const PublishedName *name, const PublishedFile *file,
            guint *status)
{
  g_autofree char *modified = condition_date(file->modified);
  gboolean known = is_known_to_client(connection, file), feed = name->kind == PUBLISHED_FEED;
  const Header headers[] = {
    { MHD_HTTP_HEADER_ETAG, file->etag },
    { MHD_HTTP_HEADER_LAST_MODIFIED, modified },
    { MHD_HTTP_HEADER_CACHE_CONTROL, keeping_of(name) },
    { MHD_HTTP_HEADER_CONTENT_TYPE, feed ? "text/calendar; charset=utf-8" : HTML },
    { "Content-Security-Policy", name->kind == PUBLISHED_FORM ? POLICY_OF_FORMS : POLICY_OF_PAGES },
  };
  struct MHD_Response *response = known ? response_of_nothing() : response_with(file->bytes);
  add_headers(response, headers, known ? 3 : feed ? 4 : 5);
  *status = known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
  return answer(connection, *status, response);
}

/* -- what is made for one request -- */

enum MHD_Result
answer_page(struct MHD_Connection *connection, guint status, guint retry, GBytes *page)
{
  g_autofree char *seconds = g_strdup_printf("%u", retry);
  const Header headers[] = {
    { MHD_HTTP_HEADER_CONTENT_TYPE, HTML },
    { MHD_HTTP_HEADER_CACHE_CONTROL, "private, no-store" },
    { "Content-Security-Policy", POLICY_OF_FORMS },
    { MHD_HTTP_HEADER_RETRY_AFTER, seconds },
  };
  struct MHD_Response *response = response_with(page);
  add_headers(response, headers, G_N_ELEMENTS(headers) - !retry);
  return answer(connection, status, response);
}

enum MHD_Result
answer_text(struct MHD_Connection *connection, const char *type, GBytes *text)
{
  const Header headers[] = {
    { MHD_HTTP_HEADER_CONTENT_TYPE, type },
    { MHD_HTTP_HEADER_CACHE_CONTROL, "no-store" },
  };
  struct MHD_Response *response = response_with(text);
  add_headers(response, headers, G_N_ELEMENTS(headers));
  return answer(connection, MHD_HTTP_OK, response);
}
