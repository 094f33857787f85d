/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The participant register (SUS, and Uppföljning Finsam after it): one record per participation, with income and occupation
 * before and after, each with its extent. The code lists are working lists, not official ones: README.md.
 */
#include <stegvis/instrument.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): the arguments are texts, to be joined with others */

/* ---- code lists: add, rename or regroup rows here -------------------------------------------------------------------- */

#define STEP(number, id, sv, en, others)                                                                               \
  .value = number, .code = id, .label_sv = sv, .label_en = en, .kind = STEG_LEVEL_STEP, .aliases = others

static const steg_level education_levels[] = {
    {STEP(1, "saknar_grundskola", "Saknar grundskola", "No compulsory school",
          "Ej grundskola|Ingen utbildning|Ej fullföljd grundskola")},
    {STEP(2, "grundskola", "Grundskola", "Compulsory school", "Grundskoleutbildning")},
    {STEP(3, "gymnasium", "Gymnasium", "Upper secondary", "Gymnasieutbildning|Gymnasieskola|Gymnasial")},
    {STEP(4, "eftergymnasial_kort", "Eftergymnasial, kortare än 2 år", "Post-secondary, under 2 years",
          "Eftergymnasial < 2 år|Eftergymnasial utbildning kortare än 2 år|Eftergymnasial under 2 år")},
    {STEP(5, "eftergymnasial_lang", "Eftergymnasial, 2 år eller längre", "Post-secondary, 2 years or more",
          "Eftergymnasial ≥ 2 år|Eftergymnasial >= 2 år|Eftergymnasial utbildning 2 år eller längre|"
          "Eftergymnasial minst 2 år")},
    {STEP(6, "okant", "Okänt", "Unknown", "Uppgift saknas|Vet ej|Okänd")},
};

static const steg_level_group income_groups[] = {
    {"ohalsa", "Ohälsa", "Ill health"},
    {"arbetsmarknadsstod", "Arbetsmarknadsstöd", "Labour market support"},
    {"ekonomiskt_bistand", "Ekonomiskt bistånd", "Social assistance"},
    {"egen", "Egen försörjning, helt eller delvis", "Own income, in whole or in part"},
    {"ovrigt", "Övrigt", "Other"},
};

/* The first three groups are SCB's. Föräldrapenning and ålderspension count as no public support. */
static const steg_level income_levels[] = {
    {STEP(1, "ingen", "Ingen offentlig försörjning", "No public support", "Ingen|Ej offentlig försörjning"),
     .group = "egen"},
    {STEP(2, "lon", "Lön", "Wage", "Lön från arbete|Arbetsinkomst|Egen försörjning"), .group = "egen"},
    {STEP(3, "sjukpenning", "Sjukpenning", "Sickness benefit", "SJP"), .group = "ohalsa"},
    {STEP(4, "rehabiliteringspenning", "Rehabiliteringspenning", "Rehabilitation benefit", "Rehabpenning"),
     .group = "ohalsa"},
    {STEP(5, "sjukersattning", "Sjukersättning", "Sickness compensation", "SE"), .group = "ohalsa"},
    {STEP(6, "aktivitetsersattning", "Aktivitetsersättning", "Activity compensation", "AE"), .group = "ohalsa"},
    {STEP(7, "a_kassa", "A-kassa", "Unemployment insurance", "Arbetslöshetsersättning|Arbetslöshetskassa"),
     .group = "arbetsmarknadsstod"},
    {STEP(8, "aktivitetsstod", "Aktivitetsstöd", "Activity support", NULL), .group = "arbetsmarknadsstod"},
    {STEP(9, "utvecklingsersattning", "Utvecklingsersättning", "Development allowance", NULL),
     .group = "arbetsmarknadsstod"},
    {STEP(10, "etableringsersattning", "Etableringsersättning", "Introduction benefit", NULL),
     .group = "arbetsmarknadsstod"},
    {STEP(11, "forsorjningsstod", "Försörjningsstöd", "Income support", "Ekonomiskt bistånd|Socialbidrag"),
     .group = "ekonomiskt_bistand"},
    {STEP(12, "studiestod", "Studiestöd", "Study support", "CSN|Studiemedel"), .group = "ovrigt"},
    {STEP(13, "foraldrapenning", "Föräldrapenning", "Parental benefit", NULL), .group = "egen"},
    {STEP(14, "alderspension", "Ålderspension", "Old-age pension", "Pension"), .group = "egen"},
    {STEP(15, "annan", "Annan försörjning", "Other income", "Annan|Annan offentlig försörjning|Övrigt"),
     .group = "ovrigt"},
};

