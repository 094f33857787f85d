/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/people.h"

#include "store/connection.h"
#include "store/order.h"
#include <stdlib.h>
#include <string.h>

/* Above this many people a pass over the whole table of keys is cheaper than a look-up each. */
enum { SCAN_FROM = 20000 };

/* ---- collecting */

static int check_set(const steg_row_set *set, steg_error *err) {
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    bool sound = row->initiative >= 0 && (size_t)row->initiative < set->initiative_count &&
                 row->person >= STEG_ROW_NOBODY && (row->person < 0 || (size_t)row->person < set->person_count) &&
                 row->attributes >= -1 && (row->attributes < 0 || (size_t)row->attributes < set->attribute_count) &&
                 row->role >= -1 && (row->role < 0 || (uint32_t)row->role < set->entry->instrument->roles.count) &&
                 row->occasion >= 0 && row->occasion <= STEG_OCCASION_FOLLOW_UP;
    if (!sound)
      return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "row %u refers to something that is not in its set",
                            row->line);
  }
  return 0;
}

static const char *federation_of(const steg_row_set *set, size_t initiative) {
  const char *federation = set->initiatives[initiative].federation;
  return federation ? federation : "";
}

/* By initiative: the first one with the same federation. */
static uint32_t *first_of_federation(const steg_row_set *set) {
  uint32_t *first = calloc(set->initiative_count ? set->initiative_count : 1, sizeof *first);
  for (size_t i = 0; first && i < set->initiative_count; i++)
    while (strcmp(federation_of(set, first[i]), federation_of(set, i)) != 0)
      first[i]++;
  return first;
}

/* Entry of a person in a federation. The first federation of person i has entry i, so that the usual case is one look into a small
 * array; further ones are chained. */
static uint32_t entry_of(steg_people *people, uint32_t *capacity, uint32_t *federations, uint32_t person,
                         uint32_t initiative) {
  if (federations[person] == initiative)
    return person;
  if (federations[person] == STEG_PEOPLE_NOBODY) {
    federations[person] = initiative;
    people->entries[person].initiative = initiative;
    return person;
  }
  for (uint32_t at = people->entries[person].next; at != STEG_PEOPLE_NOBODY; at = people->entries[at].next)
    if (people->entries[at].initiative == initiative)
      return at;
  if (people->count == *capacity) {
    uint32_t larger = *capacity * 2;
    steg_people_entry *entries = realloc(people->entries, larger * sizeof *entries);
    if (!entries)
      return STEG_PEOPLE_NOBODY;
    people->entries = entries;
    *capacity = larger;
  }
  uint32_t made = people->count++;
  people->entries[made] = (steg_people_entry){
      .person = person, .initiative = initiative, .next = people->entries[person].next, .first = made};
  people->entries[person].next = made;
  return made;
}

/* Sorts by the first eight bytes; equal ones after that are one person, or (once in 2^64) need the rest compared. */
static int sort_by_pseudonym(steg_people *people, bool *ret_doubles, steg_error *err) {
  steg_order *order = malloc(sizeof *order * (people->count ? people->count : 1));
  people->sorted = malloc(sizeof *people->sorted * (people->count ? people->count : 1));
  if (!order || !people->sorted) {
    free(order);
    return steg_error_memory(err);
  }
  uint32_t count = 0;
  for (uint32_t i = 0; i < people->count; i++) {
    const unsigned char *hash = people->entries[i].pseudonym;
    if (people->entries[i].initiative == STEG_PEOPLE_NOBODY)
      continue;
    uint64_t high = 0;
    for (int byte = 0; byte < 8; byte++)
      high = high << 8 | hash[byte];
    order[count++] =
        (steg_order){.high = high,
                     .low = (uint32_t)hash[8] << 24 | (uint32_t)hash[9] << 16 | (uint32_t)hash[10] << 8 | hash[11],
                     .row = i};
  }
  int result = steg_order_sort(order, count, err);
  for (uint32_t i = 0; i < count; i++) {
    people->sorted[i] = order[i].row;
    steg_people_entry *here = &people->entries[order[i].row];
    const steg_people_entry *before = i ? &people->entries[order[i - 1].row] : NULL;
    if (before && memcmp(before->pseudonym, here->pseudonym, STEG_PSEUDONYM_BYTES) == 0) {
      here->first = before->first;
      *ret_doubles = true;
    }
  }
  people->sorted_count = count;
  free(order);
  return result;
}

