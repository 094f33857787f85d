/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/survey.h"

#include "intake/grow.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_READ = 64 * 1024, CTRL_Z = 0x1A };

/* Where the reading stands between two pieces. */
typedef struct survey_scan {
  steg_survey *survey;
  uint64_t at;
  uint32_t row;
  bool after_cr;
  unsigned char last; /* byte before this one */
  /* UTF-8: bytes still to come, allowed range of the next one, what a failure would mean. */
  int rest;
  unsigned char low, high;
  unsigned char lead;
  bool second;    /* the byte to come is the second of its character */
  bool after_bad; /* continuation bytes belong to a failed character */
  int high_at;    /* index of a high byte whose right neighbour is still to come, -1 = none */
  bool high_after_letter;
  bool mixed_kinds;
} survey_scan;

static bool is_letter(unsigned char byte) {
  return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static void note_bad(survey_scan *scan, steg_finding_id kind) {
  steg_survey *survey = scan->survey;
  if (!survey->bad) {
    survey->bad_row = scan->row;
    survey->bad_kind = kind;
  } else if (survey->bad_kind != kind) {
    scan->mixed_kinds = true;
  }
  survey->bad++;
}

/* Allowed second bytes by lead (Unicode, table 3-7); what is just outside has a name of its own. */
static void start_character(survey_scan *scan, unsigned char byte) {
  scan->lead = byte;
  scan->low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  scan->high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
  scan->rest = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
  scan->second = true;
}

static steg_finding_id kind_of_bad(unsigned char lead, unsigned char next) {
  if ((next & 0xC0) != 0x80)
    return 0;
  if (lead == 0xED)
    return STEG_FINDING_ENC_SURROGATE;
  if (lead == 0xF4)
    return STEG_FINDING_ENC_ABOVE;
  return lead == 0xE0 || lead == 0xF0 ? STEG_FINDING_ENC_OVERLONG : 0;
}

/* A failed character is counted once; the continuation bytes after it belong to it. */
static void take_utf8(survey_scan *scan, unsigned char byte) {
  bool continues = (byte & 0xC0) == 0x80;
  if (scan->rest) {
    if (byte >= scan->low && byte <= scan->high) {
      scan->low = 0x80;
      scan->high = 0xBF;
      scan->second = false;
      if (--scan->rest == 0)
        scan->survey->characters++;
      return;
    }
    note_bad(scan, scan->second ? kind_of_bad(scan->lead, byte) : 0);
    scan->rest = 0;
    scan->after_bad = true;
  }
  if (continues && scan->after_bad)
    return;
  scan->after_bad = false;
  if (byte < 0x80)
    return;
  if (byte >= 0xC2 && byte <= 0xF4) {
    start_character(scan, byte);
    return;
  }
  note_bad(scan, byte == 0xC0 || byte == 0xC1   ? STEG_FINDING_ENC_OVERLONG
                 : byte >= 0xF5 && byte <= 0xFD ? STEG_FINDING_ENC_ABOVE
                                                : 0);
  scan->after_bad = !continues;
}

static void settle_high(survey_scan *scan, unsigned char next) {
  if (scan->high_at < 0)
    return;
  bool after = scan->high_after_letter, before = is_letter(next);
  scan->survey->beside[scan->high_at] += after || before;
  scan->survey->between[scan->high_at] += after && before;
  scan->high_at = -1;
}

static void take_odd(survey_scan *scan, unsigned char byte) {
  steg_survey *survey = scan->survey;
  if (byte == 0) {
    if (!survey->nul_row)
      survey->nul_row = scan->row;
    survey->nul[scan->at % 4]++;
  }
  if (byte >= 0x80) {
    survey->high[byte - 0x80]++;
    settle_high(scan, byte);
    scan->high_at = byte - 0x80;
    scan->high_after_letter = is_letter(scan->last);
  }
}

static void take_line_end(survey_scan *scan, unsigned char byte) {
  steg_survey *survey = scan->survey;
  if (byte == '\n' && scan->after_cr) {
    survey->crlf++;
    survey->cr--;
  } else {
    survey->cr += byte == '\r';
    survey->lf += byte == '\n';
    scan->row++;
  }
  scan->after_cr = byte == '\r';
}

static void take_piece(survey_scan *scan, const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++, scan->at++) {
    unsigned char byte = bytes[i];
    if (byte < 0x80 && scan->high_at >= 0)
      settle_high(scan, byte);
    if (byte >= 0x80 || scan->rest || scan->after_bad)
      take_utf8(scan, byte);
    if (byte >= 0x80 || byte == 0)
      take_odd(scan, byte);
    if (byte == '\r' || byte == '\n')
      take_line_end(scan, byte);
    else
      scan->after_cr = false;
    scan->last = byte;
  }
}

