/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestCommentsTaken:
 * @comments: that were made, those in @orphans among them
 * @whole: about the text as a whole, since they name no words of it, among @comments: a note on a page, on an image, on a place that only their own source can tell
 * @orphans: whose words are not in the text, or in several places
 * @replies: that were made
 * @known: that the text has already, word for word
 * @wordless: left out, since they are about no words and say nothing, or answer only one another
 * @unread: signs of CriticMarkup that begin no mark, as it is not closed or another one stands inside; left out
 * @unread_line: the line of the first of them in the file, from 1; 0 without any
 * @is_other_text: the text that the file has around its marks is that of no revision, so that something in it was changed without a mark, and left out
 *
 * What became of comments that were taken in.
 */
typedef struct
{
  guint comments;
  guint whole;
  guint orphans;
  guint replies;
  guint known;
  guint wordless;
  guint unread;
  guint unread_line;
  gboolean is_other_text;
} AttestCommentsTaken;

/** AttestCommentsProgress: @fraction: from 0 to 1. Called on the thread that takes them in. */
typedef void (*AttestCommentsProgress) (double fraction, gpointer user_data);

/**
 * attest_comments_import:
 * @article: an id or a slug
 * @audience: (nullable): an audience's key; NULL is the base
 * @actor: who takes them in, and is their author in the record: who else is named in the file may be anybody, and stands in the comment's words
 * @file: Web Annotations (see attest_annotations_read()) or a Markdown file with CriticMarkup in it (see attest_critic_markup_read()); which one, its text tells
 * @taken: (out): what was recorded; nothing when it fails
 *
 * Makes comments of what was said elsewhere. Nothing is placed on words that are only alike; words without a place make an orphan, which keeps them.
 *
 * Annotations quote their words: those that stand once in the newest revision, or once with what was around them, are found in the Markdown or in
 * what is read of it. The less the words say, the more of what was around them has to be there, and what is known of their sentence has to have the same numbers, units, drugs and negations. What quotes no words is about the text as a whole, or the reference that it names. CriticMarkup stands in the text: where that is a revision's, byte for byte, its comments are on that revision, the newest of several; any other is
 * compared with the newest, and words that are not the same there have no place.
 *
 * Taking the same file in again brings nothing twice, also where the comments were edited, their words changed or they were attached elsewhere meanwhile. All of it is one transaction.
 * On the library's thread.
 *
 * Returns: FALSE with an ATTEST_RECORD_ERROR (BODY for a file that has no comments) or ATTEST_REVIEW_ERROR
 */
gboolean attest_comments_import (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *file,
                                 AttestCommentsTaken *taken,
                                 GError **error);

/** attest_comments_import_reporting: attest_comments_import() that can be watched and cancelled; then, with G_IO_ERROR_CANCELLED, nothing was taken in. @progress: (nullable); @cancellable: (nullable) */
gboolean attest_comments_import_reporting (AttestLibrary *library,
                                           const char *article,
                                           const char *audience,
                                           const char *actor,
                                           const char *file,
                                           AttestCommentsTaken *taken,
                                           AttestCommentsProgress progress,
                                           gpointer user_data,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
