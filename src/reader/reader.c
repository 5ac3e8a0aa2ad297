/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's end of the reader: starts the process, hands it messages a few at a time, believes no answer
 * unchecked, and starts it again when it dies. Parses nothing but the answer. */
#include "config.h"

#include "base/clock.h"
#include "base/fault.h"
#include "reader/reader.h"
#include "reader/wire.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef WITH_SANITIZERS
const ReaderBounds READER_BOUNDS = { .wall_seconds = 60, .cpu_seconds = 60 };
#else
const ReaderBounds READER_BOUNDS = { .wall_seconds = 10, .cpu_seconds = 10, .memory = (guint64) 1 << 30 };
#endif

enum {
  AHEAD = 8, /* requests given to the process for each child, so that none of them waits for the engine */
  TRIES = 2, /* how often one is given again because the whole process died */
  START_MS = 20000,
};

typedef struct {
  guint64 ticket;
  guint64 number; /* not the first member: GLib 2.74 steals NULL from a table whose keys and values are the
                     same pointers */
  GBytes *bytes;
  ReadAs as;
  gboolean contents;
  char *name;
  guint tries;
  int out; /* memfd of the result while the process has it, else -1 */
  char *died;
} Job;

/* One of the two programs (see whole.h): the whole one is started when it is first needed. */
typedef struct {
  gboolean whole;
  pid_t pid; /* 0: not running */
  int socket;
  guint deaths;      /* since its last answer */
  GQueue waiting;    /* of Job */
  GHashTable *given; /* number to Job */
} Process;

struct Reader {
  char *program;
  ReaderBounds bounds;
  guint64 next_number;
  Process quick, whole;
  GQueue failed; /* of Job: given up */
};

static void
job_free(gpointer data)
{
  Job *job = data;
  g_clear_pointer(&job->bytes, g_bytes_unref);
  g_free(job->name);
  g_free(job->died);
  if (job->out >= 0)
    close(job->out);
  g_free(job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static gboolean
fault(GError **error, int number, const char *what)
{
  g_set_error(error, FAULT, FAULT_IO, "%s: %s", what, g_strerror(number));
  return FALSE;
}

/* The program beside the running one (the build tree), else the installed one. */
static char *
find_program(void)
{
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *directory = self ? g_path_get_dirname(self) : g_strdup(".");
  g_autofree char *beside = g_build_filename(directory, "mentord-reader", NULL);
  if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer(&beside);
  return g_build_filename(LIBEXECDIR, "mentord-reader", NULL);
}

static int
spawn(const Reader *reader, Process *process, int end)
{
  static const char *const environment[] = { "TZ=UTC", "LC_ALL=C.UTF-8", "LD_BIND_NOW=1",
                                             "ASAN_OPTIONS=detect_leaks=0", NULL };
  const ReaderBounds *bounds = &reader->bounds;
  g_autofree char *children = g_strdup_printf("%u", bounds->children);
  g_autofree char *wall = g_strdup_printf("%u", bounds->wall_seconds);
  g_autofree char *cpu = g_strdup_printf("%u", bounds->cpu_seconds);
  g_autofree char *memory = g_strdup_printf("%" G_GUINT64_FORMAT, bounds->memory);
  g_autofree char *program = g_strconcat(reader->program, process->whole ? "-whole" : NULL, NULL);
  char *arguments[] = { program, children, wall, cpu, memory, bounds->without_sandbox ? "0" : "1", NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, end, 3);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  int failed = posix_spawn(&process->pid, program, &actions, &attributes, arguments, (char **) environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failed)
    process->pid = 0;
  return failed;
}

static void
stop(Process *process)
{
  if (process->socket >= 0)
    close(process->socket);
  process->socket = -1;
  if (process->pid) {
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
      ;
  }
  process->pid = 0;
}

/* Waits for an answer of @process, at most @milliseconds: FALSE when it is dead or silent. */
static gboolean
receive(Process *process, WireAnswer *answer, int milliseconds)
{
  struct pollfd fd = { .fd = process->socket, .events = POLLIN };
  int ready;
  while ((ready = poll(&fd, 1, milliseconds)) < 0 && errno == EINTR)
    ;
  return ready > 0 && recv(process->socket, answer, sizeof *answer, 0) == sizeof *answer;
}

static gboolean
start(const Reader *reader, Process *process, GError **error)
{
  int pair[2];
  WireAnswer answer;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
    return fault(error, errno, "no socket for the reader");
  /* dup2 onto itself would leave the descriptor to be closed by the exec */
  int end = pair[1] == 3 ? fcntl(pair[1], F_DUPFD_CLOEXEC, 4) : pair[1];
  int failed = end < 0 ? errno : spawn(reader, process, end);
  close(pair[1]);
  if (end >= 0 && end != pair[1])
    close(end);
  process->socket = pair[0];
  if (failed) {
    stop(process);
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be started: %s: install mentord again", reader->program,
                g_strerror(failed));
    return FALSE;
  }
  if (receive(process, &answer, START_MS) && answer.end == WIRE_READY)
    return TRUE;
  stop(process);
  g_set_error(error, FAULT, FAULT_IO,
              "%s ended before it was ready to read; its own words stand above in the log", reader->program);
  return FALSE;
}

static void
process_init(Process *process, gboolean whole)
{
  process->whole = whole;
  process->socket = -1;
  process->given = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, job_free);
}

