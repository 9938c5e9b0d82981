/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"

G_BEGIN_DECLS

/* Fields of one CSL-JSON item, as its list and its formatting need them. Any type of value may stand in any field: exports of reference managers
 * differ, so what is not of a readable type counts as absent. */

/** attest_reference_get_text: Returns: (transfer none) (nullable): a string field that is not empty */
const char *attest_reference_get_text (JsonObject *item, const char *name);
/** attest_reference_dup_scalar: Returns: (transfer full) (nullable): a field that is a string or a whole number, as text without white space around it; never empty */
char *attest_reference_dup_scalar (JsonObject *item, const char *name);
/** attest_reference_dup_doi: Returns: (transfer full) (nullable): the bare DOI ("10.1056/..."), whatever stands before it */
char *attest_reference_dup_doi (JsonObject *item);
/** attest_reference_dup_pmid: Returns: (transfer full) (nullable): the digits of the PubMed id, from its field or a line "PMID: 1" of the note */
char *attest_reference_dup_pmid (JsonObject *item);
/** attest_reference_dup_pmcid: Returns: (transfer full) (nullable): such as "PMC1234567" */
char *attest_reference_dup_pmcid (JsonObject *item);
/** attest_reference_dup_year: Returns: (transfer full) (nullable): four digits, of the field `issued` */
char *attest_reference_dup_year (JsonObject *item);
/** attest_reference_dup_date: Returns: (transfer full) (nullable): a date field in NLM form: "2002 Jul 25", "2002 Jul-Aug", "2002 Spring"; @year_only leaves the rest out */
char *attest_reference_dup_date (JsonObject *item, const char *name, gboolean year_only);
/** attest_reference_dup_first_author: Returns: (transfer full) (nullable): family name or organisation of the first author, else editor */
char *attest_reference_dup_first_author (JsonObject *item);
/** attest_reference_dup_names: Returns: (transfer full) (nullable): "Halpern SD, Ubel PA, Caplan AL" of a name field: six, then et al.; organisations after persons behind a semicolon. @count: (out) (optional): how many names the field has */
char *attest_reference_dup_names (JsonObject *item, const char *name, guint *count);
/** attest_reference_dup_pages: Returns: (transfer full) (nullable): "284-7" of "284-287"; several ranges are shortened one by one */
char *attest_reference_dup_pages (JsonObject *item);

G_END_DECLS
