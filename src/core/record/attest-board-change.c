/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-board-change.h"

#include "record/attest-body.h"
#include "record/attest-person-table.h"
#include "record/attest-policy-table.h"
#include "record/attest-row.h"

/* Texts by what can change about them. Of a draft, and of one that was withdrawn, nothing does. */
typedef enum
{
  REACH_IN_REVIEW = 1 << 0,
  /* When they are due hangs on the policy in force. */
  REACH_PUBLISHED = 1 << 1,
} Reach;

/*
 * @all: every article that somebody acted on
 * @any: any event that matters to articles at all
 * @people: (nullable) (element-type AttestPerson): as they were before
 * @reach: of all articles, which texts
 * @topics: attest_dup_name_key() of topics whose policy changed, each with its Reach
 */
struct _AttestBoardChange
{
  gboolean all;
  gboolean any;
  GPtrArray *people;
  Reach reach;
  GHashTable *topics;
};

AttestBoardChange *
attest_board_change_new (void)
{
  AttestBoardChange *self = g_new0 (AttestBoardChange, 1);

  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
attest_board_change_free (AttestBoardChange *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_hash_table_unref (self->topics);
  g_free (self);
}

void
attest_board_change_note_all (AttestBoardChange *self)
{
  self->all = TRUE;
  self->any = TRUE;
}

gboolean
attest_board_change_is_any (const AttestBoardChange *self)
{
  return self->any;
}

static gboolean
is_of_people (const AttestEvent *event)
{
  return g_str_equal (event->kind, "person.set") || g_str_equal (event->kind, "person.same");
}

gboolean
attest_board_change_prepare (AttestBoardChange *self,
                             AttestDatabase *database,
                             const AttestEvent *event,
                             GError **error)
{
  if (!is_of_people (event) || self->all || self->people != NULL)
    return TRUE;
  self->people = attest_person_table_list (database, error);

  return self->people != NULL;
}

/* ---- Policies ---- */

/* A topic's first policy, and taking one back, may change when something is due as well: the board's holds before or after it. */
static gboolean
changes_time (const AttestPolicy *before, const AttestPolicy *now)
{
  return before == NULL || before->cleared || now->cleared || before->review_months != now->review_months;
}

static gboolean
note_policy (AttestBoardChange *self, AttestDatabase *database, const AttestEvent *event, GError **error)
{
  g_autoptr (GPtrArray) policies = attest_policy_table_list (database, error);
  g_autofree char *key = attest_dup_name_key (attest_body_get_text (event->body, "topic", ""));
  const AttestPolicy *now = NULL;
  const AttestPolicy *before = NULL;
  guint reach = REACH_IN_REVIEW;

  if (policies == NULL)
    return FALSE;
  for (guint i = 0; i < policies->len; i++)
    {
      const AttestPolicy *policy = policies->pdata[i];
      g_autofree char *other = attest_dup_name_key (policy->topic);

      if (!g_str_equal (other, key))
        continue;
      before = now;
      now = policy;
    }
  if (now == NULL || !g_str_equal (now->event, event->hash) || changes_time (before, now))
    reach |= REACH_PUBLISHED;
  if (*key == '\0')
    self->reach |= reach;
  else
    {
      reach |= GPOINTER_TO_UINT (g_hash_table_lookup (self->topics, key));
      g_hash_table_replace (self->topics, g_steal_pointer (&key), GUINT_TO_POINTER (reach));
    }

  return TRUE;
}

gboolean
attest_board_change_note (AttestBoardChange *self, AttestDatabase *database, const AttestEvent *event, GError **error)
{
  if (is_of_people (event))
    {
      self->any = TRUE;
      return TRUE;
    }
  if (!g_str_equal (event->kind, "policy.set") && !g_str_equal (event->kind, "policy.clear"))
    return TRUE;
  self->any = TRUE;

  return self->all || note_policy (self, database, event, error);
}

/* ---- People ---- */

static const AttestPerson *
find_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    if (g_str_equal (((const AttestPerson *) people->pdata[i])->id, id))
      return people->pdata[i];

  return NULL;
}

