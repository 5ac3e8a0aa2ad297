/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that were sent from their page: from the spool into the store, where each is a message of the folder
 * "form", kept, counted and read like any other. Whose it is, and which form, its token alone says. */
#pragma once
#include "pass/engine.h"
#include "store/messages.h"

/* What the token of a form's page is for: this, and the ref of what it answers. */
#define FORM_PURPOSE "form:"
#define FORM_FOLDER "form"

/* Stores what lies in the spool, in one transaction; what nobody's token opens any more is dropped. FAULT_IO.
 */
gboolean posted_take(Engine *engine, GError **error);
/* Once the pages are published that say so: what was stored need not lie in the spool any more. FAULT_IO. */
gboolean posted_clear(Engine *engine, GError **error);

/* How the bytes of @message are to be read. */
ReadAs posted_read_as(const Message *message);
/* Whether @message was sent from a page of ours. */
gboolean posted_is(const Message *message);
/* Whose page it was: of Person, one or, once erased, none. */
GPtrArray *posted_sender(Engine *engine, const Message *message);
