/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include "base/file.h"
#include <stdio.h>
#include <string.h>

int steg_output_path(const char *given, const char *name, steg_arena *arena, const char **ret_path, steg_error *err) {
  const char *path = !given                       ? name
                     : steg_file_is_folder(given) ? steg_arena_printf(arena, "%s/%s", given, name)
                                                  : steg_arena_text(arena, given);
  if (!path)
    return steg_error_memory(err);
  *ret_path = path;
  return 0;
}

int steg_output_write(const steg_session *session, const steg_buffer *bytes, const char *path, steg_output_kind kind,
                      steg_error *err) {
  if (steg_buffer_failed(bytes))
    return steg_error_memory(err);
  if (!strcmp(path, "-"))
    return steg_session_put(bytes, err);
  if (steg_file_write(path, bytes->bytes, bytes->size, kind == STEG_OUTPUT_PLAIN ? 0644 : 0600, err) < 0)
    return -1;
  if (!session->json)
    printf("%s\n", path);
  return 0;
}
