/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/** attest_source_marks_set_dark: Gives the tags of @buffer, which are made if need be, the colours of the preview. */
void attest_source_marks_set_dark (GtkSourceBuffer *buffer, gboolean dark);

/**
 * attest_source_marks_show:
 *
 * Highlights the open comments of @state in its buffer and puts a mark for the gutter where each begins. Tags and marks
 * move with what is typed. Does nothing while the comments' places are those of an older text: a newer run follows.
 */
void attest_source_marks_show (AttestArticleState *state);

/** attest_source_marks_clear: Takes highlights and marks away. */
void attest_source_marks_clear (GtkSourceBuffer *buffer);

/** attest_source_marks_flash: @shown: whether the range (bytes) is to stand out for a moment or the last one no more */
void attest_source_marks_flash (AttestArticleState *state, gboolean shown, gsize start, gsize end);

G_END_DECLS
