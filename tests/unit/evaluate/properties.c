/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold whatever the people are: drawn worlds of 300 participations and about 1 200 responses, evaluated under every
 * measure. Sums close, groups add up to the whole, and the order and numbers of the store's rows change nothing.
 */
#include "people.h"

enum { WORLDS = 6, PARTICIPATIONS = 300, REQUESTS = 6 };

static uint32_t seed;

static int draw(int below) {
  seed = seed * 1664525u + 1013904223u;
  return (int)((uint64_t)(seed >> 8) * (uint64_t)below >> 24);
}

static void date_text(char text[16], steg_date date) {
  int y, m, d;
  steg_date_split(date, &y, &m, &d);
  snprintf(text, 16, "%04d-%02d-%02d", y, m, d);
}

static void draw_card(size_t person, steg_date date, int role, int occasion) {
  char text[16];
  date_text(text, date);
  world_response *row = world_respond(the_world.card, person, text, role, occasion);
  if (role == 1) {
    world_set(row, "c1", 1 + draw(5));
    return;
  }
  static const int32_t q1[] = {1, 2, 3, 4, 5, 3, -1, INT32_MIN};
  world_set(row, "q1", q1[draw(8)]);
  world_set(row, "pain", draw(3));
  world_set(row, "kind", 1 + draw(3));
  if (draw(3) == 0)
    world_set(row, "q1_goal", 1 + draw(5));
}

static void draw_register(size_t person) {
  static const char *const incomes[] = {
      "", "lon 100", "sjukpenning 100", "sjukpenning 50 lon 50", "lon 0", "forsorjningsstod 75 sjukersattning 25"};
  world_response *row = world_respond(the_world.reg, person, "", -1, 0);
  world_set(row, "exit_reason", draw(12) ? 1 + draw(2) : 3);
  world_set(row, "education", 1 + draw(2));
  world_income(row, "income_before", incomes[draw(6)]);
  world_income(row, "income_after", incomes[draw(6)]);
}

static void draw_world(void) {
  for (int i = 0; i < PARTICIPATIONS; i++) {
    steg_date start = steg_date_make(2023, 6, 1) + draw(500);
    char from[16], to[16] = "";
    date_text(from, start);
    if (draw(4))
      date_text(to, start + 20 + draw(400));
    int person = draw(12) ? 1 + draw(200) : 0;
    size_t at = world_join(draw(2) ? ALFA : BETA, person, person ? from : "2024-01-01", person ? to : "",
                           (steg_sex)draw(5), draw(10) ? 1955 + draw(50) : 0);
    the_world.people[at].attributes.area = (steg_area)draw(3);
    if (!person)
      continue;
    draw_register(at);
    int forms = draw(6);
    for (int f = 0; f < forms; f++)
      draw_card(at, start - 40 + f * 80 + draw(40), 0, draw(6) ? 0 : 1 + draw(4));
    if (draw(3) == 0)
      draw_card(at, start + draw(30), 1, 0);
  }
}

static void make_requests(steg_request requests[REQUESTS], const char *by, steg_counted counted) {
  static const char *const measures[REQUESTS] = {"count", "flow", "distribution", "change", "income", "distribution"};
  static const char *const instruments[REQUESTS] = {NULL, "card", "card", "card", NULL, "reg"};
  for (size_t r = 0; r < REQUESTS; r++) {
    requests[r] = world_request(measures[r], instruments[r]);
    requests[r].cohort.initiatives = both_initiatives;
    requests[r].cohort.initiative_count = 2;
    requests[r].cohort.counted = counted;
    requests[r].by[0] = by;
    requests[r].by_count = by ? 1 : 0;
  }
  requests[2].occasion = "start";
}

static int64_t named(const steg_line *line, const char *name) {
  const steg_figure *figure = steg_figure_named(line, name);
  return figure && figure->kind == STEG_FIGURE_NUMBER ? figure->count : 0;
}

