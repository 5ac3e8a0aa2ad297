/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seccomp and Landlock for mentord-web. Opens nothing: what the process needs is open before. */
#include "config.h"

#include "base/fault.h"
#include "web/lockdown.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Sockets of those who are connected (crowd.h) and of some more who wait to be let go, and files while they
 * are read. */
#define DESCRIPTORS 704

/* What answering takes; openat, mmap and mprotect have rules of their own. */
static const int CALLS[] = {
  SCMP_SYS(read),
  SCMP_SYS(write),
  SCMP_SYS(writev),
  SCMP_SYS(close),
  SCMP_SYS(fstat),
  SCMP_SYS(newfstatat),
  SCMP_SYS(accept4),
  SCMP_SYS(recvfrom),
  SCMP_SYS(recvmsg),
  SCMP_SYS(sendto),
  SCMP_SYS(sendmsg),
  SCMP_SYS(shutdown),
  SCMP_SYS(getsockname),
  SCMP_SYS(getpeername),
  SCMP_SYS(setsockopt),
  SCMP_SYS(getsockopt),
  SCMP_SYS(epoll_ctl),
  SCMP_SYS(epoll_wait),
  SCMP_SYS(epoll_pwait),
  SCMP_SYS(poll),
  SCMP_SYS(ppoll),
  SCMP_SYS(fcntl),
  SCMP_SYS(clock_gettime),
  SCMP_SYS(gettimeofday),
  SCMP_SYS(time),
  SCMP_SYS(getrandom),
  SCMP_SYS(futex),
  SCMP_SYS(munmap),
  SCMP_SYS(mremap),
  SCMP_SYS(madvise),
  SCMP_SYS(brk),
  SCMP_SYS(rt_sigreturn),
  SCMP_SYS(rt_sigprocmask),
  SCMP_SYS(rt_sigaction),
  SCMP_SYS(restart_syscall),
  SCMP_SYS(getpid),
  SCMP_SYS(gettid),
  SCMP_SYS(tgkill),
  SCMP_SYS(exit),
  SCMP_SYS(exit_group),
};

#define ALL_ACCESS                                                                                           \
  (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |               \
   LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |            \
   LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                \
   LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |             \
   LANDLOCK_ACCESS_FS_MAKE_SYM)

gboolean
lockdown_has_landlock(void)
{
  return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static gboolean
leave_directory_readable(int directory)
{
  struct landlock_ruleset_attr attributes = { .handled_access_fs = ALL_ACCESS };
  int rules = (int) syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (rules < 0)
    return FALSE;
  struct landlock_path_beneath_attr beneath = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    .parent_fd = directory,
  };
  gboolean done = !syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) &&
                  !syscall(SYS_landlock_restrict_self, rules, 0);
  close(rules);
  return done;
}

/* Of openat any flag but those that write; of memory any protection but execution. */
static int
add_rules(scmp_filter_ctx filter)
{
  const scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  int bad = 0;
  for (guint i = 0; i < G_N_ELEMENTS(CALLS); i++)
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALLS[i], 0);
  bad |=
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
  bad |=
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  return bad;
}

static gboolean
filter_calls(void)
{
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  gboolean done = filter && !add_rules(filter) && !seccomp_load(filter);
  seccomp_release(filter);
  return done;
}

gboolean
lockdown(int directory, GError **error)
{
  struct rlimit descriptors = { DESCRIPTORS, DESCRIPTORS }, none = { 0, 0 };
  const char *failed = NULL;
  tzset(); /* reads /etc/localtime, which is out of reach from here on */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ||
      setrlimit(RLIMIT_NOFILE, &descriptors) || setrlimit(RLIMIT_CORE, &none))
    failed = "its limits";
  else if (lockdown_has_landlock() && !leave_directory_readable(directory))
    failed = "Landlock";
  else if (!filter_calls())
    failed = "seccomp";
  if (failed)
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the web server could not lock itself down (%s): %s", failed,
                g_strerror(errno));
  return !failed;
}
