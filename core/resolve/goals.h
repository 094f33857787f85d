/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * goals - the goals of an initiative as a table: the goal, what it is measured by, the target. No verdict is given in
 * this version, and the table says so; a goal that no instrument measures is "mäts ej".
 */
#ifndef STEG_RESOLVE_GOALS_H
#define STEG_RESOLVE_GOALS_H

#include "resolve/context.h"

/* NULL when memory is out. */
const steg_table *steg_goals_table(const steg_resolve_context *context, const steg_initiative *initiative);

#endif
