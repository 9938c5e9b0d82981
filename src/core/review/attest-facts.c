/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-facts.h"

#include <string.h>

/* The board's people, whom the facts of many texts have in common. @by_id: ids to indices in @people plus one, which its growth would move. */
struct _AttestPeopleFacts
{
  GStringChunk *strings;
  GPtrArray *lists;
  GArray *people;
  GHashTable *by_id;
};

/* @people: changed only while nobody else has it */
struct _AttestReviewFacts
{
  gint64 now;
  AttestPeopleFacts *people;
  GStringChunk *strings;
  GPtrArray *lists;
  GArray *policies;
  GArray *topics;
  GArray *audiences;
  GArray *revisions;
  GArray *acts;
  GArray *comments;
  /* Ids as they were asked; whom they are joined with may be told later. */
  GPtrArray *asked;
};

AttestPeopleFacts *
attest_people_facts_new (void)
{
  AttestPeopleFacts *self = g_atomic_rc_box_new0 (AttestPeopleFacts);

  self->strings = g_string_chunk_new (1024);
  self->lists = g_ptr_array_new_with_free_func (g_free);
  self->people = g_array_new (FALSE, FALSE, sizeof (AttestPersonFact));
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

static void
clear_people (gpointer data)
{
  AttestPeopleFacts *self = data;

  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->lists);
  g_array_unref (self->people);
  g_hash_table_unref (self->by_id);
}

void
attest_people_facts_unref (AttestPeopleFacts *self)
{
  g_atomic_rc_box_release_full (self, clear_people);
}

AttestReviewFacts *
attest_review_facts_new (gint64 now)
{
  g_autoptr (AttestPeopleFacts) people = attest_people_facts_new ();

  return attest_review_facts_new_with_people (now, people);
}

AttestReviewFacts *
attest_review_facts_new_with_people (gint64 now, AttestPeopleFacts *people)
{
  AttestReviewFacts *self = g_new0 (AttestReviewFacts, 1);

  self->now = now;
  self->strings = g_string_chunk_new (1024);
  self->lists = g_ptr_array_new_with_free_func (g_free);
  self->policies = g_array_new (FALSE, FALSE, sizeof (AttestPolicyFact));
  self->topics = g_array_new (FALSE, FALSE, sizeof (AttestTopicsFact));
  self->audiences = g_array_new (FALSE, FALSE, sizeof (AttestAudienceFact));
  self->people = g_atomic_rc_box_acquire (people);
  self->revisions = g_array_new (FALSE, FALSE, sizeof (AttestRevisionFact));
  self->acts = g_array_new (FALSE, FALSE, sizeof (AttestActFact));
  self->comments = g_array_new (FALSE, FALSE, sizeof (AttestCommentFact));
  self->asked = g_ptr_array_new ();

  return self;
}

void
attest_review_facts_free (AttestReviewFacts *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->lists);
  g_array_unref (self->policies);
  g_array_unref (self->topics);
  g_array_unref (self->audiences);
  attest_people_facts_unref (self->people);
  g_array_unref (self->revisions);
  g_array_unref (self->acts);
  g_array_unref (self->comments);
  g_ptr_array_unref (self->asked);
  g_free (self);
}

static const char *const *
keep_texts (GStringChunk *strings, GPtrArray *lists, const char *const *list)
{
  guint length = list != NULL ? g_strv_length ((GStrv) list) : 0;
  const char **kept = g_new0 (const char *, length + 1);

  for (guint i = 0; i < length; i++)
    kept[i] = g_string_chunk_insert_const (strings, list[i]);
  g_ptr_array_add (lists, kept);

  return kept;
}

