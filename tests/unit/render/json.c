/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json - the names and shapes that others build on, spelled out; and a small strict reader (RFC 8259) over documents of
 * hostile texts.
 */
#include "render/json.h"
#include "base/text.h"
#include "page.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after those above, which it needs */
#include <cmocka.h>

/* ---- a reader that only says yes or no */

static const char *read_value(const char *c, int depth);

static const char *after_space(const char *c) {
  return c + strspn(c, " \n\r\t");
}

static const char *read_string(const char *c) {
  if (*c++ != '"')
    return NULL;
  for (; *c != '"'; c++) {
    if ((unsigned char)*c < 0x20)
      return NULL;
    if (*c == '\\' && !strchr("\"\\/bfnrtu", *++c))
      return NULL;
    if (*c == 'u' && c[-1] == '\\')
      for (int i = 1; i <= 4; i++)
        if (!strchr("0123456789abcdefABCDEF", c[i]))
          return NULL;
  }
  return c + 1;
}

static const char *read_list(const char *c, char end, int depth) {
  c = after_space(c + 1);
  if (*c == end)
    return c + 1;
  for (;;) {
    if (end == '}') {
      c = read_string(c);
      c = c ? after_space(c) : NULL;
      if (!c || *c++ != ':')
        return NULL;
    }
    c = read_value(after_space(c), depth + 1);
    c = c ? after_space(c) : NULL;
    if (!c || (*c != ',' && *c != end))
      return NULL;
    if (*c++ == end)
      return c;
    c = after_space(c);
  }
}

static const char *read_value(const char *c, int depth) {
  if (depth > 64)
    return NULL;
  if (*c == '{' || *c == '[')
    return read_list(c, *c == '{' ? '}' : ']', depth);
  if (*c == '"')
    return read_string(c);
  static const char *const words[] = {"true", "false", "null"};
  for (size_t i = 0; i < 3; i++)
    if (!strncmp(c, words[i], strlen(words[i])))
      return c + strlen(words[i]);
  char *end;
  strtod(c, &end);
  return end > c && (*c == '-' || (*c >= '0' && *c <= '9')) ? end : NULL;
}

static void check_json(const steg_buffer *out) {
  const char *end = read_value(out->bytes, 0);
  assert_non_null(end);
  assert_string_equal(end, "\n");
  assert_int_equal(steg_text_valid(out->bytes, out->size), out->size);
}

/* ---- one measure */

static const steg_level levels[] = {
    {.value = 1, .code = "lag", .label_sv = "Låg", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "hog", .label_sv = "Hög", .kind = STEG_LEVEL_STEP, .positive = 1},
    {.value = -1, .code = "kis", .label_sv = "Kan inte svara", .kind = STEG_LEVEL_OFF_SCALE}};
static const steg_scale scales[] = {
    {.id = "steg", .levels = STEG_ROWS(levels), .ordered = 1, .better = STEG_BETTER_UP}};
static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare"}};
static const steg_item items[] = {{.id = "q1", .text_sv = "Fråga", .type = STEG_ITEM_SCALE, .scale = "steg"}};
static const steg_instrument instrument = {
    .id = "kort", .scales = STEG_ROWS(scales), .roles = STEG_ROWS(roles), .items = STEG_ROWS(items)};

static steg_figure number(steg_figure_unit unit, int64_t count, int64_t base) {
  return (steg_figure){.kind = STEG_FIGURE_NUMBER,
                       .unit = unit,
                       .count = count,
                       .base = base,
                       .value = (double)count,
                       .low = NAN,
                       .high = NAN};
}

static steg_figure hidden(void) {
  steg_figure figure = number(STEG_UNIT_SHARE, 3, 10);
  steg_figure_hide(&figure);
  return figure;
}

static const char *const sex_ids[] = {"kvinna", "man"}, *const sex_labels[] = {"Kvinnor", "Män"};

/* One break of either kind, and a reworded item: in every result, as they stand in `how`. */
static const steg_break sample_breaks[] = {
    {.kind = STEG_BREAK_VERSION, .item = "q1", .from = "0", .to = "1", .left_out = 3, .last = 19722},
    {.kind = STEG_BREAK_SOURCE, .from = "SUS", .to = "lokal", .last = STEG_DATE_NONE}};
static const char *const sample_reworded[] = {"q1"};

