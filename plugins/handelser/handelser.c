/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Händelser: what happened on a day, to a participant or to the initiative itself. Our own list, of what the goals of initiatives
 * count and of the stages that processes are described in. README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */
/* clang-format off: macros that make rows are read as rows */

/* id, Swedish, English, spellings in files, whom it happens to (EITHER: a participant, or the initiative with a number). */
#define EITHER 0
#define PERSON STEG_EVENT_OF_PERSON
#define INITIATIVE STEG_EVENT_OF_INITIATIVE
#define EVENTS(ROW)                                                                                                    \
  ROW(handlingsplan, "Handlingsplan", "Plan for the next step",                                                        \
      "Plan|Planering|Individuell plan|Dokumenterad plan|Plan för nästa steg", PERSON)                                 \
  ROW(coachsamtal, "Coachsamtal", "Coach talk",                                                                        \
      "Samtal|Enskilt samtal|Individuellt samtal|Coachningssamtal|Handledarsamtal", PERSON)                            \
  ROW(gruppaktivitet, "Gruppaktivitet", "Group activity", "Grupp|Gruppträff|Aktivitet i grupp", EITHER)                \
  ROW(bedomningsarende, "Bedömningsärende", "Assessment case", "Bedömning|Bedömningsärenden", EITHER)                  \
  ROW(mentorskap, "Mentorskap", "Mentoring contact", "Mentorskontakt|Mentor|Mentorssamtal", EITHER)                    \
  ROW(natverkstraff, "Nätverksträff", "Network meeting", "Nätverksmöte|Nätverksträffar", EITHER)                       \
  ROW(kompetensinsats, "Kompetensinsats", "Competence event",                                                          \
      "Kompetensutveckling|Utbildning för personal|Föreläsning", INITIATIVE)                                           \
  ROW(kontakt, "Kontakt", "Contact", "Kontaktad|Uppsökande kontakt|Erbjudande", EITHER)                                \
  ROW(stodnatverk, "Stödnätverk", "Support network", "Stödnätverk bildat", EITHER)                                     \
  ROW(aktualisering, "Aktualisering", "Referral", "Aktualiserad|Remiss", PERSON)                                       \
  ROW(uppstart, "Uppstart", "Start-up", "Uppstartsmöte|Uppstartssamtal", PERSON)                                       \
  ROW(forberedelse, "Förberedelse", "Preparation", "Förberedande|Förberedelsefas", PERSON)                             \
  ROW(arbetstraning, "Arbetsträning", "Work training", "Praktik|Arbetsprövning", PERSON)                               \
  ROW(halvarsavstamning, "Halvårsavstämning", "Six-month check",                                                       \
      "Avstämning|Sexmånadersavstämning|Uppföljning 6 månader", PERSON)                                                \
  ROW(planering_nasta_steg, "Planering för nästa steg", "Planning of the next step", "Nästa steg", PERSON)             \
  ROW(avslut, "Avslut", "Exit", "Avslutad|Avslutssamtal|Slutsamtal", PERSON)

#define ROLE(role_id, name_sv, name_en, spellings, whom)                                                               \
  {.id = #role_id, .label_sv = name_sv, .label_en = name_en, .aliases = spellings, .subject = whom},
static const steg_role roles[] = {EVENTS(ROLE)};

static const steg_item items[] = {
    {.id = "antal",
     .text_sv = "Hur många gånger (tomt = en)",
     .text_en = "How many times (empty = once)",
     .label_sv = "Antal",
     .label_en = "Number",
     .type = STEG_ITEM_NUMBER,
     .sensitivity = STEG_NEUTRAL,
     .low = 1,
     .high = 10000},
    {.id = "timmar",
     .text_sv = "Hur många timmar det tog sammanlagt",
     .text_en = "How many hours it took in all",
     .label_sv = "Timmar",
     .label_en = "Hours",
     .type = STEG_ITEM_NUMBER,
     .sensitivity = STEG_NEUTRAL,
     .low = 0,
     .high = 10000},
    {.id = "deltagare",
     .text_sv = "Hur många som var med, när händelsen gäller insatsen",
     .text_en = "How many took part, when the event is the initiative's",
     .label_sv = "Antal som var med",
     .label_en = "Number taking part",
     .type = STEG_ITEM_NUMBER,
     .roles = "gruppaktivitet bedomningsarende mentorskap natverkstraff kompetensinsats kontakt stodnatverk",
     .sensitivity = STEG_NEUTRAL,
     .low = 0,
     .high = 100000},
};

static const steg_column columns[] = {
    {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Projekt", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Deltagare",
     .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|Kod",
     .target = STEG_COLUMN_PERSON},
    {.header = "Datum", .aliases = "Dag|Händelsedatum|Datum för händelsen", .target = STEG_COLUMN_DATE, .required = 1},
    {.header = "Händelse", .aliases = "Typ|Typ av händelse|Aktivitet|Slag", .target = STEG_COLUMN_ROLE, .required = 1},
    {.header = "Antal", .aliases = "Antal tillfällen|Antal gånger", .target = STEG_COLUMN_ITEM, .item = "antal"},
    {.header = "Timmar", .aliases = "Antal timmar|Tid", .target = STEG_COLUMN_ITEM, .item = "timmar"},
    {.header = "Antal som var med",
     .aliases = "Antal deltagare|Antal personer",
     .target = STEG_COLUMN_ITEM,
     .item = "deltagare"},
    {.header = "Ansvarig", .aliases = "Handläggare|Coach|Kontaktperson|Vem", .target = STEG_COLUMN_IGNORE},
    {.header = "Anteckning", .aliases = "Anteckningar|Kommentar|Notering", .target = STEG_COLUMN_IGNORE},
};

static const steg_check checks[] = {
    {.id = "long_day",
     .kind = STEG_CHECK_IMPLAUSIBLE,
     .item = "timmar",
     .low = 0,
     .high = 200,
     .severity = STEG_SEVERITY_WARNING,
     .message_sv = "Över 200 timmar för en händelse: är det minuter? Skriv timmar.",
     .message_en = "More than 200 hours for one event: are they minutes? Write hours."},
};
/* clang-format on */

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "handelser",
    .version = "1",
    .title_sv = "Händelser",
    .title_en = "Events",
    .owner = "Stegvis",
    .licence = "GPL-3.0-or-later",
    .source = "Egen lista, efter vad insatsers mål räknar och hur deras processer beskrivs i ansökningar.",
    .provenance =
        "Inget officiellt: slagen är våra egna. Insatsers mål räknar handlingsplaner, coachsamtal, gruppaktiviteter, "
        "bedömningsärenden, mentorskap, nätverksträffar och kompetensinsatser; stegen är en insats egna, från "
        "aktualisering "
        "till avslut.",
    .kind = STEG_KIND_EVENT,
    .scales = STEG_NO_ROWS,
    .roles = STEG_ROWS(roles),
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_ROWS(checks),
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
    .sums = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