void steg_check_sum_add(steg_check_sum *sum, const unsigned char *bytes, size_t size) {
  size_t i = 0;
  while (i < size) {
    if (sum->size % 8 == 0 && size - i >= 8) {
      uint64_t word;
      memcpy(&word, bytes + i, 8);
      sum->value = (sum->value ^ word) * 0x9E3779B97F4A7C15u;
      sum->value ^= sum->value >> 29;
      sum->size += 8;
      i += 8;
      continue;
    }
    unsigned place = (unsigned)(sum->size % 8);
    unsigned char *word_bytes = (unsigned char *)&sum->word;
    word_bytes[place] = bytes[i++];
    sum->size++;
    if (place == 7) {
      sum->value = (sum->value ^ sum->word) * 0x9E3779B97F4A7C15u;
      sum->value ^= sum->value >> 29;
      sum->word = 0;
    }
  }
}

static int read_all(int fd, size_t read_size, unsigned char *piece, survey_scan *scan, steg_hash *hash,
                    steg_check_sum *sum, steg_survey_progress_fn progress, void *context, steg_error *err) {
  steg_survey *survey = scan->survey;
  for (;;) {
    ssize_t got = read(fd, piece, read_size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return steg_error_system(err, errno, "the file can't be read");
    if (got == 0)
      return 0;
    size_t size = (size_t)got;
    if (survey->sample_size < STEG_SURVEY_SAMPLE) {
      size_t room = STEG_SURVEY_SAMPLE - survey->sample_size, part = size < room ? size : room;
      memcpy(survey->sample + survey->sample_size, piece, part);
      survey->sample_size += part;
    }
    steg_hash_add(hash, piece, size);
    steg_check_sum_add(sum, piece, size);
    take_piece(scan, piece, size);
    survey->size += size;
    if (progress && progress(context, survey->size))
      return steg_error_set(err, STEG_ERROR_INTERRUPTED, "interrupted: nothing was stored");
  }
}

int steg_survey_read(int fd, size_t read_size, steg_survey_progress_fn progress, void *context, steg_survey *ret_survey,
                     steg_error *err) {
  struct stat status;
  steg_survey survey = {0};
  steg_hash hash;
  steg_check_sum sum = {0};
  unsigned char digest[STEG_HASH_BYTES];
  survey_scan state = {.survey = &survey, .row = 1, .high_at = -1};
  size_t size = read_size ? read_size : DEFAULT_READ;
  unsigned char *piece = malloc(size);
  survey.sample = malloc(STEG_SURVEY_SAMPLE);
  if (!piece || !survey.sample) {
    steg_error_memory(err);
    goto fail;
  }
  if (fstat(fd, &status)) {
    steg_error_system(err, errno, "the file can't be read");
    goto fail;
  }
  survey.changed = status.st_mtim;
  steg_hash_start(&hash);
  if (read_all(fd, size, piece, &state, &hash, &sum, progress, context, err))
    goto fail;
  settle_high(&state, 0);
  survey.cut = state.rest > 0;
  survey.ends_in_ctrl_z = state.last == CTRL_Z;
  if (state.mixed_kinds)
    survey.bad_kind = 0;
  steg_hash_end(&hash, digest);
  steg_hash_text(digest, survey.file_hash);
  survey.check_sum = sum.value ^ sum.word;
  free(piece);
  *ret_survey = survey;
  return 0;
fail:
  free(piece);
  free(survey.sample);
  return -1;
}

void steg_survey_release(steg_survey *survey) {
  if (!survey)
    return;
  free(survey->sample);
  survey->sample = NULL;
}

/* How a byte reads in a one-byte encoding, for Swedish text. */
typedef enum reading { SWEDISH = 1, LETTER = 2, MARK = 3, ODD = 4 } byte_reading;

static byte_reading reading_of(steg_encoding encoding, int byte) {
  uint32_t c = steg_decoding_character(encoding, (unsigned char)byte);
  static const uint16_t swedish[] = {0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0};
  static const uint16_t letters[] = {0xE9, 0xC9, 0xE8, 0xC8, 0xFC, 0xDC, 0xE1, 0xE0, 0xE6,  0xC6,  0xF8,  0xD8,  0xEF,
                                     0xED, 0xF3, 0xFA, 0xF1, 0xE7, 0xEB, 0xEA, 0xFF, 0x161, 0x160, 0x17E, 0x17D, 0};
  static const uint16_t marks[] = {0x20AC, 0x201C, 0x201D, 0x2018, 0x2019, 0x2013, 0x2014, 0x2026, 0x2022,
                                   0xA7,   0xB0,   0xBD,   0xBC,   0xBE,   0xA0,   0xAB,   0xBB,   0xB4,
                                   0xA3,   0xB1,   0xB7,   0xD7,   0xAD,   0xB2,   0xB3,   0};
  for (size_t i = 0; swedish[i]; i++)
    if (swedish[i] == c)
      return SWEDISH;
  for (size_t i = 0; letters[i]; i++)
    if (letters[i] == c)
      return LETTER;
  for (size_t i = 0; marks[i]; i++)
    if (marks[i] == c)
      return MARK;
  return ODD;
}

/* Whether every byte beyond ASCII reads well in the encoding: letters beside letters, marks not inside words (but for those
 * that join two). */
static bool reads_well(const steg_survey *survey, steg_encoding encoding, bool *ret_swedish) {
  bool swedish = false;
  for (int i = 0; i < 128; i++) {
    if (!survey->high[i])
      continue;
    byte_reading reading = reading_of(encoding, 0x80 + i);
    uint32_t c = steg_decoding_character(encoding, (unsigned char)(0x80 + i));
    bool joins = c == 0x2019 || c == 0x2013; /* "dom's", "mån–fre" */
    if (reading == ODD || (reading == MARK && survey->between[i] && !joins) ||
        (reading == LETTER && !survey->beside[i]))
      return false;
    swedish = swedish || (reading == SWEDISH && survey->beside[i]);
  }
  *ret_swedish = swedish;
  return true;
}

/* The one of the one-byte encodings that the file reads well in; 0 when none or several do. Where several do, only one
 * with Swedish letters in it counts. */
static steg_encoding one_byte_encoding(const steg_survey *survey) {
  static const steg_encoding candidates[] = {STEG_ENCODING_WINDOWS_1252, STEG_ENCODING_CP850, STEG_ENCODING_MACROMAN};
  steg_encoding well = 0, with_swedish = 0;
  int well_count = 0, swedish_count = 0;
  for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
    bool swedish = false;
    if (!reads_well(survey, candidates[i], &swedish))
      continue;
    well = candidates[i];
    well_count++;
    if (swedish) {
      with_swedish = candidates[i];
      swedish_count++;
    }
  }
  return well_count == 1 ? well : swedish_count == 1 ? with_swedish : 0;
}