static steg_result base_result(const char *measure, steg_line *lines, size_t count) {
  return (steg_result){.measure = steg_measure_find(measure),
                       .instrument = &instrument,
                       .period = {steg_date_make(2024, 1, 1), steg_date_make(2024, 12, 31)},
                       .registered = number(STEG_UNIT_COUNT, 60, -1),
                       .measured = number(STEG_UNIT_COUNT, 40, 60),
                       .paired = hidden(),
                       .lines = lines,
                       .line_count = count,
                       .how = {.instrument = "kort",
                               .version = "1",
                               .unit = "participations",
                               .event = "active",
                               .breaks = sample_breaks,
                               .break_count = 2,
                               .reworded = sample_reworded,
                               .reworded_count = 1,
                               .as_of = STEG_DATE_NONE}};
}

/* The text without spaces and line ends outside quotes, so that expectations can be read. */
static char *squeezed(const char *json) {
  char *text = malloc(strlen(json) + 1), *to = text;
  bool quoted = false;
  for (const char *c = json; *c; c++) {
    quoted ^= *c == '"' && (c == json || c[-1] != '\\');
    if (quoted || !strchr(" \n", *c))
      *to++ = *c;
  }
  *to = '\0';
  return text;
}

static void expect(const steg_result *result, const char *expected) {
  const steg_document document = {.profile = STEG_PROFILE_BOARD, .marking = "INTERNT"};
  steg_buffer out;
  steg_buffer_init(&out, 1 << 20);
  assert_int_equal(steg_json_result(result, &document, &out, NULL), 0);
  check_json(&out);
  char *text = squeezed(out.bytes);
  assert_string_equal(text, expected);
  free(text);
  steg_buffer_release(&out);
}

#define TAIL                                                                                                           \
  "\"how\":{\"version\":\"1\",\"unit\":\"participations\",\"event\":\"active\",\"pairing\":null,\"exclusions\":{},"    \
  "\"batches\":[],\"breaks\":[{\"kind\":\"version\",\"from\":\"0\",\"to\":\"1\",\"item\":\"q1\",\"crossing\":"         \
  "\"broken\","                                                                                                        \
  "\"left_out\":3,\"last\":\"2023-12-31\"},{\"kind\":\"source\",\"from\":\"SUS\",\"to\":\"lokal\",\"last\":null}],"    \
  "\"reworded\":[\"q1\"],"                                                                                             \
  "\"as_of\":null},\"profile\":\"styrgrupp\",\"marking\":\"INTERNT\"}"
#define HEAD(measure)                                                                                                  \
  "{\"measure\":\"" measure                                                                                            \
  "\",\"instrument\":\"kort\",\"period\":{\"first\":\"2024-01-01\",\"last\":\"2024-12-31\"},"                          \
  "\"population\":{\"registered\":60,\"measured\":40,\"paired\":{\"hidden\":true}},"

static void test_change(void **state) {
  (void)state;
  steg_figure better = number(STEG_UNIT_SHARE, 1, 3), mean = number(STEG_UNIT_LEVEL, 0, 3);
  better.low = 0.25;
  better.high = 0.75;
  mean.value = 0.5;
  mean.low = -0.5;
  mean.high = 1.5;
  steg_figure median = mean;
  median.low = 0;
  median.high = 1;
  steg_named_figure named[] = {
      {"paired", number(STEG_UNIT_COUNT, 3, 60)}, {"better", better},    {"same", hidden()},
      {"worse", number(STEG_UNIT_SHARE, 0, 3)},   {"mean_change", mean}, {"median_change", median}};
  steg_figure cells[4] = {number(STEG_UNIT_COUNT, 1, 3), hidden(), number(STEG_UNIT_COUNT, 0, 3),
                          number(STEG_UNIT_COUNT, 2, 3)};
  steg_line line = {.group = {1, STEG_GROUP_ALL, STEG_GROUP_ALL},
                    .item = 0,
                    .role = 0,
                    .figures = named,
                    .figure_count = 6,
                    .matrix = cells,
                    .level_count = 2};
  steg_result result = base_result("change", &line, 1);
  result.by[0] =
      (steg_dimension){.id = "sex", .label = "Kön", .value_ids = sex_ids, .value_labels = sex_labels, .value_count = 2};
  result.by_count = 1;
  expect(&result,
         HEAD("change") "\"items\":[{\"item\":\"q1\",\"role\":\"deltagare\",\"by\":{\"sex\":\"man\"},\"paired\":3,"
                        "\"matrix\":[[1,{\"hidden\":true}],[0,2]],\"levels\":[\"lag\",\"hog\"],"
                        "\"better\":{\"count\":1,\"base\":3,\"share\":0.3333333333333333,\"low\":0.25,\"high\":0.75},"
                        "\"same\":{\"hidden\":true},\"worse\":{\"count\":0,\"base\":3,\"share\":0,\"low\":null,"
                        "\"high\":null},"
                        "\"mean_change\":{\"value\":0.5,\"low\":-0.5,\"high\":1.5},\"median_change\":{\"low\":0,"
                        "\"high\":1},"
                        "\"sign\":{\"p\":null},\"wilcoxon\":{\"v\":null,\"p\":null,\"method\":null},"
                        "\"svensson\":{\"rp\":null,\"rp_se\":null,\"rc\":null,\"rc_se\":null,\"rv\":null,\"rv_se\":"
                        "null}}]," TAIL);
}

