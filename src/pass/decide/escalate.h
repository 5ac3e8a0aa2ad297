/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rungs that go to somebody else: a line in the digest of a role's holders, or a mail to them. */
#pragma once
#include "pass/decide/settle.h"

/* Tells those in the rung's role, and marks it climbed. When nobody holds the role it is a case. */
void escalate(const Standing *standing, const Ask *due, const Obligation *obligation);
