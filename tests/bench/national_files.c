/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * national_files - makes the files that tests/bench/national imports: a country's participations and their BIP responses.
 *
 *   national_files FOLDER PEOPLE RESPONSES [FEDERATIONS=80] [SEED=1]
 *
 * Writes into FOLDER, which must be there; UTF-8, semicolons, "\n", a line of headers, no quotes, rows in no order:
 *   sus.csv          one participation a person: own code and 12 attributes, as the plugin `sus` reads them
 *   bip.csv          RESPONSES / PEOPLE responses a person, on days of their own within the participation: nine questions on
 *                    five steps and a yes or no; one cell in twelve is empty
 *   initiatives/     ten initiatives a federation, as a project has them
 * Every row is right: a refused row would not be work that the peers do as well. The same arguments give the same bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
  INITIATIVES_EACH = 10,
  CODES = 10 * 1000 * 1000, /* seven digits */
  ITEMS = 10,
  FIRST_START = 17897, /* 2019-01-01 */
  LAST_START = 19966,  /* 2024-08-31 */
  KNOWN_UNTIL = 20088, /* 2024-12-31: who is still in then has no end */
  FIRST_YEAR = 2019
};

/* Purposes of chance, apart from each other. */
enum { PLACE = 1, START, DAYS, SEX, AGE, MUNICIPALITY, AREA, EDUCATION, BEFORE, AFTER, EXIT, DAY = 100, ANSWER = 1000 };

typedef struct country {
  uint64_t seed;
  uint32_t people, responses, initiatives;
} country;

/* What chance gives person `who` for a purpose: a hash (splitmix64's finisher), so that nothing need be kept. */
static uint32_t chance(const country *c, uint32_t who, uint32_t what, uint32_t limit) {
  uint64_t z = (c->seed << 48 ^ (uint64_t)who << 16 ^ what) + 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return (uint32_t)((z ^ z >> 31) >> 32) % limit;
}

/* Days since 1970-01-01 as ISO text (Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
static void write_day(FILE *out, int day) {
  int z = day + 719468, era = z / 146097, doe = z - era * 146097;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;
  fprintf(out, "%04d-%02d-%02d", yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1);
}

/* Looks random and is unique: multiplication by a number prime to 10 can be undone modulo ten million. */
static void write_code(FILE *out, uint32_t person) {
  fprintf(out, "DL%07u", (unsigned)(((uint64_t)person * 7368787 + 4711) % CODES));
}

static uint32_t initiative_of(const country *c, uint32_t person) {
  return 1 + chance(c, person, PLACE, c->initiatives);
}

static int start_of(const country *c, uint32_t person) {
  return FIRST_START + (int)chance(c, person, START, LAST_START - FIRST_START);
}

static int days_of(const country *c, uint32_t person) {
  return 90 + (int)chance(c, person, DAYS, 450);
}

static void write_participation(FILE *out, const country *c, uint32_t person) {
  static const char *const incomes[] = {"Sjukpenning", "Aktivitetsersättning", "Sjukersättning",
                                        "A-kassa",     "Försörjningsstöd",     "Studiestöd",
                                        "Lön",         "Aktivitetsstöd"};
  static const char *const educations[] = {"Saknar grundskola", "Grundskola", "Gymnasium", "Okänt"};
  static const char *const exits[] = {"Enligt plan till arbete", "Enligt plan till studier", "Flytt", "Sjukdom"};
  static const int municipalities[] = {114, 180,  380,  480,  580,  680,  780,  880,
                                       980, 1080, 1280, 1380, 1480, 1780, 1880, 1980};
  int start = start_of(c, person), end = start + days_of(c, person);
  int year = FIRST_YEAR + (start - FIRST_START) / 366;
  write_code(out, person);
  fprintf(out, ";Insats %u;", (unsigned)initiative_of(c, person));
  write_day(out, start);
  fputc(';', out);
  if (end <= KNOWN_UNTIL)
    write_day(out, end);
  fprintf(out, ";%s;%d;%04d;%s;%s;%s;", chance(c, person, SEX, 2) ? "Kvinna" : "Man",
          year - 18 - (int)chance(c, person, AGE, 46), municipalities[chance(c, person, MUNICIPALITY, 16)],
          chance(c, person, AREA, 3) ? "Tätort" : "Utanför tätort", educations[chance(c, person, EDUCATION, 4)],
          incomes[chance(c, person, BEFORE, 8)]);
  if (end <= KNOWN_UNTIL)
    fprintf(out, "%s;%s;SUS\n", incomes[chance(c, person, AFTER, 8)], exits[chance(c, person, EXIT, 4)]);
  else
    fputs(";;SUS\n", out);
}

