/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-change-since.h"

#include <string.h>

#include "record/attest-content-table.h"
#include "record/attest-person-table.h"
#include "record/attest-review-act-table.h"
#include "record/attest-revision-table.h"
#include "record/attest-variant-table.h"
#include "review/attest-save-private.h"

void
attest_change_since_free (AttestChangeSince *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->verdict);
  g_free (self->revision);
  g_free (self->meaning);
  g_free (self->to);
  g_array_unref (self->edits);
  g_clear_pointer (&self->old_text, g_bytes_unref);
  g_clear_pointer (&self->new_text, g_bytes_unref);
  g_free (self);
}

/* Somebody's last verdict, and whether a withdrawal came after it. */
typedef struct
{
  const AttestReviewAct *act;
  gboolean lapsed;
} LastVerdict;

/* Returns: (transfer full) (nullable): for each person the id that their acts count for */
static GHashTable *
load_joined (AttestDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) people = attest_person_table_list (database, error);
  GHashTable *joined;

  if (people == NULL)
    return NULL;
  joined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      g_hash_table_insert (joined, g_strdup (person->id), g_strdup (person->same_as));
    }

  return joined;
}

static const char *
get_joined (GHashTable *joined, const char *person)
{
  const char *same_as = g_hash_table_lookup (joined, person);

  return same_as != NULL ? same_as : person;
}

/* @person: (nullable): of nobody else. Returns: (transfer full) (element-type LastVerdict): those of joined people are one; the earliest first */
static GArray *
list_last_verdicts (GHashTable *joined, GPtrArray *acts, const char *person)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *verdicts = g_array_new (FALSE, FALSE, sizeof (LastVerdict));
  gboolean lapsed = FALSE;

  for (guint i = acts->len; i > 0; i--)
    {
      const AttestReviewAct *act = acts->pdata[i - 1];
      const char *actor = get_joined (joined, act->actor);
      LastVerdict verdict = { act, lapsed };

      lapsed = lapsed || g_str_equal (act->kind, "withdraw");
      if (g_str_equal (act->kind, "verdict") && act->revision != NULL &&
          (person == NULL || g_str_equal (get_joined (joined, person), actor)) &&
          g_hash_table_add (seen, (gpointer) actor))
        g_array_prepend_val (verdicts, verdict);
    }

  return verdicts;
}