static void
process_clear(Process *process)
{
  stop(process);
  g_queue_clear_full(&process->waiting, job_free);
  g_hash_table_unref(process->given);
}

Reader *
reader_start(const char *program, const ReaderBounds *bounds, GError **error)
{
  g_autoptr(Reader) reader = g_new0(Reader, 1);
  reader->program = program ? g_strdup(program) : find_program();
  reader->bounds = bounds ? *bounds : READER_BOUNDS;
  if (!reader->bounds.children)
    reader->bounds.children = g_get_num_processors();
  process_init(&reader->quick, FALSE);
  process_init(&reader->whole, TRUE);
  if (!start(reader, &reader->quick, error))
    return NULL;
  return g_steal_pointer(&reader);
}

void
reader_free(Reader *reader)
{
  if (!reader)
    return;
  process_clear(&reader->quick);
  process_clear(&reader->whole);
  g_queue_clear_full(&reader->failed, job_free);
  g_free(reader->program);
  g_free(reader);
}

/* @process died as a whole: what it had goes back into its queue, but not for ever. */
static gboolean
restart(Reader *reader, Process *process, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  stop(process);
  g_hash_table_iter_init(&iter, process->given);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    Job *job = value;
    g_hash_table_iter_steal(&iter);
    close(job->out);
    job->out = -1;
    if (++job->tries >= TRIES) {
      job->died = g_strdup("the whole reader died while it was being read");
      g_queue_push_tail(&reader->failed, job);
    } else {
      g_queue_push_head(&process->waiting, job);
    }
  }
  if (++process->deaths > 3) {
    g_set_error(error, FAULT, FAULT_IO, "%s died %u times in a row", reader->program, process->deaths);
    return FALSE;
  }
  return start(reader, process, error);
}

/* The message in memory that nobody can change any more. */
static int
sealed(GBytes *bytes)
{
  gsize n, done = 0;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  int fd = memfd_create("message", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  while (fd >= 0 && done < n) {
    gssize wrote = write(fd, data + done, n - done);
    if (wrote < 0 && errno == EINTR)
      continue;
    if (wrote < 0) {
      close(fd);
      return -1;
    }
    done += (gsize) wrote;
  }
  if (fd >= 0)
    fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  return fd;
}

static int
result_area(void)
{
  int fd = memfd_create("reading", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd >= 0 &&
      (ftruncate(fd, (off_t) WIRE_AREA) < 0 || fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) < 0)) {
    close(fd);
    return -1;
  }
  return fd;
}

