/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source - Lua files read by the parent: as text, before a worker sees them.
 */
#ifndef STEG_SCRIPT_SOURCE_H
#define STEG_SCRIPT_SOURCE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/tree.h"

/* A text node with the file's content: UTF-8, at most 1 MiB. Refused, with the file's name and the line: a byte order mark, a first line
 * that begins with #, compiled Lua, a zero byte, bytes that are not UTF-8. NULL on error. */
steg_tree *steg_source_read(const char *path, steg_arena *arena, steg_error *err);
/* Adds every x.lua of the folder to the map as "<prefix>.x", but those that begin with ---@meta. A folder that is not there adds
 * nothing. */
int steg_source_read_folder(const char *folder, const char *prefix, steg_arena *arena, steg_tree *map, steg_error *err);

#endif