/* Responses are dealt out in turn: the nth goes to person n modulo people. */
static void write_response(FILE *out, const country *c, uint32_t response) {
  uint32_t person = response % c->people, nth = response / c->people;
  uint32_t each = (c->responses + c->people - 1) / c->people, gap = (uint32_t)days_of(c, person) / (each + 1);
  write_code(out, person);
  fprintf(out, ";Insats %u;", (unsigned)initiative_of(c, person));
  write_day(out, start_of(c, person) + (int)(gap * nth + chance(c, person, DAY + nth, gap ? gap : 1)));
  fputs(";Deltagare", out);
  for (uint32_t i = 0; i < ITEMS; i++) {
    uint32_t what = ANSWER + nth * ITEMS + i;
    fputc(';', out);
    if (chance(c, person, what + 20000, 12) == 0 && i != 0)
      continue;
    if (i + 1 < ITEMS)
      fputc('1' + (int)chance(c, person, what, 5), out);
    else
      fputs(chance(c, person, what, 2) ? "Ja" : "Nej", out);
  }
  fputc('\n', out);
}

static FILE *open_in(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "w");
  if (!out) {
    perror(path);
    exit(1);
  }
  return out;
}

static void close_file(FILE *out) {
  if (fclose(out)) {
    perror("national_files");
    exit(1);
  }
}

/* Rows 0 .. count - 1, shuffled (Fisher and Yates). */
static void write_file(const char *folder, const char *name, const char *headers, const country *c, uint32_t count,
                       void (*write)(FILE *out, const country *c, uint32_t row)) {
  FILE *out = open_in(folder, name);
  uint32_t *order = malloc((count + (size_t)1) * sizeof *order);
  if (!order)
    exit(1);
  for (uint32_t i = 0; i < count; i++)
    order[i] = i;
  for (uint32_t i = count; i > 1; i--) {
    uint32_t other = chance(c, i, 50, i), swap = order[i - 1];
    order[i - 1] = order[other];
    order[other] = swap;
  }
  fputs(headers, out);
  for (uint32_t i = 0; i < count; i++)
    write(out, c, order[i]);
  free(order);
  close_file(out);
}

static void write_initiatives(const char *folder, const country *c) {
  char name[64];
  snprintf(name, sizeof name, "%s", "initiatives");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  mkdir(path, 0700);
  for (uint32_t i = 1; i <= c->initiatives; i++) {
    snprintf(name, sizeof name, "initiatives/insats_%u.lua", (unsigned)i);
    FILE *out = open_in(folder, name);
    fprintf(out,
            "return { api = 1, id = \"insats_%u\", title = \"Insats %u\", federation = \"forbund_%u\",\n"
            "  period = \"2019-01-01..2025-12-31\", instruments = { \"sus\", \"bip\" } }\n",
            (unsigned)i, (unsigned)i, (unsigned)(1 + (i - 1) / INITIATIVES_EACH));
    close_file(out);
  }
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: national_files FOLDER PEOPLE RESPONSES [FEDERATIONS] [SEED]\n");
    return 2;
  }
  country c = {.people = (uint32_t)strtoul(argv[2], NULL, 10),
               .responses = (uint32_t)strtoul(argv[3], NULL, 10),
               .initiatives = INITIATIVES_EACH * (uint32_t)(argc > 4 ? strtoul(argv[4], NULL, 10) : 80),
               .seed = argc > 5 ? strtoull(argv[5], NULL, 10) : 1};
  if (!c.people || c.people > CODES || !c.initiatives || c.responses / c.people > 80) {
    fprintf(stderr, "national_files: 1 to 10 000 000 people, at most 80 responses each, at least one federation\n");
    return 2;
  }
  write_initiatives(argv[1], &c);
  write_file(argv[1], "sus.csv",
             "Deltagare;Insats;Startdatum;Slutdatum;Kön;Födelseår;Kommun;Tätort;Utbildning;Försörjning före;"
             "Försörjning efter;Avslutsanledning;Källsystem\n",
             &c, c.people, write_participation);
  write_file(argv[1], "bip.csv", "Deltagare;Insats;Datum;Roll;F1;F2;F3;F4;F5;F6;F7;F8;F9;Söker jobb\n", &c, c.responses,
             write_response);
  return 0;
}
