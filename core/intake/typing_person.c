/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/typing_part.h"

#include <stdio.h>
#include <string.h>

/* The cell that says who: as steg_typing_read_person. */
static int32_t read_key(steg_typing *typing, const steg_line *line, steg_finding_id *ret_reason) {
  const steg_typing_column *column = &typing->columns[typing->person_column];
  steg_field cell = steg_typing_cell_of(line, column);
  bool again = typing->last_key_size && cell.size == typing->last_key_size && cell.size <= sizeof typing->last_key &&
               !memcmp(cell.bytes, typing->last_key, cell.size);
  if (again && !typing->last_person.finding && !typing->last_person.national.is_test_person)
    return typing->last_person_index;
  typing->last_key_size = 0;
  /* A code that was read before was found to be one, and nothing was odd in it but for the test people, who are told of each time. */
  int32_t known = steg_roster_known(&typing->harvest.people, STEG_KEY_CODE, cell.bytes, cell.size);
  if (known >= 0 && !steg_attribute_is_test_person(typing->harvest.people.rows[known].text)) {
    typing->last_person = (steg_person){.verdict = STEG_PERSON_CODE};
    return known;
  }
  int oddities = steg_field_clean(cell, STEG_FIELD_TRIM, &typing->text);
  if (oddities < 0) {
    typing->memory_is_out = true;
    return -2;
  }
  steg_typing_report_oddities(typing, column, oddities);
  steg_person person = steg_person_read(typing->text.bytes, typing->text.size, typing->options);
  if (person.verdict == STEG_PERSON_NOBODY) {
    *ret_reason = person.finding;
    return STEG_ROW_NOBODY;
  }
  if (person.finding)
    steg_typing_report(typing, person.finding, column, (steg_field){0}, NULL);
  if (person.verdict == STEG_PERSON_REFUSED)
    return -2;
  bool national = person.verdict == STEG_PERSON_NATIONAL;
  if ((national && person.national.is_test_person) || (!national && steg_attribute_is_test_person(typing->text.bytes)))
    steg_typing_report(typing, STEG_FINDING_TEST, NULL, (steg_field){0}, NULL);
  int32_t index = national
                      ? steg_roster_find(&typing->harvest.people, STEG_KEY_NATIONAL, person.national.digits, 12)
                      : steg_roster_find(&typing->harvest.people, STEG_KEY_CODE, typing->text.bytes, typing->text.size);
  typing->memory_is_out = typing->memory_is_out || index < 0;
  if (cell.size <= sizeof typing->last_key && !oddities) {
    memcpy(typing->last_key, cell.bytes, cell.size);
    typing->last_key_size = cell.size;
  }
  typing->last_person = person;
  typing->last_person_index = index;
  return index;
}

/* Consent and protection have columns of their own in some files: "nej" and "ja" there make the row anonymous, and so does
 * an empty consent, because consent is given or not there. */
static steg_finding_id reason_for_anonymity(steg_typing *typing, const steg_line *line) {
  if (typing->consent_column >= 0) {
    const steg_typing_column *column = &typing->columns[typing->consent_column];
    steg_reading reading = steg_typing_read_cell(typing, column, steg_typing_cell_of(line, column));
    if (reading.kind == STEG_READING_EMPTY || (reading.kind == STEG_READING_VALUE && !reading.whole))
      return STEG_FINDING_ANON_CONSENT;
  }
  if (typing->protected_column >= 0) {
    const steg_typing_column *column = &typing->columns[typing->protected_column];
    steg_reading reading = steg_typing_read_cell(typing, column, steg_typing_cell_of(line, column));
    if (reading.kind == STEG_READING_VALUE && reading.whole)
      return STEG_FINDING_ANON_PROTECTED;
  }
  return 0;
}

int32_t steg_typing_read_person(steg_typing *typing, const steg_line *line, steg_finding_id *ret_reason) {
  /* Without consent the key is not even read. */
  *ret_reason = reason_for_anonymity(typing, line);
  if (*ret_reason)
    return STEG_ROW_NOBODY;
  if (typing->person_column >= 0)
    return read_key(typing, line, ret_reason);
  *ret_reason = STEG_FINDING_ANON_KEY;
  return STEG_ROW_NOBODY;
}

/* What a personnummer says by itself, against what the row says. */
static void complete_from_number(steg_typing *typing, const steg_national *national) {
  steg_attributes *attributes = &typing->attributes;
  steg_sex sex = national->is_man ? STEG_SEX_MAN : STEG_SEX_WOMAN;
  bool stated = attributes->sex == STEG_SEX_MAN || attributes->sex == STEG_SEX_WOMAN;
  if (!attributes->sex)
    attributes->sex = sex;
  else if (stated && attributes->sex != sex && !national->coordination)
    steg_typing_report(typing, STEG_FINDING_SEX_OTHER, NULL, (steg_field){0}, NULL);
  int start = attributes->start == STEG_DATE_NONE ? 0 : steg_date_year(attributes->start);
  int age = start - national->birth_year;
  bool other_age = typing->age >= 0 && start && typing->age != age && typing->age != age - 1;
  if ((typing->stated_birth && attributes->birth_year != national->birth_year) || other_age)
    steg_typing_report(typing, STEG_FINDING_BIRTH_OTHER, NULL, (steg_field){0}, NULL);
  attributes->birth_year = national->birth_year;
  typing->has_attributes = true;
}

enum { AGE_ODD_LOW = 15, AGE_ODD_HIGH = 70, AGE_BY_NUMBER = 100, AGE_HIGHEST = 110 };

static void judge_target(steg_typing *typing, int age) {
  const steg_import_initiative *initiative =
      typing->initiative >= 0 ? &typing->options->initiatives[typing->initiative] : NULL;
  char bounds[32];
  if (!initiative || !initiative->age_high || (age >= initiative->age_low && age - 1 <= initiative->age_high))
    return;
  snprintf(bounds, sizeof bounds, "%d–%d", initiative->age_low, initiative->age_high);
  steg_typing_report(typing, STEG_FINDING_AGE_TARGET, NULL, (steg_field){0}, bounds);
}

/* age: start less birth as years, so the person may be a year younger. A number with a right check digit is taken at its word: those of
 * people long dead stand in data that try the program, so age is judged below 100 only. */
static void judge_age(steg_typing *typing, int age, bool by_number) {
  if (age < 0 || (!by_number && age - 1 > AGE_HIGHEST))
    steg_typing_report(typing, STEG_FINDING_AGE_IMPOSSIBLE, NULL, (steg_field){0}, NULL);
  else if (by_number && age > AGE_BY_NUMBER)
    return;
  else if (age < AGE_ODD_LOW || age > AGE_ODD_HIGH)
    steg_typing_report(typing, STEG_FINDING_AGE_ODD, NULL, (steg_field){0}, NULL);
  else
    judge_target(typing, age);
}

static void complete_birth(steg_typing *typing, bool by_number) {
  steg_attributes *attributes = &typing->attributes;
  if (attributes->start == STEG_DATE_NONE)
    return;
  int start = steg_date_year(attributes->start);
  if (!attributes->birth_year && typing->age >= 0)
    attributes->birth_year = start - typing->age;
  if (attributes->birth_year)
    judge_age(typing, start - attributes->birth_year, by_number);
}

void steg_typing_complete(steg_typing *typing, int32_t person) {
  const bool by_number = person >= 0 && typing->last_person.verdict == STEG_PERSON_NATIONAL;
  if (by_number)
    complete_from_number(typing, &typing->last_person.national);
  complete_birth(typing, by_number);
}
