/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small instrument that the case files are of, and the project around it. `likert` is the same with health as a scale of
 * whole steps.
 */
#ifndef SMALL_INSTRUMENT_H
#define SMALL_INSTRUMENT_H

#include "instrument/registry.h"
#include "intake/import.h"

static const steg_level income_levels[] = {
    {1, "bistand", "Ekonomiskt bistånd", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
    {2, "arbete", "Arbete", "Work", STEG_LEVEL_STEP, 1, NULL, "Lön|Anställning"},
    {3, "sjukpenning", "Sjukpenning", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
    {4, "studier", "Studier", NULL, STEG_LEVEL_STEP, 1, NULL, NULL},
};
static const steg_level health_levels[] = {
    {1, "h1", "Mycket dålig", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
    {2, "h2", "Dålig", NULL, STEG_LEVEL_STEP, 0, NULL, NULL},
    {3, "h3", "Varken eller", NULL, STEG_LEVEL_NEUTRAL, 0, NULL, NULL},
    {4, "h4", "God", NULL, STEG_LEVEL_STEP, 1, NULL, NULL},
    {5, "h5", "Mycket god", NULL, STEG_LEVEL_STEP, 1, NULL, NULL},
    {-1, "vet_ej", "Vet ej", NULL, STEG_LEVEL_OFF_SCALE, 0, NULL, NULL},
};
static const steg_scale small_scales[] = {
    {.id = "income", .levels = STEG_ROWS(income_levels), .groups = STEG_NO_ROWS, .better = STEG_BETTER_NONE},
    {.id = "health",
     .levels = STEG_ROWS(health_levels),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP},
};
#define SMALL_ITEM(ID, TEXT, TYPE) .id = ID, .text_sv = TEXT, .type = TYPE, .sensitivity = STEG_SENSITIVE
static const steg_item small_items[] = {
    {SMALL_ITEM("forsorjning_fore", "Försörjning före", STEG_ITEM_CHOICE), .scale = "income",
     .after = "forsorjning_efter"},
    {SMALL_ITEM("forsorjning_efter", "Försörjning efter", STEG_ITEM_CHOICE), .scale = "income"},
    {SMALL_ITEM("halsa", "Hälsa", STEG_ITEM_NUMBER), .low = 0, .high = 100},
    {SMALL_ITEM("belopp_kr", "Belopp", STEG_ITEM_NUMBER), .unit = "kr"},
    {SMALL_ITEM("fritext", "Fritext", STEG_ITEM_TEXT)},
};
static const steg_item likert_items[] = {
    {SMALL_ITEM("forsorjning_fore", "Försörjning före", STEG_ITEM_CHOICE), .scale = "income",
     .after = "forsorjning_efter"},
    {SMALL_ITEM("forsorjning_efter", "Försörjning efter", STEG_ITEM_CHOICE), .scale = "income"},
    {SMALL_ITEM("halsa", "Hälsa", STEG_ITEM_SCALE), .scale = "health"},
    {SMALL_ITEM("belopp_kr", "Belopp", STEG_ITEM_NUMBER), .unit = "kr"},
    {SMALL_ITEM("fritext", "Fritext", STEG_ITEM_TEXT)},
};
static const steg_column small_columns[] = {
    {.header = "deltagar_id", .aliases = "personnummer|Personnr", .target = STEG_COLUMN_PERSON, .required = 1},
    {.header = "insats", .aliases = "Insatsens namn", .target = STEG_COLUMN_INITIATIVE, .required = 1},
    {.header = "inskriven", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_START, .required = 1},
    {.header = "avslutad", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_END},
    {.header = "kon", .aliases = "kön", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_SEX},
    {.header = "forsorjning_fore", .target = STEG_COLUMN_ITEM, .item = "forsorjning_fore"},
    {.header = "forsorjning_efter", .target = STEG_COLUMN_ITEM, .item = "forsorjning_efter"},
    {.header = "halsa", .aliases = "hälsa", .target = STEG_COLUMN_ITEM, .item = "halsa"},
    {.header = "belopp_kr", .target = STEG_COLUMN_ITEM, .item = "belopp_kr"},
    {.header = "fritext", .target = STEG_COLUMN_ITEM, .item = "fritext"},
    {.header = "samtycke", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_CONSENT},
    {.header = "skyddad", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_PROTECTED},
    {.header = "kommun", .target = STEG_COLUMN_ATTRIBUTE, .attribute = STEG_ATTRIBUTE_MUNICIPALITY},
};

#define SMALL_INSTRUMENT(ID, ITEMS)                                                                                    \
  {                                                                                                                    \
    .head = STEG_HEAD, .id = ID, .version = "1", .title_sv = "Litet register", .owner = "Provet", .licence = "fri",    \
    .source = "Provet", .provenance = "Påhittat för proven.", .kind = STEG_KIND_REGISTER,                              \
    .scales = STEG_ROWS(small_scales), .roles = STEG_NO_ROWS, .items = STEG_ROWS(ITEMS),                               \
    .columns = STEG_ROWS(small_columns), .checks = STEG_NO_ROWS, .indexes = STEG_NO_ROWS, .crosswalk = STEG_NO_ROWS    \
  }
static const steg_instrument small_instrument = SMALL_INSTRUMENT("litet", small_items);
static const steg_instrument likert_instrument = SMALL_INSTRUMENT("litet_likert", likert_items);

static const char *const vagen_aliases[] = {"Vägen framåt", NULL};
static const steg_import_initiative small_initiatives[] = {
    {"vagen_vidare", "Vägen vidare", vagen_aliases, "vattern", 0, 0},
    {"liten", "Liten insats", NULL, "vattern", 0, 0},
    {"kataloger", "../../../../etc/passwd", NULL, "vattern", 0, 0},
    {"annan", "Insats i Annan Stad", NULL, "annan_stad", 0, 0},
};

static inline steg_import_options small_options(void) {
  return (steg_import_options){.initiatives = small_initiatives,
                               .initiative_count = sizeof small_initiatives / sizeof *small_initiatives,
                               .federation = "vattern",
                               .keep = STEG_IMPORT_ALL_OR_NOTHING,
                               .today = steg_date_make(2025, 1, 1),
                               .lang = STEG_LANG_SV};
}

#endif