static void check_change(const steg_line *line) {
  int64_t paired = named(line, "paired"), sum = 0, before = 0;
  const steg_figure *better = world_figure(line, "better");
  if (better->kind == STEG_FIGURE_NUMBER)
    assert_int_equal(named(line, "better") + named(line, "same") + named(line, "worse"), paired);
  assert_int_equal(named(line, "same") + named(line, "changed"), paired);
  for (size_t c = 0; c < line->level_count * line->level_count; c++) {
    sum += line->matrix[c].count;
    assert_true(line->matrix[c].persons <= line->matrix[c].count);
    if (line->level_count == 5 && c / 5 >= 3) /* rows of the positive steps */
      before += line->matrix[c].count;
  }
  assert_int_equal(sum, paired);
  if (line->level_count == 5)
    assert_int_equal(before, named(line, "before_positive"));
  const steg_figure *base = world_figure(line, "paired");
  assert_int_equal(base->base, paired + base->missing);
  assert_true(base->persons <= base->count && named(line, "goal_reached") <= named(line, "goal_set"));
}

static void check_distribution(const steg_line *line, bool several) {
  const steg_figure *n = world_figure(line, "n");
  int64_t sum = 0;
  for (size_t s = 0; line->levels && s < line->level_count; s++)
    sum += line->levels[s].count;
  if (line->levels && !several)
    assert_int_equal(sum, n->count);
  assert_int_equal(n->base, n->count + named(line, "cannot_answer") + named(line, "missing") +
                                named(line, "not_asked") + named(line, "no_response"));
}

static void check_population(const steg_result *result) {
  static const char *const outside[] = {"registered_by_mistake", "no_start_date", "anonymous_period"};
  int64_t excluded = 0;
  for (size_t e = 0; e < result->how.exclusion_count; e++)
    excluded += result->how.exclusions[e].count;
  for (size_t o = 0; o < 3; o++)
    excluded -= world_excluded(result, outside[o]);
  if (result->paired.kind == STEG_FIGURE_NUMBER)
    assert_int_equal(result->registered.count, result->paired.count + excluded);
  else if (result->measured.kind == STEG_FIGURE_NUMBER)
    assert_int_equal(result->registered.count, result->measured.count + excluded);
}

static void check_result(const steg_request *request) {
  const steg_result *result = request->result;
  check_population(result);
  for (size_t l = 0; l < result->line_count; l++) {
    const steg_line *line = &result->lines[l];
    if (request->measure->kind == STEG_MEASURE_CHANGE)
      check_change(line);
    if (request->measure->kind == STEG_MEASURE_DISTRIBUTION)
      check_distribution(line, line->item >= 0 && result->instrument->items.rows[line->item].type == STEG_ITEM_MULTI);
    if (request->measure->kind == STEG_MEASURE_FLOW && !strcmp(line->key, "started")) {
      assert_int_equal(named(line, "count"), named(line + 1, "count") + named(line + 2, "count"));
      assert_true(named(line + 5, "count") <= named(line + 3, "count"));
      assert_true(named(line + 5, "count") <= named(line + 4, "count"));
    }
  }
}

/* Every count of everybody is the sum of the groups' counts, level by level and cell by cell. */
static void check_groups(const steg_result *result) {
  size_t groups = result->by[0].value_count + 1, per_group = result->line_count / groups;
  for (size_t n = 0; n < per_group; n++) {
    const steg_line *whole = &result->lines[n];
    for (size_t f = 0; f < whole->figure_count; f++) {
      const steg_figure *all = &whole->figures[f].figure;
      bool counts = all->unit == STEG_UNIT_COUNT ||
                    (all->unit == STEG_UNIT_SHARE && strcmp(whole->figures[f].name, "change_percent") != 0);
      int64_t sum = 0;
      for (size_t g = 1; g < groups; g++)
        sum += result->lines[g * per_group + n].figures[f].figure.count;
      if (counts && all->kind == STEG_FIGURE_NUMBER)
        assert_int_equal(sum, all->count);
    }
    for (size_t c = 0; c < (whole->matrix ? whole->level_count * whole->level_count : 0); c++) {
      int64_t sum = 0;
      for (size_t g = 1; g < groups; g++)
        sum += result->lines[g * per_group + n].matrix[c].count;
      assert_int_equal(sum, whole->matrix[c].count);
    }
    for (size_t s = 0; s < (whole->levels ? whole->level_count : 0); s++) {
      int64_t sum = 0;
      for (size_t g = 1; g < groups; g++)
        sum += result->lines[g * per_group + n].levels[s].count;
      assert_int_equal(sum, whole->levels[s].count);
    }
  }
}

