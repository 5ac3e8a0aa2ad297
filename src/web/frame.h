/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that this process makes, in the look of those that are published: the engine puts the frame there,
 * and only title and content are filled in. */
#pragma once
#include "web/published.h"

/* @title is plain words, @content is HTML; both are ours, and hold nothing of a request but what was read
 * into an alphabet of its own. Without a frame it is a plain page. */
GBytes *frame_page(Published *published, const char *title, const char *content);
