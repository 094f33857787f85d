/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/answer_words.h"
#include "cli/iso.h"
#include "cli/verb.h"
#include "cli/whom.h"

#include "base/municipality.h"
#include "instrument/model.h"
#include "store/audit.h"
#include <string.h>

/* What is shown, and where its words come from. */
typedef struct extract_view {
  const steg_session *session;
  steg_arena *arena;
  const char *federation;
  const steg_extract *extract;
} extract_view;

static const char *sex_word(const steg_session *session, steg_sex sex) {
  switch (sex) {
  case STEG_SEX_WOMAN:
    return steg_session_pick(session, "kvinna", "woman");
  case STEG_SEX_MAN:
    return steg_session_pick(session, "man", "man");
  case STEG_SEX_OTHER:
    return steg_session_pick(session, "annat", "other");
  case STEG_SEX_UNKNOWN:
    return steg_session_pick(session, "okänt", "unknown");
  }
  return NULL;
}

static const char *area_word(const steg_session *session, steg_area area) {
  switch (area) {
  case STEG_AREA_URBAN:
    return steg_session_pick(session, "tätort", "urban");
  case STEG_AREA_RURAL:
    return steg_session_pick(session, "utanför tätort", "rural");
  }
  return NULL;
}

static const char *occasion_word(const steg_session *session, int32_t occasion) {
  static const char *const sv[] = {NULL, "start", "pågående", "slut", "uppföljning"};
  static const char *const en[] = {NULL, "start", "ongoing", "end", "follow-up"};
  return occasion > 0 && occasion < 5 ? steg_session_pick(session, sv[occasion], en[occasion]) : NULL;
}

static const char *role_word(const extract_view *view, const steg_registry_entry *entry, const char *role) {
  int32_t index = entry && role ? steg_model_role_index(entry->instrument, role) : -1;
  if (index < 0)
    return role;
  const steg_role *row = &entry->instrument->roles.rows[index];
  return steg_session_pick(view->session, row->label_sv, row->label_en ? row->label_en : row->label_sv);
}

static const steg_registry_entry *entry_of(const extract_view *view, const char *instrument) {
  return steg_registry_find(view->session->project->registry, instrument);
}

/* ---- as text */

/* "Håbo (0305)": two names may differ by a letter alone. */
static const char *municipality(steg_arena *arena, int32_t code) {
  const char *name = steg_municipality_name(code);
  return name ? steg_arena_printf(arena, "%s (%04d)", name, code) : steg_arena_printf(arena, "%04d", code);
}

static void put_field(steg_buffer *out, const char *name, const char *value) {
  char clean[1024];
  if (value && *value)
    steg_buffer_printf(out, "    %s: %s\n", name, steg_session_clean(value, clean, sizeof clean));
}

static void put_replaced(const extract_view *view, steg_buffer *out, int64_t batch, int64_t replaced_by) {
  steg_buffer_printf(out, " (%s %lld", steg_session_pick(view->session, "inläsning", "batch"), (long long)batch);
  if (replaced_by)
    steg_buffer_printf(out, "; %s %lld", steg_session_pick(view->session, "ändrat av", "changed by"),
                       (long long)replaced_by);
  steg_buffer_text(out, ")\n");
}

static void put_participation(const extract_view *view, steg_buffer *out, const steg_extract_participation *row) {
  const steg_session *session = view->session;
  const steg_attributes *said = &row->attributes;
  const char *start = steg_iso_text(view->arena, said->start);
  const char *end = steg_iso_text(view->arena, said->end);
  steg_buffer_printf(out, "  %s  %s – %s%s", row->initiative, start ? start : "?", end ? end : "",
                     row->derived ? steg_session_pick(session, "  öppnat ur svaren", "  opened from responses") : "");
  put_replaced(view, out, row->batch, row->replaced_by);
  if (said->birth_year)
    put_field(out, steg_session_pick(session, "födelseår", "birth year"),
              steg_arena_printf(view->arena, "%d", said->birth_year));
  put_field(out, steg_session_pick(session, "kön", "sex"), sex_word(session, said->sex));
  if (said->municipality)
    put_field(out, "kommun", municipality(view->arena, said->municipality));
  put_field(out, steg_session_pick(session, "område", "area"), area_word(session, said->area));
  put_field(out, "coach", said->coach);
  put_field(out, steg_session_pick(session, "remittent", "referrer"), said->referrer);
  put_field(out, "team", said->team);
  put_field(out, steg_session_pick(session, "prioriterad grupp", "priority group"), said->priority);
  put_field(out, steg_session_pick(session, "källa", "source"), said->source);
}

