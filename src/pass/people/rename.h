/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that people correct. A human decides; the certificates that bear the old name are then issued anew.
 */
#pragma once
#include "pass/intake/inbound.h"
#include "store/awards.h"

/* The name that a mail's first line says is the right one ("My name is wrong, it's Siân"); one word alone
 * takes the place of the word of @known that it resembles, else of the first. NULL: the line says no such
 * thing. g_free. */
char *name_said(const char *line, const char *known);
/* Asks the office whether @person is called @name; FALSE when that is their name already. @form: id of the
 * form in which it was written, or NULL. */
gboolean name_ask(Inbound *inbound, const Person *person, const char *name, const char *form);
/* From now on @person is called @name. */
void name_change(Engine *engine, gint64 person, const char *name, const char *cause);
/* A new version of the certificate in the name that its holder has now. FALSE: it is an award without one. */
gboolean name_reissue(Engine *engine, const Award *award, const char *why, const char *cause);
