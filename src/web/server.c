/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers requests with libmicrohttpd. Does not find files (published) and does not compare tags (condition);
 * nothing of a request is ever written into an answer. */
#include "web/server.h"
#include "base/clock.h"
#include "base/fault.h"
#include "web/condition.h"
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define CONNECTIONS 64u
#define CONNECTIONS_PER_ADDRESS 16u
#define CONNECTION_MEMORY                                                                                    \
  16384 /* bytes: the line and headers of a request, and the headers of its answer                           \
         */
#define IDLE_SECONDS 10u
/* A client that keeps sending a byte now and then is not idle. These, in milliseconds, bound a whole request
 * and a whole answer: the largest feed takes two minutes at 64 kB/s. */
#define REQUEST_TIME 10000
#define ANSWER_TIME 120000
#define CHECK_EACH 1000
#define TOKEN_LENGTH 26

/* One connection, kept by libmicrohttpd as its socket's context. */
typedef struct {
  struct MHD_Connection *connection;
  gint64 deadline; /* monotonic milliseconds */
} Client;

struct Server {
  struct MHD_Daemon *daemon;
  Published *published;
  ServerFetched fetched;
  gpointer data;
  GHashTable *clients; /* a set of Client */
  gboolean local;      /* it listens on the loopback alone */
  guint64 fetches[3];  /* of feeds, answered with the statuses of FETCHED */
};

static const guint FETCHED[] = { MHD_HTTP_OK, MHD_HTTP_NOT_MODIFIED, MHD_HTTP_GONE };

/* One request. */
typedef struct {
  char *path;    /* as it came, undecoded, without its query */
  gboolean seen; /* whether its headers have been looked at */
} Request;

static Client *
client_of(struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

static void
set_deadline(struct MHD_Connection *connection, gint64 milliseconds)
{
  Client *client = client_of(connection);
  if (client)
    client->deadline = clock_monotonic() + milliseconds;
}

static void
on_connection(void *data, struct MHD_Connection *connection, void **context,
              enum MHD_ConnectionNotificationCode code)
{
  Server *server = data;
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    Client *client = g_new0(Client, 1);
    client->connection = connection;
    client->deadline = clock_monotonic() + REQUEST_TIME;
    g_hash_table_add(server->clients, client);
    *context = client;
  } else if (*context) {
    g_hash_table_remove(server->clients, *context);
    *context = NULL;
  }
}

/* libmicrohttpd decodes %00 and the like before it shows a path: the raw one is kept instead. */
static void *
on_request_line(void *data G_GNUC_UNUSED, const char *uri, struct MHD_Connection *connection)
{
  Request *request = g_new0(Request, 1);
  request->path = g_strndup(uri, strcspn(uri, "?"));
  set_deadline(connection, REQUEST_TIME);
  return request;
}

static void
on_completed(void *data G_GNUC_UNUSED, struct MHD_Connection *connection, void **context,
             enum MHD_RequestTerminationCode code G_GNUC_UNUSED)
{
  Request *request = *context;
  if (request) {
    g_free(request->path);
    g_free(request);
  }
  *context = NULL;
  set_deadline(connection, REQUEST_TIME);
}

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
  set_deadline(connection, ANSWER_TIME);
  enum MHD_Result result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

static const char *
words_of(guint status)
{
  switch (status) {
  case MHD_HTTP_METHOD_NOT_ALLOWED: return "This server only shows: GET and HEAD.\n";
  case MHD_HTTP_CONTENT_TOO_LARGE: return "This server only shows: a request has no content here.\n";
  case MHD_HTTP_GONE:
    return "This calendar link was renewed and no longer works. The new one is in the mail that said so;\n"
           "\"new calendar link\" as the answer to any of our mails brings another.\n";
  default: return "There is nothing at this address.\n";
  }
}