static int put_answer(const extract_view *view, steg_buffer *out, const steg_extract_answer *answer, steg_error *err) {
  const steg_registry_entry *entry = entry_of(view, answer->instrument);
  const char *date = steg_iso_text(view->arena, answer->date);
  const char *start = steg_iso_text(view->arena, answer->start);
  const char *role = role_word(view, entry, answer->role);
  const char *occasion = occasion_word(view->session, answer->occasion);
  size_t count = 0;
  const steg_answer_word *words = steg_answer_words(entry, answer, view->session->lang, view->arena, &count);
  if (!words)
    return steg_error_memory(err);
  steg_buffer_printf(out, "  %s  %s", answer->instrument, answer->initiative);
  if (date)
    steg_buffer_printf(out, "  %s", date);
  else if (start)
    steg_buffer_printf(out, "  %s %s", steg_session_pick(view->session, "deltagandet från", "participation of"), start);
  if (role)
    steg_buffer_printf(out, "  %s", role);
  if (occasion)
    steg_buffer_printf(out, "  %s", occasion);
  put_replaced(view, out, answer->batch, answer->replaced_by);
  for (size_t i = 0; i < count; i++)
    put_field(out, words[i].label, words[i].words);
  return 0;
}

static void put_consent(const extract_view *view, steg_buffer *out, const steg_consent *consent) {
  const steg_session *session = view->session;
  steg_buffer_printf(out, "  %s%s%s", consent->initiative, consent->party ? ", " : "",
                     consent->party ? consent->party : "");
  const struct {
    const char *word;
    steg_date date;
  } parts[] = {{steg_session_pick(session, "givet", "given"), consent->given},
               {steg_session_pick(session, "till och med", "until"), consent->ends},
               {consent->party && consent->given == STEG_DATE_NONE
                    ? steg_session_pick(session, "undantagen", "excluded")
                    : steg_session_pick(session, "återkallat", "withdrawn"),
                consent->withdrawn}};
  for (size_t i = 0; i < 3; i++)
    if (parts[i].date != STEG_DATE_NONE)
      steg_buffer_printf(out, "  %s %s", parts[i].word, steg_iso_text(view->arena, parts[i].date));
  steg_buffer_char(out, '\n');
}

static void put_heading(steg_buffer *out, const char *text, size_t count) {
  steg_buffer_printf(out, "%s%s (%zu)\n", out->size ? "\n" : "", text, count);
}

static int put_text(const extract_view *view, steg_error *err) {
  const steg_session *session = view->session;
  const steg_extract *extract = view->extract;
  char clean[256];
  int status = 0;
  steg_buffer out;
  steg_buffer_init(&out, (size_t)1 << 28);
  put_heading(&out, steg_session_pick(session, "Nycklar", "Keys"), extract->code_count + extract->other_key_count);
  for (size_t i = 0; i < extract->code_count; i++)
    steg_buffer_printf(&out, "  %s\n", steg_session_clean(extract->codes[i], clean, sizeof clean));
  if (extract->other_key_count)
    steg_buffer_printf(&out, "  %zu %s\n", extract->other_key_count,
                       steg_session_pick(session, "som pseudonym (personnummer)", "as pseudonym (personnummer)"));
  put_heading(&out, steg_session_pick(session, "Deltaganden", "Participations"), extract->participation_count);
  for (size_t i = 0; i < extract->participation_count; i++)
    put_participation(view, &out, &extract->participations[i]);
  put_heading(&out, steg_session_pick(session, "Svar", "Answers"), extract->answer_count);
  for (size_t i = 0; i < extract->answer_count && status == 0; i++)
    status = put_answer(view, &out, &extract->answers[i], err);
  put_heading(&out, steg_session_pick(session, "Samtycken", "Consents"), extract->consent_count);
  for (size_t i = 0; i < extract->consent_count; i++)
    put_consent(view, &out, &extract->consents[i]);
  put_heading(&out, steg_session_pick(session, "Inläsningar", "Batches"), extract->batch_count);
  for (size_t i = 0; i < extract->batch_count; i++)
    steg_buffer_printf(&out, "  %lld  %s  %s\n", (long long)extract->batches[i].id, extract->batches[i].instrument,
                       steg_session_clean(extract->batches[i].file_name, clean, sizeof clean));
  if (status == 0)
    status = steg_session_put(&out, err);
  steg_buffer_release(&out);
  return status;
}

