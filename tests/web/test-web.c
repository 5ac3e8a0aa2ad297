/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's face of the web process, its sandbox, and conditional requests. What goes over the wire:
 * test_web.py. */
#include "config.h"

#include "base/fault.h"
#include "web/condition.h"
#include "web/crowd.h"
#include "web/limit.h"
#include "web/lockdown.h"
#include "web/peer.h"
#include "web/published.h"
#include "web/told.h"
#include "web/web.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_tags(void)
{
  static const struct {
    const char *list;
    gboolean names;
  } cases[] = {
    { "\"a1\"", TRUE },
    { "W/\"a1\"", TRUE },
    { "*", TRUE },
    { "\"b\",\"a1\"", TRUE },
    { "\"b,c\" , W/\"a1\"", TRUE },
    { ",, \"a1\"", TRUE },
    { "\"a1", FALSE },
    { "a1", FALSE },
    { "", FALSE },
    { "\"\"", FALSE },
    { "\"a12\"", FALSE },
    { "\"b, \"a1\"", FALSE },
    { "w/\"a1\"", FALSE },
    { "\"A1\"", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (condition_names(cases[i].list, "\"a1\"") != cases[i].names)
      g_error("If-None-Match: %s", cases[i].list);
}

static void
test_dates(void)
{
  static const struct {
    const char *since;
    gboolean unchanged;
  } cases[] = {
    { "Tue, 06 Oct 2026 09:00:00 GMT", TRUE },
    { "Tue, 06 Oct 2026 09:00:01 GMT", TRUE },
    { "Tue, 06 Oct 2026 08:59:59 GMT", FALSE },
    { "Tuesday, 06-Oct-26 09:00:00 GMT", FALSE },
    { "Tue, 06 Oct 2026 09:00:00 GMT; x", FALSE },
    { "2026-10-06T09:00:00Z", FALSE },
    { "", FALSE },
    { "Tue, 06 Oct 2026 10:00:00 BST", FALSE },
  };
  const gint64 modified = 1791277200; /* 2026-10-06T09:00:00Z */
  g_autofree char *date = condition_date(modified);
  g_assert_cmpstr(date, ==, cases[0].since);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (condition_unchanged_since(cases[i].since, modified) != cases[i].unchanged)
      g_error("If-Modified-Since: %s", cases[i].since);
}

static char *
publish(void)
{
  char *directory = g_dir_make_tmp("web-XXXXXX", NULL);
  g_autofree char *feeds = g_build_filename(directory, "feeds", NULL);
  g_autofree char *feed = g_build_filename(feeds, "demo.ics", NULL);
  g_assert_cmpint(g_mkdir(feeds, 0700), ==, 0);
  g_assert_true(g_file_set_contents(feed, "BEGIN:VCALENDAR", -1, NULL));
  return directory;
}

static void
unpublish(const char *directory)
{
  g_autofree char *feeds = g_build_filename(directory, "feeds", NULL);
  g_autofree char *feed = g_build_filename(feeds, "demo.ics", NULL);
  g_unlink(feed);
  g_rmdir(feeds);
  g_rmdir(directory);
}

#ifndef WITH_SANITIZERS
enum { DONE = 0, REFUSED = 1, NOT_LOCKED = 2 };

/* What each does is tried in a child of its own, locked down first. */
typedef int (*Attempt)(int directory);

static int
read_published(int directory)
{
  return openat(directory, "feeds/demo.ics", O_RDONLY | O_CLOEXEC) >= 0 ? DONE : REFUSED;
}

static int
read_system(int directory G_GNUC_UNUSED)
{
  return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? DONE : errno == EACCES ? REFUSED : NOT_LOCKED;
}

static int
write_published(int directory)
{
  return openat(directory, "feeds/demo.ics", O_WRONLY | O_CLOEXEC) >= 0 ? DONE : REFUSED;
}

static int
create_file(int directory)
{
  return openat(directory, "new", O_RDONLY | O_CREAT | O_CLOEXEC, 0600) >= 0 ? DONE : REFUSED;
}

static int
run_program(int directory G_GNUC_UNUSED)
{
  return execl("/bin/true", "true", NULL) ? REFUSED : DONE;
}

static int
make_socket(int directory G_GNUC_UNUSED)
{
  return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0 ? DONE : REFUSED;
}

static int
fork_itself(int directory G_GNUC_UNUSED)
{
  return fork() >= 0 ? DONE : REFUSED;
}

static int
execute_memory(int directory G_GNUC_UNUSED)
{
  void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page != MAP_FAILED ? DONE : REFUSED;
}

/* How a child ended that was locked down and then made @attempt: as waitpid says it. */
static int
attempt_locked_down(const char *directory, Attempt attempt)
{
  pid_t child = fork();
  if (!child) {
    int fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    _exit(lockdown(fd, NULL) ? attempt(fd) : NOT_LOCKED);
  }
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  return status;
}

static void
test_sandbox(void)
{
  static const struct {
    const char *name;
    Attempt attempt;
    gboolean killed;
    int exit;
  } cases[] = {
    { "read a published file", read_published, FALSE, DONE },
    { "write a published file", write_published, TRUE, 0 },
    { "create a file", create_file, TRUE, 0 },
    { "run a program", run_program, TRUE, 0 },
    { "make a socket", make_socket, TRUE, 0 },
    { "fork", fork_itself, TRUE, 0 },
    { "execute memory", execute_memory, TRUE, 0 },
  };
  g_autofree char *directory = publish();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    int status = attempt_locked_down(directory, cases[i].attempt);
    gboolean good = cases[i].killed ? WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS
                                    : WIFEXITED(status) && WEXITSTATUS(status) == cases[i].exit;
    if (!good)
      g_error("%s: ended with %#x", cases[i].name, (guint) status);
  }
  unpublish(directory);
}

static void
test_landlock(void)
{
  if (!lockdown_has_landlock()) {
    g_test_skip("this kernel has no Landlock");
    return;
  }
  g_autofree char *directory = publish();
  int status = attempt_locked_down(directory, read_system);
  g_assert_true(WIFEXITED(status));
  g_assert_cmpint(WEXITSTATUS(status), ==, REFUSED);
  unpublish(directory);
}
#else
static void
test_sandbox(void)
{
  g_test_skip("built with sanitizers, which no sandbox lets work; the plain build tests it");
}
#define test_landlock test_sandbox
#endif

static PublishedState
find(Published *published, const char *path, const PublishedFile **file)
{
  PublishedName name;
  g_assert_true(published_parse(path, &name));
  return published_find(published, &name, file);
}

/* The same file comes from the cache, and a changed one does not. */
static void
test_cache(void)
{
  g_autofree char *directory = publish();
  g_autoptr(Published) published = published_open(directory, NULL);
  const PublishedFile *first, *second;
  g_assert_cmpint(find(published, "/feeds/demo.ics", &first), ==, PUBLISHED_THERE);
  const void *bytes = g_bytes_get_data(first->bytes, NULL);
  g_assert_cmpint(find(published, "/feeds/demo.ics", &second), ==, PUBLISHED_THERE);
  g_assert_true(g_bytes_get_data(second->bytes, NULL) == bytes);
  g_autofree char *tag = g_strdup(second->etag);
  g_autofree char *feed = g_build_filename(directory, "feeds", "demo.ics", NULL);
  g_assert_true(g_file_set_contents(feed, "BEGIN:VCALENDAX", -1, NULL));
  g_assert_cmpint(find(published, "/feeds/demo.ics", &second), ==, PUBLISHED_THERE);
  g_assert_cmpstr(second->etag, !=, tag);
  g_assert_cmpint(find(published, "/", &second), ==, PUBLISHED_ABSENT);
  g_assert_null(second);
  unpublish(directory);
}

static void
test_names(void)
{
  static const struct {
    const char *path;
    PublishedKind kind;
    const char *name;
  } cases[] = {
    { "/", PUBLISHED_PAGE, "index" },
    { "/index.html", PUBLISHED_PAGE, "index" },
    { "/feeds/demo-primary.ics", PUBLISHED_FEED, "demo-primary" },
    { "/pages/0123456789ABCDEFGHJKMNPQRS.html", PUBLISHED_OWN_PAGE, "0123456789ABCDEFGHJKMNPQRS" },
    { "/forms/0123456789ABCDEFGHJKMNPQRS.html", PUBLISHED_FORM, "0123456789ABCDEFGHJKMNPQRS" },
  };
  static const char *const nothing[] = { "",
                                         "*",
                                         "index.html",
                                         "/pages/",
                                         "/pages/.html",
                                         "/pages/a.ics",
                                         "/pages/a/b.html",
                                         "/pages/../a.html",
                                         "/feeds/a.html",
                                         "/form/a.html",
                                         "/formsa.html/",
                                         "/.metrics",
                                         "/pages/a.gone" };
  PublishedName name;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_true(published_parse(cases[i].path, &name));
    g_assert_cmpint(name.kind, ==, cases[i].kind);
    g_assert_cmpstr(name.name, ==, cases[i].name);
  }
  for (guint i = 0; i < G_N_ELEMENTS(nothing); i++)
    if (published_parse(nothing[i], &name))
      g_error("%s names %s", nothing[i], name.name);
}

