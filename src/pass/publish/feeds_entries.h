/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: what one session and one due date look like in a calendar. */
#pragma once
#include "calendar/feed.h"
#include "pass/people/coverage.h"
#include "store/obligations.h"
#include "store/placements.h"

/* So long a calendar says of an entry what it was before, or that it is cancelled: seconds. */
#define CHANGE_SHOWN (14 * 24 * 3600)

/* A session and what is around it. */
typedef struct {
  Engine *engine;
  const Scheme *scheme;
  const Session *session;
  const GPtrArray *sessions; /* all of its scheme and year, of Session */
  const Concern *concern;    /* in a private feed; NULL: in a public one */
} SessionEntry;

/* Whether the feed shows it still: a cancelled one goes after a while. */
gboolean feed_shows(Engine *engine, const Session *session);
FeedEvent *feed_session(const SessionEntry *entry);

/* What one person owes, and what others owe whom they cover, without their names. */
FeedEvent *feed_own_deadline(Engine *engine, const Scheme *scheme, const Obligation *obligation);
FeedEvent *feed_covered_deadline(Engine *engine, const Scheme *scheme, const SchemeFeed *feed,
                                 const Deadline *deadline);

/* The first or the @last day of a placement that the reader takes part in. */
FeedEvent *feed_placement(Engine *engine, const Scheme *scheme, const Placement *placement, gboolean last);
