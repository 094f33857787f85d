/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attribute - cells that say something of the participation: sex, birth, age, municipality, area, and words for the occasion.
 */
#ifndef STEG_INTAKE_ATTRIBUTE_H
#define STEG_INTAKE_ATTRIBUTE_H

#include "intake/value.h"
#include "store/rows.h"

/* `text` is cleaned and terminated. `whole` of the reading holds the value. */
steg_reading steg_attribute_read_sex(const char *text);                             /* steg_sex */
steg_reading steg_attribute_read_area(const char *text);                            /* steg_area */
steg_reading steg_attribute_read_occasion(const char *text);                        /* steg_occasion */
steg_reading steg_attribute_read_municipality(const char *text, steg_arena *arena); /* kommunkod as a number */
/* Year, or a date of birth of which the year is kept: 1987, 1987-05-02, 19870502, 870502 (never of someone over 100). */
steg_reading steg_attribute_read_birth_year(const char *text, size_t size, const steg_value_rules *rules);
steg_reading steg_attribute_read_age(const char *text, size_t size);
/* "skyddad", "skyddade personuppgifter", "sekretess": a person whose identity is not to be written anywhere. */
bool steg_attribute_is_protected(const char *text);
/* "Summa", "Totalt: 3", "Medel": no participant but a row that sums up. */
bool steg_attribute_is_total(const char *text);
/* "pågår", "tills vidare": an end that has not come. */
bool steg_attribute_is_open_end(const char *text);
/* "Test Testsson" and the like somewhere in the text, or nothing in it but "test", perhaps with a number. */
bool steg_attribute_is_test_person(const char *text);

#endif
