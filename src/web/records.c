/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines and bodies in one stream: while a body waits in part, lines wait behind it. */
#include "web/records.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LINE_LIMIT 500
#define MOST_WAITING (16 << 20) /* bytes: some hundred forms at once, while the engine is held up */

struct Records {
  int fd;
  GByteArray *waiting;
  guint sent; /* bytes of it that are written */
};

Records *
records_new(int fd)
{
  Records *records = g_new0(Records, 1);
  int flags = fcntl(fd, F_GETFL);
  if (flags >= 0)
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  records->fd = fd;
  records->waiting = g_byte_array_new();
  return records;
}

void
records_free(Records *records)
{
  if (!records)
    return;
  g_byte_array_unref(records->waiting);
  g_free(records);
}

/* A line is shorter than PIPE_BUF: it goes into the pipe whole or not at all. */
void
records_line(Records *records, const char *text)
{
  g_autofree char *line = g_strdup_printf("%.*s\n", LINE_LIMIT - 1, text);
  if (!records->waiting->len) {
    if (write(records->fd, line, strlen(line)) < 0)
      return; /* full, or the engine is gone: then stdin says so too */
  } else if (records->waiting->len < MOST_WAITING) {
    g_byte_array_append(records->waiting, (const guint8 *) line, (guint) strlen(line));
  }
}

gboolean
records_form(Records *records, guint number, const char *token, const GByteArray *body)
{
  if (records->waiting->len + body->len > MOST_WAITING)
    return FALSE;
  g_autofree char *line = g_strdup_printf("form %u %s %u\n", number, token, body->len);
  g_byte_array_append(records->waiting, (const guint8 *) line, (guint) strlen(line));
  g_byte_array_append(records->waiting, body->data, body->len);
  records_flush(records);
  return TRUE;
}

gboolean
records_wait(const Records *records)
{
  return records->waiting->len > 0;
}

int
records_descriptor(const Records *records)
{
  return records->fd;
}

void
records_flush(Records *records)
{
  while (records->sent < records->waiting->len) {
    gssize n =
        write(records->fd, records->waiting->data + records->sent, records->waiting->len - records->sent);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    records->sent += (guint) n;
  }
  /* what is written is let go in large pieces, for what is behind it moves each time */
  if (records->sent == records->waiting->len || records->sent > MOST_WAITING / 2) {
    g_byte_array_remove_range(records->waiting, 0, records->sent);
    records->sent = 0;
  }
}