static void point_rows_at_first(const steg_row_set *set, steg_people *people) {
  for (size_t i = 0; i < set->row_count; i++)
    if (people->of_row[i] != STEG_PEOPLE_NOBODY)
      people->of_row[i] = people->entries[people->of_row[i]].first;
}

int steg_people_collect(const steg_row_set *set, const unsigned char key[STEG_KEY_BYTES], steg_people *ret_people,
                        steg_error *err) {
  steg_people people = {.count = (uint32_t)set->person_count};
  uint32_t capacity = people.count + 16;
  bool doubles = false;
  if (check_set(set, err) < 0)
    return -1;
  uint32_t *first_initiative = first_of_federation(set);
  uint32_t *federations = malloc(sizeof *federations * (set->person_count + 1));
  people.entries = malloc(sizeof *people.entries * capacity);
  people.of_row = malloc(sizeof *people.of_row * (set->row_count + 1));
  if (!first_initiative || !federations || !people.entries || !people.of_row)
    goto memory;
  memset(federations, 0xff, sizeof *federations * set->person_count);
  for (uint32_t i = 0; i < people.count; i++)
    people.entries[i] =
        (steg_people_entry){.person = i, .initiative = STEG_PEOPLE_NOBODY, .next = STEG_PEOPLE_NOBODY, .first = i};
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    people.of_row[i] = STEG_PEOPLE_NOBODY;
    if (row->person < 0)
      continue;
    people.of_row[i] =
        entry_of(&people, &capacity, federations, (uint32_t)row->person, first_initiative[row->initiative]);
    if (people.of_row[i] == STEG_PEOPLE_NOBODY)
      goto memory;
  }
  for (uint32_t i = 0; i < people.count; i++)
    if (people.entries[i].initiative != STEG_PEOPLE_NOBODY)
      steg_key_pseudonym(key, federation_of(set, people.entries[i].initiative), &set->people[people.entries[i].person],
                         people.entries[i].pseudonym);
  if (sort_by_pseudonym(&people, &doubles, err) < 0)
    goto fail;
  if (doubles)
    point_rows_at_first(set, &people);
  free(first_initiative);
  free(federations);
  *ret_people = people;
  return 0;
memory:
  steg_error_memory(err);
fail:
  free(first_initiative);
  free(federations);
  steg_people_release(&people);
  return -1;
}

void steg_people_release(steg_people *people) {
  free(people->entries);
  free(people->of_row);
  free(people->sorted);
  *people = (steg_people){0};
}

/* ---- finding */

static int find_by_scan(sqlite3 *db, steg_people *people, steg_error *err) {
  sqlite3_stmt *scan = NULL;
  uint32_t at = 0;
  int row = 1;
  if (steg_connection_prepare(db, &scan, err, "SELECT hash, person FROM identity.keys ORDER BY hash") < 0)
    return -1;
  while (at < people->sorted_count && (row = steg_connection_step(db, scan, err)) == 1) {
    const void *hash = sqlite3_column_blob(scan, 0);
    int order = -1;
    while (at < people->sorted_count &&
           (order = memcmp(people->entries[people->sorted[at]].pseudonym, hash, STEG_PSEUDONYM_BYTES)) < 0)
      at++;
    for (; at < people->sorted_count && order == 0;
         order = ++at < people->sorted_count
                     ? memcmp(people->entries[people->sorted[at]].pseudonym, hash, STEG_PSEUDONYM_BYTES)
                     : 1)
      people->entries[people->sorted[at]].id = sqlite3_column_int64(scan, 1);
  }
  sqlite3_finalize(scan);
  return row < 0 ? -1 : 0;
}

