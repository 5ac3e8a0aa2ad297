/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walls of the reader, each tried by a child that does what it must not (misbehave.c, misdeeds.c): it
 * fails or is killed, which costs that one message, and the reader goes on. */
#include "config.h"

#include "base/clock.h"
#include "misdeeds.h"
#include "reader/reader.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static Reader *
start(const char *name, const ReaderBounds *bounds)
{
  g_autofree char *path = g_build_filename(g_getenv("TOP_BUILDDIR"), name, NULL);
  g_autoptr(GError) error = NULL;
  Reader *reader = reader_start(path, bounds, &error);
  g_assert_no_error(error);
  return reader;
}

/* The word that the child came back with, or why it did not. g_free. */
static char *
attempt(Reader *reader, const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new(what, strlen(what));
  g_autofree char *died = NULL;
  g_autoptr(Reading) reading = reader_read(reader, bytes, READ_MESSAGE, "", TRUE, &died, &error);
  g_assert_no_error(error);
  g_assert_true(!memcmp(g_bytes_get_data(bytes, NULL), what, strlen(what)));
  return reading ? g_strdup(reading->text) : g_steal_pointer(&died);
}

typedef struct {
  const char *what, *words; /* the deed; what comes of it, or some words of it */
} Misdeed;

static const ReaderBounds SHORT = {
  .children = 2,
  .wall_seconds = 30,
  .cpu_seconds = 1,
#ifndef WITH_SANITIZERS
  .memory = 512 << 20,
#endif
};

static const Misdeed MISDEEDS[] = {
  { "socket", "may not do" },
  { "socketpair", "may not do" },
  { "send", "may not do" },
  { "connect", "may not do" },
  { "remove", "may not do" },
  { "exec", "may not do" },
  { "fork", "may not do" },
  { "thread", "may not do" },
  { "kill", "may not do" },
  { "kill-all", "may not do" },
  { "signal", "refused" },
  { "ptrace", "may not do" },
  { "read-parent", "may not do" },
  { "outlive", "may not do" },
  { "io-uring", "may not do" },
  { "code", "may not do" },
  { "turn-code", "may not do" },
  { "i386", "may not do" },
  { "map-files", "refused" },
  { "write", "done" }, /* its own copy: attempt() compares the engine's */
  { "loop", "computing" },
  { "loop-deaf", "computing" },
  { "exit", "gave up" },
  { "scribble", "not a reading" },
  { "flood", "refused" },
#ifndef WITH_SANITIZERS /* whose run-time opens files, takes what memory it likes, and turns faults into     \
                           reports */
  { "secret", "refused" },
  { "open", "refused" },
  { "open-engine", "refused" },
  { "crash", "broke the reader" },
  { "recurse", "broke the reader" },
  { "memory", "broke the reader" },
  { "map", "refused" },
#endif
};

static void
test_misdeed(gconstpointer data)
{
  const Misdeed *misdeed = data;
  g_autoptr(Reader) reader = start("tests/reader/misbehave", &SHORT);
  g_autofree char *got = attempt(reader, misdeed->what), *after = NULL;
  if (!strstr(got, misdeed->words))
    g_error("%s: %s", misdeed->what, got);
  after = attempt(reader, "nothing");
  g_assert_cmpstr(after, ==, "refused"); /* and the reader goes on */
}

/* The clock on the wall stops what the clock of the processor has not yet, or never will. */
static void
test_late(void)
{
  static const ReaderBounds bounds = { .children = 1, .wall_seconds = 1, .cpu_seconds = 60 };
  g_autoptr(Reader) reader = start("tests/reader/misbehave", &bounds);
  g_autofree char *loop = attempt(reader, "loop"), *wait = attempt(reader, "wait");
  g_assert_cmpstr(loop, ==, "it took longer than 1 seconds to read");
  g_assert_cmpstr(wait, ==, "it took longer than 1 seconds to read");
}

