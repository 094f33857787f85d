/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verb.h"

#include <string.h>

static const steg_option init_options[] = {
    {"example", 0, NULL, "med två förbunds insatser och påhittade data för SUS och BIP",
     "with the initiatives of two federations and invented data for SUS and BIP"},
    {0}};
static const steg_option import_options[] = {
    {"initiative", 'i', "ID", "insats för filer utan sådan kolumn", "initiative of files without such a column"},
    {"encoding", 0, "E", "teckenkodning: utf-8, windows-1252, utf-16le …", "encoding: utf-8, windows-1252, utf-16le …"},
    {"sheet", 0, "N", "XLSX: bladets namn eller nummer (annars det som har instrumentets rubriker)",
     "XLSX: the sheet's name or number (else the one with the instrument's headers)"},
    {"all-sheets", 0, NULL, "XLSX: läs alla blad med rubrikerna; bladets namn är coachen där inget annat sägs",
     "XLSX: read every sheet with the headers; its name is the coach where nothing else says so"},
    {"delimiter", 0, "C", "skiljetecken: ; , eller tab", "delimiter: ; , or tab"},
    {"column", 'c', "ITEM=HEADER", "frågan ITEM står under rubriken HEADER (kan upprepas)",
     "the item ITEM stands under HEADER (may be repeated)"},
    {"mapping", 0, "NAME", "läs som mappningen NAME säger (annars den som passar rubrikerna; se stegvis map)",
     "read as the mapping NAME says (else the one that fits the headers; see stegvis map)"},
    {"no-mapping", 0, NULL, "läs utan mappning", "read without a mapping"},
    {"dry-run", 'n', NULL, "visa vad som skulle hända, spara inget", "show what would happen, store nothing"},
    {"keep-valid", 0, NULL, "spara de giltiga raderna; de andra skrivs till FIL.rejected.csv",
     "store the valid rows; the others go to FILE.rejected.csv"},
    {"replace", 0, NULL, "filen är hela sanningen om instrumentet i de insatser den nämner: skillnaden visas först",
     "the file is all there is of the instrument in its initiatives: the difference is shown first"},
    {"yes", 'y', NULL, "med --replace: ersätt utan att fråga", "with --replace: replace without asking"},
    {"annotate", 0, NULL, "gör FIL.granskad.xlsx: en kopia med alla anmärkningar markerade, att rätta i och läsa in",
     "make FILE.granskad.xlsx: a copy with every remark marked, to mend and import"},
    {0}};
static const steg_option map_options[] = {
    {"name", 0, "NAME", "mappningens namn (annars filens, eller den som redan finns)",
     "the mapping's name (else the file's, or the one there is)"},
    {"sheet", 0, "N", "XLSX: bladets namn eller nummer", "XLSX: the sheet's name or number"},
    {"dry-run", 'n', NULL, "visa, spara inget", "show, save nothing"},
    {"list", 0, NULL, "visa mappningarna som finns", "list the mappings there are"},
    {"confirm", 0, "NAME", "bekräfta allt som mappningen föreslår", "confirm all that the mapping proposes"},
    {"forget", 0, "NAME", "ta bort en mappning", "remove a mapping"},
    {0}};
static const steg_option correct_options[] = {
    {"reason", 0, "TEXT", "varför; står i loggen, så inget personligt", "why; kept in the log, so nothing personal"},
    {"initiative", 'i', "ID", "insats", "initiative"},
    {"date", 0, "DATE", "svarets datum (register: start)", "date of the response (register: the start)"},
    {"role", 0, "ID", "vem som svarat: deltagare, coach", "who answered: deltagare, coach"},
    {"federation", 0, "F", "förbund, när projektet har flera", "federation, where the project has several"},
    {"dry-run", 'n', NULL, "visa vad som skulle hända, spara inget", "show what would happen, store nothing"},
    {0}};
