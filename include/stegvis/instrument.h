/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stegvis/instrument.h - the one header an instrument plugin is compiled with.
 *
 * An instrument is data about a form: items, scales, roles, columns, checks and
 * indexes. A plugin is a shared object that exports one const object of type
 * steg_instrument, named `stegvis_instrument`: no init function, no
 * registration, no global state, no host symbol. Everything is rows; ids link
 * rows. The header needs nothing but the C standard library's own headers and
 * compiles as C11 and as C++17.
 *
 * Conventions
 *   - All text is UTF-8. `_sv` is Swedish and required where the comment says
 *     so; `_en` may be NULL (the Swedish text is then shown).
 *   - An id matches [a-z][a-z0-9_]*, at most 40 bytes.
 *   - A list of ids or codes in one string is separated by single spaces.
 *   - Enums start at 1. 0 is always an error, except where "0 = not said" stands.
 *   - A pointer that may be NULL says so.
 *
 * Versions: `major` must be the engine's own; `minor` may be lower than the
 * engine's. New fields are only ever added at the end of a row, with a new minor.
 */
#ifndef STEGVIS_INSTRUMENT_H
#define STEGVIS_INSTRUMENT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STEG_ABI_MAGIC 0x53544547u /* "STEG" */
#define STEG_ABI_MAJOR 1u
#define STEG_ABI_MINOR 1u

/* The name the loader looks up, and how it is exported. */
#define STEG_INSTRUMENT_SYMBOL "stegvis_instrument"
#if defined(__GNUC__)
#define STEG_VISIBLE __attribute__((visibility("default")))
#else
#define STEG_VISIBLE
#endif
#ifdef __cplusplus
#define STEG_EXPORT extern "C" STEG_VISIBLE
#else
#define STEG_EXPORT STEG_VISIBLE
#endif

/* A table of rows: where they are, how many, and how large the plugin's compiler made one. */
#define STEG_TABLE(row)                                                                                                \
  struct {                                                                                                             \
    const row *rows;                                                                                                   \
    uint32_t count;                                                                                                    \
    uint32_t row_size;                                                                                                 \
  }
#define STEG_ROWS(array)                                                                                               \
  { array, (uint32_t)(sizeof(array) / sizeof((array)[0])), (uint32_t)sizeof((array)[0]) }
#define STEG_NO_ROWS                                                                                                   \
  { NULL, 0u, 0u }

/* ---- scales ---------------------------------------------------------------------------------- */

typedef enum steg_level_kind {
  STEG_LEVEL_STEP = 1,     /* a step of the scale, or one of the choices */
  STEG_LEVEL_NEUTRAL = 2,  /* a step that is neither good nor bad ("varken eller") */
  STEG_LEVEL_OFF_SCALE = 3 /* an answer, but no step ("kan inte svara"): value in -99..-1, never counted as a number */
} steg_level_kind;

typedef enum steg_better {
  STEG_BETTER_UP = 1, /* a higher value is better */
  STEG_BETTER_DOWN = 2,
  STEG_BETTER_NONE = 3 /* no direction: "changed" and "unchanged" only */
} steg_better;

typedef struct steg_level {
  int32_t value;        /* stored number; >= 0 for steps, unique in the scale */
  const char *code;     /* id, unique in the scale */
  const char *label_sv; /* required: as printed on the form */
  const char *label_en;
  steg_level_kind kind;
  uint32_t positive;   /* 1 = counted in "share positive" unless the item names its own steps */
  const char *group;   /* id in the scale's groups, or NULL */
  const char *aliases; /* other spellings in files, separated by '|', or NULL */
} steg_level;

/* A named group of levels, such as SCB's "ohälsa". */
typedef struct steg_level_group {
  const char *id;
  const char *label_sv; /* required */
  const char *label_en;
} steg_level_group;

typedef struct steg_scale {
  const char *id;
  STEG_TABLE(steg_level) levels; /* in the order they are shown; at least two */
  STEG_TABLE(steg_level_group) groups;
  uint32_t ordered; /* 1 = the steps have an order, rising with value */
  steg_better better;
  const char *missing; /* file spellings that mean "no answer", separated by '|', or NULL */
} steg_scale;

