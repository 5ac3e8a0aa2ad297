/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warm parent of the reading children: takes requests from the engine, forks a child for each, sees to
 * its bounds, says how it ended. Looks into no message itself. */
#pragma once
#include "reader/reader.h"

/* What a child does: bytes in, a reading out. Never NULL. */
typedef Reading *(*ServeRead)(const guint8 *bytes, gsize n, ReadAs as, const char *name);

/* The whole program: arguments as reader_start() gives them, the socket as descriptor 3. @start warms up what
 * @read needs (every file that it will ever need is opened there). Returns the exit status. */
int serve(int argc, char **argv, void (*start)(void), ServeRead read);
