/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the line of progress, as wide as the terminal is now. The cursor stands at its beginning, so that a
 * line of the log goes over it. Knows no work. */
#include "cli/progress.h"
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define TURN 200 /* ms between two drawings */
#define WIDTH 80 /* columns, where the terminal does not say */
#define BAR 24   /* columns at most, without its ends */
#define CLEAR "\r\033[K"

struct Progress {
  char *what;
  gint64 drawn; /* ms of the monotonic clock */
};

Progress *
progress_new(const Cli *cli, const char *what)
{
  if (cli->quiet || !isatty(STDERR_FILENO))
    return NULL;
  Progress *progress = g_new0(Progress, 1);
  progress->what = g_strdup(what);
  progress->drawn = clock_monotonic(); /* short work shows nothing */
  return progress;
}

void
progress_free(Progress *progress)
{
  if (!progress)
    return;
  fputs(CLEAR, stderr);
  fflush(stderr);
  g_free(progress->what);
  g_free(progress);
}

gboolean
progress_due(Progress *progress)
{
  if (!progress || clock_monotonic() - progress->drawn < TURN)
    return FALSE;
  progress->drawn = clock_monotonic();
  return TRUE;
}

static int
columns(void)
{
  struct winsize size = { .ws_col = 0 };
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : WIDTH;
}

static void
append_bar(GString *line, double share)
{
  int done = (int) (CLAMP(share, 0, 1) * BAR);
  g_string_append(line, " [");
  for (int i = 0; i < BAR; i++)
    g_string_append_c(line, i < done ? '#' : '.');
  g_string_append_printf(line, "] %3d%%", (int) (CLAMP(share, 0, 1) * 100));
}

void
progress_draw(Progress *progress, double share, const char *format, ...)
{
  if (!progress)
    return;
  g_autoptr(GString) line = g_string_new(progress->what);
  if (share >= 0)
    append_bar(line, share);
  g_string_append(line, "  ");
  va_list arguments;
  va_start(arguments, format);
  g_string_append_vprintf(line, format, arguments);
  va_end(arguments);
  /* a full last column would make some terminals begin a new line */
  glong room = columns() - 1;
  g_autofree char *shown = g_utf8_substring(line->str, 0, MIN(room, g_utf8_strlen(line->str, -1)));
  fprintf(stderr, CLEAR "%s\r", shown);
  fflush(stderr);
}
