/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-event.h"

G_BEGIN_DECLS

/**
 * AttestReviewAct:
 * @event: hash of the event; @clock, @device, @sequence: its place in the total order; @time: UTC microseconds
 * @kind: "submit", "start", "recuse", "withdraw" or "verdict"
 * @revision: (nullable): the revision it speaks of
 * @signed_hash, @accurate, @safe, @current, @meaning, @reason: (nullable): as in the event's body
 * @roles, @specialties: the roles held then, and what the person was a specialist in; never NULL
 * @interests: (nullable): the competing interests that the person had declared then; empty for "none", NULL where the record does not say
 * @findings: (nullable): JSON array text
 *
 * A row of the projection, written by the kinds that review owns. The table knows no rules. The list is in the total order.
 */
typedef struct
{
  char *event;
  char *article;
  char *audience;
  gint64 clock;
  char *device;
  gint64 sequence;
  gint64 time;
  char *kind;
  char *actor;
  char *revision;
  char *signed_hash;
  char *accurate;
  char *safe;
  char *current;
  char *meaning;
  char *reason;
  GStrv roles;
  GStrv specialties;
  char *interests;
  char *findings;
} AttestReviewAct;

void attest_review_act_free (AttestReviewAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReviewAct, attest_review_act_free)

/** attest_review_act_table_insert: Writes the row of @event, which gives hash, article, order, time and actor; of @act only the other fields are read (audience, kind, revision ... findings). */
gboolean attest_review_act_table_insert (AttestDatabase *database,
                                         const AttestEvent *event,
                                         const AttestReviewAct *act,
                                         GError **error);

/** attest_review_act_table_list: Returns: (transfer full) (element-type AttestReviewAct) (nullable): the acts on one variant in the total order */
GPtrArray *
attest_review_act_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error);

/** attest_review_act_table_list_brief: As attest_review_act_table_list(), without what people wrote and what the checks found: @meaning, @reason, @roles, @specialties, @interests and @findings are NULL. */
GPtrArray *attest_review_act_table_list_brief (AttestDatabase *database,
                                               const char *article,
                                               const char *audience,
                                               GError **error);

/** AttestVerdictVisit: @actor: who gave it. It may not use the database. */
typedef void (*AttestVerdictVisit) (const char *article, const char *actor, gpointer user_data);
/** attest_review_act_table_visit_verdicts: Hands over all verdicts from @since on (UTC microseconds). Returns: FALSE with @error */
gboolean attest_review_act_table_visit_verdicts (AttestDatabase *database,
                                                 gint64 since,
                                                 AttestVerdictVisit visit,
                                                 gpointer user_data,
                                                 GError **error);

G_END_DECLS
