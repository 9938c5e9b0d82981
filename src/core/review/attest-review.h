/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"
#include "text/attest-anchor.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/**
 * AttestReviewError:
 * @ATTEST_REVIEW_ERROR_REFUSED: the rules of DESIGN.md section 6 do not allow this act to this person now; the message says why and who can
 * @ATTEST_REVIEW_ERROR_INPUT: a quote that is not there, a reason that is missing, an audience that does not exist
 * @ATTEST_REVIEW_ERROR_AMBIGUOUS: a quote that stands in several places; the message lists them
 */
typedef enum
{
  ATTEST_REVIEW_ERROR_REFUSED,
  ATTEST_REVIEW_ERROR_INPUT,
  ATTEST_REVIEW_ERROR_AMBIGUOUS,
} AttestReviewError;

#define ATTEST_REVIEW_ERROR (attest_review_error_quark ())
GQuark attest_review_error_quark (void);

/** attest_review_register: Adds the kinds that review owns to @registry, and the summary that writes status and comment counts of each variant. */
void attest_review_register (AttestRegistry *registry);

/*
 * Bodies of the kinds that review owns (all in an article's stream):
 *   review.submit   {"audience", "revision"}
 *   review.start    {"audience", "revision"}
 *   review.recuse   {"audience", "revision", "reason"}
 *   review.withdraw {"audience", "reason"}
 *   review.verdict  {"audience", "revision", "signed_hash", "accurate", "safe", "current" ("yes"|"no"|"not-mine"), "meaning" ("review"|"approval"|"responsibility"|"authorship"), "reason", "roles":[held then], "findings":[{"rule","severity","pack","version","start","end"}]}
 *   comment.add     {"audience", "revision", "start", "end", "exact", "prefix", "suffix", "text", "kind", "blocking", "suggestion"?}
 *   comment.reply   {"comment", "text"}
 *   comment.resolve {"comment", "reason"}
 *   comment.reopen  {"comment"}
 *   comment.attach  {"comment", "revision", "start", "end", "exact", "prefix", "suffix"}
 */

/* ---- Facts and the assessment ---- */

typedef enum
{
  ATTEST_STATUS_DRAFT,
  ATTEST_STATUS_SUBMITTED,
  ATTEST_STATUS_UNDER_REVIEW,
  ATTEST_STATUS_CHANGES_REQUESTED,
  ATTEST_STATUS_APPROVED,
  ATTEST_STATUS_WITHDRAWN,
} AttestStatus;

/** attest_status_to_string: Returns: "draft", "submitted", "under-review", "changes-requested", "approved" or "withdrawn" */
const char *attest_status_to_string (AttestStatus status);
/** attest_status_get_label: Returns: the translated name for people, such as "Under review" */
const char *attest_status_get_label (AttestStatus status);

/** AttestMissing: what approval still takes. @code is one of DESIGN.md section 6; @text a translated sentence; @who a translated phrase for who can supply it. */
typedef struct
{
  const char *code;
  char *text;
  char *who;
} AttestMissing;

/** AttestSignOff: a verdict that counts towards an approval. */
typedef struct
{
  char *person;
  char *meaning;
  gint64 time;
} AttestSignOff;

/**
 * AttestAssessment:
 * @submitted: (nullable): the newest submitted revision; @published: (nullable): the newest approved one
 * @due: needs re-review now; @due_after: when it will (UTC microseconds, 0 never)
 * @missing: (element-type AttestMissing)
 * @sign_offs: (element-type AttestSignOff): those of the submitted revision; @published_sign_offs: those of the published one
 * @submitted_time, @started_time, @approved_time: of the status steps of the submitted revision, 0 when not reached
 */
typedef struct
{
  AttestStatus status;
  char *submitted;
  char *published;
  gboolean due;
  gint64 due_after;
  gint64 submitted_time;
  gint64 started_time;
  gint64 approved_time;
  gint64 published_time;
  GPtrArray *missing;
  GPtrArray *sign_offs;
  GPtrArray *published_sign_offs;
} AttestAssessment;

GType attest_assessment_get_type (void);
void attest_assessment_free (AttestAssessment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAssessment, attest_assessment_free)

