/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * BIP (Beskæftigelses Indikator Projektet, Væksthusets Forskningscenter): nine questions to the participant, two facts, an
 * own goal per question, and the coach's judgement at the same time. What is official and what is not: README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */
/* clang-format off: macros that make rows are read as rows */

/* number, topic, short label (Swedish, English), the question as printed on the Swedish card */
#define QUESTIONS(ROW)                                                                                                 \
  ROW(1, jobbmal, "Jobbmål", "Job goal", "Vet du vad du skulle vilja jobba med?")                                      \
  ROW(2, natverk, "Stöd från nätverk", "Support from network",                                                         \
      "Får du rätt slags stöd från familj och vänner när du behöver hjälp?")                                           \
  ROW(3, kunskaper, "Kunskapers nytta", "Usable skills",                                                               \
      "Tror du att dina kunskaper och erfarenheter kan användas på en arbetsplats?")                                   \
  ROW(4, tid, "Tid i vardagen", "Time in everyday life",                                                               \
      "Har du tid i vardagen för att fokusera på att få ett arbete/ta del av aktiviteter eller studier?")              \
  ROW(5, tro, "Tro på egen förmåga", "Belief in own ability",                                                          \
      "Tror du själv att du klarar av ett arbete eller studier?")                                                      \
  ROW(6, halsa, "Hälsa i förhållande till arbete", "Health in relation to work",                                       \
      "Hur tycker du din hälsa som helhet är (fysiskt, psykiskt, missbruk) i förhållande till att kunna jobba eller "  \
      "studera?")                                                                                                      \
  ROW(7, nasta_steg, "Vet nästa steg", "Knows the next step",                                                          \
      "Vet du vad du ska göra för att förbättra dina möjligheter att få ett jobb?")                                    \
  ROW(8, kontakt, "Kontakt med andra", "Contact with others",                                                          \
      "Hur lätt har du att ta kontakt med personer du inte känner?")                                                   \
  ROW(9, samarbete, "Samarbete", "Cooperation", "Hur bra är du på att samarbeta med andra?")

/* Only the ends are known: 5 is highest. The steps between are printed as bare numbers. */
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
    {.value = -1,
     .code = "kan_inte_svara",
     .label_sv = "Kan inte svara",
     .label_en = "Cannot answer",
     .kind = STEG_LEVEL_OFF_SCALE,
     .aliases = "Kan ej svara|KIS"},
};

static const steg_scale scales[] = {
    {.id = "steps",
     .levels = STEG_ROWS(levels),
     .ordered = 1,
     .better = STEG_BETTER_UP,
     .missing = "Ej svar|Inget svar|Ej besvarad"},
};

static const steg_role roles[] = {
    {.id = "deltagare", .label_sv = "Deltagare", .label_en = "Participant", .aliases = "Deltagaren|D"},
    {.id = "coach",
     .label_sv = "Coach",
     .label_en = "Coach",
     .aliases = "Coachen|Handläggare|Handläggaren|Arbetscoach|Arbetskonsulent|C|H"},
};

#define QUESTION_ITEM(n, theme, short_sv, short_en, question)                                                          \
  {.id = "q" #n,                                                                                                       \
   .text_sv = question,                                                                                                \
   .label_sv = short_sv,                                                                                               \
   .label_en = short_en,                                                                                               \
   .topic = #theme,                                                                                                    \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "steps",                                                                                                   \
   .roles = "deltagare",                                                                                               \
   .sensitivity = STEG_SENSITIVE},