/* Somebody who was not there may have acted all the same, as the person that their id says. */
static void
compare_person (AttestBoardChange *self, const AttestPerson *before, const AttestPerson *now)
{
  static const char *const none[] = { NULL };
  const char *was = before != NULL ? before->same_as : now->id;

  if (!g_str_equal (was, now->same_as))
    self->all = TRUE;
  if (!g_strv_equal (before != NULL ? (const char *const *) before->roles : none, (const char *const *) now->roles) ||
      !g_strv_equal (before != NULL ? (const char *const *) before->specialties : none,
                     (const char *const *) now->specialties))
    self->reach |= REACH_IN_REVIEW;
}

static gboolean
compare_people (AttestBoardChange *self, AttestDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) now = self->people != NULL ? attest_person_table_list (database, error) : NULL;

  if (self->people == NULL)
    return TRUE;
  for (guint i = 0; now != NULL && i < now->len; i++)
    {
      const AttestPerson *person = now->pdata[i];

      compare_person (self, find_person (self->people, person->id), person);
    }

  return now != NULL;
}

/* ---- Articles ---- */

static gpointer
read_article (AttestStatement *row)
{
  return attest_row_dup_text (row, 0);
}

/* @only: (nullable) (element-type utf8): a set of articles besides which none is meant */
static gboolean
add_rows (GHashTable *articles, AttestStatement *statement, GHashTable *only, GError **error)
{
  g_autoptr (GPtrArray) ids = attest_row_list (statement, read_article, g_free, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (only == NULL || g_hash_table_contains (only, ids->pdata[i]))
      g_hash_table_add (articles, g_strdup (ids->pdata[i]));

  return ids != NULL;
}

static gboolean
add_reached (AttestDatabase *database, GHashTable *articles, guint reach, GHashTable *only, GError **error)
{
  return ((reach & REACH_IN_REVIEW) == 0 ||
          add_rows (articles,
                    attest_database_prepare (database,
                                             "SELECT article FROM variant WHERE status IN"
                                             " ('submitted', 'under-review', 'changes-requested')"),
                    only,
                    error)) &&
         ((reach & REACH_PUBLISHED) == 0 ||
          add_rows (articles,
                    attest_database_prepare (database, "SELECT article FROM variant WHERE published IS NOT NULL"),
                    only,
                    error));
}

static guint
find_reach (const AttestBoardChange *self, const char *topics)
{
  g_auto (GStrv) list = attest_body_texts_from_json (topics);
  guint reach = 0;

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *key = attest_dup_name_key (list[i]);

      reach |= GPOINTER_TO_UINT (g_hash_table_lookup (self->topics, key));
    }

  return reach;
}

/* Whoever ever had one of the topics, since which policies held goes by the whole order. Most articles share their lists of topics. */
static gboolean
add_with_topics (AttestBoardChange *self, AttestDatabase *database, GHashTable *articles, GError **error)
{
  AttestStatement *statement = attest_database_prepare (database, "SELECT article, topics FROM topic_change");
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) in_review = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) published = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      const char *article = attest_statement_get_text (statement, 0);
      const char *topics = attest_statement_get_text (statement, 1);
      gpointer reach = NULL;

      if (article == NULL || topics == NULL)
        continue;
      if (!g_hash_table_lookup_extended (known, topics, NULL, &reach))
        {
          reach = GUINT_TO_POINTER (find_reach (self, topics));
          g_hash_table_insert (known, g_strdup (topics), reach);
        }
      if ((GPOINTER_TO_UINT (reach) & REACH_IN_REVIEW) != 0)
        g_hash_table_add (in_review, g_strdup (article));
      if ((GPOINTER_TO_UINT (reach) & REACH_PUBLISHED) != 0)
        g_hash_table_add (published, g_strdup (article));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return add_reached (database, articles, REACH_IN_REVIEW, in_review, error) &&
         add_reached (database, articles, REACH_PUBLISHED, published, error);
}

gboolean
attest_board_change_add_articles (AttestBoardChange *self,
                                  AttestDatabase *database,
                                  GHashTable *articles,
                                  GError **error)
{
  if (!self->any)
    return TRUE;
  if (!self->all && !compare_people (self, database, error))
    return FALSE;
  /* All others are drafts, whatever people and policies are. */
  if (self->all)
    return add_rows (
        articles, attest_database_prepare (database, "SELECT DISTINCT article FROM review_act"), NULL, error);

  return add_reached (database, articles, self->reach, NULL, error) &&
         (g_hash_table_size (self->topics) == 0 || add_with_topics (self, database, articles, error));
}