static const steg_option evaluate_options[] = {
    {"instrument", 0, "ID", "instrument", "instrument"},
    {"item", 0, "ID", "fråga (kan upprepas)", "item (may be repeated)"},
    {"role", 0, "ID", "vem som svarat: deltagare, coach", "who answered: deltagare, coach"},
    {"initiative", 'i', "ID", "insats (kan upprepas; annars alla)", "initiative (may be repeated; else all)"},
    {"period", 0, "P", "2024, 2024-H1, 2024-Q3 eller 2024-01-01..2024-06-30",
     "2024, 2024-H1, 2024-Q3 or 2024-01-01..2024-06-30"},
    {"event", 0, "E", "active, started eller ended", "active, started or ended"},
    {"by", 0, "D,D", "uppdelning, högst tre: sex,age_band,municipality …", "breakdown, at most three: sex,age_band …"},
    {"occasion", 0, "O", "distribution: start, end eller last", "distribution: start, end or last"},
    {"profile", 0, "P", "arbetsmaterial, styrgrupp eller publicerad", "arbetsmaterial, styrgrupp or publicerad"},
    {"as-of", 0, "DATE", "räkna som om det vore denna dag", "count as if it were this day"},
    {0}};
static const steg_option counts_options[] = {
    {"initiative", 'i', "ID", "insats (kan upprepas; annars alla)", "initiative (may be repeated; else all)"},
    {"period", 0, "P", "bara det som ligger inom 2024, 2024-H1 …", "only what lies within 2024, 2024-H1 …"},
    {0}};
static const steg_option report_options[] = {
    {"param", 'P', "KEY=VALUE", "en uppgift som rapporten frågar efter (kan upprepas)",
     "a parameter of the report (may be repeated)"},
    {"to", 0, "FORMATS", "html, txt, json – flera med komma (annars html)", "html, txt, json – several with commas"},
    {"output", 'o', "PATH", "fil eller mapp att skriva till; - är standard ut", "file or folder; - is standard output"},
    {"profile", 0, "P", "arbetsmaterial, styrgrupp eller publicerad", "arbetsmaterial, styrgrupp or publicerad"},
    {"as-of", 0, "DATE", "räkna som om det vore denna dag", "count as if it were this day"},
    {0}};
static const steg_option form_options[] = {
    {"to", 0, "FORMATS", "html, csv, xlsx – flera med komma (annars html)", "html, csv, xlsx – several with commas"},
    {"role", 0, "ID", "bara det som en roll svarar på", "only what one role answers"},
    {"output", 'o', "PATH", "fil eller mapp att skriva till; - är standard ut", "file or folder; - is standard output"},
    {0}};
static const steg_option synth_options[] = {
    {"people", 0, "N", "antal personer (eller svar, i en anonym enkät)", "number of people (or answers, if anonymous)"},
    {"seed", 0, "S", "samma frö ger samma data (annars 1)", "the same seed gives the same data (else 1)"},
    {"initiative", 'i', "ID", "insats som deltagarna hör till", "initiative that the participants belong to"},
    {"period", 0, "P", "2024, 2024-H1 … (annars insatsens egen, eller 2024)",
     "2024, 2024-H1 … (else the initiative's)"},
    {"like", 0, "FILE", "samma koder, start och slut som i en CSV- eller XLSX-fil som finns",
     "codes and dates of an existing CSV or XLSX file"},
    {"sheet", 0, "N", "--like: arbetsbokens blad, namn eller nummer (annars det fylligaste)",
     "--like: the workbook's sheet, name or number (else the fullest)"},
    {"output", 'o', "FILE", "fil eller mapp att skriva till (annars standard ut)",
     "file or folder (else standard output)"},
    {0}};
static const steg_option new_options[] = {
    {"from", 0, "FILE", "instrument: gissa skalor och frågor ur en CSV- eller XLSX-fil",
     "instrument: guess scales and items from a CSV or XLSX"},
    {"sheet", 0, "N", "--from: arbetsbokens blad, namn eller nummer (annars det fylligaste)",
     "--from: the workbook's sheet, name or number (else the fullest)"},
    {"like", 0, "ID", "instrument: börja med en kopia av who5, exempel_20 …",
     "instrument: begin as who5, exempel_20 …"},
    {"next-version", 0, NULL, "instrument: nästa version, med alla frågor märkta som samma",
     "instrument: its next version, every item marked as the same"},
    {"better", 0, "WAY", "instrument: håll som är bra: up, down eller none", "instrument: which way is good"},
    {"sensitive", 0, "yes|no", "instrument: om svaren är känsliga", "instrument: whether the answers are sensitive"},
    {"instrument", 0, "ID", "rapport: det som stegförflyttning mäts med", "report: what progression is measured with"},
    {"title", 0, "T", "vad det heter", "what it is called"},
    {0}};

