/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "article/attest-article-record.h"
#include "checks/attest-checks.h"
#include "evidence/attest-reference.h"
#include "review/attest-review.h"
#include "session/attest-session.h"
#include "text/attest-readability.h"
#include "text/attest-render.h"

G_BEGIN_DECLS

/**
 * AttestArticleState:
 *
 * What the article page shows: one article, one of its audiences, the revision that the text was begun from, the text
 * as it is being typed and what follows from it. All panes of the page share one state and listen to it; none writes
 * another's data. Main thread only.
 *
 * The buffer's text is the truth. Document, rendering, findings and comment places follow from it off the main thread,
 * at once; while one run is under way only the latest text waits. They stand on attest_article_state_get_text(), which
 * may be older than the buffer by one run: translate places with attest_article_state_get_iter_at_byte(), which clamps
 * to the buffer.
 *
 * Properties: `audience` (key), `modified`, `editable`, `restored`, `newer`, `unkept` (booleans), `selected-comment` (id).
 *
 * Signals, all without arguments unless given:
 * - `loaded`: another audience or revision was put into the buffer.
 * - `computed`: document, rendering, findings and readability are those of a newer text.
 * - `comments-changed`: the list of comments or their places changed (also after each `computed`).
 * - `reviewed`: variants, the assessment or what the actor may do changed.
 * - `place-shown`: attest_article_state_get_shown_place() has another answer.
 * - `comment-wanted`: a comment on the selection is to be begun.
 * - `reveal` (guint64 start, guint64 end): a place is to be shown in every pane; from a comment, a finding or the
 * history.
 * - `scrolled` (GObject *origin, guint64 byte, double fraction): a pane was scrolled by hand so that the line that @byte
 * stands in is at its top, @fraction of the way to the next line that the page shows something of; other panes follow,
 * and none answers its own.
 * - `in-sight` (const char *comment, double y): of the open comments whose words can be seen in the source this one is to
 * be beside them; @y is their height in the window.
 */
#define ATTEST_TYPE_ARTICLE_STATE (attest_article_state_get_type ())
G_DECLARE_FINAL_TYPE (AttestArticleState, attest_article_state, ATTEST, ARTICLE_STATE, GObject)

/** attest_article_state_new: @audience: (nullable): NULL for the base. Nothing is read before
 * attest_article_state_load(). */
AttestArticleState *attest_article_state_new (AttestSession *session, const char *article, const char *audience);

/** attest_article_state_load: Reads the audience's newest revision and the actor's unsaved text, puts one into the
 * buffer and emits `loaded`. Returns: (transfer full): resolves to TRUE */
DexFuture *attest_article_state_load (AttestArticleState *self, const char *audience);

/** attest_article_state_save: Saves the buffer's text as a new revision. Returns: (transfer full): resolves to the
 * revision's id (string) */
DexFuture *attest_article_state_save (AttestArticleState *self);

/** attest_article_state_discard: Throws the unsaved text away and shows the revision it began from. Returns: (transfer
 * full): resolves to TRUE */
DexFuture *attest_article_state_discard (AttestArticleState *self);

/** attest_article_state_flush: Puts unsaved text on disk now, such as before the window closes. Returns: FALSE with a sentence for a person when that fails; the
 * text is then only in the buffer, and whoever wanted to leave must not */
gboolean attest_article_state_flush (AttestArticleState *self, GError **error);

/** attest_article_state_get_unkept: Returns: (transfer none) (nullable): a sentence that says why what is being typed is not on disk; it is tried
 * again until it is */
const GError *attest_article_state_get_unkept (AttestArticleState *self);

/** attest_article_state_give_up: Somebody chose to leave without what they typed; what reached the disk before stays there. */
void attest_article_state_give_up (AttestArticleState *self);

AttestSession *attest_article_state_get_session (AttestArticleState *self);
const char *attest_article_state_get_article_id (AttestArticleState *self);
const char *attest_article_state_get_audience (AttestArticleState *self);
/** attest_article_state_get_revision: Returns: (transfer none) (nullable): id of the revision that the text was begun
 * from */
const char *attest_article_state_get_revision (AttestArticleState *self);
/** attest_article_state_get_article: Returns: (transfer none) (nullable): the article's row as last read */
const AttestArticle *attest_article_state_get_article (AttestArticleState *self);
/** attest_article_state_get_variants: Returns: (transfer none) (element-type AttestVariant): base first */
GPtrArray *attest_article_state_get_variants (AttestArticleState *self);
/** attest_article_state_get_variant: Returns: (transfer none) (nullable): the open one */
const AttestVariant *attest_article_state_get_variant (AttestArticleState *self);
/** attest_article_state_get_assessment: Returns: (transfer none) (nullable): of the open variant */
const AttestAssessment *attest_article_state_get_assessment (AttestArticleState *self);

