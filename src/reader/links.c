/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells links to cloud files from other links, by their host. Follows none. */
#include "reader/links.h"
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
  { "app.box.com", "/" },
  { ".1drv.com", "/" },
};

static gboolean
is_cloud(const char *host, gsize n, const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS(CLOUDS); i++) {
    gsize length = strlen(CLOUDS[i].host);
    gboolean below = CLOUDS[i].host[0] == '.';
    if ((below ? n > length : n == length) &&
        !g_ascii_strncasecmp(host + n - length, CLOUDS[i].host, length) &&
        g_str_has_prefix(*path == '/' ? path : "/", CLOUDS[i].path))
      return TRUE;
  }
  return FALSE;
}

/* What a wrapping service (Microsoft's safe links, Google's redirect) hides in its query. */
static char *
unwrap(const char *host, gsize n, const char *path)
{
  static const char safelinks[] = ".safelinks.protection.outlook.com";
  gboolean safe = n > sizeof safelinks - 1 &&
                  !g_ascii_strncasecmp(host + n - (sizeof safelinks - 1), safelinks, sizeof safelinks - 1);
  gboolean google = n == 14 && !g_ascii_strncasecmp(host, "www.google.com", 14);
  const char *query = !safe && !google ? NULL : strstr(path, safe ? "url=" : "q=");
  if (!query)
    return NULL;
  query = strchr(query, '=') + 1;
  g_autofree char *value = g_strndup(query, strcspn(query, "&"));
  return g_uri_unescape_string(value, NULL);
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
  if (is_cloud(host, n, path))
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
