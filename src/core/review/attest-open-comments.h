/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-comment.h"
#include "review/attest-hidden.h"

G_BEGIN_DECLS

/**
 * AttestCommentTurn: why a comment waits for somebody; see attest_review_get_comment_turn().
 *
 * ATTEST_COMMENT_TURN_OTHERS: it does not
 * ATTEST_COMMENT_TURN_OWN_TEXT: it is about a text that they wrote
 * ATTEST_COMMENT_TURN_ANSWERED: it is theirs, and was answered
 * ATTEST_COMMENT_TURN_NEWER_TEXT: it is theirs and blocks, and the text was changed since
 * ATTEST_COMMENT_TURN_MENTIONED: it, or a reply to it, names them, and they have not answered since
 */
typedef enum
{
  ATTEST_COMMENT_TURN_OTHERS,
  ATTEST_COMMENT_TURN_OWN_TEXT,
  ATTEST_COMMENT_TURN_ANSWERED,
  ATTEST_COMMENT_TURN_NEWER_TEXT,
  ATTEST_COMMENT_TURN_MENTIONED,
} AttestCommentTurn;

/**
 * AttestOpenComment: A comment that is not settled, with what a list of all articles says of it. Immutable; any thread.
 *
 * @kind: as AttestComment has it; @about, @reference: as AttestComment has them; @quote: the words that it was made on, empty where it is about none
 * @suggests: whether it suggests words
 * @time: when it was written, @last: when something last happened in its thread; UTC microseconds
 * @last_actor: who did that: the comment's author where nobody answered
 * @turn: why it waits for the person that was asked about; OTHERS where nobody was
 */
typedef struct
{
  char *id;
  char *article;
  char *slug;
  char *title;
  char *audience;
  char *author;
  char *text;
  char *kind;
  AttestCommentAbout about;
  char *reference;
  char *quote;
  gboolean suggests;
  gboolean blocking;
  guint n_replies;
  gint64 time;
  gint64 last;
  char *last_actor;
  AttestCommentTurn turn;
} AttestOpenComment;

void attest_open_comment_free (AttestOpenComment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestOpenComment, attest_open_comment_free)

/** AttestOpenCommentsScope: all of them; those that the person wrote, also under another name that was joined with theirs; or those that wait for them. */
typedef enum
{
  ATTEST_OPEN_COMMENTS_ALL,
  ATTEST_OPEN_COMMENTS_MINE,
  ATTEST_OPEN_COMMENTS_WAITING,
} AttestOpenCommentsScope;

/** AttestOpenCommentsQuery: @person: (nullable): an id; needed for all scopes but ALL, where it fills in the turn. @article: (nullable): the id of one article, of which alone. @blocking: only those that block. @limit: at most so many, 0 for all. @hidden: (nullable): what is hidden from whoever reads is left out; so are replies, and who named whom in them, as if they were not there. */
typedef struct
{
  AttestOpenCommentsScope scope;
  const char *person;
  const char *article;
  gboolean blocking;
  guint limit;
  AttestHidden *hidden;
} AttestOpenCommentsQuery;

/**
 * attest_review_list_open_comments:
 * @more: (out) (optional): whether there are more than @limit
 *
 * Open comments of all articles, the newest activity first: being written, answered, reopened, or having its suggestion declined; other words for what was
 * said before are none. Not of articles that were removed. None is looked for in its text, so that a large library is quick: articles are
 * read in the order of their last change, and no more of them than @limit asks for; of somebody's comments, those that they took part in or are named in.
 *
 * A comment waits for a person, whoever they are joined with, when the next move is theirs:
 *
 * - they saved a revision of its text, whichever, and the last word in the thread is not theirs: the text is theirs to mend, and the comment theirs to answer.
 *   Not one of their own that nobody answered, and not an agreement that nobody added to, which asks for nothing;
 * - they wrote it, and the last word is somebody else's: it is theirs to settle or to ask on. To decline what it suggests, or to reopen it, is a word too;
 * - they wrote it, it blocks, the last word is theirs, and somebody else saved the newest text after that word: nobody but them can say that it is settled,
 *   short of an editor;
 * - somebody else named them in it or in a reply, and they have not replied, resolved, reopened or declined since. Where that is so it is what is told.
 *
 * What came first and last is told by the record's total order, never by a clock on the wall.
 *
 * Returns: (transfer full) (nullable) (element-type AttestOpenComment): NULL with an ATTEST_RECORD_ERROR
 */
GPtrArray *attest_review_list_open_comments (AttestLibrary *library,
                                             const AttestOpenCommentsQuery *query,
                                             gboolean *more,
                                             GError **error);

G_END_DECLS