static steg_survey_verdict refuse(steg_finding_id id, uint32_t row) {
  return (steg_survey_verdict){.refusal = id, .row = row};
}

/* Zero bytes: which wide encoding they speak for. */
static steg_survey_verdict judge_zeros(const steg_survey *survey) {
  uint64_t quarter = survey->size / 4, most = quarter * 6 / 10;
  const uint64_t *nul = survey->nul;
  uint64_t few = quarter / 10 + 1;
  bool middle = nul[1] > most && nul[2] > most;
  if (quarter >= 2 && middle && ((nul[3] > most && nul[0] < few) || (nul[0] > most && nul[3] < few)))
    return refuse(STEG_FINDING_ENC_UTF32, 0);
  if (quarter >= 2 && nul[1] > most && nul[3] > most && nul[0] + nul[2] < few)
    return (steg_survey_verdict){.refusal = STEG_FINDING_ENC_UTF16, .encoding = STEG_ENCODING_UTF16LE};
  if (quarter >= 2 && nul[0] > most && nul[2] > most && nul[1] + nul[3] < few)
    return (steg_survey_verdict){.refusal = STEG_FINDING_ENC_UTF16, .encoding = STEG_ENCODING_UTF16BE};
  return refuse(STEG_FINDING_CTRL, survey->nul_row);
}

