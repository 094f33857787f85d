/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * file - whole files in and out.
 *
 * Writing goes to a temporary file in the same folder, then fsync, then rename,
 * then fsync of the folder: a reader sees the old file or the new one.
 */
#ifndef STEG_BASE_FILE_H
#define STEG_BASE_FILE_H

#include "base/buffer.h"
#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Reads a regular file of at most max_size bytes into `out` (initialised by the caller). Refuses folders, devices, pipes. */
int steg_file_read(const char *path, size_t max_size, steg_buffer *out, steg_error *err);
/* mode: permission bits of the file (& ~umask), e.g. 0644 for a report, 0600 for data. A file that is there is replaced; so
 * is a link to a file, not what it leads to. Folders, devices and pipes are refused. On failure the old file stands. */
int steg_file_write(const char *path, const void *bytes, size_t size, mode_t mode, steg_error *err);
bool steg_file_exists(const char *path);
bool steg_file_is_folder(const char *path);
/* Makes one folder (mode 0700 & umask); 0 also when it is there. */
int steg_file_make_folder(const char *path, steg_error *err);

/* folder + "/" + name, with room checked: at most size bytes. A slash at the folder's end is not doubled, and an empty
 * folder is the present one: the name alone. `out` is another buffer than those two. Returns 0, or -1 with an environment error. */
int steg_file_join(char *out, size_t size, const char *folder, const char *name, steg_error *err);
const char *steg_file_name(const char *path); /* after the last slash */

#endif