/** AttestReviewFacts: immutable; declared in review/attest-facts.h. */
typedef struct _AttestReviewFacts AttestReviewFacts;

/** attest_review_facts_load: @now: UTC microseconds. Returns: (transfer full): the facts of one variant */
AttestReviewFacts *attest_review_facts_load (AttestDatabase *database,
                                             const char *article,
                                             const char *audience,
                                             gint64 now,
                                             GError **error);
void attest_review_facts_free (AttestReviewFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewFacts, attest_review_facts_free)

/** attest_review_assess: A pure function from facts to status and what is missing; the one answer that stepper, button, command line and page show. Returns: (transfer full). Any thread. */
AttestAssessment *attest_review_assess (const AttestReviewFacts *facts);

/** attest_review_assess_variant: Loads the facts and assesses. */
AttestAssessment *attest_review_assess_variant (AttestLibrary *library,
                                                const char *article,
                                                const char *audience,
                                                gint64 now,
                                                GError **error);

/* ---- Acts. Each checks the rules, then appends. @actor: a person's id. REFUSED, INPUT, or an ATTEST_RECORD_ERROR. ---- */

typedef enum
{
  ATTEST_ACT_SAVE,
  ATTEST_ACT_SUBMIT,
  ATTEST_ACT_WITHDRAW,
  ATTEST_ACT_START,
  ATTEST_ACT_VERDICT,
  ATTEST_ACT_RECUSE,
  ATTEST_ACT_COMMENT,
  ATTEST_ACT_SETTINGS,
} AttestAct;

/** attest_review_may: Whether @actor may do @act on this variant now; @error says in one sentence why not. Settings take no article. The window enables its actions by this. */
gboolean attest_review_may (AttestLibrary *library,
                            AttestAct act,
                            const char *article,
                            const char *audience,
                            const char *actor,
                            GError **error);

/** attest_review_submit, _start, _recuse and _withdraw: Record the act of @actor on the newest revision that it can be done to; a @reason
 * is never empty. @audience NULL for the base. Returns: whether it was recorded; FALSE with @error as said above. */
gboolean attest_review_submit (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               GError **error);
gboolean attest_review_start (AttestLibrary *library,
                              const char *article,
                              const char *audience,
                              const char *actor,
                              GError **error);
gboolean attest_review_recuse (AttestLibrary *library,
                               const char *article,
                               const char *audience,
                               const char *actor,
                               const char *reason,
                               GError **error);
gboolean attest_review_withdraw (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const char *reason,
                                 GError **error);

typedef enum
{
  ATTEST_ANSWER_YES,
  ATTEST_ANSWER_NO,
  ATTEST_ANSWER_NOT_MINE,
} AttestAnswer;

typedef struct
{
  AttestAnswer accurate;
  AttestAnswer safe;
  AttestAnswer current;
  const char *meaning;
  const char *reason;
} AttestVerdict;

/** attest_review_give_verdict: On the newest submitted revision. @revision: (nullable): what the reviewer had before their eyes; refused when another was submitted meanwhile. @findings: (nullable): JSON array text of open error findings, recorded with it. */
gboolean attest_review_give_verdict (AttestLibrary *library,
                                     const char *article,
                                     const char *audience,
                                     const char *actor,
                                     const AttestVerdict *verdict,
                                     const char *revision,
                                     const char *findings,
                                     GError **error);

/* ---- Articles: new texts ---- */

/**
 * attest_review_create_article:
 * @slug: (nullable): made from the title when NULL; made unique by a number
 * @markdown: the text of its first revision; @references: (nullable): CSL-JSON array text
 * Returns: (transfer full): the new article's id; article, references and revision are appended in one transaction
 */
char *attest_review_create_article (AttestLibrary *library,
                                    const char *actor,
                                    const char *slug,
                                    const char *language,
                                    const char *const *topics,
                                    const char *audience,
                                    GBytes *markdown,
                                    const char *references,
                                    const char *disclaimer,
                                    char **revision,
                                    GError **error);

/**
 * attest_review_save_revision:
 * @parent: (nullable): the revision the text was edited from; NULL is the newest
 * A new revision of a variant (which begins the variant when there is none). The event carries the live place of each open comment whose quote stands there byte for byte. Saving the same bytes again appends nothing and returns the newest id.
 * Returns: (transfer full): its id
 */
