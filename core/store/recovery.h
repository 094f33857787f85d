/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recovery - private to the room: what a program that was killed leaves in the folder.
 *
 * SQLite rolls a half-done transaction back by itself, for whoever may write. It leaves two things lying: a journal that was made
 * but not begun, and a super-journal (stegvis.db-mj…, which binds the journals of both files) that nothing refers to.
 */
#ifndef STEG_STORE_RECOVERY_H
#define STEG_STORE_RECOVERY_H

#include "store/connection.h"

/* Where there is a journal, opens both files once for writing, so that it is rolled back: a reader may not do that itself. Failing
 * is no error here: the reader's next step will say it better. */
void steg_recovery_roll_back(const steg_store *store);
/* Removes journals that nobody needs. Does nothing while another program has the store. The store is open for writing, with no
 * transaction. */
void steg_recovery_tidy(steg_store *store);

#endif