/** attest_article_state_get_record: Returns: (transfer none) (nullable): all that the record said about the open
 * variant when it was last read; NULL before the first load */
AttestArticleRecord *attest_article_state_get_record (AttestArticleState *self);
/** attest_article_state_get_refusal: Returns: (transfer none) (nullable): a sentence that says why the actor may not do
 * @act on the open variant; NULL when they may */
const char *attest_article_state_get_refusal (AttestArticleState *self, AttestAct act);
/** attest_article_state_get_newer: Returns: whether the variant has a newer revision than the one that is shown, such
 * as when a reviewer reads the submitted one */
gboolean attest_article_state_get_newer (AttestArticleState *self);
/** attest_article_state_show_revision: Shows a revision of the open variant as it was saved, in a state that nobody types in. Returns: (transfer
 * full): resolves to TRUE */
DexFuture *attest_article_state_show_revision (AttestArticleState *self, const char *revision);
/** attest_article_state_read_revision: Opens another revision. @audience: (nullable): whose text it is, NULL for the open one; @revision: (nullable):
 * NULL for the newest. The newest comes with what the actor typed and did not save; any other can only be read. Nothing can be typed until it is
 * there. Returns: (transfer full): resolves to TRUE */
DexFuture *attest_article_state_read_revision (AttestArticleState *self, const char *audience, const char *revision);
/** attest_article_state_get_reads_older: Returns: whether somebody chose to read a revision that is not the newest */
gboolean attest_article_state_get_reads_older (AttestArticleState *self);
/** attest_article_state_restore: Saves the text of an older revision, of any audience, as its newest one and opens it. Works that it cites and that the article has no more come back with it. Returns: (transfer full): resolves
 * to TRUE */
DexFuture *attest_article_state_restore (AttestArticleState *self, const char *revision);

/**
 * attest_article_state_bring_together:
 * @text: what came of two revisions of the open variant, @parent and @joined (ids)
 *
 * Puts @text into the buffer as what the actor typed into @parent; what was typed before must have been saved. A save makes a revision that was made
 * from both.
 *
 * Returns: (transfer full): resolves to TRUE
 */
DexFuture *
attest_article_state_bring_together (AttestArticleState *self, GBytes *text, const char *parent, const char *joined);
/** attest_article_state_get_joined: Returns: (transfer none) (nullable): id of the revision that the buffer's text brings together with the one it was begun from */
const char *attest_article_state_get_joined (AttestArticleState *self);
/** attest_article_state_get_apart: Returns: (transfer none) (nullable): the newest text that stands beside the variant's newest revision, saved without knowing of it; NULL where there is none */
const AttestRevision *attest_article_state_get_apart (AttestArticleState *self);

/** attest_article_state_get_buffer: Returns: (transfer none): the text being read or typed */
GtkSourceBuffer *attest_article_state_get_buffer (AttestArticleState *self);
/** attest_article_state_get_modified: Returns: whether the buffer differs from its revision */
gboolean attest_article_state_get_modified (AttestArticleState *self);
/** attest_article_state_get_editable: Returns: whether the source takes typing: FALSE for a read-only library, and for
 * a person who is not an author of the variant until they chose to edit anyway */
gboolean attest_article_state_get_editable (AttestArticleState *self);
/** attest_article_state_set_edit_anyway: A person who is not an author chose to edit, which costs the right to sign. */
void attest_article_state_set_edit_anyway (AttestArticleState *self);
/** attest_article_state_get_restored: Returns: whether the buffer holds unsaved text of an earlier day that was brought
 * back */
gboolean attest_article_state_get_restored (AttestArticleState *self);

/** attest_article_state_get_text: Returns: (transfer none) (nullable): the Markdown that the results below stand on */
GBytes *attest_article_state_get_text (AttestArticleState *self);
/** attest_article_state_get_settled: Returns: whether the results stand on the buffer's text as it is now, and not on that
 * of a few keys ago */
gboolean attest_article_state_get_settled (AttestArticleState *self);
/** attest_article_state_get_base_text: Returns: (transfer none) (nullable): the Markdown of the revision that the text
 * was begun from */