static int find_one_by_one(sqlite3 *db, steg_people *people, steg_error *err) {
  sqlite3_stmt *find = NULL;
  int row = 0;
  if (steg_connection_prepare(db, &find, err, "SELECT person FROM identity.keys WHERE hash = ?") < 0)
    return -1;
  for (uint32_t i = 0; i < people->sorted_count && row >= 0; i++) { /* in order of hash: neighbours share pages */
    steg_people_entry *entry = &people->entries[people->sorted[i]];
    sqlite3_bind_blob(find, 1, entry->pseudonym, STEG_PSEUDONYM_BYTES, SQLITE_STATIC);
    row = steg_connection_step(db, find, err);
    if (row == 1)
      entry->id = sqlite3_column_int64(find, 0);
    sqlite3_reset(find);
  }
  sqlite3_finalize(find);
  return row < 0 ? -1 : 0;
}

static int find_erased(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], steg_people *people, steg_error *err) {
  sqlite3_stmt *find = NULL;
  int row = 0;
  if (steg_connection_prepare(db, &find, err, "SELECT 1 FROM identity.erasures WHERE tombstone = ?") < 0)
    return -1;
  for (uint32_t i = 0; i < people->sorted_count && row >= 0; i++) {
    steg_people_entry *entry = &people->entries[people->sorted[i]];
    unsigned char tombstone[STEG_PSEUDONYM_BYTES];
    steg_key_tombstone(key, entry->pseudonym, tombstone);
    sqlite3_bind_blob(find, 1, tombstone, sizeof tombstone, SQLITE_STATIC);
    row = steg_connection_step(db, find, err);
    entry->erased = row == 1;
    sqlite3_reset(find);
  }
  sqlite3_finalize(find);
  return row < 0 ? -1 : 0;
}

static int compare_ids(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a;
  int64_t y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* Random ids, given out ascending in the order of the pseudonyms: that order says nothing without the key. Of 62 bits, two of a
 * million people meet once in ten million stores. */
static int make_ids(steg_people *people, steg_error *err) {
  size_t fresh = 0;
  for (uint32_t i = 0; i < people->sorted_count; i++) {
    const steg_people_entry *entry = &people->entries[people->sorted[i]];
    fresh += entry->id == 0 && entry->first == people->sorted[i] && !entry->erased;
  }
  int64_t *ids = malloc(sizeof *ids * (fresh ? fresh : 1));
  if (!ids)
    return steg_error_memory(err);
  randombytes_buf(ids, fresh * sizeof *ids);
  for (size_t i = 0; i < fresh; i++)
    ids[i] = (ids[i] & INT64_C(0x3fffffffffffffff)) | 1; /* never 0 */
  qsort(ids, fresh, sizeof *ids, compare_ids);
  size_t next = 0;
  for (uint32_t i = 0; i < people->sorted_count; i++) {
    steg_people_entry *entry = &people->entries[people->sorted[i]];
    if (entry->id != 0 || entry->first != people->sorted[i] || entry->erased)
      continue;
    entry->id = ids[next++];
    entry->fresh = true;
  }
  free(ids);
  return 0;
}

/* Personnummer here and own code there: entries with the same id become the first of them. */
static int join_keys(const steg_row_set *set, steg_people *people, steg_error *err) {
  size_t count = 0;
  steg_order *order = malloc(sizeof *order * (people->sorted_count ? people->sorted_count : 1));
  if (!order)
    return steg_error_memory(err);
  for (uint32_t i = 0; i < people->sorted_count; i++) {
    uint32_t at = people->sorted[i];
    if (people->entries[at].id != 0)
      order[count++] = (steg_order){.high = (uint64_t)people->entries[at].id, .row = at};
  }
  if (steg_order_sort(order, count, err) < 0) {
    free(order);
    return -1;
  }
  for (size_t first = 0; first < count;) {
    size_t end = first + 1;
    uint32_t lowest = order[first].row;
    for (; end < count && order[end].high == order[first].high; end++)
      if (order[end].row < lowest)
        lowest = order[end].row;
    for (; first < end; first++)
      people->entries[order[first].row].first = lowest;
  }
  free(order);
  point_rows_at_first(set, people);
  return 0;
}

int steg_people_find(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], const steg_row_set *set, steg_people *people,
                     steg_error *err) {
  int64_t erasures = 0;
  int64_t links = 0;
  if ((people->count >= SCAN_FROM ? find_by_scan(db, people, err) : find_one_by_one(db, people, err)) < 0)
    return -1;
  if (steg_connection_integer(db, "SELECT EXISTS(SELECT 1 FROM identity.erasures)", 0, &erasures, err) < 0 ||
      steg_connection_integer(db, "SELECT EXISTS(SELECT 1 FROM identity.links)", 0, &links, err) < 0)
    return -1;
  if (erasures && find_erased(db, key, people, err) < 0)
    return -1;
  return links ? join_keys(set, people, err) : 0;
}

