/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every defect alone: a sound instrument is copied, one thing in it is broken, and exactly that must be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/text.h"
#include "instrument/checker.h"
#include "instrument/rows.h"
#include <math.h>
#include <string.h>

#define SOUND_EXPORT static
#include "../../plugins/sound.h"

/* Rows of the copy lie in the test's own arena, so that they may be written. */
#define SCALE(n) ((steg_scale *)(void *)form->scales.rows)[n]
#define LEVEL(s, n) ((steg_level *)(void *)form->scales.rows[s].levels.rows)[n]
#define GROUP(s, n) ((steg_level_group *)(void *)form->scales.rows[s].groups.rows)[n]
#define ROLE(n) ((steg_role *)(void *)form->roles.rows)[n]
#define ITEM(n) ((steg_item *)(void *)form->items.rows)[n]
#define COLUMN(n) ((steg_column *)(void *)form->columns.rows)[n]
#define CHECK(n) ((steg_check *)(void *)form->checks.rows)[n]
#define INDEX(n) ((steg_index *)(void *)form->indexes.rows)[n]
#define WALK(n) ((steg_crosswalk *)(void *)form->crosswalk.rows)[n]

static int no_score(const steg_record *record, uint32_t index, double *ret_value, const steg_services *services,
                    void *sink) {
  (void)record, (void)index, (void)ret_value, (void)services, (void)sink;
  return 1;
}