static enum MHD_Result
answer_words(struct MHD_Connection *connection, guint status)
{
  static const Header headers[] = {
    { MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8" },
    { MHD_HTTP_HEADER_CACHE_CONTROL, "no-store" },
    { MHD_HTTP_HEADER_ALLOW, "GET, HEAD" }, /* of 405 alone */
  };
  const char *text = words_of(status);
  struct MHD_Response *response =
      MHD_create_response_from_buffer(strlen(text), (void *) text, MHD_RESPMEM_PERSISTENT);
  add_headers(response, headers, status == MHD_HTTP_METHOD_NOT_ALLOWED ? 3 : 2);
  return answer(connection, status, response);
}

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

/* Private feeds are named by a token, in the capitals of base 32; the others by their scheme, in words. */
static gboolean
is_token(const char *name)
{
  return strlen(name) == TOKEN_LENGTH && strspn(name, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == TOKEN_LENGTH;
}

static struct MHD_Response *
response_with(GBytes *bytes)
{
  return MHD_create_response_from_buffer_with_free_callback_cls(
      g_bytes_get_size(bytes), (void *) g_bytes_get_data(bytes, NULL),
      (MHD_ContentReaderFreeCallback) g_bytes_unref, g_bytes_ref(bytes));
}

/* The status it was answered with in @status. No Content-Encoding and no ranges: Outlook and others read
 * neither. */
static enum MHD_Result
answer_file(struct MHD_Connection *connection, const PublishedFile *file, const char *feed, guint *status)
{
  g_autofree char *modified = condition_date(file->modified);
  gboolean known = is_known_to_client(connection, file);
  const Header headers[] = {
    { MHD_HTTP_HEADER_ETAG, file->etag },
    { MHD_HTTP_HEADER_LAST_MODIFIED, modified },
    { MHD_HTTP_HEADER_CACHE_CONTROL,
      feed && !is_token(feed) ? "public, max-age=300" : "private, max-age=300" },
    { MHD_HTTP_HEADER_CONTENT_TYPE, feed ? "text/calendar; charset=utf-8" : "text/html; charset=utf-8" },
    { "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      "form-action 'none'; frame-ancestors 'none'" },
  };
  /* of a 304 libmicrohttpd sends the headers alone; a length among them must be the file's (RFC 9110 8.6) */
  struct MHD_Response *response = response_with(file->bytes);
  add_headers(response, headers, known ? 3 : feed ? 4 : 5);
  *status = known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
  return answer(connection, *status, response);
}

/* -- metrics --------------------------------------------------------------------------------------------- */

static gboolean
is_loopback(const struct sockaddr *address)
{
  const struct sockaddr_in *four = (const struct sockaddr_in *) (gconstpointer) address;
  const struct sockaddr_in6 *six = (const struct sockaddr_in6 *) (gconstpointer) address;
  if (address->sa_family == AF_INET)
    return (ntohl(four->sin_addr.s_addr) >> 24) == 127;
  return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

/* Whether it is asked on this machine, by a program of it: what a proxy passes on is from elsewhere. */
static gboolean
is_asked_here(const Server *server, struct MHD_Connection *connection)
{
  static const char *const passed_on[] = { "X-Forwarded-For",  "Forwarded",        "X-Real-IP", "Via",
                                           "X-Forwarded-Host", "X-Forwarded-Proto" };
  const union MHD_ConnectionInfo *peer =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  for (guint i = 0; i < G_N_ELEMENTS(passed_on); i++)
    if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, passed_on[i]))
      return FALSE;
  return server->local && peer && is_loopback(peer->client_addr);
}

/* The engine's numbers, and those of this process. */
static enum MHD_Result
answer_metrics(const Server *server, struct MHD_Connection *connection, const PublishedFile *file)
{
  static const Header headers[] = {
    { MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8" },
    { MHD_HTTP_HEADER_CACHE_CONTROL, "no-store" },
  };
  GString *text =
      g_string_new_len(g_bytes_get_data(file->bytes, NULL), (gssize) g_bytes_get_size(file->bytes));
  g_string_append(text,
                  "# HELP mentord_feed_fetches_total Calendar feeds that were asked for, by the answer.\n"
                  "# TYPE mentord_feed_fetches_total counter\n");
  for (guint i = 0; i < G_N_ELEMENTS(FETCHED); i++)
    g_string_append_printf(text, "mentord_feed_fetches_total{status=\"%u\"} %" G_GUINT64_FORMAT "\n",
                           FETCHED[i], server->fetches[i]);
  g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
  struct MHD_Response *response = response_with(bytes);
  add_headers(response, headers, G_N_ELEMENTS(headers));
  return answer(connection, MHD_HTTP_OK, response);
}

static enum MHD_Result
answer_path(Server *server, struct MHD_Connection *connection, const char *path, gboolean fetch)
{
  const PublishedFile *file = NULL;
  if (g_str_equal(path, "/metrics") && is_asked_here(server, connection) &&
      (file = published_metrics(server->published)))
    return answer_metrics(server, connection, file);
  PublishedKind kind = published_find(server->published, path, &file);
  g_autofree char *feed = published_feed_name(path);
  if (kind == PUBLISHED_ABSENT)
    return answer_words(connection, MHD_HTTP_NOT_FOUND);
  guint status = MHD_HTTP_GONE;
  enum MHD_Result result = kind == PUBLISHED_GONE ? answer_words(connection, status)
                                                  : answer_file(connection, file, feed, &status);
  for (guint i = 0; feed && fetch && i < G_N_ELEMENTS(FETCHED); i++)
    server->fetches[i] += FETCHED[i] == status;
  if (feed && fetch)
    server->fetched(feed, status, server->data);
  return result;
}

static gboolean
has_content(struct MHD_Connection *connection)
{
  const char *length =
      MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
  return (length && strcmp(length, "0")) ||
         MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

/* Called first when the headers are there, when only refusals are given, and again at the end of the request.
 */
static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url G_GNUC_UNUSED, const char *method,
           const char *version G_GNUC_UNUSED, const char *content G_GNUC_UNUSED, size_t *size, void **context)
{
  Request *request = *context;
  gboolean get = g_str_equal(method, MHD_HTTP_METHOD_GET);
  if (*size || !request)
    return MHD_NO;
  if (!request->seen) {
    request->seen = TRUE;
    if (!get && !g_str_equal(method, MHD_HTTP_METHOD_HEAD))
      return answer_words(connection, MHD_HTTP_METHOD_NOT_ALLOWED);
    return has_content(connection) ? answer_words(connection, MHD_HTTP_CONTENT_TOO_LARGE) : MHD_YES;
  }
  return answer_path(data, connection, request->path, get);
}

static struct MHD_Daemon *
start_daemon(Server *server, int listening)
{
  return MHD_start_daemon(
      MHD_USE_EPOLL, 0, NULL, NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, listening,
      MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, CONNECTIONS_PER_ADDRESS,
      MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t) CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
      on_request_line, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
}

Server *
server_new(int listening, Published *published, ServerFetched fetched, gpointer data, GError **error)
{
  g_autoptr(Server) server = g_new0(Server, 1);
  server->published = published;
  server->fetched = fetched;
  server->data = data;
  server->clients = g_hash_table_new_full(NULL, NULL, g_free, NULL);
  struct sockaddr_storage at = { .ss_family = AF_UNSPEC };
  socklen_t length = sizeof at;
  server->local =
      getsockname(listening, (struct sockaddr *) &at, &length) == 0 && is_loopback((struct sockaddr *) &at);
  server->daemon = start_daemon(server, listening);
  if (!server->daemon) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the web server could not start libmicrohttpd");
    return NULL;
  }
  return g_steal_pointer(&server);
}

void
server_free(Server *server)
{
  if (!server)
    return;
  if (server->daemon)
    MHD_stop_daemon(server->daemon);
  g_hash_table_unref(server->clients);
  g_free(server);
}

int
server_descriptor(const Server *server)
{
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

/* libmicrohttpd then sees the end of the connection and closes it. */
static void
cut_slow_clients(const Server *server)
{
  gint64 now = clock_monotonic();
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init(&iter, server->clients);
  while (g_hash_table_iter_next(&iter, &key, NULL)) {
    const Client *client = key;
    if (now >= client->deadline)
      shutdown(MHD_get_connection_info(client->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
               SHUT_RDWR);
  }
}

/* Once more after connections have ended: libmicrohttpd, when it has too many, stops listening, and takes
 * that up again only when it is run with fewer. */
static void
run_daemon(Server *server)
{
  guint before;
  do {
    before = g_hash_table_size(server->clients);
    MHD_run(server->daemon);
  } while (g_hash_table_size(server->clients) < before);
}

int
server_run(Server *server)
{
  MHD_UNSIGNED_LONG_LONG wait;
  cut_slow_clients(server);
  run_daemon(server);
  int limit = g_hash_table_size(server->clients) ? CHECK_EACH : -1;
  if (MHD_get_timeout(server->daemon, &wait) != MHD_YES)
    return limit;
  return (int) MIN(wait, CHECK_EACH);
}
