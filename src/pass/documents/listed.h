/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a form of rows lists, and which dates it asks about: the same in a workbook and on a page. */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"
#include "store/sessions.h"

/* Those whom the event is for; for a roster everybody of the school but its Lead Mentor. C1.6, C1.15. Of
 * Person. */
GPtrArray *listed_people(Engine *engine, const Scheme *scheme, const SchemeForm *form,
                         const Requirement *requirement, const Obligation *obligation);
/* The term that the obligation is repeated for; NULL: none. Borrowed from @obligation. */
const char *listed_term(const Obligation *obligation);
/* The dates of the event that the request follows: of Session, by start. */
GPtrArray *listed_sessions(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                           const Obligation *obligation);
