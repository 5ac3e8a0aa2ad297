/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections by libcurl: it resolves, connects, checks certificates and does STARTTLS (refusing what was
 * slipped in before TLS), and then only carries bytes (CURLOPT_CONNECT_ONLY). Says why it failed in words
 * that name the server, the setting and what to do. Its own IMAP and SMTP commands are never used, and
 * wire_login.c logs in. */
#include "base/fault.h"
#include "base/text.h"
#include "mail/refusals.h"
#include "mail/wire_link.h"
#include <curl/curl.h>
#include <string.h>

#define SAID_MAX 65536

typedef struct {
  CURL *easy;
} CurlLink;

static gssize
link_receive(gpointer link, char *to, gsize size)
{
  size_t n = 0;
  CURLcode code = curl_easy_recv(((CurlLink *) link)->easy, to, size, &n);
  if (code == CURLE_AGAIN)
    return 0;
  return code == CURLE_OK && n ? (gssize) n : -1;
}

static gssize
link_send(gpointer link, const char *from, gsize size)
{
  size_t n = 0;
  CURLcode code = curl_easy_send(((CurlLink *) link)->easy, from, size, &n);
  if (code == CURLE_AGAIN)
    return 0;
  return code == CURLE_OK ? (gssize) n : -1;
}

static void
link_free(gpointer link)
{
  curl_easy_cleanup(((CurlLink *) link)->easy);
  g_free(link);
}

static size_t
hear(char *line, size_t one, size_t size, void *data)
{
  GString *said = data;
  if (said->len + size < SAID_MAX)
    g_string_append_len(said, line, (gssize) size);
  return one * size;
}

static gboolean
is_loopback(const char *host)
{
  return !strcmp(host, "localhost") || g_str_has_prefix(host, "127.") || !strcmp(host, "[::1]") ||
         !strcmp(host, "::1");
}

/* The URL without its path and "host:port" for words. */
static gboolean
parse_url(const WireEnd *end, char **base, char **server, GError **error)
{
  CURLU *url = curl_url();
  char *scheme = NULL, *host = NULL, *port = NULL;
  gboolean good = !curl_url_set(url, CURLUPART_URL, end->url, CURLU_NON_SUPPORT_SCHEME) &&
                  !curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) &&
                  !curl_url_get(url, CURLUPART_HOST, &host, 0) &&
                  !curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT);
  if (!good)
    g_set_error(error, FAULT, FAULT_CONFIG, "the url of %s is not one of a mail server: %s", end->setting,
                end->url);
  else if (!end->tls && (scheme[strlen(scheme) - 1] == 's' || !is_loopback(host))) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s has tls = \"off\", which is for unencrypted servers on this machine alone: remove it",
                end->setting);
    good = FALSE;
  } else {
    *base = g_strdup_printf("%s://%s:%s/%s", scheme, host, port, end->helo ? end->helo : "");
    *server = g_strdup_printf("%s:%s", host, port);
  }
  curl_free(scheme);
  curl_free(host);
  curl_free(port);
  curl_url_cleanup(url);
  return good;
}

/* The last line that the server said, fit for a message. */
static char *
last_words(const char *said)
{
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  for (guint i = g_strv_length(lines); i-- > 0;) {
    g_autofree char *line = text_clean(lines[i], -1, 300, FALSE);
    if (*line && *line != '+')
      return g_steal_pointer(&line);
  }
  return g_strdup("");
}

/* A greeting or an answer to EHLO that ends it: to come back later, or not to come at all. */
static void
turned_away(const WireEnd *end, const char *server, const char *said, GError **error)
{
  g_autofree char *words = last_words(said), *explained = refusal_explained(words);
  const Refusal *known = refusal_find(words);
  gboolean later = g_str_has_prefix(words, "* BYE") ||
                   (words[0] == '4' && g_ascii_isdigit(words[1]) && g_ascii_isdigit(words[2]));
  if (known ? known->fault == FAULT_LATER : later)
    g_set_error(error, FAULT, FAULT_LATER, "%s asks to try again later: %s", server, explained);
  else
    g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s is not the mail server that the url of %s expects%s%s",
                server, end->setting, *words ? ": it said " : "", explained);
}

