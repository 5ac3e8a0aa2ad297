/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What made-up people do to the documents that they were sent: fill them in, well or badly. */
#pragma once
#include "pass/engine.h"
#include "rehearse/rehearse_people.h"
#include "store/obligations.h"

typedef enum { FILL_WHOLE, FILL_BOX_FORGOTTEN, FILL_WRONG_NAME } FillHow;

/* @document, sent for @obligation, as @player sends it back; NULL without @error when it is none of the
 * scheme's forms. */
GBytes *fill_document(Engine *engine, const Cast *cast, GRand *chance, const Obligation *obligation,
                      const ReadingDocument *document, const Player *player, FillHow how, GError **error);
/* A document of somebody's own for @form, of which the file itself is wanted: as long as it asks. */
GBytes *fill_kept(const SchemeForm *form, GRand *chance, GError **error);
/* As much of a compound file as shows that a document is locked in it by a password ([MS-OFFCRYPTO] 2.3.1).
 */
GBytes *fill_locked(void);
/* A picture of a page (a bitmap). */
GBytes *fill_photograph(void);
