/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datagrams to the service manager. Does not know what the states mean. */
#include "config.h" /* SOCK_CLOEXEC */

#include "base/notify.h"
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct Notify {
  int socket; /* -1: nobody listens */
  struct sockaddr_un address;
  socklen_t length;
  gint64 watchdog;
};

/* A path, or a name of the abstract namespace, which is written with @ for its first byte. */
static gboolean
read_address(Notify *notify, const char *path)
{
  gsize length = strlen(path);
  if ((*path != '/' && *path != '@') || length < 2 || length >= sizeof notify->address.sun_path)
    return FALSE;
  notify->address.sun_family = AF_UNIX;
  memcpy(notify->address.sun_path, path, length);
  if (*path == '@')
    notify->address.sun_path[0] = '\0';
  notify->length = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + length);
  return TRUE;
}

static gint64
read_watchdog(void)
{
  const char *pid = g_getenv("WATCHDOG_PID"), *usec = g_getenv("WATCHDOG_USEC");
  if (!usec || (pid && g_ascii_strtoll(pid, NULL, 10) != getpid()))
    return 0;
  return MAX(0, g_ascii_strtoll(usec, NULL, 10) / 1000);
}

Notify *
notify_new(void)
{
  Notify *notify = g_new0(Notify, 1);
  const char *path = g_getenv("NOTIFY_SOCKET");
  notify->socket = -1;
  if (path && read_address(notify, path)) {
    notify->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    notify->watchdog = read_watchdog();
  }
  g_unsetenv("NOTIFY_SOCKET");
  g_unsetenv("WATCHDOG_USEC");
  g_unsetenv("WATCHDOG_PID");
  return notify;
}

void
notify_free(Notify *notify)
{
  if (!notify)
    return;
  if (notify->socket >= 0)
    close(notify->socket);
  g_free(notify);
}

void
notify_say(const Notify *notify, const char *format, ...)
{
  if (notify->socket < 0)
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (sendto(notify->socket, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT,
             (const struct sockaddr *) &notify->address, notify->length) < 0)
    g_debug("the service manager was not told %s", text);
}

gint64
notify_watchdog(const Notify *notify)
{
  return notify->watchdog;
}
