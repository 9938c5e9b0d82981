/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-review-error.h"
#include "text/attest-anchor.h"
#include "text/attest-counterpart.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/** AttestReply: @mentions: ids of those whom the words name; @time: UTC microseconds; @edited: when its author last changed the words, 0 when they never did. */
typedef struct
{
  char *id;
  char *author;
  char *text;
  GStrv mentions;
  gint64 time;
  gint64 edited;
} AttestReply;

/**
 * AttestCommentAbout: what a comment is about
 *
 * ATTEST_COMMENT_ABOUT_WORDS: words of the text
 * ATTEST_COMMENT_ABOUT_TEXT: the text as a whole, such as that something is missing in it
 * ATTEST_COMMENT_ABOUT_REFERENCE: one work that it cites
 */
typedef enum
{
  ATTEST_COMMENT_ABOUT_WORDS,
  ATTEST_COMMENT_ABOUT_TEXT,
  ATTEST_COMMENT_ABOUT_REFERENCE,
} AttestCommentAbout;

/** attest_comment_about_to_string: Returns: (transfer none): "words", "text" or "reference" */
const char *attest_comment_about_to_string (AttestCommentAbout about);
/** attest_comment_about_from_string: ABOUT_WORDS for anything else. */
AttestCommentAbout attest_comment_about_from_string (const char *about);

/**
 * AttestComment:
 * @id: hash of the event that made it; @anchor: the first anchor, never rewritten, in @revision
 * @mentions: ids of those whom @text names, and who are to take part; see attest_mentions_find() for where
 * @kind: "change", "question", "delete", "evidence", "agree" or "note"
 * @edited: when its author last changed @text or @suggestion, UTC microseconds, 0 when they never did; the record keeps the words before
 * @reference: (nullable): where it is about a reference, its citation key
 * @uncited: it is about a reference that the text it was listed against does not cite, or not any more
 * @suggestion: (nullable): a text instead of the quote
 * @declined_by, @declined_reason: (nullable): who would not take these suggested words, and why; both or none
 * @resolved: it is settled, also by having been retracted
 * @retracted: its author took it back; its words stay in the record
 * @placement: where it stands in the revision (or unsaved text) it was listed against. One that is about no words has an empty @anchor, and is always exact, from 0 to 0:
 * ask attest_comment_has_place()
 * @attached_by: (nullable): id of the person who gave it that place by hand, since its words were gone; NULL where it goes along from its first anchor
 * @replies: (element-type AttestReply): oldest first
 */
typedef struct
{
  char *id;
  char *article;
  char *audience;
  char *revision;
  AttestCommentAbout about;
  char *reference;
  gboolean uncited;
  char *author;
  gint64 time;
  char *text;
  GStrv mentions;
  char *kind;
  gboolean blocking;
  gint64 edited;
  char *suggestion;
  char *declined_by;
  char *declined_reason;
  gboolean resolved;
  char *resolved_by;
  char *resolved_reason;
  gboolean retracted;
  AttestAnchor *anchor;
  AttestPlacement *placement;
  char *attached_by;
  GPtrArray *replies;
} AttestComment;

/** attest_comment_has_place: Returns: whether it stands on words of the text it was listed against */
gboolean attest_comment_has_place (const AttestComment *self);

/** attest_comment_is_lost: Returns: whether it is about words that have no place there: an orphan */
gboolean attest_comment_is_lost (const AttestComment *self);

/** attest_comment_compare: The order of lists: about the text as a whole, about references by their keys, then in text order, orphans last; the oldest first. */
int attest_comment_compare (const AttestComment *one, const AttestComment *other);

/** attest_comment_is_settled_by_decline: Returns: whether it is resolved, and that because the words it suggests were declined */
gboolean attest_comment_is_settled_by_decline (const AttestComment *self);

/** attest_comment_kind_get_label: Returns: (transfer none): what a kind is called, translated; that of a note for one that is not known */
const char *attest_comment_kind_get_label (const char *kind);

GType attest_comment_get_type (void);
AttestComment *attest_comment_copy (const AttestComment *self);
void attest_comment_free (AttestComment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestComment, attest_comment_free)

/**
 * attest_review_list_comments:
 * @revision: (nullable): NULL for the newest
 *
 * Comments of a variant, placed in @revision: each from its first anchor, or from where it was last attached by hand, through the revisions in
 * between; from the last one where it had a place. In the order of attest_comment_compare(). One that was made on a later revision is placed backwards.
 * In a revision whose text was redacted all that are about words are orphans.
 *
 * Returns: (transfer full) (element-type AttestComment)
 */
GPtrArray *attest_review_list_comments (AttestLibrary *library,
                                        const char *article,
                                        const char *audience,
                                        const char *revision,
                                        GError **error);

