/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes GLib's log to stderr, control characters made visible. Keeps no state beyond GLib's own. */
#include "base/log.h"
#include "base/text.h"
#include <stdio.h>

static const char *
severity(GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "<3>";
  if (level & G_LOG_LEVEL_WARNING)
    return "<4>";
  return level & G_LOG_LEVEL_DEBUG ? "<7>" : "<6>";
}

static GLogWriterOutput
write_line(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  LogLevel wanted = GPOINTER_TO_INT(data);
  if (((level & G_LOG_LEVEL_DEBUG) && wanted < LOG_VERBOSE) ||
      ((level & G_LOG_LEVEL_INFO) && wanted < LOG_EVENTS))
    return G_LOG_WRITER_HANDLED;
  if ((level & G_LOG_LEVEL_MESSAGE) && wanted < LOG_NORMAL)
    return G_LOG_WRITER_HANDLED;
  const char *message = "";
  for (gsize i = 0; i < n; i++)
    if (!g_strcmp0(fields[i].key, "MESSAGE"))
      message = fields[i].value;
  g_autofree char *line = text_quote(message);
  gboolean systemd = g_getenv("JOURNAL_STREAM") != NULL;
  const char *who = level & G_LOG_LEVEL_INFO      ? ""
                    : level & G_LOG_LEVEL_WARNING ? "mentord: warning: "
                                                  : "mentord: ";
  fprintf(stderr, "%s%s%s\n", systemd ? severity(level) : "", who, line);
  return G_LOG_WRITER_HANDLED;
}

void
log_start(LogLevel level)
{
  g_log_set_writer_func(write_line, GINT_TO_POINTER(level), NULL);
}