static const steg_level_group occupation_groups[] = {
    {"arbete", "Arbete", "Work"},
    {"studier", "Studier", "Studies"},
    {"arbetssokande", "Aktivt arbetssökande", "Actively looking for work"},
    {"ovrigt", "Övrigt", "Other"},
};

static const steg_level occupation_levels[] = {
    {STEP(1, "arbete_osubventionerat", "Arbete, osubventionerat", "Work, unsubsidised",
          "Osubventionerat arbete|Arbete utan stöd|Ej subventionerat arbete"),
     .positive = 1, .group = "arbete"},
    {STEP(2, "arbete_subventionerat", "Arbete, subventionerat", "Work, subsidised",
          "Subventionerat arbete|Arbete med stöd|Subventionerad anställning"),
     .positive = 1, .group = "arbete"},
    {STEP(3, "eget_foretag", "Eget företag", "Own company", "Egen företagare|Företagare"), .positive = 1,
     .group = "arbete"},
    {STEP(4, "studier", "Studier", "Studies", "Studerar|Utbildning"), .positive = 1, .group = "studier"},
    {STEP(5, "arbetssokande", "Aktivt arbetssökande", "Actively looking for work", "Arbetssökande|Söker arbete"),
     .group = "arbetssokande"},
    {STEP(6, "ovrigt", "Övrigt", "Other", "Annat|Övrig sysselsättning|Ingen sysselsättning"), .group = "ovrigt"},
};

static const steg_level_group exit_groups[] = {
    {"enligt_plan", "Avslut enligt plan", "Exit as planned"},
    {"annat_skal", "Avslut av annat skäl", "Exit for another reason"},
    {"raknas_inte", "Räknas inte", "Not counted"},
};

/* Whether an exit to care is an achieved result differs by initiative, so only work and studies are marked positive here. */
static const steg_level exit_levels[] = {
    {STEP(1, "arbete", "Enligt plan till arbete", "As planned, to work", "Till arbete|Arbete"), .positive = 1,
     .group = "enligt_plan"},
    {STEP(2, "studier", "Enligt plan till studier", "As planned, to studies", "Till studier|Studier"), .positive = 1,
     .group = "enligt_plan"},
    {STEP(3, "arbetsmarknadsinsats", "Enligt plan till arbetsmarknadsinriktad insats",
          "As planned, to a labour market measure",
          "Till arbetsmarknadsinriktad insats|Arbetsmarknadsinriktad insats|Till Arbetsförmedlingen"),
     .group = "enligt_plan"},
    {STEP(4, "vard", "Enligt plan till vård eller medicinsk rehabilitering",
          "As planned, to care or medical rehabilitation",
          "Till vård/medicinsk rehabilitering|Vård/medicinsk rehabilitering|Till vård|Vård|Medicinsk rehabilitering"),
     .group = "enligt_plan"},
    {STEP(5, "flytt", "Flytt", "Moved", "Flyttat|Avflyttad"), .group = "annat_skal"},
    {STEP(6, "sjukdom", "Sjukdom", "Illness", NULL), .group = "annat_skal"},
    {STEP(7, "eget_val", "Eget val", "Own choice", "Egen begäran|På egen begäran"), .group = "annat_skal"},
    {STEP(8, "foraldraledighet", "Föräldraledighet", "Parental leave", "Föräldraledig"), .group = "annat_skal"},
    {STEP(9, "samtycke_aterkallat", "Samtycke återkallat", "Consent withdrawn", "Återkallat samtycke"),
     .group = "annat_skal"},
    {STEP(10, "avliden", "Avliden", "Deceased", NULL), .group = "annat_skal"},
    {STEP(11, "annan", "Annan orsak", "Other reason", "Annan|Annat|Övrigt"), .group = "annat_skal"},
    {STEP(12, "felregistrering", "Felregistrering", "Registered by mistake", "Felregistrerad"), .group = "raknas_inte"},
};

