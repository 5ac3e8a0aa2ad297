/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells links to cloud files from other links, by their host. Follows none. */
#include "reader/message/links.h"
#include "base/text.h"
#include <string.h>

enum { LINKS_LIMIT = 20, URL_LIMIT = 2048 };

/* Hosts (a leading dot: and everything below), and how the path must begin. */
static const struct {
  const char *host, *path;
} CLOUDS[] = {
  { "1drv.ms", "/" },
  { "onedrive.live.com", "/" },
  { ".sharepoint.com", "/" },
  { "drive.google.com", "/" },
  { "docs.google.com", "/document" },
  { "docs.google.com", "/spreadsheets" },
  { "docs.google.com", "/presentation" },
  { "docs.google.com", "/file" },
  { ".dropbox.com", "/" },
  { "dropbox.com", "/" },
  { "db.tt", "/" },
  { "www.icloud.com", "/" },
  { "share.icloud.com", "/" },
  { "wetransfer.com", "/" },
  { "we.tl", "/" },
  { ".box.com", "/s/" },
  { ".box.com", "/file/" },
  { ".box.com", "/v/" },
  { ".1drv.com", "/" },
  { "onedrive.com", "/" },
  { "d.docs.live.net", "/" },
  { "photos.app.goo.gl", "/" },
  { "photos.google.com", "/share" },
  { "drive.proton.me", "/" },
  { "mega.nz", "/" },
  { ".wetransfer.com", "/" },
  { "fromsmash.com", "/" },
};

static gboolean
host_is(const char *host, gsize n, const char *wanted)
{
  gsize length = strlen(wanted);
  return (wanted[0] == '.' ? n > length : n == length) &&
         !g_ascii_strncasecmp(host + n - length, wanted, length);
}

/* A host without a path behind it is somebody's site, and no file. */
static gboolean
is_cloud(const char *host, gsize n, const char *path)
{
  gboolean file = path[0] == '/' && path[1];
  for (guint i = 0; file && i < G_N_ELEMENTS(CLOUDS); i++)
    if (host_is(host, n, CLOUDS[i].host) && g_str_has_prefix(path, CLOUDS[i].path))
      return TRUE;
  return FALSE;
}

/* The value of "key=" in a query, its escapes undone; NULL if there is none. */
static char *
query_value(const char *query, const char *key)
{
  const char *found = strchr(query, '?');
  gsize n = strlen(key);
  for (; found; found = strpbrk(found + 1, "&"))
    if (!strncmp(found + 1, key, n) && found[1 + n] == '=') {
      g_autofree char *value = g_strndup(found + n + 2, strcspn(found + n + 2, "&"));
      return g_uri_unescape_string(value, NULL);
    }
  return NULL;
}

/* Proofpoint, version 2: "-" for "%", "_" for "/". */
static char *
undefend(const char *path)
{
  g_autofree char *value = query_value(path, "u");
  if (!value)
    return NULL;
  GString *out = g_string_new(value);
  for (gsize i = 0; i < out->len; i++)
    out->str[i] = out->str[i] == '-' ? '%' : out->str[i] == '_' ? '/' : out->str[i];
  char *plain = g_uri_unescape_string(out->str, NULL);
  g_string_free(out, TRUE);
  return plain;
}

/* Proofpoint, version 3: the address between two underscores on each side. */
static char *
undefend_3(const char *path)
{
  const char *start = strstr(path, "/v3/__"), *end = start ? strstr(start + 6, "__;") : NULL;
  return end ? g_strndup(start + 6, (gsize) (end - start - 6)) : NULL;
}

/* Sophos: in base64. */
static char *
undo_base64(char *value)
{
  gsize n;
  g_autofree char *encoded = value;
  g_autofree guchar *bytes = encoded ? g_base64_decode(encoded, &n) : NULL;
  return bytes && g_utf8_validate((const char *) bytes, (gssize) n, NULL) ? g_strndup((const char *) bytes, n)
                                                                          : NULL;
}

/* What a service that checks links has wrapped up. */
static char *
unwrap(const char *host, gsize n, const char *path)
{
  if (host_is(host, n, ".safelinks.protection.outlook.com"))
    return query_value(path, "url");
  if (host_is(host, n, "www.google.com"))
    return query_value(path, "q");
  if (host_is(host, n, "linkprotect.cudasvc.com"))
    return query_value(path, "a");
  if (host_is(host, n, ".protection.sophos.com"))
    return undo_base64(query_value(path, "u"));
  if (host_is(host, n, "urldefense.proofpoint.com"))
    return undefend(path);
  return host_is(host, n, "urldefense.com") ? undefend_3(path) : NULL;
}

/* Mimecast says no more than the host: its own link is then the one to follow. */
static gboolean
hides_cloud(const char *host, gsize n, const char *path)
{
  g_autofree char *domain = host_is(host, n, ".mimecast.com") || host_is(host, n, ".mimecastprotect.com")
                                ? query_value(path, "domain")
                                : NULL;
  return domain && (is_cloud(domain, strlen(domain), "/x") || is_cloud(domain, strlen(domain), "/document"));
}

static char *
cloud_file(const char *url, gboolean wrapped)
{
  const char *host = !g_ascii_strncasecmp(url, "https://", 8)  ? url + 8
                     : !g_ascii_strncasecmp(url, "http://", 7) ? url + 7
                                                               : NULL;
  if (!host)
    return NULL;
  gsize n = strcspn(host, "/?#:");
  const char *path = host + n;
  if (is_cloud(host, n, path) || hides_cloud(host, n, path))
    return text_clean(url, -1, URL_LIMIT, FALSE);
  g_autofree char *inner = wrapped ? NULL : unwrap(host, n, path);
  return inner ? cloud_file(inner, TRUE) : NULL;
}

char *
links_cloud_file(const char *url)
{
  return cloud_file(url, FALSE);
}

GStrv
links_find(const char *text)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  for (const char *p = strstr(text, "http"); p && found->len < LINKS_LIMIT; p = strstr(p, "http")) {
    gsize n = strcspn(p, " \t\r\n<>\"'()[]{}|\\^`");
    while (n && strchr(".,;:!?", p[n - 1]))
      n--;
    g_autofree char *url = g_strndup(p, MIN(n, 4 * URL_LIMIT));
    g_autofree char *file = links_cloud_file(url);
    if (file && !g_ptr_array_find_with_equal_func(found, file, g_str_equal, NULL))
      g_ptr_array_add(found, g_steal_pointer(&file));
    p += MAX(n, 4);
  }
  g_ptr_array_add(found, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&found), FALSE);
}
