/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/value.h"

#include "base/number.h"
#include "instrument/layout.h"
#include "instrument/model.h"
#include "intake/calendar.h"
#include <math.h>
#include <string.h>
#include <strings.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100, PIECES_MAX = 32 };

/* How people say that there is no answer; compared folded, so "i.u." and "IU" are one. Dashes and dots fold to nothing and
 * stand in `blanks`. An instrument's own levels and missing codes go before. */
static const char *const missing_words[] = {"iu",          "saknas",    "uppgift saknas", "na",
                                            "null",        "none",      "ej svar",        "inget svar",
                                            "ej besvarad", "ej ifyllt", "ej ifylld",      "uppgift saknad",
                                            "bortfall",    "missing",   "no answer",      "not answered",
                                            "tom",         "blank",     "ej aktuellt"};
static const char *const blanks[] = {"-", "–", "—", "−", ".", "..", "...", "…", "--", "---", "/"};

static const struct {
  const char *word;
  int32_t value;
} flags[] = {{"ja", 1},
             {"j", 1},
             {"yes", 1},
             {"y", 1},
             {"1", 1},
             {"x", 1},
             {"sant", 1},
             {"true", 1},
             {"nej", 0},
             {"n", 0},
             {"no", 0},
             {"0", 0},
             {"falskt", 0},
             {"false", 0},
             /* of consent */
             {"samtycker", 1},
             {"samtyckt", 1},
             {"givet", 1},
             {"återkallat", 0},
             {"återtaget", 0},
             {"nekat", 0},
             {"avböjt", 0},
             {"samtycker ej", 0},
             {"samtycker inte", 0},
             {"ej samtycke", 0}};

static const char *const spreadsheet_errors[] = {
    "#N/A",       "#REF!",      "#DIV/0!",     "#VALUE!",    "#NAME?",       "#NUM!",      "#NULL!",
    "#SPILL!",    "#CALC!",     "#SAKNAS!",    "#REFERENS!", "#DIVISION/0!", "#VÄRDEFEL!", "#NAMN?",
    "#OGILTIGT!", "#SKÄRNING!", "#EXPANSION!", "#FIELD!",    "#GETTING_DATA"};

static steg_reading value(int32_t whole, steg_finding_id note, const char *a) {
  return (steg_reading){.kind = STEG_READING_VALUE, .finding = note, .whole = whole, .a = a};
}

static steg_reading refused(steg_finding_id id, const char *a) {
  return (steg_reading){.kind = STEG_READING_REFUSED, .finding = id, .a = a};
}

bool steg_value_is_spreadsheet_error(const char *text) {
  if (text[0] != '#')
    return false;
  if (strspn(text, "#") == strlen(text))
    return true;
  for (size_t i = 0; i < sizeof spreadsheet_errors / sizeof *spreadsheet_errors; i++)
    if (!strcmp(text, spreadsheet_errors[i]))
      return true;
  /* Any other in capitals, as #BLOCKED! or #UPPTAGEN!: a spreadsheet's error ends so, and a person's "#bra!" has small letters. */
  size_t size = strlen(text);
  if (size < 4 || size > 24 || !strchr("!?", text[size - 1]))
    return false;
  for (size_t i = 1; i + 1 < size; i++)
    if (text[i] == ' ' || (text[i] >= 'a' && text[i] <= 'z'))
      return false;
  return true;
}

steg_finding_id steg_value_spreadsheet_fault(const char *text) {
  return !strcmp(text, STEG_VALUE_NOT_COMPUTED) ? STEG_FINDING_FORMULA : STEG_FINDING_EXCEL_ERR;
}

steg_value_absence steg_value_absence_of(const char *text, size_t size) {
  if (size == 0)
    return STEG_VALUE_BLANK;
  if (size > 24)
    return STEG_VALUE_PRESENT;
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
    if (!strcmp(text, blanks[i]))
      return STEG_VALUE_SAID_MISSING;
  for (size_t i = 0; i < sizeof missing_words / sizeof *missing_words; i++)
    if (steg_text_same(missing_words[i], text))
      return STEG_VALUE_SAID_MISSING;
  return STEG_VALUE_PRESENT;
}