static const char *
keep_string (AttestReviewFacts *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static const char *const *
keep_list (AttestReviewFacts *self, const char *const *list)
{
  return keep_texts (self->strings, self->lists, list);
}

static const char *
keep_key (AttestReviewFacts *self, const char *name)
{
  g_autofree char *key = *name != '\0' ? attest_dup_name_key (name) : g_strdup ("");

  return keep_string (self, key);
}

static const AttestFindingFact *
keep_findings (AttestReviewFacts *self, const AttestFindingFact *findings, guint n_findings)
{
  AttestFindingFact *kept;

  if (n_findings == 0)
    return NULL;
  kept = g_new (AttestFindingFact, n_findings);
  for (guint i = 0; i < n_findings; i++)
    {
      kept[i].rule = keep_string (self, findings[i].rule);
      kept[i].severity = keep_string (self, findings[i].severity);
    }
  g_ptr_array_add (self->lists, kept);

  return kept;
}

static guint
count_errors (const AttestActFact *fact)
{
  guint count = 0;

  for (guint i = 0; i < fact->n_recorded; i++)
    count += strcmp (fact->recorded[i].severity, "error") == 0;

  return count;
}

static AttestMoment
keep_moment (AttestReviewFacts *self, const AttestMoment *moment)
{
  AttestMoment kept = *moment;

  kept.device = keep_string (self, moment->device != NULL ? moment->device : "");

  return kept;
}

void
attest_review_facts_add_policy (AttestReviewFacts *self, const AttestPolicyFact *fact)
{
  AttestPolicyFact kept = *fact;

  kept.moment = keep_moment (self, &fact->moment);
  kept.roles = keep_list (self, fact->roles);
  kept.topic = keep_string (self, fact->topic != NULL ? fact->topic : "");
  kept.key = fact->key != NULL ? keep_string (self, fact->key) : keep_key (self, kept.topic);
  kept.audiences = keep_list (self, fact->audiences);
  kept.specialty = keep_string (self, fact->specialty != NULL ? fact->specialty : "");
  kept.blocking_findings = keep_list (self, fact->blocking_findings);
  g_array_append_val (self->policies, kept);
}

void
attest_review_facts_add_topics (AttestReviewFacts *self, const AttestTopicsFact *fact)
{
  AttestTopicsFact kept = *fact;
  guint length = fact->topics != NULL ? g_strv_length ((GStrv) fact->topics) : 0;
  const char **keys = g_new0 (const char *, length + 1);

  kept.moment = keep_moment (self, &fact->moment);
  kept.topics = keep_list (self, fact->topics);
  for (guint i = 0; i < length; i++)
    keys[i] = keep_key (self, kept.topics[i]);
  g_ptr_array_add (self->lists, keys);
  kept.keys = keys;
  g_array_append_val (self->topics, kept);
}

void
attest_review_facts_add_audience (AttestReviewFacts *self, const AttestAudienceFact *fact)
{
  AttestAudienceFact kept = *fact;

  g_return_if_fail (fact->key != NULL);

  kept.key = keep_string (self, fact->key);
  kept.label = keep_string (self, fact->label != NULL ? fact->label : fact->key);
  g_array_append_val (self->audiences, kept);
}

void
attest_people_facts_add (AttestPeopleFacts *self, const AttestPersonFact *fact)
{
  AttestPersonFact kept = *fact;

  g_return_if_fail (fact->id != NULL);

  kept.id = g_string_chunk_insert_const (self->strings, fact->id);
  kept.name = g_string_chunk_insert_const (self->strings, fact->name != NULL ? fact->name : fact->id);
  kept.same_as = g_string_chunk_insert_const (self->strings, fact->same_as != NULL ? fact->same_as : fact->id);
  kept.roles = keep_texts (self->strings, self->lists, fact->roles);
  kept.specialties = keep_texts (self->strings, self->lists, fact->specialties);
  g_array_append_val (self->people, kept);
  g_hash_table_insert (self->by_id, (gpointer) kept.id, GUINT_TO_POINTER (self->people->len));
}

void
attest_review_facts_add_person (AttestReviewFacts *self, const AttestPersonFact *fact)
{
  attest_people_facts_add (self->people, fact);
}

void
attest_review_facts_add_revision (AttestReviewFacts *self, const AttestRevisionFact *fact)
{
  AttestRevisionFact kept = *fact;

  g_return_if_fail (fact->id != NULL && fact->author != NULL);

  kept.moment = keep_moment (self, &fact->moment);
  kept.id = keep_string (self, fact->id);
  kept.author = keep_string (self, fact->author);
  kept.signed_hash = keep_string (self, fact->signed_hash);
  g_array_append_val (self->revisions, kept);
}

void
attest_review_facts_add_act (AttestReviewFacts *self, const AttestActFact *fact)
{
  AttestActFact kept = *fact;

  g_return_if_fail (fact->actor != NULL);

  kept.moment = keep_moment (self, &fact->moment);
  kept.actor = keep_string (self, fact->actor);
  kept.revision = keep_string (self, fact->revision);
  kept.reason = keep_string (self, fact->reason != NULL ? fact->reason : "");
  kept.signed_hash = keep_string (self, fact->signed_hash);
  kept.interests = keep_string (self, fact->interests);
  kept.meaning = keep_string (self, fact->meaning != NULL ? fact->meaning : "");
  kept.roles = keep_list (self, fact->roles);
  kept.specialties = keep_list (self, fact->specialties);
  kept.recorded = keep_findings (self, fact->recorded, fact->n_recorded);
  if (fact->n_recorded > 0)
    kept.findings = count_errors (fact);
  g_array_append_val (self->acts, kept);
}

void
attest_review_facts_add_comment (AttestReviewFacts *self, const AttestCommentFact *fact)
{
  AttestCommentFact kept = *fact;

  g_return_if_fail (fact->comment != NULL && fact->revision != NULL);

  kept.moment = keep_moment (self, &fact->moment);
  kept.comment = keep_string (self, fact->comment);
  kept.revision = keep_string (self, fact->revision);
  g_array_append_val (self->comments, kept);
}

void
attest_review_facts_add_asked (AttestReviewFacts *self, const char *person)
{
  g_return_if_fail (person != NULL);

  g_ptr_array_add (self->asked, (gpointer) keep_string (self, person));
}

GPtrArray *
attest_review_facts_dup_asked (const AttestReviewFacts *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->asked->len; i++)
    g_ptr_array_add (ids, (gpointer) attest_review_facts_get_same_as (self, self->asked->pdata[i]));

  return ids;
}