static void test_distribution(void **state) {
  (void)state;
  steg_named_figure named[] = {{"n", number(STEG_UNIT_COUNT, 4, 60)},
                               {"positive", number(STEG_UNIT_SHARE, 3, 4)},
                               {"cannot_answer", number(STEG_UNIT_COUNT, 1, 60)},
                               {"missing", number(STEG_UNIT_COUNT, 2, 60)}};
  steg_figure counts[2] = {number(STEG_UNIT_COUNT, 1, 4), number(STEG_UNIT_COUNT, 3, 4)};
  steg_line line = {.group = {STEG_GROUP_ALL, STEG_GROUP_ALL, STEG_GROUP_ALL},
                    .item = 0,
                    .role = -1,
                    .figures = named,
                    .figure_count = 4,
                    .levels = counts,
                    .level_count = 2};
  const steg_result result = base_result("distribution", &line, 1);
  expect(&result, HEAD("distribution") "\"items\":[{\"item\":\"q1\",\"role\":null,\"by\":{},\"counts\":[1,3],"
                                       "\"levels\":[\"lag\",\"hog\"],"
                                       "\"cannot_answer\":1,\"missing\":2,"
                                       "\"positive\":{\"count\":3,\"base\":4,\"share\":0.75,\"low\":null,\"high\":null}"
                                       ",\"median\":null,\"n\":4}]," TAIL);
}

static void test_flow(void **state) {
  (void)state;
  steg_named_figure one[] = {{"count", number(STEG_UNIT_COUNT, 60, -1)}},
                    two[] = {{"count", number(STEG_UNIT_COUNT, 45, 60)}, {"share", number(STEG_UNIT_SHARE, 45, 60)}};
  steg_named_figure man[] = {{"count", hidden()}};
  steg_line lines[3] = {
      {.group = {STEG_GROUP_ALL}, .item = -1, .role = -1, .key = "registered", .figures = one, .figure_count = 1},
      {.group = {STEG_GROUP_ALL}, .item = -1, .role = -1, .key = "ended", .figures = two, .figure_count = 2},
      {.group = {1}, .item = -1, .role = -1, .key = "registered", .figures = man, .figure_count = 1}};
  steg_result result = base_result("flow", lines, 2);
  expect(&result, HEAD("flow") "\"registered\":60,\"ended\":45,\"ended_share\":0.75," TAIL);
  result.line_count = 3;
  result.by[0] =
      (steg_dimension){.id = "sex", .label = "Kön", .value_ids = sex_ids, .value_labels = sex_labels, .value_count = 2};
  result.by_count = 1;
  expect(&result, HEAD("flow") "\"registered\":60,\"ended\":45,\"ended_share\":0.75,"
                               "\"groups\":[{\"by\":{\"sex\":\"man\"},\"registered\":{\"hidden\":true}}]," TAIL);
}

static void test_income(void **state) {
  (void)state;
  static const char *const ids[] = {"lon"}, *const labels[] = {"Lön"};
  steg_named_figure named[] = {
      {"before_share", number(STEG_UNIT_SHARE, 1, 4)}, {"after_share", hidden()}, {"n", number(STEG_UNIT_COUNT, 4, 5)}};
  steg_figure cell = number(STEG_UNIT_COUNT, 1, 4);
  steg_line line = {.group = {STEG_GROUP_ALL},
                    .item = -1,
                    .role = -1,
                    .key = "lon",
                    .label = "Lön",
                    .figures = named,
                    .figure_count = 3,
                    .matrix = &cell,
                    .level_count = 1};
  steg_result result = base_result("income", &line, 1);
  result.level_ids = ids;
  result.level_labels = labels;
  result.level_count = 1;
  expect(&result, HEAD("income") "\"sources\":[\"lon\"],\"before\":[{\"count\":1,\"base\":4,\"share\":0.25,\"low\":"
                                 "null,\"high\":null}],"
                                 "\"after\":[{\"hidden\":true}],\"levels\":[\"lon\"],\"matrix\":[[1]],\"n\":4," TAIL);
}

