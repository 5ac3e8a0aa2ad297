/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the address of a connection and the headers that proxies add. */
#include "web/peer.h"
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>

gboolean
peer_is_loopback(const struct sockaddr *address)
{
  const struct sockaddr_in *four = (const struct sockaddr_in *) (gconstpointer) address;
  const struct sockaddr_in6 *six = (const struct sockaddr_in6 *) (gconstpointer) address;
  if (address->sa_family == AF_INET)
    return (ntohl(four->sin_addr.s_addr) >> 24) == 127;
  return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

gboolean
peer_is_here(struct MHD_Connection *connection)
{
  static const char *const passed_on[] = { "X-Forwarded-For",  "Forwarded",        "X-Real-IP", "Via",
                                           "X-Forwarded-Host", "X-Forwarded-Proto" };
  const union MHD_ConnectionInfo *peer =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  for (guint i = 0; i < G_N_ELEMENTS(passed_on); i++)
    if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, passed_on[i]))
      return FALSE;
  return peer && peer_is_loopback(peer->client_addr);
}
