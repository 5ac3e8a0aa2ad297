/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the page of numbers. Who may see it is asked by the server. */
#include "web/metrics.h"
#include "web/answer.h"

static const guint FETCHED[METRICS_FETCHED] = { MHD_HTTP_OK, MHD_HTTP_NOT_MODIFIED, MHD_HTTP_GONE };

void
metrics_count(Metrics *metrics, guint status)
{
  for (guint i = 0; i < METRICS_FETCHED; i++)
    metrics->fetches[i] += FETCHED[i] == status;
}

enum MHD_Result
metrics_answer(const Metrics *metrics, struct MHD_Connection *connection, const PublishedFile *engine)
{
  gsize length;
  const char *numbers = g_bytes_get_data(engine->bytes, &length);
  GString *text = g_string_new_len(numbers, (gssize) length);
  g_string_append(text,
                  "# HELP mentord_feed_fetches_total Calendar feeds that were asked for, by the answer.\n"
                  "# TYPE mentord_feed_fetches_total counter\n");
  for (guint i = 0; i < METRICS_FETCHED; i++)
    g_string_append_printf(text, "mentord_feed_fetches_total{status=\"%u\"} %" G_GUINT64_FORMAT "\n",
                           FETCHED[i], metrics->fetches[i]);
  g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
  return answer_text(connection, "text/plain; version=0.0.4; charset=utf-8", bytes);
}
