/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is to approve: the return that it is about, and who has approved it so far. Follows the chain
 * of `met` in the scheme; decides nothing. C3.10 */
#pragma once
#include "mail/compose.h"
#include "pass/engine.h"
#include "store/approvals.h"
#include "store/facts.h"
#include "store/obligations.h"

/* The obligation whose return @obligation of @requirement speaks about; NULL: none. */
Obligation *work_of(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                    const Obligation *obligation);
/* The version of it that stands; 0 and 0 when there is no return to approve. */
WorkVersion work_version_for(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                             const Obligation *obligation);
/* The approvals in front of this one in the chain, the first one first: of Obligation. */
GPtrArray *work_signed(Engine *engine, const Scheme *scheme, const Requirement *requirement,
                       const Obligation *obligation);
/* What was filed, to be attached: the file as it came, read again; drawn anew when it was corrected since,
 * was typed in, or is kept no longer. @number: goes in front of its name; 0: none. NULL without @error: there
 * is nothing to attach. */
Attachment *work_attachment(Engine *engine, const Filed *filed, guint number, GError **error);
