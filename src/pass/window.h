/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window of messages on its way: given to the readers, stored, taken in as facts. While one is taken in,
 * the next one is being read. */
#pragma once
#include "mail/mailbox.h"
#include "pass/engine.h"

/* The readings that came, for whichever window. */
typedef struct Readings Readings;
Readings *readings_new(Engine *engine);
void readings_free(Readings *readings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Readings, readings_free)

/* Whether some were held, and why the first was, in @error (FAULT_CONFIG): told once. */
gboolean readings_held(Readings *readings, GError **error);

typedef struct Window Window;

/* Gives @messages (of MailboxMessage; taken over) to the readers. */
Window *window_new(Readings *readings, GPtrArray *messages, GError **error);
/* The same with messages that are stored but not read yet, @limit of them. */
Window *window_unread(Readings *readings, guint limit, GError **error);
void window_free(Window *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Window, window_free)

gboolean window_is_empty(const Window *window);
/* In an open transaction: bytes and rows. */
void window_store(Readings *readings, Window *window, const char *folder);
/* In an open transaction: waits for each reading and takes it in, in the order of arrival, so that runs are
 * alike. After each @meanwhile (or NULL) is called. A mail whose answer a broken template should write is
 * held, as it was before: readings_held() tells. */
gboolean window_take(Readings *readings, Window *window, void (*meanwhile)(gpointer data), gpointer data,
                     GError **error);
/* Once taken in: the keys of those that may leave the folder, everything but mail from before `since`.
 * Borrowed. */
GPtrArray *window_moves(const Readings *readings, const Window *window);
guint32 window_last_uid(const Window *window);
