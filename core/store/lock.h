/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lock - private to the room: who holds a database file, so that "it is in use" can say by whom.
 *
 * SQLite locks bytes of the file itself. Asking the file by fcntl would need a second descriptor, and closing that one would
 * drop our own locks on it (POSIX), so the kernel's table /proc/locks is read instead.
 */
#ifndef STEG_STORE_LOCK_H
#define STEG_STORE_LOCK_H

#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>

/* The number of the first other process with a lock on the file, 0 when it is not to be had; its program's name in ret_name, "" when
 * that is not. */
long steg_lock_holder(const char *path, char *ret_name, size_t size);

/*
 * On a network drive the locks of the file system can't be trusted, so the one who writes also keeps a file `<store>.lock` beside the
 * store, with the machine and process in it. One that a dead process of this machine left is taken over.
 */

/* Whether a file system (f_type of statfs) is one that lies on another machine. */
bool steg_lock_is_remote_type(long type);
/* Whether the file lies on such a file system; false when that can't be told. */
bool steg_lock_is_remote(const char *path);
/* Makes `<path>.lock`; -1 with the sentence, naming the machine and process that has it. */
int steg_lock_take(const char *path, steg_error *err);
void steg_lock_release(const char *path);

#endif
