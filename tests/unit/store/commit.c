/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static const char A[] = "189001019802"; /* born 1890 */
static const char B[] = "189002019801";

static void inserts_updates_and_leaves_alone(void **state) {
  fixture *f = *state;
  const fixture_row first[] = {{A, .date = "2024-01-10", .role = 0, .scale = 2, .text = "ett"},
                               {A, .date = "2024-01-10", .role = 1, .scale = 1},
                               {"K-17", .date = "2024-02-01", .role = 0, .scale = -1, .number = 0.1}};
  const fixture_row second[] = {{A, .date = "2024-01-10", .role = 0, .scale = 3, .text = "ett"},
                                {A, .date = "2024-04-10", .role = 0, .scale = 3}};
  steg_commit_result result = FIXTURE_COMMIT(f, &f->kort, first);
  assert_int_equal(result.batch, 1);
  assert_int_equal(result.inserted, 3);
  assert_int_equal(result.derived, 2);
  result = FIXTURE_COMMIT(f, &f->kort, first);
  assert_int_equal(result.batch, 0);
  assert_int_equal(result.unchanged, 3);
  assert_int_equal(result.inserted + result.updated + result.derived, 0);
  result = FIXTURE_COMMIT(f, &f->kort, second);
  assert_int_equal(result.batch, 2);
  assert_int_equal(result.inserted, 1);
  assert_int_equal(result.updated, 1);
  assert_int_equal(result.updated_lines[0], 2);
  assert_int_equal(result.derived, 0);
  fixture_expect(f->path, "SELECT _replaced_by, _role, date, ord, _batch FROM replaced_kort", "2|1|2|ett|1\n");
  fixture_expect(f->path, "SELECT _role, date(_date * 86400, 'unixepoch'), date, ord, tal, _batch FROM answers_kort ORDER BY 2, 1, 3",
                 "1|2024-01-10|3|ett||2\n2|2024-01-10|1|||1\n1|2024-02-01|-1||0.1|1\n1|2024-04-10|3|||2\n");
}

static void views_say_it_in_words(void **state) {
  fixture *f = *state;
  const fixture_row rows[] = {{B, .date = "2024-03-01", .role = 1, .scale = 3, .sex = STEG_SEX_WOMAN, .coach = "c7", .occasion = STEG_OCCASION_START, .income = 40}};
  FIXTURE_COMMIT(f, &f->kort, rows);
  fixture_expect(f->path, "SELECT _initiative, _date, _role, _occasion, _sex, _coach, date, inkomst__lon, _municipality FROM view_kort",
                 "jobbsam|2024-03-01|Coach|start|kvinna|c7|Hög's|40|\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(inserts_updates_and_leaves_alone, fixture_setup, fixture_teardown),
      cmocka_unit_test_setup_teardown(views_say_it_in_words, fixture_setup, fixture_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
