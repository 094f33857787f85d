/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hälsoenkät: the federation's own health questionnaire, as levels asked at start and end (paired), and as the change itself asked at
 * the end. The wording is each federation's own and comes as an overlay. README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */
/* clang-format off: macros that make rows are read as rows */

/* id, name in headers, what it is about (Swedish, English), headers that the change is known by */
#define AREAS(ROW)                                                                                                     \
  ROW(health, "Hälsa", "den egna hälsan", "one's own health", "|Fråga 3|F3")                                           \
  ROW(quality_of_life, "Livskvalitet", "livskvaliteten som helhet", "the quality of life as a whole", "|Fråga 4|F4")   \
  ROW(economy, "Ekonomi", "den egna ekonomin", "one's own economy", "|Fråga 4 ekonomi")                                \
  ROW(relations, "Relationer", "de egna relationerna", "one's own relations", "|Fråga 4 relationer")                   \
  ROW(self_confidence, "Självförtroende", "det egna självförtroendet", "one's self-confidence",                        \
      "|Fråga 4 självförtroende")
/* clang-format on */

static const steg_level level_steps[] = {
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

static const steg_level change_steps[] = {
    {.value = 1, .code = "mycket_samre", .label_sv = "Mycket sämre", .label_en = "Much worse", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "samre", .label_sv = "Sämre", .label_en = "Worse", .kind = STEG_LEVEL_STEP},
    {.value = 3,
     .code = "oforandrad",
     .label_sv = "Oförändrad",
     .label_en = "Unchanged",
     .kind = STEG_LEVEL_NEUTRAL,
     .aliases = "Oförändrat"},
    {.value = 4,
     .code = "battre",
     .label_sv = "Bättre",
     .label_en = "Better",
     .kind = STEG_LEVEL_STEP,
     .positive = 1},
    {.value = 5,
     .code = "mycket_battre",
     .label_sv = "Mycket bättre",
     .label_en = "Much better",
     .kind = STEG_LEVEL_STEP,
     .positive = 1},
};

static const steg_scale scales[] = {
    {.id = "level",
     .levels = STEG_ROWS(level_steps),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar|Inget svar|Ej besvarad"},
    {.id = "change",
     .levels = STEG_ROWS(change_steps),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar|Inget svar|Ej besvarad"},
};

static const steg_role roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant", .aliases = "Deltagaren"},
};

/* clang-format off */
#define LEVEL_ITEM(area, name, about_sv, about_en, numbers)                                                            \
  {.id = #area,                                                                                                        \
   .text_sv = "Platshållare: " about_sv " just nu",                                                                    \
   .text_en = "Placeholder: " about_en " at present",                                                                  \
   .label_sv = name,                                                                                                   \
   .topic = #area,                                                                                                     \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "level",                                                                                                   \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .placeholder = 1},
#define CHANGE_ITEM(area, name, about_sv, about_en, numbers)                                                           \
  {.id = #area "_change",                                                                                              \
   .text_sv = "Platshållare: " about_sv " jämfört med vid inskrivningen",                                              \
   .text_en = "Placeholder: " about_en " compared with enrolment",                                                     \
   .label_sv = name " jämfört med vid inskrivningen",                                                                  \
   .topic = #area,                                                                                                     \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "change",                                                                                                  \
   .occasions = "end follow_up",                                                                                       \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .placeholder = 1,                                                                                                   \
   .retrospective = 1},
static const steg_item items[] = {AREAS(LEVEL_ITEM) AREAS(CHANGE_ITEM)};

#define COLUMNS(area, name, about_sv, about_en, numbers)                                                               \
  {.header = name, .aliases = #area "|" name " nu", .target = STEG_COLUMN_ITEM, .item = #area},                        \
  {.header = name " start",                                                                                            \
   .aliases = name " vid start|Start " name,                                                                           \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = #area,                                                                                                      \
   .occasion = STEG_OCCASION_START},                                                                                   \
  {.header = name " slut",                                                                                             \
   .aliases = name " vid avslut|" name " avslut|Slut " name,                                                           \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = #area,                                                                                                      \
   .occasion = STEG_OCCASION_END},                                                                                     \
  {.header = name " förändring",                                                                                       \
   .aliases = #area "_change|" name " jämfört med vid inskrivningen|Förändring " name numbers,                         \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = #area "_change"},
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
    {.header = "Tillfälle", .aliases = "Mättillfälle|Mätning", .target = STEG_COLUMN_OCCASION},
    AREAS(COLUMNS)};

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "halsoenkat",
    .version = "1",
    .title_sv = "Hälsoenkät",
    .title_en = "Health questionnaire",
    .owner = "Det samordningsförbund som använder den",
    .licence = "Ordalydelsen är förbundets egen. Det som står här är platshållare och får användas fritt (GPL-3.0-or-later).",
    .source = "En ansökan om insats: fråga 3 och 4 nämns där med sina ämnen.",
    .provenance =
        "Bekräftat: fråga 3 gäller den egna hälsan jämfört med vid inskrivningen och fråga 4 livskvaliteten (hälsa, ekonomi, "
        "relationer, självförtroende). Att frågorna finns både som nivå (start och slut) och som upplevd förändring (vid slut) "
        "är vårt sätt att rymma båda bruken. All ordalydelse är platshållare, liksom nivåskalan 1 till 5; av förändringsskalan är "
        "ändarna och 3 = oförändrad kända. Steg 4 och 5 räknas som positiva: vårt val. Licensbelagda formulär (EQ-5D, SF-36) "
        "ingår inte och får inte läggas in utan tillstånd.",
    .kind = STEG_KIND_REPEATED,
    .scales = STEG_ROWS(scales),
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_NO_ROWS,
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
