/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in memory with a clock that stands still, for each test its own. */
#pragma once
#include "store/store.h"

typedef struct {
  Clock *clock;
  Seam *seam;
  Store *store;
} Fixture;

#define TEN_OCLOCK 1791277200 /* 2026-10-06T09:00:00Z, ten in London */

static inline void
fixture_open(Fixture *f, gconstpointer unused)
{
  (void) unused;
  f->clock = clock_new("Europe/London", NULL);
  clock_set(f->clock, TEN_OCLOCK);
  f->seam = seam_new();
  g_autoptr(GError) error = NULL;
  f->store = store_open(":memory:", f->clock, f->seam, &error);
  g_assert_no_error(error);
}

static inline void
fixture_close(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_close(f->store);
  seam_free(f->seam);
  clock_free(f->clock);
}

/* Commits, and everything since the beginning must have gone well. */
static inline void
fixture_commit(Fixture *f)
{
  g_autoptr(GError) error = NULL;
  store_commit(f->store, &error);
  g_assert_no_error(error);
}

#define fixture_add(path, function) g_test_add(path, Fixture, NULL, fixture_open, function, fixture_close)
