/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a Word document that are the same in every form, and its properties. */
#pragma once
#include "paper/package.h"

/* Content types, relationships, styles, fonts and settings: everything but the document, its footer and its
 * properties. */
void form_parts_add(Package *package);
/* Core properties (title, language, fixed dates) and the custom properties mentord-ref, mentord-form and, if
 * there is a @version, mentord-version. */
void form_parts_add_properties(Package *package, const char *title, const char *ref, const char *form,
                               const char *version);
