/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/attribute.h"

#include "base/municipality.h"
#include "intake/calendar.h"
#include <string.h>

enum { OLDEST_AGE = 110, FIRST_BIRTH_YEAR = 1850 };

typedef struct attribute_word {
  const char *text;
  int32_t value;
} attribute_word;

static const attribute_word sexes[] = {{"k", STEG_SEX_WOMAN},
                                       {"kvinna", STEG_SEX_WOMAN},
                                       {"kvinnor", STEG_SEX_WOMAN},
                                       {"f", STEG_SEX_WOMAN},
                                       {"female", STEG_SEX_WOMAN},
                                       {"woman", STEG_SEX_WOMAN},
                                       {"flicka", STEG_SEX_WOMAN},
                                       {"hon", STEG_SEX_WOMAN},
                                       {"m", STEG_SEX_MAN},
                                       {"man", STEG_SEX_MAN},
                                       {"män", STEG_SEX_MAN},
                                       {"male", STEG_SEX_MAN},
                                       {"pojke", STEG_SEX_MAN},
                                       {"han", STEG_SEX_MAN},
                                       {"annat", STEG_SEX_OTHER},
                                       {"annan", STEG_SEX_OTHER},
                                       {"hen", STEG_SEX_OTHER},
                                       {"x", STEG_SEX_OTHER},
                                       {"ickebinär", STEG_SEX_OTHER},
                                       {"other", STEG_SEX_OTHER},
                                       {"nonbinary", STEG_SEX_OTHER},
                                       {"annan könsidentitet", STEG_SEX_OTHER},
                                       {"okänt", STEG_SEX_UNKNOWN},
                                       {"okänd", STEG_SEX_UNKNOWN},
                                       {"ej angivet", STEG_SEX_UNKNOWN},
                                       {"ej uppgett", STEG_SEX_UNKNOWN},
                                       {"vill ej uppge", STEG_SEX_UNKNOWN},
                                       {"vill inte uppge", STEG_SEX_UNKNOWN},
                                       {"vill inte svara", STEG_SEX_UNKNOWN},
                                       {"u", STEG_SEX_UNKNOWN},
                                       {"unknown", STEG_SEX_UNKNOWN},
                                       {NULL, 0}};

static const attribute_word areas[] = {
    {"tätort", STEG_AREA_URBAN},      {"i tätort", STEG_AREA_URBAN}, {"stad", STEG_AREA_URBAN},
    {"urban", STEG_AREA_URBAN},       {"ja", STEG_AREA_URBAN},       {"1", STEG_AREA_URBAN},
    {"landsbygd", STEG_AREA_RURAL},   {"land", STEG_AREA_RURAL},     {"utanför tätort", STEG_AREA_RURAL},
    {"landsbygden", STEG_AREA_RURAL}, {"glesbygd", STEG_AREA_RURAL}, {"rural", STEG_AREA_RURAL},
    {"nej", STEG_AREA_RURAL},         {"0", STEG_AREA_RURAL},        {NULL, 0}};

static const attribute_word occasions[] = {{"start", STEG_OCCASION_START},
                                           {"inskrivning", STEG_OCCASION_START},
                                           {"före", STEG_OCCASION_START},
                                           {"ingång", STEG_OCCASION_START},
                                           {"vid start", STEG_OCCASION_START},
                                           {"baslinje", STEG_OCCASION_START},
                                           {"baseline", STEG_OCCASION_START},
                                           {"s", STEG_OCCASION_START},
                                           {"pågående", STEG_OCCASION_ONGOING},
                                           {"ongoing", STEG_OCCASION_ONGOING},
                                           {"under", STEG_OCCASION_ONGOING},
                                           {"löpande", STEG_OCCASION_ONGOING},
                                           {"mitt", STEG_OCCASION_ONGOING},
                                           {"p", STEG_OCCASION_ONGOING},
                                           {"slut", STEG_OCCASION_END},
                                           {"avslut", STEG_OCCASION_END},
                                           {"end", STEG_OCCASION_END},
                                           {"efter", STEG_OCCASION_END},
                                           {"vid avslut", STEG_OCCASION_END},
                                           {"vid slut", STEG_OCCASION_END},
                                           {"utskrivning", STEG_OCCASION_END},
                                           {"a", STEG_OCCASION_END},
                                           {"uppföljning", STEG_OCCASION_FOLLOW_UP},
                                           {"follow up", STEG_OCCASION_FOLLOW_UP},
                                           {"u", STEG_OCCASION_FOLLOW_UP},
                                           {NULL, 0}};

