/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/national.h"

#include "base/text.h"
#include <string.h>

enum { FORM_MAX = 64, FIRST_YEAR = 1850, OLD_AGE = 100, COORDINATION_DAYS = 60 };

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The cell in its plain form: digits, letters, + and -; dashes of all kinds become -, spaces go. */
typedef struct plain_form {
  char text[FORM_MAX];
  size_t size;
  bool spelled; /* something was changed */
} plain_form;

static bool take_form(const char *text, size_t size, plain_form *ret) {
  const char *at = text, *end = text + size;
  *ret = (plain_form){.size = 0};
  if (at < end && *at == '\'') { /* a spreadsheet's mark for text */
    at++;
    ret->spelled = true;
  }
  while (at < end) {
    uint32_t c = steg_text_next(&at, end);
    bool space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '\t';
    bool dash = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xAD;
    ret->spelled = ret->spelled || space || dash;
    if (space)
      continue;
    if (c > 0x7E && !dash)
      return false;
    if (ret->size + 1 >= sizeof ret->text)
      return false;
    ret->text[ret->size++] = dash ? '-' : (char)c;
  }
  ret->text[ret->size] = '\0';
  return ret->size > 0;
}

static int two(const char *digits) {
  return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* Modulus 10 (Luhn) over ten digits. */
static bool check_digit_holds(const char ten[10]) {
  int sum = 0;
  for (int i = 0; i < 10; i++) {
    int digit = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

static bool date_holds(int year, const char *month_and_day) {
  int day = two(month_and_day + 2);
  return steg_date_valid(year, two(month_and_day), day > COORDINATION_DAYS ? day - COORDINATION_DAYS : day);
}

/* The year of a two-digit one: the latest with which the person is under 100, or with + at least 100, at the end of the year. */
static int year_by_sign(int two_digits, char sign, int current_year) {
  int limit = sign == '+' ? current_year - OLD_AGE : current_year;
  int year = limit - limit % 100 + two_digits;
  return year > limit ? year - 100 : year;
}

static steg_national_verdict judge(const char *century_and_ten, steg_date today, steg_national *ret) {
  const char *ten = century_and_ten + 2;
  int year = two(century_and_ten) * 100 + two(ten), day = two(ten + 4);
  bool coordination = day > COORDINATION_DAYS;
  if (!date_holds(year, ten + 2))
    return STEG_NATIONAL_NO_SUCH_DATE;
  if (!check_digit_holds(ten))
    return STEG_NATIONAL_CHECK_DIGIT;
  if (year < FIRST_YEAR)
    return STEG_NATIONAL_TOO_OLD;
  steg_date born = steg_date_make(year, two(ten + 2), coordination ? day - COORDINATION_DAYS : day);
  if (today != STEG_DATE_NONE && born > today)
    return STEG_NATIONAL_FUTURE;
  *ret = (steg_national){.coordination = coordination, .is_man = (ten[8] - '0') % 2 == 1, .birth_year = year};
  memcpy(ret->digits, century_and_ten, 12);
  ret->is_test_person = !strcmp(ret->digits, "191212121212");
  return STEG_NATIONAL_EXACT;
}

/* Whether it is like "1,89001E+11". */
static bool is_rounded(const plain_form *form) {
  const char *exponent = strpbrk(form->text, "eE");
  return exponent && is_digit(form->text[0]) && exponent[1] == '+' && is_digit(exponent[2]) &&
         strspn(form->text, "0123456789,.") == (size_t)(exponent - form->text);
}

static bool all_same(const char *digits, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (digits[i] != digits[0])
      return false;
  return true;
}

/* Digits before the sign or letter, and the four after it: "18900101" "-" "9802". */
static steg_national_verdict read_parts(const plain_form *form, char ten_or_twelve[13], char *ret_sign) {
  const char *text = form->text;
  size_t lead = strspn(text, "0123456789");
  char sign = text[lead];
  if (lead == form->size) {
    *ret_sign = 0;
    if (lead == 10 || lead == 12) {
      memcpy(ten_or_twelve, text, lead + 1);
      return STEG_NATIONAL_EXACT;
    }
    return lead == 9 || lead == 11 || lead == 13 ? STEG_NATIONAL_DIGITS : STEG_NATIONAL_NOT_ONE;
  }
  const char *tail = sign == '-' || sign == '+' ? text + lead + 1 : text + lead;
  size_t tail_digits = strspn(tail, "0123456789"), tail_size = strlen(tail);
  bool letter_first = tail_size == 4 && !is_digit(tail[0]) && strspn(tail + 1, "0123456789") == 3;
  if ((lead == 6 || lead == 8) && letter_first && strchr("TRSUWXJKLMNtrsuwxjklmn", tail[0]))
    return STEG_NATIONAL_INTERIM;
  if (tail == text + lead || tail_digits != tail_size)
    return STEG_NATIONAL_NOT_ONE;
  if ((lead != 6 && lead != 8) || tail_digits != 4)
    return lead >= 5 && lead <= 8 && tail_digits >= 3 && tail_digits <= 5 ? STEG_NATIONAL_DIGITS
                                                                          : STEG_NATIONAL_NOT_ONE;
  memcpy(ten_or_twelve, text, lead);
  memcpy(ten_or_twelve + lead, tail, 5);
  *ret_sign = sign;
  return STEG_NATIONAL_EXACT;
}

/* A key taken apart, to see whether it is a personnummer that somebody or something has spoilt. */
typedef struct taken_apart {
  char digits[16];   /* also those of other scripts, O for 0, I and l for 1 */
  size_t count, own; /* own: plain ones */
  size_t hidden;     /* x, *, ? and the like in their place, at the end */
  size_t marks;      /* separators */
  uint32_t mark_at;  /* bit k: a separator stands after k digits */
  bool other_script;
} taken_apart;

static int digit_of(uint32_t c) {
  static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966, 0xFF10};
  for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
    if (c >= zeros[i] && c <= zeros[i] + 9)
      return (int)(c - zeros[i]);
  return c == 'O' || c == 'o' ? 0 : c == 'I' || c == 'l' ? 1 : -1;
}

static bool take_apart(const char *text, size_t size, taken_apart *ret) {
  const char *at = text, *end = text + size;
  *ret = (taken_apart){.count = 0};
  while (at < end) {
    uint32_t c = steg_text_next(&at, end);
    int digit = digit_of(c);
    if (digit >= 0) {
      if (ret->hidden || ret->count == 12)
        return false;
      ret->digits[ret->count++] = (char)('0' + digit);
      ret->own += c >= '0' && c <= '9';
      ret->other_script = ret->other_script || c > 0x7F;
    } else if (c < 0x80 && c && strchr("/._-+, ", (int)c)) {
      ret->marks++;
      ret->mark_at |= 1u << ret->count;
    } else if ((c < 0x80 && c && strchr("xX*?#nN", (int)c)) || c == 0x2022 || c == 0x25CF) {
      ret->hidden++;
    } else {
      return false;
    }
  }
  return ret->count + ret->hidden <= 12;
}

/* Whether a key that is no personnummer was one: with points or slashes, with the letter O, in other digits, with its last four
 * hidden or left out. Two people born on a day would be one person under such a key. */
static bool is_damaged(const char *text, size_t size) {
  taken_apart key;
  if (size > FORM_MAX || !take_apart(text, size, &key))
    return false;
  size_t all = key.count + key.hidden, lead = all == 12 || (all < 10 && key.count == 8) ? 8 : 6;
  if (key.count < lead || (key.own < 6 && !key.other_script))
    return false;
  int month = two(key.digits + lead - 4), day = two(key.digits + lead - 2);
  int century = lead == 8 ? two(key.digits) : 19;
  day = day > COORDINATION_DAYS ? day - COORDINATION_DAYS : day;
  if (month < 1 || month > 12 || day < 1 || day > 31 || century < 18 || century > 20)
    return false;
  if (key.hidden)
    return all == lead + 4 || (key.count == lead && key.hidden >= 3);
  if (key.count == lead)
    return key.marks == 1 && key.mark_at == 1u << lead; /* "18900101-" */
  uint32_t places = lead == 8 ? 1u << 4 | 1u << 6 | 1u << 8 : 1u << 2 | 1u << 4 | 1u << 6;
  return all == lead + 4 && !(key.mark_at & ~places) && (key.marks || key.own < all);
}

static steg_national_verdict read_whole(const char *text, size_t size, steg_national_century century, steg_date today,
                                        steg_national *ret) {
  plain_form plain;
  char digits[13] = "", sign = 0, twelve[13];
  if (!take_form(text, size, &plain))
    return STEG_NATIONAL_NOT_ONE;
  if (is_rounded(&plain))
    return STEG_NATIONAL_ROUNDED;
  steg_national_verdict verdict = read_parts(&plain, digits, &sign);
  if (verdict != STEG_NATIONAL_EXACT)
    return verdict;
  size_t count = strlen(digits);
  const char *ten = digits + count - 10;
  if (all_same(ten, 9) && ten[0] != '0')
    return STEG_NATIONAL_DUMMY;
  if (count == 12) {
    verdict = judge(digits, today, ret);
    return verdict == STEG_NATIONAL_EXACT && plain.spelled ? STEG_NATIONAL_SPELLED : verdict;
  }
  /* 1900 and 2000 differ for 29 February; either will do to see whether it is a date at all. */
  if (!date_holds(2000 + two(ten), ten + 2) && !date_holds(1900 + two(ten), ten + 2))
    return STEG_NATIONAL_NO_SUCH_DATE;
  if (!check_digit_holds(ten))
    return STEG_NATIONAL_CHECK_DIGIT;
  if ((sign != '+' && century != STEG_NATIONAL_SIGN) || today == STEG_DATE_NONE)
    return STEG_NATIONAL_NO_CENTURY;
  int year = year_by_sign(two(ten), sign, steg_date_year(today));
  twelve[0] = (char)('0' + year / 1000);
  twelve[1] = (char)('0' + year / 100 % 10);
  memcpy(twelve + 2, ten, 11);
  verdict = judge(twelve, today, ret);
  return verdict == STEG_NATIONAL_EXACT ? STEG_NATIONAL_BY_SIGN : verdict;
}

steg_national_verdict steg_national_read(const char *text, size_t size, steg_national_century century, steg_date today,
                                         steg_national *ret) {
  steg_national_verdict verdict = read_whole(text, size, century, today, ret);
  return verdict == STEG_NATIONAL_NOT_ONE && is_damaged(text, size) ? STEG_NATIONAL_DAMAGED : verdict;
}

typedef enum strictness { VALID = 1, ALIKE = 2 } strictness;

/* Whether six or eight digits, an optional separator and four digits start at `at`, not followed by another digit. */
static bool number_at(const char *at, const char *end, size_t lead, strictness how) {
  char digits[13];
  size_t count = 0;
  while (at < end && is_digit(*at) && count < lead)
    digits[count++] = *at++;
  if (count < lead)
    return false;
  const char *after = at;
  for (int spaces = 0; after < end && spaces < 3; spaces++) {
    const char *next = after;
    uint32_t c = steg_text_next(&next, end);
    if (c != ' ' && c != '-' && c != '+' && c != 0xA0 && (c < 0x2010 || c > 0x2015) && c != 0x2212)
      break;
    after = next;
  }
  while (after < end && is_digit(*after) && count < lead + 4)
    digits[count++] = *after++;
  if (count < lead + 4 || (after < end && is_digit(*after)))
    return false;
  const char *ten = digits + count - 10;
  int month = two(ten + 2), day = two(ten + 4);
  day = day > COORDINATION_DAYS ? day - COORDINATION_DAYS : day;
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return false;
  int century = lead == 8 ? two(digits) : 19;
  return how == ALIKE || (century >= 18 && century <= 20 && check_digit_holds(ten));
}

static bool number_in(const char *text, size_t size, strictness how) {
  const char *end = text + size;
  if (size < 10)
    return false;
  for (const char *at = text; at < end; at++) {
    if (!is_digit(*at) || (at > text && is_digit(at[-1])))
      continue;
    if (number_at(at, end, 8, how) || number_at(at, end, 6, how))
      return true;
  }
  return false;
}

/* A word that is a personnummer somebody has spoilt: with points, the letter O, its last four hidden, a digit too many. */
static bool is_spoilt(const char *word, size_t size) {
  steg_national ignored;
  steg_national_verdict verdict = steg_national_read(word, size, STEG_NATIONAL_STATED, STEG_DATE_NONE, &ignored);
  if (verdict == STEG_NATIONAL_DAMAGED || verdict == STEG_NATIONAL_INTERIM)
    return true;
  if (verdict != STEG_NATIONAL_DIGITS || !is_digit(word[0]))
    return false;
  for (size_t lead = 6; lead <= 8; lead += 2) {
    if (strspn(word, "0123456789") < lead)
      return false;
    int month = two(word + lead - 4), day = two(word + lead - 2);
    day = day > COORDINATION_DAYS ? day - COORDINATION_DAYS : day;
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31 && (lead == 6 || (two(word) >= 18 && two(word) <= 20)))
      return true;
  }
  return false;
}

static void mask_spoilt_words(char *text, const char *between) {
  for (char *word = text + strspn(text, between), *next; *word; word = next) {
    size_t size = strcspn(word, between);
    next = word + size + strspn(word + size, between);
    while (size && (*word == '-' || *word == '.' || *word == '/')) {
      word++;
      size--;
    }
    while (size && strchr(".,!/", word[size - 1]))
      size--;
    if (!is_spoilt(word, size))
      continue;
    for (size_t i = 0; i < size; i++)
      if (is_digit(word[i]) || (unsigned char)word[i] > 0x7F)
        word[i] = 'x';
  }
}

void steg_national_mask(char *text) {
  /* A slash parts folders, or year from month. */
  mask_spoilt_words(text, " \t\r\n\"'`:;=()[]<>|\\");
  mask_spoilt_words(text, " \t\r\n\"'`:;=()[]<>|\\/");
  size_t size = strlen(text);
  for (char *at = text, *end = text + size; at < end; at++) {
    if (!is_digit(*at) || (at > text && is_digit(at[-1])))
      continue;
    if (!number_at(at, end, 8, ALIKE) && !number_at(at, end, 6, ALIKE))
      continue;
    /* From the first digit to the tenth or twelfth, whatever stands between. */
    int left = number_at(at, end, 8, ALIKE) ? 12 : 10;
    for (char *digit = at; digit < end && left; digit++)
      if (is_digit(*digit)) {
        *digit = 'x';
        left--;
      }
  }
}

bool steg_national_in_text(const char *text, size_t size) {
  return number_in(text, size, VALID);
}

bool steg_national_like_in_text(const char *text, size_t size) {
  return number_in(text, size, ALIKE);
}
