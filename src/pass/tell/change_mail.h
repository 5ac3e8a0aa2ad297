/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail to one person about a session that changed: what was, what is, who changed it. */
#pragma once
#include "pass/engine.h"
#include "store/changes.h"

/* Whether @person was told of @change, or of what came of it, by a mail. */
gboolean change_mail_went(Engine *engine, const Change *change, gint64 person);
/* Queues it, in the sending window or outside it. @changes: all of the session, of Change; the first that
 * @person does not know of is number @known. The fourth mail about one session is held: whoever changes it
 * that often, or whatever does, wants a human's eye. */
gboolean change_mail(Engine *engine, const Scheme *scheme, const Session *session, const GPtrArray *changes,
                     guint known, gint64 person, GError **error);
