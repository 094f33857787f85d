/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/read.h"
#include "base/file.h"
#include "document/read_part.h"
#include <string.h>

static const char *const document_fields[] = {"api", "id", "title", "receiver", "needs", "blocks", "requests"};

int steg_read_line(steg_reading *reading, const steg_tree *map, const char *path) {
  int64_t line;
  reading->place.line = 0;
  if (steg_field_integer(&reading->place, map, path, "line", STEG_FIELD_OPTIONAL, 0, 10000000, 0, &line) != 0)
    return -1;
  reading->place.line = (unsigned)line;
  return 0;
}

/* Every instrument that the report says it needs must be there. */
static int check_needs(steg_reading *reading, const steg_tree *tree) {
  const char *const *needs;
  size_t count;
  if (steg_field_texts(&reading->place, tree, "", "needs", STEG_READ_LIST_MAX, &needs, &count) != 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    if (!steg_registry_find(reading->registry, needs[i]))
      return steg_field_fault(&reading->place, steg_field_path_at(&reading->place, "", "needs", i), NULL,
                              "the instrument \"%.60s\" is not loaded; `stegvis instruments` lists those that are",
                              needs[i]);
  return 0;
}

static int read_requests(steg_reading *reading, const steg_tree *tree, steg_request **ret_requests) {
  const steg_tree *list = NULL;
  if (steg_field_list(&reading->place, tree, "", "requests", STEG_FIELD_OPTIONAL, STEG_READ_REQUESTS_MAX, &list) != 0)
    return -1;
  size_t count = steg_tree_size(list);
  steg_request *requests = steg_arena_array(reading->place.arena, count, sizeof *requests);
  if (!requests)
    return steg_error_memory(reading->place.err);
  reading->requests = requests;
  for (size_t i = 0; i < count; i++) {
    const char *path = steg_field_path_at(&reading->place, "", "requests", i);
    if (steg_read_request_part(reading, steg_tree_at(list, i), path, &requests[i]) != 0)
      return -1;
    reading->request_count = i + 1;
  }
  *ret_requests = requests;
  return 0;
}

int steg_read_document(const steg_tree *tree, const steg_registry *registry, steg_arena *arena, steg_document *document,
                       steg_error *err) {
  steg_reading reading = {
      .place = {.file = document->script ? steg_file_name(document->script) : NULL, .arena = arena, .err = err},
      .registry = registry,
      .initiatives = document->initiatives,
      .initiative_count = document->initiative_count,
      .blocks_left = STEG_READ_BLOCKS_MAX};
  int64_t api;
  const char *id = NULL;
  steg_prose title = {0}, receiver = {0};
  steg_request *requests = NULL;
  steg_block *blocks = NULL;
  size_t block_count = 0;
  if (steg_field_map(&reading.place, tree, "", document_fields, sizeof document_fields / sizeof document_fields[0]) !=
          0 ||
      steg_field_integer(&reading.place, tree, "", "api", STEG_FIELD_REQUIRED, 1, 1, 0, &api) != 0 ||
      steg_field_id(&reading.place, tree, "", "id", STEG_FIELD_OPTIONAL, &id) != 0 ||
      check_needs(&reading, tree) != 0 || read_requests(&reading, tree, &requests) != 0)
    return -1;
  reading.place.line = 0;
  if (steg_read_prose(&reading, tree, "", "title", STEG_FIELD_REQUIRED, NULL, &title) != 0 ||
      steg_read_prose(&reading, tree, "", "receiver", STEG_FIELD_OPTIONAL, NULL, &receiver) != 0 ||
      steg_read_blocks(&reading, tree, "", "blocks", &blocks, &block_count) != 0)
    return -1;
  if (!document->report)
    document->report = id;
  document->title = title;
  document->receiver = receiver;
  document->requests = requests;
  document->request_count = reading.request_count;
  document->blocks = blocks;
  document->block_count = block_count;
  return 0;
}

int steg_read_request(const steg_tree *tree, const steg_registry *registry, steg_arena *arena,
                      steg_request *ret_request, steg_error *err) {
  steg_reading reading = {.place = {.arena = arena, .err = err}, .registry = registry};
  steg_request request;
  if (steg_read_request_part(&reading, tree, "", &request) != 0)
    return -1;
  if (request.kind != STEG_REQUEST_MEASURE)
    return steg_field_fault(&reading.place, "", "kind", "a request alone must be a measure");
  *ret_request = request;
  return 0;
}