bool steg_value_is_missing_code(const steg_scale *scale, const char *text) {
  size_t size = 0, text_size = strlen(text);
  for (const char *cursor = scale->missing, *word; (word = steg_model_next_word(&cursor, '|', &size));)
    if (size == text_size && !strncasecmp(word, text, size))
      return true;
  return false;
}

steg_reading steg_value_read_absence(const char *text, size_t size) {
  steg_value_absence absence = steg_value_absence_of(text, size);
  return (steg_reading){.kind = absence ? STEG_READING_EMPTY : 0,
                        .finding = absence == STEG_VALUE_SAID_MISSING ? STEG_FINDING_MISSING : 0};
}

/* ---- levels */

/* Whether the cell is to the letter what the scale has: no note is due. */
static bool is_exact(const steg_scale *scale, const steg_level *level, const char *text) {
  if (!strcmp(text, level->label_sv) || !strcmp(text, level->code) ||
      (level->label_en && !strcmp(text, level->label_en)) || (text[0] >= '0' && text[0] <= '9') || text[0] == '-')
    return true;
  size_t size = 0;
  (void)scale;
  for (const char *cursor = level->aliases, *word; (word = steg_model_next_word(&cursor, '|', &size));)
    if (size == strlen(text) && !memcmp(word, text, size))
      return true;
  return false;
}

/* "4 - Ganska bra", "4 (Ganska bra)", "4. Ganska bra": a number and its own label. -1 when it is not so. */
static int32_t numbered_level(const steg_scale *scale, const char *text) {
  size_t lead = strspn(text, "0123456789");
  char digits[8];
  if (!lead || lead >= sizeof digits || !text[lead])
    return -1;
  memcpy(digits, text, lead);
  digits[lead] = '\0';
  const char *rest = text + lead + strspn(text + lead, " .:)=-(");
  int32_t by_number = steg_model_level_of_spelling(scale, digits);
  if (by_number < 0 || !*rest)
    return -1;
  return steg_model_level_of_spelling(scale, rest) == by_number ? by_number : -1;
}

static const char *range_text(const steg_scale *scale, steg_arena *arena) {
  uint32_t steps = steg_model_step_count(scale);
  if (!steps)
    return NULL;
  int32_t low = INT32_MAX, high = INT32_MIN;
  for (uint32_t i = 0; i < steps; i++) {
    int32_t at = scale->levels.rows[steg_model_step(scale, i)].value;
    low = at < low ? at : low;
    high = at > high ? at : high;
  }
  return steg_arena_printf(arena, "%d–%d", (int)low, (int)high);
}

/* Labels, else codes, that a wrong spelling may be meant for. */
const char *steg_value_nearest_level(const steg_scale *scale, const char *text, steg_lang lang, steg_arena *arena) {
  const char **labels = steg_arena_array(arena, 2 * (size_t)scale->levels.count, sizeof *labels);
  if (!labels)
    return NULL;
  for (uint32_t i = 0; i < scale->levels.count; i++) {
    const steg_level *level = &scale->levels.rows[i];
    labels[i] = steg_text_pick(lang, level->label_sv, level->label_en);
    labels[scale->levels.count + i] = strlen(level->code) > 2 ? level->code : NULL;
  }
  const char *near = steg_text_nearest(text, labels, scale->levels.count);
  return near ? near : steg_text_nearest(text, labels + scale->levels.count, scale->levels.count);
}

/* A number that is no step: the range, and the step it is nearest to. */
static steg_reading out_of_scale(const steg_scale *scale, double number, steg_arena *arena) {
  steg_reading reading = refused(STEG_FINDING_RANGE, range_text(scale, arena));
  double best = INFINITY;
  for (uint32_t i = 0; i < steg_model_step_count(scale); i++) {
    int32_t step = scale->levels.rows[steg_model_step(scale, i)].value;
    if (fabs(number - step) >= best) /* between two steps neither is the one meant more: the lower */
      continue;
    best = fabs(number - step);
    reading.b = steg_arena_printf(arena, "%d", (int)step);
  }
  return reading;
}

