/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int steg_file_read(const char *path, size_t max_size, steg_buffer *out, steg_error *err) {
  /* O_NONBLOCK: opening a pipe must not wait for its writer. It means nothing to a regular file. */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return steg_error_system(err, errno, "%s: can't be opened", path);
  struct stat status;
  if (fstat(fd, &status) != 0) {
    steg_error_system(err, errno, "%s: can't be examined", path);
    goto fail;
  }
  if (!S_ISREG(status.st_mode)) {
    if (S_ISDIR(status.st_mode))
      steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is a folder, not a file", path);
    else
      steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is a device or a pipe, not a file", path);
    goto fail;
  }
  char chunk[65536];
  size_t total = 0;
  for (;;) {
    ssize_t count = read(fd, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0) {
      steg_error_system(err, errno, "%s: can't be read", path);
      goto fail;
    }
    if (count == 0)
      break;
    /* Counted here and not taken from st_size: the file may grow while it is read. */
    if ((size_t)count > max_size - total) {
      steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is larger than the %zu bytes that are allowed", path, max_size);
      goto fail;
    }
    total += (size_t)count;
    steg_buffer_append(out, chunk, (size_t)count);
    if (steg_buffer_failed(out)) {
      steg_error_memory(err);
      steg_error_prefix(err, "%s", path);
      goto fail;
    }
  }
  close(fd);
  return 0;
fail:
  close(fd);
  return -1;
}

/* Splits path at its last slash. Returns the name; `folder` gets the rest, "." or "/" where nothing stands before. */
static const char *split(const char *path, char *folder, size_t size, steg_error *err) {
  const char *name = steg_file_name(path);
  size_t length = (size_t)(name - path);
  if (name[0] == '\0') {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is no file name", path);
    return NULL;
  }
  while (length > 1 && path[length - 1] == '/')
    length--;
  if (length >= size) {
    steg_error_system(err, ENAMETOOLONG, "%s", path);
    return NULL;
  }
  memcpy(folder, length ? path : ".", length ? length : 1);
  folder[length ? length : 1] = '\0';
  return name;
}

static int write_all(int fd, const char *bytes, size_t size) {
  while (size) {
    ssize_t count = write(fd, bytes, size);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0) {
      if (count == 0)
        errno = ENOSPC;
      return -1;
    }
    bytes += count;
    size -= (size_t)count;
  }
  return 0;
}

/* Makes a new file in the folder, never following or reusing one that is there. */
static int open_temporary(int folder, mode_t mode, char *name, size_t size) {
  int fd = -1;
  for (unsigned try = 0; fd < 0 && try < 1000; try++) {
    /* Short and independent of the target, whose own name may already be as long as names get. */
    snprintf(name, size, ".stegvis-%ld-%u.tmp", (long)getpid(), try);
    fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0 && errno != EEXIST)
      break;
  }
  return fd;
}

int steg_file_write(const char *path, const void *bytes, size_t size, mode_t mode, steg_error *err) {
  char folder_path[PATH_MAX];
  char temporary[64];
  int folder = -1;
  int fd = -1;
  const char *name = split(path, folder_path, sizeof folder_path, err);
  if (!name)
    return -1;
  folder = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return steg_error_system(err, errno, "%s: the folder can't be opened", path);
  struct stat status;
  /* rename would replace even a device such as /dev/null, or the link /dev/stdout. */
  if (fstatat(folder, name, &status, 0) == 0 && !S_ISREG(status.st_mode)) {
    if (S_ISDIR(status.st_mode))
      steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is a folder and can't be replaced by a file", path);
    else
      steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: is a device or a pipe and can't be replaced by a file", path);
    goto fail;
  }
  fd = open_temporary(folder, mode, temporary, sizeof temporary);
  if (fd < 0) {
    steg_error_system(err, errno, "%s: can't be made", path);
    goto fail;
  }
  if (write_all(fd, bytes, size) != 0 || fsync(fd) != 0) {
    steg_error_system(err, errno, "%s: can't be written", path);
    goto fail_unlink;
  }
  int closed = close(fd); /* some file systems report a full disk only here */
  fd = -1;
  if (closed != 0) {
    steg_error_system(err, errno, "%s: can't be written", path);
    goto fail_unlink;
  }
  if (renameat(folder, temporary, folder, name) != 0) {
    steg_error_system(err, errno, "%s: can't be replaced", path);
    goto fail_unlink;
  }
  /* Some file systems can't sync a folder and say EINVAL; the rename has been done all the same. */
  if (fsync(folder) != 0 && errno != EINVAL && errno != ENOTSUP) {
    steg_error_system(err, errno, "%s: the folder can't be written", path);
    goto fail;
  }
  close(folder);
  return 0;
fail_unlink:
  unlinkat(folder, temporary, 0);
fail:
  if (fd >= 0)
    close(fd);
  close(folder);
  return -1;
}

bool steg_file_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0;
}

bool steg_file_is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int steg_file_make_folder(const char *path, steg_error *err) {
  if (mkdir(path, 0700) == 0)
    return 0;
  int reason = errno;
  if (reason == EEXIST && steg_file_is_folder(path))
    return 0;
  return steg_error_system(err, reason, "%s: the folder can't be made", path);
}

int steg_file_join(char *out, size_t size, const char *folder, const char *name, steg_error *err) {
  size_t folder_size = strlen(folder);
  size_t name_size = strlen(name);
  size_t slash = folder_size && folder[folder_size - 1] != '/';
  if (folder_size + slash >= size || name_size >= size - folder_size - slash)
    return steg_error_system(err, ENAMETOOLONG, "%s/%s", folder, name);
  snprintf(out, size, "%s%s%s", folder, slash ? "/" : "", name);
  return 0;
}

const char *steg_file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
