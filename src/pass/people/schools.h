/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a school is and chose, as today has it, and answers of forms that become an attribute. */
#pragma once
#include "pass/engine.h"
#include "store/facts.h"

/* The value of @attribute that holds for @school today, else its default; NULL: none. g_free. */
char *school_value(Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute, gint64 school);
/* @value (one that @attribute allows) holds for @school from @since on. FALSE: it held already. */
gboolean school_decide(Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute, gint64 school,
                       const char *value, Day since, gint64 message, const char *cause);
/* Every answer of @filed that sets an attribute does, for its sender or their school, from @since on. C2.3 */
void answers_set_attributes(Engine *engine, const Filed *filed, Day since, const char *cause);
/* That of one box, which was corrected. */
void answer_sets_attribute(Engine *engine, const Filed *filed, const FormField *field, Day since,
                           const char *cause);
