/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "review/attest-review.h"

G_BEGIN_DECLS

/**
 * AttestCarriedComments:
 *
 * Comments that were cut out of a buffer and put back into it elsewhere. A comparison of texts can only guess where a
 * short quote went, and rather gives it up; whoever saw the cut and the paste knows. It watches the buffer: when the
 * very text that was cut is inserted in one go, by pasting, undo or redo, its comments stand there, and follow from then
 * on what is typed. Main thread only.
 */
#define ATTEST_TYPE_CARRIED_COMMENTS (attest_carried_comments_get_type ())
G_DECLARE_FINAL_TYPE (AttestCarriedComments, attest_carried_comments, ATTEST, CARRIED_COMMENTS, GObject)

/** attest_carried_comments_new: @buffer: is not kept alive. Returns: (transfer full) */
AttestCarriedComments *attest_carried_comments_new (GtkTextBuffer *buffer);

/** attest_carried_comments_begin_cut: The selection, @start to @end, is about to be cut. What was cut before is
 * forgotten. */
void attest_carried_comments_begin_cut (AttestCarriedComments *self, const GtkTextIter *start, const GtkTextIter *end);
/** attest_carried_comments_add: @comment: (an id) stands from @start to @end, all of it in what is about to be cut. */
void attest_carried_comments_add (AttestCarriedComments *self,
                                  const char *comment,
                                  const GtkTextIter *start,
                                  const GtkTextIter *end);

/** attest_carried_comments_forget_cut: What was cut may not be what is pasted next, such as after copying. */
void attest_carried_comments_forget_cut (AttestCarriedComments *self);

/** attest_carried_comments_clear: The buffer holds another text. */
void attest_carried_comments_clear (AttestCarriedComments *self);

/** AttestCarriedFunc: @start, @end: where @comment stands now; never empty. */
typedef void (*AttestCarriedFunc) (const char *comment,
                                   const GtkTextIter *start,
                                   const GtkTextIter *end,
                                   gpointer user_data);

/** attest_carried_comments_foreach: Calls @func for each comment that was put back and is still there. */
void attest_carried_comments_foreach (AttestCarriedComments *self, AttestCarriedFunc func, gpointer user_data);

G_END_DECLS
