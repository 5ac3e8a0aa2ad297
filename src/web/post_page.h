/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the browser shows when a form was sent. */
#pragma once
#include "web/published.h"

/* A whole page for @status (200, 404, 409, 410, 411, 413, 415, 503); @when, in words, is when a form that was
 * taken was received, and is not trusted to be HTML. */
GBytes *post_page(Published *published, guint status, const char *when);
