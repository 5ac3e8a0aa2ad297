/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public page of the published folder: the calendars that people may subscribe to. Holds nothing about
 * persons. */
#pragma once
#include <glib.h>

typedef struct {
  const char *title; /* "Mentor training: primary" */
  const char *url;   /* absolute, https:// or http:// */
} PageFeed;

/* A whole HTML page; each feed with buttons for calendars of Apple and Thunderbird (webcal:), Google and
 * Outlook on the web, and its bare address. A feed whose url is no http(s) address is shown without buttons.
 * Equal feeds give equal bytes. */
GBytes *page_index(const char *title, const char *subtitle, const PageFeed *feeds, gsize n_feeds);
