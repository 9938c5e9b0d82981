/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-comments-import.h"
#include "exchange/attest-critic-markup-private.h"
#include "record/attest-article.h"
#include "review/attest-comment.h"

G_BEGIN_DECLS

/* Inside the taking in of comments only. */

/** AttestQuoted: An annotation, and where its words stand in the Markdown; nowhere when both are equal. */
typedef struct
{
  const AttestAnnotation *annotation;
  gsize start;
  gsize end;
} AttestQuoted;

/**
 * AttestImport:
 * @markup: the text that came with them; NULL for annotations that came alone
 * @comments: what the text has already
 * @taken_for: ids, borrowed from @comments, of those that something in the file was found to be, since two remarks are not one
 * @written: see attest_critic_remarks_list()
 * @made: an annotation's id to that of the comment that it became, or that it answers
 * @ids, @answered: ids of annotations in the file, and those that others answer, borrowed
 * @keys: citation keys that a comment may be about
 */
typedef struct
{
  AttestLibrary *library;
  const char *actor;
  char *actor_id;
  char *article;
  char *audience;
  AttestRevision *revision;
  GBytes *text;
  GPtrArray *annotations;
  AttestCriticMarkup *markup;
  GArray *quoted;
  GPtrArray *comments;
  GHashTable *taken_for;
  GHashTable *written;
  GHashTable *made;
  GHashTable *ids;
  GHashTable *answered;
  GHashTable *keys;
  AttestCommentsTaken *taken;
  AttestCommentsProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} AttestImport;

/** attest_import_get_suggestion: What is about no words cannot have others put in their place, so that the ones it suggests are said. Returns: (transfer none) (nullable) */
const char *attest_import_get_suggestion (const AttestAnnotation *annotation);

/** attest_import_find_about: What an annotation is about; without words a reference only where the article has it. */
AttestCommentAbout attest_import_find_about (const AttestImport *self, const AttestAnnotation *annotation);

/** attest_import_find_known: @words: what the annotation says as a comment. Returns: (transfer none) (nullable): the comment that it is already, whatever its words are by now; noted as such */
const AttestComment *attest_import_find_known (AttestImport *self, const AttestQuoted *quoted, const char *words);

/** attest_import_has_reply: Returns: whether the comment with this id has the annotation as a reply */
gboolean attest_import_has_reply (const AttestImport *self,
                                  const char *comment,
                                  const AttestAnnotation *annotation,
                                  const char *words);

G_END_DECLS
