/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-facts-load.h"

#include <string.h>

#include "record/attest-assignment-table.h"
#include "record/attest-audience-table.h"
#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-event-table.h"
#include "record/attest-person-table.h"
#include "record/attest-policy-table.h"
#include "record/attest-redaction.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"

/* The facts of one variant, read from the projections. */

static void
note_policy (AttestReviewBoard *self, const AttestPolicy *policy)
{
  g_ptr_array_add (self->keys, *policy->topic != '\0' ? attest_dup_name_key (policy->topic) : g_strdup (""));
  self->has_topics |= *policy->topic != '\0';
  self->asks_audiences |= policy->audiences[0] != NULL;
}

static AttestPeopleFacts *
make_people (GPtrArray *people)
{
  AttestPeopleFacts *facts = attest_people_facts_new ();

  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      attest_people_facts_add (facts,
                               &(AttestPersonFact) { person->id,
                                                     person->name,
                                                     person->same_as,
                                                     (const char *const *) person->roles,
                                                     (const char *const *) person->specialties });
    }

  return facts;
}

AttestReviewBoard *
attest_review_board_load (AttestDatabase *database, GError **error)
{
  g_autoptr (AttestReviewBoard) self = g_new0 (AttestReviewBoard, 1);

  self->policies = attest_policy_table_list (database, error);
  self->people = self->policies != NULL ? attest_person_table_list (database, error) : NULL;
  self->audiences = self->people != NULL ? attest_audience_table_list (database, error) : NULL;
  if (self->audiences == NULL || !attest_review_board_refresh (self, database, error))
    return NULL;
  self->people_facts = make_people (self->people);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->policies->len; i++)
    note_policy (self, self->policies->pdata[i]);

  return g_steal_pointer (&self);
}

gboolean
attest_review_board_refresh (AttestReviewBoard *self, AttestDatabase *database, GError **error)
{
  GHashTable *redacted = attest_event_table_list_redacted_streams (database, error);

  if (redacted == NULL)
    return FALSE;
  g_clear_pointer (&self->redacted, g_hash_table_unref);
  self->redacted = redacted;

  return TRUE;
}

void
attest_review_board_free (AttestReviewBoard *self)
{
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->redacted, g_hash_table_unref);
  g_clear_pointer (&self->people_facts, attest_people_facts_unref);
  g_free (self);
}

void
attest_review_facts_add_policy_row (AttestReviewFacts *facts, const AttestPolicy *policy, const char *key)
{
  AttestPolicyFact fact = { .moment = { policy->clock, policy->device, policy->sequence, 0 },
                            .sign_offs = policy->sign_offs,
                            .roles = (const char *const *) policy->roles,
                            .review_months = policy->review_months,
                            .topic = policy->topic,
                            .key = key,
                            .cleared = policy->cleared,
                            .audiences = (const char *const *) policy->audiences,
                            .specialty = policy->specialty,
                            .blocking_findings = (const char *const *) policy->blocking_findings,
                            .independent = policy->independent,
                            .set_at = policy->time };

  memcpy (fact.role_sign_offs, policy->role_sign_offs, sizeof fact.role_sign_offs);
  attest_review_facts_add_policy (facts, &fact);
}

/* Of the policies of topics only those that the article ever had, so that many policies make no text slow to judge. */
static gboolean
had_topic (const AttestReviewFacts *facts, const char *key)
{
  guint n_topics;
  const AttestTopicsFact *topics = attest_review_facts_get_topics (facts, &n_topics);

  for (guint i = 0; i < n_topics; i++)
    if (g_strv_contains (topics[i].keys, key))
      return TRUE;

  return FALSE;
}

gboolean
attest_review_facts_load_policies (AttestReviewFacts *facts,
                                   AttestDatabase *database,
                                   const AttestReviewBoard *board,
                                   const char *article,
                                   GError **error)
{
  g_autoptr (GPtrArray) changes = board->has_topics ? attest_topic_table_list (database, article, error) : NULL;

  if (board->has_topics && changes == NULL)
    return FALSE;
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const AttestTopicChange *change = changes->pdata[i];

      attest_review_facts_add_topics (facts,
                                      &(AttestTopicsFact) { { change->clock, change->device, change->sequence, 0 },
                                                            (const char *const *) change->topics,
                                                            NULL });
    }
  for (guint i = 0; i < board->policies->len; i++)
    {
      const char *key = board->keys->pdata[i];

      if (*key == '\0' || had_topic (facts, key))
        attest_review_facts_add_policy_row (facts, board->policies->pdata[i], key);
    }

  return TRUE;
}

static gboolean
is_published (const GPtrArray *variants, const char *audience)
{
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];

      if (g_str_equal (variant->audience, audience))
        return variant->published != NULL;
    }

  return FALSE;
}

