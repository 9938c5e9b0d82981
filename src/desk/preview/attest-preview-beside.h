/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestPreviewBeside:
 *
 * The text for another audience that stands beside the one that is open, to be read only: its newest or its published
 * revision, read anew when the record has a newer one. Main thread only.
 *
 * Signal `changed`: another text is there, or none.
 */
#define ATTEST_TYPE_PREVIEW_BESIDE (attest_preview_beside_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreviewBeside, attest_preview_beside, ATTEST, PREVIEW_BESIDE, GObject)

/** attest_preview_beside_new: Returns: (transfer full): with no text */
AttestPreviewBeside *attest_preview_beside_new (void);

/** attest_preview_beside_set_state: @state: (nullable): the article; another one ends what is shown */
void attest_preview_beside_set_state (AttestPreviewBeside *self, AttestArticleState *state);

/** attest_preview_beside_choose: @audience: (nullable): key, NULL for no text. @published: whether the published revision is meant rather than the newest;
 * an audience without one is shown by its newest */
void attest_preview_beside_choose (AttestPreviewBeside *self, const char *audience, gboolean published);

/** attest_preview_beside_get_audience: Returns: (transfer none) (nullable): what was chosen last */
const char *attest_preview_beside_get_audience (AttestPreviewBeside *self);
/** attest_preview_beside_get_published: Returns: whether the published revision is meant */
gboolean attest_preview_beside_get_published (AttestPreviewBeside *self);

/** attest_preview_beside_get_shown: Returns: (transfer none) (nullable): the text that is there, as a state of its own that nobody writes to */
AttestArticleState *attest_preview_beside_get_shown (AttestPreviewBeside *self);

/** attest_preview_dup_revision_words: Returns: (transfer full): which revision @record shows, such as "Revision 3 · Published · 3 March 2026" */
char *attest_preview_dup_revision_words (AttestArticleRecord *record);

G_END_DECLS
