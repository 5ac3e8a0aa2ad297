/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The envelope sender of a mail: one of its own where the provider lets it stand, so that what comes back
 * says which mail it was, whatever else it says. doc/contract.md, "What comes back". */
#pragma once
#include "pass/engine.h"

/* For the mail of @purpose: "mentors+b=TOKEN@host", or the plain address (submission.verp). The same for the
 * same purpose; nobody can guess it who has not had the mail. g_free. */
char *envelope_sender(Engine *engine, const char *purpose);
/* The mail whose envelope sender is among @addresses (NULL: none); 0: it is not. */
gint64 envelope_find(Engine *engine, const char *const *addresses);