static const attribute_word protections[] = {{"skyddad", 1},
                                             {"skyddad identitet", 1},
                                             {"skyddade personuppgifter", 1},
                                             {"skyddat", 1},
                                             {"sekretess", 1},
                                             {"sekretessmarkering", 1},
                                             {"sekretessmarkerad", 1},
                                             {"skyddad folkbokföring", 1},
                                             {"kvarskrivning", 1},
                                             {"protected", 1},
                                             {"skyddad id", 1},
                                             {NULL, 0}};

/* 2: also with more words behind it. */
static const attribute_word totals[] = {{"summa", 2},    {"totalt", 2},     {"total", 2}, {"sum", 1},
                                        {"medel", 1},    {"medelvärde", 2}, {"antal", 1}, {"genomsnitt", 2},
                                        {"delsumma", 2}, {NULL, 0}};

static const attribute_word open_ends[] = {{"pågår", 1},       {"pågående", 1},    {"tills vidare", 1}, {"tv", 1},
                                           {"öppet", 1},       {"ej avslutad", 1}, {"ongoing", 1},      {"aktiv", 1},
                                           {"fortfarande", 1}, {NULL, 0}};

static int32_t find(const attribute_word *words, const char *text) {
  for (size_t i = 0; words[i].text; i++)
    if (steg_text_same(words[i].text, text))
      return words[i].value;
  return 0;
}

/* The word that was probably meant; single letters are near to everything. */
static const char *nearest(const attribute_word *words, const char *text) {
  const char *names[64];
  size_t count = 0;
  for (size_t i = 0; words[i].text && count < sizeof names / sizeof *names; i++)
    if (strlen(words[i].text) > 2)
      names[count++] = words[i].text;
  return steg_text_nearest(text, names, count);
}

static steg_reading read_word(const attribute_word *words, const char *text, steg_finding_id refusal) {
  int32_t found = *text ? find(words, text) : 0;
  if (found)
    return (steg_reading){.kind = STEG_READING_VALUE, .whole = found};
  steg_value_absence absence = steg_value_absence_of(text, strlen(text));
  if (absence)
    return (steg_reading){.kind = STEG_READING_EMPTY,
                          .finding = absence == STEG_VALUE_SAID_MISSING ? STEG_FINDING_MISSING : 0};
  bool error = steg_value_is_spreadsheet_error(text);
  return (steg_reading){.kind = STEG_READING_REFUSED,
                        .finding = error ? STEG_FINDING_EXCEL_ERR : refusal,
                        .a = error ? NULL : nearest(words, text)};
}

steg_reading steg_attribute_read_sex(const char *text) {
  return read_word(sexes, text, STEG_FINDING_SEX);
}

steg_reading steg_attribute_read_area(const char *text) {
  return read_word(areas, text, STEG_FINDING_AREA);
}

/* "Start", "Mätning slut", "uppföljning 6 mån": the word alone, or as the first or last of a few. */
steg_reading steg_attribute_read_occasion(const char *text) {
  char copy[64];
  steg_reading reading = read_word(occasions, text, STEG_FINDING_OCCASION);
  if (reading.kind != STEG_READING_REFUSED || strlen(text) >= sizeof copy)
    return reading;
  memcpy(copy, text, strlen(text) + 1);
  char *space = strchr(copy, ' '), *last = strrchr(copy, ' ');
  if (!space)
    return reading;
  const char *tail = last + 1;
  *space = '\0';
  int32_t by_first = strlen(copy) > 1 ? find(occasions, copy) : 0,
          by_last = strlen(tail) > 1 ? find(occasions, tail) : 0;
  if (by_first && by_last && by_first != by_last)
    return reading;
  int32_t found = by_first ? by_first : by_last;
  return found ? (steg_reading){.kind = STEG_READING_VALUE, .whole = found} : reading;
}

