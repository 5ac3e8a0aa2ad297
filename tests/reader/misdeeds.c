/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds of a child that has been taken over. Each is tried as such a child would try it: by the C library
 * where that has a way, else by the system call itself. */
#include "config.h"

#include "misdeeds.h"
#include "reader/wire.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  const guint8 *from, *to;
} Range;

static Range ranges[4096]; /* of the warm parent's memory, which a child has too */
static guint n_ranges;
static pid_t reader, engine; /* known beforehand, for to ask for one's parent is not allowed either */

void
misdeeds_start(void)
{
  reader = getpid();
  engine = getppid();
  FILE *maps = fopen("/proc/self/maps", "re");
  char line[512], readable;
  unsigned long from, to;
  while (maps && fgets(line, sizeof line, maps) && n_ranges < G_N_ELEMENTS(ranges))
    if (sscanf(line, "%lx-%lx %c", &from, &to, &readable) == 3 && readable == 'r' && !strstr(line, "[v"))
      ranges[n_ranges++] = (Range){ GSIZE_TO_POINTER(from), GSIZE_TO_POINTER(to) };
  if (maps)
    fclose(maps);
}

static gboolean
opens(void)
{
  static const char *const paths[] = { "/etc/passwd", "/proc/self/maps", "/proc/self/environ", "/", "." };
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
    if (open(paths[i], O_RDONLY) >= 0)
      return TRUE;
  return open("/tmp/mentord-was-here", O_WRONLY | O_CREAT, 0600) >= 0 || write(2, "x", 1) == 1;
}

static gboolean
removes(void)
{
  return unlink("/tmp/mentord-is-here") == 0;
}

