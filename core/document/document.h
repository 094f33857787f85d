/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * document - a report on its way: read from the script's tree, filled by evaluate, judged by disclose, settled by resolve,
 * drawn by render. It owns nothing: everything lives in the command's arena.
 */
#ifndef STEG_DOCUMENT_DOCUMENT_H
#define STEG_DOCUMENT_DOCUMENT_H

#include "base/text.h"
#include "document/block.h"
#include "document/initiative.h"

typedef enum steg_profile {
  STEG_PROFILE_WORKING = 1, /* arbetsmaterial: everything open, marked on every page */
  STEG_PROFILE_BOARD = 2,   /* styrgrupp: k = 3 */
  STEG_PROFILE_PUBLIC = 3   /* publicerad: k = 5 */
} steg_profile;

const char *steg_profile_id(steg_profile profile); /* "arbetsmaterial", "styrgrupp", "publicerad" */
steg_profile steg_profile_find(const char *id);    /* 0 when there is none */

typedef struct steg_document {
  const char *report; /* id of the report: "arsrapport" */
  const char *script; /* path, for messages */
  steg_lang lang;
  steg_prose title;
  steg_prose receiver;                    /* sv NULL = none */
  const char *title_text, *receiver_text; /* filled by resolve */
  const char *subtitle;                   /* filled by project: federation, initiative and period */
  const char *federation;
  steg_profile profile;
  unsigned k; /* threshold in force */
  steg_date as_of;
  steg_date data_date; /* of the last batch */
  const char *program; /* "Stegvis 0.1.0" */
  const char *marking; /* "INTERNT – ej röjandeskyddat", NULL = none; on every page */
  steg_block *blocks;
  size_t block_count;
  steg_request *requests;
  size_t request_count;
  const steg_initiative *initiatives; /* all of the project */
  size_t initiative_count;
} steg_document;

#endif
