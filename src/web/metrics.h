/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for Prometheus: the engine's, which lie in the published folder, and those that this process
 * counts.
 */
#pragma once
#include "web/published.h"
#include <microhttpd.h>

/* Of feeds that were asked for, by the answer: 200, 304, 410. */
#define METRICS_FETCHED 3
typedef struct {
  guint64 fetches[METRICS_FETCHED];
} Metrics;

void metrics_count(Metrics *metrics, guint status);
/* @engine: the numbers of the engine. */
enum MHD_Result metrics_answer(const Metrics *metrics, struct MHD_Connection *connection,
                               const PublishedFile *engine);