/** attest_review_list_comments_in_text: The same for a text that is not saved: @text was edited from @base (NULL: the newest revision). */
GPtrArray *attest_review_list_comments_in_text (AttestLibrary *library,
                                                const char *article,
                                                const char *audience,
                                                const char *base,
                                                GBytes *text,
                                                GError **error);

/**
 * attest_comments_find_counterparts:
 * @comments: (element-type AttestComment): listed against @text
 * @text: the text of their audience
 * @other: another audience's text
 *
 * Where the words that each comment stands on are in another audience's text. One that has no place in its own text has none in another one, and nothing is offered for it. Any thread.
 *
 * Returns: (transfer full) (element-type AttestCounterpart): one for each comment, in their order
 */
GPtrArray *attest_comments_find_counterparts (GPtrArray *comments, GBytes *text, GBytes *other);

/** attest_comments_set_uncited: @comments: (element-type AttestComment): listed against the text of @document, or one that was edited from it */
void attest_comments_set_uncited (GPtrArray *comments, AttestDocument *document);

/** AttestCommentDraft: @about: what it is about; @reference: (nullable): a citation key, where that is a reference, which the revision cites or the article's list has. Of words, @start and @end are bytes of @revision's Markdown. @words: (nullable): in their place, what was quoted elsewhere and may not stand in the text; the comment is then an orphan, or where its words are found. @mentions: (nullable): ids of people whom @text names, see review/attest-mentions.h */
typedef struct
{
  const char *revision;
  gsize start;
  gsize end;
  const char *text;
  const char *kind;
  gboolean blocking;
  const char *suggestion;
  const AttestAnchor *words;
  AttestCommentAbout about;
  const char *reference;
  const char *const *mentions;
} AttestCommentDraft;

/** attest_review_add_comment: @draft: its revision NULL is the newest, its kind NULL a note. Returns: (transfer full): the comment's id */
char *attest_review_add_comment (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const AttestCommentDraft *draft,
                                 GError **error);
/** attest_review_reply: @comment: the comment's id; @mentions: (nullable): ids of people whom @text names. Returns: (transfer full): the reply's id */
char *attest_review_reply (AttestLibrary *library,
                           const char *comment,
                           const char *actor,
                           const char *text,
                           const char *const *mentions,
                           GError **error);
/** attest_review_resolve: A blocking comment: its author, or an editor with a reason; never the text's author. */
gboolean attest_review_resolve (AttestLibrary *library,
                                const char *comment,
                                const char *actor,
                                const char *reason,
                                GError **error);
gboolean attest_review_reopen (AttestLibrary *library, const char *comment, const char *actor, GError **error);
/** attest_review_retract: By its author only, and not of a blocking comment by the text's author. It blocks no more, and shows as retracted. */
gboolean attest_review_retract (AttestLibrary *library, const char *comment, const char *actor, GError **error);
/** attest_review_decline: Says why the suggested words are not taken, by somebody who may write the text and did not suggest them. One that does not block is resolved by that. @reason: not blank */
gboolean attest_review_decline (AttestLibrary *library,
                                const char *comment,
                                const char *actor,
                                const char *reason,
                                GError **error);
/**
 * attest_review_edit_comment:
 * @text: (nullable): NULL keeps the words
 * @suggestion: (nullable): NULL keeps what is suggested; "" suggests nothing any more
 * @mentions: (nullable): ids of all people whom the words name now; NULL keeps those that they named
 *
 * By its author only, while it is open. What nobody could tell from before is not recorded.
 */
gboolean attest_review_edit_comment (AttestLibrary *library,
                                     const char *comment,
                                     const char *actor,
                                     const char *text,
                                     const char *suggestion,
                                     const char *const *mentions,
                                     GError **error);
/** attest_review_edit_reply: The same for a reply to @comment. */
gboolean attest_review_edit_reply (AttestLibrary *library,
                                   const char *comment,
                                   const char *reply,
                                   const char *actor,
                                   const char *text,
                                   const char *const *mentions,
                                   GError **error);
/** attest_review_attach: Gives an orphan a place by hand, in @revision. */
gboolean attest_review_attach (AttestLibrary *library,
                               const char *comment,
                               const char *actor,
                               const char *revision,
                               gsize start,
                               gsize end,
                               GError **error);

/** attest_review_find_quote: Looks for @quote in the Markdown of a revision, then in its rendered text. @occurrence from 1, or 0 for "the only one" (AMBIGUOUS when there are several, INPUT when there is none). Any thread. */
gboolean attest_review_find_quote (GBytes *markdown,
                                   const char *quote,
                                   guint occurrence,
                                   gsize *start,
                                   gsize *end,
                                   GError **error);

G_END_DECLS
