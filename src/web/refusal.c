/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at method and headers. What cannot be read at all libmicrohttpd refuses. */
#include "web/refusal.h"
#include <string.h>

typedef struct {
  guint hosts, lengths, codings;
} Framing;

static enum MHD_Result
count_header(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name,
             const char *value G_GNUC_UNUSED)
{
  Framing *framing = data;
  framing->hosts += !g_ascii_strcasecmp(name, MHD_HTTP_HEADER_HOST);
  framing->lengths += !g_ascii_strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH);
  framing->codings += !g_ascii_strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING);
  return MHD_YES;
}

guint
refusal_of_framing(struct MHD_Connection *connection)
{
  Framing framing = { 0 };
  MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &framing);
  return framing.hosts > 1 || framing.lengths + framing.codings > 1 ? MHD_HTTP_BAD_REQUEST : 0;
}

static gboolean
has_content(struct MHD_Connection *connection)
{
  const char *length =
      MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
  return (length && strcmp(length, "0")) ||
         MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

guint
refusal_of_asking(struct MHD_Connection *connection, const char *method)
{
  if (!g_str_equal(method, MHD_HTTP_METHOD_GET) && !g_str_equal(method, MHD_HTTP_METHOD_HEAD))
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  return has_content(connection) ? MHD_HTTP_CONTENT_TOO_LARGE : 0;
}
