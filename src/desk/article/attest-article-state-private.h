/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-results.h"
#include "article/attest-article-state.h"
#include "article/attest-carried-comments.h"
#include "article/attest-unsaved-slot.h"

G_BEGIN_DECLS

/*
 * @record, @base, @base_text: what the buffer's text was begun from; @base is NULL before the first save
 * @joined: (nullable): a revision that the buffer's text brings together with @base
 * @chosen_revision: (nullable): the revision that somebody asked to see; NULL follows the record
 * @actor: whose unsaved text @slot keeps; the session's may have changed since
 * @computing: a run is under way; @compute_again: the text changed since it began
 * @store_timer, @storing: what is being typed waits to be put on disk, or so many writes of it are under way; @unkept: why
 * the last one failed, and it is tried again
 * @save_wanted: somebody saved and the disk refused; it is done once the disk is well again
 * @showing: so many other texts are on their way; @refresh_after: the record changed meanwhile
 * @reads_older: the text is one that somebody asked for, and not the newest
 * @filling: the buffer is being filled, so that its signals are not a person's typing
 * @edit: grows with each change of the buffer; @computed_edit: what it was for the text of @results
 * @generation: grows with each load, so that a load that was overtaken changes nothing
 */
struct _AttestArticleState
{
  GObject parent_instance;

  AttestSession *session;
  char *article;
  char *audience;
  char *actor;
  char *chosen_revision;

  AttestArticleRecord *record;
  char *base;
  char *joined;
  GBytes *base_text;
  AttestArticleResults *results;

  GtkSourceBuffer *buffer;
  GArray *line_starts;
  AttestUnsavedSlot *slot;
  guint store_timer;
  guint storing;
  GError *unkept;
  gboolean save_wanted;
  gsize scroll;

  gboolean filling;
  gboolean computing;
  gboolean compute_again;
  gboolean edit_anyway;
  gboolean reads_older;
  gboolean refresh_after;
  guint showing;
  gboolean restored;
  guint64 edit;
  guint64 computed_edit;
  guint generation;

  char *selected_comment;
  GtkTextMark *shown_start;
  GtkTextMark *shown_end;
  AttestCarriedComments *carried;
};

typedef enum
{
  ATTEST_ARTICLE_STATE_LOADED,
  ATTEST_ARTICLE_STATE_COMPUTED,
  ATTEST_ARTICLE_STATE_COMMENTS_CHANGED,
  ATTEST_ARTICLE_STATE_REVIEWED,
  ATTEST_ARTICLE_STATE_PLACE_SHOWN,
  ATTEST_ARTICLE_STATE_COMMENT_WANTED,
  ATTEST_ARTICLE_STATE_REVEAL,
  ATTEST_ARTICLE_STATE_SCROLLED,
  ATTEST_ARTICLE_STATE_IN_SIGHT,
  ATTEST_ARTICLE_STATE_N_SIGNALS,
} AttestArticleStateSignal;

/** attest_article_state_emit: Emits a signal without arguments. */
void attest_article_state_emit (AttestArticleState *self, AttestArticleStateSignal signal);
/** attest_article_state_notify_flags: Notifies `modified`, `editable`, `restored` and `newer`. */
void attest_article_state_notify_flags (AttestArticleState *self);
/** attest_article_state_compute: Begins a run for the buffer's text, or notes that another is needed. */
void attest_article_state_compute (AttestArticleState *self);
/** attest_article_state_refresh: Reads the record anew; what is being typed stays. */
void attest_article_state_refresh (AttestArticleState *self);
/** attest_article_state_buffer_changed: Somebody typed. */
void attest_article_state_buffer_changed (AttestArticleState *self);
/** attest_article_state_dup_carried: Returns: (transfer full) (element-type AttestCarriedPlace): comments that were cut and pasted, in bytes of the
 * buffer's text */
GArray *attest_article_state_dup_carried (AttestArticleState *self);
/** attest_article_state_store: Puts the unsaved text on disk without waiting for the timer. */
void attest_article_state_store (AttestArticleState *self);
/** attest_article_state_discard_unsaved: Throws away what is on disk of the unsaved text. */
void attest_article_state_discard_unsaved (AttestArticleState *self);
/** attest_article_state_dup_buffer_text: Returns: (transfer full): the buffer's text */
GBytes *attest_article_state_dup_buffer_text (AttestArticleState *self);

G_END_DECLS