steg_reading steg_attribute_read_municipality(const char *text, steg_arena *arena) {
  steg_value_absence absence = steg_value_absence_of(text, strlen(text));
  if (absence)
    return (steg_reading){.kind = STEG_READING_EMPTY,
                          .finding = absence == STEG_VALUE_SAID_MISSING ? STEG_FINDING_MISSING : 0};
  size_t digits = strspn(text, "0123456789");
  if ((digits == 3 || digits == 4) && (!text[digits] || text[digits] == ' ')) {
    int32_t code = 0;
    for (size_t i = 0; i < digits; i++)
      code = code * 10 + (text[i] - '0');
    if (!steg_municipality_name(code))
      return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_MUNICIPALITY};
    const char *name = text[digits] ? text + digits + strspn(text + digits, " ") : "";
    if (*name && steg_municipality_find(name) != code)
      return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_MUNICIPALITY};
    if (digits == 4)
      return (steg_reading){.kind = STEG_READING_VALUE, .whole = code};
    return (steg_reading){.kind = STEG_READING_VALUE,
                          .finding = STEG_FINDING_MUNICIPALITY_CODE,
                          .whole = code,
                          .a = steg_arena_printf(arena, "%04d", (int)code)};
  }
  int32_t code = steg_municipality_find(text);
  if (code)
    return (steg_reading){.kind = STEG_READING_VALUE, .whole = code};
  const char *near = steg_municipality_nearest(text);
  return (steg_reading){.kind = STEG_READING_REFUSED,
                        .finding = near ? STEG_FINDING_MUNICIPALITY_NEAR : STEG_FINDING_MUNICIPALITY,
                        .a = near};
}

static steg_reading judge_birth_year(int year, const steg_value_rules *rules) {
  int last = rules->today == STEG_DATE_NONE ? 2100 : steg_date_year(rules->today);
  if (year < FIRST_BIRTH_YEAR || year > last)
    return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_BIRTH};
  return (steg_reading){.kind = STEG_READING_VALUE, .whole = year};
}

steg_reading steg_attribute_read_birth_year(const char *text, size_t size, const steg_value_rules *rules) {
  steg_value_absence absence = steg_value_absence_of(text, size);
  if (absence)
    return (steg_reading){.kind = STEG_READING_EMPTY};
  if (size == 4 && strspn(text, "0123456789") == 4)
    return judge_birth_year((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0'),
                            rules);
  steg_date date = STEG_DATE_NONE;
  steg_calendar_verdict verdict = steg_calendar_read(text, size, STEG_CALENDAR_NO_CENTURY, &date);
  if (verdict == STEG_CALENDAR_CENTURY && rules->today != STEG_DATE_NONE) {
    int now = steg_date_year(rules->today), two = (text[0] - '0') * 10 + (text[1] - '0');
    int year = now - now % 100 + two;
    return judge_birth_year(year > now ? year - 100 : year, rules);
  }
  /* Day and month may be either: the year is the same. */
  if (verdict == STEG_CALENDAR_EXACT || verdict == STEG_CALENDAR_SPELLED || verdict == STEG_CALENDAR_TIMED ||
      verdict == STEG_CALENDAR_AMBIGUOUS)
    return judge_birth_year(steg_date_year(date), rules);
  return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_BIRTH};
}

steg_reading steg_attribute_read_age(const char *text, size_t size) {
  if (steg_value_absence_of(text, size))
    return (steg_reading){.kind = STEG_READING_EMPTY};
  size_t digits = strspn(text, "0123456789");
  const char *rest = text + digits + strspn(text + digits, " ");
  int age = 0;
  for (size_t i = 0; i < digits && i < 4; i++)
    age = age * 10 + (text[i] - '0');
  if (!digits || digits > 3 || age > OLDEST_AGE || (*rest && !steg_text_same(rest, "år") && strcmp(rest, ",0") != 0))
    return (steg_reading){.kind = STEG_READING_REFUSED, .finding = STEG_FINDING_AGE};
  return (steg_reading){.kind = STEG_READING_VALUE, .whole = age};
}

bool steg_attribute_is_protected(const char *text) {
  return find(protections, text) != 0;
}

/* "Summa", "Totalt: 3", "Antal 17", "Summa deltagare". */
bool steg_attribute_is_total(const char *text) {
  char first[24];
  size_t size = strcspn(text, " :.=,;/0123456789");
  if (size >= sizeof first)
    return false;
  memcpy(first, text, size);
  first[size] = '\0';
  int32_t found = size ? find(totals, first) : 0;
  return found && (found == 2 || !text[size + strspn(text + size, " :.=,;/0123456789")]);
}

bool steg_attribute_is_open_end(const char *text) {
  return find(open_ends, text) != 0;
}

bool steg_attribute_is_test_person(const char *text) {
  static const char *const names[] = {"test testsson", "testsson", "tolvan tolvansson", "test testperson",
                                      "testperson"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcasestr(text, names[i]))
      return true;
  /* The whole of it: test, TEST1, test-02. */
  return !strncasecmp(text, "test", 4) && !text[4 + strspn(text + 4, "- _0123456789")];
}
