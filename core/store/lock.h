/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lock - private to the room: who holds a database file, so that "it is in use" can say by whom.
 *
 * SQLite locks bytes of the file itself. Asking the file by fcntl would need a second descriptor, and closing that one would
 * drop our own locks on it (POSIX), so the kernel's table /proc/locks is read instead.
 */
#ifndef STEG_STORE_LOCK_H
#define STEG_STORE_LOCK_H

#include <stddef.h>

/* The number of the first other process with a lock on the file, 0 when it is not to be had; its program's name in ret_name, "" when
 * that is not. */
long steg_lock_holder(const char *path, char *ret_name, size_t size);

#endif