/* ---- items ----------------------------------------------------------------------------------- */

typedef enum steg_item_type {
  STEG_ITEM_SCALE = 1,   /* one level of an ordered scale */
  STEG_ITEM_CHOICE = 2,  /* one level of an unordered scale */
  STEG_ITEM_MULTI = 3,   /* several levels at once, each with an extent in percent where `extent` is 1 */
  STEG_ITEM_NUMBER = 4,  /* a real number, in `unit` */
  STEG_ITEM_PERCENT = 5, /* 0 to 100 */
  STEG_ITEM_DATE = 6,
  STEG_ITEM_TEXT = 7, /* free text: stored, never printed below the disclosure rules */
  STEG_ITEM_FLAG = 8  /* yes or no */
} steg_item_type;

typedef enum steg_sensitivity {
  STEG_NEUTRAL = 1,  /* plans, events, experience of the service */
  STEG_SENSITIVE = 2 /* health, income source, exit reason, progression */
} steg_sensitivity;

typedef struct steg_item {
  const char *id;
  const char *text_sv; /* required: the question as asked, or a placeholder that says so */
  const char *text_en;
  const char *label_sv; /* short name for tables and charts; NULL = the text */
  const char *label_en;
  const char *topic; /* id that groups items, or NULL */
  steg_item_type type;
  const char *scale;     /* id of a scale: required for SCALE, CHOICE, MULTI; else NULL */
  const char *roles;     /* ids of the roles that answer it, or NULL for all */
  const char *occasions; /* when it is asked: words of "start ongoing end follow_up", or NULL for always */
  steg_sensitivity sensitivity;
  uint32_t required;      /* 1 = a response without it is a finding */
  uint32_t placeholder;   /* 1 = the wording is not the official one and says so */
  uint32_t reversed;      /* 1 = in an index, counted as low + high - value */
  uint32_t retrospective; /* 1 = asked once, at end, about the change itself */
  uint32_t extent;        /* MULTI: 1 = each chosen level carries a percentage */
  const char *mirrors;    /* id of the item with the same topic in another role, or NULL */
  const char *after;      /* register: id of the item with the same fact at the end, or NULL */
  const char *goal_of;    /* id of the item whose own goal level this holds, or NULL */
  const char *positive;   /* codes of the positive steps of this item, or NULL for the scale's */
  double low;             /* NUMBER: smallest and largest value accepted; both 0 = no limit */
  double high;
  const char *unit; /* NUMBER: "kr", "dagar", "h/vecka"; NULL = none */
} steg_item;

/* ---- roles, columns, checks, indexes, crosswalk ---------------------------------------------- */

/* EVENT: whom a kind of event happens to. */
typedef enum steg_event_subject {
  STEG_EVENT_OF_PERSON = 1,    /* a participant: the row must name one */
  STEG_EVENT_OF_INITIATIVE = 2 /* the initiative itself: the row must not name a participant */
} steg_event_subject;

typedef struct steg_role {
  const char *id;
  const char *label_sv; /* required */
  const char *label_en;
  const char *aliases;        /* spellings in files, separated by '|', or NULL */
  steg_event_subject subject; /* since 1.1. EVENT; 0 = either. Other kinds: 0 */
} steg_role;

typedef enum steg_column_target {
  STEG_COLUMN_PERSON = 1, /* personnummer, samordningsnummer or own participant code */
  STEG_COLUMN_INITIATIVE = 2,
  STEG_COLUMN_DATE = 3, /* of the response; when empty or missing, occasions start and end take the participation's */
  STEG_COLUMN_OCCASION = 4,
  STEG_COLUMN_ROLE = 5,
  STEG_COLUMN_ITEM = 6,      /* `item`; may carry `occasion` and `role` in a wide sheet */
  STEG_COLUMN_EXTENT = 7,    /* the percentage that belongs to the single choice of `item` (a MULTI) */
  STEG_COLUMN_ATTRIBUTE = 8, /* `attribute` of the participation */
  STEG_COLUMN_GROUP = 9,     /* anonymous: respondent group, which is one of the roles */
  STEG_COLUMN_PERIOD = 10,   /* anonymous, aggregate: the period meant, as 2024, 2024-H1, 2024-Q3 or 2024-05 */
  STEG_COLUMN_IGNORE = 11    /* known, and deliberately not stored */
} steg_column_target;

