/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * consent - what a person agreed to: per initiative, for the whole of it or for one party, with an end the person chooses.
 *
 * An import's own consent column needs none of this: what stands here is what the person said besides. No row means that nothing was
 * said: the data may be kept. An end stops collecting (rows after it are refused, standing.h); what was collected stays. Withdrawing
 * the consent to an initiative takes the person's answers of it out of the store and leaves an anonymous row per participation
 * (sex, year of its start); files with the person are refused for that initiative until a consent is given again. A party that was
 * withdrawn or excluded is kept and shown; it takes nothing out.
 */
#ifndef STEG_STORE_CONSENT_H
#define STEG_STORE_CONSENT_H

#include "base/arena.h"
#include "base/date.h"
#include "store/rows.h"
#include "store/store.h"

typedef enum steg_consent_act {
  STEG_CONSENT_GIVE = 1,
  STEG_CONSENT_WITHDRAW = 2,
  STEG_CONSENT_EXCLUDE = 3 /* a party that never was to see it; needs `party` */
} steg_consent_act;

typedef struct steg_consent {
  const char *initiative; /* id */
  const char *party;      /* NULL = the whole initiative */
  steg_date given;        /* STEG_DATE_NONE: not by command */
  steg_date ends;         /* last day; STEG_DATE_NONE: open */
  steg_date withdrawn;    /* STEG_DATE_NONE: stands; of a party without `given`: excluded */
} steg_consent;

typedef struct steg_consent_change {
  steg_consent_act act;
  const char *federation;
  const steg_person_key *key;
  const char *initiative;
  const char *party; /* NULL = the whole initiative */
  steg_date date;    /* of the act */
  steg_date until;   /* GIVE: last day; STEG_DATE_NONE = open */
} steg_consent_change;

typedef struct steg_consent_result {
  size_t answers;        /* that went */
  size_t participations; /* that became anonymous */
} steg_consent_result;

/* One transaction with its entry in the audit (act, initiative, party; never who). Refused: nobody has the key; an end before the
 * date; EXCLUDE without a party; a party's name that is empty, over 60 bytes or has control characters. */
int steg_consent_run(steg_store *store, const steg_consent_change *change, steg_consent_result *ret_result,
                     steg_error *err);
/* All of a person's, by initiative and party. */
int steg_consent_list(steg_store *store, int64_t person, steg_arena *arena, steg_consent **ret_consents,
                      size_t *ret_count, steg_error *err);

#endif
