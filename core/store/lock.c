/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock.h"

#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

/* One line of /proc/locks: "1: POSIX  ADVISORY  WRITE 1234 fe:00:5308417 1073741825 1073741825". 0 when it is another file's. */
static long holder_of_line(const char *line, const struct stat *file) {
  long process = 0;
  unsigned major_number = 0;
  unsigned minor_number = 0;
  uint64_t inode = 0;
  if (sscanf(line, "%*u: %*s %*s %*s %ld %x:%x:%" SCNu64, &process, &major_number, &minor_number, &inode) != 4)
    return 0;
  if (inode != (uint64_t)file->st_ino || major_number != major(file->st_dev) || minor_number != minor(file->st_dev))
    return 0;
  return process == (long)getpid() ? 0 : process;
}

long steg_lock_holder(const char *path, char *ret_name, size_t size) {
  ret_name[0] = '\0';
  struct stat file;
  if (stat(path, &file) != 0)
    return 0;
  FILE *locks = fopen("/proc/locks", "re");
  if (!locks)
    return 0;
  char line[256];
  long process = 0;
  while (process <= 0 && fgets(line, sizeof line, locks))
    process = holder_of_line(line, &file);
  fclose(locks);
  if (process <= 0)
    return 0;
  char path_of_name[64];
  snprintf(path_of_name, sizeof path_of_name, "/proc/%ld/comm", process);
  FILE *comm = fopen(path_of_name, "re");
  if (comm) {
    if (fgets(ret_name, (int)size, comm))
      ret_name[strcspn(ret_name, "\n")] = '\0';
    fclose(comm);
  }
  return process;
}

/* ---- network drives */

/* From linux/magic.h, where it has them: NFS, SMB, CIFS, SMB2, 9P, Coda, AFS twice, Ceph, FUSE (sshfs, davfs). */
static const unsigned long remote_types[] = {0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x01021997,
                                             0x73757245, 0x5346414f, 0x6b414653, 0x00c36400, 0x65735546};

bool steg_lock_is_remote_type(long type) {
  for (size_t i = 0; i < sizeof remote_types / sizeof remote_types[0]; i++)
    if (((unsigned long)type & 0xffffffff) == remote_types[i])
      return true;
  return false;
}

bool steg_lock_is_remote(const char *path) {
  struct statfs info;
  return statfs(path, &info) == 0 && steg_lock_is_remote_type((long)info.f_type);
}

static int lock_path(const char *path, char *out, size_t size, steg_error *err) {
  return snprintf(out, size, "%s.lock", path) < (int)size ? 0 : steg_error_system(err, ENAMETOOLONG, "%s", path);
}

/* "machine 1234" of a lock file; false when it can't be read. */
static bool read_lock(const char *path, char ret_machine[65], long *ret_process) {
  FILE *file = fopen(path, "re");
  if (!file)
    return false;
  bool read = fscanf(file, "%64s %ld", ret_machine, ret_process) == 2;
  fclose(file);
  return read;
}

int steg_lock_take(const char *path, steg_error *err) {
  char name[PATH_MAX];
  char machine[65] = "";
  char other[65] = "?";
  char text[128];
  long process = 0;
  if (lock_path(path, name, sizeof name, err) < 0)
    return -1;
  if (gethostname(machine, sizeof machine - 1) != 0 || !machine[0])
    snprintf(machine, sizeof machine, "?");
  for (int try = 0; try < 2; try++) {
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0) {
      int size = snprintf(text, sizeof text, "%s %ld\n", machine, (long)getpid());
      bool written = write(file, text, (size_t)size) == size;
      int reason = errno;
      close(file);
      if (written)
        return 0;
      unlink(name);
      return steg_error_system(err, reason, "%s", name);
    }
    if (errno != EEXIST)
      return steg_error_system(err, errno, "%s", name);
    bool ours = read_lock(name, other, &process) && strcmp(other, machine) == 0;
    if (!ours || process <= 0 || kill((pid_t)process, 0) == 0 || errno != ESRCH)
      break;
    unlink(name);
  }
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                        "%s is in use by process %ld on the machine %s; if that is no longer so, remove %s", path,
                        process, other, name);
}

void steg_lock_release(const char *path) {
  char name[PATH_MAX];
  if (lock_path(path, name, sizeof name, NULL) == 0)
    unlink(name);
}
