/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verb - the table of verbs: one row here and one file verb_<name>.c each. Help comes from the same rows.
 */
#ifndef STEG_CLI_VERB_H
#define STEG_CLI_VERB_H

#include "cli/session.h"

typedef struct steg_option {
  const char *name;     /* long: "initiative" */
  char letter;          /* short, 0 = none */
  const char *argument; /* "ID"; NULL = a flag */
  const char *help_sv, *help_en;
} steg_option;

enum { STEG_ARGUMENTS_MAX = 64 };

/* What stood on the command line after the verb. */
typedef struct steg_arguments {
  const steg_option *options; /* the verb's, NULL-name terminated */
  struct {
    const char *name, *value;
  } given[STEG_ARGUMENTS_MAX];
  size_t given_count;
  const char *const *words; /* positional */
  size_t word_count;
} steg_arguments;

typedef struct steg_verb {
  const char *name;
  const char *words; /* usage of the positional words: "INSTRUMENT FILE…" */
  size_t least_words, most_words;
  const char *summary_sv, *summary_en;
  const steg_option *options; /* NULL = none */
  const char *example;        /* a whole command line */
  int (*run)(steg_session *session, const steg_arguments *arguments, steg_error *err);
} steg_verb;

extern const steg_verb steg_verbs[];
extern const size_t steg_verb_count;

const steg_verb *steg_verb_find(const char *name);

/* Last value given for an option, NULL when it was not given (flags: "" when given). */
const char *steg_arguments_get(const steg_arguments *arguments, const char *option);
/* The nth value of an option that may be repeated; NULL beyond. */
const char *steg_arguments_nth(const steg_arguments *arguments, const char *option, size_t nth);

/* The verbs. */
#define STEG_VERB(name) int steg_verb_##name(steg_session *session, const steg_arguments *arguments, steg_error *err);
#include "cli/verbs.def"
#undef STEG_VERB

#endif