static void
test_addresses(void)
{
  static const struct {
    const char *one, *other;
    gboolean same;
  } cases[] = {
    { "192.0.2.7", " 192.0.2.7:4711 ", TRUE },
    { "192.0.2.7", "::ffff:192.0.2.7", TRUE },
    { "192.0.2.7", "192.0.2.8", FALSE },
    { "2001:db8:1:2::7", "[2001:db8:1:2:ffff::9]:443", TRUE },
    { "2001:db8:1:2::7", "[2001:db8:1:2::7]", TRUE },
    { "2001:db8:1:2::7", "2001:db8:1:3::7", FALSE },
  };
  static const char *const none[] = { "",     "unknown",       "_hidden",         "192.0.2.300",
                                      "[::1", "a.example.org", "1.2.3.4, 5.6.7.8" };
  guint64 one, other;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_true(peer_key_of_text(cases[i].one, &one));
    g_assert_true(peer_key_of_text(cases[i].other, &other));
    if ((one == other) != cases[i].same)
      g_error("%s and %s", cases[i].one, cases[i].other);
  }
  for (guint i = 0; i < G_N_ELEMENTS(none); i++)
    if (peer_key_of_text(none[i], &one))
      g_error("%s is no address", none[i]);
}

static void
test_limit(void)
{
  g_autoptr(Limit) limit = limit_new();
  const gint64 start = 5000;
  for (guint i = 0; i < LIMIT_BURST; i++)
    g_assert_cmpuint(limit_take(limit, 1, start), ==, 0);
  g_assert_cmpuint(limit_take(limit, 1, start), ==, LIMIT_EACH / 1000);
  g_assert_cmpuint(limit_take(limit, 2, start), ==, 0);
  g_assert_cmpuint(limit_take(limit, 1, start + LIMIT_EACH - 1), ==, 1);
  g_assert_cmpuint(limit_take(limit, 1, start + LIMIT_EACH), ==, 0);
  g_assert_cmpuint(limit_take(limit, 1, start + LIMIT_EACH), >, 0);
  const gint64 later = start + 1000 * LIMIT_EACH;
  guint served = 0;
  for (guint64 client = 100; client < 100000; client++)
    served += !limit_take(limit, client, later);
  g_assert_cmpuint(served, ==, LIMIT_ALL_BURST);
  g_assert_cmpuint(limit_take(limit, 1, later + LIMIT_ALL_EACH), ==, 0);
  g_assert_cmpuint(limit_take(limit, 1, later + LIMIT_ALL_EACH), ==, 1);
}