/* name, what is broken, the code that must be found, the place, and how many findings there are in all */
#define DEFECTS(ROW)                                                                                                   \
  ROW(sound, (void)form, NULL, NULL, 0)                                                                                \
  ROW(magic, form->head.magic = 1, "D_HEAD_MAGIC", "head", 1)                                                          \
  ROW(major, form->head.major++, "D_HEAD_MAJOR", "head", 1)                                                            \
  ROW(minor, form->head.minor++, "D_HEAD_MINOR", "head", 1)                                                            \
  ROW(size, form->head.size--, "D_HEAD_SIZE", "head", 1)                                                               \
  ROW(row_size, form->checks.row_size += 4, "D_ROW_SIZE", "checks", 1)                                                 \
  ROW(level_size, SCALE(1).levels.row_size = 1, "D_ROW_SIZE", "scales[1] income / levels", 1)                          \
  ROW(null_table, form->roles.rows = NULL, "D_TABLE_NULL", "roles", 1)                                                 \
  ROW(null_scales, form->scales.rows = NULL, "D_TABLE_NULL", "scales", 1)                                              \
  ROW(long_table, form->items.count = 5001, "D_TABLE_LONG", "items", 1)                                                \
  ROW(id_null, form->id = NULL, "D_ID_MISSING", "instrument", 1)                                                       \
  ROW(id_empty, form->id = "", "D_ID", "instrument", 1)                                                                \
  ROW(id_long, form->id = "a1234567890123456789012345678901234567890", "D_ID", "instrument", 1)                        \
  ROW(id_digit, form->id = "1a", "D_ID", "instrument", 1)                                                              \
  ROW(version_null, form->version = NULL, "D_TEXT_MISSING", "instrument", 1)                                           \
  ROW(version_space, form->version = "2 b", "D_VERSION", "instrument", 1)                                              \
  ROW(title_null, form->title_sv = NULL, "D_TEXT_MISSING", "instrument", 1)                                            \
  ROW(owner_empty, form->owner = "", "D_TEXT_MISSING", "instrument", 1)                                                \
  ROW(licence_blank, form->licence = "  ", "D_TEXT_MISSING", "instrument", 1)                                          \
  ROW(source_null, form->source = NULL, "D_TEXT_MISSING", "instrument", 1)                                             \
  ROW(provenance_null, form->provenance = NULL, "D_TEXT_MISSING", "instrument", 1)                                     \
  ROW(title_latin1, form->title_en = "caf\xE9", "D_TEXT_UTF8", "instrument", 1)                                        \
  ROW(title_tab, form->title_sv = "a\tb", "D_TEXT_CONTROL", "instrument", 1)                                           \
  ROW(kind_zero, form->kind = 0, "D_ENUM", "instrument", 1)                                                            \
  ROW(kind_high, form->kind = 6, "D_ENUM", "instrument", 1)                                                            \
  ROW(months, form->retention_months = 1201, "D_MONTHS", "instrument", 1)                                              \
  ROW(score_unused, form->score = no_score, "D_SCORE_UNUSED", "instrument", 1)                                         \
  ROW(scale_id, SCALE(1).id = "Income", "D_ID", "scales[1] Income", 3)                                                 \
  ROW(scale_twice, SCALE(1).id = "steps", "D_ID_TWICE", "scales[1] steps", 4)                                          \
  ROW(scale_ordered, SCALE(0).ordered = 2, "D_FLAG", "scales[0] steps", 1)                                             \
  ROW(scale_better, SCALE(0).better = 0, "D_ENUM", "scales[0] steps", 1)                                               \
  ROW(scale_better_unordered, SCALE(1).better = STEG_BETTER_UP, "D_SCALE_BETTER", "scales[1] income", 1)               \
  ROW(scale_short, SCALE(1).levels.count = 1, "D_SCALE_SHORT", "scales[1] income", 1)                                  \
  ROW(scale_neutral, LEVEL(0, 0).kind = STEG_LEVEL_NEUTRAL, "D_SCALE_NEUTRAL", "scales[0] steps", 1)                   \
  ROW(scale_missing, SCALE(0).missing = "Ej svar|JÄMT", "D_SCALE_MISSING", "scales[0] steps", 1)                       \
  ROW(scale_missing_first, SCALE(0).missing = "aldrig", "D_SCALE_MISSING", "scales[0] steps", 1)                       \
  ROW(level_code_null, LEVEL(1, 2).code = NULL, "D_ID_MISSING", "scales[1] income / levels[2]", 1)                     \
  ROW(level_code_twice, LEVEL(1, 2).code = "sickness", "D_ID_TWICE", "scales[1] income / levels[2] sickness", 2)       \
  ROW(level_label, LEVEL(1, 2).label_sv = NULL, "D_TEXT_MISSING", "scales[1] income / levels[2] other", 1)             \
  ROW(level_kind, LEVEL(1, 2).kind = 0, "D_ENUM", "scales[1] income / levels[2] other", 1)                             \
  ROW(level_positive, LEVEL(1, 2).positive = 7, "D_FLAG", "scales[1] income / levels[2] other", 1)                     \
  ROW(level_negative, LEVEL(1, 2).value = -3, "D_LEVEL_VALUE", "scales[1] income / levels[2] other", 1)                \
  ROW(level_twice, LEVEL(1, 2).value = 2, "D_LEVEL_TWICE", "scales[1] income / levels[2] other", 1)                    \
  ROW(level_twice_ordered, LEVEL(0, 1).value = 3, "D_LEVEL_TWICE", "scales[0] steps / levels[2] always", 1)             \
  ROW(level_twice_first, LEVEL(1, 2).value = 1, "D_LEVEL_TWICE", "scales[1] income / levels[2] other", 1)              \
  ROW(spelling_zero, LEVEL(1, 0).value = 0; LEVEL(1, 2).aliases = "0", "D_LEVEL_SPELLING",                             \
      "scales[1] income / levels[2] other", 1)                                                                         \
  ROW(off_scale_low, LEVEL(0, 3).value = -100, "D_LEVEL_OFF_SCALE", "scales[0] steps / levels[3] cannot", 1)           \
  ROW(off_scale_zero, LEVEL(0, 3).value = 0, "D_LEVEL_OFF_SCALE", "scales[0] steps / levels[3] cannot", 1)             \
  ROW(off_scale_positive, LEVEL(0, 3).positive = 1, "D_LEVEL_POSITIVE", "scales[0] steps / levels[3] cannot", 1)       \
  ROW(spelling, LEVEL(1, 2).aliases = "Övrigt|LÖN", "D_LEVEL_SPELLING", "scales[1] income / levels[2] other", 1)       \
  ROW(spelling_number, LEVEL(1, 2).aliases = "1", "D_LEVEL_SPELLING", "scales[1] income / levels[2] other", 1)         \
  ROW(group_unknown, LEVEL(1, 2).group = "none", "D_GROUP_UNKNOWN", "scales[1] income / levels[2] other", 1)           \
  ROW(group_id, GROUP(1, 1).id = "", "D_ID", "scales[1] income / groups[1]", 2)                                        \
  ROW(group_label, GROUP(1, 1).label_sv = NULL, "D_TEXT_MISSING", "scales[1] income / groups[1] public", 1)            \
  ROW(role_id, ROLE(1).id = "deltagare", "D_ID_TWICE", "roles[1] deltagare", 4)                                        \
  ROW(role_label, ROLE(1).label_sv = NULL, "D_TEXT_MISSING", "roles[1] coach", 1)                                      \
  ROW(role_spelling, ROLE(1).aliases = "participant", "D_ROLE_SPELLING", "roles[1] coach", 1)                          \
  ROW(no_items, form->items.count = 0, "D_NO_ITEMS", "items", 0)                                                       \
  ROW(item_id_double, ITEM(10).id = "en__ded", "D_ITEM_ID", "items[10] en__ded", 0)                                    \
  ROW(item_id_twice, ITEM(10).id = "began", "D_ID_TWICE", "items[10] began", 0)                                        \
  ROW(item_text, ITEM(0).text_sv = NULL, "D_TEXT_MISSING", "items[0] q1", 1)                                           \
  ROW(item_label, ITEM(0).label_en = "\xFF", "D_TEXT_UTF8", "items[0] q1", 1)                                          \
  ROW(item_topic, ITEM(0).topic = "Two words", "D_ID", "items[0] q1", 1)                                               \
  ROW(item_type, ITEM(11).type = 0, "D_ENUM", "items[11] words", 1)                                                    \
  ROW(item_type_high, ITEM(11).type = 9, "D_ENUM", "items[11] words", 1)                                               \
  ROW(item_sensitivity, ITEM(0).sensitivity = 0, "D_ENUM", "items[0] q1", 1)                                           \
  ROW(item_scale_none, ITEM(4).scale = NULL, "D_ITEM_SCALE", "items[4] c1", 2)                                         \
  ROW(item_scale_unknown, ITEM(1).scale = "stepz", "D_ITEM_SCALE", "items[1] q2", 1)                                   \
  ROW(item_scale_needless, ITEM(7).scale = "steps", "D_ITEM_SCALE", "items[7] days", 1)                                \
  ROW(item_scale_order, ITEM(5).type = STEG_ITEM_SCALE, "D_ITEM_ORDER", "items[5] main_income", 1)                     \
  ROW(item_multi, LEVEL(1, 2).kind = STEG_LEVEL_OFF_SCALE;                                                             \
      LEVEL(1, 2).value = -1, "D_ITEM_MULTI", "items[6] incomes", 1)                                                   \
  ROW(item_roles, ITEM(0).roles = "deltagare  chef", "D_ROLE_UNKNOWN", "items[0] q1", 1)                               \
  ROW(item_occasion, ITEM(0).occasions = "start slut", "D_ITEM_OCCASION", "items[0] q1", 1)                            \
  ROW(item_positive, ITEM(0).positive = "always never2", "D_ITEM_POSITIVE", "items[0] q1", 1)                          \
  ROW(item_positive_off, ITEM(0).positive = "cannot", "D_ITEM_POSITIVE", "items[0] q1", 1)                             \
  ROW(item_positive_none, ITEM(7).positive = "always", "D_ITEM_POSITIVE", "items[7] days", 1)                          \
  ROW(item_required, ITEM(0).required = 2, "D_FLAG", "items[0] q1", 1)                                                 \
  ROW(item_placeholder, ITEM(0).placeholder = 3, "D_FLAG", "items[0] q1", 1)                                           \
  ROW(item_extent, ITEM(0).extent = 1, "D_ITEM_EXTENT", "items[0] q1", 1)                                              \
  ROW(item_reversed, ITEM(7).reversed = 1, "D_ITEM_REVERSED", "items[7] days", 1)                                      \
  ROW(item_after, ITEM(9).after = "ended", "D_ITEM_AFTER", "items[9] began", 1)                                        \
  ROW(item_mirrors, ITEM(4).mirrors = "q9", "D_ITEM_UNKNOWN", "items[4] c1", 1)                                        \
  ROW(item_mirrors_self, ITEM(4).mirrors = "c1", "D_ITEM_SELF", "items[4] c1", 1)                                      \
  ROW(item_mirrors_other, ITEM(4).mirrors = "main_income", "D_ITEM_PARTNER", "items[4] c1", 1)                         \
  ROW(item_goal_other, ITEM(3).goal_of = "days", "D_ITEM_PARTNER", "items[3] q1_goal", 1)                              \
  ROW(item_nan, ITEM(7).low = (double)NAN, "D_REAL", "items[7] days", 1)                                               \
  ROW(item_range, ITEM(7).low = 40, "D_ITEM_RANGE", "items[7] days", 1)                                                \
  ROW(item_unit, ITEM(8).unit = "kr", "D_ITEM_NUMBER", "items[8] share", 1)                                            \
  ROW(item_limits, ITEM(8).high = 50, "D_ITEM_NUMBER", "items[8] share", 1)                                            \
  ROW(item_column, COLUMN(18).target = STEG_COLUMN_IGNORE;                                                             \
      COLUMN(18).item = NULL, "D_ITEM_COLUMN", "items[11] words", 1)                                                   \
  ROW(column_header, COLUMN(1).header = NULL, "D_TEXT_MISSING", "columns[1]", 1)                                       \
  ROW(column_twice, COLUMN(1).header = "Person-nummer", "D_COLUMN_HEADER", "columns[1] Person-nummer", 1)              \
  ROW(column_alias, COLUMN(2).aliases = "Dag|insats", "D_COLUMN_HEADER", "columns[2] Datum", 1)                        \
  ROW(column_target, COLUMN(20).target = 0, "D_ENUM", "columns[20] Anteckning", 1)                                     \
  ROW(column_item, COLUMN(20).target = STEG_COLUMN_ITEM;                                                               \
      COLUMN(20).item = "note", "D_ITEM_UNKNOWN", "columns[20] Anteckning", 1)                                         \
  ROW(column_needless, COLUMN(2).item = "q1", "D_COLUMN_ITEM", "columns[2] Datum", 1)                                  \
  ROW(column_extent, COLUMN(13).item = "days", "D_COLUMN_EXTENT", "columns[13] Inkomster omfattning", 1)               \
  ROW(column_no_attribute, COLUMN(4).attribute = 0, "D_ENUM", "columns[4] Kön", 1)                                     \
  ROW(column_attribute, COLUMN(2).attribute = STEG_ATTRIBUTE_SEX, "D_COLUMN_ATTRIBUTE", "columns[2] Datum", 1)         \
  ROW(column_role, COLUMN(10).role = "chef", "D_ROLE_UNKNOWN", "columns[10] Coach 1", 1)                               \
  ROW(column_occasion, COLUMN(6).occasion = 5, "D_ENUM", "columns[6] Fråga 1 start", 1)                                \
  ROW(column_required, COLUMN(0).required = 2, "D_FLAG", "columns[0] Deltagare", 1)                                    \
  ROW(column_same_place, COLUMN(6).occasion = 0, "D_COLUMN_TWICE", "columns[6] Fråga 1 start", 1)                      \
  ROW(column_by_role, COLUMN(20).target = STEG_COLUMN_ITEM; COLUMN(20).item = "q3"; COLUMN(20).role = "coach", NULL,   \
      NULL, 0)                                                                                                         \
  ROW(column_no_extent, ITEM(6).extent = 0, "D_COLUMN_EXTENT", "columns[13] Inkomster omfattning", 2)                  \
  ROW(column_period, COLUMN(20).target = STEG_COLUMN_PERIOD, "D_COLUMN_PERIOD", "columns[20] Anteckning", 1)           \
  ROW(column_person, COLUMN(0).target = STEG_COLUMN_IGNORE, "D_COLUMN_PERSON", "columns", 1)                           \
  ROW(column_date, COLUMN(2).target = STEG_COLUMN_IGNORE, "D_COLUMN_DATE", "columns", 1)                               \
  ROW(column_anonymous, form->kind = STEG_KIND_ANONYMOUS;                                                              \
      ITEM(3).goal_of = NULL, "D_COLUMN_ANONYMOUS", "columns[0] Deltagare", 2)                                         \
  ROW(column_start, form->kind = STEG_KIND_REGISTER, "D_COLUMN_START", "columns", 1)                                   \
  ROW(goal_anonymous, form->kind = STEG_KIND_ANONYMOUS, "D_ITEM_GOAL", "items[3] q1_goal", 3)                          \
  ROW(check_id, CHECK(1).id = "days_odd", "D_ID_TWICE", "checks[1] days_odd", 1)                                       \
  ROW(check_kind, CHECK(0).kind = 7, "D_ENUM", "checks[0] days_odd", 1)                                                \
  ROW(check_severity, CHECK(0).severity = 0, "D_ENUM", "checks[0] days_odd", 1)                                        \
  ROW(check_message, CHECK(0).message_sv = NULL, "D_TEXT_MISSING", "checks[0] days_odd", 1)                            \
  ROW(check_item, CHECK(0).item = NULL, "D_ITEM_UNKNOWN", "checks[0] days_odd", 1)                                     \
  ROW(check_range, CHECK(0).high = 0, "D_RANGE", "checks[0] days_odd", 1)                                              \
  ROW(check_infinite, CHECK(0).high = (double)INFINITY, "D_REAL", "checks[0] days_odd", 1)                             \
  ROW(check_range_type, CHECK(0).item = "words", "D_CHECK_TYPE", "checks[0] days_odd", 1)                              \
  ROW(check_dates, CHECK(1).other = "days", "D_CHECK_TYPE", "checks[1] date_order", 1)                                 \
  ROW(check_level, CHECK(2).text = "salary", "D_CHECK_LEVEL", "checks[2] days_needed", 1)                              \
  ROW(check_other, CHECK(2).other = "days", "D_CHECK_TYPE", "checks[2] days_needed", 1)                                \
  ROW(check_sum, CHECK(3).item = "main_income", "D_CHECK_TYPE", "checks[3] income_sum", 1)                             \
  ROW(check_line_short, CHECK(4).text = "q1 q3", "D_CHECK_LINE", "checks[4] same_answer", 1)                           \
  ROW(check_line_type, CHECK(4).text = "q1 q3 days", "D_CHECK_TYPE", "checks[4] same_answer", 1)                       \
  ROW(check_line_item, CHECK(4).text = "q1 q3 q1_goal q7", "D_ITEM_UNKNOWN", "checks[4] same_answer", 1)               \
  ROW(check_after_check, CHECK(0).kind = 7; CHECK(3).item = "main_income", "D_CHECK_TYPE", "checks[3] income_sum", 2)  \
  ROW(index_id, INDEX(0).id = "days", "D_ID_TWICE", "indexes[0] days", 1)                                              \
  ROW(index_label, INDEX(0).label_sv = NULL, "D_TEXT_MISSING", "indexes[0] wellbeing", 1)                              \
  ROW(index_kind, INDEX(0).kind = 0, "D_ENUM", "indexes[0] wellbeing", 1)                                              \
  ROW(index_better, INDEX(0).better = 0, "D_ENUM", "indexes[0] wellbeing", 1)                                          \
  ROW(index_item, INDEX(0).items = "q1 q8", "D_ITEM_UNKNOWN", "indexes[0] wellbeing", 1)                               \
  ROW(index_empty, INDEX(0).items = NULL, "D_INDEX_EMPTY", "indexes[0] wellbeing", 1)                                  \
  ROW(index_type, INDEX(0).items = "q1 began", "D_INDEX_TYPE", "indexes[0] wellbeing", 1)                              \
  ROW(index_minimum, INDEX(0).minimum_answered = 3, "D_INDEX_MINIMUM", "indexes[0] wellbeing", 1)                      \
  ROW(index_minimum_zero, INDEX(0).minimum_answered = 0, "D_INDEX_MINIMUM", "indexes[0] wellbeing", 1)                 \
  ROW(index_limits, INDEX(0).high = 1, "D_RANGE", "indexes[0] wellbeing", 1)                                           \
  ROW(index_reach, INDEX(0).kind = STEG_INDEX_SUM, "D_INDEX_RANGE", "indexes[0] wellbeing", 1)                         \
  ROW(index_reach_low, INDEX(0).low = 1.5, "D_INDEX_RANGE", "indexes[0] wellbeing", 1)                                 \
  ROW(index_multiplier, INDEX(0).multiplier = 2, "D_INDEX_RANGE", "indexes[0] wellbeing", 1)                           \
  ROW(index_sign, INDEX(0).multiplier = -1, "D_INDEX_SIGN", "indexes[0] wellbeing", 1)                                 \
  ROW(index_custom, INDEX(0).kind = STEG_INDEX_CUSTOM, "D_SCORE_MISSING", "indexes[0] wellbeing", 1)                   \
  ROW(walk_version, WALK(0).from_version = "2", "D_CROSSWALK_VERSION", "crosswalk[0] q1", 1)                           \
  ROW(walk_no_version, WALK(0).from_version = NULL, "D_TEXT_MISSING", "crosswalk[0] q1", 1)                            \
  ROW(walk_item, WALK(1).item = "q4", "D_ITEM_UNKNOWN", "crosswalk[1] q4", 1)                                          \
  ROW(walk_twice, WALK(1).item = "q1", "D_CROSSWALK_TWICE", "crosswalk[1] q1", 1)                                      \
  ROW(walk_kind, WALK(1).kind = 0, "D_ENUM", "crosswalk[1] q3", 1)                                                     \
  ROW(walk_from, WALK(1).from_item = "Q 4", "D_ID", "crosswalk[1] q3", 1)                                              \
  ROW(walk_no_recode, WALK(0).recode = NULL, "D_CROSSWALK_RECODE", "crosswalk[0] q1", 1)                               \
  ROW(walk_recode_blank, WALK(0).recode = " ", "D_CROSSWALK_RECODE", "crosswalk[0] q1", 1)                             \
  ROW(walk_recode_words, WALK(0).recode = "1=1 2:2", "D_CROSSWALK_RECODE", "crosswalk[0] q1", 1)                       \
  ROW(walk_recode_value, WALK(0).recode = "1=1 2=9", "D_CROSSWALK_RECODE", "crosswalk[0] q1", 1)                       \
  ROW(walk_recode_needless, WALK(1).recode = "1=1", "D_CROSSWALK_RECODE", "crosswalk[1] q3", 1)

