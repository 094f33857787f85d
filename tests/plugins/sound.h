/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sound - a small instrument without a fault, with a row of every sort. A fixture defines one of the names below as something
 * broken and includes this; then that is its only defect.
 */
#ifndef STEGVIS_TESTS_SOUND_H
#define STEGVIS_TESTS_SOUND_H

#include <stegvis/instrument.h>

#ifndef SOUND_HEAD
#define SOUND_HEAD STEG_HEAD
#endif
#ifndef SOUND_ID
#define SOUND_ID "sound"
#endif
#ifndef SOUND_TITLE
#define SOUND_TITLE "Provformulär"
#endif
#ifndef SOUND_LEVELS
#define SOUND_LEVELS STEG_ROWS(sound_levels)
#endif
#ifndef SOUND_SECOND_VALUE
#define SOUND_SECOND_VALUE 2
#endif
#ifndef SOUND_OFF_SCALE_VALUE
#define SOUND_OFF_SCALE_VALUE (-1)
#endif
#ifndef SOUND_SECOND_ITEM
#define SOUND_SECOND_ITEM "q2"
#endif
#ifndef SOUND_ITEM_SCALE
#define SOUND_ITEM_SCALE "steps"
#endif
#ifndef SOUND_ITEM_ROLES
#define SOUND_ITEM_ROLES "deltagare"
#endif
#ifndef SOUND_ITEMS
#define SOUND_ITEMS STEG_ROWS(sound_items)
#endif
#ifndef SOUND_COLUMN_ITEM
#define SOUND_COLUMN_ITEM "q1"
#endif
#ifndef SOUND_CHECK_ITEM
#define SOUND_CHECK_ITEM "days"
#endif
#ifndef SOUND_INDEX_KIND
#define SOUND_INDEX_KIND STEG_INDEX_MEAN
#endif
#ifndef SOUND_VALIDATE
#define SOUND_VALIDATE NULL
#endif
#ifndef SOUND_SCORE
#define SOUND_SCORE NULL
#endif
#ifndef SOUND_EXPORT
#define SOUND_EXPORT STEG_EXPORT
#endif

static const steg_level sound_levels[] = {
    {.value = 1, .code = "never", .label_sv = "Aldrig", .label_en = "Never", .kind = STEG_LEVEL_STEP},
    {.value = SOUND_SECOND_VALUE, .code = "so_so", .label_sv = "Varken eller", .kind = STEG_LEVEL_NEUTRAL},
    {.value = 3,
     .code = "always",
     .label_sv = "Alltid",
     .kind = STEG_LEVEL_STEP,
     .positive = 1,
     .aliases = "Jämt|Ofta"},
    {.value = SOUND_OFF_SCALE_VALUE, .code = "cannot", .label_sv = "Kan inte svara", .kind = STEG_LEVEL_OFF_SCALE},
};

static const steg_level_group sound_groups[] = {{"own", "Egen", "Own"}, {"public", "Offentlig", "Public"}};

static const steg_level sound_incomes[] = {
    {.value = 1, .code = "wage", .label_sv = "Lön", .kind = STEG_LEVEL_STEP, .group = "own"},
    {.value = 2, .code = "sickness", .label_sv = "Sjukpenning", .kind = STEG_LEVEL_STEP, .group = "public"},
    {.value = 3, .code = "other", .label_sv = "Annan", .kind = STEG_LEVEL_STEP},
};

static const steg_scale sound_scales[] = {
    {.id = "steps",
     .levels = SOUND_LEVELS,
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar"},
    {.id = "income", .levels = STEG_ROWS(sound_incomes), .groups = STEG_ROWS(sound_groups), .better = STEG_BETTER_NONE},
};

static const steg_role sound_roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant"},
    {.id = "coach", .label_sv = "Coach", .label_en = "Coach", .aliases = "Handläggare"},
};

static const steg_item sound_items[] = {
    {.id = "q1",
     .text_sv = "Hur ofta sover du gott?",
     .text_en = "How often do you sleep well?",
     .label_sv = "Sömn",
     .label_en = "Sleep",
     .topic = "sleep",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .roles = SOUND_ITEM_ROLES,
     .sensitivity = STEG_SENSITIVE,
     .required = 1},
    {.id = SOUND_SECOND_ITEM,
     .text_sv = "Hur ofta äter du gott?",
     .type = STEG_ITEM_SCALE,
     .scale = SOUND_ITEM_SCALE,
     .occasions = "start end",
     .sensitivity = STEG_NEUTRAL,
     .positive = "so_so always"},
    {.id = "q3",
     .text_sv = "Hur ofta är du orolig?",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .sensitivity = STEG_SENSITIVE,
     .reversed = 1,
     .positive = "never"},
    {.id = "q1_goal",
     .text_sv = "Eget mål: sömn",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .sensitivity = STEG_SENSITIVE,
     .goal_of = "q1"},
    {.id = "c1",
     .text_sv = "Hur ofta sover deltagaren gott?",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .roles = "coach",
     .sensitivity = STEG_SENSITIVE,
     .mirrors = "q1"},
    {.id = "main_income",
     .text_sv = "Huvudsaklig inkomst",
     .type = STEG_ITEM_CHOICE,
     .scale = "income",
     .sensitivity = STEG_SENSITIVE},
    {.id = "incomes",
     .text_sv = "Alla inkomster",
     .type = STEG_ITEM_MULTI,
     .scale = "income",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1},
    {.id = "days",
     .text_sv = "Antal dagar",
     .type = STEG_ITEM_NUMBER,
     .sensitivity = STEG_NEUTRAL,
     .low = 0,
     .high = 31,
     .unit = "dagar"},
    {.id = "share", .text_sv = "Andel", .type = STEG_ITEM_PERCENT, .sensitivity = STEG_NEUTRAL},
    {.id = "began", .text_sv = "Började", .type = STEG_ITEM_DATE, .sensitivity = STEG_NEUTRAL},
    {.id = "ended", .text_sv = "Slutade", .type = STEG_ITEM_DATE, .sensitivity = STEG_NEUTRAL},
    {.id = "words", .text_sv = "Med egna ord", .type = STEG_ITEM_TEXT, .sensitivity = STEG_SENSITIVE},
    {.id = "works", .text_sv = "Arbetar?", .type = STEG_ITEM_FLAG, .sensitivity = STEG_SENSITIVE},
};

