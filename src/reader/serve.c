/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warm parent. One loop: requests while there is room, ends of children, deadlines, the end of the
 * engine. */
#include "config.h"

#include "base/clock.h"
#include "reader/lockdown.h"
#include "reader/serve.h"
#include "reader/wire.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOCKET = 3, MOST_CHILDREN = 64 };

typedef struct {
  pid_t pid; /* 0: free */
  guint64 number;
  gint64 deadline; /* milliseconds of the monotonic clock */
  gboolean late;
} Slot;

typedef struct {
  int ends; /* signalfd of SIGCHLD */
  gboolean sandbox;
  guint cpu_seconds, wall_seconds, children, running;
  Lockdown *lockdown;
  ServeRead read;
  Slot slots[MOST_CHILDREN];
} Server;

typedef struct {
  WireRequest request;
  int in, out; /* memfds */
} Job;

static void
answer(guint64 number, WireEnd end, int detail)
{
  WireAnswer message = { number, end, detail };
  while (send(SOCKET, &message, sizeof message, MSG_NOSIGNAL) < 0)
    if (errno != EINTR)
      exit(EXIT_SUCCESS); /* the engine is gone */
}

/* What libraries grumble about hostile bytes is of use to nobody, and a child has nowhere to say it. */
static GLogWriterOutput
say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  (void) level;
  (void) fields;
  (void) n;
  (void) data;
  return G_LOG_WRITER_HANDLED;
}

/* The child: it maps what it needs, shuts the doors, and only then looks. */
static G_NORETURN void
child(const Server *server, Job *job, pid_t parent)
{
  struct stat info;
  sigset_t none;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) || getppid() != parent || fstat(job->in, &info))
    _exit(WIRE_STATUS_LOCK);
  gsize n = (gsize) info.st_size;
  guint8 *bytes = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE | MAP_POPULATE, job->in, 0) : (guint8 *) "";
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ | PROT_WRITE, MAP_SHARED, job->out, 0);
  if (bytes == MAP_FAILED || area == MAP_FAILED)
    _exit(WIRE_STATUS_MAP);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (server->sandbox && !lockdown_child(server->lockdown, server->cpu_seconds))
    _exit(WIRE_STATUS_LOCK);
  job->request.name[sizeof job->request.name - 1] = '\0';
  Reading *reading = server->read(bytes, n, job->request.as, job->request.name);
  wire_write(area, reading, job->request.contents != 0);
  _exit(WIRE_STATUS_READ);
}

static void
start_child(Server *server, Job *job)
{
  pid_t parent = getpid(), pid = fork();
  if (pid == 0)
    child(server, job, parent);
  int fault = errno;
  close(job->in);
  close(job->out);
  if (pid < 0) {
    answer(job->request.number, WIRE_FORK, fault);
    return;
  }
  for (Slot *slot = server->slots;; slot++)
    if (!slot->pid) {
      *slot =
          (Slot){ pid, job->request.number, clock_monotonic() + 1000 * (gint64) server->wall_seconds, FALSE };
      break;
    }
  server->running++;
}

/* Takes one request. Anything but a whole one means that the other end is no engine of ours, or gone. */
static void
take_request(Server *server)
{
  Job job;
  union {
    char bytes[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr align;
  } control;
  struct iovec part = { &job.request, sizeof job.request };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };
  gssize n = recvmsg(SOCKET, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  struct cmsghdr *head = n == sizeof job.request ? CMSG_FIRSTHDR(&message) : NULL;
  if (!head || head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(2 * sizeof(int)))
    exit(EXIT_SUCCESS);
  int fds[2];
  memcpy(fds, CMSG_DATA(head), sizeof fds);
  job.in = fds[0];
  job.out = fds[1];
  start_child(server, &job);
}

static void
say_end(const Slot *slot, int status)
{
  if (slot->late)
    answer(slot->number, WIRE_LATE, 0);
  else if (WIFSIGNALED(status))
    answer(slot->number, WIRE_SIGNAL, WTERMSIG(status));
  else
    answer(slot->number, WEXITSTATUS(status) == WIRE_STATUS_READ ? WIRE_READ : WIRE_EXIT,
           WEXITSTATUS(status));
}

static void
reap(Server *server)
{
  struct signalfd_siginfo info;
  int status;
  pid_t pid;
  while (read(server->ends, &info, sizeof info) > 0)
    ;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
    for (guint i = 0; i < server->children; i++)
      if (server->slots[i].pid == pid) {
        say_end(&server->slots[i], status);
        server->slots[i].pid = 0;
        server->running--;
      }
}

/* Stops who is late; milliseconds until the next may be, -1 if nobody runs. */
static int
stop_late(Server *server)
{
  gint64 now = server->running ? clock_monotonic() : 0, next = -1;
  for (guint i = 0; i < server->children; i++) {
    Slot *slot = &server->slots[i];
    if (!slot->pid || slot->late)
      continue;
    if (slot->deadline <= now) {
      slot->late = TRUE;
      kill(slot->pid, SIGKILL);
    } else if (next < 0 || slot->deadline - now < next) {
      next = slot->deadline - now;
    }
  }
  return (int) next;
}

static void
loop(Server *server)
{
  for (;;) {
    int timeout = stop_late(server);
    short wanted = server->running < server->children ? POLLIN : 0;
    struct pollfd fds[] = { { .fd = SOCKET, .events = wanted }, { .fd = server->ends, .events = POLLIN } };
    if (poll(fds, G_N_ELEMENTS(fds), timeout) < 0 && errno != EINTR)
      exit(EXIT_FAILURE);
    if (fds[1].revents)
      reap(server);
    if (fds[0].revents & POLLIN)
      take_request(server);
    else if (fds[0].revents & (POLLHUP | POLLERR))
      exit(EXIT_SUCCESS); /* its children die with it */
  }
}

static guint64
number(const char *text)
{
  return g_ascii_strtoull(text, NULL, 10);
}

int
serve(int argc, char **argv, void (*start)(void), ServeRead read)
{
  if (argc != 6) {
    fputs("mentord-reader is started by mentord and by nobody else\n", stderr);
    return 64;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  close_range(SOCKET + 1, ~0U, 0);
  Server server = { .read = read,
                    .children = (guint) CLAMP(number(argv[1]), 1, MOST_CHILDREN),
                    .wall_seconds = (guint) number(argv[2]),
                    .cpu_seconds = (guint) number(argv[3]),
                    .sandbox = number(argv[5]) != 0 };
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  server.ends = signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
  mallopt(M_MXFAST, 0); /* what is set aside now is tidied by each child, which copies the heap for it */
  mallopt(M_TRIM_THRESHOLD, 256 << 20); /* a child lives for one message: what it gives back it takes again */
  g_log_set_writer_func(say_nothing, NULL, NULL);
  start();
  server.lockdown = lockdown_new();
  if (server.ends < 0 || !server.lockdown || (server.sandbox && !lockdown_parent(number(argv[4])))) {
    fputs("mentord-reader cannot lock itself in on this machine (seccomp, Landlock); it reads nothing then\n",
          stderr);
    return 71;
  }
  answer(0, WIRE_READY, 0);
  loop(&server);
  return EXIT_SUCCESS;
}
