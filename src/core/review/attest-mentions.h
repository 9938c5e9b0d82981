/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/*
 * Whom the words of a comment name, as "@Full Name". The record has their ids, since a name is what somebody is called today and may be that of two; here ids are found for
 * names that are written, and the places of names that are read.
 */

/** AttestMentionPlace: @start, @end: bytes of the text, from the "@" to the end of the name; @name: (transfer none): that of one of the people or more. */
typedef struct
{
  gsize start;
  gsize end;
  const char *name;
} AttestMentionPlace;

/**
 * attest_mentions_find:
 * @people: (element-type AttestPerson): who may be named; @only: (nullable): ids, of whom alone names count
 *
 * The longest name counts that stands there as a whole: "@Ann Lee" does not name Ann where Ann Lee is on the board, and an e-mail address names nobody.
 *
 * Returns: (transfer full) (element-type AttestMentionPlace): in the order of the text; it borrows from @people
 */
GArray *attest_mentions_find (const char *text, GPtrArray *people, const char *const *only);

/**
 * attest_mentions_resolve:
 * @people: (element-type AttestPerson)
 * @chosen: (nullable): ids that were chosen, which tell who is meant where several have one name
 *
 * Returns: (transfer full) (nullable): ids of those whom @text names; NULL with ATTEST_REVIEW_ERROR_INPUT where a name is that of several and none was chosen
 */
GStrv attest_mentions_resolve (const char *text, GPtrArray *people, const char *const *chosen, GError **error);

/**
 * attest_mentions_resolve_edit:
 * @old: ids of those whom @old_text named; those among them who do not stand in it by their name of today, since they were renamed or named without it, stay
 *
 * The same for words that were changed: a name that was taken out names nobody any more.
 */
GStrv attest_mentions_resolve_edit (const char *text,
                                    const char *old_text,
                                    const char *const *old,
                                    GPtrArray *people,
                                    const char *const *chosen,
                                    GError **error);

/**
 * attest_review_resolve_mentions:
 * @comment, @reply: (nullable): the comment, or the reply to it, whose words are changed to @text; both NULL for words that are new
 * @chosen: (nullable): ids
 *
 * The same two for the people of @library. Returns: (transfer full) (nullable): ids; NULL with ATTEST_REVIEW_ERROR_INPUT or an ATTEST_RECORD_ERROR
 */
GStrv attest_review_resolve_mentions (AttestLibrary *library,
                                      const char *text,
                                      const char *comment,
                                      const char *reply,
                                      const char *const *chosen,
                                      GError **error);

/** attest_mentions_dup_named: @words: id of the comment or of a reply to it. Returns: (transfer full) (nullable): ids of those whom it names; NULL with an ATTEST_RECORD_ERROR */
GStrv attest_mentions_dup_named (AttestLibrary *library, const char *comment, const char *words, GError **error);

G_END_DECLS
