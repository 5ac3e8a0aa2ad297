/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rlimits, no-new-privileges, Landlock and seccomp, in this order. A kernel without Landlock is tolerated,
 * for the list of system calls alone leaves no way to a file; one without seccomp is not. In a build with
 * sanitizers the walls have windows: their run-time writes its report to stderr and reads /proc/self. */
#include "config.h"

#include "reader/lockdown.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

struct Lockdown {
  struct sock_fprog filter;
};

/* All that computing needs once the bytes and the area for the result are mapped. */
static const int ALLOWED[] = {
  SCMP_SYS(brk),           SCMP_SYS(munmap),       SCMP_SYS(mremap),       SCMP_SYS(madvise),
  SCMP_SYS(futex),         SCMP_SYS(getrandom),    SCMP_SYS(exit),         SCMP_SYS(exit_group),
  SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
  SCMP_SYS(getpid),        SCMP_SYS(gettid),       SCMP_SYS(sched_yield),  SCMP_SYS(restart_syscall),
#ifdef WITH_SANITIZERS
  SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(openat),       SCMP_SYS(close),
  SCMP_SYS(sigaltstack),   SCMP_SYS(getrusage),    SCMP_SYS(newfstatat),   SCMP_SYS(fstat),
  SCMP_SYS(readlink),      SCMP_SYS(getuid),       SCMP_SYS(prlimit64),    SCMP_SYS(rt_sigaction),
#endif
};

/* What libraries try by the way and can do without: it fails, and they go on. Anything else ends the child.
 */
static const int REFUSED[] = {
#ifndef WITH_SANITIZERS
  SCMP_SYS(read),         SCMP_SYS(write),      SCMP_SYS(openat),   SCMP_SYS(close),
  SCMP_SYS(fstat),        SCMP_SYS(newfstatat), SCMP_SYS(readlink),
#endif
  SCMP_SYS(open),         SCMP_SYS(stat),       SCMP_SYS(lstat),    SCMP_SYS(access),
  SCMP_SYS(getcwd),       SCMP_SYS(lseek),      SCMP_SYS(writev),   SCMP_SYS(ioctl),
  SCMP_SYS(fcntl),        SCMP_SYS(sysinfo),    SCMP_SYS(uname),    SCMP_SYS(tgkill),
#ifndef WITH_SANITIZERS
  SCMP_SYS(rt_sigaction),
#endif

};

static int
add_rules(scmp_filter_ctx context)
{
  int failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(ALLOWED); i++)
    failed |= seccomp_rule_add(context, SCMP_ACT_ALLOW, ALLOWED[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS(REFUSED); i++)
    failed |= seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), REFUSED[i], 0);
  /* memory, but never new code */
  failed |=
      seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed |= seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  return failed;
}

Lockdown *
lockdown_new(void)
{
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
  Lockdown *lockdown = NULL;
  int fd = memfd_create("filter", MFD_CLOEXEC);
  if (context && fd >= 0 && !add_rules(context) && !seccomp_export_bpf(context, fd)) {
    off_t size = lseek(fd, 0, SEEK_END);
    lockdown = g_new0(Lockdown, 1);
    lockdown->filter.filter = g_malloc0((gsize) size);
    lockdown->filter.len = (unsigned short) ((gsize) size / sizeof(struct sock_filter));
    if (pread(fd, lockdown->filter.filter, (gsize) size, 0) != size)
      g_clear_pointer(&lockdown, lockdown_free);
  }
  if (fd >= 0)
    close(fd);
  if (context)
    seccomp_release(context);
  return lockdown;
}

void
lockdown_free(Lockdown *lockdown)
{
  if (!lockdown)
    return;
  g_free(lockdown->filter.filter);
  g_free(lockdown);
}

static gboolean
limit(__rlimit_resource_t resource, guint64 most)
{
  struct rlimit bound = { most, most };
  return setrlimit(resource, &bound) == 0;
}

#ifndef WITH_SANITIZERS
static gboolean
no_files(void)
{
  int abi = (int) syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) /* EPERM: a container's own list of system calls bars the question, as systemd-nspawn's does */
    return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM;
  int rights = abi >= 3 ? 15 : abi == 2 ? 14 : 13;
  struct landlock_ruleset_attr all = { .handled_access_fs = (1ULL << rights) - 1 };
  int fd = (int) syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
  if (fd < 0)
    return FALSE;
  gboolean done = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
  close(fd);
  return done;
}
#else
static gboolean
no_files(void)
{
  return TRUE;
}
#endif

gboolean
lockdown_parent(guint64 memory)
{
  return (!memory || limit(RLIMIT_AS, memory)) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_NOFILE, 64) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && no_files();
}

gboolean
lockdown_child(const Lockdown *lockdown, guint cpu_seconds)
{
#ifdef WITH_SANITIZERS
  int first = STDERR_FILENO + 1;
#else
  int first = 0;
#endif
  return close_range((unsigned) first, ~0U, 0) == 0 && limit(RLIMIT_CPU, cpu_seconds) &&
         limit(RLIMIT_NPROC, 0) && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &lockdown->filter) == 0;
}
