/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlook's own file of a mail, .msg ([MS-OXMSG]). */
#pragma once
#include "reader/message/mapi.h"

/* Whether @bytes are one: a compound file with the properties of a mail at its root. */
gboolean msg_is(const guint8 *bytes, gsize n);
/* The mail in it with its files and attached mails; NULL when it cannot be read. */
MapiMessage *msg_read(const guint8 *bytes, gsize n);
