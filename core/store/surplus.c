/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/surplus.h"

#include "base/buffer.h"

static size_t count_said(const steg_plan *plan, int32_t initiative, steg_date start, int32_t sex) {
  const steg_row_set *set = plan->set;
  size_t count = 0;
  for (size_t i = 0; i < set->row_count; i++) {
    const steg_attributes *said = set->rows[i].attributes >= 0 ? &set->attributes[set->rows[i].attributes] : NULL;
    steg_date year =
        said && said->start != STEG_DATE_NONE ? steg_date_make(steg_date_year(said->start), 1, 1) : STEG_DATE_NONE;
    count += plan->people.of_row[i] == STEG_PEOPLE_NOBODY &&
             plan->initiatives[set->rows[i].initiative].number == initiative && year == start &&
             (said ? (int32_t)said->sex : 0) == sex;
  }
  return count;
}

/* One group of a year and sex: those with the highest numbers go, as far as nothing hangs on them. */
static int trim_group(steg_plan *plan, steg_commit_mode mode, int64_t batch, const steg_ledger_table *tables,
                      size_t table_count, sqlite3_stmt *group, size_t *removed, steg_error *err) {
  int32_t initiative = sqlite3_column_int(group, 0);
  steg_date start = sqlite3_column_type(group, 1) == SQLITE_NULL ? STEG_DATE_NONE : sqlite3_column_int(group, 1);
  size_t stored = (size_t)sqlite3_column_int64(group, 3);
  size_t said = count_said(plan, initiative, start, sqlite3_column_int(group, 2));
  sqlite3_stmt *select = NULL;
  steg_buffer sql;
  int row = 0;
  if (stored <= said)
    return 0;
  steg_buffer_init(&sql, 1 << 16);
  steg_buffer_text(&sql, "SELECT id FROM main.participations p WHERE initiative = ?1 AND person IS NULL AND start IS ?2"
                         " AND sex IS ?3");
  for (size_t i = 0; i < table_count; i++)
    if (tables[i].answers)
      steg_buffer_printf(&sql,
                         " AND NOT EXISTS(SELECT 1 FROM main.\"%s\" a WHERE a._initiative = p.initiative"
                         " AND a._participation = p.id)",
                         tables[i].name);
  steg_buffer_text(&sql, " ORDER BY nth DESC LIMIT ?4");
  int result =
      steg_buffer_failed(&sql) ? steg_error_memory(err) : steg_connection_prepare(plan->db, &select, err, sql.bytes);
  steg_buffer_release(&sql);
  if (result < 0)
    return -1;
  steg_cell cells[2] = {steg_cell_read(group, 1), steg_cell_read(group, 2)};
  sqlite3_bind_int(select, 1, initiative);
  steg_cell_bind(select, 2, &cells[0]);
  steg_cell_bind(select, 3, &cells[1]);
  sqlite3_bind_int64(select, 4, (int64_t)(stored - said));
  while ((row = steg_connection_step(plan->db, select, err)) == 1 && result == 0) {
    int id = sqlite3_column_int(select, 0);
    (*removed)++;
    if (mode == STEG_COMMIT_STORE)
      result = steg_connection_run_format(plan->db, err,
                                          "INSERT INTO main.participations_replaced SELECT %lld, * FROM "
                                          "main.participations WHERE initiative = %d AND id = %d;"
                                          "DELETE FROM main.participations WHERE initiative = %d AND id = %d",
                                          (long long)batch, initiative, id, initiative, id);
  }
  sqlite3_finalize(select);
  return row < 0 ? -1 : result;
}

int steg_surplus_trim(steg_plan *plan, steg_commit_mode mode, int64_t batch, const steg_ledger_table *tables,
                      size_t table_count, size_t *removed, steg_error *err) {
  for (size_t i = 0; i < plan->set->initiative_count; i++) {
    sqlite3_stmt *groups = NULL;
    int row;
    int result = 0;
    if (plan->initiatives[i].first != i || plan->initiatives[i].fresh)
      continue;
    /* What this batch has added is in no surplus group: it was added because the store had fewer. */
    if (steg_connection_prepare(plan->db, &groups, err,
                                "SELECT initiative, start, sex, count(*) FROM main.participations"
                                " WHERE initiative = ? AND person IS NULL GROUP BY start, sex") < 0)
      return -1;
    sqlite3_bind_int(groups, 1, plan->initiatives[i].number);
    while ((row = steg_connection_step(plan->db, groups, err)) == 1 && result == 0)
      result = trim_group(plan, mode, batch, tables, table_count, groups, removed, err);
    sqlite3_finalize(groups);
    if (row < 0 || result < 0)
      return -1;
  }
  return 0;
}
