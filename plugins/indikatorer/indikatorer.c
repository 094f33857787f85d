/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Indikatorer för finansiell samordning (NNS): anonymous forms to five groups. The wording belongs to NNS and may not be passed
 * on, so what stands here is structure, ids and topics; a federation loads the wording it has the right to as an overlay. README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */
/* clang-format off: macros that make rows are read as rows */

/* id, short name as header, topic (Swedish, English), who answers, at which form, positive steps. The numbers are ours, except that the
 * participants' form has the way of handling one's situation as its fifth question. */
#define INDICATORS(ROW)                                                                                                \
  ROW(d1, "Deltagare 1", "Stödet är till nytta och bidrar till stegförflyttning",                                      \
      "The support is useful and contributes to progression", "deltagare", "ongoing end", USUAL)                       \
  ROW(d2, "Deltagare 2", "Inflytande över den egna processen",                                                         \
      "Influence over one's own process", "deltagare", "ongoing end", USUAL)                                           \
  ROW(d3, "Deltagare 3", "Professionellt, personligt och förtroendeingivande bemötande",                               \
      "Professional, personal and trustworthy treatment", "deltagare", "ongoing end", USUAL)                           \
  ROW(d4, "Deltagare 4", "Planering som tar vid utan onödigt dröjsmål",                                                \
      "Planning that takes over without needless delay", "deltagare", "ongoing end", USUAL)                            \
  ROW(d5, "Deltagare 5", "Hjälp att utveckla sitt sätt att hantera sin situation",                                     \
      "Help to develop one's way of handling one's situation", "deltagare", "ongoing end", USUAL)                      \
  ROW(p1, "Personal 1", "Andra respekterar kunskap, roller och arbetssätt",                                            \
      "Others respect knowledge, roles and ways of working", "insatspersonal", NULL, USUAL)                            \
  ROW(p2, "Personal 2", "Deltagarnas synpunkter tas systematiskt tillvara",                                            \
      "Participants' views are used systematically", "insatspersonal", NULL, USUAL)                                    \
  ROW(p3, "Personal 3", "Sektorsövergripande arbetssätt",                                                              \
      "Cross-sector ways of working", "insatspersonal", NULL, USUAL)                                                   \
  ROW(p4, "Personal 4", "Gemensamt synsätt",                                                                           \
      "Shared approach", "insatspersonal", NULL, USUAL)                                                                \
  ROW(s1, "Styrelse 1", "Strukturer för uppföljning",                                                                  \
      "Structures for follow-up", "styrelse", NULL, USUAL)                                                             \
  ROW(s2, "Styrelse 2", "Resultat används för att utveckla",                                                           \
      "Results are used to develop", "styrelse", NULL, USUAL)                                                          \
  ROW(c1, "Chefer 1", "Chefernas första indikator (ämnet är inte känt)",                                               \
      "The managers' first indicator (topic not known)", "chefer", NULL, USUAL)                                        \
  ROW(c2, "Chefer 2", "Chefernas andra indikator (ämnet är inte känt)",                                                \
      "The managers' second indicator (topic not known)", "chefer", NULL, USUAL)                                       \
  ROW(r1, "Remittenter 1", "Remittenternas första indikator (ämnet är inte känt)",                                     \
      "The referrers' first indicator (topic not known)", "remittenter", NULL, USUAL)                                  \
  ROW(r2, "Remittenter 2", "Remittenternas andra indikator (ämnet är inte känt)",                                      \
      "The referrers' second indicator (topic not known)", "remittenter", NULL, USUAL)                                 \
  ROW(jamstalldhet, "Jämställdhet", "Jämställdhet",                                                                    \
      "Equality", NULL, NULL, USUAL)

/* Which steps count as positive differs by item; these two are our starting point for all of them. */
#define USUAL "alltid for_det_mesta"