#ifndef WITH_SANITIZERS
/* Linux from 6.14 on lets these two pass every filter; they kill who has no probe in it. */
enum { CALL_URETPROBE = 335, CALL_UPROBE = 336 };

/* Those that computing needs; any other ends the child or is refused before the kernel looks at it. */
static const long HARMLESS[] = {
  SYS_brk,       SYS_munmap,        SYS_mremap,          SYS_madvise,        SYS_futex,
  SYS_getrandom, SYS_clock_gettime, SYS_gettimeofday,    SYS_rt_sigprocmask, SYS_getpid,
  SYS_gettid,    SYS_sched_yield,   SYS_restart_syscall, SYS_mmap,           SYS_mprotect,
  SYS_exit,      SYS_exit_group,    SYS_rt_sigreturn,
};

static gboolean
is_harmless(long number)
{
  for (guint i = 0; i < G_N_ELEMENTS(HARMLESS); i++)
    if (HARMLESS[i] == number)
      return TRUE;
  return FALSE;
}

/* Every system call there is, and some that there will be. */
static void
test_every_call(void)
{
  static const long x32 = 0x40000000;
  g_autoptr(Reader) reader = start("tests/reader/misbehave", &SHORT);
  for (long number = 0; number < 600; number++) {
    if (is_harmless(number) || number == CALL_URETPROBE || number == CALL_UPROBE)
      continue;
    g_autofree char *what = g_strdup_printf("call %ld", number), *got = attempt(reader, what);
    if (strcmp(got, "refused") && !strstr(got, "may not do"))
      g_error("%s: %s", what, got);
    if (number % 50 == 0) {
      g_autofree char *other = g_strdup_printf("call %ld", number | x32), *end = attempt(reader, other);
      g_assert_nonnull(strstr(end, "may not do"));
    }
  }
}
#endif

/* The children of @parent, as they are now. */
static GArray *
children_of(pid_t parent)
{
  g_autofree char *path = g_strdup_printf("/proc/%d/task/%d/children", parent, parent), *text = NULL;
  GArray *children = g_array_new(FALSE, FALSE, sizeof(pid_t));
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return children;
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  for (guint i = 0; words[i]; i++) {
    pid_t pid = (pid_t) strtol(words[i], NULL, 10);
    if (pid)
      g_array_append_val(children, pid);
  }
  return children;
}

/* The status and the limits of a child of @reader's once it is locked in, or NULL if it was too quick. */
static char *
look_at_child(pid_t reader)
{
  g_autoptr(GArray) children = children_of(reader);
  for (guint i = 0; i < children->len; i++) {
    pid_t pid = g_array_index(children, pid_t, i);
    g_autofree char *status_path = g_strdup_printf("/proc/%d/status", pid), *status = NULL;
    g_autofree char *limits_path = g_strdup_printf("/proc/%d/limits", pid), *limits = NULL;
    if (g_file_get_contents(status_path, &status, NULL, NULL) && strstr(status, "Seccomp:\t2") &&
        g_file_get_contents(limits_path, &limits, NULL, NULL) && *limits)
      return g_strconcat(status, limits, NULL);
  }
  return NULL;
}

static GBytes *
long_mail(const char *charset)
{
  g_autoptr(GString) mail = g_string_new("From: a@example.org\nSubject: =?");
  g_string_append_printf(mail, "%s?q?a?=\n\n", charset);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf(mail, "Line %u: one of many.\n", i);
  return g_string_free_to_bytes(g_steal_pointer(&mail));
}