static const steg_scale scales[] = {
    {.id = "education", .levels = STEG_ROWS(education_levels), .groups = STEG_NO_ROWS, .better = STEG_BETTER_NONE},
    {.id = "income",
     .levels = STEG_ROWS(income_levels),
     .groups = STEG_ROWS(income_groups),
     .better = STEG_BETTER_NONE},
    {.id = "occupation",
     .levels = STEG_ROWS(occupation_levels),
     .groups = STEG_ROWS(occupation_groups),
     .better = STEG_BETTER_NONE},
    {.id = "exit_reason",
     .levels = STEG_ROWS(exit_levels),
     .groups = STEG_ROWS(exit_groups),
     .better = STEG_BETTER_NONE},
};

/* ---- items ----------------------------------------------------------------------------------------------------------- */

static const steg_item items[] = {
    {.id = "education",
     .text_sv = "Högsta utbildningsnivå",
     .text_en = "Highest level of education",
     .label_sv = "Utbildning",
     .label_en = "Education",
     .topic = "bakgrund",
     .type = STEG_ITEM_CHOICE,
     .scale = "education",
     .sensitivity = STEG_NEUTRAL},
    {.id = "income_before",
     .text_sv = "Försörjning före insatsen, med omfattning (veckan före start)",
     .text_en = "Income before the initiative, with extent (the week before start)",
     .label_sv = "Försörjning före",
     .label_en = "Income before",
     .topic = "forsorjning",
     .type = STEG_ITEM_MULTI,
     .scale = "income",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1,
     .after = "income_after"},
    {.id = "income_after",
     .text_sv = "Försörjning efter insatsen, med omfattning",
     .text_en = "Income after the initiative, with extent",
     .label_sv = "Försörjning efter",
     .label_en = "Income after",
     .topic = "forsorjning",
     .type = STEG_ITEM_MULTI,
     .scale = "income",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1},
    {.id = "occupation_before",
     .text_sv = "Sysselsättning före insatsen, med omfattning (veckan före start; 100 % är 40 timmar i veckan)",
     .text_en = "Occupation before the initiative, with extent (the week before start; 100 % is 40 hours a week)",
     .label_sv = "Sysselsättning före",
     .label_en = "Occupation before",
     .topic = "sysselsattning",
     .type = STEG_ITEM_MULTI,
     .scale = "occupation",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1,
     .after = "occupation_after"},
    {.id = "occupation_after",
     .text_sv = "Sysselsättning efter insatsen, med omfattning (100 % är 40 timmar i veckan)",
     .text_en = "Occupation after the initiative, with extent (100 % is 40 hours a week)",
     .label_sv = "Sysselsättning efter",
     .label_en = "Occupation after",
     .topic = "sysselsattning",
     .type = STEG_ITEM_MULTI,
     .scale = "occupation",
     .sensitivity = STEG_SENSITIVE,
     .extent = 1},
    {.id = "support_months_before",
     .text_sv =
         "Tid i offentlig försörjning före insatsen, i månader (avbrott upp till en månad räknas inte som avbrott)",
     .text_en = "Time on public support before the initiative, in months (breaks up to a month are ignored)",
     .label_sv = "Månader i offentlig försörjning före",
     .label_en = "Months on public support before",
     .topic = "forsorjning",
     .type = STEG_ITEM_NUMBER,
     .sensitivity = STEG_SENSITIVE,
     .low = 0,
     .high = 720,
     .unit = "månader"},
    {.id = "exit_reason",
     .text_sv = "Avslutsanledning",
     .text_en = "Exit reason",
     .topic = "avslut",
     .type = STEG_ITEM_CHOICE,
     .scale = "exit_reason",
     .sensitivity = STEG_SENSITIVE},
};

/* ---- columns: headers as people have them in Excel, and what older files called them --------------------------------- */

