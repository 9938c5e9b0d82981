/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/* Rows of the projection as value types: immutable, own their strings, may be passed between threads. Each has _copy and _free. */

/** AttestBoard: the library's own settings. Strings are never NULL; empty means not set. @sign_offs, @sign_off_roles and @review_months are of its own policy; see AttestPolicy for all of it. @unknown_kind: (nullable): a kind this version does not know; then the board is read-only. */
typedef struct
{
  char *name;
  char *notice;
  char *policy_url;
  char *follow_up_url;
  char *disclaimer;
  gboolean sample;
  guint sign_offs;
  GStrv sign_off_roles;
  guint review_months;
  char *unknown_kind;
} AttestBoard;

/** AttestAudience: who a text is for. @grade_target is a US school grade, 0 for none; @dose_policy "must-match", "may-omit" or "must-omit". */
typedef struct
{
  char *key;
  char *label;
  double grade_target;
  char *dose_policy;
} AttestAudience;

/** AttestPerson: @same_as: the id of the person that sign-offs of this one count for (itself unless joined or sharing e-mail or ORCID). */
typedef struct
{
  char *id;
  char *name;
  char *credentials;
  char *email;
  char *orcid;
  GStrv roles;
  char *same_as;
  GStrv specialties;
  char *interests;
} AttestPerson;

/** AttestArticle: @unknown_kind: (nullable): a kind this version does not know; then the article is read-only and never exported as approved. @references: CSL-JSON array as text. @removed: when it was taken out of the library's lists, 0 when it was not; @removed_by: (nullable): by whom. Times in UTC microseconds. */
typedef struct
{
  char *id;
  char *slug;
  char *title;
  char *language;
  GStrv topics;
  char *disclaimer;
  char *references;
  char *unknown_kind;
  gint64 created;
  gint64 updated;
  gint64 removed;
  char *removed_by;
} AttestArticle;

/**
 * AttestVariant:
 * @status: the review's conclusion for the newest submitted revision (see review/attest-assess.h), written by the summary
 * @newest, @submitted, @published: (nullable): revision ids
 * @due_after: UTC microseconds after which an approved text is due for re-review; 0 for never, 1 when due already for another reason
 */
typedef struct
{
  char *article;
  char *audience;
  char *status;
  char *newest;
  char *submitted;
  char *published;
  guint newest_number;
  guint submitted_number;
  guint published_number;
  guint open_comments;
  guint open_blocking_comments;
  gint64 due_after;
  gint64 updated;
} AttestVariant;

/**
 * AttestRevision:
 * @id: the hash of the event that saved it
 * @number: its place, from 1, among the revisions of its variant in the total order; may grow by a merge
 * @text: SHA-256 of the Markdown; @references: the cited references as CSL-JSON array text, in citation order
 * @signed_hash: (nullable): see DESIGN.md section 2.3; NULL when a text it needs was redacted
 * @places: JSON array text [{"comment","start","end"}]: live places of open comments
 * @updated: when the text was last updated, UTC microseconds: the day that an imported text names, else @time
 */
typedef struct
{
  char *id;
  char *article;
  char *audience;
  guint number;
  gint64 time;
  gint64 updated;
  char *author;
  char *language;
  char *title;
  char *text;
  char *references;
  GStrv assets;
  char *disclaimer;
  GStrv parents;
  char *signed_hash;
  char *places;
} AttestRevision;

/** AttestAssignment: @actor asked @reviewer (ids of people) to review a text. @due: until which day, "2026-03-01", or empty. */
typedef struct
{
  char *article;
  char *audience;
  char *reviewer;
  char *actor;
  char *due;
  gint64 time;
} AttestAssignment;

#define ATTEST_DECLARE_ROW(Type, prefix)                                                                               \
  GType prefix##_get_type (void);                                                                                      \
  Type *prefix##_copy (const Type *self);                                                                              \
  void prefix##_free (Type *self);                                                                                     \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

ATTEST_DECLARE_ROW (AttestBoard, attest_board)
ATTEST_DECLARE_ROW (AttestAudience, attest_audience)
ATTEST_DECLARE_ROW (AttestPerson, attest_person)
ATTEST_DECLARE_ROW (AttestArticle, attest_article)
ATTEST_DECLARE_ROW (AttestVariant, attest_variant)
ATTEST_DECLARE_ROW (AttestRevision, attest_revision)
ATTEST_DECLARE_ROW (AttestAssignment, attest_assignment)

/* Reads. All return NULL with ATTEST_RECORD_ERROR_NOT_FOUND, or DAMAGED/FAILED; lists may be empty. (transfer full) */

/** attest_library_load_board: The library's own settings. */
AttestBoard *attest_library_load_board (AttestLibrary *self, GError **error);
/** attest_library_list_audiences: (element-type AttestAudience): In the board's order. */
GPtrArray *attest_library_list_audiences (AttestLibrary *self, GError **error);
/** attest_library_find_audience: @key: the audience's key, such as `patient`. */
AttestAudience *attest_library_find_audience (AttestLibrary *self, const char *key, GError **error);
/** attest_library_list_people: (element-type AttestPerson): Everybody the record names, by name. */
GPtrArray *attest_library_list_people (AttestLibrary *self, GError **error);
/** attest_library_find_person: @who: a person's id, e-mail or exact name; two people of one name are NOT_FOUND with a message that says so. */
AttestPerson *attest_library_find_person (AttestLibrary *self, const char *who, GError **error);
/** attest_library_list_articles: Newest change first, without those that were removed. @limit 0 for all; @title_search: (nullable): every word in the title, blind to case. Their references are not read and stay NULL. */
GPtrArray *attest_library_list_articles (AttestLibrary *self,
                                         const char *status,
                                         const char *title_search,
                                         guint limit,
                                         GError **error);
