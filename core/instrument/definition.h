/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * definition - a tree (from a Lua definition file) made into an instrument; and an overlay put over one.
 *
 * The tree has the plugin header's field names, in Lua's words: see scripts/definitions/README.md. Every finding names the
 * field's path ("items[3].scale", counted from 1 as in Lua). The result has passed no checker yet: steg_registry_add runs it.
 *
 * An overlay (with `extends`) begins as its original: a row with a known id changes the fields it names, another is added. It
 * takes nothing away but placeholders (`without`). It must have a version of its own when it changes what an answer means; for the items
 * that still mean the same, the crosswalk then says so by itself.
 */
#ifndef STEG_INSTRUMENT_DEFINITION_H
#define STEG_INSTRUMENT_DEFINITION_H

#include "base/tree.h"
#include "instrument/checker.h"

/* NULL with at least one ERROR in *defects when the tree can't be read (or with none, when memory is out); with `extends`,
 * `original` is the instrument it names (the caller looks it up by steg_definition_extends), else NULL. The result lives in the
 * arena and points into the tree and the original: steg_registry_add copies it. */
const steg_instrument *steg_definition_read(const steg_tree *tree, const steg_instrument *original, steg_arena *arena,
                                            steg_defects *defects);
/* The id that the tree extends, or NULL. */
const char *steg_definition_extends(const steg_tree *tree);

#endif
