/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known before a form goes out. */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"

/* Writes into those of @boxes (of Box) that are empty: name, school and address of whom @obligation belongs
 * to; under the id of an attribute what it is for them; under that of a role its holder for them, when there
 * is one alone. The words stand in @words. */
void prefill(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
             GArray *boxes, GStringChunk *words);