/* Both programs as they are installed: their children are seen from outside to be locked in. */
static void
test_program(gconstpointer charset)
{
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  g_autoptr(GBytes) mail = long_mail(charset);
  g_autoptr(GError) error = NULL;
  g_autofree char *seen = NULL;
  for (guint tries = 0; tries < 100 && !seen; tries++) {
    Reading *reading;
    char *died;
    guint64 ticket;
    for (guint i = 0; i < 8; i++)
      g_assert_true(reader_give(reader, i, mail, READ_MESSAGE, "", FALSE, &error));
    while (reader_pending(reader)) {
      g_autoptr(GArray) programs = children_of(getpid());
      for (guint i = 0; i < 400 && !seen; i++)
        seen = look_at_child(g_array_index(programs, pid_t, programs->len - 1)); /* the one started last */
      g_assert_true(reader_take(reader, &ticket, &reading, &died, &error));
      g_assert_cmpstr(died, ==, NULL);
      reading_free(reading);
    }
  }
  g_assert_nonnull(seen);
  g_assert_nonnull(strstr(seen, "NoNewPrivs:\t1"));
  g_assert_true(g_regex_match_simple("Max processes +0 +0", seen, 0, 0));
  g_assert_true(g_regex_match_simple("Max file size +0 +0", seen, 0, 0));
  g_assert_true(g_regex_match_simple("Max core file size +0 +0", seen, 0, 0));
  g_assert_true(g_regex_match_simple("Max cpu time +[1-9][0-9]?0? +", seen, 0, 0));
#ifndef WITH_SANITIZERS
  g_assert_true(g_regex_match_simple("Max address space +1073741824 +1073741824", seen, 0, 0));
#endif
}

/* An engine of its own, with readers at work; it tells on @out when they are. */
static G_NORETURN void
engine(int out)
{
  g_autoptr(Reader) reader = start("tests/reader/misbehave", &SHORT);
  g_autoptr(GBytes) wait = g_bytes_new_static("wait", 4);
  for (guint i = 0; i < 2; i++)
    g_assert_true(reader_give(reader, i, wait, READ_MESSAGE, "", FALSE, NULL));
  g_autoptr(GArray) programs = children_of(getpid());
  guint running = 0;
  while (running < 2) {
    g_autoptr(GArray) children = children_of(g_array_index(programs, pid_t, 0));
    running = children->len;
  }
  g_assert_true(write(out, "x", 1) == 1);
  for (;;)
    pause();
}

/* The engine is killed: its reader and both children are dead within two seconds. */
static void
test_engine_dies(void)
{
  int ends[2], status;
  char ready;
  g_assert_true(pipe(ends) == 0 && prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
  pid_t pid = fork();
  if (pid == 0)
    engine(ends[1]);
  close(ends[1]);
  g_assert_true(read(ends[0], &ready, 1) == 1);
  close(ends[0]);
  kill(pid, SIGKILL);
  gint64 until = clock_monotonic() + 2000;
  guint dead = 0;
  while (dead < 4 && clock_monotonic() < until) {
    pid_t one = waitpid(-1, &status, WNOHANG); /* orphans are ours to bury */
    dead += one > 0;
    if (one == 0 || (one < 0 && errno == ECHILD))
      g_usleep(1000);
  }
  g_assert_cmpuint(dead, ==, 4); /* the engine, its reader, two children */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GString) secret = g_string_new(MISDEED_SECRET_SHIFTED);
  for (gsize i = 0; i < secret->len; i++)
    secret->str[i]--;
  g_setenv("MENTORD_PLANTED_KEY", secret->str, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(MISDEEDS); i++) {
    g_autofree char *path = g_strdup_printf("/reader/sandbox/%s", MISDEEDS[i].what);
    g_test_add_data_func(path, &MISDEEDS[i], test_misdeed);
  }
  g_test_add_func("/reader/sandbox/late", test_late);
#ifndef WITH_SANITIZERS
  g_test_add_func("/reader/sandbox/every-call", test_every_call);
#endif
  g_test_add_data_func("/reader/sandbox/quick-program", "utf-8", test_program);
  g_test_add_data_func("/reader/sandbox/whole-program", "koi8-r", test_program);
  g_test_add_func("/reader/sandbox/engine-dies", test_engine_dies);
  return g_test_run();
}
