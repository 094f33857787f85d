/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * field - one field of an untrusted tree: its type, range and name are checked, and a fault is one sentence that names the
 * file, the script's line where it is known, and the field's path ("goals[2].target").
 *
 * A field that is not there and one that is null are the same. An empty Lua table is an empty list on the wire; where a map
 * is expected it counts as an empty map. All functions return 0, or -1 with STEG_ERROR_SCRIPT; outputs are set to
 * the stated default when an optional field is not there.
 */
#ifndef STEG_DOCUMENT_FIELD_H
#define STEG_DOCUMENT_FIELD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/tree.h"

typedef struct steg_field_place {
  const char *file; /* name without folders, NULL = none */
  unsigned line;    /* of the script, 0 = not known */
  steg_arena *arena;
  steg_error *err;
} steg_field_place;

typedef enum steg_presence { STEG_FIELD_REQUIRED = 1, STEG_FIELD_OPTIONAL = 2 } steg_presence;

/* "file:line: path.key: " and the sentence. `path` may be "" (the root), `key` NULL (the path itself). Returns -1. */
int steg_field_fault(const steg_field_place *place, const char *path, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* As above for a word that is none of `names`: says which is nearest, or lists them. */
int steg_field_unknown(const steg_field_place *place, const char *path, const char *key, const char *word,
                       const char *const *names, size_t name_count);

/* Path of a child: "blocks[3]", "blocks[3].prose". Positions count from 1, as in Lua. Never NULL ("..." when memory is out). */
const char *steg_field_path(const steg_field_place *place, const char *path, const char *key);
const char *steg_field_path_at(const steg_field_place *place, const char *path, const char *key, size_t index);

/* That `node` is a map which has no key outside `names`. */
int steg_field_map(const steg_field_place *place, const steg_tree *node, const char *path, const char *const *names,
                   size_t name_count);

int steg_field_text(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char **ret_text);
/* A text that is an id ([a-z][a-z0-9_]*). */
int steg_field_id(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                  steg_presence presence, const char **ret_id);
/* One of `names`; its position, or -1 when it is not there. */
int steg_field_word(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char *const *names, size_t name_count, int *ret_index);
/* A text (Swedish), or {sv = , en = } of which sv is required. */
int steg_field_both(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, const char **ret_sv, const char **ret_en);
int steg_field_integer(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                       steg_presence presence, int64_t low, int64_t high, int64_t otherwise, int64_t *ret_value);
/* Any finite number; NaN when it is not there. */
int steg_field_real(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, double *ret_value);
int steg_field_bool(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    bool *ret_value);
/* A list of at most `most` nodes; NULL when it is not there. */
int steg_field_list(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                    steg_presence presence, size_t most, const steg_tree **ret_list);
/* A list of texts as a NULL-terminated array, never NULL itself. */
int steg_field_texts(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                     size_t most, const char *const **ret_texts, size_t *ret_count);
/* A period: a year, the text of one (steg_period_parse), or {first = , last = } with ISO dates, one of which may be open. */
int steg_field_period(const steg_field_place *place, const steg_tree *map, const char *path, const char *key,
                      steg_presence presence, steg_period *ret_period);

#endif