#define ATTRIBUTE(name, others, which)                                                                                 \
  { .header = name, .aliases = others, .target = STEG_COLUMN_ATTRIBUTE, .attribute = which }
#define ITEM(name, others, id)                                                                                         \
  { .header = name, .aliases = others, .target = STEG_COLUMN_ITEM, .item = id }
#define EXTENT(name, others, id)                                                                                       \
  { .header = name, .aliases = others, .target = STEG_COLUMN_EXTENT, .item = id }

static const steg_column columns[] = {
    {.header = "Deltagare",
     .aliases = "Deltagar-id|Deltagarkod|Deltagarens kod|Personnummer|Personnr|Pnr|Samordningsnummer|"
                "Person-/samordningsnummer|Kod|Löpnummer",
     .target = STEG_COLUMN_PERSON,
     .required = 1},
    {.header = "Insats", .aliases = "Insatsnamn|Insats-id|Insatsens namn|Projekt", .target = STEG_COLUMN_INITIATIVE},
    {.header = "Startdatum",
     .aliases = "Inskriven|Inskrivningsdatum|Inskriven datum|Start|Datum start|Startdatum i insats",
     .target = STEG_COLUMN_ATTRIBUTE,
     .attribute = STEG_ATTRIBUTE_START,
     .required = 1},
    ATTRIBUTE("Slutdatum", "Avslutad|Avslutsdatum|Avslutad datum|Slut|Datum avslut|Slutdatum i insats|Utskriven",
              STEG_ATTRIBUTE_END),
    ATTRIBUTE("Kön", "Kon|Juridiskt kön", STEG_ATTRIBUTE_SEX),
    ATTRIBUTE("Födelseår", "Födelsedatum|Född|Född år", STEG_ATTRIBUTE_BIRTH_YEAR),
    ATTRIBUTE("Ålder vid start", "Ålder|Ålder vid inskrivning", STEG_ATTRIBUTE_AGE),
    ATTRIBUTE("Kommun", "Kommunkod|Folkbokföringskommun|Hemkommun|Bostadskommun", STEG_ATTRIBUTE_MUNICIPALITY),
    ATTRIBUTE("Tätort", "Bostadsort|Ort|Stad/land|Stad eller land|Tätort/landsbygd", STEG_ATTRIBUTE_AREA),
    ITEM("Utbildning", "Utbildningsnivå|Högsta utbildning|Högsta utbildningsnivå", "education"),
    ITEM("Försörjning före", "Försörjning innan|Försörjning vid start|Försörjning start|Forsorjning fore",
         "income_before"),
    EXTENT("Försörjning före omfattning", "Omfattning försörjning före|Försörjning före %|Försörjning före (%)",
           "income_before"),
    ITEM("Försörjning efter", "Försörjning vid avslut|Försörjning avslut|Försörjning slut|Forsorjning efter",
         "income_after"),
    EXTENT("Försörjning efter omfattning", "Omfattning försörjning efter|Försörjning efter %", "income_after"),
    ITEM("Sysselsättning före",
         "Sysselsättning innan|Sysselsättning vid start|Sysselsättning start|Sysselsattning fore", "occupation_before"),
    EXTENT("Sysselsättning före omfattning", "Omfattning sysselsättning före|Sysselsättning före %",
           "occupation_before"),
    ITEM("Sysselsättning efter",
         "Sysselsättning vid avslut|Sysselsättning avslut|Sysselsättning slut|Sysselsattning efter",
         "occupation_after"),
    EXTENT("Sysselsättning efter omfattning", "Omfattning sysselsättning efter|Sysselsättning efter %",
           "occupation_after"),
    ITEM("Månader i offentlig försörjning före",
         "Tid i offentlig försörjning|Tid i offentlig försörjning före|Månader i försörjning före|"
         "Tid i offentlig försörjning (månader)",
         "support_months_before"),
    ITEM("Avslutsanledning", "Avslutsorsak|Anledning till avslut|Orsak till avslut", "exit_reason"),
    ATTRIBUTE("Handläggare", "Coach|Handläggare/coach|Arbetscoach|Kontaktperson|Samordnare", STEG_ATTRIBUTE_COACH),
    ATTRIBUTE("Remittent", "Remitterande part|Remitterad av|Remitterande myndighet|Aktualiserad av",
              STEG_ATTRIBUTE_REFERRER),
    ATTRIBUTE("Team", "Delteam|Arbetslag", STEG_ATTRIBUTE_TEAM),
    ATTRIBUTE("Prioriterad grupp", "Prioriterad målgrupp|Prioriterade grupper|Priogrupp", STEG_ATTRIBUTE_PRIORITY),
    ATTRIBUTE("Källsystem", "Källa|System", STEG_ATTRIBUTE_SOURCE),
    ATTRIBUTE("Samtycke", "Samtycker|Samtycke finns", STEG_ATTRIBUTE_CONSENT),
    ATTRIBUTE("Skyddad identitet", "Skyddade personuppgifter|Sekretessmarkering|Skyddad folkbokföring",
              STEG_ATTRIBUTE_PROTECTED),
};

