/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * swedish - a finished English sentence of the script worker, in Swedish.
 *
 * In the worker a sentence is a Lua error: finished text, which a script may catch and put in its own words. So the parent reads
 * it backwards, with the formats of sentences.def: "r.lua:3: needs more than 64 MB of memory (called from r.lua:9)". What Lua
 * itself says, and what the author's own error() says, has no row and stays as it is.
 */
#ifndef STEG_SCRIPT_SWEDISH_H
#define STEG_SCRIPT_SWEDISH_H

#include "base/buffer.h"

/* Appends the Swedish of `english`. The place before it and the callers after it are kept; of what remains, the whole is looked
 * for first, then what stands between colons, piece by piece. An argument that is itself a row is translated too.
 * Linear in rows times length: the sentence may come from a worker that was taken over. */
void steg_swedish_put(steg_buffer *out, const char *english);

#endif