static const steg_column sound_columns[] = {
    {.header = "Deltagare", .aliases = "Kod|Personnummer", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .target = STEG_COLUMN_DATE},
    {.header = "Roll", .target = STEG_COLUMN_ROLE},
    {.header = "Kön", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_SEX},
    {.header = "Fråga 1", .aliases = "F1", .target = STEG_COLUMN_ITEM, .item = SOUND_COLUMN_ITEM},
    {.header = "Fråga 1 start", .target = STEG_COLUMN_ITEM, .item = "q1", .occasion = STEG_OCCASION_START},
    {.header = "Fråga 2", .target = STEG_COLUMN_ITEM, .item = SOUND_SECOND_ITEM},
    {.header = "Fråga 3", .target = STEG_COLUMN_ITEM, .item = "q3"},
    {.header = "Mål 1", .target = STEG_COLUMN_ITEM, .item = "q1_goal"},
    {.header = "Coach 1", .target = STEG_COLUMN_ITEM, .item = "c1", .role = "coach"},
    {.header = "Inkomst", .target = STEG_COLUMN_ITEM, .item = "main_income"},
    {.header = "Inkomster", .target = STEG_COLUMN_ITEM, .item = "incomes"},
    {.header = "Inkomster omfattning", .target = STEG_COLUMN_EXTENT, .item = "incomes"},
    {.header = "Dagar", .target = STEG_COLUMN_ITEM, .item = "days"},
    {.header = "Andel", .target = STEG_COLUMN_ITEM, .item = "share"},
    {.header = "Började", .target = STEG_COLUMN_ITEM, .item = "began"},
    {.header = "Slutade", .target = STEG_COLUMN_ITEM, .item = "ended"},
    {.header = "Egna ord", .target = STEG_COLUMN_ITEM, .item = "words"},
    {.header = "Arbetar", .target = STEG_COLUMN_ITEM, .item = "works"},
    {.header = "Anteckning", .target = STEG_COLUMN_IGNORE},
};

static const steg_check sound_checks[] = {
    {.id = "days_odd",
     .kind = STEG_CHECK_IMPLAUSIBLE,
     .item = SOUND_CHECK_ITEM,
     .low = 0,
     .high = 28,
     .severity = STEG_SEVERITY_WARNING,
     .message_sv = "Ovanligt många dagar. Kontrollera."},
    {.id = "date_order",
     .kind = STEG_CHECK_DATE_ORDER,
     .item = "began",
     .other = "ended",
     .severity = STEG_SEVERITY_ERROR,
     .message_sv = "Slutade före början. Kontrollera datumen."},
    {.id = "days_needed",
     .kind = STEG_CHECK_REQUIRED_IF,
     .item = "days",
     .other = "main_income",
     .text = "wage",
     .severity = STEG_SEVERITY_WARNING,
     .message_sv = "Antal dagar saknas. Fyll i det."},
    {.id = "income_sum",
     .kind = STEG_CHECK_SUM_100,
     .item = "incomes",
     .severity = STEG_SEVERITY_WARNING,
     .message_sv = "Mer än 100 % tillsammans. Kontrollera."},
    {.id = "same_answer",
     .kind = STEG_CHECK_STRAIGHT_LINE,
     .text = "q1 q3 q1_goal",
     .severity = STEG_SEVERITY_NOTE,
     .message_sv = "Samma svar överallt. Kontrollera."},
};

static const steg_index sound_indexes[] = {
    {.id = "wellbeing",
     .label_sv = "Välbefinnande",
     .label_en = "Wellbeing",
     .kind = SOUND_INDEX_KIND,
     .items = "q1 q3",
     .minimum_answered = 2,
     .low = 1,
     .high = 3,
     .meaningful_change = 0.5,
     .better = STEG_BETTER_UP},
};

static const steg_crosswalk sound_crosswalk[] = {
    {.from_version = "1", .item = "q1", .kind = STEG_CROSSWALK_RECODED, .recode = "1=1 2=1 3=3"},
    {.from_version = "1", .item = "q3", .from_item = "q4", .kind = STEG_CROSSWALK_BROKEN},
};

SOUND_EXPORT const steg_instrument stegvis_instrument = {
    .head = SOUND_HEAD,
    .id = SOUND_ID,
    .version = "2",
    .title_sv = SOUND_TITLE,
    .title_en = "Form for tests",
    .owner = "Stegvis",
    .licence = "GPL-3.0-or-later",
    .source = "Skrivet för proven",
    .provenance = "Allt är påhittat.",
    .kind = STEG_KIND_REPEATED,
    .interval_months = 3,
    .retention_months = 24,
    .scales = STEG_ROWS(sound_scales),
    .roles = STEG_ROWS(sound_roles),
    .items = SOUND_ITEMS,
    .columns = STEG_ROWS(sound_columns),
    .checks = STEG_ROWS(sound_checks),
    .indexes = STEG_ROWS(sound_indexes),
    .crosswalk = STEG_ROWS(sound_crosswalk),
    .validate = SOUND_VALIDATE,
    .score = SOUND_SCORE,
};

#endif
