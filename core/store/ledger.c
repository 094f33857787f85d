/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ledger.h"

#include "base/buffer.h"
#include "store/stored.h"
#include "store/table.h"

static int describe(sqlite3 *db, steg_arena *arena, steg_ledger_table *table, steg_error *err) {
  sqlite3_stmt *info = NULL;
  steg_buffer columns;
  steg_buffer key;
  int row;
  if (steg_connection_prepare(db, &info, err, "SELECT name, pk FROM pragma_table_info(?, 'main') ORDER BY cid") < 0)
    return -1;
  steg_buffer_init(&columns, 1 << 20);
  steg_buffer_init(&key, 1 << 16);
  sqlite3_bind_text(info, 1, table->name, -1, SQLITE_STATIC);
  while ((row = steg_connection_step(db, info, err)) == 1) {
    const char *name = (const char *)sqlite3_column_text(info, 0);
    steg_buffer_printf(&columns, "%s\"%s\"", columns.size ? ", " : "", name ? name : "");
    if (sqlite3_column_int(info, 1) > 0)
      steg_buffer_printf(&key, "%st.\"%s\" = r.\"%s\"", key.size ? " AND " : "", name ? name : "", name ? name : "");
  }
  sqlite3_finalize(info);
  table->columns = steg_arena_text(arena, columns.bytes);
  table->same_key = steg_arena_text(arena, key.bytes);
  bool failed = steg_buffer_failed(&columns) || steg_buffer_failed(&key) || !table->columns || !table->same_key;
  steg_buffer_release(&columns);
  steg_buffer_release(&key);
  if (row < 0)
    return -1;
  return failed ? steg_error_memory(err) : 0;
}

int steg_ledger_tables(sqlite3 *db, steg_arena *arena, steg_ledger_table **ret_tables, size_t *ret_count,
                       steg_error *err) {
  const char *const *all = NULL;
  const char *const *anonymous = NULL;
  size_t count = 0;
  size_t anonymous_count = 0;
  if (steg_table_list(db, 0, arena, &all, &count, err) < 0 ||
      steg_table_list(db, 1u << STEG_KIND_ANONYMOUS | 1u << STEG_KIND_AGGREGATE, arena, &anonymous, &anonymous_count,
                      err) < 0)
    return -1;
  steg_ledger_table *tables = steg_arena_array(arena, count + 1, sizeof *tables);
  if (!tables)
    return steg_error_memory(err);
  tables[0] = (steg_ledger_table){
      .name = "participations", .replaced = "participations_replaced", .batch = "batch", .replaced_by = "replaced_by"};
  for (size_t i = 0; i < count; i++) {
    tables[i + 1] = (steg_ledger_table){.name = steg_arena_printf(arena, "answers_%s", all[i]),
                                        .replaced = steg_arena_printf(arena, "replaced_%s", all[i]),
                                        .batch = "_batch",
                                        .replaced_by = "_replaced_by",
                                        .answers = true};
    if (!tables[i + 1].name || !tables[i + 1].replaced)
      return steg_error_memory(err);
    for (size_t j = 0; j < anonymous_count; j++)
      if (all[i] == anonymous[j] || sqlite3_stricmp(all[i], anonymous[j]) == 0)
        tables[i + 1].answers = false;
  }
  for (size_t i = 0; i <= count; i++)
    if (describe(db, arena, &tables[i], err) < 0)
      return -1;
  *ret_tables = tables;
  *ret_count = count + 1;
  return 0;
}

static int add_table(sqlite3 *db, const char *from, const steg_ledger_table *table, int64_t batch_count,
                     steg_digest *digests, steg_error *err) {
  sqlite3_stmt *select = NULL;
  steg_stored stored = {0};
  if (steg_connection_prepare_format(db, &select, err, "SELECT * FROM main.\"%w\"", from) < 0)
    return -1;
  int row = steg_stored_start(select, table->name, table->batch, table->replaced_by, &stored, err);
  while (row >= 0 && (row = steg_connection_step(db, select, err)) == 1) {
    int64_t batch = steg_stored_batch(&stored);
    steg_stored_add(&stored, &digests[batch > 0 && batch <= batch_count ? batch : 0]);
  }
  steg_stored_release(&stored);
  sqlite3_finalize(select);
  return row < 0 ? -1 : 0;
}

int steg_ledger_sums(sqlite3 *db, const steg_ledger_table *tables, size_t table_count, int64_t batch_count,
                     steg_arena *arena, steg_digest **ret_digests, steg_error *err) {
  steg_digest *digests = steg_arena_array(arena, (size_t)batch_count + 1, sizeof *digests);
  if (!digests)
    return steg_error_memory(err);
  for (size_t i = 0; i < table_count; i++)
    if (add_table(db, tables[i].name, &tables[i], batch_count, digests, err) < 0 ||
        add_table(db, tables[i].replaced, &tables[i], batch_count, digests, err) < 0)
      return -1;
  *ret_digests = digests;
  return 0;
}
