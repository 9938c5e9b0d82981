/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-overview.h"

G_BEGIN_DECLS

/* Inside the overview only: what is held while it is made. Strings live in AttestOverviewTexts. */

/** AttestOverviewText: a text of an article that was not removed. @published: (nullable). */
typedef struct
{
  const char *article;
  const char *audience;
  const char *published;
  AttestStatus status;
  gint64 due_after;
} AttestOverviewText;

/**
 * AttestOverviewTexts:
 * @removed: ids of articles that count nowhere
 * @articles: (element-type utf8): ids of the others, in their order
 * @texts: (element-type AttestOverviewText): by article id and audience, as the tables have them
 * @place: where in @articles or @texts the last one was found, while a table is gone through that has this order
 */
typedef struct
{
  GStringChunk *strings;
  GHashTable *removed;
  GPtrArray *articles;
  GArray *texts;
  guint place;
} AttestOverviewTexts;

/** attest_overview_texts_init: Reads all of them. Returns: FALSE with @error */
gboolean attest_overview_texts_init (AttestOverviewTexts *self, AttestDatabase *database, GError **error);
void attest_overview_texts_clear (AttestOverviewTexts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestOverviewTexts, attest_overview_texts_clear)
/** attest_overview_texts_find: Returns: (transfer none) (nullable): to be asked in the texts' order, after attest_overview_texts_begin() */
const AttestOverviewText *
attest_overview_texts_find (AttestOverviewTexts *self, const char *article, const char *audience);
void attest_overview_texts_begin (AttestOverviewTexts *self);

/** AttestOverviewPeople: who counts as one, and what is counted of each. */
typedef struct
{
  GHashTable *by_id;
  GPtrArray *all;
} AttestOverviewPeople;

/** attest_overview_people_init: Returns: FALSE with @error */
gboolean attest_overview_people_init (AttestOverviewPeople *self, AttestLibrary *library, GError **error);
void attest_overview_people_clear (AttestOverviewPeople *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestOverviewPeople, attest_overview_people_clear)
/** attest_overview_people_same: Returns: (transfer none): the id that stands for all who count as one with @person */
const char *attest_overview_people_same (AttestOverviewPeople *self, const char *person);
/** attest_overview_people_count_waiting: @today: as days are written; @hidden: (nullable): of a text that hides something from whoever reads, only what waits for them and its authors counts. Returns: FALSE with @error */
gboolean attest_overview_people_count_waiting (AttestOverviewPeople *self,
                                               AttestOverviewTexts *texts,
                                               AttestDatabase *database,
                                               const char *today,
                                               AttestHidden *hidden,
                                               GError **error);
/** attest_overview_people_count_done: Counts their open comments, and their verdicts from @since on. Returns: FALSE with @error */
gboolean attest_overview_people_count_done (AttestOverviewPeople *self,
                                            AttestOverviewTexts *texts,
                                            AttestDatabase *database,
                                            gint64 since,
                                            GError **error);
/** attest_overview_people_take_out: What is @hidden (nullable) from whoever reads is not counted. Returns: FALSE with @error */
gboolean attest_overview_people_take_out (AttestOverviewPeople *self,
                                          AttestHidden *hidden,
                                          AttestDatabase *database,
                                          gint64 since,
                                          GError **error);
/** attest_overview_people_list: Returns: (transfer full) (element-type AttestOverviewReviewer) */
GPtrArray *attest_overview_people_list (AttestOverviewPeople *self);

/** attest_overview_count_approvals: Fills in @approvals and @topics. Returns: FALSE with @error */
gboolean attest_overview_count_approvals (AttestOverview *self,
                                          AttestOverviewTexts *texts,
                                          AttestOverviewPeople *people,
                                          AttestLibrary *library,
                                          GError **error);
void attest_overview_approvals_clear (AttestOverviewApprovals *self);

G_END_DECLS