static void
test_told(void)
{
  g_autoptr(Told) told = told_new();
  g_assert_true(told_is_news(told, "a", 200, 0));
  g_assert_false(told_is_news(told, "a", 200, TOLD_EACH - 1));
  g_assert_true(told_is_news(told, "a", 304, 1));
  g_assert_true(told_is_news(told, "b", 200, 1));
  g_assert_true(told_is_news(told, "a", 200, TOLD_EACH));
  g_assert_false(told_is_news(told, "a", 200, 2 * TOLD_EACH - 1));
  for (guint i = 0; i < 100000; i++) {
    g_autofree char *name = g_strdup_printf("%u", i);
    g_assert_true(told_is_news(told, name, 200, TOLD_EACH));
  }
}

static struct sockaddr_in
address_of(const char *text)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  g_assert_cmpint(inet_pton(AF_INET, text, &address.sin_addr), ==, 1);
  return address;
}

/* Who is slow goes; when all places are taken, who has been waited for longest. */
static void
test_crowd(void)
{
  Crowd *crowd = crowd_new();
  struct sockaddr_in here = address_of("127.0.0.1");
  CrowdMember *members[CROWD_ALL + 2];
  for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
    g_assert_true(crowd_admits(crowd, (struct sockaddr *) &here));
    members[i] = crowd_join(crowd, (struct sockaddr *) &here, GUINT_TO_POINTER(i + 1), 1000);
  }
  crowd_answer(crowd, members[0], 1000);
  crowd_wait_for(crowd, members[1], 1500);
  g_assert_cmpuint(GPOINTER_TO_UINT(crowd_next(crowd, 2000)), ==, 3);
  g_assert_cmpuint(GPOINTER_TO_UINT(crowd_next(crowd, 2000)), ==, 4);
  g_assert_null(crowd_next(crowd, 2000));
  crowd_answer(crowd, members[2], 2000); /* too late: it was told to go */
  crowd_leave(crowd, members[2]);
  crowd_leave(crowd, members[3]);
  g_assert_cmpuint(crowd_size(crowd), ==, CROWD_ALL);
  g_assert_null(crowd_next(crowd, 2000));
  for (guint i = 4; i < G_N_ELEMENTS(members); i++)
    g_assert_cmpuint(GPOINTER_TO_UINT(crowd_next(crowd, 1000 + CROWD_REQUEST_TIME)), ==, i + 1);
  g_assert_null(crowd_next(crowd, 1000 + CROWD_REQUEST_TIME));
  g_assert_cmpuint(GPOINTER_TO_UINT(crowd_next(crowd, 1500 + CROWD_REQUEST_TIME)), ==, 2);
  g_assert_null(crowd_next(crowd, 999 + CROWD_ANSWER_TIME));
  g_assert_cmpuint(GPOINTER_TO_UINT(crowd_next(crowd, 1000 + CROWD_ANSWER_TIME)), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS(members); i++)
    if (i != 2 && i != 3)
      crowd_leave(crowd, members[i]);
  g_assert_cmpuint(crowd_size(crowd), ==, 0);
  crowd_free(crowd);
}

