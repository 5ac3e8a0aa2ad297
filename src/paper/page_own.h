/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of somebody's own behind a secret link: a few numbers, then sections with tables and charts. Does
 * not know what they say. */
#pragma once
#include "paper/page.h"
#include "paper/report.h"

typedef struct {
  char *title, *subtitle; /* "Helen Okafor", the partnership */
  char *privacy;          /* whose it is, and how its link is renewed */
  GPtrArray *lines;       /* of char*: what it comes to, in a few sentences */
  GPtrArray *tiles;       /* numbers that are seen first */
  GPtrArray *links;       /* what there is to do */
  GPtrArray *sections;    /* of Report, in order */
  GArray *feeds;          /* of PageFeed: their calendars */
} OwnPage;

OwnPage *own_page_new(const char *title, const char *subtitle, const char *privacy);
void own_page_free(OwnPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnPage, own_page_free)

void own_page_add_line(OwnPage *page, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "7 overdue". */
void own_page_add_tile(OwnPage *page, guint number, const char *words, ReportTone tone);
/* A link to do something by: "Say who came to Core Mentor Training". */
void own_page_add_link(OwnPage *page, const char *words, const char *url);
void own_page_add_feed(OwnPage *page, const char *title, const char *url);
/* Takes @section, unless it is NULL. */
void own_page_add_section(OwnPage *page, Report *section);

/* The page, made at @now ("2026-10-06T16:00:00+01:00", shown as @words); or as it stands in @before (or NULL)
 * when it says the same but for the time: then it is as old as what it says. g_free. */
char *own_page_write(const OwnPage *page, const char *now, const char *words, const char *before);