/* ---- the whole document */

static void render(const char *hostile, steg_buffer *out) {
  steg_arena *arena = steg_arena_new(0);
  steg_document document;
  page_make(hostile, arena, &document);
  steg_buffer_init(out, 1 << 22);
  assert_int_equal(steg_json_write(&document, NULL, out, NULL), 0);
  steg_arena_free(arena);
}

static void test_document(void **state) {
  (void)state;
  steg_buffer out;
  render(NULL, &out);
  check_json(&out);
  char *text = squeezed(out.bytes);
  static const char *const parts[] = {
      "{\"report\":\"prov\",\"title\":\"Årsrapport 2024\",\"subtitle\":\"Insatsen, "
      "2024\",\"receiver\":\"Styrelsen\",\"federation\":\"Förbundet\","
      "\"lang\":\"sv\",\"profile\":\"publicerad\",\"marking\":\"INTERNT – ej "
      "röjandeskyddat\",\"as_of\":\"2024-12-31\",\"data_date\":\"2025-01-15\","
      "\"program\":\"Stegvis "
      "0.1.0\",\"blocks\":[{\"kind\":\"section\",\"text\":\"Sammanfattning\",\"children\":[{\"kind\":\"key_figures\"",
      "{\"kind\":\"key_figure\",\"text\":\"är mätta två gånger\",\"figure\":\"34\xC2\xA0%\",\"detail\":\"35 av 103\"}",
      "{\"kind\":\"text\",\"text\":\"Gren som togs.\"}",
      /* a share in full precision beside what is printed; a hidden one is nothing but hidden */
      "{\"text\":\"61\xC2\xA0%\",\"value\":0.6086956521739131,\"count\":14,\"base\":23}",
      "{\"text\":\"..\",\"value\":{\"hidden\":true}}",
      "\"values\":[{\"hidden\":true}]",
      "\"kind\":\"bars\",\"id\":\"diagram-1\"",
      "\"results\":[]}",
  };
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (!strstr(text, parts[i]))
      fail_msg("%s is not in %s", parts[i], text);
  assert_null(strstr(text, "Utelämna"));
  assert_null(strstr(text, "inte togs"));
  assert_null(strstr(text, "\"when\""));
  free(text);
  steg_buffer_release(&out);
}

static void test_hostile(void **state) {
  (void)state;
  for (size_t i = 0; i < PAGE_HOSTILE_COUNT; i++) {
    steg_buffer out;
    render(page_hostile[i], &out);
    check_json(&out);
    steg_buffer_release(&out);
  }
}

static void test_no_room(void **state) {
  (void)state;
  steg_line line = {.item = -1, .role = -1};
  const steg_result result = base_result("flow", &line, 1);
  steg_buffer out;
  steg_buffer_init(&out, 40);
  steg_error err = {0};
  assert_int_equal(steg_json_result(&result, &(steg_document){.profile = STEG_PROFILE_BOARD}, &out, &err), -1);
  assert_int_equal(err.kind, STEG_ERROR_ENVIRONMENT);
  steg_buffer_release(&out);
}

static void test_renderers(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"html", ".html"}, {"txt", ".txt"}, {"json", ".json"}};
  assert_int_equal(steg_renderer_count(), 3);
  for (size_t i = 0; i < 3; i++) {
    assert_ptr_equal(steg_renderer_find(rows[i][0]), steg_renderer_at(i));
    assert_string_equal(steg_renderer_at(i)->suffix, rows[i][1]);
  }
  assert_null(steg_renderer_at(3));
  assert_null(steg_renderer_find("pdf"));
  assert_null(steg_renderer_find(NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_change),   cmocka_unit_test(test_distribution),
                                     cmocka_unit_test(test_flow),     cmocka_unit_test(test_income),
                                     cmocka_unit_test(test_document), cmocka_unit_test(test_hostile),
                                     cmocka_unit_test(test_no_room),  cmocka_unit_test(test_renderers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