/* Of another machine one address has its share and no more; its neighbour has its own. */
static void
test_crowd_of_one(void)
{
  Crowd *crowd = crowd_new();
  struct sockaddr_in one = address_of("192.0.2.7"), other = address_of("192.0.2.8");
  CrowdMember *members[CROWD_OF_ONE];
  for (guint i = 0; i < CROWD_OF_ONE; i++) {
    g_assert_true(crowd_admits(crowd, (struct sockaddr *) &one));
    members[i] = crowd_join(crowd, (struct sockaddr *) &one, members, 0);
  }
  g_assert_false(crowd_admits(crowd, (struct sockaddr *) &one));
  g_assert_true(crowd_admits(crowd, (struct sockaddr *) &other));
  crowd_leave(crowd, members[0]);
  g_assert_true(crowd_admits(crowd, (struct sockaddr *) &one));
  for (guint i = 1; i < CROWD_OF_ONE; i++)
    crowd_leave(crowd, members[i]);
  crowd_free(crowd);
}

static guint
no_forms(const char *token, GBytes *body, char **when, gpointer data)
{
  (void) token;
  (void) body;
  (void) when;
  (void) data;
  return 503;
}

static char *
program(void)
{
  return g_build_filename(g_getenv("TOP_BUILDDIR"), "src", "mentord-web", NULL);
}

