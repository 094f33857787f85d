/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena - memory that is freed all at once.
 *
 * Blocks grow by doubling; nothing is freed singly. Every function returns NULL
 * when memory is out or the arena's maximum is reached, and the arena remembers
 * it (steg_arena_failed), so that a builder may check once at its end.
 */
#ifndef STEG_BASE_ARENA_H
#define STEG_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct steg_arena steg_arena;

/* `max_bytes`: refuse to grow beyond this, counting whole blocks, so that somewhat less can be handed out; 0 = no limit
 * of its own. NULL when memory is out. Every function takes a NULL arena as one that has failed. */
steg_arena *steg_arena_new(size_t max_bytes);
void steg_arena_free(steg_arena *arena); /* takes NULL */

/* Zeroed memory, aligned for any type. size 0 gives a valid unique pointer. */
void *steg_arena_alloc(steg_arena *arena, size_t size);
/* count * size with the multiplication checked. */
void *steg_arena_array(steg_arena *arena, size_t count, size_t size);
char *steg_arena_text(steg_arena *arena, const char *text);                      /* NULL stays NULL */
char *steg_arena_text_n(steg_arena *arena, const char *text, size_t byte_count); /* terminated copy */
char *steg_arena_printf(steg_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool steg_arena_failed(const steg_arena *arena);
size_t steg_arena_used(const steg_arena *arena); /* bytes handed out */

#endif
