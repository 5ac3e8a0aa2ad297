/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as it stands in the records, as a document again: for who filed it, and for who covers them. */
#pragma once
#include "mail/compose.h"
#include "pass/engine.h"
#include "store/facts.h"

/* @filed with the answers that stand now, corrections included. NULL without @error: its form lists rows, or
 * the scheme has it no longer. */
Attachment *copy_of_filed(Engine *engine, const Filed *filed, GError **error);
/* "Mentor tracker, 2026-27 spring": which of several it is. g_free. */
char *copy_title(Engine *engine, const Filed *filed);