static gboolean
load_audiences (AttestReviewFacts *facts,
                AttestDatabase *database,
                const AttestReviewBoard *board,
                const char *article,
                const char *own,
                GError **error)
{
  g_autoptr (GPtrArray) variants = board->asks_audiences ? attest_variant_table_list (database, article, error) : NULL;

  if (!board->asks_audiences)
    return TRUE;
  for (guint i = 0; variants != NULL && i < board->audiences->len; i++)
    {
      const AttestAudience *audience = board->audiences->pdata[i];

      attest_review_facts_add_audience (facts,
                                        &(AttestAudienceFact) { audience->key,
                                                                audience->label,
                                                                is_published (variants, audience->key),
                                                                g_str_equal (audience->key, own) });
    }

  return variants != NULL;
}

static gboolean
load_revisions (AttestReviewFacts *facts,
                AttestDatabase *database,
                const char *article,
                const char *audience,
                GError **error)
{
  g_autoptr (GPtrArray) revisions = attest_revision_table_list_authors (database, article, audience, error);

  for (guint i = 0; revisions != NULL && i < revisions->len; i++)
    {
      const AttestRevisionAuthorRow *revision = revisions->pdata[i];
      const AttestRevisionOrder *order = &revision->order;

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

/* @node: (out): what the strings belong to */
static GArray *
read_findings (const char *json, JsonNode **node)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (AttestFindingFact));
  JsonArray *array;

  *node = json != NULL && strcmp (json, "[]") != 0 ? attest_body_parse_json (json) : NULL;
  array = *node != NULL && JSON_NODE_HOLDS_ARRAY (*node) ? json_node_get_array (*node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (object != NULL)
        g_array_append_val (findings,
                            ((AttestFindingFact) { attest_body_get_text (object, "rule", ""),
                                                   attest_body_get_text (object, "severity", "error") }));
    }

  return findings;
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
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GArray) findings = read_findings (act->findings, &node);
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
        .specialties = (const char *const *) act->specialties,
        .recorded = (const AttestFindingFact *) (gconstpointer) findings->data,
        .n_recorded = findings->len,
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
    "review.verdict", "review.recuse",  "review.withdraw", "comment.add", "comment.add-about",
    "comment.reopen", "article.remove", "article.set",     NULL,
  };

  return g_strv_contains (kinds, event->kind);
}

/* The redaction's place counts and not that of the entry: what was concluded between the two was concluded with it in sight. */
static gboolean
load_redacted (AttestReviewFacts *facts,
               AttestDatabase *database,
               const AttestReviewBoard *board,
               const char *article,
               GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GHashTable) redactions = NULL;

  /* Nothing less than all of the article's events says which are blank, and most articles have none. */
  if (!g_hash_table_contains (board->redacted, article))
    return TRUE;
  events = attest_event_table_list_blank (database, article, error);
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
  g_autoptr (GPtrArray) acts = attest_comment_act_table_list_settling (database, comment->id, error);

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
  g_autoptr (GPtrArray) comments = attest_comment_table_list_blocking (database, article, audience, error);

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (!load_comment_acts (facts, database, comments->pdata[i], error))
      return FALSE;

  return comments != NULL;
}

static gboolean
load_asked (AttestReviewFacts *facts,
            AttestDatabase *database,
            const char *article,
            const char *audience,
            GError **error)
{
  g_autoptr (GPtrArray) reviewers = attest_assignment_table_list_reviewers (database, article, audience, error);

  for (guint i = 0; reviewers != NULL && i < reviewers->len; i++)
    attest_review_facts_add_asked (facts, reviewers->pdata[i]);

  return reviewers != NULL;
}

AttestReviewFacts *
attest_review_facts_load_text (AttestDatabase *database,
                               const AttestReviewBoard *board,
                               const char *article,
                               const char *audience,
                               gint64 now,
                               GError **error)
{
  g_autoptr (AttestReviewFacts) facts = attest_review_facts_new_with_people (now, board->people_facts);

  if (!attest_review_facts_load_policies (facts, database, board, article, error) ||
      !load_audiences (facts, database, board, article, audience, error) ||
      !load_revisions (facts, database, article, audience, error) ||
      !load_acts (facts, database, article, audience, error) ||
      !load_redacted (facts, database, board, article, error) ||
      !load_comments (facts, database, article, audience, error) ||
      !load_asked (facts, database, article, audience, error))
    return NULL;

  return g_steal_pointer (&facts);
}

AttestReviewFacts *
attest_review_facts_load_with_board (AttestDatabase *database,
                                     const AttestReviewBoard *board,
                                     const char *article,
                                     const char *audience,
                                     gint64 now,
                                     GError **error)
{
  g_autofree char *own = attest_variant_table_dup_audience (database, article, audience, error);

  return own != NULL ? attest_review_facts_load_text (database, board, article, own, now, error) : NULL;
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
