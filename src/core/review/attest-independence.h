/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-assess.h"

G_BEGIN_DECLS

/**
 * AttestIndependence:
 *
 * What of the review of one text is hidden from one reader, who is to answer by themselves before they see what others said. Immutable.
 */
typedef struct _AttestIndependence AttestIndependence;

/**
 * attest_review_find_independence:
 * @reader: (nullable): a person's id; NULL for somebody of whom nobody knows who they are
 *
 * A pure function from facts to what is hidden; the one answer that command line and window keep to. Any thread. What it hides is hidden by
 * Attest alone: the library's file holds it, and whoever opens that with another program reads it.
 *
 * Something is hidden while all of this holds:
 * - the policy that the text is under now asks for independent reviews, of whichever of its topics or of the board;
 * - the text is in review: submitted, not withdrawn, and not approved, so that every verdict may still matter;
 * - the reader may give a verdict on it under one of their names: is a reviewer, wrote none of it and is not recused from it. Also where their
 *   sign-off would not count for want of another role, since their no would;
 * - they have not given one on its very bytes since it is in review. One that was given before a withdrawal, or before an entry was
 *   redacted, has to be given anew; one that was redacted was given by nobody.
 * A reader who is not known is taken for one who may still answer. Authors of the submitted text see everything, since they have to answer it;
 * so do editors and others who are no reviewers. Who saved only a text that is newer than the submitted one is none of its authors: they may still judge it.
 *
 * Hidden are verdicts and comments, with all that was said about or done to a comment, where somebody else did it than the reader or an author of
 * the submitted text. What came before the reader's newest verdict on any text of the variant is not: they have seen it. That goes by
 * the record's total order, so that it is the same in whichever order libraries were merged. People who were joined count as one, for the reader,
 * the authors and the others. What authors did is shown even where it answers something that is hidden, unless it stands in a thread that is.
 *
 * Not hidden is that somebody was asked, began, stepped aside or waived a finding, what was saved, and the text's status.
 *
 * Returns: (transfer full) (nullable): NULL when the reader sees everything
 */
AttestIndependence *attest_review_find_independence (const AttestReviewFacts *facts, const char *reader);

/** attest_independence_new_for_all: Returns: (transfer full): of a text of which nothing is known, so that everything is hidden */
AttestIndependence *attest_independence_new_for_all (void);
void attest_independence_free (AttestIndependence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestIndependence, attest_independence_free)

/** attest_independence_is_unknown: Whether it is hidden because nobody knows who reads. */
gboolean attest_independence_is_unknown (const AttestIndependence *self);
/** attest_independence_hides: @actor: a person's id. Whether a verdict or what was done about a comment at @moment is hidden. */
gboolean attest_independence_hides (const AttestIndependence *self, const char *actor, const AttestMoment *moment);
/** attest_independence_shows_person: Whether all that @person (an id) does is shown: they are the reader, or an author. */
gboolean attest_independence_shows_person (const AttestIndependence *self, const char *person);
/** attest_independence_get_sentence: Returns: (transfer none): translated; that it is hidden, until when, and that the file holds it */
const char *attest_independence_get_sentence (const AttestIndependence *self);

/**
 * attest_assessment_hide:
 * @independence: (nullable): NULL changes nothing
 *
 * Takes out of @self what tells of hidden verdicts and comments: who signed off or began, for whom it waits, and what is missing, where that depends on them. In
 * its place is one entry of missing with the code "hidden", which is there whether or not anything was said. The status stays.
 */
void attest_assessment_hide (AttestAssessment *self, const AttestIndependence *independence);

/**
 * AttestEarlierAct: A verdict, a comment or a reply that stands before a verdict in the record. @event: the hash of its event; @actor: who said it;
 * @verdict: whether it is a verdict; @seen: whether there was a moment from then until that verdict when it was not hidden from whoever gave it
 */
typedef struct
{
  char *event;
  char *actor;
  gboolean verdict;
  gboolean seen;
} AttestEarlierAct;

/** AttestVerdictOrder: @verdict: the hash of its event; @again: its giver gave one on the variant before; @earlier: (element-type AttestEarlierAct): what others said before it, and after that one, in the total order */
typedef struct
{
  char *verdict;
  gboolean again;
  GPtrArray *earlier;
} AttestVerdictOrder;

void attest_verdict_order_free (AttestVerdictOrder *self);

/**
 * attest_review_list_verdict_orders:
 * @article: an id; @audience: an audience's key
 *
 * For each verdict on a text that was given while the policy asked for independent reviews: what others than its giver and the authors of what was submitted then
 * had said before it, and whether it was hidden from the giver all the time. All of it follows from the log's total order. An event's clock is one more than the highest that
 * its library had seen; so whatever stands behind a verdict was not in the library in which it was given. What stands before it need not have been there yet, nor the policy itself.
 *
 * Returns: (transfer full) (nullable) (element-type AttestVerdictOrder): in the total order; NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *
attest_review_list_verdict_orders (AttestLibrary *library, const char *article, const char *audience, GError **error);

/** attest_verdict_order_dup_sentence: @translated: whether in the user's language, else in English. Returns: (transfer full): what the order shows */
char *attest_verdict_order_dup_sentence (const AttestVerdictOrder *self, gboolean translated);

G_END_DECLS