gboolean
attest_review_facts_is_asked (const AttestReviewFacts *self, const char *person)
{
  for (guint i = 0; i < self->asked->len; i++)
    {
      if (strcmp (attest_review_facts_get_same_as (self, self->asked->pdata[i]), person) == 0)
        return TRUE;
    }

  return FALSE;
}

gint64
attest_review_facts_get_now (const AttestReviewFacts *self)
{
  return self->now;
}

const AttestPolicyFact *
attest_review_facts_get_policies (const AttestReviewFacts *self, guint *n_policies)
{
  *n_policies = self->policies->len;
  return (const AttestPolicyFact *) (gconstpointer) self->policies->data;
}

const AttestTopicsFact *
attest_review_facts_get_topics (const AttestReviewFacts *self, guint *n_topics)
{
  *n_topics = self->topics->len;
  return (const AttestTopicsFact *) (gconstpointer) self->topics->data;
}

const AttestAudienceFact *
attest_review_facts_get_audiences (const AttestReviewFacts *self, guint *n_audiences)
{
  *n_audiences = self->audiences->len;
  return (const AttestAudienceFact *) (gconstpointer) self->audiences->data;
}

const AttestPersonFact *
attest_review_facts_get_people (const AttestReviewFacts *self, guint *n_people)
{
  *n_people = self->people->people->len;
  return (const AttestPersonFact *) (gconstpointer) self->people->people->data;
}

const AttestRevisionFact *
attest_review_facts_get_revisions (const AttestReviewFacts *self, guint *n_revisions)
{
  *n_revisions = self->revisions->len;
  return (const AttestRevisionFact *) (gconstpointer) self->revisions->data;
}

const AttestActFact *
attest_review_facts_get_acts (const AttestReviewFacts *self, guint *n_acts)
{
  *n_acts = self->acts->len;
  return (const AttestActFact *) (gconstpointer) self->acts->data;
}

const AttestCommentFact *
attest_review_facts_get_comments (const AttestReviewFacts *self, guint *n_comments)
{
  *n_comments = self->comments->len;
  return (const AttestCommentFact *) (gconstpointer) self->comments->data;
}

const AttestPersonFact *
attest_review_facts_find_person (const AttestReviewFacts *self, const char *id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->people->by_id, id));

  return place > 0 ? &g_array_index (self->people->people, AttestPersonFact, place - 1) : NULL;
}

const char *
attest_review_facts_get_same_as (const AttestReviewFacts *self, const char *id)
{
  const AttestPersonFact *person = attest_review_facts_find_person (self, id);

  return person != NULL ? person->same_as : id;
}

int
attest_moment_compare (const AttestMoment *one, const AttestMoment *other)
{
  int order = (one->clock > other->clock) - (one->clock < other->clock);

  if (order == 0)
    order = g_strcmp0 (one->device, other->device);
  if (order == 0)
    order = (one->sequence > other->sequence) - (one->sequence < other->sequence);

  return order;
}