/** attest_library_list_removed_articles: Those that were removed and can be brought back, in every other way like attest_library_list_articles(). */
GPtrArray *attest_library_list_removed_articles (AttestLibrary *self, GError **error);
/** AttestArticleVisit: @article: until it returns */
typedef void (*AttestArticleVisit) (const AttestArticle *article, gpointer user_data);
/** attest_library_visit_articles: Hands over all articles, one at a time, so that a large library is gone through without being held in memory: in no order, those too that were removed; their references stay NULL as well. @visit may not use the library. Returns: FALSE with @error, after any number of visits */
gboolean
attest_library_visit_articles (AttestLibrary *self, AttestArticleVisit visit, gpointer user_data, GError **error);
/** attest_library_find_article: @article: an id or a slug. A removed article is found too. */
AttestArticle *attest_library_find_article (AttestLibrary *self, const char *article, GError **error);
/** attest_library_list_variants: The base first (`doctor`, else the first made), then in the board's order of audiences. */
GPtrArray *attest_library_list_variants (AttestLibrary *self, const char *article, GError **error);
/** attest_library_find_variant: @audience NULL for the base. */
AttestVariant *
attest_library_find_variant (AttestLibrary *self, const char *article, const char *audience, GError **error);
/** AttestVariantVisit: @variant: until it returns */
typedef void (*AttestVariantVisit) (const AttestVariant *variant, gpointer user_data);
/** attest_library_visit_variants: Hands over those of all articles, one at a time, so that a large library is gone through without being held in memory: in the order of article ids, then as attest_library_list_variants() has them. Their revisions are not read: ids are NULL, numbers 0. @visit may not use the library. Returns: FALSE with @error, after any number of visits */
gboolean
attest_library_visit_variants (AttestLibrary *self, AttestVariantVisit visit, gpointer user_data, GError **error);
/** attest_library_list_waiting: (element-type utf8): ids of the articles with a text that waits for @person, as review concluded */
GPtrArray *attest_library_list_waiting (AttestLibrary *self, const char *person, GError **error);
/** AttestDueText: a text that is due for re-review; @title: its article's; @due_after: as AttestVariant has it */
typedef struct
{
  char *article;
  char *audience;
  char *title;
  gint64 due_after;
} AttestDueText;

/** AttestDueList: @texts: (element-type AttestDueText): by article id and audience; @now: when they are due; @next: when the next one becomes so by its time, 0 for none. Immutable; any thread. */
typedef struct
{
  GPtrArray *texts;
  gint64 now;
  gint64 next;
} AttestDueList;

#define ATTEST_TYPE_DUE_LIST (attest_due_list_get_type ())
ATTEST_DECLARE_ROW (AttestDueList, attest_due_list)

/** attest_library_list_due: What is due for re-review at @now (UTC microseconds), without articles that were removed. Returns: (transfer full) (nullable) */
AttestDueList *attest_library_list_due (AttestLibrary *self, gint64 now, GError **error);
/** attest_library_list_assignments: @article: (nullable): an id; NULL for all. (element-type AttestAssignment): whoever was asked to review, also where they have answered by now */
GPtrArray *attest_library_list_assignments (AttestLibrary *self, const char *article, GError **error);
/** attest_library_list_revisions: By number, from 1. */
GPtrArray *
attest_library_list_revisions (AttestLibrary *self, const char *article, const char *audience, GError **error);
/** attest_library_load_revision: @id: the revision's own id, which is its event's. */
AttestRevision *attest_library_load_revision (AttestLibrary *self, const char *id, GError **error);
/** attest_library_find_revision: @number 0 for the newest. */
AttestRevision *attest_library_find_revision (AttestLibrary *self,
                                              const char *article,
                                              const char *audience,
                                              guint number,
                                              GError **error);

/*
 * Drafts of the record's own kinds. Bodies:
 *   board.set       {"name"?, "notice"?, "policy_url"?, "follow_up_url"?, "disclaimer"?, "sample"?}
 *   policy.set      {"sign_offs", "sign_off_roles":[...], "review_months", "topic"?, "role_sign_offs"?:[{"role","count"}], "audiences"?:[...], "specialty"?, "blocking_findings"?:[...], "independent"?}
 *   policy.clear    {"topic"}                                                 articles with the topic follow the board's policy again
 *   audience.set    {"key", "label", "grade_target" (tenths of a grade), "dose_policy", "position"}
 *   person.set      {"person", "name", "credentials", "email", "orcid", "roles":[...], "specialties"?:[...], "interests"?}
 *   person.same     {"person", "other", "reason"}
 *   article.create  {"slug", "language", "topics":[...]}                      stream: a new id
 *   article.set     {"slug"?, "language"?, "topics"?, "disclaimer"?}
 *   article.remove  {"reason"}                                                it is in no list any more; nothing is deleted
 *   article.restore {}
 *   references.set  {"references": CSL-JSON array as text}                    replaces the article's list
 *   revision.save   {"audience", "language", "title", "text": sha256, "references": text, "assets":[sha256], "disclaimer", "parents":[id], "places":[{"comment","start","end"}], "updated"? (UTC microseconds)}
 *   article.export  {"audiences":[...], "revisions":[id], "page": sha256 of the page}
 *   redact          {"event"?, "content"?, "reason"}
 * The signed hash is computed when the event is folded, never taken from a body.
 */

G_END_DECLS
