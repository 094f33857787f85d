/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/copy.h"

#include "store/connection.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int copy_pages(sqlite3 *from, sqlite3 *to, steg_error *err) {
  sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
  if (!backup)
    return steg_connection_fail(to, err);
  int rc;
  do
    rc = sqlite3_backup_step(backup, -1);
  while (rc == SQLITE_OK);
  sqlite3_backup_finish(backup);
  if (rc == SQLITE_DONE)
    return 0;
  if (sqlite3_errcode(from) != SQLITE_OK && sqlite3_errcode(from) != SQLITE_DONE && sqlite3_errcode(from) != SQLITE_ROW)
    return steg_connection_fail(from, err);
  return steg_connection_fail(to, err);
}

static void sync_folder_of(const char *path) {
  char folder[PATH_MAX];
  const char *slash = strrchr(path, '/');
  size_t size = slash ? (size_t)(slash - path) : 0;
  if (!slash || size >= sizeof folder)
    return;
  memcpy(folder, path, size);
  folder[size] = '\0';
  int handle = open(size ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0)
    return;
  fsync(handle);
  close(handle);
}

int steg_copy_file(const char *from, const char *to, steg_error *err) {
  char temporary[PATH_MAX];
  sqlite3 *source = NULL;
  sqlite3 *target = NULL;
  if (snprintf(temporary, sizeof temporary, "%s.%ld.tmp", to, (long)getpid()) >= (int)sizeof temporary)
    return steg_error_system(err, ENAMETOOLONG, "%s", to);
  int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    return steg_error_system(err, errno, "making %s", temporary);
  close(file);
  int result = -1;
  if (steg_connection_open(from, STEG_CONNECTION_READ, &source, err) < 0 ||
      steg_connection_open(temporary, STEG_CONNECTION_WRITE, &target, err) < 0)
    goto done;
  result = copy_pages(source, target, err);
done:
  sqlite3_close(source);
  sqlite3_close(target);
  if (result == 0 && rename(temporary, to) != 0)
    result = steg_error_system(err, errno, "%s", to);
  if (result < 0)
    unlink(temporary);
  else
    sync_folder_of(to);
  return result;
}
