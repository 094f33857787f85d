/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report - one report from its script to a settled document: worker -> evaluate -> disclose -> resolve.
 */
#ifndef STEG_PROJECT_REPORT_H
#define STEG_PROJECT_REPORT_H

#include "document/document.h"
#include "project/project.h"

typedef struct steg_report_info {
  const char *id; /* the file's name without .lua */
  const char *title_sv, *title_en;
  const char *receiver_sv, *receiver_en; /* NULL = not said */
  const char *path;
  const steg_tree *params; /* {name = type or {type=, default=}} */
} steg_report_info;

/* The project's own reports, then the shipped ones that it does not replace; sorted by id. */
int steg_report_list(const steg_project *project, steg_report_info **ret_rows, size_t *ret_count, steg_error *err);

typedef struct steg_report_order {
  const char *name;        /* id, or a path that ends with .lua */
  const steg_tree *params; /* map of texts; NULL = none */
  steg_profile profile;
  steg_lang lang;
  steg_date as_of;     /* STEG_DATE_NONE: the earlier of the period's end and the last data */
  const char *program; /* "Stegvis 0.1.0" */
} steg_report_order;

/* The document lives in the project's arena. */
int steg_report_build(const steg_project *project, steg_store *store, const steg_report_order *order,
                      steg_document **ret_document, steg_error *err);

/* evaluate + disclose + resolve on a document whose requests are there: what `report` and `evaluate` share. */
int steg_report_settle(const steg_project *project, steg_store *store, steg_date as_of, steg_document *document,
                       steg_error *err);

#endif
