/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from an input through the reader and over the wire, as in production but for the sandbox. */
#include "config.h"

#include "fuzz.h"
#include "reader/converters.h"
#include "reader/document/document.h"
#include "reader/message/invitation.h"
#include "reader/message/message.h"
#include "reader/message/posted.h"
#include "reader/wire.h"
#include "zip-writer.h"
#include <string.h>
#include <sys/mman.h>

enum { MEMBERS_LIMIT = 64 };

static GLogWriterOutput
say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  (void) level;
  (void) fields;
  (void) n;
  (void) data;
  return G_LOG_WRITER_HANDLED;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void) argc;
  (void) argv;
  g_log_set_writer_func(say_nothing, NULL, NULL);
  converters_open();
  message_start();
  invitation_start();
  documents_start();
  return 0;
}

void
fuzz_read(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Reading) reading = as == READ_FORM ? posted_read(bytes, n) : message_read(bytes, n, as, name);
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true(area != MAP_FAILED);
  wire_write(area, reading, TRUE);
  g_autoptr(Reading) taken = wire_read(area, WIRE_AREA, &error);
  munmap(area, WIRE_AREA);
  g_assert_no_error(error);
  g_assert_cmpstr(taken->kind, ==, reading->kind);
  g_assert_cmpuint(taken->documents->len, ==, reading->documents->len);
}

/* The end of the member that begins at @at: the end of the line before the next that begins with "#### ". */
static const guint8 *
member_end(const guint8 *at, const guint8 *end)
{
  const guint8 *next = memmem(at, (gsize) (end - at), "\n#### ", 6);
  return next ? next : end;
}

void
fuzz_read_package(const guint8 *bytes, gsize n, const char *name)
{
  const guint8 *end = bytes + n;
  ZipMember members[MEMBERS_LIMIT] = { { 0 } };
  guint count = 0;
  while (bytes < end && count < MEMBERS_LIMIT && end - bytes > 5 && !memcmp(bytes, "#### ", 5)) {
    const guint8 *line = memchr(bytes, '\n', (gsize) (end - bytes));
    if (!line)
      break;
    const guint8 *after = member_end(line, end);
    members[count++] = (ZipMember){ .name = g_strndup((const char *) bytes + 5, (gsize) (line - bytes - 5)),
                                    .data = after > line + 1 ? (const char *) line + 1 : "",
                                    .n = after > line + 1 ? (gsize) (after - line - 1) : 0 };
    bytes = MIN(after + 1, end);
  }
  g_autoptr(GBytes) zip = zip_write(members, count);
  while (count--)
    g_free((char *) members[count].name);
  fuzz_read(g_bytes_get_data(zip, NULL), g_bytes_get_size(zip), READ_FILE, name);
}

char *
fuzz_text(const guint8 *bytes, gsize n)
{
  return g_strndup((const char *) bytes, n);
}
