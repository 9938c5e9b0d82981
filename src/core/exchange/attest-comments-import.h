/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestCommentsTaken:
 * @comments: that were made, those in @orphans among them
 * @orphans: whose words are not in the text, or in several places
 * @replies: that were made
 * @known: that the text has already, word for word
 * @wordless: left out, since they are about no words of a text: a page as a whole, an image, a place that only their own source can tell
 *
 * What became of annotations that were taken in.
 */
typedef struct
{
  guint comments;
  guint orphans;
  guint replies;
  guint known;
  guint wordless;
} AttestCommentsTaken;

/**
 * attest_comments_import:
 * @article: an id or a slug
 * @audience: (nullable): an audience's key; NULL is the base
 * @actor: who takes them in, and is their author in the record: who else is named in the file may be anybody, and stands in the comment's words
 * @json: see attest_annotations_read()
 * @taken: (out): also when it fails: what was recorded until then stays
 *
 * Makes comments of annotations, on the same words of the newest revision. Words that stand there once, or once with what was around them, are found in the
 * Markdown or in what is read of it; any others make an orphan, which keeps them. Nothing is placed on words that are only alike. Taking the same file in again
 * brings nothing twice, unless somebody changed the comments meanwhile. On the library's thread.
 *
 * Returns: FALSE with an ATTEST_RECORD_ERROR (BODY for a file that has no annotations) or ATTEST_REVIEW_ERROR
 */
gboolean attest_comments_import (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *json,
                                 AttestCommentsTaken *taken,
                                 GError **error);

G_END_DECLS
