/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "project/settings.h"

#include <string.h>

/* The bands that the applications use; a project sets its own. */
static const int default_bands[][2] = {{16, 29}, {30, 44}, {45, 64}};

static int fault(steg_error *err, const char *sentence) {
  return steg_error_say(err, STEG_ERROR_SCRIPT, sentence);
}

static int make_band(steg_arena *arena, int low, int high, steg_age_band *ret_band) {
  steg_age_band band = {.low = low, .high = high};
  if (high > 0 && low > 0) {
    band.id = steg_arena_printf(arena, "%d-%d", low, high);
    band.label = steg_arena_printf(arena, "%d–%d år", low, high);
  } else if (low > 0) {
    band.id = steg_arena_printf(arena, "%d-", low);
    band.label = steg_arena_printf(arena, "%d år och äldre", low);
  } else {
    band.id = steg_arena_printf(arena, "-%d", high);
    band.label = steg_arena_printf(arena, "högst %d år", high);
  }
  *ret_band = band;
  return band.id && band.label ? 0 : -1;
}

static int read_bands(const steg_tree *list, steg_arena *arena, steg_settings *settings, steg_error *err) {
  size_t count = list ? steg_tree_size(list) : sizeof default_bands / sizeof default_bands[0];
  if (list && steg_tree_kind_of(list) != STEG_TREE_LIST)
    return fault(err, "stegvis.lua: age_bands: expected a list of {low, high}");
  steg_age_band *bands = steg_arena_array(arena, count ? count : 1, sizeof *bands);
  if (!bands)
    return steg_error_memory(err);
  int previous = 0;
  for (size_t i = 0; i < count; i++) {
    const steg_tree *pair = list ? steg_tree_at(list, i) : NULL;
    int low = list ? (int)steg_tree_get_integer(steg_tree_at(pair, 0), -1) : default_bands[i][0];
    int high = list ? (int)steg_tree_get_integer(steg_tree_at(pair, 1), -1) : default_bands[i][1];
    if (list && (steg_tree_kind_of(pair) != STEG_TREE_LIST || steg_tree_size(pair) != 2))
      return fault(err, "stegvis.lua: age_bands: expected a list of {low, high}");
    if (low < 0 || high < 0 || low > 120 || high > 120 || (high && high < low) || low <= previous || (!low && !high))
      return fault(err,
                   "stegvis.lua: age_bands: expected rising, separate bands of years between 1 and 120 (0 = open)");
    previous = high ? high : 120;
    if (make_band(arena, low, high, &bands[i]) < 0)
      return steg_error_memory(err);
  }
  settings->age_bands = bands;
  settings->age_band_count = count;
  return 0;
}

static int read_pairing(const steg_tree *map, steg_pairing_rule *rule, steg_error *err) {
  static const char *const names[] = {"before", "after", "end_after", "apart"};
  int *const fields[] = {&rule->baseline_before_days, &rule->baseline_after_days, &rule->end_after_days,
                         &rule->apart_days};
  if (!map)
    return 0;
  for (size_t i = 0; i < steg_tree_size(map); i++) {
    const char *key = steg_tree_key_at(map, i);
    size_t j = 0;
    while (j < 4 && (!key || strcmp(names[j], key) != 0))
      j++;
    int64_t days = steg_tree_get_integer(steg_tree_at(map, i), -1);
    if (j == 4 || days < 0 || days > 1000)
      return fault(err, "stegvis.lua: pairing: expected days 0..1000 named before, after, end_after, apart");
    *fields[j] = (int)days;
  }
  return 0;
}

/* One choice among words; *ret is left alone when the field is not there. */
static int read_word(const steg_tree *tree, const char *field, const char *const *words, int *ret, steg_error *err) {
  const steg_tree *node = steg_tree_get(tree, field);
  if (!node)
    return 0;
  const char *text = steg_tree_get_text(node);
  for (int i = 0; text && words[i]; i++)
    if (!strcmp(words[i], text)) {
      *ret = i;
      return 0;
    }
  return steg_error_set(err, STEG_ERROR_SCRIPT, "stegvis.lua: %s: expected \"%s\" or \"%s\"", field, words[0],
                        words[1]);
}

int steg_settings_read(const steg_tree *tree, steg_arena *arena, steg_settings *ret_settings, steg_error *err) {
  static const char *const known[] = {"api",     "federation", "lang",      "k",     "age_bands",       "pairing",
                                      "century", "decimal",    "thousands", "theme", "retention_months"};
  static const char *const langs[] = {"sv", "en", NULL};
  static const char *const centuries[] = {"full", "sign", NULL};
  static const char *const decimals[] = {"comma", "point", NULL};
  static const char *const thousands[] = {"space", "dot", NULL};
  if (tree && steg_tree_kind_of(tree) != STEG_TREE_MAP)
    return steg_error_set(err, STEG_ERROR_SCRIPT, "stegvis.lua: must return a table");
  for (size_t i = 0; i < steg_tree_size(tree); i++) {
    const char *key = steg_tree_key_at(tree, i);
    size_t j = 0;
    while (j < sizeof known / sizeof known[0] && strcmp(known[j], key) != 0)
      j++;
    if (j == sizeof known / sizeof known[0]) {
      const char *near = steg_text_nearest(key, known, sizeof known / sizeof known[0]);
      if (near)
        return steg_error_set(err, STEG_ERROR_SCRIPT, "stegvis.lua: %s: no such setting; did you mean %s?", key, near);
      return steg_error_set(err, STEG_ERROR_SCRIPT, "stegvis.lua: %s: no such setting", key);
    }
  }
  int64_t api = steg_tree_get_integer(steg_tree_get(tree, "api"), tree ? 0 : 1);
  if (api != 1)
    return fault(err, "stegvis.lua: api: expected 1");

  int lang = 0, century = 0, decimal = 0, thousand = 0;
  if (read_word(tree, "lang", langs, &lang, err) < 0 || read_word(tree, "century", centuries, &century, err) < 0 ||
      read_word(tree, "decimal", decimals, &decimal, err) < 0 ||
      read_word(tree, "thousands", thousands, &thousand, err) < 0)
    return -1;
  int64_t k = steg_tree_get_integer(steg_tree_get(tree, "k"), 5);
  if (k < 5 || k > 10)
    return fault(err, "stegvis.lua: k: expected a whole number from 5 to 10");

  int64_t retention = steg_tree_get_integer(steg_tree_get(tree, "retention_months"), 0);
  if (retention < 0 || retention > 1200 || (steg_tree_get(tree, "retention_months") && !retention))
    return fault(err, "stegvis.lua: retention_months: expected a whole number of months from 1 to 1200");

  steg_settings settings = {
      .federation = steg_arena_text(arena, steg_tree_get_text(steg_tree_get(tree, "federation"))),
      .lang = lang ? STEG_LANG_EN : STEG_LANG_SV,
      .public_k = (unsigned)k,
      .retention_months = (unsigned)retention,
      .pairing = steg_pairing_default,
      .century_by_sign = century == 1,
      .thousands_dot = thousand == 1,
      .decimal_mark = decimal ? '.' : ',',
      .theme = steg_theme_default,
  };
  if (read_bands(steg_tree_get(tree, "age_bands"), arena, &settings, err) < 0 ||
      read_pairing(steg_tree_get(tree, "pairing"), &settings.pairing, err) < 0)
    return -1;
  const steg_tree *theme = steg_tree_get(tree, "theme");
  if (theme && steg_theme_read(theme, &settings.theme, err) < 0)
    return steg_error_prefix(err, "%s", "stegvis.lua: theme");
  *ret_settings = settings;
  return 0;
}
