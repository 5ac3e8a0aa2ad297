/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells systemd how a service is (sd_notify(3), its protocol of datagrams), without libsystemd. */
#pragma once
#include <glib.h>

typedef struct Notify Notify;

/* Reads NOTIFY_SOCKET and WATCHDOG_USEC, and takes them out of the environment so that no child speaks for
 * us. Where nobody listens, everything below does nothing. */
Notify *notify_new(void);
void notify_free(Notify *notify);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notify, notify_free)

/* "READY=1", "STATUS=...", several joined by newlines. What cannot be told is dropped. */
void notify_say(const Notify *notify, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Milliseconds within which "WATCHDOG=1" must be said; 0: nobody watches. */
gint64 notify_watchdog(const Notify *notify);
