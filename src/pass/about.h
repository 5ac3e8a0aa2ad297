/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of whom a form speaks that is about somebody else than its sender. C5.10, C5.11, C5.13 */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"

/* Those of whom @form (or NULL) may speak when @obligation asks for it: who has its role in the placement, or
 * the person for whom it is repeated. Of gint64; empty when the form is about its sender, or its person field
 * alone says whom. g_array_unref. */
GArray *about_people(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                     const Obligation *obligation);
/* Their names, as a mail says them: "Ann Brown and Ben Clark"; NULL: none. g_free. */
char *about_names(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation);
/* The field of @form that holds the name of the person it is about; NULL: it has none. Borrowed. */
const FormField *about_field(const SchemeForm *form);
