/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instrument/registry.h"

#include "base/file.h"
#include "instrument/fingerprint.h"
#include "instrument/model.h"
#include "instrument/plugin_file.h"
#include "instrument/rows.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILES = 500, MAX_ENTRIES = 500, MAX_MEMORY = 64 * 1024 * 1024 };

struct steg_registry {
  steg_arena *arena;
  steg_registry_entry *entries; /* room for MAX_ENTRIES, sorted by id */
  size_t entry_count;
  steg_refusal *refusals;
  size_t refusal_count;
  size_t refusal_room;
  void *handles[MAX_ENTRIES]; /* of the loaded plugins */
  size_t handle_count;
};

/* A plugin's memory must stay mapped while a leak or a fault is reported by its function names. */
static void close_plugin(void *handle) {
#ifndef STEGVIS_SANITIZED
  if (handle)
    dlclose(handle);
#else
  (void)handle;
#endif
}

steg_registry *steg_registry_new(void) {
  steg_registry *registry = calloc(1, sizeof *registry);
  if (!registry)
    return NULL;
  registry->arena = steg_arena_new(MAX_MEMORY);
  registry->entries =
      registry->arena ? steg_arena_array(registry->arena, MAX_ENTRIES, sizeof *registry->entries) : NULL;
  if (!registry->entries) {
    steg_registry_free(registry);
    return NULL;
  }
  return registry;
}

void steg_registry_free(steg_registry *registry) {
  if (!registry)
    return;
  for (size_t i = 0; i < registry->handle_count; i++)
    close_plugin(registry->handles[i]);
  steg_arena_free(registry->arena);
  free(registry);
}

static const steg_registry_entry *find(const steg_registry *registry, const char *id) {
  for (size_t i = 0; i < registry->entry_count; i++)
    if (!strcmp(registry->entries[i].instrument->id, id))
      return &registry->entries[i];
  return NULL;
}

/* ---- adding ---------------------------------------------------------------------------------------------------------- */

static size_t position(const steg_registry *registry, const char *id) {
  size_t at = 0;
  while (at < registry->entry_count && strcmp(registry->entries[at].instrument->id, id) < 0)
    at++;
  return at;
}

/* The first error as the reason; the others stand in the refusal's defects. */
static int refuse_defects(const steg_defects *defects, steg_error *err) {
  size_t first = 0;
  while (defects->rows[first].severity != STEG_SEVERITY_ERROR)
    first++;
  const steg_defect *defect = &defects->rows[first];
  size_t more = defects->errors - 1;
  if (!more)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: %s To mend it: %s.", defect->place, defect->found,
                          defect->mend);
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "%s: %s To mend it: %s. (More findings: %zu.)", defect->place,
                        defect->found, defect->mend, more);
}

/* Why the instrument can't take the place of the one it is laid over; NULL when it can. Stored answers must stay readable. */
static const char *lost_item(const steg_instrument *overlay, const steg_instrument *original) {
  if (overlay->kind != original->kind)
    return "kind";
  for (uint32_t i = 0; i < original->items.count; i++) {
    const steg_item *former = &original->items.rows[i];
    const steg_item *item = steg_model_item(overlay, former->id);
    if (item ? item->type != former->type : !former->placeholder)
      return former->id;
  }
  return NULL;
}

/* Which items the overlay asks in other words than the instrument below it, which may be an overlay itself. */
static int find_reworded(steg_registry *registry, const steg_registry_entry *below, steg_registry_entry *entry) {
  const steg_instrument *own = entry->instrument, *former = below->instrument;
  bool *reworded = steg_arena_array(registry->arena, own->items.count, sizeof *reworded), any = false;
  if (!reworded)
    return -1;
  for (uint32_t i = 0; i < own->items.count; i++) {
    int32_t at = steg_model_item_index(former, own->items.rows[i].id);
    char now[STEG_HASH_TEXT], then[STEG_HASH_TEXT];
    if (at < 0)
      continue;
    steg_fingerprint_wording(own, &own->items.rows[i], now);
    steg_fingerprint_wording(former, &former->items.rows[at], then);
    reworded[i] =
        (below->reworded && below->reworded[at]) || (!former->items.rows[at].placeholder && strcmp(now, then) != 0);
    any = any || reworded[i];
  }
  entry->reworded = any ? reworded : NULL;
  return 0;
}

