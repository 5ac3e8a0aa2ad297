/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat (TNEF, [MS-OXTNEF]): the mail in it. */
#pragma once
#include "reader/message/mapi.h"

/* The mail in @bytes with its files, at most 100, in order, and the mails attached to it. *damaged when the
 * rest could not be read; what stood before the damage is returned. Never NULL. */
MapiMessage *tnef_read(const guint8 *bytes, gsize n, gboolean *damaged);
