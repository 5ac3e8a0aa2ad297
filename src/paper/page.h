/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public page of the published folder: the calendars that people may subscribe to. Holds nothing about
 * persons. */
#pragma once
#include <glib.h>

typedef struct {
  const char *title; /* "Mentor training: primary" */
  const char *url;   /* absolute, https:// or http:// */
} PageFeed;

/* A list of feeds under headings of @level, each with buttons for calendars of Apple and Thunderbird
 * (webcal:), Google and Outlook on the web, and its bare address. A feed whose url is no http(s) address is
 * shown without buttons. */
void page_append_feeds(GString *html, const PageFeed *feeds, gsize n_feeds, int level);
/* A whole HTML page of them. Equal feeds give equal bytes. */
GBytes *page_index(const char *title, const char *subtitle, const PageFeed *feeds, gsize n_feeds);