typedef enum steg_attribute {
  STEG_ATTRIBUTE_SEX = 1,          /* kvinna, man, annat, okänt */
  STEG_ATTRIBUTE_BIRTH_YEAR = 2,   /* or a date of birth, of which only the year is kept */
  STEG_ATTRIBUTE_AGE = 3,          /* age at start; the birth year is then start year - age */
  STEG_ATTRIBUTE_MUNICIPALITY = 4, /* kommunkod, four digits */
  STEG_ATTRIBUTE_AREA = 5,         /* in or outside a tätort */
  STEG_ATTRIBUTE_START = 6,
  STEG_ATTRIBUTE_END = 7,
  STEG_ATTRIBUTE_COACH = 8,
  STEG_ATTRIBUTE_REFERRER = 9,
  STEG_ATTRIBUTE_TEAM = 10,
  STEG_ATTRIBUTE_PRIORITY = 11, /* prioritised group */
  STEG_ATTRIBUTE_SOURCE = 12,   /* source system */
  STEG_ATTRIBUTE_CONSENT = 13,  /* ja or nej; nej makes the person anonymous */
  STEG_ATTRIBUTE_PROTECTED = 14 /* protected identity; ja makes the person anonymous */
} steg_attribute;

typedef enum steg_occasion {
  STEG_OCCASION_START = 1,
  STEG_OCCASION_ONGOING = 2,
  STEG_OCCASION_END = 3,
  STEG_OCCASION_FOLLOW_UP = 4
} steg_occasion;

/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): fields in the order that a row is written */
typedef struct steg_column {
  const char *header;  /* required: as in the table that `form` makes */
  const char *aliases; /* other headers, separated by '|', or NULL; compared without case, space and punctuation */
  steg_column_target target;
  const char *item;       /* ITEM, EXTENT: id; aggregate's MUNICIPALITY: the TEXT item that takes the code; else NULL */
  const char *role;       /* role of the answers in this column, or NULL */
  steg_occasion occasion; /* 0 = not said */
  steg_attribute attribute; /* ATTRIBUTE only, else 0 */
  uint32_t required;        /* 1 = a file without the column is refused */
} steg_column;

typedef enum steg_severity {
  STEG_SEVERITY_NOTE = 1, /* taken; something was normalised */
  STEG_SEVERITY_WARNING = 2,
  STEG_SEVERITY_ERROR = 3 /* the row is refused */
} steg_severity;

typedef enum steg_check_kind {
  STEG_CHECK_RANGE = 1,        /* low <= item <= high */
  STEG_CHECK_DATE_ORDER = 2,   /* item not after other (two date items) */
  STEG_CHECK_REQUIRED_IF = 3,  /* item must be answered when `other` has the level code `text` */
  STEG_CHECK_SUM_100 = 4,      /* extents of a MULTI item sum to at most 100 */
  STEG_CHECK_IMPLAUSIBLE = 5,  /* as RANGE, for values that are possible but odd */
  STEG_CHECK_STRAIGHT_LINE = 6 /* the same level on all items of `text` (ids) */
} steg_check_kind;

/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): fields in the order that a row is written */
typedef struct steg_check {
  const char *id;
  steg_check_kind kind;
  const char *item;
  const char *other; /* or NULL */
  const char *text;  /* or NULL */
  double low;
  double high;
  steg_severity severity;
  const char *message_sv; /* required: what is wrong and how to mend it; never contains a value */
  const char *message_en;
} steg_check;

typedef enum steg_index_kind {
  STEG_INDEX_MEAN = 1,
  STEG_INDEX_SUM = 2,
  STEG_INDEX_CUSTOM = 3 /* computed by the plugin's `score`; compiled plugins only */
} steg_index_kind;

typedef struct steg_index {
  const char *id;
  const char *label_sv; /* required */
  const char *label_en;
  steg_index_kind kind;
  const char *items;         /* ids */
  uint32_t minimum_answered; /* fewer answered items: no index */
  double multiplier;         /* result is multiplied by it; 0 counts as 1 */
  double low;                /* range after multiplication */
  double high;
  double meaningful_change; /* 0 = none published */
  steg_better better;
} steg_index;

