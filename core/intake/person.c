/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/person.h"

#include "intake/attribute.h"

static steg_person refuse(steg_finding_id id) {
  return (steg_person){.verdict = STEG_PERSON_REFUSED, .finding = id};
}

static size_t characters(const char *text, size_t size) {
  size_t count = 0;
  for (const char *at = text, *end = text + size; at < end; count++)
    steg_text_next(&at, end);
  return count;
}

/* Letters and digits together, as in JS-014: no word for something else ("saknas", "skyddad", "Summa") looks so. */
static bool is_plainly_code(const char *text) {
  bool letter = false, digit = false;
  for (; *text; text++) {
    bool is_letter = (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z');
    bool is_digit = *text >= '0' && *text <= '9';
    if (!is_letter && !is_digit && *text != '-')
      return false;
    letter = letter || is_letter;
    digit = digit || is_digit;
  }
  return letter && digit;
}

static steg_person read_code(const char *text, size_t size) {
  bool plain = is_plainly_code(text) && size <= STEG_PERSON_CODE_MAX;
  if (plain && !steg_national_in_text(text, size))
    return (steg_person){.verdict = STEG_PERSON_CODE};
  if (steg_value_absence_of(text, size))
    return (steg_person){.verdict = STEG_PERSON_NOBODY, .finding = STEG_FINDING_ANON_KEY};
  if (steg_attribute_is_protected(text))
    return (steg_person){.verdict = STEG_PERSON_NOBODY, .finding = STEG_FINDING_ANON_PROTECTED};
  if (steg_value_is_spreadsheet_error(text))
    return refuse(steg_value_spreadsheet_fault(text));
  if (steg_attribute_is_total(text))
    return refuse(STEG_FINDING_TOTAL_ROW);
  if (steg_national_in_text(text, size))
    return refuse(STEG_FINDING_PNR_MORE);
  if (characters(text, size) > STEG_PERSON_CODE_MAX)
    return refuse(STEG_FINDING_KEY_LONG);
  return (steg_person){.verdict = STEG_PERSON_CODE};
}

steg_person steg_person_read(const char *text, size_t size, const steg_import_options *options) {
  static const steg_finding_id refusals[] = {
      [STEG_NATIONAL_NO_CENTURY] = STEG_FINDING_PNR_CENTURY, [STEG_NATIONAL_CHECK_DIGIT] = STEG_FINDING_PNR_CHECK,
      [STEG_NATIONAL_NO_SUCH_DATE] = STEG_FINDING_PNR_DATE,  [STEG_NATIONAL_FUTURE] = STEG_FINDING_PNR_FUTURE,
      [STEG_NATIONAL_TOO_OLD] = STEG_FINDING_PNR_OLD,        [STEG_NATIONAL_INTERIM] = STEG_FINDING_PNR_INTERIM,
      [STEG_NATIONAL_DUMMY] = STEG_FINDING_PNR_TEST,         [STEG_NATIONAL_DIGITS] = STEG_FINDING_PNR_DIGITS,
      [STEG_NATIONAL_ROUNDED] = STEG_FINDING_PNR_ROUNDED,    [STEG_NATIONAL_DAMAGED] = STEG_FINDING_PNR_DAMAGED};
  steg_person person = {.verdict = STEG_PERSON_NATIONAL};
  steg_national_century century = options->century_by_sign ? STEG_NATIONAL_SIGN : STEG_NATIONAL_STATED;
  steg_national_verdict verdict = steg_national_read(text, size, century, options->today, &person.national);
  switch (verdict) {
  case STEG_NATIONAL_EXACT:
    return person;
  case STEG_NATIONAL_SPELLED:
    person.finding = STEG_FINDING_PNR_SPELLED;
    return person;
  case STEG_NATIONAL_BY_SIGN:
    person.finding = STEG_FINDING_PNR_SIGN;
    return person;
  case STEG_NATIONAL_NOT_ONE:
    return read_code(text, size);
  default:
    return refuse(refusals[verdict]);
  }
}
