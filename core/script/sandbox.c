/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/sandbox.h"
#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ADDRESS_SPACE_MB = 256 };

static int limit(int resource, rlim_t value) {
  const struct rlimit both = {value, value};
  return setrlimit((__rlimit_resource_t)resource, &both) == 0 ? 0 : errno;
}

static int set_limits(unsigned cpu_seconds) {
  /* The soft limit sends SIGXCPU, which kills and tells why; the hard one a second later is for a process that ignores it. */
  const struct rlimit cpu = {cpu_seconds, cpu_seconds + 1};
  int result = setrlimit(RLIMIT_CPU, &cpu) == 0 ? 0 : errno;
#ifndef STEGVIS_SANITIZED
  if (result == 0)
    result = limit(RLIMIT_AS, (rlim_t)ADDRESS_SPACE_MB << 20);
#endif
  if (result == 0)
    result = limit(RLIMIT_FSIZE, 0);
  if (result == 0)
    result = limit(RLIMIT_CORE, 0);
  if (result == 0)
    result = limit(RLIMIT_NOFILE, 0);
  if (result == 0)
    result = limit(RLIMIT_NPROC, 0);
  return result;
}

/* A ruleset that handles every kind of access and allows none. Kernels without Landlock answer ENOSYS or EOPNOTSUPP. */
static int enter_landlock(void) {
  const struct landlock_ruleset_attr attributes = {
      .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
                           LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                           LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                           LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                           LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM};
  long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (ruleset < 0)
    return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : errno;
  int result = syscall(SYS_landlock_restrict_self, (int)ruleset, 0) == 0 ? 0 : errno;
  close((int)ruleset);
  return result;
}

/* What a process that only computes needs: its memory, the clock, the end. Reading, writing and mapping have rules of
 * their own below. */
static const int allowed[] = {
    SCMP_SYS(exit_group),
    SCMP_SYS(exit),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(time),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(restart_syscall),
#ifdef STEGVIS_SANITIZED
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(write),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getrlimit),
    SCMP_SYS(prlimit64),
    SCMP_SYS(sched_getaffinity),
#endif
};

static int add_rules(scmp_filter_ctx filter) {
  int result = 0;
  for (size_t i = 0; result == 0 && i < sizeof allowed / sizeof allowed[0]; i++)
    result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  if (result == 0)
    result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0_32(SCMP_CMP_EQ, STDIN_FILENO));
#ifndef STEGVIS_SANITIZED
  if (result == 0)
    result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0_32(SCMP_CMP_EQ, STDOUT_FILENO));
  /* Memory of its own, never executable, never a file's. */
  if (result == 0)
    result =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, (uint64_t)PROT_EXEC, 0),
                         SCMP_A3(SCMP_CMP_MASKED_EQ, (uint64_t)MAP_ANONYMOUS, (uint64_t)MAP_ANONYMOUS));
#endif
  return result;
}

static int enter_seccomp(void) {
#ifdef STEGVIS_SANITIZED
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
#else
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
#endif
  if (!filter)
    return ENOMEM;
  int result = add_rules(filter);
  if (result == 0)
    result = seccomp_load(filter);
  seccomp_release(filter);
  return result < 0 ? -result : 0;
}

int steg_sandbox_enter(unsigned cpu_seconds) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return errno;
  int result = enter_landlock();
  if (result == 0)
    result = set_limits(cpu_seconds);
  return result == 0 ? enter_seccomp() : result;
}