typedef enum steg_crosswalk_kind {
  STEG_CROSSWALK_SAME = 1,
  STEG_CROSSWALK_RECODED = 2,
  STEG_CROSSWALK_BROKEN = 3 /* never pooled or paired over the versions */
} steg_crosswalk_kind;

/*
 * A row is one step: from `from_version` to the next later version that rows lead from, or to this version when none is later. So the rows
 * of an earlier step stay as they are when another version comes: 1 to 2 and 2 to 3, and an answer of 1 goes both. Versions are in natural
 * order ("2" before "10", "1" before "2024-1"). Of several steps the worst counts. An item without a row is SAME where it is asked
 * exactly as before (wording, type and levels), else BROKEN. The level with the code "felregistrering" (registered by mistake)
 * of a CHOICE item outlives a break.
 */
typedef struct steg_crosswalk {
  const char *from_version; /* where the step begins */
  const char *item;         /* id where the step ends; this version's, after the last step */
  const char *from_item;    /* id where the step begins, or NULL when the same */
  steg_crosswalk_kind kind;
  const char *recode; /* RECODED: "old=new old=new" in level values (a value not named is not comparable), else NULL */
} steg_crosswalk;

/*
 * Since 1.1, aggregates only: what rows of one file say of each other. A dimension is an item of type CHOICE, SCALE, FLAG, DATE
 * or TEXT; a value is one of type NUMBER or PERCENT. What is stated is kept beside what is computed, and never added to it.
 */
typedef enum steg_sum_kind {
  /* A row with the role `total` states what the rows with the role `part` add up to, item by item of `items`: those of the same
   * initiative whose period lies within its own and whose dimensions are its own; a dimension that it leaves empty is added
   * over. A row that says no role has the role `part`. */
  STEG_SUM_TOTAL = 1,
  /* Item `stated` of a row states the sum of `items` (one) over all rows that differ from it in the dimensions of `over`
   * alone. */
  STEG_SUM_BASE = 2,
  /* Item `stated` of a row (PERCENT) states the share of `items` (one) in its base: item `base` of the row, where it has one,
   * else the sum over the dimensions of `over`. As exact as it is written: 19 is 18.5 to 19.5. */
  STEG_SUM_SHARE = 3
} steg_sum_kind;

typedef struct steg_sum {
  const char *id;
  steg_sum_kind kind;
  const char *items;  /* ids of values */
  const char *over;   /* BASE, SHARE: ids of dimensions; else NULL */
  const char *stated; /* BASE, SHARE: id of a value; else NULL */
  const char *base;   /* SHARE: id of a value, or NULL */
  const char *part;   /* TOTAL: id of a role; else NULL */
  const char *total;  /* TOTAL: id of a role; else NULL */
  /* TOTAL: what a TEXT dimension says when the row is a total, separated by '|' ("Summa|Totalt"); the dimension is then empty.
   * Or NULL. */
  const char *words;
} steg_sum;

/* ---- callbacks ------------------------------------------------------------------------------- */

typedef enum steg_missing {
  STEG_MISSING_NO_ANSWER = 1,
  STEG_MISSING_OFF_SCALE = 2, /* `number` holds the off-scale level's value */
  STEG_MISSING_NOT_ASKED = 3, /* the role or occasion does not answer this item */
  STEG_MISSING_ERASED = 4
} steg_missing;

/* One answer. Which member counts hangs on the item's type. */
typedef struct steg_value {
  int32_t missing;  /* 0 = answered, else enum steg_missing */
  uint32_t chosen;  /* MULTI: how many levels are chosen */
  double number;    /* level value; number; percent; flag 0 or 1; date in days since 1970-01-01 */
  const char *text; /* TEXT: the text, else NULL */
  /* MULTI: by level index, -1 = not chosen, 0 = chosen without extent, 1..100 = percent; else NULL */
  const int32_t *extents;
} steg_value;

