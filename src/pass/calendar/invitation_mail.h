/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail that puts one entry into somebody's calendar, changes it there, or takes it out. Private to this
 * room. */
#pragma once
#include "pass/calendar/invitation_words.h"

/* Queues it, unless it has to wait: for the sending window, or for tomorrow, when enough answers went to its
 * reader today. FALSE when a template is at fault. */
gboolean invitation_mail(Engine *engine, const EntryChange *change, GError **error);
/* Whether what it says follows from an answer, so that it is one itself. */
gboolean entry_change_is_answer(const EntryChange *change);
