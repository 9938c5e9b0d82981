/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-facts.h"
#include "review/attest-review-error.h"
#include "text/attest-anchor.h"

G_BEGIN_DECLS

/**
 * AttestWaiver:
 * @id: hash of the event; @moment: its place in the total order, and when it was
 * @rule: of the check whose finding it decides
 * @words: where it stands in @revision; start and end are equal where it is about no words of the text, and the exact words are then what it is about
 * @text: (nullable): SHA-256 of the text it was given on
 * @moves: whether the words could be told there by their surroundings, so that they can be found in another text
 *
 * Somebody's decision that what a check says about some words is no fault. Immutable and reference counted; any thread may read it.
 */
typedef struct
{
  char *id;
  AttestMoment moment;
  char *actor;
  char *reason;
  char *revision;
  char *rule;
  AttestAnchor *words;
  char *text;
  gboolean moves;
} AttestWaiver;

AttestWaiver *attest_waiver_ref (AttestWaiver *self);
void attest_waiver_unref (AttestWaiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestWaiver, attest_waiver_unref)

/** attest_waiver_new: Of a finding in @text (NULL for one about no words of it). @text_hash: (nullable): its SHA-256. Returns: (transfer full) (nullable): NULL when @words are not what stands there */
AttestWaiver *attest_waiver_new (const char *rule, const AttestAnchor *words, GBytes *text, const char *text_hash);

/**
 * attest_waivers_list:
 *
 * The waivers of one variant that nobody took back, in the total order, whoever gave them. Where an editor blanked the taking back of one, those of the article
 * up to then are none any more: nobody knows which it was. On the database's thread.
 *
 * Returns: (transfer full) (element-type AttestWaiver) (nullable): NULL with @error
 */
GPtrArray *attest_waivers_list (AttestDatabase *database, const char *article, const char *audience, GError **error);

/** attest_waivers_drop_own: Takes out of @waivers those of who wrote part of the text that they waived in, or of the one that is in review, under any of their names. */
void attest_waivers_drop_own (GPtrArray *waivers, const AttestReviewFacts *facts);

/** attest_waivers_load: Those that hold: attest_waivers_list() and attest_waivers_drop_own(). @article: an id; @audience: a key. Returns: (transfer full) (element-type AttestWaiver) (nullable): NULL with @error */
GPtrArray *attest_waivers_load (AttestDatabase *database, const char *article, const char *audience, GError **error);

/** AttestWaiverPlaces: which places of one text are waived. Immutable; any thread. */
typedef struct _AttestWaiverPlaces AttestWaiverPlaces;

/**
 * attest_waiver_places_new:
 * @waivers: (element-type AttestWaiver) (nullable): none
 * @text: the Markdown
 *
 * In the very text that it was given on a waiver stands where it was given. In another one it stands where the same words are in the same surroundings (see
 * attest_surroundings_find()): never where they changed, never at a look-alike, and nowhere at all where several places fit. Pure; any thread.
 *
 * Returns: (transfer full)
 */
AttestWaiverPlaces *attest_waiver_places_new (GPtrArray *waivers, GBytes *text);
void attest_waiver_places_free (AttestWaiverPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestWaiverPlaces, attest_waiver_places_free)

/** attest_waiver_places_load: attest_waivers_load() for the text of @revision. Returns: (transfer full) (nullable): NULL with @error */
AttestWaiverPlaces *attest_waiver_places_load (AttestDatabase *database, const char *revision, GError **error);

/** attest_waiver_places_find: @about: (nullable): what a finding is about that has no words, whose @start and @end are equal. Returns: (transfer none) (nullable): the first waiver that decides the finding of @rule at these bytes */
AttestWaiver *
attest_waiver_places_find (const AttestWaiverPlaces *self, const char *rule, gsize start, gsize end, const char *about);

/** AttestFindingPlace: a finding that is to be waived: @start and @end in the Markdown of the revision; @about: (nullable): what it is about where these are equal. */
typedef struct
{
  const char *rule;
  const char *pack;
  gsize start;
  gsize end;
  const char *about;
} AttestFindingPlace;

/**
 * attest_review_waive_finding:
 * @audience: (nullable): the base
 * @revision: (nullable): the newest
 * @reason: needed
 *
 * Decides that what a check says is no fault. For reviewers and editors who are no author of the text. On the library's thread.
 *
 * Returns: (transfer full) (nullable): the waiver's id; NULL with ATTEST_REVIEW_ERROR_REFUSED or _INPUT, or an ATTEST_RECORD_ERROR
 */
char *attest_review_waive_finding (AttestLibrary *library,
                                   const char *article,
                                   const char *audience,
                                   const char *actor,
                                   const char *revision,
                                   const AttestFindingPlace *finding,
                                   const char *reason,
                                   GError **error);

/** attest_review_take_waiver_back: @reason: (nullable). For whoever gave the waiver, and for those who may waive. On the library's thread. Errors as above. */
gboolean attest_review_take_waiver_back (AttestLibrary *library,
                                         const char *article,
                                         const char *actor,
                                         const char *waiver,
                                         const char *reason,
                                         GError **error);

G_END_DECLS