/* Checks, copies and enters an instrument whose head may be looked at. *defects is filled in any case. */
static int enter(steg_registry *registry, const steg_instrument *instrument, steg_door door, const char *path,
                 steg_defects *defects, steg_error *err) {
  if (steg_checker_sizes(instrument, registry->arena, defects))
    return steg_error_memory(err);
  if (defects->errors)
    return refuse_defects(defects, err);
  const steg_instrument *copy = steg_rows_copy(instrument, registry->arena);
  if (!copy || steg_checker_run(copy, registry->arena, defects))
    return steg_error_memory(err);
  if (defects->errors)
    return refuse_defects(defects, err);

  const steg_registry_entry *taken = find(registry, copy->id);
  const char *lost = taken && door == STEG_DOOR_OVERLAY ? lost_item(copy, taken->instrument) : NULL;
  if (lost)
    return steg_error_set(
        err, STEG_ERROR_ENVIRONMENT,
        "It is laid over \"%s\", but lacks or changes the type of \"%s\". An overlay may only add and "
        "reword; give it another id to make another instrument.",
        copy->id, lost);
  if (taken && door != STEG_DOOR_OVERLAY)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "The id \"%s\" is already that of %s. Give one of the two another id, or take it away.",
                          copy->id, taken->path);
  if (!taken && registry->entry_count == MAX_ENTRIES)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "There are more than %d instruments. Take some away.",
                          MAX_ENTRIES);

  steg_registry_entry entry = {.instrument = copy,
                               .layout = steg_layout_make(copy, registry->arena),
                               .door = door,
                               .path = steg_arena_text(registry->arena, path)};
  if (!entry.layout || !entry.path)
    return steg_error_memory(err);
  steg_fingerprint_content(copy, entry.fingerprint);
  size_t at = position(registry, copy->id);
  if (taken) {
    if (find_reworded(registry, taken, &entry) < 0)
      return steg_error_memory(err);
    registry->entries[at] = entry;
    return 0;
  }
  memmove(&registry->entries[at + 1], &registry->entries[at], (registry->entry_count - at) * sizeof entry);
  registry->entries[at] = entry;
  registry->entry_count++;
  return 0;
}

int steg_registry_add(steg_registry *registry, const steg_instrument *instrument, steg_door door, const char *path,
                      steg_error *err) {
  steg_defects defects = {0};
  return enter(registry, instrument, door, path ? path : "(no file)", &defects, err);
}

/* ---- plugins --------------------------------------------------------------------------------------------------------- */

/* dlerror's words hold the reason after the path; the one that authors meet most gets its own advice. */
static int refuse_open(const char *words, steg_error *err) {
  static const char mark[] = "undefined symbol: ";
  const char *symbol = words ? strstr(words, mark) : NULL;
  if (symbol) {
    symbol += sizeof mark - 1;
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                          "It needs the symbol \"%.*s\", which no library it is linked with has; a plugin gets nothing "
                          "from the program. Link it with -Wl,-z,defs to find such symbols when it is built.",
                          (int)strcspn(symbol, " ,("), symbol);
  }
  return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "The system could not load it: %s. Rebuild it on this machine.",
                        words ? words : "?");
}

/* The exported descriptor. Its size in the file's own symbol table is what may be read: a name alone could belong to a
 * function, or to an object shorter than it says. */
static const steg_instrument *find_descriptor(void *handle, steg_error *err) {
  const steg_instrument *instrument = dlsym(handle, STEG_INSTRUMENT_SYMBOL);
  if (!instrument) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                   "It exports no \"%s\". End the source with STEG_EXPORT const steg_instrument stegvis_instrument = "
                   "{ STEG_HEAD, ... }.",
                   STEG_INSTRUMENT_SYMBOL);
    return NULL;
  }
  Dl_info info;
  const ElfW(Sym) *symbol = NULL;
  if (!dladdr1(instrument, &info, (void **)&symbol, RTLD_DL_SYMENT) || !symbol ||
      ELF64_ST_TYPE(symbol->st_info) != STT_OBJECT || symbol->st_size < sizeof(steg_head)) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                   "Its \"%s\" is no data, or too short for a head. Declare it as const steg_instrument.",
                   STEG_INSTRUMENT_SYMBOL);
    return NULL;
  }
  if (instrument->head.magic == STEG_ABI_MAGIC && instrument->head.size > symbol->st_size) {
    steg_error_set(err, STEG_ERROR_ENVIRONMENT,
                   "Its descriptor says it is %u bytes, but the file holds %llu of them. Begin it with STEG_HEAD, and "
                   "rebuild it against the installed stegvis/instrument.h.",
                   instrument->head.size, (unsigned long long)symbol->st_size);
    return NULL;
  }
  return instrument;
}

