/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "changes/attest-changes.h"

G_BEGIN_DECLS

/** attest_changes_dup_pairs: Returns: (transfer full) (element-type AttestPreviewPair): blocks of the earlier page and of the later one that hold the same words, in order, to stand at one height */
GArray *attest_changes_dup_pairs (AttestChanges *self);

/** attest_changes_dup_marks: Returns: (transfer full) (element-type AttestPreviewChange): what is to be marked on the two pages */
GArray *attest_changes_dup_marks (AttestChanges *self);
/** attest_changes_dup_current_marks: @index: of the change that the reader is at. Returns: (transfer full) (element-type AttestPreviewChange): its words */
GArray *attest_changes_dup_current_marks (AttestChanges *self, guint index);

/** attest_changes_dup_other_words: What a sign-off covers beside the words. Returns: (transfer full) (nullable): in a sentence what of it differs; NULL for nothing */
char *attest_changes_dup_other_words (AttestChanges *self);

/** attest_changes_dup_summary: Returns: (transfer full): how much changed, in words: "12 words added, 3 words removed, 1 passage moved" */
char *attest_changes_dup_summary (AttestChanges *self);

/** attest_changes_dup_words: @index: of a change. Returns: (transfer full): what it did, for somebody who cannot see it: "Removed: 5 mg. Added: 0.5 mg." */
char *attest_changes_dup_words (AttestChanges *self, guint index);

G_END_DECLS
