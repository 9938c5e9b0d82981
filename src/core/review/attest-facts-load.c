/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-facts-load.h"

#include "record/attest-assignment-table.h"
#include "record/attest-board-table.h"
#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-event-table.h"
#include "record/attest-person-table.h"
#include "record/attest-redaction.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"

/* The facts of one variant, read from the projections. */

AttestReviewBoard *
attest_review_board_load (AttestDatabase *database, GError **error)
{
  g_autoptr (AttestReviewBoard) self = g_new0 (AttestReviewBoard, 1);

  self->policies = attest_policy_table_list (database, error);
  self->people = self->policies != NULL ? attest_person_table_list (database, error) : NULL;

  return self->people != NULL ? g_steal_pointer (&self) : NULL;
}

void
attest_review_board_free (AttestReviewBoard *self)
{
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self);
}

static void
add_policies (AttestReviewFacts *facts, GPtrArray *policies)
{
  for (guint i = 0; i < policies->len; i++)
    {
      const AttestPolicy *policy = policies->pdata[i];

      attest_review_facts_add_policy (facts,
                                      &(AttestPolicyFact) { { policy->clock, policy->device, policy->sequence, 0 },
                                                            policy->sign_offs,
                                                            (const char *const *) policy->roles,
                                                            policy->review_months });
    }
}

static void
add_people (AttestReviewFacts *facts, GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      attest_review_facts_add_person (
          facts,
          &(AttestPersonFact) { person->id, person->name, person->same_as, (const char *const *) person->roles });
    }
}

static gboolean
load_revisions (AttestReviewFacts *facts,
                AttestDatabase *database,
                const char *article,
                const char *audience,
                GError **error)
{
  g_autoptr (GPtrArray) revisions = attest_revision_table_list (database, article, audience, error);

  for (guint i = 0; revisions != NULL && i < revisions->len; i++)
    {
      const AttestRevision *revision = revisions->pdata[i];
      g_autoptr (AttestRevisionOrder) order = attest_revision_table_dup_order (database, revision->id, error);

      if (order == NULL)
        return FALSE;
      attest_review_facts_add_revision (
          facts,
          &(AttestRevisionFact) { { order->clock, order->device, order->sequence, revision->time },
                                  revision->id,
                                  revision->author,
                                  revision->signed_hash });
    }

  return revisions != NULL;
}

static AttestAnswer
read_answer (const char *answer)
{
  if (g_strcmp0 (answer, "yes") == 0)
    return ATTEST_ANSWER_YES;
  if (g_strcmp0 (answer, "no") == 0)
    return ATTEST_ANSWER_NO;

  return ATTEST_ANSWER_NOT_MINE;
}

static guint
count_findings (const char *findings)
{
  g_autoptr (JsonNode) node = findings != NULL ? attest_body_parse_json (findings) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
}

