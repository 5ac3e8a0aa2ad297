/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Outlook wraps up in ways of its own: winmail.dat, and mails saved as .msg. */
#pragma once
#include "reader/message/files.h"

/* Takes @bytes apart if they are one of the two, and FALSE if they are neither: files go to @reading,
 * attached mails to its forward, the body of winmail.dat to its text if that is empty. What is damaged, or
 * has no file in it, stands in the list itself. @depth: of mails in mails. */
gboolean outlook_take(Files *files, Reading *reading, const char *name, GBytes *bytes, guint depth);
/* The mail that a .msg is, or NULL if @bytes are none. */
Reading *outlook_mail(Files *files, const guint8 *bytes, gsize n);
