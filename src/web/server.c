/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections, their deadlines and their requests, with libmicrohttpd. Does not find files (published) and
 * makes no answers (answer). */
#include "web/server.h"
#include "base/clock.h"
#include "base/fault.h"
#include "web/answer.h"
#include "web/crowd.h"
#include "web/frame.h"
#include "web/limit.h"
#include "web/metrics.h"
#include "web/peer.h"
#include "web/post.h"
#include "web/refusal.h"
#include "web/told.h"
#include "web/verify.h"
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>

/* More than are served: who is to go makes room when the next have come already. */
#define CONNECTIONS (CROWD_ALL + 64u)
/* Bytes: the line and headers of a request, and the headers of its answer. */
#define CONNECTION_MEMORY 16384
#define CHECK_EACH 1000 /* milliseconds */

struct Server {
  struct MHD_Daemon *daemon;
  Published *published;
  ServerFetched fetched;
  gpointer data;
  Crowd *crowd;
  gboolean local; /* it listens on the loopback alone */
  Metrics metrics;
  Limit *limit;
  Told *told;
  Posts *posts;
};

/* One request. */
typedef struct {
  char *path;    /* as it came, undecoded, without its query */
  gboolean seen; /* whether its headers have been looked at */
  Post *post;    /* a form that comes; NULL: none */
} Request;

