/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/*
 * The projection of comments: one row each for a comment, a reply, a place given by hand, and an act: resolving, reopening, retracting, declining
 * what it suggests, or an edit of its words or a reply's; and one for each person that words name.
 * Written by the kinds that review owns; the tables know no rules. All lists are in the total order (clock, device, sequence).
 */

/**
 * AttestCommentRow:
 * @id: hash of the event that made it; @clock, @device, @sequence: its place in the total order; @time: UTC microseconds
 * @about: "words"; "text" where it is about the text as a whole; "reference" where it is about the work with the citation key @reference (else NULL)
 * @start, @end: the first anchor, UTF-8 bytes of @revision's Markdown, end exclusive; 0 where it is about no words, and the quote is then empty
 * @suggestion: (nullable)
 * @resolved: the state after the last act, also when that was the author's retraction; @resolved_by, @resolved_reason: (nullable)
 * @retracted: when its author took it back, 0 when they did not
 */
typedef struct
{
  char *id;
  char *article;
  char *audience;
  char *revision;
  char *about;
  char *reference;
  gint64 start;
  gint64 end;
  char *exact;
  char *prefix;
  char *suffix;
  char *text;
  char *kind;
  gboolean blocking;
  char *suggestion;
  char *author;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
  gboolean resolved;
  char *resolved_by;
  char *resolved_reason;
  gint64 resolved_time;
  gint64 retracted;
} AttestCommentRow;

