/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SKAPA (Samordningsförbundet Halland): the person's development toward work and studies, rated by participant and coach. Neither
 * questions nor scale are public, so everything here is a placeholder to be filled by an overlay. README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */
/* clang-format off: macros that make rows are read as rows */
#define QUESTIONS(ROW) ROW(1) ROW(2) ROW(3) ROW(4) ROW(5) ROW(6) ROW(7) ROW(8) ROW(9)
/* clang-format on */

static const steg_level levels[] = {
    {.value = 1, .code = "s1", .label_sv = "1 (lägst)", .label_en = "1 (lowest)", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "s2", .label_sv = "2", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "s3", .label_sv = "3", .kind = STEG_LEVEL_STEP},
    {.value = 4, .code = "s4", .label_sv = "4", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = 5,
     .code = "s5",
     .label_sv = "5 (högst)",
     .label_en = "5 (highest)",
     .kind = STEG_LEVEL_STEP,
     .positive = 1},
};

static const steg_scale scales[] = {
    {.id = "steps",
     .levels = STEG_ROWS(levels),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar|Inget svar|Ej besvarad"},
};

static const steg_role roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant", .aliases = "Deltagaren|D"},
    {.id = "coach",
     .label_sv = "Coach",
     .label_en = "Coach",
     .aliases = "Coachen|Handläggare|Handläggaren|Arbetscoach|C|H"},
};

/* clang-format off */
#define PARTICIPANT_ITEM(n)                                                                                            \
  {.id = "q" #n,                                                                                                       \
   .text_sv = "Platshållare: deltagarens fråga " #n " (ämnet är inte känt)",                                           \
   .text_en = "Placeholder: the participant's question " #n " (topic not known)",                                      \
   .label_sv = "Fråga " #n,                                                                                            \
   .label_en = "Question " #n,                                                                                         \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "steps",                                                                                                   \
   .roles = "deltagare",                                                                                               \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .placeholder = 1},
#define COACH_ITEM(n)                                                                                                  \
  {.id = "c" #n,                                                                                                       \
   .text_sv = "Platshållare: coachens fråga " #n " (ämnet är inte känt)",                                              \
   .text_en = "Placeholder: the coach's question " #n " (topic not known)",                                            \
   .label_sv = "Coach: fråga " #n,                                                                                     \
   .label_en = "Coach: question " #n,                                                                                  \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "steps",                                                                                                   \
   .roles = "coach",                                                                                                   \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .placeholder = 1,                                                                                                   \
   .mirrors = "q" #n},
static const steg_item items[] = {QUESTIONS(PARTICIPANT_ITEM) QUESTIONS(COACH_ITEM)};

#define PARTICIPANT_COLUMNS(n)                                                                                         \
  {.header = "Fråga " #n, .aliases = "F" #n "|q" #n, .target = STEG_COLUMN_ITEM, .item = "q" #n},                      \
  {.header = "Fråga " #n " start",                                                                                     \
   .aliases = "F" #n " start|q" #n " start|Start fråga " #n,                                                           \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n,                                                                                                     \
   .role = "deltagare",                                                                                                \
   .occasion = STEG_OCCASION_START},                                                                                   \
  {.header = "Fråga " #n " slut",                                                                                      \
   .aliases = "F" #n " slut|q" #n " slut|Slut fråga " #n,                                                              \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n,                                                                                                     \
   .role = "deltagare",                                                                                                \
   .occasion = STEG_OCCASION_END},
#define COACH_COLUMNS(n)                                                                                               \
  {.header = "Coach " #n,                                                                                              \
   .aliases = "C" #n "|Coach fråga " #n "|Handläggare " #n,                                                            \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach"},                                                                                                   \
  {.header = "Coach " #n " start",                                                                                     \
   .aliases = "C" #n " start|Coach fråga " #n " start|Handläggare " #n " start",                                       \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach",                                                                                                    \
   .occasion = STEG_OCCASION_START},                                                                                   \
  {.header = "Coach " #n " slut",                                                                                      \
   .aliases = "C" #n " slut|Coach fråga " #n " slut|Handläggare " #n " slut",                                          \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach",                                                                                                    \
   .occasion = STEG_OCCASION_END},
/* clang-format on */
static const steg_column columns[] = {
    {.header = "Deltagare",
     .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
     .target = STEG_COLUMN_PERSON,
     .required = 1},
    {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Projekt", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .aliases = "Svarsdatum|Mätdatum|Datum för mätning", .target = STEG_COLUMN_DATE},
    {.header = "Datum start",
     .aliases = "Startmätning|Datum vid start|Datum startmätning",
     .target = STEG_COLUMN_DATE,
     .occasion = STEG_OCCASION_START},
    {.header = "Datum slut",
     .aliases = "Slutmätning|Datum vid slut|Datum slutmätning",
     .target = STEG_COLUMN_DATE,
     .occasion = STEG_OCCASION_END},
    {.header = "Roll", .aliases = "Svarande|Vem svarar|Respondent", .target = STEG_COLUMN_ROLE},
    {.header = "Tillfälle", .aliases = "Mättillfälle|Mätning", .target = STEG_COLUMN_OCCASION},
    {.header = "Coach",
     .aliases = "Coachens namn|Handläggare|Arbetscoach|Kontaktperson",
     .target = STEG_COLUMN_ATTRIBUTE,
     .attribute = STEG_ATTRIBUTE_COACH},
    QUESTIONS(PARTICIPANT_COLUMNS) QUESTIONS(COACH_COLUMNS)};

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "skapa",
    .version = "1",
    .title_sv = "SKAPA, utveckling mot arbete och studier",
    .title_en = "SKAPA, development toward work and studies",
    .owner = "Samordningsförbundet Halland",
    .licence = "Frågorna är inte offentliga och följer inte med. Be ägaren om dem och om rätten att använda dem.",
    .source = "Ingen källa till frågor eller skala är offentlig.",
    .provenance =
        "Bekräftat: SKAPA bygger på forskningen bakom BIP, följer personens utveckling mot arbete och studier och besvaras av "
        "både deltagare och coach. Allt annat här är platshållare: antalet frågor (nio per roll), deras ämnen, att coachens "
        "frågor speglar deltagarens, skalan 1 till 5, att steg 4 och 5 räknas som positiva och att mätning sker var tredje månad. "
        "Läs in er ordalydelse och er skala som ett tillägg.",
    .kind = STEG_KIND_REPEATED,
    .interval_months = 3,
    .scales = STEG_ROWS(scales),
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_NO_ROWS,
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
