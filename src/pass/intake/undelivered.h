/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when mail of ours does not arrive: who is told, and whether more is sent there.
 * doc/contract.md, "What comes back". */
#pragma once
#include "pass/engine.h"
#include "store/undelivered.h"

/* Keeps @one (id, person and over are not read) and acts upon it. @code: the server's reply code, 0: it came
 * in a message. @cause: for the journal. Whether a case was opened about it. */
gboolean undelivered_take(Engine *engine, const Undelivered *one, int code, const char *cause);
/* Opens a case of @kind about @address, of @person (NULL: of nobody on the roster), with the message @message
 * (0: none). Its id; 0 when one is open already. */
gint64 undelivered_case(Engine *engine, gint64 message, const Person *person, const char *kind,
                        const char *address, const char *question);
/* Mail of @address's owner shows that it is in use: what was said of it is over. */
void undelivered_lives(Engine *engine, const Person *owner, const char *address, const char *cause);
