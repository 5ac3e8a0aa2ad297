/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's face: bytes in, a reading out. Behind it stands a process of its own (mentord-reader),
 * executed once into a fresh address space and warmed up; it forks a child for each message, which locks
 * itself down (no files, no network, no exec, bounded time and memory) before it sees a byte. The engine
 * parses nothing. */
#pragma once
#include "reader/reading.h"

typedef struct {
  guint children;           /* how many may read at once; 0: one a core */
  guint wall_seconds;       /* for one message: 10 */
  guint cpu_seconds;        /* 10 */
  guint64 memory;           /* bytes of address space: 1 GiB; 0: no limit (sanitizers) */
  gboolean without_sandbox; /* for tests that compare, and nothing else */
} ReaderBounds;

extern const ReaderBounds READER_BOUNDS; /* the ones in force; widened in a build with sanitizers */

typedef enum {
  READ_MESSAGE,
  READ_FILE,  /* a message or a document, told by content */
  READ_FORM,  /* what was posted from a page of ours: message/posted.h */
  READ_SEARCH /* a regular expression, NUL, and a message: the reading's text is not empty if anything in it,
                 however it is packed, matches */
} ReadAs;

typedef struct Reader Reader;

/* Starts the process. @program: path of mentord-reader, or NULL for the one beside the running program or
 * else installed; its sister for what is rare, @program with "-whole" behind it, is started when it is first
 * needed. Both die with the thread that started them. FAULT_IO when it cannot be started or cannot lock
 * itself in. */
Reader *reader_start(const char *program, const ReaderBounds *bounds, GError **error);
/* Ends the process and its children; NULL is accepted. */
void reader_free(Reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reader, reader_free)

/* Queues one reading under @ticket. @name is the file's name, "" for a message. @contents: whether the
 * documents' bytes are wanted back. Does not block for the reading. FAULT_IO when the process is gone and
 * could not be started again. */
gboolean reader_give(Reader *reader, guint64 ticket, GBytes *bytes, ReadAs as, const char *name,
                     gboolean contents, GError **error);
/* How many were given and not yet taken. */
guint reader_pending(const Reader *reader);
/* Waits for the next finished one, in any order. *reading is NULL when the child died, was stopped at its
 * bounds or said nonsense: *died (g_free) then says which, in words. FAULT_IO when nothing can be read at
 * all. */
gboolean reader_take(Reader *reader, guint64 *ticket, Reading **reading, char **died, GError **error);
/* Give and take of a single one. */
Reading *reader_read(Reader *reader, GBytes *bytes, ReadAs as, const char *name, gboolean contents,
                     char **died, GError **error);