/* ---- as JSON */

static void put_date(steg_arena *arena, steg_tree *node, const char *name, steg_date date) {
  steg_tree_put(arena, node, name, steg_tree_text(arena, steg_iso_text(arena, date)));
}

static void put_number(steg_arena *arena, steg_tree *node, const char *name, int64_t value) {
  steg_tree_put(arena, node, name, value ? steg_tree_integer(arena, value) : steg_tree_null(arena));
}

static steg_tree *participation_tree(const extract_view *view, const steg_extract_participation *row) {
  static const char *const sexes[] = {NULL, "kvinna", "man", "annat", "okant"};
  static const char *const areas[] = {NULL, "tatort", "utanfor_tatort"};
  steg_arena *arena = view->arena;
  const steg_attributes *said = &row->attributes;
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "initiative", steg_tree_text(arena, row->initiative));
  steg_tree_put(arena, node, "derived", steg_tree_bool(arena, row->derived));
  put_date(arena, node, "start", said->start);
  put_date(arena, node, "end", said->end);
  put_number(arena, node, "birth_year", said->birth_year);
  steg_tree_put(
      arena, node, "municipality",
      steg_tree_text(arena, said->municipality ? steg_arena_printf(arena, "%04d", said->municipality) : NULL));
  steg_tree_put(arena, node, "sex", steg_tree_text(arena, sexes[said->sex]));
  steg_tree_put(arena, node, "area", steg_tree_text(arena, areas[said->area]));
  steg_tree_put(arena, node, "coach", steg_tree_text(arena, said->coach));
  steg_tree_put(arena, node, "referrer", steg_tree_text(arena, said->referrer));
  steg_tree_put(arena, node, "team", steg_tree_text(arena, said->team));
  steg_tree_put(arena, node, "priority", steg_tree_text(arena, said->priority));
  steg_tree_put(arena, node, "source", steg_tree_text(arena, said->source));
  steg_tree_put(arena, node, "batch", steg_tree_integer(arena, row->batch));
  put_number(arena, node, "replaced_by", row->replaced_by);
  return node;
}

static steg_tree *value_tree(steg_arena *arena, const steg_extract_cell *cell) {
  if (cell->kind == STEG_EXTRACT_TEXT)
    return steg_tree_text(arena, cell->text);
  return cell->kind == STEG_EXTRACT_REAL ? steg_tree_real(arena, cell->real) : steg_tree_integer(arena, cell->integer);
}

static steg_tree *answer_tree(const extract_view *view, const steg_extract_answer *answer) {
  steg_arena *arena = view->arena;
  size_t count = 0;
  const steg_answer_word *words =
      steg_answer_words(entry_of(view, answer->instrument), answer, view->session->lang, arena, &count);
  steg_tree *node = steg_tree_map(arena);
  steg_tree *items = steg_tree_list(arena);
  if (!words)
    return NULL;
  steg_tree_put(arena, node, "instrument", steg_tree_text(arena, answer->instrument));
  steg_tree_put(arena, node, "initiative", steg_tree_text(arena, answer->initiative));
  put_date(arena, node, "start", answer->start);
  put_date(arena, node, "date", answer->date);
  steg_tree_put(arena, node, "role", steg_tree_text(arena, answer->role));
  steg_tree_put(arena, node, "occasion",
                steg_tree_text(arena, steg_model_occasion_name((steg_occasion)answer->occasion)));
  for (size_t i = 0; i < count; i++) {
    steg_tree *item = steg_tree_map(arena);
    steg_tree_put(arena, item, "item", steg_tree_text(arena, words[i].item));
    steg_tree_put(arena, item, "label", steg_tree_text(arena, words[i].label));
    steg_tree_put(arena, item, "answer", steg_tree_text(arena, words[i].words));
    steg_tree *values = steg_tree_map(arena);
    for (size_t c = 0; c < words[i].cell_count; c++)
      steg_tree_put(arena, values, words[i].cell[c].column, value_tree(arena, &words[i].cell[c]));
    steg_tree_put(arena, item, "values", values);
    steg_tree_append(arena, items, item);
  }
  steg_tree_put(arena, node, "items", items);
  steg_tree_put(arena, node, "batch", steg_tree_integer(arena, answer->batch));
  put_number(arena, node, "replaced_by", answer->replaced_by);
  return node;
}