#define GOAL_ITEM(n, theme, short_sv, short_en, question)                                                              \
  {.id = "q" #n "_goal",                                                                                               \
   .text_sv = "Eget mål för fråga " #n ": " short_sv,                                                                  \
   .text_en = "Own goal for question " #n ": " short_en,                                                               \
   .label_sv = "Eget mål: " short_sv,                                                                                  \
   .label_en = "Own goal: " short_en,                                                                                  \
   .topic = #theme,                                                                                                    \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "steps",                                                                                                   \
   .roles = "deltagare",                                                                                               \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .goal_of = "q" #n},
#define COACH_ITEM(n, theme, short_sv, short_en, question)                                                             \
  {.id = "c" #n,                                                                                                       \
   .text_sv = "Platshållare: coachens bedömning av samma ämne som deltagarens fråga " #n " (" short_sv ")",            \
   .text_en = "Placeholder: the coach's judgement of the topic of the participant's question " #n " (" short_en ")",   \
   .label_sv = "Coach: " short_sv,                                                                                     \
   .label_en = "Coach: " short_en,                                                                                     \
   .topic = #theme,                                                                                                    \
   .type = STEG_ITEM_SCALE,                                                                                            \
   .scale = "steps",                                                                                                   \
   .roles = "coach",                                                                                                   \
   .sensitivity = STEG_SENSITIVE,                                                                                      \
   .placeholder = 1,                                                                                                   \
   .mirrors = "q" #n},

static const steg_item items[] = {
    QUESTIONS(QUESTION_ITEM)
    {.id = "seeks_work",
     .text_sv = "Söker jobb?",
     .text_en = "Looking for work?",
     .label_sv = "Söker jobb",
     .label_en = "Looks for work",
     .topic = "fakta",
     .type = STEG_ITEM_FLAG,
     .roles = "deltagare",
     .sensitivity = STEG_SENSITIVE},
    {.id = "wage",
     .text_sv = "Lön?",
     .text_en = "Wage?",
     .label_sv = "Lön",
     .label_en = "Wage",
     .topic = "fakta",
     .type = STEG_ITEM_FLAG,
     .roles = "deltagare",
     .sensitivity = STEG_SENSITIVE},
    QUESTIONS(GOAL_ITEM)
    QUESTIONS(COACH_ITEM)
    {.id = "c_job",
     .text_sv = "Platshållare: coachens tro på att deltagaren kommer att få ett jobb",
     .text_en = "Placeholder: the coach's belief that the participant will get a job",
     .label_sv = "Coach: tror på jobb",
     .label_en = "Coach: believes in a job",
     .topic = "coachens_tro",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .roles = "coach",
     .sensitivity = STEG_SENSITIVE,
     .placeholder = 1},
    {.id = "c_other",
     .text_sv = "Platshållare: coachens elfte fråga, vars ämne inte är känt",
     .text_en = "Placeholder: the coach's eleventh question, whose topic is not known",
     .label_sv = "Coach: elfte frågan",
     .label_en = "Coach: eleventh question",
     .type = STEG_ITEM_SCALE,
     .scale = "steps",
     .roles = "coach",
     .sensitivity = STEG_SENSITIVE,
     .placeholder = 1},
};

/* One row per answer, and wide sheets with start and end (and participant and coach) side by side. */
#define QUESTION_COLUMNS(n, theme, short_sv, short_en, question)                                                       \
  {.header = "Fråga " #n,                                                                                              \
   .aliases = "F" #n "|q" #n "|BIP " #n "|" short_sv "|" #n " " short_sv "|" question "|" #n " " question,             \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n},                                                                                                    \
  {.header = "Fråga " #n " start",                                                                                     \
   .aliases = "F" #n " start|q" #n " start|Start fråga " #n "|Start F" #n "|" short_sv " start",                       \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n,                                                                                                     \
   .role = "deltagare",                                                                                                \
   .occasion = STEG_OCCASION_START},                                                                                   \
  {.header = "Fråga " #n " slut",                                                                                      \
   .aliases = "F" #n " slut|q" #n " slut|Slut fråga " #n "|Slut F" #n "|" short_sv " slut",                            \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n,                                                                                                     \
   .role = "deltagare",                                                                                                \
   .occasion = STEG_OCCASION_END},
#define GOAL_COLUMN(n, theme, short_sv, short_en, question)                                                            \
  {.header = "Mål " #n,                                                                                                \
   .aliases = "Eget mål " #n "|Mål fråga " #n "|q" #n " goal|Eget mål: " short_sv "|Mål " short_sv,                    \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "q" #n "_goal",                                                                                             \
   .role = "deltagare"},
#define COACH_COLUMNS(n, theme, short_sv, short_en, question)                                                          \
  {.header = "Coach " #n,                                                                                              \
   .aliases = "C" #n "|Coach fråga " #n "|Coach F" #n "|Handläggare " #n "|Handläggare fråga " #n "|Coach " short_sv,  \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach"},                                                                                                   \
  {.header = "Coach " #n " start",                                                                                     \
   .aliases = "C" #n " start|Coach fråga " #n " start|Handläggare " #n " start|Coach " short_sv " start",              \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach",                                                                                                    \
   .occasion = STEG_OCCASION_START},                                                                                   \
  {.header = "Coach " #n " slut",                                                                                      \
   .aliases = "C" #n " slut|Coach fråga " #n " slut|Handläggare " #n " slut|Coach " short_sv " slut",                  \
   .target = STEG_COLUMN_ITEM,                                                                                         \
   .item = "c" #n,                                                                                                     \
   .role = "coach",                                                                                                    \
   .occasion = STEG_OCCASION_END},

static const steg_column columns[] = {
    {.header = "Deltagare",
     .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
     .target = STEG_COLUMN_PERSON,
     .required = 1},
    {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Projekt", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Datum", .aliases = "Svarsdatum|Mätdatum|Datum för mätning|Mättillfälle datum", .target = STEG_COLUMN_DATE},
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
    QUESTIONS(QUESTION_COLUMNS)
    {.header = "Söker jobb", .aliases = "Söker jobb?|Söker arbete|seeks_work", .target = STEG_COLUMN_ITEM, .item = "seeks_work"},
    {.header = "Lön", .aliases = "Lön?|Har lön|wage", .target = STEG_COLUMN_ITEM, .item = "wage"},
    QUESTIONS(GOAL_COLUMN)
    QUESTIONS(COACH_COLUMNS)
    {.header = "Coach tror på jobb",
     .aliases = "Coachens tro|Tro på jobb|c_job|Coach 10|Coach fråga 10",
     .target = STEG_COLUMN_ITEM,
     .item = "c_job",
     .role = "coach"},
    {.header = "Coach elfte frågan",
     .aliases = "c_other|Coach 11|Coach fråga 11",
     .target = STEG_COLUMN_ITEM,
     .item = "c_other",
     .role = "coach"},
};

static const steg_check checks[] = {
    {.id = "same_answer",
     .kind = STEG_CHECK_STRAIGHT_LINE,
     .text = "q1 q2 q3 q4 q5 q6 q7 q8 q9",
     .severity = STEG_SEVERITY_NOTE,
     .message_sv = "Alla nio frågor har samma svar. Se efter på kortet om det stämmer.",
     .message_en = "All nine questions have the same answer. Look at the card to see whether that is right."},
};

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "bip",
    .version = "1",
    .title_sv = "BIP, stegförflyttning mot arbete",
    .title_en = "BIP, progression toward work",
    .owner = "Væksthusets Forskningscenter (Danmark)",
    .licence = "Formulärets ordalydelse tillhör ägaren. Ta reda på era villkor innan formuläret används eller trycks.",
    .source = "Det svenska progressionskortet efter Beskæftigelses Indikator Projektet (2015).",
    .provenance =
        "Deltagarens nio frågor återges ordagrant efter det svenska kortet; deras ordning på papper är inte bekräftad. "
        "Skalan är 1 till 5 där 5 är högst, med Kan inte svara vid sidan om; stegens ord är inte kända och skrivs som "
        "siffror. Coachens elva frågor är platshållare: att nio av dem speglar deltagarens är inte bekräftat, och bara "
        "ämnet för en (tron på att personen får ett jobb) är känt. Steg 4 och 5 räknas som positiva: det är vårt val och "
        "kan ändras. Eget mål per fråga är vårt tillägg. Inget publicerat tröskelvärde för förändring finns, och ingen "
        "sannolikhet för jobb beräknas.",
    .kind = STEG_KIND_REPEATED,
    .interval_months = 3,
    .scales = STEG_ROWS(scales),
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_ROWS(checks),
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
