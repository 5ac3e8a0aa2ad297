/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mails that open something for one obligation. Each goes once, in the sending window; before its time it
 * is offered to the clock as a visit. */
#pragma once
#include "pass/decide/standing.h"
#include "pass/decide/visit.h"

/* What is asked. An approval is asked of those who give it, also of who came into the role since. */
void settle_request(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                    Visit *visit);
/* To an event, with every date open to the person. C1.12 */
void settle_invite(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                   Visit *visit);
/* For who missed an event, once the accounts of who came are in. C1.17 */
void settle_make_up(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                    Visit *visit);