int64_t steg_people_make_id(void) {
  int64_t id = 0;
  randombytes_buf(&id, sizeof id);
  return (id & INT64_C(0x3fffffffffffffff)) | 1;
}

int steg_people_resolve(sqlite3 *db, const unsigned char key[STEG_KEY_BYTES], const steg_row_set *set,
                        steg_people *people, steg_error *err) {
  if (steg_people_find(db, key, set, people, err) < 0 || make_ids(people, err) < 0)
    return -1;
  for (size_t i = 0; i < set->row_count; i++)
    if (people->of_row[i] != STEG_PEOPLE_NOBODY && people->entries[people->of_row[i]].erased)
      people->of_row[i] = STEG_PEOPLE_NOBODY;
  return 0;
}

/* ---- storing */

bool steg_people_reads_as_number(const char *code) {
  int digits[12];
  int count = 0;
  for (const char *at = code; *at; at++) {
    if (*at == '-' || *at == '+' || *at == ' ')
      continue;
    if (*at < '0' || *at > '9' || count == 12)
      return false;
    digits[count++] = *at - '0';
  }
  if (count != 10 && count != 12)
    return false;
  const int *ten = digits + count - 10;
  int sum = 0;
  for (int i = 0; i < 10; i++) {
    int product = ten[i] * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

typedef struct steg_people_feed {
  const steg_row_set *set;
  const steg_people *people;
  const uint32_t *fresh;
  size_t count;
} steg_people_feed;

/* In the order of the pseudonyms everybody stands anywhere: what comes is asked for ahead, each thing that leads to the next. */
static void fetch_ahead(const steg_people_feed *feed, size_t row) {
  enum { ENTRY = 24, KEY = 16, TEXT = 8 };
  const steg_people_entry *entries = feed->people->entries;
  if (row + ENTRY >= feed->count)
    return;
  __builtin_prefetch(&entries[feed->fresh[row + ENTRY]]);
  __builtin_prefetch(&feed->set->people[entries[feed->fresh[row + KEY]].person]);
  __builtin_prefetch(feed->set->people[entries[feed->fresh[row + TEXT]].person].text);
}

static void key_cells(const void *context, size_t row, steg_cell *ret_cells) {
  const steg_people_feed *feed = context;
  const steg_people_entry *entry = &feed->people->entries[feed->fresh[row]];
  const steg_person_key *key = &feed->set->people[entry->person];
  fetch_ahead(feed, row);
  ret_cells[0] = steg_cell_blob(entry->pseudonym, STEG_PSEUDONYM_BYTES);
  ret_cells[1] = steg_cell_integer(entry->id);
  ret_cells[2] = key->kind == STEG_KEY_CODE && !steg_people_reads_as_number(key->text) ? steg_cell_text(key->text)
                                                                                       : steg_cell_null();
}

int steg_people_store(sqlite3 *db, const steg_row_set *set, const steg_people *people, steg_error *err) {
  static const char *const columns[] = {"hash", "person", "code"};
  uint32_t *fresh = malloc(sizeof *fresh * (people->count ? people->count : 1));
  if (!fresh)
    return steg_error_memory(err);
  size_t count = 0;
  for (uint32_t i = 0; i < people->sorted_count; i++)
    if (people->entries[people->sorted[i]].fresh)
      fresh[count++] = people->sorted[i];
  steg_people_feed context = {.set = set, .people = people, .fresh = fresh, .count = count};
  steg_feed feed = {.schema = "identity",
                    .table = "keys",
                    .columns = columns,
                    .column_count = 3,
                    .key_count = 1,
                    .row_count = count,
                    .cells = key_cells,
                    .context = &context};
  steg_feed_progress progress = {0};
  int result = count ? steg_feed_insert(db, &feed, NULL, 0, NULL, &progress, err) : 0;
  free(fresh);
  return result;
}
