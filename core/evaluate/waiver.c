/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate/waiver.h"

#include "instrument/model.h"
#include "store/response.h"
#include <string.h>

enum {
  EVERY_OCCASION =
      1 << STEG_OCCASION_START | 1 << STEG_OCCASION_ONGOING | 1 << STEG_OCCASION_END | 1 << STEG_OCCASION_FOLLOW_UP
};

/* What a level of `occasion` is about; a level that a project has added means every one. */
static uint32_t occasions_of(const steg_instrument *instrument, const steg_layout *layout, const int32_t *slots) {
  static const struct {
    const char *code;
    steg_occasion occasion;
  } codes[] = {{"start", STEG_OCCASION_START},
               {"pagaende", STEG_OCCASION_ONGOING},
               {"slut", STEG_OCCASION_END},
               {"uppfoljning", STEG_OCCASION_FOLLOW_UP}};
  int32_t item = steg_model_item_index(instrument, "occasion");
  const steg_scale *scale = item < 0 ? NULL : steg_model_item_scale(instrument, &instrument->items.rows[item]);
  int32_t level = scale ? steg_model_level_of_value(scale, slots[layout->first_slot[item]]) : -1;
  for (size_t i = 0; level >= 0 && i < sizeof codes / sizeof codes[0]; i++)
    if (!strcmp(scale->levels.rows[level].code, codes[i].code))
      return 1u << codes[i].occasion;
  return EVERY_OCCASION;
}

static int add(steg_arena *arena, steg_waiver **rows, size_t *count, size_t *room, steg_waiver waiver) {
  if (*count == *room) {
    size_t wanted = *room ? *room * 2 : 32;
    steg_waiver *larger = steg_arena_array(arena, wanted, sizeof *larger);
    if (!larger)
      return -1;
    if (*count)
      memcpy(larger, *rows, *count * sizeof *larger);
    *rows = larger;
    *room = wanted;
  }
  (*rows)[(*count)++] = waiver;
  return 0;
}

int steg_waivers_read(const steg_evaluate_context *context, const steg_participation *participations, size_t count,
                      steg_arena *arena, steg_waivers *ret_waivers, steg_error *err) {
  const steg_registry_entry *entry = steg_registry_find(context->registry, STEG_WAIVER_INSTRUMENT);
  steg_waiver *rows = NULL;
  size_t found = 0, room = 0, at = 0;
  *ret_waivers = (steg_waivers){NULL, 0};
  if (!entry || !count)
    return 0;
  steg_response_cursor *cursor = NULL;
  steg_response response;
  int32_t number = participations[0].initiative;
  if (steg_response_open(context->store, entry, number, number, &cursor, err) < 0)
    return -1;
  int more;
  while ((more = steg_response_next(cursor, &response, err)) > 0) {
    while (at < count && participations[at].id < response.participation)
      at++;
    if (at == count || participations[at].id != response.participation || response.role < 0 ||
        (context->as_of != STEG_DATE_NONE && response.date > context->as_of))
      continue;
    const steg_waiver waiver = {.participation = at,
                                .instrument = entry->instrument->roles.rows[response.role].id,
                                .occasions = occasions_of(entry->instrument, entry->layout, response.slots)};
    if (add(arena, &rows, &found, &room, waiver) < 0) {
      more = steg_error_memory(err);
      break;
    }
  }
  steg_response_close(cursor);
  if (more < 0)
    return -1;
  *ret_waivers = (steg_waivers){rows, found};
  return 0;
}

bool steg_waivers_hold(const steg_waivers *waivers, size_t participation, const char *instrument,
                       steg_occasion occasion) {
  size_t low = 0, high = waivers->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (waivers->rows[middle].participation < participation)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < waivers->count && waivers->rows[low].participation == participation; low++) {
    const steg_waiver *row = &waivers->rows[low];
    if ((row->occasions & 1u << occasion) && (!strcmp(row->instrument, instrument) || !strcmp(row->instrument, "alla")))
      return true;
  }
  return false;
}
