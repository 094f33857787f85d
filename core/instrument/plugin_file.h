/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plugin_file - whether a file may be loaded as a plugin, judged before a byte of it runs.
 *
 * A plugin runs with all the rights of the user, so nobody else may be able to change it: neither the file nor a folder above
 * it may be writable by others. Writable by a group is allowed only for the owner's private group (the group named as
 * the owner, with no other members, that Debian gives each user). A folder above with the sticky bit (/tmp) is fine, since
 * others can't rename what stands in it.
 */
#ifndef STEG_INSTRUMENT_PLUGIN_FILE_H
#define STEG_INSTRUMENT_PLUGIN_FILE_H

#include "base/error.h"

enum { STEG_PLUGIN_PATH = 4096 };

/* The folder and those above it. */
int steg_plugin_folder_check(const char *folder, steg_error *err);
/* A regular ELF file for this machine, not writable by others, in a folder that passes. ret_real: its path without links,
 * which is what must be loaded. */
int steg_plugin_file_check(const char *path, char ret_real[STEG_PLUGIN_PATH], steg_error *err);

#endif
