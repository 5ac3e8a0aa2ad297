/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's commands by mail, carried out: what pass/commands/orders.c took in. */
#pragma once
#include "pass/engine.h"

/* Carries out every mail that waits, each in one transaction with its answer, so that it happens once. FALSE
 * and @error when the store, the reader or a template is at fault: it waits then. */
gboolean orders_carry_out(Engine *engine, GError **error);