#define BREAK(name, broken, code, place, count)                                                                        \
  static void break_##name(steg_instrument *form) {                                                                    \
    broken;                                                                                                            \
  }
DEFECTS(BREAK)

typedef struct defect_row {
  const char *name;
  void (*apply)(steg_instrument *form);
  const char *code;
  const char *place;
  size_t count; /* 0 with a code: others follow from it */
} defect_row;

#define TABLE_ROW(name, broken, code, place, count) {#name, break_##name, code, place, count},
static const defect_row defects_to_find[] = {DEFECTS(TABLE_ROW)};

/* What is wrong with the finding, as words; NULL when it is as it should be. */
static const char *judge(const defect_row *row, const steg_defects *defects) {
  if (!row->code)
    return defects->count ? "found something in a sound instrument" : NULL;
  if (row->count && defects->count != row->count)
    return "not that many findings";
  bool found = false;
  size_t errors = 0;
  for (size_t i = 0; i < defects->count; i++) {
    const steg_defect *defect = &defects->rows[i];
    size_t size = strlen(defect->found);
    found = found || (!strcmp(defect->code, row->code) && !strcmp(defect->place, row->place));
    errors += defect->severity == STEG_SEVERITY_ERROR;
    if (size < 10 || defect->found[size - 1] != '.' || strlen(defect->mend) < 5)
      return "a finding is no sentence, or does not say what to do";
    if (steg_text_valid(defect->found, size) < size ||
        steg_text_valid(defect->place, strlen(defect->place)) < strlen(defect->place))
      return "a finding is not UTF-8";
  }
  if (errors != defects->errors)
    return "errors are counted wrong";
  return found ? NULL : "not found, or at another place";
}

