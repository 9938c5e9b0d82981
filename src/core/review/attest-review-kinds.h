/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-registry.h"

G_BEGIN_DECLS

/**
 * attest_review_register:
 *
 * Adds the kinds that review owns to @registry, and the summary that writes status and comment counts of each variant.
 *
 * Bodies, all in an article's stream:
 *   review.submit   {"audience", "revision"}
 *   review.start    {"audience", "revision"}
 *   review.recuse   {"audience", "revision", "reason"}
 *   review.withdraw {"audience", "reason"}
 *   review.verdict  {"audience", "revision", "signed_hash", "accurate", "safe", "current" ("yes"|"no"|"not-mine"),
 *                    "meaning" ("review"|"approval"|"responsibility"|"authorship"), "reason", "roles":[held then],
 *                    "findings":[{"rule","severity","pack","version","start","end","about"? (what it is about, where that is no words of the text)}]}
 *   review.reaffirm {"audience", "revision", "signed_hash", "verdict": the event of the actor's sign-off that is held to, "change" ("typography"|"words"|"safety"),
 *                    "touched":["number"|"unit"|"drug"|"negation"|"citation"|"picture"|"language"], "meaning", "reason", "roles", "findings"}: three yeses again, on a later text
 *   review.assign   {"audience", "reviewer", "due"? ("2026-03-01")}
 *   review.unassign {"audience", "reviewer"}
 *   comment.add     {"audience", "revision", "start", "end", "exact", "prefix", "suffix", "text", "kind", "blocking", "suggestion"?}
 *   comment.add-about {"audience", "revision", "about" ("text"|"reference"), "key"? (of the reference, where it is about one), "text", "kind", "blocking"}: about the text as
 *                    a whole or one work that it cites. A kind of its own, so that an older program reads comments on words as before
 *   comment.reply   {"comment", "text"}
 *   comment.resolve {"comment", "reason", "roles":[held then]}
 *   comment.reopen  {"comment"}
 *   comment.retract {"comment"}
 *   comment.decline {"comment", "suggestion", "reason"}: these words that it suggests are not taken; that settles one that does not block
 *   comment.edit    {"comment", "reply"?, "text", "suggestion"?}: the new words as a whole, the reply's where one is named
 *   comment.attach  {"comment", "revision", "start", "end", "exact", "prefix", "suffix"}
 *   finding.waive   {"audience", "revision", "rule", "pack", "start", "end", "exact", "prefix", "suffix", "reason", "roles":[held then]}: what a check says about these words
 *                    is no fault. Start and end are equal where it is about no words of the text; "exact" is then what it is about, with nothing around it
 *   finding.restore {"audience", "waiver": the event that waived, "reason"?, "roles":[held then]}: it is a fault again
 *
 * What makes an event fit is judged from its own stream alone, so that any order of merging gives the same projections. What hangs on the board
 * (who is the same person, what the policy asks) is judged by attest_review_assess() each time.
 */
void attest_review_register (AttestRegistry *registry);

G_END_DECLS
