/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the address of a connection and the headers that proxies add. */
#include "web/peer.h"
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define FORWARDED_FOR "X-Forwarded-For"

static const struct in_addr *
four_of(const struct sockaddr *address)
{
  return &((const struct sockaddr_in *) (gconstpointer) address)->sin_addr;
}

static const struct in6_addr *
six_of(const struct sockaddr *address)
{
  return &((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr;
}

gboolean
peer_is_loopback(const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    return (ntohl(four_of(address)->s_addr) >> 24) == 127;
  if (address->sa_family != AF_INET6)
    return FALSE;
  const struct in6_addr *six = six_of(address);
  return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
}

const struct sockaddr *
peer_address(struct MHD_Connection *connection)
{
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

gboolean
peer_is_here(struct MHD_Connection *connection)
{
  static const char *const passed_on[] = { FORWARDED_FOR, "Forwarded",        "X-Real-IP",
                                           "Via",         "X-Forwarded-Host", "X-Forwarded-Proto" };
  const struct sockaddr *address = peer_address(connection);
  for (guint i = 0; i < G_N_ELEMENTS(passed_on); i++)
    if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, passed_on[i]))
      return FALSE;
  return peer_is_loopback(address);
}

/* An IPv4 address is its own 32 bits: no /64 in use begins with 32 zeros. */
static guint64
key_of_six(const struct in6_addr *six)
{
  guint32 four;
  guint64 prefix;
  memcpy(&four, six->s6_addr + 12, sizeof four);
  memcpy(&prefix, six->s6_addr, sizeof prefix);
  return IN6_IS_ADDR_V4MAPPED(six) ? ntohl(four) : GUINT64_FROM_BE(prefix);
}

guint64
peer_key(const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    return ntohl(four_of(address)->s_addr);
  return address->sa_family == AF_INET6 ? key_of_six(six_of(address)) : 0;
}

gboolean
peer_key_of_text(const char *text, guint64 *key)
{
  struct in_addr four;
  struct in6_addr six;
  g_autofree char *host = g_strstrip(g_strdup(text));
  char *colon = strchr(host, ':'), *end = *host == '[' ? strchr(host, ']') : NULL;
  gsize bracket = end ? 1 : 0;
  if (end)
    *end = '\0';
  else if (colon && colon == strrchr(host, ':'))
    *colon = '\0';
  if (inet_pton(AF_INET, host, &four) == 1)
    *key = ntohl(four.s_addr);
  else if (inet_pton(AF_INET6, host + bracket, &six) == 1)
    *key = key_of_six(&six);
  else
    return FALSE;
  return TRUE;
}

/* The lines of the header are one list: the last hop stands in the last of them. */
static enum MHD_Result
keep_last(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name, const char *value)
{
  const char **last = data;
  if (value && !g_ascii_strcasecmp(name, FORWARDED_FOR))
    *last = value;
  return MHD_YES;
}

guint64
peer_client(struct MHD_Connection *connection)
{
  const struct sockaddr *address = peer_address(connection);
  const char *hops = NULL;
  guint64 key;
  if (peer_is_loopback(address))
    MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_last, &hops);
  const char *comma = hops ? strrchr(hops, ',') : NULL;
  return hops && peer_key_of_text(comma ? comma + 1 : hops, &key) ? key : peer_key(address);
}
