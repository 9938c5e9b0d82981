/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "review/attest-review.h"
#include "review/attest-waiting.h"

G_BEGIN_DECLS

/**
 * AttestArticleCommon:
 *
 * What lines that were read together have in common, and so is kept once for all of them: the board's audiences, the lists of topics, and the memory. Counted, by any thread; whoever reads fills it, and after that it never changes.
 */
typedef struct _AttestArticleCommon AttestArticleCommon;

/** attest_article_common_new: @audiences: (transfer full) (element-type AttestAudience). Returns: (transfer full) */
AttestArticleCommon *attest_article_common_new (GPtrArray *audiences);
AttestArticleCommon *attest_article_common_ref (AttestArticleCommon *self);
void attest_article_common_unref (AttestArticleCommon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleCommon, attest_article_common_unref)
/** attest_article_common_find_audience: Returns: the number by which texts name the audience @key, which the board may not know */
guint16 attest_article_common_find_audience (AttestArticleCommon *self, const char *key);
/** attest_article_common_get_audience: Returns: (transfer none): the key of the audience with that number */
const char *attest_article_common_get_audience (const AttestArticleCommon *self, guint16 audience);

/** AttestLineText: one text of an article. @audience: attest_article_common_find_audience(); @status: an AttestStatus; @is_due: 1 where it was due for re-review when it was read */
typedef struct
{
  guint open_comments;
  guint16 audience;
  guint8 status;
  guint8 is_due;
} AttestLineText;

/** AttestLineReasons: why a text waits for the acting person: 1 << AttestWaitingReason for each reason, 0 when it does not */
typedef guint16 AttestLineReasons;

/** AttestLineMarks: what is so for the acting person alone. @reasons: (nullable): of each text; NULL when none waits. @asked_until: (nullable): until which day they were asked to review, such as "2026-03-01" or empty for no day; NULL when they were not asked, or nothing waits. @is_new: others changed it since they last opened it */
typedef struct
{
  const AttestLineReasons *reasons;
  const char *asked_until;
  gboolean is_new;
} AttestLineMarks;

/**
 * AttestArticleLine:
 *
 * What the list has to know of an article to sort, filter and show it, in one piece of memory: of a large library there are as many as articles. Never
 * changes, but for the item that the main thread keeps with it. Lines that were read together go together, once none of them is held. Counted, by any thread: the record thread makes it and may be the last to let go of it.
 */
typedef struct _AttestArticleLine AttestArticleLine;

/** attest_article_line_new: @texts: @n_texts of them, base first. Returns: (transfer full) */
AttestArticleLine *attest_article_line_new (AttestArticleCommon *common,
                                            const AttestArticle *article,
                                            const AttestLineText *texts,
                                            guint n_texts,
                                            const AttestLineMarks *marks);
AttestArticleLine *attest_article_line_ref (AttestArticleLine *self);
void attest_article_line_unref (AttestArticleLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestArticleLine, attest_article_line_unref)

/** attest_article_line_get_id: Returns: (transfer none) */
const char *attest_article_line_get_id (const AttestArticleLine *self);
/** attest_article_line_get_title: Returns: (transfer none) */
const char *attest_article_line_get_title (const AttestArticleLine *self);
/** attest_article_line_get_slug: Returns: (transfer none) */
const char *attest_article_line_get_slug (const AttestArticleLine *self);
/** attest_article_line_get_topics: Returns: (transfer none): never NULL; lines with the same topics that were read together have the same array */
const char *const *attest_article_line_get_topics (const AttestArticleLine *self);
/** attest_article_line_get_updated: Returns: when it was changed last, UTC microseconds */
gint64 attest_article_line_get_updated (const AttestArticleLine *self);
/** attest_article_line_get_removed: Returns: when it was taken out of the lists, UTC microseconds, 0 when it was not */
gint64 attest_article_line_get_removed (const AttestArticleLine *self);

/** attest_article_line_get_n_texts: Returns: how many texts it has; they are counted from 0, the base */
guint attest_article_line_get_n_texts (const AttestArticleLine *self);
/** attest_article_line_get_audience: Returns: (transfer none): the key of the audience that @text is for */
const char *attest_article_line_get_audience (const AttestArticleLine *self, guint text);
/** attest_article_line_get_audience_label: Returns: (transfer none): what the board calls it */
const char *attest_article_line_get_audience_label (const AttestArticleLine *self, guint text);
/** attest_article_line_get_status: Returns: of @text */
AttestStatus attest_article_line_get_status (const AttestArticleLine *self, guint text);
/** attest_article_line_get_due: Returns: whether @text was due for re-review when the list was read */
gboolean attest_article_line_get_due (const AttestArticleLine *self, guint text);
/** attest_article_line_get_least_status: Returns: the status of the text that is least far; G_MAXUINT without a text */
guint attest_article_line_get_least_status (const AttestArticleLine *self);
/** attest_article_line_get_open_comments: Returns: over all texts */
guint attest_article_line_get_open_comments (const AttestArticleLine *self);

/** attest_article_line_get_waiting: Returns: whether a text waits for the actor, for whatever reason of attest_review_list_waiting() */
gboolean attest_article_line_get_waiting (const AttestArticleLine *self);
/** attest_article_line_get_reasons: Returns: why @text waits for the actor */
AttestLineReasons attest_article_line_get_reasons (const AttestArticleLine *self, guint text);
gboolean attest_article_line_get_new (const AttestArticleLine *self);
/** attest_article_line_get_asked_until: Returns: (transfer none) (nullable): as in AttestLineMarks */
const char *attest_article_line_get_asked_until (const AttestArticleLine *self);
/** attest_article_line_matches: @words: (nullable): folded words, each of which must be in title, slug or topics */
gboolean attest_article_line_matches (const AttestArticleLine *self, const char *const *words);

/** attest_article_line_get_item: Returns: (transfer none) (nullable): the object that stands for it on the screen now. Main thread. */
gpointer attest_article_line_get_item (const AttestArticleLine *self);
/** attest_article_line_set_item: @item: (transfer none) (nullable): takes itself away when it goes. Main thread. */
void attest_article_line_set_item (AttestArticleLine *self, gpointer item);

G_END_DECLS
