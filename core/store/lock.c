/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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
