/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/attest-article-line.h"
#include "record/attest-seen.h"

G_BEGIN_DECLS

/** ATTEST_ARTICLE_LINES_CHUNK: bytes of a block of strings while lines are read. What is allocated in blocks of this size goes back to the system when it is freed, whatever was allocated meanwhile. */
#define ATTEST_ARTICLE_LINES_CHUNK (512 * 1024)

/**
 * AttestArticleLines:
 *
 * All articles of a library, also those that were removed, in the order of their ids, and how their titles follow one another. Counted, by any
 * thread: the record thread reads them and hands them over; only who has them on the main thread changes them after that.
 */
typedef struct _AttestArticleLines AttestArticleLines;

#define ATTEST_TYPE_ARTICLE_LINES (attest_article_lines_get_type ())
GType attest_article_lines_get_type (void);

/** attest_article_lines_new: @lines: (transfer full) (element-type AttestArticleLine): in any order, each article once. Returns: (transfer full) */
AttestArticleLines *attest_article_lines_new (GPtrArray *lines);
AttestArticleLines *attest_article_lines_ref (AttestArticleLines *self);
void attest_article_lines_unref (AttestArticleLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleLines, attest_article_lines_unref)

/**
 * attest_article_lines_read:
 * @articles: (nullable): the ids of those that are read, where one that is not there is left out; NULL for all
 * @actor: (nullable): for whom something may be waiting
 * @seen: (nullable): what @actor has seen
 *
 * Reads in a few passes over the tables, without holding more than the lines. Any thread that owns @library.
 *
 * Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR
 */
AttestArticleLines *attest_article_lines_read (AttestLibrary *library,
                                               const char *const *articles,
                                               const char *actor,
                                               const AttestSeen *seen,
                                               GError **error);

guint attest_article_lines_get_n_lines (AttestArticleLines *self);
/** attest_article_lines_get: Returns: (transfer none): the line at @index, in the order of ids */
AttestArticleLine *attest_article_lines_get (AttestArticleLines *self, guint index);
/** attest_article_lines_get_title_rank: Returns: to be compared for the reader's order of titles, numbers by value; the same for equal titles */
guint attest_article_lines_get_title_rank (AttestArticleLines *self, guint index);
/** attest_article_lines_find: Returns: (transfer none) (nullable) */
AttestArticleLine *attest_article_lines_find (AttestArticleLines *self, const char *id);
/** attest_article_lines_take_over: Puts the lines of @others, which are few, in the place of those of the same articles, or adds them. */
void attest_article_lines_take_over (AttestArticleLines *self, AttestArticleLines *others);

/** ATTEST_ARTICLE_LINES_AT_ONCE: more lines than this are gone through in pieces, one in each turn of the main loop: all at once would be seen as a pause. */
#define ATTEST_ARTICLE_LINES_AT_ONCE 5000

/** AttestArticleLinesStep: Goes through the next @n_lines. Returns: whether there are more */
typedef gboolean (*AttestArticleLinesStep) (gpointer work, guint n_lines);

/** attest_article_lines_do_piece: Takes steps for as long as nobody sees a pause. Returns: whether there is more to do */
gboolean attest_article_lines_do_piece (AttestArticleLinesStep step, gpointer work);

G_END_DECLS