static steg_survey_verdict judge_utf8(const steg_survey *survey, size_t bom) {
  if (survey->bad && survey->bad_kind)
    return refuse(survey->bad_kind, survey->bad_row);
  if (survey->bad)
    return refuse(STEG_FINDING_ENC_MIXED, survey->bad_row);
  if (survey->cut)
    return refuse(STEG_FINDING_ENC_TRUNC, 0);
  return (steg_survey_verdict){.encoding = STEG_ENCODING_UTF8, .bom = bom};
}

steg_survey_verdict steg_survey_judge(const steg_survey *survey, steg_encoding given) {
  static const struct {
    size_t size;
    const char *bytes;
    steg_encoding encoding;
  } boms[] = {{3, "\xEF\xBB\xBF", STEG_ENCODING_UTF8},
              {2, "\xFF\xFE", STEG_ENCODING_UTF16LE},
              {2, "\xFE\xFF", STEG_ENCODING_UTF16BE}};
  const unsigned char *bytes = survey->sample;
  if (survey->sample_size >= 4 && (!memcmp(bytes, "\xFF\xFE\0\0", 4) || !memcmp(bytes, "\0\0\xFE\xFF", 4)))
    return refuse(STEG_FINDING_ENC_UTF32, 0);
  for (size_t i = 0; i < sizeof boms / sizeof *boms; i++) {
    if (survey->sample_size < boms[i].size || memcmp(bytes, boms[i].bytes, boms[i].size) != 0)
      continue;
    if (given && given != boms[i].encoding)
      return refuse(STEG_FINDING_ENC_GIVEN, 0);
    if (survey->size == boms[i].size)
      return refuse(STEG_FINDING_EMPTY, 0);
    if (boms[i].encoding != STEG_ENCODING_UTF8)
      return (steg_survey_verdict){.encoding = boms[i].encoding, .bom = boms[i].size, .note = STEG_FINDING_ENC_WIDE};
    if (survey->nul_row)
      return refuse(STEG_FINDING_CTRL, survey->nul_row);
    return judge_utf8(survey, boms[i].size);
  }
  if (given == STEG_ENCODING_UTF16LE || given == STEG_ENCODING_UTF16BE)
    return (steg_survey_verdict){.encoding = given, .note = STEG_FINDING_ENC_WIDE};
  if (survey->nul_row)
    return judge_zeros(survey);
  if (given == STEG_ENCODING_UTF8)
    return judge_utf8(survey, 0);
  if (given)
    return (steg_survey_verdict){.encoding = given, .note = STEG_FINDING_ENC};
  /* Bytes that are no UTF-8 beside many that are: two files glued together, or one damaged; alone: another encoding. */
  if (survey->characters || !survey->bad || survey->bad_kind == STEG_FINDING_ENC_SURROGATE ||
      survey->bad_kind == STEG_FINDING_ENC_OVERLONG) {
    if (survey->bad || !survey->cut || survey->characters)
      return judge_utf8(survey, 0);
  }
  steg_encoding found = one_byte_encoding(survey);
  if (!found)
    return refuse(STEG_FINDING_ENC_UNKNOWN, survey->bad_row);
  return (steg_survey_verdict){.encoding = found, .note = STEG_FINDING_ENC};
}