static void
say_why(const WireEnd *end, const char *server, CURLcode code, const char *detail, const char *said,
        GError **error)
{
  if (!*detail)
    detail = curl_easy_strerror(code);
  switch (code) {
  case CURLE_PEER_FAILED_VERIFICATION:
    g_set_error(error, FAULT, FAULT_UNREACHABLE,
                "the certificate of %s cannot be trusted: %s. If the server is the right one and has a "
                "certificate authority "
                "of its own, name that authority's certificate in ca_file of %s",
                server, detail, end->setting);
    break;
  case CURLE_SSL_CACERT_BADFILE:
    g_set_error(error, FAULT, FAULT_CONFIG, "ca_file of %s cannot be used: %s", end->setting, detail);
    break;
  case CURLE_USE_SSL_FAILED:
    g_set_error(error, FAULT, FAULT_UNREACHABLE,
                "%s does not offer STARTTLS, and nothing is sent unencrypted: use the server's TLS port "
                "(%ss://) in the url "
                "of %s",
                server, g_str_has_prefix(end->url, "smtp") ? "smtp" : "imap", end->setting);
    break;
  case CURLE_LOGIN_DENIED:
  case CURLE_REMOTE_ACCESS_DENIED:
  case CURLE_WEIRD_SERVER_REPLY: turned_away(end, server, said, error); break;
  default:
    g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s cannot be reached: %s (url of %s)", server, detail,
                end->setting);
  }
}

static void
set_options(CURL *easy, const WireEnd *end, const char *url)
{
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 30L);
  curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, 60L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 90L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  /* Never CURLUSESSL_TRY: it goes on in clear when STARTTLS is stripped. */
  curl_easy_setopt(easy, CURLOPT_USE_SSL, (long) (end->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (end->ca_file)
    curl_easy_setopt(easy, CURLOPT_CAINFO, end->ca_file);
}

/* When the server's own certificate ends; 0 where there is none. */
static gint64
certificate_end(CURL *easy)
{
  static const char prefix[] = "Expire date:";
  struct curl_certinfo *chain = NULL;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || !chain->num_of_certs)
    return 0;
  for (struct curl_slist *line = chain->certinfo[0]; line; line = line->next)
    if (g_str_has_prefix(line->data, prefix))
      return MAX(0, (gint64) curl_getdate(line->data + strlen(prefix), NULL));
  return 0;
}

/* A connection that has greeted; nobody is logged in. */
static Wire *
greet(const WireEnd *end, GError **error)
{
  g_autofree char *url = NULL, *server = NULL;
  if (!parse_url(end, &url, &server, error))
    return NULL;
  char detail[CURL_ERROR_SIZE] = "";
  g_autoptr(GString) said = g_string_new(NULL);
  CURL *easy = curl_easy_init();
  set_options(easy, end, url);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, hear);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, said);
  CURLcode code = curl_easy_perform(easy);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, NULL);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, NULL);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, NULL);
  curl_socket_t fd = CURL_SOCKET_BAD;
  if (code == CURLE_OK)
    code = curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &fd);
  if (code != CURLE_OK) {
    say_why(end, server, code, detail, said->str, error);
    curl_easy_cleanup(easy);
    return NULL;
  }
  static const WireLink kind = { .receive = link_receive, .send = link_send, .free = link_free };
  CurlLink *link = g_new0(CurlLink, 1);
  link->easy = easy;
  Wire *wire = wire_new(&kind, link, (int) fd, server);
  wire_set_said(wire, said->str);
  wire_set_certificate_end(wire, certificate_end(easy));
  return wire;
}

Wire *
wire_connect(const WireEnd *end, const Secret *secret, GError **error)
{
  g_autoptr(Wire) wire = greet(end, error);
  if (!wire || (end->user && !wire_login(wire, end, secret, error)))
    return NULL;
  return g_steal_pointer(&wire);
}
