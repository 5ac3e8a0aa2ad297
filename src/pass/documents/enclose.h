/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that go out with a request: the form, prefilled for one obligation, its ref inside. */
#pragma once
#include "mail/compose.h"
#include "paper/form.h"
#include "pass/engine.h"
#include "store/obligations.h"

/* The boxes of @form, without values: of Box, g_array_unref; the strings are the form's. */
GArray *form_boxes(const SchemeForm *form);
/* The document as an attachment; NULL without @error when @form sends none. */
Attachment *enclose_form(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                         const Requirement *requirement, const Obligation *obligation, GError **error);
