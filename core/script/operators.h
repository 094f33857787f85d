/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * operators - finds the bitwise operators in a script's text: & | ~ << >>.
 *
 * Lua 5.4.4 makes wrong code for them in large chunks ((1 ~ (2 or 3)) after 256 constants), so that a report would show a wrong
 * number without a word. They are refused. `~=`, texts and comments are no operators.
 */
#ifndef STEG_SCRIPT_OPERATORS_H
#define STEG_SCRIPT_OPERATORS_H

#include <stddef.h>

/* Line of the first one and its text; 0 when there is none. */
unsigned steg_operators_find(const char *source, size_t size, const char **ret_operator);

#endif
