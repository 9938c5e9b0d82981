/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-review-record.h"
#include "record/attest-article.h"

G_BEGIN_DECLS

/**
 * AttestReviewRecordSource:
 * @redactions: from the hash of what was taken out, an event or a text, to the `redact` AttestEvent
 * @people: (element-type utf8): set of the ids of people who occur
 * @problems: (element-type AttestProblem): what does not hold, added to while the texts are read
 *
 * What the parts of a record are collected from.
 */
typedef struct
{
  AttestLibrary *library;
  AttestBoard *board;
  AttestArticle *article;
  gint64 made;
  GHashTable *redactions;
  GHashTable *people;
  GPtrArray *problems;
} AttestReviewRecordSource;

/* Parts of the model. Each returns (transfer full) (nullable), NULL with @error, and is called in this order. */

/** attest_review_record_collect_events: Also notes the ids of the people who occur. */
JsonArray *attest_review_record_collect_events (AttestReviewRecordSource *source, GError **error);
/** attest_review_record_collect_people: Those who occur, by name, with those who count as one person with them. */
JsonArray *attest_review_record_collect_people (AttestReviewRecordSource *source, GError **error);
/** attest_review_record_collect_audiences: Each audience's status, texts, comments and acts. */
JsonArray *attest_review_record_collect_audiences (AttestReviewRecordSource *source, GError **error);

/* Made from what was collected before; nothing else is read. */

/** attest_review_record_make_timeline: Who did what, when and why, in English. Returns: (transfer full) */
JsonArray *attest_review_record_make_timeline (JsonObject *record);
/** attest_review_record_make_exports: The pages that were exported. Returns: (transfer full) */
JsonArray *attest_review_record_make_exports (JsonObject *record);

/* ---- Members ---- */

/** attest_review_record_set_text: @text: (nullable): NULL is null. What is no UTF-8, in a damaged library, is made so. */
void attest_review_record_set_text (JsonObject *object, const char *name, const char *text);
/** attest_review_record_set_time: @time: UTC microseconds, written as ISO 8601; 0 is null. */
void attest_review_record_set_time (JsonObject *object, const char *name, gint64 time);
/** attest_review_record_set_texts: @texts: (nullable): NULL is an empty array. */
void attest_review_record_set_texts (JsonObject *object, const char *name, const char *const *texts);
/** attest_review_record_get_text: Returns: (transfer none) (nullable): NULL where it is not there or no text */
const char *attest_review_record_get_text (JsonObject *object, const char *name);
/** attest_review_record_get_array: Returns: (transfer none) (nullable) */
JsonArray *attest_review_record_get_array (JsonObject *object, const char *name);
/** attest_review_record_find: Returns: (transfer none) (nullable): the object in @array whose member @name is @value */
JsonObject *attest_review_record_find (JsonArray *array, const char *name, const char *value);
/** attest_review_record_get_name: Returns: (transfer none): the name of the person with the id @person, or something in place of it */
const char *attest_review_record_get_name (JsonObject *record, const char *person);

G_END_DECLS
