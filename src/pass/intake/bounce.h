/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail that came back: the right recipient, permanent refusals told from delays, nobody invented. */
#pragma once
#include "pass/intake/inbound.h"

void bounce_take(Inbound *inbound);