static const char *label_of(const steg_scale *scale, int32_t index, steg_lang lang) {
  const steg_level *level = &scale->levels.rows[index];
  return steg_text_pick(lang, level->label_sv, level->label_en);
}

/* Several levels where one is asked: every piece between commas, "och" and the like is a level. */
static bool is_several(const steg_scale *scale, const char *text, steg_arena *arena) {
  char *copy = steg_arena_text(arena, text);
  for (char *and = copy ? strstr(copy, " och ") : NULL; and; and = strstr(and, " och "))
    and[2] = ',', and[1] = and[3] = ' ';
  int found = 0;
  for (char *rest = copy, *piece; copy && (piece = strsep(&rest, ",;/+&|\n"));) {
    while (*piece == ' ')
      piece++;
    for (size_t size = strlen(piece); size && piece[size - 1] == ' ';)
      piece[--size] = '\0';
    if (!*piece)
      continue;
    if (steg_model_level_of_spelling(scale, piece) < 0)
      return false;
    found++;
  }
  return found > 1;
}

static steg_reading read_level(const char *text, size_t size, const steg_scale *scale, const steg_value_rules *rules,
                               steg_arena *arena) {
  double number = 0;
  int32_t index = size ? steg_model_level_of_spelling(scale, text) : -1;
  if (index >= 0) {
    const steg_level *level = &scale->levels.rows[index];
    bool exact = is_exact(scale, level, text);
    return value(level->value, exact ? 0 : STEG_FINDING_SPELLING, exact ? NULL : label_of(scale, index, rules->lang));
  }
  if (size && steg_value_is_missing_code(scale, text))
    return (steg_reading){.kind = STEG_READING_EMPTY};
  steg_reading empty = steg_value_read_absence(text, size);
  if (empty.kind)
    return empty;
  index = numbered_level(scale, text);
  if (index >= 0)
    return value(scale->levels.rows[index].value, STEG_FINDING_SPELLING, label_of(scale, index, rules->lang));
  steg_number_rules number_rules = {.decimal_mark = rules->decimal_mark, .thousands_dot = rules->thousands_dot};
  if (steg_number_read(text, size, &number_rules, &number) <= STEG_NUMBER_SPELLED) {
    /* "4,0": a spreadsheet's way of writing 4 */
    int32_t whole = number == floor(number) && fabs(number) < 1e6 ? (int32_t)number : INT32_MIN;
    int32_t by_value = whole == INT32_MIN ? -1 : steg_model_level_of_value(scale, whole);
    if (by_value >= 0)
      return value(whole, STEG_FINDING_SPELLING, label_of(scale, by_value, rules->lang));
    return out_of_scale(scale, number, arena);
  }
  if (is_several(scale, text, arena))
    return refused(STEG_FINDING_CAT_MULTI, NULL);
  const char *near = steg_value_nearest_level(scale, text, rules->lang, arena);
  return refused(near ? STEG_FINDING_CAT_NEAR : STEG_FINDING_CAT, near);
}

/* ---- numbers */

