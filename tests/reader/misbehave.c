/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader whose children do on purpose what a broken or captured one would do. The text of the reading says
 * "refused" when the attempt failed and the child lived on, "done" when it succeeded. */
#include "config.h"

#include "reader/serve.h"
#include "reader/wire.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

static gboolean
opens(void)
{
  static const char *const paths[] = { "/etc/passwd", "/proc/self/maps", "/", "." };
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
    if (open(paths[i], O_RDONLY) >= 0)
      return TRUE;
  return open("/tmp/mentord-was-here", O_WRONLY | O_CREAT, 0600) >= 0 || write(2, "x", 1) == 1;
}

static gboolean
connects(void)
{
  return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static gboolean
executes(void)
{
  execl("/bin/true", "true", NULL);
  return FALSE;
}

static gboolean
forks(void)
{
  return fork() >= 0;
}

static gboolean
kills(void)
{
  return kill(getppid(), SIGKILL) == 0;
}

static gboolean
traces(void)
{
  return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static void *
idle(void *data)
{
  return data;
}

static gboolean
starts_thread(void)
{
  pthread_t thread;
  return pthread_create(&thread, NULL, idle, NULL) == 0;
}

static gboolean
makes_code(void)
{
  return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

static gboolean
crashes(void)
{
  raise(SIGSEGV);
  abort();
}

static gboolean
loops(void)
{
  for (volatile guint64 n = 1; n; n++)
    ;
  return TRUE;
}

static gboolean
takes_memory(void)
{
  for (volatile guint64 n = 1; n; n++)
    memset(g_malloc(64 << 20), 1, 64 << 20);
  return TRUE;
}

static gboolean
exits(void)
{
  _exit(3);
  return TRUE;
}

static gboolean
does_nothing(void)
{
  return FALSE;
}

/* Says that it has read, and has written nothing. */
static gboolean
scribbles(void)
{
  _exit(WIRE_STATUS_READ);
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*act)(void);
} ACTS[] = {
  { "open", opens },           { "socket", connects },      { "exec", executes },
  { "fork", forks },           { "kill", kills },           { "ptrace", traces },
  { "code", makes_code },      { "thread", starts_thread }, { "crash", crashes },
  { "loop", loops },           { "exit", exits },           { "memory", takes_memory },
  { "scribble", scribbles },   { "sleep", does_nothing },   { "flood", does_nothing },
  { "nothing", does_nothing },
};

/* More bytes than the area can hold. */
static void
flood(Reading *reading)
{
  for (guint i = 0; i < 3; i++) {
    ReadingDocument *document = reading_document_new("unknown");
    document->size = 24 << 20;
    document->content = g_bytes_new_take(g_malloc0(document->size), document->size);
    g_ptr_array_add(reading->documents, document);
    ReadingTable *table = reading_add_table(document, "", FALSE);
    for (guint r = 0; r < 20000; r++)
      g_ptr_array_add(table->rows, g_strsplit("some cells of a very long table of many rows", " ", -1));
  }
}

static Reading *
misbehave(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  (void) as;
  (void) name;
  g_autofree char *what = g_strndup((const char *) bytes, n);
  Reading *reading = reading_new("message");
  for (guint i = 0; i < G_N_ELEMENTS(ACTS); i++)
    if (!strcmp(what, ACTS[i].name)) {
      g_free(reading->text);
      reading->text = g_strdup(ACTS[i].act() ? "done" : "refused");
    }
  if (!strcmp(what, "flood"))
    flood(reading);
  return reading;
}

static void
start(void)
{
}

int
main(int argc, char **argv)
{
  return serve(argc, argv, start, misbehave);
}