GBytes *attest_article_state_get_base_text (AttestArticleState *self);
AttestDocument *attest_article_state_get_document (AttestArticleState *self);
AttestRendering *attest_article_state_get_rendering (AttestArticleState *self);
/** attest_article_state_get_references: Returns: (transfer none) (nullable): the article's references */
AttestReferences *attest_article_state_get_references (AttestArticleState *self);
/** attest_article_state_get_findings: Returns: (transfer none) (nullable) (element-type AttestFinding) */
GPtrArray *attest_article_state_get_findings (AttestArticleState *self);
/** attest_article_state_get_readability: Returns: (transfer none) (nullable) */
const AttestReadability *attest_article_state_get_readability (AttestArticleState *self);
/** attest_article_state_get_comments: Returns: (transfer none) (element-type AttestComment): in text order, orphans
 * last; each @placement is in attest_article_state_get_text() */
GPtrArray *attest_article_state_get_comments (AttestArticleState *self);

/** attest_article_state_get_selected_comment: Returns: (transfer none) (nullable): id of the comment that every pane
 * shows as the current one */
const char *attest_article_state_get_selected_comment (AttestArticleState *self);
void attest_article_state_set_selected_comment (AttestArticleState *self, const char *comment);

/** attest_article_state_set_shown_place: @start, @end: (nullable): marks of the buffer, between which stands what is shown for a
 * comment on another text; NULL when nothing is shown any more. They may be deleted after that only. */
void attest_article_state_set_shown_place (AttestArticleState *self, GtkTextMark *start, GtkTextMark *end);
/** attest_article_state_get_shown_place: Returns: whether there is such a place, in bytes of the buffer's text */
gboolean attest_article_state_get_shown_place (AttestArticleState *self, gsize *start, gsize *end);

/** attest_article_state_choose_comment: Makes a comment the current one and shows its place in every pane. */
void attest_article_state_choose_comment (AttestArticleState *self, const char *comment);
/** attest_article_state_find_comments_at: @byte: of the text that the results stand on. Returns: (transfer container)
 * (element-type AttestComment): the open comments over it, the shortest first */
GPtrArray *attest_article_state_find_comments_at (AttestArticleState *self, gsize byte);
/** attest_article_state_choose_comment_at: Makes the shortest open comment over @byte the current one; the next longer
 * one when @after (nullable), an id, is one of them, so that all that overlap are reached by asking again. Returns: FALSE
 * where there is none */
gboolean attest_article_state_choose_comment_at (AttestArticleState *self, gsize byte, const char *after);
/** attest_article_state_begin_comment: Selects a range (bytes of the buffer's text) and asks for a comment on it; from
 * any pane. */
void attest_article_state_begin_comment (AttestArticleState *self, gsize start, gsize end);
/** attest_article_state_begin_cut: The selection is about to be cut: its comments go along to where it is pasted. */
void attest_article_state_begin_cut (AttestArticleState *self);
/** attest_article_state_forget_cut: Something else was copied since. */
void attest_article_state_forget_cut (AttestArticleState *self);

/** attest_article_state_dup_selection: The source's selection in bytes of the buffer's text. Returns: (transfer full)
 * (nullable): that whole text as it is now; NULL when nothing is selected */
GBytes *attest_article_state_dup_selection (AttestArticleState *self, gsize *start, gsize *end);
/** attest_article_state_select: Selects a range (bytes of the buffer's text) in the source. */
void attest_article_state_select (AttestArticleState *self, gsize start, gsize end);

/** attest_article_state_get_iter_at_byte: @byte: UTF-8 bytes from the buffer's start; clamped to it, and to a
 * character's start. */
void attest_article_state_get_iter_at_byte (AttestArticleState *self, gsize byte, GtkTextIter *iter);
/** attest_article_state_get_byte_at_iter: Returns: UTF-8 bytes from the buffer's start */
gsize attest_article_state_get_byte_at_iter (AttestArticleState *self, const GtkTextIter *iter);

/** attest_article_state_reveal: Emits `reveal`. */
void attest_article_state_reveal (AttestArticleState *self, gsize start, gsize end);
/** attest_article_state_tell_scrolled: Emits `scrolled`. */
void attest_article_state_tell_scrolled (AttestArticleState *self, GObject *origin, gsize byte, double fraction);

/** attest_article_state_tell_in_sight: Emits `in-sight`. */
void attest_article_state_tell_in_sight (AttestArticleState *self, const char *comment, double y);

/** attest_article_state_get_scroll: Returns: the byte at the top of the panes, as last told by
 * attest_article_state_tell_scrolled() or brought back with unsaved text */
gsize attest_article_state_get_scroll (AttestArticleState *self);

G_END_DECLS