/* Three steps are known by their words; how many there are below is not. */
static const steg_level frequency_levels[] = {
    {.value = 5, .code = "alltid", .label_sv = "Alltid", .label_en = "Always", .kind = STEG_LEVEL_STEP},
    {.value = 4, .code = "for_det_mesta", .label_sv = "För det mesta", .label_en = "Mostly", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "ofta", .label_sv = "Ofta", .label_en = "Often", .kind = STEG_LEVEL_STEP},
    {.value = 2,
     .code = "steg_2",
     .label_sv = "Platshållare: steg 2 (ordalydelsen är inte känd)",
     .label_en = "Placeholder: step 2 (wording not known)",
     .kind = STEG_LEVEL_STEP},
    {.value = 1,
     .code = "steg_1",
     .label_sv = "Platshållare: steg 1 (ordalydelsen är inte känd)",
     .label_en = "Placeholder: step 1 (wording not known)",
     .kind = STEG_LEVEL_STEP},
};

static const steg_scale scales[] = {
    {.id = "frequency",
     .levels = STEG_ROWS(frequency_levels),
     .groups = STEG_NO_ROWS,
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar|Inget svar|Ej besvarad"},
};

static const steg_role roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participants", .aliases = "Deltagarna"},
    {.id = "insatspersonal", .label_sv = "Insatspersonal", .label_en = "Staff", .aliases = "Personal|Personalen"},
    {.id = "styrelse", .label_sv = "Styrelse", .label_en = "Board", .aliases = "Styrelsen|Styrelseledamot"},
    {.id = "chefer",
     .label_sv = "Chefer i samverkan",
     .label_en = "Managers in the cooperation",
     .aliases = "Chef|Chefer hos parterna"},
    {.id = "remittenter", .label_sv = "Remittenter", .label_en = "Referrers", .aliases = "Remittent"},
};

#define ITEM(item_id, name, topic_sv, topic_en, who, when, steps)                                                      \
  {.id = #item_id,                                                                                                     \
   .text_sv = "Platshållare: " topic_sv,                                                                               \
   .text_en = "Placeholder: " topic_en,                                                                                \
   .label_sv = topic_sv,                                                                                               \
   .label_en = topic_en,                                                                                               \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "frequency",                                                                                               \
   .roles = who,                                                                                                       \
   .occasions = when,                                                                                                  \
   .sensitivity = STEG_NEUTRAL,                                                                                        \
   .placeholder = 1,                                                                                                   \
   .positive = steps},
static const steg_item items[] = {INDICATORS(ITEM)};

#define COLUMN(item_id, name, topic_sv, topic_en, who, when, steps)                                                    \
  {.header = name, .aliases = #item_id "|" topic_sv, .target = STEG_COLUMN_ITEM, .item = #item_id},
static const steg_column columns[] = {
    {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Projekt", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Period", .aliases = "År|Mätperiod|Termin", .target = STEG_COLUMN_PERIOD, .required = 1},
    {.header = "Svarandegrupp",
     .aliases = "Grupp|Roll|Respondentgrupp|Målgrupp|Svarande",
     .target = STEG_COLUMN_GROUP,
     .required = 1},
    {.header = "Formulär", .aliases = "Tillfälle|Mättillfälle|Enkät", .target = STEG_COLUMN_OCCASION},
    INDICATORS(COLUMN)
};
/* clang-format on */

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "indikatorer",
    .version = "1",
    .title_sv = "Indikatorer för finansiell samordning",
    .title_en = "Indicators of financial coordination",
    .owner = "Nationella nätverket för samordningsförbund (NNS)",
    .licence = "Ordalydelsen tillhör NNS, får inte ändras och får inte spridas vidare utan avtal. Den följer inte med här.",
    .source = "Ämnen så som de nämns i ansökningar om insatser; formulären själva är inte återgivna.",
    .provenance =
        "Bekräftat: fem svarandegrupper, deltagarnas två formulär (pågående och avslut), femton kärnindikatorer och en om "
        "jämställdhet, och att deltagarnas femte fråga gäller sättet att hantera sin situation. Elva ämnen är kända ur "
        "ansökningar; fyra är det inte, och fördelningen av dem på chefer och remittenter är vårt antagande, liksom "
        "numreringen. All ordalydelse är platshållare. Av svarsskalan är alltid, för det mesta och ofta kända; stegen "
        "därunder är platshållare. Vilka steg som räknas som positiva skiljer mellan frågorna och är inte bekräftat: här "
        "är det alltid och för det mesta för alla. Läs in er ordalydelse, er skala och era positiva steg som ett tillägg.",
    .kind = STEG_KIND_ANONYMOUS,
    .interval_months = 12,
    .scales = STEG_ROWS(scales),
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_NO_ROWS,
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
