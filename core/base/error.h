/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error - what went wrong, as one sentence for a person, in Swedish and English.
 *
 * A fixed-size value without allocation. Library code sets it, in English, and
 * returns a negative number; the Swedish sentence comes from the catalogue
 * sentences.def by the English format. Only the program prints it, in the
 * person's language. The text never holds a value from a personal column. The
 * kinds are the exit codes of the contract.
 */
#ifndef STEG_BASE_ERROR_H
#define STEG_BASE_ERROR_H

#include <stdarg.h>

typedef enum steg_error_kind {
  STEG_ERROR_NONE = 0,
  STEG_ERROR_FINDINGS = 1,    /* findings that stopped something */
  STEG_ERROR_USAGE = 2,       /* wrong words on the command line */
  STEG_ERROR_ENVIRONMENT = 3, /* file, store, plugin, memory, disk */
  STEG_ERROR_SCRIPT = 4,      /* a script failed or hit a limit */
  STEG_ERROR_INTERRUPTED = 5  /* Ctrl-C: rolled back; the program exits with 130 */
} steg_error_kind;

typedef struct steg_error {
  steg_error_kind kind;
  char text[768];    /* English; UTF-8, always terminated, cut at a character */
  char text_sv[768]; /* Swedish; the English sentence where the catalogue has none */
} steg_error;

/* The Swedish of an English sentence or format from sentences.def, with the same conversions in the same order; the English
 * one itself when there is none. */
const char *steg_error_swedish(const char *english) __attribute__((format_arg(1)));

/* Sets kind and text (printf-like). Returns -1, so that `return steg_error_set(...)` reads well. NULL is allowed. */
int steg_error_set(steg_error *err, steg_error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As above, for a function that takes a format itself. */
int steg_error_vset(steg_error *err, steg_error_kind kind, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* Sets kind and a sentence without conversions, as it stands: a % is a %. Returns -1. */
int steg_error_say(steg_error *err, steg_error_kind kind, const char *sentence);

/* Puts "prefix: " before the text, as context on the way up. Returns -1. */
int steg_error_prefix(steg_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* As above with a sentence without conversions, as it stands. Returns -1. */
int steg_error_context(steg_error *err, const char *sentence);

/* "out of memory" as an environment error. Returns -1. */
int steg_error_memory(steg_error *err);

/* `what`: strerror text of errno_value, as an environment error. Returns -1. */
int steg_error_system(steg_error *err, int errno_value, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
