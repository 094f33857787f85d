/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * codebook - an instrument as a tree of metadata: what `instruments ID` prints, and what a report script may see.
 *
 * Shape: {id, version, title{sv,en}, kind, owner, licence, source, provenance, interval_months,
 *   scales: [{id, ordered, better, levels: [{value, code, label{sv,en}, kind, positive, group}], groups: [{id, label}]}],
 *   roles: [{id, label}], items: [{id, text, label, topic, type, scale, roles[], sensitive, required, placeholder,
 *   retrospective, mirrors, after, goal_of, positive[], low, high, unit}], columns: [{header, aliases[], target, item}], indexes: [...]}.
 */
#ifndef STEG_INSTRUMENT_CODEBOOK_H
#define STEG_INSTRUMENT_CODEBOOK_H

#include "base/tree.h"
#include <stegvis/instrument.h>

/* NULL when memory is out. */
steg_tree *steg_codebook_make(const steg_instrument *instrument, steg_arena *arena);

#endif