/* @text: (out) (nullable): NULL without an error for one that was redacted */
static gboolean
load_text (AttestDatabase *database, const AttestRevision *revision, GBytes **text, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *text = attest_content_table_load (database, revision->text, &local_error);
  if (*text == NULL && !g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static AttestTouched
compare_disclaimers (const char *one, const char *other, AttestChangeClass *change)
{
  g_autoptr (GBytes) old_text = g_bytes_new_static (one, strlen (one));
  g_autoptr (GBytes) new_text = g_bytes_new_static (other, strlen (other));
  g_autoptr (AttestTextChange) compared = attest_text_change_new (old_text, new_text);

  *change = MAX (*change, compared->change);
  return compared->touched;
}

/* What the reader sees beside the text, which is signed with it. */
static void
compare_the_rest (AttestChangeSince *self, const AttestRevision *from, const AttestRevision *to)
{
  self->disclaimer = !g_str_equal (from->disclaimer, to->disclaimer);
  if (self->disclaimer)
    self->touched |= compare_disclaimers (from->disclaimer, to->disclaimer, &self->change);
  self->references = !g_str_equal (from->references, to->references);
  if (self->references)
    self->touched |= ATTEST_TOUCHED_CITATION;
  if (!g_strv_equal ((const char *const *) from->assets, (const char *const *) to->assets))
    self->touched |= ATTEST_TOUCHED_PICTURE;
  if (!g_str_equal (from->language, to->language))
    self->change = MAX (self->change, ATTEST_CHANGE_WORDS);
  if (self->touched != ATTEST_TOUCHED_NOTHING)
    self->change = ATTEST_CHANGE_SAFETY;
}

/* Negations and names of drugs are known in English alone: of any other language a program cannot say that none changed. */
static gboolean
is_known_language (const char *language)
{
  return language[0] == '\0' || g_str_equal (language, "en") || g_str_has_prefix (language, "en-");
}

static void
compare (AttestChangeSince *self, const AttestRevision *from, const AttestRevision *to)
{
  g_autoptr (AttestTextChange) text = NULL;

  if (self->old_text == NULL || self->new_text == NULL)
    {
      self->change = ATTEST_CHANGE_SAFETY;
      return;
    }
  if (from->signed_hash != NULL && g_strcmp0 (from->signed_hash, to->signed_hash) == 0)
    return;

  text = attest_text_change_new (self->old_text, self->new_text);
  self->change = text->change;
  self->touched = text->touched;
  g_array_append_vals (self->edits, text->edits->data, text->edits->len);
  if (self->change == ATTEST_CHANGE_WORDS && (!is_known_language (from->language) || !is_known_language (to->language)))
    self->touched |= ATTEST_TOUCHED_LANGUAGE;
  compare_the_rest (self, from, to);
}

static AttestChangeSince *
make_change (AttestDatabase *database,
             const LastVerdict *verdict,
             const AttestRevision *to,
             GBytes *new_text,
             GError **error)
{
  const AttestReviewAct *act = verdict->act;
  g_autoptr (AttestRevision) from = attest_revision_table_load (database, act->revision, error);
  g_autoptr (AttestChangeSince) self = NULL;

  if (from == NULL)
    return NULL;
  self = g_new0 (AttestChangeSince, 1);
  self->person = g_strdup (act->actor);
  self->verdict = g_strdup (act->event);
  self->revision = g_strdup (act->revision);
  self->number = from->number;
  self->time = act->time;
  self->meaning = g_strdup (act->meaning);
  self->signed_off = g_strcmp0 (act->accurate, "yes") == 0 && g_strcmp0 (act->safe, "yes") == 0 &&
                     g_strcmp0 (act->current, "yes") == 0;
  self->lapsed = verdict->lapsed;
  self->to = g_strdup (to->id);
  self->edits = g_array_new (FALSE, FALSE, sizeof (AttestTextEdit));
  if (!load_text (database, from, &self->old_text, error))
    return NULL;
  self->new_text = new_text != NULL ? g_bytes_ref (new_text) : NULL;
  compare (self, from, to);

  return g_steal_pointer (&self);
}

/* @text: (nullable): of @to; @person: (nullable): of nobody else */
static GPtrArray *
list_changes (AttestDatabase *database,
              GPtrArray *acts,
              const AttestRevision *to,
              GBytes *text,
              const char *person,
              GError **error)
{
  g_autoptr (GHashTable) joined = load_joined (database, error);
  g_autoptr (GArray) verdicts = joined != NULL ? list_last_verdicts (joined, acts, person) : NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (verdicts == NULL)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_change_since_free);
  for (guint i = 0; i < verdicts->len; i++)
    {
      AttestChangeSince *change = make_change (database, &g_array_index (verdicts, LastVerdict, i), to, text, error);

      if (change == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
    }

  return g_steal_pointer (&changes);
}

/* @person: (nullable): an id */
static GPtrArray *
list_changes_of (AttestLibrary *library,
                 const char *article,
                 const char *audience,
                 const char *to,
                 const char *person,
                 GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (AttestVariant) variant = attest_variant_table_find (database, article, audience, error);
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GBytes) text = NULL;

  if (variant == NULL)
    return NULL;
  if (to == NULL)
    to = variant->submitted;
  if (to == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) attest_change_since_free);

  revision = attest_revision_table_load (database, to, error);
  if (revision == NULL || !load_text (database, revision, &text, error))
    return NULL;
  acts = attest_review_act_table_list (database, article, audience, error);

  return acts != NULL ? list_changes (database, acts, revision, text, person, error) : NULL;
}

GPtrArray *
attest_review_list_changes_in_text (AttestLibrary *library,
                                    const char *article,
                                    const char *audience,
                                    GBytes *markdown,
                                    GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autoptr (AttestRevision) newest =
      found != NULL ? attest_library_find_revision (library, article, audience, 0, error) : NULL;
  g_autoptr (AttestRevision) revision =
      newest != NULL ? attest_save_make_revision (library, found, newest, markdown, error) : NULL;
  g_autoptr (GPtrArray) acts =
      revision != NULL ? attest_review_act_table_list (database, found->id, newest->audience, error) : NULL;

  return acts != NULL ? list_changes (database, acts, revision, markdown, NULL, error) : NULL;
}

GPtrArray *
attest_review_list_changes_since (AttestLibrary *library,
                                  const char *article,
                                  const char *audience,
                                  const char *to,
                                  GError **error)
{
  return list_changes_of (library, article, audience, to, NULL, error);
}

gboolean
attest_review_find_change_since (AttestLibrary *library,
                                 const char *article,
                                 const char *audience,
                                 const char *person,
                                 AttestChangeSince **since,
                                 GError **error)
{
  g_autoptr (GPtrArray) changes = list_changes_of (library, article, audience, NULL, person, error);

  *since = NULL;
  if (changes != NULL && changes->len > 0)
    *since = g_ptr_array_steal_index (changes, 0);

  return changes != NULL;
}

gboolean
attest_change_since_may_reaffirm (const AttestChangeSince *self, const char *person)
{
  return (person == NULL || g_str_equal (person, self->person)) && self->signed_off && !self->lapsed &&
         self->change != ATTEST_CHANGE_NONE && self->old_text != NULL && self->new_text != NULL;
}