/* 0, or errno: EAGAIN when the process has enough to do. */
static int
send_job(const Process *process, Job *job)
{
  WireRequest request = { .number = job->number, .as = job->as, .contents = job->contents };
  union {
    char bytes[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr align;
  } control = { { 0 } };
  struct iovec part = { &request, sizeof request };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  int fds[2] = { sealed(job->bytes), result_area() }, failed = 0;
  g_strlcpy(request.name, job->name, sizeof request.name);
  *head =
      (struct cmsghdr){ .cmsg_len = CMSG_LEN(sizeof fds), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
  memcpy(CMSG_DATA(head), fds, sizeof fds);
  if (fds[0] < 0 || fds[1] < 0 || sendmsg(process->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
    failed = errno;
  if (fds[0] >= 0)
    close(fds[0]);
  if (failed && fds[1] >= 0)
    close(fds[1]);
  job->out = failed ? -1 : fds[1];
  return failed;
}

/* Gives @process as much as it should have; starts it where that is due. */
static gboolean
pump_process(Reader *reader, Process *process, GError **error)
{
  while (process->waiting.length && g_hash_table_size(process->given) < AHEAD * reader->bounds.children) {
    Job *job = g_queue_peek_head(&process->waiting);
    if (!process->pid && !start(reader, process, error))
      return FALSE;
    int failed = send_job(process, job);
    if (failed == EAGAIN)
      return TRUE;
    if (failed == EPIPE || failed == ECONNRESET) {
      if (!restart(reader, process, error))
        return FALSE;
      continue;
    }
    if (failed)
      return fault(error, failed, "a message cannot be handed to the reader");
    g_hash_table_insert(process->given, &job->number, g_queue_pop_head(&process->waiting));
  }
  return TRUE;
}

static gboolean
pump(Reader *reader, GError **error)
{
  return pump_process(reader, &reader->quick, error) && pump_process(reader, &reader->whole, error);
}

gboolean
reader_give(Reader *reader, guint64 ticket, GBytes *bytes, ReadAs as, const char *name, gboolean contents,
            GError **error)
{
  Job *job = g_new0(Job, 1);
  *job = (Job){ .number = ++reader->next_number,
                .ticket = ticket,
                .bytes = g_bytes_ref(bytes),
                .as = as,
                .contents = contents,
                .name = g_strdup(name),
                .out = -1 };
  g_queue_push_tail(&reader->quick.waiting, job);
  return pump(reader, error);
}

static guint
process_pending(const Process *process)
{
  return process->waiting.length + g_hash_table_size(process->given);
}

guint
reader_pending(const Reader *reader)
{
  return process_pending(&reader->quick) + process_pending(&reader->whole) + reader->failed.length;
}

static char *
words_of_end(const Reader *reader, const WireAnswer *answer)
{
  switch (answer->end) {
  case WIRE_LATE:
    return g_strdup_printf("it took longer than %u seconds to read", reader->bounds.wall_seconds);
  case WIRE_EXIT: return g_strdup_printf("the reader gave up (status %d)", answer->detail);
  case WIRE_FORK:
    return g_strdup_printf("no process could be started to read it: %s", g_strerror(answer->detail));
  case WIRE_SIGNAL: break;
  default: return g_strdup("the reader said nonsense");
  }
  if (answer->detail == SIGXCPU || answer->detail == SIGKILL)
    return g_strdup_printf(
        "it took more than %u seconds of computing to read, or the machine ran out of memory",
        reader->bounds.cpu_seconds);
  if (answer->detail == SIGSYS)
    return g_strdup("the reader tried something that it may not do, and was stopped");
  return g_strdup_printf("it broke the reader (%s)", g_strsignal(answer->detail));
}

static Reading *
take_result(const Job *job, char **died)
{
  g_autoptr(GError) wrong = NULL;
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ, MAP_SHARED, job->out, 0);
  if (area == MAP_FAILED) {
    *died = g_strdup_printf("the reader's answer cannot be mapped: %s", g_strerror(errno));
    return NULL;
  }
  Reading *reading = wire_read(area, WIRE_AREA, &wrong);
  munmap(area, WIRE_AREA);
  if (!reading)
    *died = g_strdup(wrong->message);
  return reading;
}

/* Waits until one of the processes has something to say; that one, or NULL when neither does in time. */
static Process *
wait_for_answer(Reader *reader)
{
  Process *const both[] = { &reader->quick, &reader->whole };
  struct pollfd fds[] = { { .fd = both[0]->socket, .events = POLLIN },
                          { .fd = both[1]->socket, .events = POLLIN } };
  int ready, patience = 1000 * (int) (2 * reader->bounds.wall_seconds + 10);
  while ((ready = poll(fds, G_N_ELEMENTS(fds), patience)) < 0 && errno == EINTR)
    ;
  for (guint i = 0; i < G_N_ELEMENTS(fds) && ready > 0; i++)
    if (fds[i].revents)
      return both[i];
  return NULL;
}

/* The next that has ended, in whatever way; NULL when nothing can be read at all. */
static Job *
next_ended(Reader *reader, WireAnswer *answer, GError **error)
{
  for (;;) {
    gpointer key, value;
    if (!pump(reader, error))
      return NULL;
    if (reader->failed.length)
      return g_queue_pop_head(&reader->failed);
    Process *process = wait_for_answer(reader);
    if (!process || !receive(process, answer, 0)) {
      Process *stuck = process                                  ? process
                       : g_hash_table_size(reader->quick.given) ? &reader->quick
                                                                : &reader->whole;
      if (!restart(reader, stuck, error))
        return NULL;
      continue;
    }
    process->deaths = 0;
    if (!g_hash_table_steal_extended(process->given, &answer->number, &key, &value))
      continue;
    Job *job = value;
    if (process->whole || answer->end != WIRE_EXIT || answer->detail != WIRE_STATUS_WHOLE)
      return job;
    close(job->out);
    job->out = -1;
    g_queue_push_tail(&reader->whole.waiting, job);
  }
}

gboolean
reader_take(Reader *reader, guint64 *ticket, Reading **reading, char **died, GError **error)
{
  WireAnswer answer;
  *reading = NULL;
  *died = NULL;
  if (!reader_pending(reader)) {
    g_set_error_literal(error, FAULT, FAULT_SOFTWARE, "nothing was given to the reader");
    return FALSE;
  }
  g_autoptr(Job) job = next_ended(reader, &answer, error);
  if (!job)
    return FALSE;
  *ticket = job->ticket;
  if (job->died)
    *died = g_steal_pointer(&job->died);
  else if (answer.end == WIRE_READ)
    *reading = take_result(job, died);
  else
    *died = words_of_end(reader, &answer);
  pump(reader, NULL); /* what goes wrong here goes wrong again, and is said, at the next call */
  return TRUE;
}

Reading *
reader_read(Reader *reader, GBytes *bytes, ReadAs as, const char *name, gboolean contents, char **died,
            GError **error)
{
  guint64 ticket;
  Reading *reading = NULL;
  g_assert(!reader_pending(reader));
  *died = NULL;
  if (!reader_give(reader, 0, bytes, as, name, contents, error) ||
      !reader_take(reader, &ticket, &reading, died, error))
    g_clear_pointer(&reading, reading_free);
  return reading;
}
