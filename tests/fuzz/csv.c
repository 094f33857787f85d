/* SPDX-License-Identifier: GPL-3.0-or-later */
// rooms: base instrument store intake
/*
 * Any bytes as a file of the small instrument, read in pieces whose size the first byte tells. Whatever comes out must hold
 * together: rows only when nothing stopped the file, every index within its array, every finding with its sentence, and
 * nothing that reads as a personnummer in what is shown.
 */
#include "../unit/intake/small_instrument.h"
#include "intake/national.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(int holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "%s\n", what);
  abort();
}

static void check_text(const char *text) {
  require(!text || !steg_national_in_text(text, strlen(text)) || strstr(text, "19121212-1212"), "a number is shown");
}

static void check_result(const steg_import_result *result) {
  const steg_row_set *set = &result->set;
  uint32_t slot_count = set->entry->layout->slot_count;
  require(!result->findings.errors || !set->row_count, "rows of a refused file");
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_row *row = &set->rows[i];
    require(row->initiative >= 0 && (size_t)row->initiative < set->initiative_count, "initiative");
    require(row->person >= STEG_ROW_NOBODY && row->person < (int64_t)set->person_count, "person");
    require(row->attributes >= -1 && row->attributes < (int64_t)set->attribute_count, "attributes");
    for (uint32_t k = 0; k < slot_count; k++) {
      int32_t slot = steg_rows_value(set, i, k);
      steg_slot_kind kind = set->entry->layout->slots[k].kind;
      if (slot == STEG_SLOT_NONE)
        continue;
      require(kind != STEG_SLOT_NUMBER || (slot >= 0 && (size_t)slot < set->number_count), "number");
      require(kind != STEG_SLOT_TEXT || (slot >= 0 && (size_t)slot < set->text_count), "text");
      require(row->person != STEG_ROW_NOBODY, "answers of nobody");
    }
  }
  for (size_t i = 0; i < result->findings.count; i++) {
    const steg_finding *finding = &result->findings.rows[i];
    require(finding->code && finding->message && *finding->message && finding->count, "finding");
    check_text(finding->message);
    check_text(finding->hint);
    check_text(finding->value);
    check_text(finding->header);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char path[64];
  steg_error err;
  steg_import *import = NULL;
  if (size < 1)
    return 0;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);
  if (fd < 0 || write(fd, bytes + 1, size - 1) != (ssize_t)(size - 1))
    abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  steg_arena *arena = steg_arena_new(0);
  steg_registry_entry entry = {
      .instrument = &small_instrument, .layout = steg_layout_make(&small_instrument, arena), .path = ""};
  steg_import_options options = small_options();
  options.read_size = 1 + bytes[0];
  options.century_by_sign = bytes[0] & 1;
  if (steg_import_read(path, &entry, &options, &import, &err) == 0) {
    check_result(steg_import_result_of(import));
    steg_import_free(import);
  }
  steg_arena_free(arena);
  close(fd);
  return 0;
}
