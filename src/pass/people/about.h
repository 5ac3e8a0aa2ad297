/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of whom a form speaks that is about somebody else than its sender. C5.10, C5.11, C5.13 */
#pragma once
#include "pass/engine.h"
#include "store/facts.h"
#include "store/obligations.h"

/* Those of whom @form (or NULL) may speak when @obligation asks for it: who has its role in the placement, or
 * the person for whom it is repeated. Of gint64; empty when the form is about its sender, or its person field
 * alone says whom. g_array_unref. */
GArray *about_people(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                     const Obligation *obligation);
/* Their names, as a mail says them: "Ann Brown and Ben Clark"; NULL: none. g_free. */
char *about_names(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation);
/* The person whom a return of @form means: the one of about_people() that @named names, the only one when it
 * names nobody; where there are none to choose from, or @anybody may be meant, the one holder of the role
 * with that name. 0 and in words why not (*doubt, g_free). */
gint64 about_find(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
                  const char *named, gboolean anybody, char **doubt);

/* Whether @person may not learn what @obligation's form says, or that it is asked: it is confidential and
 * about them. C5.11 */
gboolean about_is_kept_from(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                            const Obligation *obligation, gint64 person);
/* Takes the addresses of such people out of @addresses (of char*). */
void about_withhold(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                    const Obligation *obligation, GPtrArray *addresses);
/* Whether the answers themselves may be shown to @reader: those of a confidential form to who wrote them and
 * to the form's `to`, never to who is spoken of. The office is nobody's @reader. */
gboolean about_may_read(Engine *engine, const Filed *filed, gint64 reader);

/* The field of @form that holds the name of the person it is about; NULL: it has none. Borrowed. */
const FormField *about_field(const SchemeForm *form);
