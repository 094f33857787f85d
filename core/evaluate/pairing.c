/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/pairing.h"

const steg_pairing_rule steg_pairing_default = {
    .baseline_before_days = 30, .baseline_after_days = 45, .end_after_days = 30, .apart_days = 60};

static bool known_by(const steg_measurement *row, steg_date as_of) {
  return as_of == STEG_DATE_NONE || row->date <= as_of;
}

static int32_t find_first(const steg_pairing_rule *rule, steg_date start, steg_date as_of, const steg_measurement *rows,
                          size_t count) {
  int32_t dated = -1;
  for (size_t i = 0; i < count; i++) {
    const steg_measurement *row = &rows[i];
    if (!known_by(row, as_of))
      continue;
    if (row->occasion == STEG_OCCASION_START)
      return (int32_t)i;
    if (dated < 0 && start != STEG_DATE_NONE && row->occasion != STEG_OCCASION_END &&
        row->occasion != STEG_OCCASION_FOLLOW_UP && row->date >= start - rule->baseline_before_days &&
        row->date <= start + rule->baseline_after_days)
      dated = (int32_t)i;
  }
  return dated;
}

static bool within_end(const steg_pairing_rule *rule, steg_date end, const steg_measurement *row) {
  return end == STEG_DATE_NONE || row->date <= end + rule->end_after_days;
}

/* The latest response that can be an end measurement: declared so, else by date and after the baseline. */
static int32_t find_end(const steg_pairing_rule *rule, steg_date end, steg_date as_of, const steg_measurement *rows,
                        size_t count, int32_t first) {
  int32_t declared = -1, dated = -1;
  for (size_t i = 0; i < count; i++) {
    const steg_measurement *row = &rows[i];
    if (!known_by(row, as_of) || (int32_t)i == first)
      continue;
    if (row->occasion == STEG_OCCASION_END)
      declared = (int32_t)i;
    else if (row->occasion != STEG_OCCASION_START && row->occasion != STEG_OCCASION_FOLLOW_UP &&
             within_end(rule, end, row) && (first < 0 || row->date > rows[first].date))
      dated = (int32_t)i;
  }
  return declared >= 0 ? declared : dated;
}

steg_pairing steg_pairing_choose(const steg_pairing_rule *rule, steg_date start, steg_date end, steg_date as_of,
                                 const steg_measurement *rows, size_t count) {
  steg_pairing pairing = {.latest = -1, .outcome = STEG_PAIRING_NO_MEASUREMENT};
  pairing.first = find_first(rule, start, as_of, rows, count);
  pairing.end = find_end(rule, end, as_of, rows, count, pairing.first);
  for (size_t i = 0; i < count; i++) {
    if (!known_by(&rows[i], as_of))
      continue;
    pairing.outcome = STEG_PAIRING_NO_START;
    if (rows[i].occasion != STEG_OCCASION_FOLLOW_UP && within_end(rule, end, &rows[i]))
      pairing.latest = (int32_t)i;
  }
  if (pairing.end >= 0)
    pairing.latest = pairing.end;
  if (pairing.first < 0)
    return pairing;
  if (pairing.end < 0) {
    pairing.outcome = STEG_PAIRING_NO_END;
    return pairing;
  }
  const steg_measurement *first = &rows[pairing.first], *last = &rows[pairing.end];
  bool declared = first->occasion == STEG_OCCASION_START && last->occasion == STEG_OCCASION_END;
  int apart_days = declared ? 1 : rule->apart_days;
  pairing.outcome = last->date - first->date >= apart_days ? STEG_PAIRING_PAIRED : STEG_PAIRING_TOO_CLOSE;
  return pairing;
}

bool steg_pairing_is_outside(const steg_pairing_rule *rule, steg_date start, steg_date end,
                             const steg_measurement *row) {
  bool declared = row->occasion == STEG_OCCASION_START || row->occasion == STEG_OCCASION_END ||
                  row->occasion == STEG_OCCASION_FOLLOW_UP;
  return !declared && start != STEG_DATE_NONE &&
         (row->date < start - rule->baseline_before_days || !within_end(rule, end, row));
}

const char *steg_pairing_reason(steg_pairing_outcome outcome) {
  static const char *const reasons[] = {"no_measurement", "no_start_measurement", "no_end_measurement",
                                        "measurements_too_close"};
  return outcome < STEG_PAIRING_PAIRED ? reasons[outcome] : NULL;
}

const char *steg_pairing_words(const steg_pairing_rule *rule, steg_lang lang, steg_arena *arena) {
  if (lang == STEG_LANG_EN)
    return steg_arena_printf(arena,
                             "The first measurement is the first one from %d days before start to %d days after. The "
                             "last is the latest one, at most %d days after exit. At least %d days lie between them. "
                             "Measurements that are themselves marked start or end go before dates.",
                             rule->baseline_before_days, rule->baseline_after_days, rule->end_after_days,
                             rule->apart_days);
  return steg_arena_printf(arena,
                           "Första mätningen är den första från %d dagar före start till %d dagar efter. Sista "
                           "mätningen är den senaste, som längst %d dagar efter avslut. Det ska gå minst %d dagar "
                           "emellan. Mätningar som själva är märkta start eller slut går före datumen.",
                           rule->baseline_before_days, rule->baseline_after_days, rule->end_after_days,
                           rule->apart_days);
}