static const char *limits_text(double low, double high, steg_lang lang, steg_arena *arena) {
  steg_buffer text;
  steg_buffer_init(&text, 200);
  steg_number_write_real(&text, lang, low, low == floor(low) ? 0 : 2);
  steg_buffer_text(&text, "–");
  steg_number_write_real(&text, lang, high, high == floor(high) ? 0 : 2);
  const char *kept = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

static const char *number_text(double number, steg_lang lang, steg_arena *arena) {
  steg_buffer text;
  steg_buffer_init(&text, 100);
  int decimals = 0;
  for (double scaled = fabs(number); decimals < 6 && scaled != floor(scaled); decimals++)
    scaled = fabs(number) * pow(10, decimals + 1);
  steg_number_write_real(&text, lang, number, decimals);
  const char *kept = steg_arena_text_n(arena, text.bytes, text.size);
  steg_buffer_release(&text);
  return kept;
}

static steg_finding_id refusal_of(steg_number_verdict verdict) {
  switch (verdict) {
  case STEG_NUMBER_AMBIGUOUS:
    return STEG_FINDING_NUM_AMBIG;
  case STEG_NUMBER_TOO_LARGE:
    return STEG_FINDING_NUM_RANGE;
  case STEG_NUMBER_UNIT:
    return STEG_FINDING_NUM_UNIT;
  case STEG_NUMBER_EXPONENT:
    return STEG_FINDING_NUM_EXPONENT;
  default:
    return STEG_FINDING_NUM;
  }
}

static steg_reading read_number(const char *text, size_t size, const steg_item *item, const steg_value_rules *rules,
                                steg_arena *arena) {
  bool percent = item->type == STEG_ITEM_PERCENT;
  steg_number_rules number_rules = {
      .decimal_mark = rules->decimal_mark, .thousands_dot = rules->thousands_dot, .unit = percent ? "%" : item->unit};
  double number = 0, low = percent ? 0 : item->low, high = percent ? 100 : item->high;
  steg_number_verdict verdict = steg_number_read(text, size, &number_rules, &number);
  if (verdict > STEG_NUMBER_SPELLED) {
    steg_reading empty = steg_value_read_absence(text, size);
    return empty.kind ? empty : refused(refusal_of(verdict), NULL);
  }
  if ((low != 0 || high != 0) && (number < low || number > high))
    return (steg_reading){.kind = STEG_READING_REFUSED,
                          .finding = STEG_FINDING_RANGE,
                          .a = limits_text(low, high, rules->lang, arena),
                          .b = number_text(number < low ? low : high, rules->lang, arena)};
  bool spelled = verdict == STEG_NUMBER_SPELLED;
  return (steg_reading){.kind = STEG_READING_VALUE,
                        .finding = spelled ? STEG_FINDING_NUM_SPELLED : 0,
                        .number = number,
                        .a = spelled ? number_text(number, rules->lang, arena) : NULL};
}

/* ---- dates and flags */

static const char *date_text(steg_date date, steg_arena *arena) {
  int year = 0, month = 0, day = 0;
  steg_date_split(date, &year, &month, &day);
  return steg_arena_printf(arena, "%04d-%02d-%02d", year, month, day);
}

/* Year, month and day with a mark or nothing between: the last day of a month that has fewer; the other way round where the month
 * can only be a day. NULL when it is neither. */
static const char *nearest_day(const char *text, steg_arena *arena) {
  char digits[9];
  size_t count = 0;
  for (const char *at = text; *at && *at != ' ' && *at != 'T'; at++) {
    if (*at >= '0' && *at <= '9' && count < 8)
      digits[count++] = *at;
    else if (!strchr("-/.", *at) || (count != 4 && count != 6))
      return NULL;
  }
  if (count != 8)
    return NULL;
  int number = 0;
  for (size_t i = 0; i < 8; i++)
    number = number * 10 + (digits[i] - '0');
  int year = number / 10000, month = number / 100 % 100, day = number % 100;
  if (month > 12 && month <= 31 && day >= 1 && day <= 12) {
    int swapped = month;
    month = day;
    day = swapped;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return NULL;
  while (steg_date_make(year, month, day) == STEG_DATE_NONE && day > 27)
    day--;
  return date_text(steg_date_make(year, month, day), arena);
}

/* A letter where a digit should be, or a month misspelt. */
static const char *nearest_date(const char *text, size_t size, steg_arena *arena) {
  static const char *const months[] = {"januari", "februari", "mars",      "april",   "maj",      "juni",
                                       "juli",    "augusti",  "september", "oktober", "november", "december"};
  steg_date date = STEG_DATE_NONE;
  char *copy = size < 40 ? steg_arena_text_n(arena, text, size) : NULL, *word = NULL;
  for (char *at = copy; copy && *at; at++) {
    if (strchr("oO", *at))
      *at = '0';
    else if (strchr("lI|", *at))
      *at = '1';
    else if (*at == ',')
      *at = '.';
  }
  if (copy && steg_calendar_read(copy, size, STEG_CALENDAR_THIS_CENTURY, &date) <= STEG_CALENDAR_SPELLED)
    return date_text(date, arena);
  copy = size < 40 ? steg_arena_text_n(arena, text, size) : NULL;
  for (char *rest = copy, *piece; copy && (piece = strsep(&rest, " "));)
    word = strlen(piece) > 2 && !strpbrk(piece, "0123456789") ? piece : word;
  const char *month = word ? steg_text_nearest(word, months, sizeof months / sizeof *months) : NULL;
  if (!month)
    return NULL;
  const char *mended =
      steg_arena_printf(arena, "%.*s%s%s", (int)(word - copy), text, month, text + (word - copy) + strlen(word));
  return mended &&
                 steg_calendar_read(mended, strlen(mended), STEG_CALENDAR_THIS_CENTURY, &date) <= STEG_CALENDAR_SPELLED
             ? date_text(date, arena)
             : NULL;
}

steg_reading steg_value_read_date(const char *text, size_t size, const steg_value_rules *rules, steg_arena *arena) {
  steg_date date = STEG_DATE_NONE;
  steg_calendar_verdict verdict = steg_calendar_read(text, size, STEG_CALENDAR_THIS_CENTURY, &date);
  if (verdict == STEG_CALENDAR_AMBIGUOUS &&
      (rules->dates == STEG_DATE_DAY_FIRST || rules->dates == STEG_DATE_MONTH_FIRST)) {
    int year = 0, month = 0, day = 0;
    steg_date_split(date, &year, &month, &day);
    date = rules->dates == STEG_DATE_DAY_FIRST ? date : steg_date_make(year, day, month);
    verdict = STEG_CALENDAR_SPELLED;
  } else if (verdict == STEG_CALENDAR_SERIAL && rules->dates == STEG_DATE_SERIAL) {
    verdict = STEG_CALENDAR_SPELLED;
  }
  if (verdict == STEG_CALENDAR_UNREADABLE) {
    steg_reading empty = steg_value_read_absence(text, size);
    return empty.kind ? empty : refused(STEG_FINDING_DATE, nearest_date(text, size, arena));
  }
  if (verdict == STEG_CALENDAR_NO_SUCH_DAY)
    return refused(STEG_FINDING_DATE_DAY, nearest_day(text, arena));
  if (verdict == STEG_CALENDAR_WEEK)
    return refused(STEG_FINDING_DATE_WEEK, NULL);
  if (verdict == STEG_CALENDAR_AMBIGUOUS)
    return refused(STEG_FINDING_DATE_AMBIG, date_text(date, arena));
  if (verdict == STEG_CALENDAR_SERIAL)
    return refused(STEG_FINDING_DATE_SERIAL, date_text(date, arena));
  int year = steg_date_year(date);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return refused(STEG_FINDING_DATE_RANGE, NULL);
  if (verdict == STEG_CALENDAR_EXACT)
    return value(date, 0, NULL);
  return value(date, verdict == STEG_CALENDAR_TIMED ? STEG_FINDING_DATE_TIME : STEG_FINDING_DATE_SPELLED,
               date_text(date, arena));
}

steg_reading steg_value_read_flag(const char *text) {
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (steg_text_same(flags[i].word, text))
      return value(flags[i].value, 0, NULL);
  steg_reading empty = steg_value_read_absence(text, strlen(text));
  static const char *const words[] = {"ja", "nej", "yes", "sant", "falskt"};
  return empty.kind ? empty : refused(STEG_FINDING_FLAG, steg_text_nearest(text, words, sizeof words / sizeof *words));
}

steg_reading steg_value_read(const char *text, size_t size, const steg_item *item, const steg_scale *scale,
                             const steg_value_rules *rules, steg_arena *arena) {
  if (steg_value_is_spreadsheet_error(text))
    return refused(STEG_FINDING_EXCEL_ERR, NULL);
  switch (item->type) {
  case STEG_ITEM_SCALE:
  case STEG_ITEM_CHOICE:
    return read_level(text, size, scale, rules, arena);
  case STEG_ITEM_NUMBER:
  case STEG_ITEM_PERCENT:
    return read_number(text, size, item, rules, arena);
  case STEG_ITEM_DATE:
    return steg_value_read_date(text, size, rules, arena);
  case STEG_ITEM_FLAG:
    return steg_value_read_flag(text);
  default:
    return (steg_reading){.kind = STEG_READING_EMPTY};
  }
}