static const steg_option todo_options[] = {
    {"initiative", 'i', "ID", "en insats (annars alla)", "one initiative (else all)"},
    {"instrument", 0, "ID", "bara det instrumentet (sus: avslut, handelser: planer)",
     "that instrument only (sus: exits, handelser: plans)"},
    {"coach", 0, "NAME", "bara den coachens deltagare", "only that coach's participants"},
    {"as-of", 0, "DATE", "som det var eller blir den dagen (annars i dag)", "as it was or will be that day (else today)"},
    {"to", 0, "xlsx", "en arbetsbok per coach, påbörjad, att fylla i och läsa in",
     "a workbook per coach, begun, to fill in and import"},
    {"output", 'o', "DIR", "--to: mapp att skriva till", "--to: folder to write to"},
    {0}};

static const steg_option person_options[] = {
    {"federation", 0, "ID", "förbund, där projektet har flera", "federation, where the project has several"}, {0}};
static const steg_option forget_options[] = {
    {"federation", 0, "ID", "förbund, där projektet har flera", "federation, where the project has several"},
    {"yes", 0, NULL, "fråga inte", "do not ask"},
    {0}};
static const steg_option consent_options[] = {
    {"initiative", 'i', "ID", "insatsen som samtycket gäller", "initiative that the consent is about"},
    {"party", 0, "P", "bara en part, till exempel Arbetsförmedlingen", "one party alone"},
    {"until", 0, "DATE", "give: sista dagen", "give: last day"},
    {"date", 0, "DATE", "dagen det sades (annars i dag)", "the day it was said (else today)"},
    {"federation", 0, "ID", "list: förbund, där projektet har flera", "list: federation, where there are several"},
    {"yes", 0, NULL, "fråga inte", "do not ask"},
    {0}};
static const steg_option purge_options[] = {
    {"dry-run", 'n', NULL, "visa vad som skulle gallras, ändra inget", "show what would go, change nothing"},
    {"as-of", 0, "DATE", "räkna som om det vore denna dag", "count as if it were this day"},
    {"yes", 0, NULL, "fråga inte", "do not ask"},
    {0}};
static const steg_option people_options[] = {
    {"federation", 0, "ID", "förbund, där projektet har flera", "federation, where the project has several"},
    {"sheet", 0, "N", "link, XLSX: bladets namn eller nummer", "link, XLSX: the sheet's name or number"},
    {0}};