/* ---- checks ---------------------------------------------------------------------------------------------------------- */

#define SUM_100(name, item_id, what_sv, what_en)                                                                       \
  {                                                                                                                    \
    .id = name, .kind = STEG_CHECK_SUM_100, .item = item_id, .severity = STEG_SEVERITY_WARNING,                        \
    .message_sv = what_sv " är tillsammans mer än 100 %. Kontrollera omfattningen för varje del.",                     \
    .message_en = what_en " add up to more than 100 %. Check the extent of each part."                                 \
  }

static const steg_check checks[] = {
    SUM_100("income_before_sum", "income_before", "Försörjningarna före insatsen", "The incomes before the initiative"),
    SUM_100("income_after_sum", "income_after", "Försörjningarna efter insatsen", "The incomes after the initiative"),
    SUM_100("occupation_before_sum", "occupation_before", "Sysselsättningarna före insatsen",
            "The occupations before the initiative"),
    SUM_100("occupation_after_sum", "occupation_after", "Sysselsättningarna efter insatsen",
            "The occupations after the initiative"),
    {.id = "support_months_odd",
     .kind = STEG_CHECK_IMPLAUSIBLE,
     .item = "support_months_before",
     .low = 0,
     .high = 480,
     .severity = STEG_SEVERITY_WARNING,
     .message_sv =
         "Tiden i offentlig försörjning är över 40 år. Kontrollera att den är angiven i månader, inte i dagar.",
     .message_en = "The time on public support is over 40 years. Check that it is given in months, not in days."},
};

STEG_EXPORT const steg_instrument stegvis_instrument = {
    .head = STEG_HEAD,
    .id = "sus",
    .version = "1",
    .title_sv = "SUS, deltagarregister",
    .title_en = "SUS, participant register",
    .owner = "Försäkringskassan (SUS, Uppföljning Finsam); kolumnlayouten är Stegvis egen",
    .licence = "Kolumnlayouten och kodlistorna: GPL-3.0-or-later, som Stegvis i övrigt.",
    .source = "Offentliga beskrivningar av SUS och av Uppföljning Finsam, och ansökningar om insatser.",
    .provenance =
        "Vilka uppgifter som registreras är bekräftat. Något offentligt exportformat är inte funnet: kolumnerna är vår "
        "egen, dokumenterade layout. Kodlistorna för försörjning, sysselsättning, utbildning och avslutsanledning är "
        "arbetslistor som inte är bekräftade och kan ändras. Grupperna ohälsa, arbetsmarknadsstöd och ekonomiskt "
        "bistånd "
        "följer SCB:s indelning; övriga grupper är våra. SUS stängdes för Finsam 2023 och ersattes av Uppföljning "
        "Finsam: "
        "ange källsystem på varje rad, så märks brottet i tidsserier.",
    .kind = STEG_KIND_REGISTER,
    .scales = STEG_ROWS(scales),
    .roles = STEG_NO_ROWS,
    .items = STEG_ROWS(items),
    .columns = STEG_ROWS(columns),
    .checks = STEG_ROWS(checks),
    .indexes = STEG_NO_ROWS,
    .crosswalk = STEG_NO_ROWS,
};
/* NOLINTEND(bugprone-macro-parentheses) */