static int load(steg_registry *registry, const char *path, steg_defects *defects, steg_error *err) {
  char real[STEG_PLUGIN_PATH];
  if (steg_plugin_file_check(path, real, err))
    return -1;
  if (registry->handle_count == MAX_ENTRIES)
    return steg_error_set(err, STEG_ERROR_ENVIRONMENT, "More than %d plugins are loaded. Take some away.", MAX_ENTRIES);
  dlerror();
  void *handle = dlopen(real, RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    return refuse_open(dlerror(), err);
  const steg_instrument *instrument = find_descriptor(handle, err);
  int result = instrument ? enter(registry, instrument, STEG_DOOR_PLUGIN, path, defects, err) : -1;
  if (result)
    close_plugin(handle);
  else
    registry->handles[registry->handle_count++] = handle;
  return result;
}

static int keep_refusal(steg_registry *registry, const char *path, const steg_error *reason, steg_defects defects) {
  if (registry->refusal_count == registry->refusal_room) {
    size_t room = registry->refusal_room ? registry->refusal_room * 2 : 8;
    steg_refusal *rows = steg_arena_array(registry->arena, room, sizeof *rows);
    if (!rows)
      return -1;
    if (registry->refusal_count)
      memcpy(rows, registry->refusals, registry->refusal_count * sizeof *rows);
    registry->refusals = rows;
    registry->refusal_room = room;
  }
  steg_refusal refusal = {.path = steg_arena_text(registry->arena, path),
                          .reason = steg_arena_text(registry->arena, reason->text),
                          .reason_sv = steg_arena_text(registry->arena, reason->text_sv),
                          .defects = defects};
  if (!refusal.path || !refusal.reason || !refusal.reason_sv)
    return -1;
  registry->refusals[registry->refusal_count++] = refusal;
  return 0;
}

int steg_registry_load_file(steg_registry *registry, const char *path, steg_error *err) {
  steg_defects defects = {0};
  steg_error reason = {0};
  if (!load(registry, path, &defects, &reason))
    return 0;
  if (keep_refusal(registry, path, &reason, defects))
    return steg_error_memory(err);
  if (err)
    *err = reason;
  return steg_error_prefix(err, "%s", path);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the folder's *.so files in byte order, in `names`. */
static int list_plugins(steg_registry *registry, DIR *directory, const char **names, size_t *ret_count) {
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(directory)) && count < MAX_FILES;) {
    size_t size = strlen(entry->d_name);
    if (entry->d_name[0] == '.' || size < 4 || strcmp(entry->d_name + size - 3, ".so") != 0)
      continue;
    names[count] = steg_arena_text(registry->arena, entry->d_name);
    if (!names[count++])
      return -1;
  }
  qsort(names, count, sizeof *names, by_name);
  *ret_count = count;
  return 0;
}

int steg_registry_load_folder(steg_registry *registry, const char *folder, steg_error *err) {
  DIR *directory = opendir(folder);
  if (!directory && (errno == ENOENT || errno == ENOTDIR))
    return 0;
  steg_error reason = {0};
  if (!directory)
    steg_error_system(&reason, errno, "The folder could not be read");
  if (!directory || steg_plugin_folder_check(folder, &reason)) {
    if (directory)
      closedir(directory);
    return keep_refusal(registry, folder, &reason, (steg_defects){0}) ? steg_error_memory(err) : 0;
  }

  size_t count = 0;
  const char **names = steg_arena_array(registry->arena, MAX_FILES, sizeof *names);
  int result = names ? list_plugins(registry, directory, names, &count) : -1;
  closedir(directory);
  if (result)
    return steg_error_memory(err);
  for (size_t i = 0; i < count; i++) {
    const char *path = steg_arena_printf(registry->arena, "%s/%s", folder, names[i]);
    if (!path)
      return steg_error_memory(err);
    size_t before = registry->refusal_count;
    steg_error ignored = {0}; /* the refusal is kept in the registry */
    if (steg_registry_load_file(registry, path, &ignored) && registry->refusal_count == before)
      return steg_error_memory(err);
  }
  return 0;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

size_t steg_registry_count(const steg_registry *registry) {
  return registry->entry_count;
}

const steg_registry_entry *steg_registry_at(const steg_registry *registry, size_t index) {
  return index < registry->entry_count ? &registry->entries[index] : NULL;
}

const steg_registry_entry *steg_registry_find(const steg_registry *registry, const char *id) {
  return id ? find(registry, id) : NULL;
}

size_t steg_registry_refusal_count(const steg_registry *registry) {
  return registry->refusal_count;
}

const steg_refusal *steg_registry_refusal_at(const steg_registry *registry, size_t index) {
  return index < registry->refusal_count ? &registry->refusals[index] : NULL;
}
