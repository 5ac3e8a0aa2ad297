/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded by test_failing.py: the n-th call of mentord (and of no other program) that changes a disk or
 * asks the kernel for something fails, or does half of what it should. FAILING names the calls ("disk",
 * "files", "fork", "short"), FAILING_AT the one that fails (0: none), FAILING_ERRNO why, FAILING_COUNT a file
 * that gets their number. After it all calls go well. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static unsigned count;

static int
is_ours(void)
{
  return !strcmp(program_invocation_short_name, "mentord") && getenv("FAILING");
}

static int
fails(const char *kind)
{
  if (!is_ours() || strcmp(getenv("FAILING"), kind))
    return 0;
  unsigned at = (unsigned) atoi(getenv("FAILING_AT"));
  if (++count != at)
    return 0;
  errno = atoi(getenv("FAILING_ERRNO"));
  return 1;
}

__attribute__((destructor)) static void
say(void)
{
  const char *path = getenv("FAILING_COUNT");
  FILE *file = is_ours() && path ? fopen(path, "w") : NULL;
  if (!file)
    return;
  fprintf(file, "%u\n", count);
  fclose(file);
}

#define NEXT(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))
#define WHOLE(type, name, parameters, arguments)                                                             \
  type name parameters                                                                                       \
  {                                                                                                          \
    return fails("disk") ? -1 : NEXT(name) arguments;                                                        \
  }

/* A pipe or a socket is no disk: what goes there is not counted. */
static int
is_file(int fd)
{
  return lseek(fd, 0, SEEK_CUR) >= 0;
}

ssize_t
write(int fd, const void *data, size_t size)
{
  int file = is_ours() && is_file(fd);
  if (file && fails("disk"))
    return -1;
  if (size > 1 && is_ours() && fails("short"))
    size /= 2;
  return NEXT(write)(fd, data, size);
}

WHOLE(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
WHOLE(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
WHOLE(int, fsync, (int fd), (fd))
WHOLE(int, fdatasync, (int fd), (fd))
WHOLE(int, syncfs, (int fd), (fd))
WHOLE(int, ftruncate, (int fd, off_t size), (fd, size))
WHOLE(int, ftruncate64, (int fd, off64_t size), (fd, size))
WHOLE(int, rename, (const char *from, const char *to), (from, to))

static int
opened(const char *path, int flags, mode_t mode, const char *name)
{
  if (((flags & O_CREAT) && fails("disk")) || fails("files"))
    return -1;
  int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, name);
  return next(path, flags, mode);
}

static mode_t
mode_of(int flags, va_list rest)
{
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPENED(name)                                                                                         \
  int name(const char *path, int flags, ...)                                                                 \
  {                                                                                                          \
    va_list rest;                                                                                            \
    va_start(rest, flags);                                                                                   \
    mode_t mode = mode_of(flags, rest);                                                                      \
    va_end(rest);                                                                                            \
    return opened(path, flags, mode, #name);                                                                 \
  }
OPENED(open)
OPENED(open64)

pid_t
fork(void)
{
  return fails("fork") ? -1 : NEXT(fork)();
}

int
socketpair(int domain, int type, int protocol, int fds[2])
{
  return fails("fork") ? -1 : NEXT(socketpair)(domain, type, protocol, fds);
}

int
posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
            const posix_spawnattr_t *attributes, char *const *argv, char *const *environment)
{
  return fails("fork") ? errno : NEXT(posix_spawn)(child, path, actions, attributes, argv, environment);
}
