/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks the values of the site file one by one. Looks at files, connects to nothing. */
#include "pass/site/site_check.h"
#include "base/text.h"
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define MAILDIR "maildir:"

void
site_path(ConfReader *reader, char **path)
{
  if (!*path || g_path_is_absolute(*path))
    return;
  g_autofree char *file = g_canonicalize_filename(conf_file_path(reader->file), NULL);
  g_autofree char *directory = g_path_get_dirname(file);
  g_autofree char *relative = g_steal_pointer(path);
  *path = g_canonicalize_filename(relative, directory);
}

void
site_file(ConfReader *reader, const config_setting_t *group, const char *key, const char *path,
          gboolean secret)
{
  GStatBuf about;
  if (!path)
    return;
  if (g_stat(path, &about) != 0) {
    conf_fault(reader, conf_member(group, key), "\"%s\": there is no file %s", key, path);
    return;
  }
  if (!S_ISREG(about.st_mode))
    conf_fault(reader, conf_member(group, key), "\"%s\": %s is no file", key, path);
  else if (secret && (about.st_mode & 077))
    conf_fault(reader, conf_member(group, key), "\"%s\": others can read %s: make it yours alone (chmod 600)",
               key, path);
}

static gboolean
is_loopback(const char *host)
{
  if (!host)
    return FALSE;
  if (!g_ascii_strcasecmp(host, "localhost"))
    return TRUE;
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);
  return address && g_inet_address_get_is_loopback(address);
}

/* maildir:PATH, relative to the file. */
static void
maildir_url(ConfReader *reader, const config_setting_t *group, char **url)
{
  g_autofree char *path = g_strdup(*url + strlen(MAILDIR));
  if (!*path) {
    conf_fault(reader, conf_member(group, "url"), "\"url\" names no directory after \"maildir:\"");
    return;
  }
  site_path(reader, &path);
  g_free(*url);
  *url = g_strconcat(MAILDIR, path, NULL);
}

static void
server_url(ConfReader *reader, const config_setting_t *group, const char *protocol, const char *url,
           gboolean tls)
{
  const config_setting_t *at = conf_member(group, "url");
  g_autofree char *secure = g_strconcat(protocol, "s", NULL);
  g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri ? g_uri_get_scheme(uri) : "", *host = uri ? g_uri_get_host(uri) : NULL;
  if ((strcmp(scheme, protocol) && strcmp(scheme, secure)) || !host || !*host) {
    conf_fault(reader, at, "\"url\" is \"%s\": it must begin with %s://, %s:// or maildir:", url, secure,
               protocol);
    return;
  }
  if (g_uri_get_userinfo(uri))
    conf_fault(reader, at,
               "\"url\" holds a user or a password: they belong into \"user\" and \"password_file\"");
  if (tls)
    return;
  if (!strcmp(scheme, secure))
    conf_fault(reader, conf_member(group, "tls"), "\"tls\" is off, but %s:// is TLS: leave \"tls\" out",
               secure);
  else if (!is_loopback(host))
    conf_fault(reader, conf_member(group, "tls"),
               "\"tls\" is off for %s: passwords and people's mail would cross the network unencrypted; it "
               "may be off for "
               "this machine alone (127.0.0.1, ::1, localhost)",
               host);
}

static void
check_login(ConfReader *reader, const config_setting_t *group, Login *login)
{
  static const char *const ways[] = { "password_file", "password_command", "token_command", "oauth2" };
  const char *way = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    if (!conf_has(group, ways[i]))
      continue;
    if (way)
      conf_fault(reader, conf_member(group, ways[i]), "\"%s\" and \"%s\" are two ways to log in: say one",
                 way, ways[i]);
    way = ways[i];
  }
  if (login->user && !way)
    conf_fault(reader, conf_member(group, "user"),
               "\"user\" wants \"password_file\", \"password_command\", \"token_command\" or \"oauth2\"");
  if (way && !login->user)
    conf_fault(reader, conf_member(group, way), "\"%s\" wants \"user\"", way);
  site_path(reader, &login->password_file);
  site_file(reader, group, "password_file", login->password_file, TRUE);
}

void
site_end(ConfReader *reader, const config_setting_t *group, const char *protocol, char **url, Login *login,
         char **ca_file, gboolean tls)
{
  if (*url && g_str_has_prefix(*url, MAILDIR))
    maildir_url(reader, group, url);
  else if (*url)
    server_url(reader, group, protocol, *url, tls);
  check_login(reader, group, login);
  site_path(reader, ca_file);
  site_file(reader, group, "ca_file", *ca_file, FALSE);
  if (!login->token_ca_file) /* an authority of one's own issues for the token server too */
    login->token_ca_file = g_strdup(*ca_file);
}

void
site_token_url(ConfReader *reader, const config_setting_t *at, const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme(uri) : "", *host = uri ? g_uri_get_host(uri) : NULL;
  gboolean local = !strcmp(scheme, "http") && is_loopback(host);
  if (!host || !*host || (strcmp(scheme, "https") && !local))
    conf_fault(reader, at,
               "\"token_url\" is \"%s\": the client's secret goes there, so it must begin with https://",
               text);
}

char *
site_sender(ConfReader *reader, const config_setting_t *at, const char *from)
{
  const char *open = strrchr(from, '<');
  g_autofree char *bare = g_strdup(open ? open + 1 : from);
  char *close = strchr(bare, '>');
  if (close)
    *close = '\0';
  char *address = text_address(bare);
  if (!address || !open != !close)
    conf_fault(reader, at,
               "\"from\" is \"%s\", which holds no address: write \"Name <address@example.ac.uk>\"", from);
  return address;
}

/* "08:00" in minutes, 24:00 included; -1 when it is none. */
static int
parse_time(const char *text)
{
  if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789") != 2 ||
      strspn(text + 3, "0123456789") != 2)
    return -1;
  int hours = atoi(text), minutes = atoi(text + 3);
  return minutes < 60 && hours * 60 + minutes <= 24 * 60 ? hours * 60 + minutes : -1;
}

void
site_hours(ConfReader *reader, const config_setting_t *at, const char *text, int *opens, int *closes)
{
  g_auto(GStrv) parts = g_strsplit(text, "-", 2);
  int first = parts[0] ? parse_time(parts[0]) : -1, last = parts[0] && parts[1] ? parse_time(parts[1]) : -1;
  if (first < 0 || last < 0 || first >= last) {
    conf_fault(reader, at, "\"hours\" is \"%s\": write the sending window of a day as \"08:00-18:00\"", text);
    return;
  }
  *opens = first;
  *closes = last;
}

void
site_listen(ConfReader *reader, const config_setting_t *at, const char *text)
{
  g_autoptr(GSocketConnectable) address = g_network_address_parse(text, 0, NULL);
  const char *colon = strrchr(text, ':');
  if (!address || !colon || !colon[1] || strspn(colon + 1, "0123456789") != strlen(colon + 1))
    conf_fault(reader, at, "\"listen\" is \"%s\": write address and port, as \"127.0.0.1:8025\"", text);
}

void
site_base_url(ConfReader *reader, const config_setting_t *at, const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme(uri) : "", *host = uri ? g_uri_get_host(uri) : NULL;
  if ((strcmp(scheme, "http") && strcmp(scheme, "https")) || !host || !*host)
    conf_fault(reader, at, "\"base_url\" is \"%s\": it must begin with https:// or http:// and name a host",
               text);
}
