/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * instruments - a small repeated instrument, "card", and a small register, "reg", for the tests of the measures.
 */
#ifndef STEG_TEST_EVALUATE_INSTRUMENTS_H
#define STEG_TEST_EVALUATE_INSTRUMENTS_H

#include <stddef.h>
#include <stegvis/instrument.h>

#define LEVEL(number, id, text, is_positive)                                                                           \
  { .value = number, .code = id, .label_sv = text, .kind = STEG_LEVEL_STEP, .positive = is_positive }
#define IN_GROUP(number, id, text, group_id)                                                                           \
  { .value = number, .code = id, .label_sv = text, .kind = STEG_LEVEL_STEP, .group = group_id }
#define BESIDE(id, text)                                                                                               \
  { .value = -1, .code = id, .label_sv = text, .kind = STEG_LEVEL_OFF_SCALE }

static const steg_level step_levels[] = {LEVEL(1, "s1", "1", 0), LEVEL(2, "s2", "2", 0),
                                         LEVEL(3, "s3", "3", 0), LEVEL(4, "s4", "4", 1),
                                         LEVEL(5, "s5", "5", 1), BESIDE("kan_inte_svara", "Kan inte svara")};
static const steg_level pain_levels[] = {LEVEL(0, "ingen", "Ingen", 1), LEVEL(1, "viss", "Viss", 0),
                                         LEVEL(2, "svar", "Svår", 0)};
static const steg_level kind_levels[] = {LEVEL(1, "a", "A", 0), LEVEL(2, "b", "B", 0), LEVEL(3, "c", "C", 0)};
static const steg_level education_levels[] = {LEVEL(1, "grundskola", "Grundskola", 0),
                                              LEVEL(2, "gymnasium", "Gymnasium", 0), BESIDE("okant", "Okänt")};
static const steg_level exit_levels[] = {LEVEL(1, "arbete", "Arbete", 1), LEVEL(2, "annan", "Annan", 0),
                                         LEVEL(3, "felregistrering", "Felregistrering", 0)};
static const steg_level income_levels[] = {IN_GROUP(1, "lon", "Lön", NULL),
                                           IN_GROUP(2, "sjukpenning", "Sjukpenning", "ohalsa"),
                                           IN_GROUP(3, "sjukersattning", "Sjukersättning", "ohalsa"),
                                           IN_GROUP(4, "forsorjningsstod", "Försörjningsstöd", "ekonomiskt_bistand")};
static const steg_level_group income_groups[] = {{"ohalsa", "Ohälsa", "Ill health"},
                                                 {"ekonomiskt_bistand", "Ekonomiskt bistånd", "Social assistance"}};

static const steg_scale card_scales[] = {
    {.id = "steps", .levels = STEG_ROWS(step_levels), .ordered = 1, .better = STEG_BETTER_UP},
    {.id = "pain", .levels = STEG_ROWS(pain_levels), .ordered = 1, .better = STEG_BETTER_DOWN},
    {.id = "kind", .levels = STEG_ROWS(kind_levels), .ordered = 1, .better = STEG_BETTER_NONE},
};
static const steg_scale reg_scales[] = {
    {.id = "steps", .levels = STEG_ROWS(step_levels), .ordered = 1, .better = STEG_BETTER_UP},
    {.id = "education", .levels = STEG_ROWS(education_levels), .better = STEG_BETTER_NONE},
    {.id = "exit", .levels = STEG_ROWS(exit_levels), .better = STEG_BETTER_NONE},
    {.id = "income",
     .levels = STEG_ROWS(income_levels),
     .groups = STEG_ROWS(income_groups),
     .better = STEG_BETTER_NONE},
};
static const steg_role card_roles[] = {{.id = "deltagare", .label_sv = "Deltagare"},
                                       {.id = "coach", .label_sv = "Coach"}};

#define ITEM(name, of_type, of_scale, of_roles, is)                                                                    \
  .id = name, .text_sv = name, .type = of_type, .scale = of_scale, .roles = of_roles, .sensitivity = is
static const steg_item card_items[] = {
    {ITEM("q1", STEG_ITEM_SCALE, "steps", "deltagare", STEG_SENSITIVE)},
    {ITEM("pain", STEG_ITEM_SCALE, "pain", "deltagare", STEG_SENSITIVE)},
    {ITEM("kind", STEG_ITEM_SCALE, "kind", "deltagare", STEG_NEUTRAL)},
    {ITEM("q1_goal", STEG_ITEM_SCALE, "steps", "deltagare", STEG_SENSITIVE), .goal_of = "q1"},
    {ITEM("seeks", STEG_ITEM_FLAG, NULL, "deltagare", STEG_SENSITIVE)},
    {ITEM("hours", STEG_ITEM_NUMBER, NULL, "deltagare", STEG_NEUTRAL)},
    {ITEM("looking_back", STEG_ITEM_SCALE, "steps", "deltagare", STEG_SENSITIVE), .retrospective = 1,
     .occasions = "end"},
    {ITEM("c1", STEG_ITEM_SCALE, "steps", "coach", STEG_SENSITIVE), .mirrors = "q1"},
};
static const steg_item reg_items[] = {
    {ITEM("education", STEG_ITEM_CHOICE, "education", NULL, STEG_NEUTRAL)},
    {ITEM("exit_reason", STEG_ITEM_CHOICE, "exit", NULL, STEG_SENSITIVE)},
    {ITEM("income_before", STEG_ITEM_MULTI, "income", NULL, STEG_SENSITIVE), .extent = 1, .after = "income_after"},
    {ITEM("income_after", STEG_ITEM_MULTI, "income", NULL, STEG_SENSITIVE), .extent = 1},
    {ITEM("level_before", STEG_ITEM_SCALE, "steps", NULL, STEG_SENSITIVE), .after = "level_after"},
    {ITEM("level_after", STEG_ITEM_SCALE, "steps", NULL, STEG_SENSITIVE)},
};
static const steg_column card_columns[] = {{.header = "Person", .target = STEG_COLUMN_PERSON},
                                           {.header = "Datum", .target = STEG_COLUMN_DATE}};
static const steg_column reg_columns[] = {
    {.header = "Person", .target = STEG_COLUMN_PERSON},
    {.header = "Start", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_START}};

#define INSTRUMENT(name, of_kind, of_scales, of_items)                                                                 \
  STEG_HEAD, .id = name, .version = "1", .title_sv = "Prov", .owner = "ingen", .licence = "fri", .source = "påhittad", \
             .provenance = "prov", .kind = of_kind, .scales = STEG_ROWS(of_scales), .items = STEG_ROWS(of_items),      \
             .checks = STEG_NO_ROWS, .indexes = STEG_NO_ROWS, .crosswalk = STEG_NO_ROWS
static const steg_instrument card_instrument = {INSTRUMENT("card", STEG_KIND_REPEATED, card_scales, card_items),
                                                .roles = STEG_ROWS(card_roles), .columns = STEG_ROWS(card_columns)};
static const steg_instrument reg_instrument = {INSTRUMENT("reg", STEG_KIND_REGISTER, reg_scales, reg_items),
                                               .roles = STEG_NO_ROWS, .columns = STEG_ROWS(reg_columns)};

#endif