static void test_sums(void **state) {
  for (uint32_t w = 1; w <= WORLDS; w++) {
    world_begin(state);
    seed = w;
    draw_world();
    static const char *const by[] = {"sex", "age_band", "area", "reg.education", "card.q1", "initiative"};
    for (size_t b = 0; b < sizeof by / sizeof by[0]; b++)
      for (int counted = STEG_COUNTED_PARTICIPATIONS; counted <= STEG_COUNTED_PERSONS; counted++) {
        steg_request requests[REQUESTS];
        make_requests(requests, by[b], (steg_counted)counted);
        world_evaluate(requests, REQUESTS, STEG_PROFILE_WORKING);
        for (size_t r = 0; r < REQUESTS; r++) {
          check_result(&requests[r]);
          check_groups(requests[r].result);
        }
        const steg_figure *registered = &requests[0].result->registered;
        if (counted == STEG_COUNTED_PERSONS)
          assert_int_equal(registered->count, registered->persons);
      }
    world_end(state);
  }
}

/* ---- the order of rows */

typedef struct flat {
  steg_figure *figures;
  size_t count;
} flat;

static void flatten(void *context, steg_line *line, steg_figure *figure) {
  (void)line;
  flat *all = context;
  all->figures = realloc(all->figures, (all->count + 1) * sizeof *all->figures);
  assert_non_null(all->figures);
  all->figures[all->count++] = *figure;
}

static bool same_real(double a, double b) {
  return (isnan(a) && isnan(b)) || a == b;
}

static void shuffle_store(void) {
  static int64_t ids[WORLD_PEOPLE + 1], persons[PARTICIPATIONS + 1];
  for (size_t i = 0; i < the_world.person_count; i++)
    ids[i] = (int64_t)i;
  for (size_t i = the_world.person_count; i-- > 1;) {
    size_t j = (size_t)draw((int)i + 1);
    int64_t swap = ids[i];
    ids[i] = ids[j];
    ids[j] = swap;
  }
  for (size_t i = 0; i <= PARTICIPATIONS; i++)
    persons[i] = i ? (int64_t)((i * 7919) % 100003) + 1 : 0;
  for (size_t i = 0; i < the_world.person_count; i++) {
    the_world.people[i].id = 1000 + ids[i];
    the_world.people[i].person = persons[the_world.people[i].person];
  }
  for (size_t r = 0; r < the_world.response_count; r++)
    the_world.responses[r].participation = 1000 + ids[the_world.responses[r].participation - 1];
}

static void test_order_of_rows(void **state) {
  for (uint32_t w = 1; w <= WORLDS; w++) {
    world_begin(state);
    seed = 100 + w;
    draw_world();
    flat before = {0}, after = {0};
    steg_request requests[REQUESTS];
    make_requests(requests, "sex", STEG_COUNTED_PARTICIPATIONS);
    world_evaluate(requests, REQUESTS, STEG_PROFILE_WORKING);
    for (size_t r = 0; r < REQUESTS; r++)
      steg_figure_each(requests[r].result, flatten, &before);
    shuffle_store();
    world_evaluate(requests, REQUESTS, STEG_PROFILE_WORKING);
    for (size_t r = 0; r < REQUESTS; r++)
      steg_figure_each(requests[r].result, flatten, &after);
    assert_int_equal(before.count, after.count);
    for (size_t f = 0; f < before.count; f++) {
      const steg_figure *a = &before.figures[f], *b = &after.figures[f];
      if (a->kind != b->kind || a->count != b->count || a->base != b->base || a->missing != b->missing ||
          a->persons != b->persons || a->base_persons != b->base_persons || !same_real(a->value, b->value) ||
          !same_real(a->low, b->low) || !same_real(a->high, b->high))
        fail_msg("world %u, figure %zu differs", w, f);
    }
    free(before.figures);
    free(after.figures);
    world_end(state);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sums),
      cmocka_unit_test(test_order_of_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
