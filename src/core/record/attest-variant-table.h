/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-article.h"

G_BEGIN_DECLS

/**
 * AttestVariantSummary:
 * @submitted, @published: (nullable): revision ids
 * @due_after: see AttestVariant
 * @waiting_for: (nullable): ids of the people that the text waits for
 *
 * What review concludes for a variant; written by the registry's AttestSummary. The numbers of the revisions are looked up by the table.
 */
typedef struct
{
  const char *status;
  const char *submitted;
  const char *published;
  guint open_comments;
  guint open_blocking_comments;
  gint64 due_after;
  const char *const *waiting_for;
} AttestVariantSummary;

/** attest_variant_table_take_revision: Makes @event's revision the newest of its variant, which begins with its first one. */
gboolean attest_variant_table_take_revision (AttestDatabase *database,
                                             const AttestEvent *event,
                                             const char *audience,
                                             gint64 number,
                                             GError **error);
/** attest_variant_table_set_summary: Writes the summary columns of one variant. */
gboolean attest_variant_table_set_summary (AttestDatabase *database,
                                           const char *article,
                                           const char *audience,
                                           const AttestVariantSummary *summary,
                                           GError **error);
/** attest_variant_table_list: The base first (`doctor`, else the first made), then in the board's order of audiences. (transfer full) (element-type AttestVariant) */
GPtrArray *attest_variant_table_list (AttestDatabase *database, const char *article, GError **error);
/** attest_variant_table_list_in_review: Of all articles that were not removed: what was submitted and is not approved, without its revisions. Returns: (transfer full) (element-type AttestVariant) (nullable): NULL with @error */
GPtrArray *attest_variant_table_list_in_review (AttestDatabase *database, GError **error);
/** attest_variant_table_list_audiences: Of all texts of an article, by key, without reading more of them. Returns: (transfer full) (element-type utf8) (nullable): NULL with @error */
GPtrArray *attest_variant_table_list_audiences (AttestDatabase *database, const char *article, GError **error);
/** attest_variant_table_dup_audience: Which text attest_variant_table_find() finds, without reading more of it. Returns: (transfer full) (nullable): NULL with NOT_FOUND */
char *
attest_variant_table_dup_audience (AttestDatabase *database, const char *article, const char *audience, GError **error);
/** attest_variant_table_count_involved: @count: (out): of how many saves and acts of review a text is; no more people had a part in it. */
gboolean attest_variant_table_count_involved (AttestDatabase *database,
                                              const char *article,
                                              const char *audience,
                                              guint *count,
                                              GError **error);
/** attest_variant_table_find: @audience NULL for the base. NULL with NOT_FOUND. */
AttestVariant *
attest_variant_table_find (AttestDatabase *database, const char *article, const char *audience, GError **error);

/**
 * AttestVariantStanding:
 * @status, @published, @due_after, @open_comments: as AttestVariant has them
 *
 * Where one text stands, as the projection has it.
 */
typedef struct
{
  const char *article;
  const char *audience;
  const char *status;
  const char *published;
  gint64 due_after;
  guint open_comments;
} AttestVariantStanding;

/** AttestVariantStandingVisit: @standing: until it returns. It may not use the database. */
typedef void (*AttestVariantStandingVisit) (const AttestVariantStanding *standing, gpointer user_data);
/** attest_variant_table_visit_standings: Hands over where every text stands, by article id and audience: those of removed articles too. Returns: FALSE with @error */
gboolean attest_variant_table_visit_standings (AttestDatabase *database,
                                               AttestVariantStandingVisit visit,
                                               gpointer user_data,
                                               GError **error);
/** AttestVariantWaitingVisit: @person: an id. It may not use the database. */
typedef void (*AttestVariantWaitingVisit) (const char *article,
                                           const char *audience,
                                           const char *person,
                                           gpointer user_data);
/** attest_variant_table_visit_waiting: Hands over whom each text waits for, as review concluded, by article id and audience. Returns: FALSE with @error */
gboolean attest_variant_table_visit_waiting (AttestDatabase *database,
                                             AttestVariantWaitingVisit visit,
                                             gpointer user_data,
                                             GError **error);

/**
 * AttestVariantTurn:
 * @due_after, @blocking_comments: as AttestVariant has them
 * @awaited: whether review waits for one of the people that were asked about; @asked: whether one of them was asked to review
 * @n_awaited: how many entries of people review waits for; @n_asked: how many were asked, also those who have answered
 *
 * A text of which somebody may have to do something.
 */
typedef struct
{
  char *article;
  char *audience;
  char *status;
  gint64 due_after;
  guint blocking_comments;
  gboolean awaited;
  gboolean asked;
  guint n_awaited;
  guint n_asked;
} AttestVariantTurn;

void attest_variant_turn_free (AttestVariantTurn *self);

/**
 * attest_variant_table_list_turns:
 * @people: ids of one person
 * @articles: (nullable): of these alone
 * @edits: with the texts that an editor looks after: those in review, due at @now, or with a comment that blocks
 *
 * By article id and audience, those of removed articles too. Returns: (transfer full) (nullable) (element-type AttestVariantTurn)
 */
GPtrArray *attest_variant_table_list_turns (AttestDatabase *database,
                                            const char *const *people,
                                            const char *const *articles,
                                            gboolean edits,
                                            gint64 now,
                                            GError **error);

G_END_DECLS