static gboolean
read_kind (const char *name, AttestActKind *kind)
{
  static const char *const names[] = {
    [ATTEST_ACT_KIND_SUBMIT] = "submit",     [ATTEST_ACT_KIND_START] = "start",     [ATTEST_ACT_KIND_RECUSE] = "recuse",
    [ATTEST_ACT_KIND_WITHDRAW] = "withdraw", [ATTEST_ACT_KIND_VERDICT] = "verdict",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (name, names[i]) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
load_acts (AttestReviewFacts *facts,
           AttestDatabase *database,
           const char *article,
           const char *audience,
           GError **error)
{
  g_autoptr (GPtrArray) acts = attest_review_act_table_list (database, article, audience, error);

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const AttestReviewAct *act = acts->pdata[i];
      AttestActFact fact = {
        .moment = { act->clock, act->device, act->sequence, act->time },
        .actor = act->actor,
        .revision = act->revision,
        .reason = act->reason,
        .signed_hash = act->signed_hash,
        .accurate = read_answer (act->accurate),
        .safe = read_answer (act->safe),
        .current = read_answer (act->current),
        .meaning = act->meaning,
        .interests = act->interests,
        .roles = (const char *const *) act->roles,
        .findings = count_findings (act->findings),
      };

      if (read_kind (act->kind, &fact.kind))
        attest_review_facts_add_act (facts, &fact);
    }

  return acts != NULL;
}

static gboolean
may_have_stopped_an_approval (const AttestEvent *event)
{
  static const char *const kinds[] = {
    "review.verdict",    "review.recuse",  "review.withdraw", "comment.add",
    "comment.add-about", "comment.reopen", "article.remove",  NULL,
  };

  return g_strv_contains (kinds, event->kind);
}

/* The redaction's place counts and not that of the entry: what was concluded between the two was concluded with it in sight. */
static gboolean
load_redacted (AttestReviewFacts *facts, AttestDatabase *database, const char *article, GError **error)
{
  g_autoptr (GPtrArray) events = attest_event_table_list_blank (database, article, error);
  g_autoptr (GHashTable) redactions = NULL;

  if (events == NULL || events->len == 0)
    return events != NULL;
  redactions = attest_redaction_list (database, error);
  for (guint i = 0; redactions != NULL && i < events->len; i++)
    {
      const AttestEvent *event = events->pdata[i];
      const AttestEvent *redaction = g_hash_table_lookup (redactions, event->hash);
      const AttestEvent *place = redaction != NULL ? redaction : event;
      AttestActFact fact = {
        .moment = { place->clock, place->device, place->sequence, place->time },
        .kind = ATTEST_ACT_KIND_REDACTED,
        .actor = place->actor,
      };

      if (may_have_stopped_an_approval (event))
        attest_review_facts_add_act (facts, &fact);
    }

  return redactions != NULL;
}

static gboolean
load_comment_acts (AttestReviewFacts *facts, AttestDatabase *database, const AttestCommentRow *comment, GError **error)
{
  g_autoptr (GPtrArray) acts = attest_comment_act_table_list (database, comment->id, error);

  attest_review_facts_add_comment (
      facts,
      &(AttestCommentFact) { { comment->clock, comment->device, comment->sequence, comment->time },
                             comment->id,
                             comment->revision,
                             TRUE });
  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const AttestCommentActRow *act = acts->pdata[i];
      gboolean reopened = g_strcmp0 (act->act, "reopen") == 0;

      /* Other words, or that a suggestion was declined, settle nothing. */
      if (!reopened && g_strcmp0 (act->act, "resolve") != 0 && g_strcmp0 (act->act, "retract") != 0)
        continue;
      attest_review_facts_add_comment (
          facts,
          &(AttestCommentFact) {
              { act->clock, act->device, act->sequence, act->time }, comment->id, comment->revision, reopened });
    }

  return acts != NULL;
}

static gboolean
load_comments (AttestReviewFacts *facts,
               AttestDatabase *database,
               const char *article,
               const char *audience,
               GError **error)
{
  g_autoptr (GPtrArray) comments = attest_comment_table_list (database, article, audience, error);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestCommentRow *comment = comments->pdata[i];

      if (comment->blocking && !load_comment_acts (facts, database, comment, error))
        return FALSE;
    }

  return comments != NULL;
}

static gboolean
load_asked (AttestReviewFacts *facts,
            AttestDatabase *database,
            const char *article,
            const char *audience,
            GError **error)
{
  g_autoptr (GPtrArray) assignments = attest_assignment_table_list (database, article, audience, error);

  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    attest_review_facts_add_asked (facts, ((const AttestAssignment *) assignments->pdata[i])->reviewer);

  return assignments != NULL;
}

AttestReviewFacts *
attest_review_facts_load_with_board (AttestDatabase *database,
                                     const AttestReviewBoard *board,
                                     const char *article,
                                     const char *audience,
                                     gint64 now,
                                     GError **error)
{
  g_autoptr (AttestReviewFacts) facts = attest_review_facts_new (now);
  g_autoptr (AttestVariant) variant = attest_variant_table_find (database, article, audience, error);

  if (variant == NULL)
    return NULL;
  add_policies (facts, board->policies);
  add_people (facts, board->people);
  if (!load_revisions (facts, database, variant->article, variant->audience, error) ||
      !load_acts (facts, database, variant->article, variant->audience, error) ||
      !load_redacted (facts, database, variant->article, error) ||
      !load_comments (facts, database, variant->article, variant->audience, error) ||
      !load_asked (facts, database, variant->article, variant->audience, error))
    return NULL;

  return g_steal_pointer (&facts);
}

AttestReviewFacts *
attest_review_facts_load (AttestDatabase *database,
                          const char *article,
                          const char *audience,
                          gint64 now,
                          GError **error)
{
  g_autoptr (AttestReviewBoard) board = attest_review_board_load (database, error);

  return board != NULL ? attest_review_facts_load_with_board (database, board, article, audience, now, error) : NULL;
}

AttestAssessment *
attest_review_assess_variant (AttestLibrary *library,
                              const char *article,
                              const char *audience,
                              gint64 now,
                              GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autoptr (AttestReviewFacts) facts = NULL;

  if (found != NULL)
    facts = attest_review_facts_load (attest_library_get_database (library), found->id, audience, now, error);

  return facts != NULL ? attest_review_assess (facts) : NULL;
}
