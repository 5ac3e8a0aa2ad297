/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that jumps ahead, as after a bad answer from a time server, would make everything fall due at once.
 * It is seen by the time since the machine was started, which no setting moves and no sleep stops. Nothing is
 * begun until it is back, or the office says that it is right. A clock that is set by --now may jump. */
#pragma once
#include "pass/engine.h"

/* Once a pass: compares the clock with the last pass. */
void jump_watch(Engine *engine);
/* Whether it jumped ahead by more than a day and is neither back nor accepted. */
gboolean jump_stands(Engine *engine);
/* In an open transaction: the clock is right as it is. */
void jump_accept(Engine *engine);