char *attest_review_save_revision (AttestLibrary *library,
                                   const char *article,
                                   const char *audience,
                                   const char *actor,
                                   GBytes *markdown,
                                   const char *parent,
                                   GError **error);

/** attest_review_slug_from_title: Returns: (transfer full): lower-case ASCII letters, digits and hyphens, at most 60, transliterated; "article" when nothing is left. */
char *attest_review_slug_from_title (const char *title);

/* ---- Comments ---- */

/** AttestReply: @time in UTC microseconds. */
typedef struct
{
  char *id;
  char *author;
  char *text;
  gint64 time;
} AttestReply;

/**
 * AttestComment:
 * @id: hash of the event that made it; @anchor: the first anchor, never rewritten, in @revision
 * @kind: "change", "question", "delete", "evidence", "agree" or "note"
 * @placement: where it stands in the revision (or unsaved text) it was listed against
 * @replies: (element-type AttestReply)
 */
typedef struct
{
  char *id;
  char *article;
  char *audience;
  char *revision;
  char *author;
  gint64 time;
  char *text;
  char *kind;
  gboolean blocking;
  char *suggestion;
  gboolean resolved;
  char *resolved_by;
  char *resolved_reason;
  AttestAnchor *anchor;
  AttestPlacement *placement;
  GPtrArray *replies;
} AttestComment;

GType attest_comment_get_type (void);
AttestComment *attest_comment_copy (const AttestComment *self);
void attest_comment_free (AttestComment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestComment, attest_comment_free)

/** attest_review_list_comments: Comments of a variant, placed in @revision (NULL: the newest), in text order with orphans last. Returns: (transfer full) (element-type AttestComment) */
GPtrArray *attest_review_list_comments (AttestLibrary *library,
                                        const char *article,
                                        const char *audience,
                                        const char *revision,
                                        GError **error);

/** AttestCommentDraft: @start and @end are bytes of @revision's Markdown. */
typedef struct
{
  const char *revision;
  gsize start;
  gsize end;
  const char *text;
  const char *kind;
  gboolean blocking;
  const char *suggestion;
} AttestCommentDraft;

/** attest_review_add_comment: Returns: (transfer full): the comment's id */
char *attest_review_add_comment (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *actor,
                                 const AttestCommentDraft *draft,
                                 GError **error);
char *
attest_review_reply (AttestLibrary *library, const char *comment, const char *actor, const char *text, GError **error);
/** attest_review_resolve: A blocking comment: its author, or an editor with a reason; never the text's author. */
gboolean attest_review_resolve (AttestLibrary *library,
                                const char *comment,
                                const char *actor,
                                const char *reason,
                                GError **error);
gboolean attest_review_reopen (AttestLibrary *library, const char *comment, const char *actor, GError **error);
/** attest_review_attach: Gives an orphan a place by hand, in @revision. */
gboolean attest_review_attach (AttestLibrary *library,
                               const char *comment,
                               const char *actor,
                               const char *revision,
                               gsize start,
                               gsize end,
                               GError **error);

/** attest_review_find_quote: Looks for @quote in the Markdown of a revision, then in its rendered text. @occurrence from 1, or 0 for "the only one" (AMBIGUOUS when there are several, INPUT when there is none). */
gboolean attest_review_find_quote (GBytes *markdown,
                                   const char *quote,
                                   guint occurrence,
                                   gsize *start,
                                   gsize *end,
                                   GError **error);

/* ---- People and board ---- */

/** attest_review_save_person: @person: (nullable) id of the one to change; NULL for a new one. While a library has no editor anybody may, and the record says so. Returns: (transfer full): the id */
char *attest_review_save_person (AttestLibrary *library,
                                 const char *actor,
                                 const char *person,
                                 const char *name,
                                 const char *credentials,
                                 const char *email,
                                 const char *orcid,
                                 const char *const *roles,
                                 GError **error);
/** attest_review_save_board: @changes: a `board.set` body; editors only while there is one. */
gboolean attest_review_save_board (AttestLibrary *library, const char *actor, JsonObject *changes, GError **error);

G_END_DECLS
