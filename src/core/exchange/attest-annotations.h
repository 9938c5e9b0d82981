/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AttestAnnotation:
 * @id: (nullable): what the file calls it
 * @creator: (nullable): who made it, as the file says, which proves nothing
 * @created: UTC microseconds, 0 where the file does not say
 * @answers: (nullable): the id of the annotation that it replies to
 * @kind: a comment's kind; see AttestComment
 * @text: what is said; may be empty
 * @suggestion: (nullable): words for the place of the quote
 * @exact: (nullable): the quoted words; NULL for one that is about no words, or says where they are in a way that only its own source could tell: it is then about the text
 * as a whole, or a reference of it
 * @reference: (nullable): the citation key of the reference that it is about
 * @prefix, @suffix: around the quote; empty where the file does not say
 * @start, @end: bytes of the quote in the text that came with the file; equal where none came, or the quote has no place in it
 * @remark: (nullable): as Attest itself wrote it into the file, by which a comment that is still there is known again
 *
 * Something that was said elsewhere about words of a text.
 */
typedef struct
{
  char *id;
  char *creator;
  gint64 created;
  char *answers;
  const char *kind;
  gboolean blocking;
  char *text;
  char *suggestion;
  char *reference;
  char *exact;
  char *prefix;
  char *suffix;
  gsize start;
  gsize end;
  char *remark;
} AttestAnnotation;

/** ATTEST_ANNOTATION_REFERENCE: what stands before a citation key in the fragment that is the reference's place on a page. */
#define ATTEST_ANNOTATION_REFERENCE "reference-"

/** attest_annotation_new: A note that says nothing yet, about no words. Returns: (transfer full): its text, prefix and suffix NULL until they are set */
AttestAnnotation *attest_annotation_new (void);
/** attest_annotation_set_creator: @name: (nullable): as the file has it; kept on one line, without signs that nobody sees and not longer than a name is */
void attest_annotation_set_creator (AttestAnnotation *self, const char *name);
void attest_annotation_free (AttestAnnotation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAnnotation, attest_annotation_free)

/**
 * attest_annotations_read:
 * @json: UTF-8 of unknown origin
 *
 * Reads annotations of the W3C Web Annotation Data Model (23 February 2017): one, a list, a page or a collection with its first page in it; also
 * rows as Hypothesis gives them out, and "chars" of the older Open Annotation. Of several bodies all words are taken; of a choice the first with
 * words; a body that lies elsewhere is named by its address. Positions are not read, since they count in a text that may be another by now. Nothing is
 * fetched. Any thread.
 *
 * Returns: (transfer full) (element-type AttestAnnotation) (nullable): in the file's order; NULL with ATTEST_RECORD_ERROR_BODY for what is no
 * annotation at all
 */
GPtrArray *attest_annotations_read (const char *json, GError **error);

G_END_DECLS