const steg_verb steg_verbs[] = {
    {"init", "DIR", 1, 1, "gör ett projekt", "make a project", init_options, "stegvis init exempel --example",
     steg_verb_init},
    {"import", "INSTRUMENT FILE…", 2, 1000, "läs in filer: allt eller inget per fil",
     "import files: all or nothing per file", import_options, "stegvis import sus deltagare-2024.csv",
     steg_verb_import},
    {"map", "[INSTRUMENT] FILE", 0, 2, "lär vad rubriker och värden i en fil betyder, till nästa gång",
     "learn what a file's headers and values mean, for next time", map_options, "stegvis map bip svar.xlsx",
     steg_verb_map},
    {"batches", "", 0, 0, "visa vad som lästs in", "show what was imported", NULL, "stegvis batches",
     steg_verb_batches},
    {"correct", "INSTRUMENT KEY ITEM=VALUE…", 3, 60, "rätta ett lagrat värde, ett datum eller vems svaret är",
     "mend a stored value, a date, or whose the response is", correct_options,
     "stegvis correct bip K17 q3=4 --date 2024-03-01 --reason 'fel avläst ur blanketten'", steg_verb_correct},
    {"undo", "BATCH", 1, 1, "ta tillbaka en inläsning exakt", "take one import back exactly", NULL, "stegvis undo 3",
     steg_verb_undo},
    {"todo", "", 0, 0, "visa vem som saknar startmätning, slutmätning, avslut eller plan",
     "show who lacks a start or end measurement, an exit or a plan", todo_options,
     "stegvis todo --initiative jobbsam --to xlsx -o att-gora", steg_verb_todo},
    {"counts", "[INSTRUMENT]", 0, 1, "visa antal, frekvenstabeller och budgetar som lästs in, och summor som inte går ihop",
     "show imported headcounts, frequency tables and budgets, and sums that don't add up", counts_options,
     "stegvis counts antal --initiative jobbsam --period 2021", steg_verb_counts},
    {"instruments", "[ID]", 0, 1, "visa instrumenten, eller ett instruments kodbok",
     "list instruments, or one's codebook", NULL, "stegvis instruments bip", steg_verb_instruments},
    {"initiatives", "[ID]", 0, 1, "visa insatserna, eller en insats mål och budget",
     "list initiatives, or one's goals and budget", NULL, "stegvis initiatives jobbsam", steg_verb_initiatives},
    {"evaluate", "MEASURE", 1, 1, "räkna ett mått: count, flow, distribution, change, income, events", "compute one measure",
     evaluate_options, "stegvis evaluate change --instrument bip --initiative jobbsam --period 2022 --by sex",
     steg_verb_evaluate},
    {"report", "NAME|FILE", 1, 1, "skriv en rapport", "write a report", report_options,
     "stegvis report arsrapport -P initiative=jobbsam -P year=2022 -o .", steg_verb_report},
    {"reports", "", 0, 0, "visa rapporterna", "list the reports", NULL, "stegvis reports", steg_verb_reports},
    {"new", "WHAT NAME", 2, 2, "gör ett nytt instrument, en insats, en rapport eller en insticksmodul",
     "make a new instrument, initiative, report or plugin", new_options,
     "stegvis new instrument min_enkat --from svar.csv", steg_verb_new},
    {"form", "INSTRUMENT", 1, 1, "gör en tom blankett, eller en tom tabell att fylla i",
     "make a blank form, or an empty table to fill in", form_options, "stegvis form bip --to html,xlsx",
     steg_verb_form},
    {"synth", "INSTRUMENT", 1, 1, "hitta på data för ett instrument, till prov och övning",
     "invent data for an instrument, to try things with", synth_options,
     "stegvis synth bip --people 40 --seed 7 --initiative jobbsam -o bip-prov.csv", steg_verb_synth},
    {"check", "[PATH…]", 0, 1000, "granska en insticksmodul, rapport, insats, ett projekt eller ett lager",
     "check a plugin, report, initiative, project or store", NULL, "stegvis check reports/min-rapport.lua",
     steg_verb_check},
    {"doctor", "", 0, 0, "granska miljön: insticksmoduler, typsnitt, lager", "check the environment", NULL,
     "stegvis doctor", steg_verb_doctor},
    {"backup", "DIR", 1, 1, "gör en säkerhetskopia i en ny mapp", "make a backup in a new folder", NULL,
     "stegvis backup kopior/2024-06-30", steg_verb_backup},
    {"restore", "DIR", 1, 1, "återställ från en säkerhetskopia", "restore from a backup", NULL,
     "stegvis restore kopior/2024-06-30", steg_verb_restore},
    {"person", "KEY", 1, 1, "visa allt som lagret har om en person (registerutdrag)",
     "show everything the store holds about a person", person_options, "stegvis person -", steg_verb_person},
    {"forget", "KEY", 1, 1, "radera en person ur lagret för gott", "erase a person from the store for good",
     forget_options, "stegvis forget -", steg_verb_forget},
    {"consent", "give|withdraw|exclude|list KEY", 2, 2, "för in, återkalla eller visa en persons samtycken",
     "record, withdraw or list a person's consents", consent_options,
     "stegvis consent give JS-014 --initiative jobbsam --until 2025-12-31", steg_verb_consent},
    {"purge", "", 0, 0, "gallra det som sparats så länge det får", "take away what was kept as long as it may be",
     purge_options, "stegvis purge --dry-run", steg_verb_purge},
    {"people", "link FILE | merge KEY KEY", 2, 3, "säg vilka nycklar som är samma person",
     "say which keys are one person's", people_options, "stegvis people link nyckellista.csv", steg_verb_people},
    {"audit", "verify", 1, 1, "kontrollera loggens kedja", "verify the audit chain", NULL, "stegvis audit verify",
     steg_verb_audit},
    {"explain", "CODE", 1, 1, "förklara en kod från ett fynd", "explain a finding's code", NULL,
     "stegvis explain E_DATE", steg_verb_explain},
};
const size_t steg_verb_count = sizeof steg_verbs / sizeof steg_verbs[0];

const steg_verb *steg_verb_find(const char *name) {
  for (size_t i = 0; i < steg_verb_count; i++)
    if (!strcmp(steg_verbs[i].name, name))
      return &steg_verbs[i];
  return NULL;
}