/* Kept by libmicrohttpd as the context of the socket. */
static CrowdMember *
member_of(struct MHD_Connection *connection)
{
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static enum MHD_Result
on_arrival(void *data, const struct sockaddr *address, socklen_t length G_GNUC_UNUSED)
{
  const Server *server = data;
  return crowd_admits(server->crowd, address) ? MHD_YES : MHD_NO;
}

static void
on_connection(void *data, struct MHD_Connection *connection, void **context,
              enum MHD_ConnectionNotificationCode code)
{
  Server *server = data;
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    *context = crowd_join(server->crowd, peer_address(connection), connection, clock_monotonic());
  else
    crowd_leave(server->crowd, *context);
}

/* A request may name the server too (RFC 9112 3.2.2): "http://host/path". */
static gsize
length_of_authority(const char *uri)
{
  gsize scheme = !g_ascii_strncasecmp(uri, "http://", 7)    ? 7
                 : !g_ascii_strncasecmp(uri, "https://", 8) ? 8
                                                            : 0;
  return scheme ? scheme + strcspn(uri + scheme, "/?") : 0;
}

/* libmicrohttpd decodes %00 and the like before it shows a path: the raw one is kept instead. */
static void *
on_request_line(void *data, const char *uri, struct MHD_Connection *connection)
{
  Server *server = data;
  Request *request = g_new0(Request, 1);
  uri += length_of_authority(uri);
  request->path = g_strndup(uri, strcspn(uri, "?"));
  crowd_wait_for(server->crowd, member_of(connection), clock_monotonic());
  return request;
}

static void
on_completed(void *data, struct MHD_Connection *connection, void **context,
             enum MHD_RequestTerminationCode code G_GNUC_UNUSED)
{
  Server *server = data;
  Request *request = *context;
  if (request) {
    post_free(request->post);
    g_free(request->path);
    g_free(request);
  }
  *context = NULL;
  crowd_wait_for(server->crowd, member_of(connection), clock_monotonic());
}

/* -- one request -- */

/* People open pages and forms: what became of a link is a page too. */
static enum MHD_Result
answer_gone(Server *server, struct MHD_Connection *connection, PublishedKind kind)
{
  static const char page[] = "<p>The link to this page was renewed. The new one is in our latest mail; "
                             "<q>new calendar link</q> as the "
                             "answer to any of our mails renews all your links.</p>\n";
  static const char form[] = "<p>The link to this form was renewed. The new one is in our latest mail about "
                             "it. What the form asks can "
                             "also be sent as the answer to that mail.</p>\n";
  if (kind == PUBLISHED_FEED)
    return answer_words(connection, MHD_HTTP_GONE);
  g_autoptr(GBytes) words =
      frame_page(server->published, "This link no longer works", kind == PUBLISHED_FORM ? form : page);
  return answer_page(connection, MHD_HTTP_GONE, 0, words);
}

static enum MHD_Result
answer_name(Server *server, struct MHD_Connection *connection, const PublishedName *name, gboolean get)
{
  const PublishedFile *file;
  guint status = MHD_HTTP_GONE;
  enum MHD_Result result;
  switch (published_find(server->published, name, &file)) {
  case PUBLISHED_THERE: result = answer_file(connection, name, file, &status); break;
  case PUBLISHED_GONE: result = answer_gone(server, connection, name->kind); break;
  default: return answer_words(connection, MHD_HTTP_NOT_FOUND);
  }
  if (name->kind == PUBLISHED_FEED && get) {
    metrics_count(&server->metrics, status);
    if (told_is_news(server->told, name->name, status, clock_monotonic()))
      server->fetched(name->name, status, server->data);
  }
  return result;
}

static const char *
argument(struct MHD_Connection *connection, const char *name)
{
  return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

static enum MHD_Result
answer_verify(Server *server, struct MHD_Connection *connection)
{
  const char *code = argument(connection, "code");
  gboolean asked = code && *code;
  guint wait = asked ? limit_take(server->limit, peer_client(connection), clock_monotonic()) : 0;
  g_autoptr(GBytes) page = wait    ? verify_later(server->published, wait)
                           : asked ? verify_page(server->published, code, argument(connection, "name"))
                                   : verify_form(server->published);
  return answer_page(connection, wait ? MHD_HTTP_TOO_MANY_REQUESTS : MHD_HTTP_OK, wait, page);
}

/* Nothing here is to be found by a search. */
static enum MHD_Result
answer_robots(Server *server G_GNUC_UNUSED, struct MHD_Connection *connection)
{
  static const char words[] = "User-agent: *\nDisallow: /\n";
  g_autoptr(GBytes) text = g_bytes_new_static(words, sizeof words - 1);
  return answer_text(connection, "text/plain; charset=utf-8", text);
}

static enum MHD_Result
answer_numbers(Server *server, struct MHD_Connection *connection)
{
  gboolean may = server->local && peer_is_here(connection);
  const PublishedFile *numbers = may ? published_hidden(server->published, ".metrics") : NULL;
  return numbers ? metrics_answer(&server->metrics, connection, numbers)
                 : answer_words(connection, MHD_HTTP_NOT_FOUND);
}

/* What is no file. */
static const struct {
  const char *path;
  enum MHD_Result (*answer)(Server *server, struct MHD_Connection *connection);
} MADE[] = {
  { "/verify", answer_verify },
  { "/robots.txt", answer_robots },
  { "/metrics", answer_numbers },
};

static enum MHD_Result
answer_path(Server *server, struct MHD_Connection *connection, const char *path, gboolean get)
{
  PublishedName name;
  if (published_parse(path, &name))
    return answer_name(server, connection, &name, get);
  for (guint i = 0; i < G_N_ELEMENTS(MADE); i++)
    if (g_str_equal(path, MADE[i].path))
      return MADE[i].answer(server, connection);
  return answer_words(connection, MHD_HTTP_NOT_FOUND);
}

/* A form that is posted. Until the engine has it the connection waits, and has no deadline but that one. */
static enum MHD_Result
take_post(Server *server, struct MHD_Connection *connection, Request *request, const char *content,
          size_t *size)
{
  if (!request->seen) {
    guint refusal = refusal_of_framing(connection);
    if (!refusal)
      refusal = post_begin(server->posts, connection, request->path, &request->post);
    request->seen = TRUE;
    if (!refusal)
      return MHD_YES;
    crowd_answer(server->crowd, member_of(connection), clock_monotonic());
    gboolean plain = refusal == MHD_HTTP_METHOD_NOT_ALLOWED || refusal == MHD_HTTP_BAD_REQUEST;
    return plain ? answer_words(connection, refusal) : post_refuse(server->posts, connection, refusal);
  }
  if (!request->post)
    return MHD_NO;
  if (*size) {
    gboolean fits = post_add(request->post, content, *size);
    *size = 0;
    return fits ? MHD_YES : MHD_NO;
  }
  crowd_answer(server->crowd, member_of(connection), clock_monotonic());
  return post_end(request->post);
}

/* libmicrohttpd calls it when the headers are there, for each part of a content, and at the end of the
 * request; it takes an answer at the first and the last. */
static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url G_GNUC_UNUSED, const char *method,
           const char *version G_GNUC_UNUSED, const char *content, size_t *size, void **context)
{
  Server *server = data;
  Request *request = *context;
  if (request && g_str_equal(method, MHD_HTTP_METHOD_POST))
    return take_post(server, connection, request, content, size);
  if (*size || !request)
    return MHD_NO;
  if (!request->seen) {
    guint refusal = refusal_of_framing(connection);
    if (!refusal)
      refusal = refusal_of_asking(connection, method);
    request->seen = TRUE;
    if (!refusal)
      return MHD_YES;
    crowd_answer(server->crowd, member_of(connection), clock_monotonic());
    return answer_words(connection, refusal);
  }
  crowd_answer(server->crowd, member_of(connection), clock_monotonic());
  return answer_path(server, connection, request->path, g_str_equal(method, MHD_HTTP_METHOD_GET));
}

/* -- the daemon -- */

static struct MHD_Daemon *
start_daemon(Server *server, int listening)
{
  return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, on_arrival, server, on_request, server,
                          MHD_OPTION_LISTEN_SOCKET, listening, MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS,
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
                          MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_request_line,
                          server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
                          MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
}

Server *
server_new(int listening, Published *published, Records *records, ServerFetched fetched, gpointer data,
           GError **error)
{
  g_autoptr(Server) server = g_new0(Server, 1);
  server->limit = limit_new();
  server->told = told_new();
  server->published = published;
  server->posts = posts_new(published, records);
  server->fetched = fetched;
  server->data = data;
  server->crowd = crowd_new();
  struct sockaddr_storage at = { .ss_family = AF_UNSPEC };
  socklen_t length = sizeof at;
  server->local = getsockname(listening, (struct sockaddr *) &at, &length) == 0 &&
                  peer_is_loopback((struct sockaddr *) &at);
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
  posts_release(server->posts);
  if (server->daemon)
    MHD_stop_daemon(server->daemon);
  posts_free(server->posts);
  crowd_free(server->crowd);
  limit_free(server->limit);
  told_free(server->told);
  g_free(server);
}

void
server_answered(Server *server, const char *line)
{
  posts_answered(server->posts, line);
}

int
server_descriptor(const Server *server)
{
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

/* libmicrohttpd then sees the end of the connection and closes it. FALSE: nobody had to go. */
static gboolean
cut_off(Server *server)
{
  gint64 now = clock_monotonic();
  struct MHD_Connection *connection;
  gboolean any = FALSE;
  while ((connection = crowd_next(server->crowd, now))) {
    shutdown(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, SHUT_RDWR);
    any = TRUE;
  }
  return any;
}

/* Once more after connections have ended: libmicrohttpd, when it has too many, stops listening, and takes
 * that up again only when it is run with fewer. */
static void
run_daemon(Server *server)
{
  guint before;
  do {
    before = crowd_size(server->crowd);
    MHD_run(server->daemon);
  } while (crowd_size(server->crowd) < before);
}

int
server_run(Server *server)
{
  MHD_UNSIGNED_LONG_LONG wait;
  posts_tend(server->posts);
  run_daemon(server);
  if (cut_off(server))
    return 0;
  int limit = crowd_size(server->crowd) ? CHECK_EACH : -1;
  if (MHD_get_timeout(server->daemon, &wait) != MHD_YES)
    return limit;
  return (int) MIN(wait, CHECK_EACH);
}