/* The engine's environment and memory, by way of /proc. */
static gboolean
opens_engine(void)
{
  char path[64];
  static const char *const names[] = { "environ", "mem", "fd/3", "root", "cwd" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_snprintf(path, sizeof path, "/proc/%d/%s", (int) engine, names[i]);
    if (open(path, O_RDONLY) >= 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
makes_socket(void)
{
  return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static gboolean
makes_pair(void)
{
  int pair[2];
  return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

/* The parent's socket to the engine, if it is still there. */
static gboolean
talks_to_engine(void)
{
  WireAnswer lie = { 0, WIRE_READ, 0 };
  return send(3, &lie, sizeof lie, MSG_NOSIGNAL) >= 0;
}

static gboolean
connects(void)
{
  struct sockaddr address = { .sa_family = AF_INET };
  return connect(3, &address, sizeof address) == 0;
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
kills_parent(void)
{
  return kill(reader, SIGKILL) == 0;
}

static gboolean
kills_all(void)
{
  return kill(0, SIGKILL) == 0;
}

static gboolean
signals_sibling(void)
{
  for (pid_t pid = getpid() - 64; pid < getpid(); pid++)
    if (syscall(SYS_tgkill, pid, pid, SIGKILL) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
traces(void)
{
  return ptrace(PTRACE_ATTACH, reader, NULL, NULL) == 0;
}

static gboolean
reads_parent(void)
{
  char here[64];
  struct iovec local = { here, sizeof here }, remote = { (void *) ranges[0].from, sizeof here };
  return process_vm_readv(engine, &local, 1, &remote, 1, 0) > 0;
}

/* Wants to live on when the engine is dead. */
static gboolean
outlives(void)
{
  return prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0;
}

static gboolean
uses_ring(void)
{
  char parameters[256] = { 0 };
  return syscall(SYS_io_uring_setup, 4, parameters) >= 0;
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
maps_code(void)
{
  return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

static gboolean
turns_code(void)
{
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

/* The calls of a 32-bit program have other numbers. */
static gboolean
calls_as_i386(void)
{
#ifdef __x86_64__
  long result = 20; /* getpid there, writev here */
  __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
  return result > 0;
#else
  raise(SIGSYS);
  return TRUE;
#endif
}

static gboolean
crashes(void)
{
  volatile int *volatile nowhere = NULL;
  *nowhere = 1;
  return TRUE;
}

static gsize
deeper(gsize depth)
{
  volatile char room[4096];
  room[depth % sizeof room] = 1;
  return depth == G_MAXSIZE ? 0 : deeper(depth + 1) + (gsize) room[0];
}

static gboolean
recurses(void)
{
  return deeper(0) != 0;
}

static gboolean
loops(void)
{
  for (volatile guint64 n = 1; n; n++)
    ;
  return TRUE;
}

static gboolean
loops_deaf(void)
{
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  return loops();
}

static gboolean
takes_memory(void)
{
  for (volatile guint64 n = 1; n; n++)
    memset(g_malloc(64 << 20), 1, 64 << 20);
  return TRUE;
}

static gboolean
maps_memory(void)
{
  return mmap(NULL, (gsize) 2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

/* Waits for what never comes, which costs no processor time. */
static gboolean
waits(void)
{
  guint32 word = 0;
  for (;;)
    syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
  return TRUE;
}

static gboolean
exits(void)
{
  _exit(3);
  return TRUE;
}

/* Says that it has read, and has written nothing. */
static gboolean
scribbles(void)
{
  _exit(WIRE_STATUS_READ);
  return TRUE;
}

/* A descriptor of the message or of the result, by which it could still be changed. */
static gboolean
maps_files(void)
{
  for (int fd = 0; fd < 64; fd++)
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED)
      return TRUE;
  return FALSE;
}

static gboolean
is_secret(const guint8 *at)
{
  static const char secret[] = MISDEED_SECRET_SHIFTED;
  for (guint i = 0; i < sizeof secret - 1; i++)
    if (at[i] != secret[i] - 1)
      return FALSE;
  return TRUE;
}

/* A key of the engine's anywhere in this process. */
static gboolean
finds_secret(void)
{
  gsize length = strlen(MISDEED_SECRET_SHIFTED);
  for (guint i = 0; i < n_ranges; i++)
    for (const guint8 *p = ranges[i].from; p + length <= ranges[i].to; p++)
      if (*p == MISDEED_SECRET_SHIFTED[0] - 1 && is_secret(p))
        return TRUE;
  return n_ranges == 0;
}

static const struct {
  const char *name;
  gboolean (*act)(void);
} ACTS[] = {
  { "open", opens },
  { "remove", removes },
  { "open-engine", opens_engine },
  { "socket", makes_socket },
  { "socketpair", makes_pair },
  { "send", talks_to_engine },
  { "connect", connects },
  { "exec", executes },
  { "fork", forks },
  { "kill", kills_parent },
  { "kill-all", kills_all },
  { "signal", signals_sibling },
  { "ptrace", traces },
  { "read-parent", reads_parent },
  { "outlive", outlives },
  { "io-uring", uses_ring },
  { "thread", starts_thread },
  { "code", maps_code },
  { "turn-code", turns_code },
  { "i386", calls_as_i386 },
  { "crash", crashes },
  { "recurse", recurses },
  { "loop", loops },
  { "loop-deaf", loops_deaf },
  { "memory", takes_memory },
  { "map", maps_memory },
  { "wait", waits },
  { "exit", exits },
  { "scribble", scribbles },
  { "map-files", maps_files },
  { "secret", finds_secret },
};

/* Any system call, without arguments: TRUE when the kernel looked at it at all. */
static gboolean
calls(long number)
{
  return syscall(number, 0, 0, 0, 0, 0, 0) >= 0 || errno != EACCES;
}

gboolean
misdeed(const char *what, const guint8 *bytes, gsize n)
{
  if (g_str_has_prefix(what, "call "))
    return calls(strtol(what + 5, NULL, 10));
  if (!strcmp(what, "write")) { /* into its own copy of the message: the engine must not see it */
    gboolean may = mprotect((void *) bytes, n, PROT_READ | PROT_WRITE) == 0;
    if (may)
      memset((void *) bytes, 'x', n);
    return may;
  }
  for (guint i = 0; i < G_N_ELEMENTS(ACTS); i++)
    if (!strcmp(what, ACTS[i].name))
      return ACTS[i].act();
  return FALSE;
}