static void test_each_defect(void **state) {
  (void)state;
  unsigned wrong = 0;
  for (size_t i = 0; i < sizeof defects_to_find / sizeof defects_to_find[0]; i++) {
    steg_arena *arena = steg_arena_new(0);
    steg_instrument *form = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, arena);
    assert_non_null(form);
    defects_to_find[i].apply(form);
    steg_defects defects = {0};
    assert_int_equal(steg_checker_run(form, arena, &defects), 0);
    const char *fault = judge(&defects_to_find[i], &defects);
    if (fault)
      print_error("%s: %s (%zu findings)\n", defects_to_find[i].name, fault, defects.count);
    for (size_t d = 0; fault && d < defects.count; d++)
      print_error("    %s at %s: %s\n", defects.rows[d].code, defects.rows[d].place, defects.rows[d].found);
    wrong += fault != NULL;
    steg_arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

/* Warnings let the instrument through, and findings are added to those that are there. */
static void test_severity(void **state) {
  (void)state;
  steg_arena *arena = steg_arena_new(0);
  steg_instrument *form = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, arena);
  form->score = no_score;
  steg_defects defects = {0};
  assert_int_equal(steg_checker_run(form, arena, &defects), 0);
  assert_int_equal(defects.errors, 0);
  for (int i = 0; i < 40; i++) /* beyond the first room for findings */
    assert_int_equal(steg_checker_run(form, arena, &defects), 0);
  assert_int_equal(defects.count, 41);
  for (size_t i = 0; i < defects.count; i++)
    assert_string_equal(defects.rows[i].code, "D_SCORE_UNUSED");
  steg_arena_free(arena);
}

/* Whatever the room, it either finds the defect or says that memory is out. */
static void test_memory(void **state) {
  (void)state;
  steg_arena *source = steg_arena_new(0);
  steg_instrument *form = (steg_instrument *)(void *)steg_rows_copy(&stegvis_instrument, source);
  form->owner = "";
  unsigned failures = 0, successes = 0;
  for (size_t room = 512; room < 40000; room += 64) {
    steg_arena *arena = steg_arena_new(room);
    steg_defects defects = {0};
    int result = arena ? steg_checker_run(form, arena, &defects) : -1;
    if (!result)
      assert_int_equal(defects.errors, 1);
    failures += result != 0;
    successes += result == 0;
    steg_arena_free(arena);
  }
  assert_true(failures > 0 && successes > 0);
  steg_arena_free(source);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_defect), cmocka_unit_test(test_severity),
                                     cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