static steg_tree *consent_tree(steg_arena *arena, const steg_consent *consent) {
  steg_tree *node = steg_tree_map(arena);
  steg_tree_put(arena, node, "initiative", steg_tree_text(arena, consent->initiative));
  steg_tree_put(arena, node, "party", steg_tree_text(arena, consent->party));
  put_date(arena, node, "given", consent->given);
  put_date(arena, node, "ends", consent->ends);
  put_date(arena, node, "withdrawn", consent->withdrawn);
  return node;
}

static int put_json(const extract_view *view, steg_error *err) {
  steg_arena *arena = view->arena;
  const steg_extract *extract = view->extract;
  steg_tree *root = steg_tree_map(arena);
  steg_tree *codes = steg_tree_list(arena);
  steg_tree *participations = steg_tree_list(arena);
  steg_tree *answers = steg_tree_list(arena);
  steg_tree *consents = steg_tree_list(arena);
  steg_tree *batches = steg_tree_list(arena);
  for (size_t i = 0; i < extract->code_count; i++)
    steg_tree_append(arena, codes, steg_tree_text(arena, extract->codes[i]));
  for (size_t i = 0; i < extract->participation_count; i++)
    steg_tree_append(arena, participations, participation_tree(view, &extract->participations[i]));
  for (size_t i = 0; i < extract->answer_count; i++)
    steg_tree_append(arena, answers, answer_tree(view, &extract->answers[i]));
  for (size_t i = 0; i < extract->consent_count; i++)
    steg_tree_append(arena, consents, consent_tree(arena, &extract->consents[i]));
  for (size_t i = 0; i < extract->batch_count; i++) {
    steg_tree *node = steg_tree_map(arena);
    steg_tree_put(arena, node, "batch", steg_tree_integer(arena, extract->batches[i].id));
    steg_tree_put(arena, node, "instrument", steg_tree_text(arena, extract->batches[i].instrument));
    steg_tree_put(arena, node, "file", steg_tree_text(arena, extract->batches[i].file_name));
    steg_tree_append(arena, batches, node);
  }
  steg_tree_put(arena, root, "federation", steg_tree_text(arena, view->federation));
  steg_tree_put(arena, root, "codes", codes);
  steg_tree_put(arena, root, "pseudonyms", steg_tree_integer(arena, (int64_t)extract->other_key_count));
  steg_tree_put(arena, root, "participations", participations);
  steg_tree_put(arena, root, "answers", answers);
  steg_tree_put(arena, root, "consents", consents);
  steg_tree_put(arena, root, "batches", batches);
  if (steg_arena_failed(arena))
    return steg_error_memory(err);
  return steg_session_put_json(root, err);
}

int steg_verb_person(steg_session *session, const steg_arguments *arguments, steg_error *err) {
  const char *federation = NULL;
  steg_person_key key;
  int64_t person = 0;
  steg_extract extract;
  if (steg_session_open(session, STEG_PROJECT_INSTRUMENTS | STEG_PROJECT_INITIATIVES | STEG_PROJECT_SOUND, err) < 0 ||
      steg_whom_key(session, arguments->words[0], &key, err) < 0 ||
      steg_session_store(session, STEG_STORE_WRITE, err) < 0 ||
      steg_whom_person(session, arguments, NULL, &key, &federation, &person, err) < 0 ||
      steg_extract_read(session->store, person, session->project->arena, &extract, err) < 0 ||
      steg_audit_append(session->store, "person", "", err) < 0)
    return -1;
  const extract_view view = {
      .session = session, .arena = session->project->arena, .federation = federation, .extract = &extract};
  return session->json ? put_json(&view, err) : put_text(&view, err);
}