/* One request to "127.0.0.1:PORT", and the line of the answer's status. */
static char *
ask(const char *address, const char *path)
{
  g_autoptr(GSocketClient) client = g_socket_client_new();
  g_socket_client_set_enable_proxy(client, FALSE); /* asking for one loads what a sanitizer cannot bear */
  g_autoptr(GSocketConnection) connection = g_socket_client_connect_to_host(client, address, 0, NULL, NULL);
  g_assert_nonnull(connection);
  g_autofree char *request = g_strdup_printf("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path);
  GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
  g_assert_true(g_output_stream_write_all(out, request, strlen(request), NULL, NULL, NULL));
  g_autoptr(GDataInputStream) in =
      g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
  g_data_input_stream_set_newline_type(in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  return g_data_input_stream_read_line(in, NULL, NULL, NULL);
}

static WebFetch
next_fetch(WebServer *server)
{
  WebFetch fetch = { .status = 0 };
  struct pollfd fd = { .fd = web_fd(server), .events = POLLIN };
  g_assert_cmpint(poll(&fd, 1, 30000), ==, 1);
  g_assert_true(web_next(server, &fetch));
  return fetch;
}

static void
test_face(void)
{
  g_autofree char *directory = publish(), *path = program();
  g_autoptr(GError) error = NULL;
  g_autoptr(WebServer) server = web_start(path, directory, "127.0.0.1:0", no_forms, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(web_address(server), "127.0.0.1:"));
  g_assert_cmpstr(web_address(server), !=, "127.0.0.1:0");
  g_assert_true(web_alive(server));
  WebFetch none;
  g_assert_false(web_next(server, &none));
  g_autofree char *found = ask(web_address(server), "/feeds/demo.ics");
  g_assert_cmpstr(found, ==, "HTTP/1.1 200 OK");
  WebFetch fetch = next_fetch(server);
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "demo", -1);
  g_assert_true(g_str_has_prefix(sum, fetch.feed));
  g_assert_cmpuint(strlen(fetch.feed), ==, 16);
  g_assert_cmpint(fetch.status, ==, 200);
  g_assert_cmpint(ABS(fetch.at - g_get_real_time() / G_USEC_PER_SEC), <, 60);
  g_autofree char *missing = ask(web_address(server), "/feeds/other.ics");
  g_assert_cmpstr(missing, ==, "HTTP/1.1 404 Not Found");
  g_assert_false(web_next(server, &none));
  unpublish(directory);
}

static void
test_face_failures(void)
{
  g_autofree char *directory = publish(), *path = program();
  g_autoptr(GError) error = NULL;
  g_autoptr(WebServer) server = web_start(path, directory, "127.0.0.1:0", no_forms, NULL, NULL);
  g_assert_null(web_start(path, directory, web_address(server), no_forms, NULL, &error));
  g_assert_error(error, FAULT, FAULT_UNREACHABLE);
  g_assert_nonnull(strstr(error->message, "cannot listen at 127.0.0.1:"));
  g_clear_error(&error);
  g_assert_null(web_start(path, "/nonexistent", "127.0.0.1:0", no_forms, NULL, &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_assert_nonnull(strstr(error->message, "/nonexistent"));
  g_clear_error(&error);
  g_assert_null(web_start("/nonexistent", directory, "127.0.0.1:0", no_forms, NULL, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_clear_error(&error);
  g_assert_null(web_start("/bin/true", directory, "127.0.0.1:0", no_forms, NULL, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_clear_error(&error);
  g_assert_null(web_start("/bin/false", directory, "127.0.0.1:0", no_forms, NULL, NULL));
  unpublish(directory);
}

/* A child that says what it likes: only whole and strict records come through. */
static void
test_records(void)
{
  g_autofree char *directory = publish();
  g_autofree char *script = g_build_filename(directory, "talk", NULL);
  g_autoptr(GString) text = g_string_new("#!/bin/sh\nexec >&3\necho listening 127.0.0.1:1\n");
  g_string_append(text, "echo fetch 0123456789abcdef 1791277200\necho fetch 0123456789abcdeX 1791277200 200\n"
                        "echo fetch 0123456789abcdef -5 200\necho fetch 0123456789abcdef 1 2000\necho noise\n"
                        "head -c 5000 /dev/zero\necho\nprintf 'fetch 0123456789abcdef '\n"
                        "echo 1791277200 304\necho fetch fedcba9876543210 1791277201 410 more\n");
  g_assert_true(g_file_set_contents_full(script, text->str, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(WebServer) server = web_start(script, directory, "127.0.0.1:0", no_forms, NULL, &error);
  g_assert_no_error(error);
  WebFetch fetch = { .status = 0 };
  struct pollfd fd = { .fd = web_fd(server), .events = POLLIN };
  guint records = 0, idle = 0;
  while (idle < 3) { /* until the child has ended and its pipe is empty: then it stays readable */
    for (idle++; web_next(server, &fetch); idle = 0)
      records++;
    g_assert_cmpint(poll(&fd, 1, 30000), ==, 1);
  }
  g_assert_false(web_alive(server));
  g_assert_cmpuint(records, ==, 1);
  g_assert_cmpstr(fetch.feed, ==, "0123456789abcdef");
  g_assert_cmpint(fetch.at, ==, 1791277200);
  g_assert_cmpint(fetch.status, ==, 304);
  g_unlink(script);
  unpublish(directory);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/web/tags", test_tags);
  g_test_add_func("/web/dates", test_dates);
  g_test_add_func("/web/sandbox", test_sandbox);
  g_test_add_func("/web/landlock", test_landlock);
  g_test_add_func("/web/cache", test_cache);
  g_test_add_func("/web/names", test_names);
  g_test_add_func("/web/addresses", test_addresses);
  g_test_add_func("/web/limit", test_limit);
  g_test_add_func("/web/told", test_told);
  g_test_add_func("/web/crowd", test_crowd);
  g_test_add_func("/web/crowd/one", test_crowd_of_one);
  g_test_add_func("/web/face", test_face);
  g_test_add_func("/web/face-failures", test_face_failures);
  g_test_add_func("/web/records", test_records);
  return g_test_run();
}