/** AttestCommentReplyRow: @id: hash of the event; @comment: the comment's id. */
typedef struct
{
  char *id;
  char *comment;
  char *author;
  char *text;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestCommentReplyRow;

/** AttestCommentAttachRow: a place given by hand, in @revision. */
typedef struct
{
  char *event;
  char *comment;
  char *revision;
  gint64 start;
  gint64 end;
  char *exact;
  char *prefix;
  char *suffix;
  char *actor;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestCommentAttachRow;

/**
 * AttestCommentActRow:
 * @comment: the comment's id; of an edit of a reply, the reply's
 * @act: "resolve", "reopen", "retract", "decline" or "edit"; @reason: (nullable)
 *
 * With the first three, whether a blocking comment was open is known for every place in the total order; the others do not touch that.
 */
typedef struct
{
  char *event;
  char *comment;
  char *act;
  char *actor;
  char *reason;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestCommentActRow;

/** AttestCommentEditRow: @reply: (nullable): the reply whose words @text are; @suggestion: (nullable): of a comment, with its new words. */
typedef struct
{
  char *comment;
  char *reply;
  char *text;
  char *suggestion;
} AttestCommentEditRow;

/**
 * AttestCommentWordRow: what was said in a thread, or done so that somebody has to go on: a reply (@reply), a declined suggestion, or that it was reopened. That it was
 * resolved (@resolution) is among them too, as an answer of whoever did so; in a thread that is open it is never the last.
 */
typedef struct
{
  char *actor;
  gboolean reply;
  gboolean resolution;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestCommentWordRow;

/** AttestCommentMentionRow: @words: id of the comment or of the reply that names @person; @author: who wrote these words; the rest is when they first did. */
typedef struct
{
  char *words;
  char *person;
  char *author;
  gint64 time;
  gint64 clock;
  char *device;
  gint64 sequence;
} AttestCommentMentionRow;

void attest_comment_row_free (AttestCommentRow *self);
void attest_comment_reply_row_free (AttestCommentReplyRow *self);
void attest_comment_attach_row_free (AttestCommentAttachRow *self);
void attest_comment_act_row_free (AttestCommentActRow *self);
void attest_comment_word_row_free (AttestCommentWordRow *self);
void attest_comment_mention_row_free (AttestCommentMentionRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCommentRow, attest_comment_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCommentReplyRow, attest_comment_reply_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCommentAttachRow, attest_comment_attach_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCommentActRow, attest_comment_act_row_free)

/* Inserts. @event gives id, article, order, time and author or actor; of the row only the other fields are read. */

/** attest_comment_table_insert: A new comment is open; the resolved fields of @row are not read. */
gboolean attest_comment_table_insert (AttestDatabase *database,
                                      const AttestEvent *event,
                                      const AttestCommentRow *row,
                                      GError **error);
/** attest_comment_reply_table_insert: Reads @comment and @text. */
gboolean attest_comment_reply_table_insert (AttestDatabase *database,
                                            const AttestEvent *event,
                                            const AttestCommentReplyRow *row,
                                            GError **error);
/** attest_comment_attach_table_insert: Reads @comment, @revision and the anchor. */
gboolean attest_comment_attach_table_insert (AttestDatabase *database,
                                             const AttestEvent *event,
                                             const AttestCommentAttachRow *row,
                                             GError **error);
/** attest_comment_act_table_insert: Reads @comment, @act (no edit) and @reason; writes the act and the comment's state after it. */
gboolean attest_comment_act_table_insert (AttestDatabase *database,
                                          const AttestEvent *event,
                                          const AttestCommentActRow *row,
                                          GError **error);

/** attest_comment_act_table_insert_edit: Writes the act, and the new words in the place of the old. */
gboolean attest_comment_act_table_insert_edit (AttestDatabase *database,
                                               const AttestEvent *event,
                                               const AttestCommentEditRow *row,
                                               GError **error);

/** attest_comment_mention_table_set: @words: id of a comment, or of a reply to it; @people: (nullable): ids of all whom the words name from @event on. Who was named before keeps that time. */
gboolean attest_comment_mention_table_set (AttestDatabase *database,
                                           const AttestEvent *event,
                                           const char *comment,
                                           const char *words,
                                           const char *const *people,
                                           GError **error);

/** attest_comment_table_find: Returns: (transfer full) (nullable): NULL with ATTEST_RECORD_ERROR_NOT_FOUND, or another when the database fails */
AttestCommentRow *attest_comment_table_find (AttestDatabase *database, const char *id, GError **error);
/** attest_comment_table_list: The comments of one variant. Returns: (transfer full) (element-type AttestCommentRow) (nullable) */
GPtrArray *
attest_comment_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error);
/** attest_comment_table_list_blocking: Those of one variant that block, settled or not. Returns: (transfer full) (element-type AttestCommentRow) (nullable) */
GPtrArray *attest_comment_table_list_blocking (AttestDatabase *database,
                                               const char *article,
                                               const char *audience,
                                               GError **error);
/** attest_comment_table_count_open: @open: (out): how many comments of one variant are not settled; @blocking: (out): how many of these block. */
gboolean attest_comment_table_count_open (AttestDatabase *database,
                                          const char *article,
                                          const char *audience,
                                          guint *open,
                                          guint *blocking,
                                          GError **error);
/** attest_comment_table_list_open: The comments of all of an article's variants that are not settled. Returns: (transfer full) (element-type AttestCommentRow) (nullable) */
GPtrArray *attest_comment_table_list_open (AttestDatabase *database, const char *article, GError **error);
/** AttestCommentedArticle: @updated: when it last changed, so that nothing in it is newer. */
typedef struct
{
  const char *id;
  const char *slug;
  const char *title;
  gint64 updated;
} AttestCommentedArticle;

/** AttestCommentedArticleVisit: @article: until it returns. Returns: whether to go on. May use the database. */
typedef gboolean (*AttestCommentedArticleVisit) (const AttestCommentedArticle *article, gpointer user_data);
/**
 * attest_comment_table_visit_articles:
 * @person: (nullable): only articles that this person, or one joined with them, took part in or is named in by a comment or a reply
 *
 * Hands over the articles with open comments, the newest change first, until @visit has enough: of a large library no more is read than that. Not those that
 * were removed.
 *
 * Returns: FALSE with @error
 */
gboolean attest_comment_table_visit_articles (AttestDatabase *database,
                                              const char *person,
                                              AttestCommentedArticleVisit visit,
                                              gpointer user_data,
                                              GError **error);
/** AttestCommentAuthorVisit: It may not use the database. */
typedef void (*AttestCommentAuthorVisit) (const char *article, const char *author, gpointer user_data);
/** attest_comment_table_visit_open_authors: Hands over who wrote each open comment, those on removed articles too, in no order. Returns: FALSE with @error */
gboolean attest_comment_table_visit_open_authors (AttestDatabase *database,
                                                  AttestCommentAuthorVisit visit,
                                                  gpointer user_data,
                                                  GError **error);
/** attest_comment_word_table_list: Of one comment, in the total order. (element-type AttestCommentWordRow) */
GPtrArray *attest_comment_word_table_list (AttestDatabase *database, const char *comment, GError **error);
/** attest_comment_reply_table_find: A reply to @comment. Returns: (transfer full) (nullable): as attest_comment_table_find() */
AttestCommentReplyRow *
attest_comment_reply_table_find (AttestDatabase *database, const char *comment, const char *id, GError **error);
/** attest_comment_reply_table_list: Of one comment. (element-type AttestCommentReplyRow) */
GPtrArray *attest_comment_reply_table_list (AttestDatabase *database, const char *comment, GError **error);
/** attest_comment_attach_table_list: Of one comment; the last one counts. (element-type AttestCommentAttachRow) */
GPtrArray *attest_comment_attach_table_list (AttestDatabase *database, const char *comment, GError **error);
/** attest_comment_mention_table_list: Whom one comment and its replies name. (element-type AttestCommentMentionRow) */
GPtrArray *attest_comment_mention_table_list (AttestDatabase *database, const char *comment, GError **error);
/** attest_comment_act_table_list: Of one comment and its replies. (element-type AttestCommentActRow) */
GPtrArray *attest_comment_act_table_list (AttestDatabase *database, const char *comment, GError **error);
/** attest_comment_act_table_list_settling: Of one comment, what says whether it is open: "resolve", "reopen" and "retract". (element-type AttestCommentActRow) */
GPtrArray *attest_comment_act_table_list_settling (AttestDatabase *database, const char *comment, GError **error);

G_END_DECLS
