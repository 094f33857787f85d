/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey - a first reading of the whole file: is it UTF-8, and if not what; its SHA-256; its line ends; its opening bytes.
 *
 * The file is read twice, because only its end tells whether it is UTF-8 throughout. Both readings are compared (size, time
 * and a running check sum), so that a file that is being written is not taken.
 */
#ifndef STEG_INTAKE_SURVEY_H
#define STEG_INTAKE_SURVEY_H

#include "base/error.h"
#include "base/hash.h"
#include "intake/decoding.h"
#include "intake/finding_kinds.h"
#include <stdbool.h>
#include <sys/stat.h>

enum { STEG_SURVEY_SAMPLE = 256 * 1024 };

typedef struct steg_survey {
  uint64_t size;
  uint64_t check_sum;
  char file_hash[STEG_HASH_TEXT];
  struct timespec changed; /* modification time when opened */
  unsigned char *sample;   /* the first bytes, at most STEG_SURVEY_SAMPLE */
  size_t sample_size;
  /* UTF-8 */
  uint64_t characters;      /* valid characters of several bytes */
  uint64_t bad;             /* bytes that are none */
  steg_finding_id bad_kind; /* ENC_SURROGATE, ENC_ABOVE, ENC_OVERLONG when all bad ones are of that kind; else 0 */
  uint32_t bad_row;         /* of the first; a spreadsheet's count for files without line ends inside quotes */
  bool cut;                 /* ends inside a character */
  uint64_t nul[4];          /* zero bytes by position modulo 4 */
  uint32_t nul_row;
  uint64_t lf, cr, crlf;
  bool ends_in_ctrl_z;
  /* Bytes from 0x80: how often, beside a letter, between two letters. */
  uint64_t high[128], beside[128], between[128];
} steg_survey;

/* Called with the bytes read so far; nonzero cancels. */
typedef int (*steg_survey_progress_fn)(void *context, uint64_t done);

/* Reads `fd` from its start, read_size bytes at a time. -1 when it can't be read or was cancelled. */
int steg_survey_read(int fd, size_t read_size, steg_survey_progress_fn progress, void *context, steg_survey *ret_survey,
                     steg_error *err);
void steg_survey_release(steg_survey *survey);

/* The running check sum, the same for any cutting into pieces: start with 0 bytes done. */
typedef struct steg_check_sum {
  uint64_t value;
  uint64_t word;
  uint64_t size;
} steg_check_sum;
void steg_check_sum_add(steg_check_sum *sum, const unsigned char *bytes, size_t size);

/* What the file is encoded in, or why it can't be told. */
typedef struct steg_survey_verdict {
  steg_encoding encoding; /* 0 when `refusal` says why */
  size_t bom;             /* bytes to skip */
  steg_finding_id note;   /* ENC, ENC_WIDE or 0 */
  steg_finding_id refusal;
  uint32_t row;
} steg_survey_verdict;

/* `given`: by the user, or 0. */
steg_survey_verdict steg_survey_judge(const steg_survey *survey, steg_encoding given);

#endif
