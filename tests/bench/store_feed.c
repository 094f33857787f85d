/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_feed - how long the store takes for rows that are in memory already: registers first, then responses, then both again.
 *
 *   store_feed FOLDER PEOPLE [INITIATIVES]
 *
 * Rows come in a scrambled order, with own codes; ten items of a five-step scale, three responses a person. Seconds by the
 * monotonic clock, one line a step. FOLDER must not be there yet.
 */
#include "instrument/fingerprint.h"
#include "store/commit.h"
#include "store/participation.h"
#include "store/response.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

enum { ITEMS = 10, RESPONSES = 3 };

static const steg_level steps[] = {
    {.value = 1, .code = "s1", .label_sv = "1", .kind = STEG_LEVEL_STEP},
    {.value = 2, .code = "s2", .label_sv = "2", .kind = STEG_LEVEL_STEP},
    {.value = 3, .code = "s3", .label_sv = "3", .kind = STEG_LEVEL_STEP},
    {.value = 4, .code = "s4", .label_sv = "4", .kind = STEG_LEVEL_STEP},
    {.value = 5, .code = "s5", .label_sv = "5", .kind = STEG_LEVEL_STEP},
};
static const steg_scale scales[] = {{.id = "steg", .levels = STEG_ROWS(steps), .ordered = 1, .better = STEG_BETTER_UP}};
static const steg_role roles[] = {{.id = "deltagare", .label_sv = "Deltagare"}, {.id = "coach", .label_sv = "Coach"}};
#define ITEM(n)                                                                                                        \
  { .id = "q" #n, .text_sv = "Fråga " #n, .type = STEG_ITEM_SCALE, .scale = "steg", .sensitivity = STEG_SENSITIVE }
static const steg_item items[ITEMS] = {ITEM(1), ITEM(2), ITEM(3), ITEM(4), ITEM(5),
                                       ITEM(6), ITEM(7), ITEM(8), ITEM(9), ITEM(10)};
#define INSTRUMENT(id_, kind_)                                                                                         \
  {                                                                                                                    \
    STEG_HEAD, .id = id_, .version = "1", .title_sv = id_, .owner = "ingen", .licence = "fri", .source = "påhittad",   \
               .provenance = "prov", .kind = kind_, .scales = STEG_ROWS(scales), .roles = STEG_ROWS(roles),            \
               .items = STEG_ROWS(items)                                                                               \
  }
static const steg_instrument kort = INSTRUMENT("kort", STEG_KIND_REPEATED);
static const steg_instrument reg = INSTRUMENT("reg", STEG_KIND_REGISTER);

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t random_state = 42;
static uint32_t random_below(uint32_t limit) { /* splitmix64 */
  uint64_t z = random_state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return (uint32_t)((z ^ z >> 31) >> 32) % limit;
}

static void *take(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (!memory)
    exit(3);
  return memory;
}

static void commit(steg_store *store, const steg_row_set *set, const char *what) {
  steg_error err = {0};
  steg_commit_result result;
  steg_arena *arena = steg_arena_new(0);
  steg_commit_source source = {.file_name = "bench", .last_date = STEG_DATE_NONE};
  double start = seconds();
  if (steg_commit_run(store, set, &source, STEG_COMMIT_STORE, NULL, NULL, arena, &result, &err) < 0) {
    fprintf(stderr, "%s\n", err.text);
    exit(1);
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%-28s %7.3f s  %zu in, %zu changed, %zu as they were; peak %ld MB\n", what, seconds() - start,
         result.inserted, result.updated, result.unchanged, usage.ru_maxrss / 1024);
  steg_arena_free(arena);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: store_feed FOLDER PEOPLE [INITIATIVES]\n");
    return 2;
  }
  size_t people_count = strtoul(argv[2], NULL, 10);
  size_t initiative_count = argc > 3 ? strtoul(argv[3], NULL, 10) : 1 + people_count / 1250;
  steg_error err = {0};
  steg_store *store = NULL;
  steg_arena *arena = steg_arena_new(0);
  char path[4096];
  mkdir(argv[1], 0700);
  snprintf(path, sizeof path, "%s/stegvis.db", argv[1]);
  if (steg_store_create(path, argv[1], &err) < 0 ||
      steg_store_open(path, STEG_STORE_WRITE, argv[1], &store, &err) < 0) {
    fprintf(stderr, "%s\n", err.text);
    return 1;
  }
  steg_registry_entry entries[2] = {{.instrument = &kort}, {.instrument = &reg}};
  for (int i = 0; i < 2; i++) {
    entries[i].layout = steg_layout_make(entries[i].instrument, arena);
    steg_fingerprint_content(entries[i].instrument, entries[i].fingerprint);
  }
  steg_person_key *people = take(people_count, sizeof *people);
  steg_attributes *attributes = take(people_count, sizeof *attributes);
  steg_row_initiative *initiatives = take(initiative_count, sizeof *initiatives);
  size_t row_count = people_count * RESPONSES;
  steg_row *rows = take(row_count, sizeof *rows);
  int32_t *slots = take(row_count * ITEMS, sizeof *slots);
  char *codes = take(people_count, 16);
  for (size_t i = 0; i < initiative_count; i++) {
    char *federation = take(1, 24);
    snprintf(federation, 24, "forbund%zu", i / 10);
    initiatives[i].id = steg_arena_printf(arena, "insats%zu", i);
    initiatives[i].federation = federation;
  }
  for (size_t i = 0; i < people_count; i++) {
    snprintf(codes + 16 * i, 16, "D%08zu", i);
    people[i] = (steg_person_key){.kind = STEG_KEY_CODE, .text = codes + 16 * i};
    attributes[i] = (steg_attributes){.start = 18000 + (steg_date)random_below(2000),
                                      .end = STEG_DATE_NONE,
                                      .birth_year = 1960 + (int32_t)random_below(40),
                                      .municipality = 643,
                                      .sex = 1 + random_below(2),
                                      .area = 1 + random_below(2),
                                      .coach = "coach",
                                      .source = "SUS"};
  }
  for (size_t i = 0; i < row_count * ITEMS; i++)
    slots[i] = 1 + (int32_t)random_below(5);
  for (size_t i = 0; i < row_count; i++)
    rows[i] = (steg_row){.line = (uint32_t)i + 2, .person = (int32_t)(i % people_count), .role = 0, .attributes = -1};
  for (size_t i = row_count - 1; i > 0; i--) {
    size_t j = random_below((uint32_t)i + 1);
    steg_row swap = rows[i];
    rows[i] = rows[j];
    rows[j] = swap;
  }
  uint8_t *seen = take(people_count, 1);
  for (size_t i = 0; i < row_count; i++) {
    rows[i].initiative = (int32_t)((size_t)rows[i].person * initiative_count / people_count);
    rows[i].date = attributes[rows[i].person].start + 90 * seen[rows[i].person]++;
  }
  steg_row *register_rows = take(people_count, sizeof *register_rows);
  for (size_t i = 0; i < people_count; i++)
    register_rows[i] = (steg_row){.line = (uint32_t)i + 2,
                                  .person = (int32_t)i,
                                  .initiative = (int32_t)(i * initiative_count / people_count),
                                  .date = STEG_DATE_NONE,
                                  .role = -1,
                                  .attributes = (int32_t)i};
  steg_row_set responses = {.entry = &entries[0],
                            .rows = rows,
                            .row_count = row_count,
                            .slots = slots,
                            .people = people,
                            .person_count = people_count,
                            .initiatives = initiatives,
                            .initiative_count = initiative_count};
  steg_row_set registered = {.entry = &entries[1],
                             .rows = register_rows,
                             .row_count = people_count,
                             .slots = slots,
                             .people = people,
                             .person_count = people_count,
                             .initiatives = initiatives,
                             .initiative_count = initiative_count,
                             .attributes = attributes,
                             .attribute_count = people_count};
  commit(store, &registered, "register, empty store");
  commit(store, &responses, "responses");
  commit(store, &responses, "the same again");
  slots[0] = slots[0] % 5 + 1;
  commit(store, &responses, "one answer changed");
  for (size_t i = 0; i < people_count; i++)
    attributes[i].end = attributes[i].start + 300;
  commit(store, &registered, "register, every end new");
  steg_store_close(store);
  steg_participation *loaded = NULL;
  size_t loaded_count = 0;
  double start = seconds();
  if (steg_store_open(path, STEG_STORE_READ, NULL, &store, &err) < 0)
    return 1;
  printf("%-28s %7.3f s\n", "open for reading", seconds() - start);
  int32_t *numbers = take(initiative_count, sizeof *numbers);
  start = seconds();
  for (size_t i = 0; i < initiative_count; i++)
    numbers[i] = steg_participation_initiative(store, initiatives[i].id, &err);
  if (steg_participation_load(store, numbers, initiative_count, arena, &loaded, &loaded_count, &err) < 0)
    return 1;
  printf("%-28s %7.3f s  %zu\n", "participations loaded", seconds() - start, loaded_count);
  steg_response_cursor *cursor = NULL;
  steg_response response;
  size_t count = 0;
  start = seconds();
  if (steg_response_open(store, &entries[0], 0, INT32_MAX, &cursor, &err) < 0)
    return 1;
  while (steg_response_next(cursor, &response, &err) == 1)
    count++;
  steg_response_close(cursor);
  printf("%-28s %7.3f s  %zu\n", "responses read", seconds() - start, count);
  start = seconds();
  printf("%-28s %d faults", "check", steg_store_check(store, NULL, NULL, NULL, &err));
  printf("  %7.3f s\n", seconds() - start);
  steg_store_close(store);
  steg_arena_free(arena);
  return 0;
}
