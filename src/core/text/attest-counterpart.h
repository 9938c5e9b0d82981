/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-anchor.h"
#include "text/attest-quantities.h"

G_BEGIN_DECLS

/**
 * AttestCounterpartKind:
 * @ATTEST_COUNTERPART_WORDS: the quote's words, in a sentence that says the same
 * @ATTEST_COUNTERPART_SENTENCE: the whole sentence that stands in place of the quote's, in other words
 * @ATTEST_COUNTERPART_COPY: the quote's bytes, in a sentence that may say something else
 * @ATTEST_COUNTERPART_LIKE: a sentence that comes near
 * @ATTEST_COUNTERPART_SOURCE: a sentence that cites a work which the quote's own sentence cites
 * @ATTEST_COUNTERPART_SECTION: the section with the same heading; where the quote stands above all headings but the title, what stands so there
 *
 * What is shown for a quote in another text. The first two are places, and the others no more than offers.
 */
typedef enum
{
  ATTEST_COUNTERPART_WORDS,
  ATTEST_COUNTERPART_SENTENCE,
  ATTEST_COUNTERPART_COPY,
  ATTEST_COUNTERPART_LIKE,
  ATTEST_COUNTERPART_SOURCE,
  ATTEST_COUNTERPART_SECTION,
} AttestCounterpartKind;

/**
 * AttestCounterpartPlace:
 * @touched: what of that which a reader may be harmed by is said otherwise in this sentence than in the quote's; nothing for a section
 */
typedef struct
{
  AttestRange range;
  AttestCounterpartKind kind;
  AttestTouched touched;
} AttestCounterpartPlace;

/**
 * AttestCounterpart:
 * @places: (element-type AttestCounterpartPlace): of an orphan what may be looked at, best first; else the one place
 * @heading: (nullable): the words of the heading where the last of @places is a section that has one
 *
 * Where the words of one text stand in another that says the same to other people, such as the doctors' text and the patients'. The states are those of an anchor:
 *
 * - `exact`: the same bytes, in a sentence that is like the quote's and stands at its place
 * - `changed`: the sentence at that place is worded otherwise, perhaps with other numbers: see @touched
 * - `moved`: the same sentence, at another place of the text
 * - `orphan`: nothing that is surely meant
 *
 * Numbers, units, drugs and negations of the sentence are those of the quote's sentence wherever the state is `exact` or `moved`.
 */
typedef struct
{
  AttestAnchorState state;
  GArray *places;
  char *heading;
} AttestCounterpart;

void attest_counterpart_free (AttestCounterpart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCounterpart, attest_counterpart_free)

/** attest_counterpart_kind_to_string: Returns: "words", "sentence", "copy", "like", "source" or "section" */
const char *attest_counterpart_kind_to_string (AttestCounterpartKind kind);

/**
 * attest_counterparts_find:
 * @from: the text of the anchors
 * @to: the other text
 * @anchors: (element-type AttestAnchor): whose offsets are in @from
 *
 * Looks for each anchor's words in the other text. Work shared by the anchors is done once. Any thread.
 *
 * Returns: (transfer full) (element-type AttestCounterpart): one for each anchor, in their order
 */
GPtrArray *attest_counterparts_find (GBytes *from, GBytes *to, GPtrArray *anchors);

/**
 * attest_counterpart_dup_message:
 * @index: of a place; 0 also where there is none
 *
 * Returns: (transfer full): what that place is, honestly, in a sentence or two for a person
 */
char *attest_counterpart_dup_message (const AttestCounterpart *self, guint index);

G_END_DECLS
