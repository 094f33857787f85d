/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small survey about the support itself: three questions on one scale and a free text, asked of the participant at every
 * occasion. Replace its rows by your own; README.md goes through them from the top.
 */
#include <stegvis/instrument.h>

/* The steps of the scale as printed on the form. An answer that is no step has the kind OFF_SCALE and a value below 0. */
static const steg_level frequency_levels[] = {
    {.value = 1,
     .code = "sallan",
     .label_sv = "Sällan eller aldrig",
     .label_en = "Seldom or never",
     .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "ibland", .label_sv = "Ibland", .label_en = "Sometimes", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "ofta", .label_sv = "Ofta", .label_en = "Often", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = 4, .code = "alltid", .label_sv = "Alltid", .label_en = "Always", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = -1,
     .code = "vet_inte",
     .label_sv = "Vet inte",
     .label_en = "Don't know",
     .kind = STEG_LEVEL_OFF_SCALE,
     .aliases = "Vet ej"},
};

static const steg_scale scales[] = {
    {.id = "frequency",
     .levels = STEG_ROWS(frequency_levels),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar"},
};

static const steg_role roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant"},
};

/* Sensitive: health, income, exit reason, progression. Neutral: plans, events, experience of the service. */
static const steg_item items[] = {
    {.id = "respect",
     .text_sv = "Blir du bemött med respekt?",
     .text_en = "Are you treated with respect?",
     .label_sv = "Respekt",
     .label_en = "Respect",
     .type = STEG_ITEM_SCALE,
     .scale = "frequency",
     .roles = "deltagare",
     .sensitivity = STEG_NEUTRAL,
     .required = 1},
    {.id = "say",
     .text_sv = "Kan du påverka din egen planering?",
     .text_en = "Do you have a say in your own plan?",
     .label_sv = "Inflytande",
     .label_en = "Influence",
     .type = STEG_ITEM_SCALE,
     .scale = "frequency",
     .roles = "deltagare",
     .sensitivity = STEG_NEUTRAL},
    {.id = "use",
     .text_sv = "Har du nytta av stödet?",
     .text_en = "Is the support of use to you?",
     .label_sv = "Nytta",
     .label_en = "Use",
     .type = STEG_ITEM_SCALE,
     .scale = "frequency",
     .roles = "deltagare",
     .sensitivity = STEG_NEUTRAL},
    {.id = "own_words",
     .text_sv = "Är det något mer du vill säga?",
     .text_en = "Is there anything else you want to say?",
     .label_sv = "Egna ord",
     .label_en = "Own words",
     .type = STEG_ITEM_TEXT,
     .roles = "deltagare",
     .sensitivity = STEG_SENSITIVE},
};

/* Headers as they stand in the file. Upper and lower case, spaces and - _ . / ( ) : ; , don't matter. */
static const steg_column columns[] = {
    {.header = "Deltagare", .aliases = "Kod|Deltagar-id|Personnummer", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "Insats", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .aliases = "Svarsdatum", .target = STEG_COLUMN_DATE, .required = 1},
    {.header = "Respekt", .aliases = "Fråga 1", .target = STEG_COLUMN_ITEM, .item = "respect"},
    {.header = "Inflytande", .aliases = "Fråga 2", .target = STEG_COLUMN_ITEM, .item = "say"},
    {.header = "Nytta", .aliases = "Fråga 3", .target = STEG_COLUMN_ITEM, .item = "use"},
    {.header = "Egna ord", .aliases = "Fråga 4|Kommentar", .target = STEG_COLUMN_ITEM, .item = "own_words"},
};

static const steg_check checks[] = {
    {.id = "same_answer",
     .kind = STEG_CHECK_STRAIGHT_LINE,
     .text = "respect say use",
     .severity = STEG_SEVERITY_NOTE,
     .message_sv = "Alla tre frågor har samma svar. Se efter på formuläret om det stämmer.",
     .message_en = "All three questions have the same answer. Look at the form to see whether that is right."},
};

static const steg_index indexes[] = {
    {.id = "support",
     .label_sv = "Stödets kvalitet (medelvärde)",
     .label_en = "Quality of the support (mean)",
     .kind = STEG_INDEX_MEAN,
     .items = "respect say use",
     .minimum_answered = 2,
     .low = 1,
     .high = 4,
     .better = STEG_BETTER_UP},
};

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "template",
    .version = "1",
    .title_sv = "Enkät om stödet",
    .title_en = "Survey about the support",
    .owner = "Den som skriver insticksmodulen",
    .licence = "GPL-3.0-or-later",
    .source = "Skriven som mall för nya instrument.",
    .provenance = "Frågorna är påhittade och hör inte till något officiellt instrument.",
    .kind = STEG_KIND_REPEATED,
    .interval_months = 6,
    .scales = STEG_ROWS(scales),
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_ROWS(checks),
    .indexes = STEG_ROWS(indexes),
    .crosswalk = STEG_NO_ROWS,
};
