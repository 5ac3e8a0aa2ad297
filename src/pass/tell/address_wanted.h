/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who may know it for the right address of somebody, and says afterwards that it was changed. */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"
#include "store/outbox.h"

/* To who hears of @person, in the next sending window, once for the case @id. Nobody found: the office has
 * its case. */
void address_wanted_ask(Engine *engine, const Person *person, const char *address, gint64 id);
/* The case that @mail asks about; NULL: it asks for no address. */
Case *address_wanted_case(Engine *engine, const OutboxMail *mail);