/* One response as typed on import. `values` is indexed like the instrument's items. */
typedef struct steg_record {
  uint32_t size; /* sizeof(steg_record) of the engine */
  uint32_t value_count;
  const steg_value *values;
  int32_t role;     /* index into roles, -1 = none */
  int32_t occasion; /* enum steg_occasion, 0 = not said */
  int32_t date;     /* days since 1970-01-01, INT32_MIN = none */
} steg_record;

/* What the engine offers a callback. `size` first: test it before calling a later member. */
typedef struct steg_services {
  uint32_t size;
  /* Reports a finding about the item with index `item` (-1: the whole response). `code` is an id in
   * capitals such as "E_BMI"; the messages must not contain the value. Copies its arguments. */
  void (*finding)(void *sink, steg_severity severity, int32_t item, const char *code, const char *message_sv,
                  const char *message_en);
} steg_services;

/* Pure functions, called on import only: no file, no clock, no state between calls. Return 0, or a negative number when
 * the response could not be judged, which refuses the row. */
typedef int (*steg_validate_fn)(const steg_record *record, const steg_services *services, void *sink);
/* Computes the custom index at place `index` of the indexes into *ret_value; returns 1, and leaves *ret_value, when it can't
 * be computed (too few answers). The value is kept with the response. */
typedef int (*steg_score_fn)(const steg_record *record, uint32_t index, double *ret_value,
                             const steg_services *services, void *sink);

/* ---- the instrument -------------------------------------------------------------------------- */

typedef enum steg_kind {
  STEG_KIND_REGISTER = 1,  /* one record per participation, brought up to date by later files */
  STEG_KIND_REPEATED = 2,  /* one response per participation, date and role */
  STEG_KIND_ANONYMOUS = 3, /* one row per answered form, initiative and period; no person */
  /* Since 1.1: something that happened on a day, the role being what. Of a participation, or, without a person, of the
   * initiative itself; one row per participation, date and role. */
  STEG_KIND_EVENT = 4,
  /* Since 1.1: numbers about an initiative and a period, and nobody's: one row per initiative, period, role and dimensions (the
   * items that are no NUMBER or PERCENT). A later file with other numbers for the same is an update. In a wide sheet a header
   * that is a period ("2024", "2024-Q3", "Budget 2024", or "Q3" beside a column with the year) holds the first value, or the one it
   * names, of that period. */
  STEG_KIND_AGGREGATE = 5
} steg_kind;

typedef struct steg_head {
  uint32_t magic;
  uint16_t major;
  uint16_t minor;
  uint32_t size; /* sizeof(steg_instrument) of the plugin's compiler */
} steg_head;

typedef struct steg_instrument {
  steg_head head; /* STEG_HEAD; first, and never moving */
  const char *id;
  const char *version;  /* of the content, e.g. "1" or "2024-1" */
  const char *title_sv; /* required */
  const char *title_en;
  const char *owner;      /* required: who owns the form */
  const char *licence;    /* required: under which terms the wording may be used */
  const char *source;     /* required: where the wording was taken from */
  const char *provenance; /* required: what is official and what is placeholder */
  steg_kind kind;
  uint32_t interval_months;  /* suggested time between occasions, 0 = none */
  uint32_t retention_months; /* how long answers are kept after the participation's end, 0 = the project's */
  STEG_TABLE(steg_scale) scales;
  STEG_TABLE(steg_role) roles;
  STEG_TABLE(steg_item) items;
  STEG_TABLE(steg_column) columns;
  STEG_TABLE(steg_check) checks;
  STEG_TABLE(steg_index) indexes;
  STEG_TABLE(steg_crosswalk) crosswalk;
  steg_validate_fn validate; /* or NULL */
  steg_score_fn score;       /* or NULL; required when an index is CUSTOM */
  STEG_TABLE(steg_sum) sums; /* since 1.1 */
} steg_instrument;

#define STEG_HEAD                                                                                                      \
  { STEG_ABI_MAGIC, STEG_ABI_MAJOR, STEG_ABI_MINOR, (uint32_t)sizeof(steg_instrument) }

/*
 * A plugin ends with:
 *
 *   STEG_EXPORT const steg_instrument stegvis_instrument = { STEG_HEAD, "sus", ... };
 */
#ifdef __cplusplus
}
#endif

#endif
