/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-record.h"

#include <glib/gi18n.h>

#include "checks/attest-checks.h"
#include "record/attest-review-file.h"

G_DEFINE_BOXED_TYPE (AttestArticleRecord, attest_article_record, attest_article_record_ref, attest_article_record_unref)

static void
clear_record (gpointer data)
{
  AttestArticleRecord *self = data;

  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->board, attest_board_free);
  g_clear_pointer (&self->revision, attest_revision_free);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->references, attest_references_unref);
  g_clear_pointer (&self->cited_elsewhere, g_strfreev);
  g_clear_pointer (&self->assessment, attest_assessment_free);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->waivers, g_ptr_array_unref);
  g_clear_pointer (&self->base_changes, g_array_unref);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_clear_pointer (&self->authors, g_strfreev);
  g_clear_pointer (&self->published, attest_revision_free);
  g_clear_pointer (&self->since, attest_change_since_free);
  g_clear_pointer (&self->assignment, attest_assignment_free);
  g_clear_pointer (&self->hidden, g_free);
  g_clear_pointer (&self->unsaved, attest_unsaved_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->refusals); i++)
    g_free (self->refusals[i]);
}

AttestArticleRecord *
attest_article_record_ref (AttestArticleRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_article_record_unref (AttestArticleRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_record);
}

static void
find_open_ones (AttestArticleRecord *self, const char *audience)
{
  for (guint i = 0; i < self->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (self->variants, i);

      if (audience == NULL || g_str_equal (variant->audience, audience))
        {
          self->variant = variant;
          break;
        }
    }
  if (audience == NULL && self->variant != NULL)
    audience = self->variant->audience;
  for (guint i = 0; i < self->audiences->len; i++)
    {
      const AttestAudience *one = g_ptr_array_index (self->audiences, i);

      if (audience == NULL || g_str_equal (one->key, audience))
        {
          self->audience = one;
          break;
        }
    }
}

static void
load_refusals (AttestArticleRecord *self, AttestLibrary *library, const char *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->refusals); i++)
    {
      g_autoptr (GError) error = NULL;

      if (attest_library_is_review_file (library))
        self->refusals[i] = g_strdup (_ ("A review file can only be read. Take it into your library first."));
      else if (attest_library_is_read_only (library))
        self->refusals[i] = g_strdup (_ ("This library can only be read."));
      else if (self->article->unknown_kind != NULL)
        self->refusals[i] = g_strdup (
            _ ("A newer version of Attest wrote to this article, so it can only be read here. Update Attest to "
               "change it."));
      else if (actor == NULL)
        self->refusals[i] = g_strdup (_ ("Choose who you are first."));
      else if (!attest_review_may (library, (AttestAct) i, self->article->id, self->audience->key, actor, &error))
        self->refusals[i] = g_strdup (error->message);
    }
}

/* Sets is_author and picks the revision that the actor sees first. */
static AttestRevision *
choose_revision (AttestArticleRecord *self, AttestLibrary *library, const char *actor, GError **error)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (library, self->article->id, self->variant->audience, error);
  const char *chosen = self->variant->newest;

  if (revisions == NULL)
    return NULL;
  for (guint i = 0; i < revisions->len; i++)
    {
      const AttestRevision *revision = g_ptr_array_index (revisions, i);

      if (g_strcmp0 (revision->author, actor) == 0)
        self->is_author = TRUE;
    }
  if (!self->is_author && self->variant->submitted != NULL && self->refusals[ATTEST_ACT_VERDICT] == NULL)
    chosen = self->variant->submitted;
  return attest_library_load_revision (library, chosen, error);
}

static gboolean
load_review (AttestArticleRecord *self, AttestLibrary *library, const char *actor, GError **error)
{
  g_autoptr (AttestReviewFacts) facts = attest_review_facts_load (
      attest_library_get_database (library), self->article->id, self->variant->audience, g_get_real_time (), error);
  g_autoptr (GPtrArray) assignments = NULL;

  if (facts == NULL)
    return FALSE;
  self->assessment = attest_review_assess (facts);
  self->authors = attest_review_dup_authors (facts, NULL);
  if (self->assessment->published != NULL)
    {
      self->published = attest_library_load_revision (library, self->assessment->published, error);
      if (self->published == NULL)
        return FALSE;
    }
  if (actor != NULL)
    self->part = attest_review_get_part (facts, actor);
  if (self->refusals[ATTEST_ACT_VERDICT] == NULL &&
      !attest_review_find_change_since (
          library, self->article->id, self->variant->audience, actor, &self->since, error))
    return FALSE;

  assignments = attest_library_list_assignments (library, self->article->id, error);
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    {
      const AttestAssignment *assignment = g_ptr_array_index (assignments, i);

      if (self->assignment == NULL && g_str_equal (assignment->audience, self->variant->audience) &&
          g_strcmp0 (assignment->reviewer, actor) == 0)
        self->assignment = attest_assignment_copy (assignment);
    }
  return assignments != NULL;
}

/* What others said is taken out where the actor is to answer first, so that nobody who shows the record can show it. */
static gboolean
hide (AttestArticleRecord *self, AttestLibrary *library, const char *actor, GError **error)
{
  g_autoptr (AttestHidden) hidden = attest_hidden_new (library, actor, g_get_real_time (), error);
  const AttestIndependence *independence =
      hidden != NULL ? attest_hidden_find (hidden, self->article->id, self->variant->audience) : NULL;

  if (independence == NULL)
    return hidden != NULL;
  self->hidden = g_strdup (attest_independence_get_sentence (independence));
  attest_assessment_hide (self->assessment, independence);
  attest_hidden_take_out (hidden, self->comments);
  return TRUE;
}

static gboolean
load_base_changes (AttestArticleRecord *self, AttestLibrary *library, GError **error)
{
  self->base_changes = g_array_new (FALSE, TRUE, sizeof (AttestBaseChange));
  g_array_set_size (self->base_changes, self->variants->len);
  for (guint i = 1; i < self->variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (self->variants, i);

      if (!attest_review_find_base_change (library,
                                           self->article->id,
                                           variant->audience,
                                           &g_array_index (self->base_changes, AttestBaseChange, i),
                                           error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_variant (AttestArticleRecord *self,
              AttestLibrary *library,
              const char *revision,
              const char *actor,
              GError **error)
{
  self->heads = attest_review_list_heads (library, self->article->id, self->variant->audience, error);
  if (self->heads == NULL || !load_review (self, library, actor, error))
    return FALSE;
  self->revision = choose_revision (self, library, actor, error);
  if (self->revision == NULL)
    return FALSE;
  if (revision != NULL && !g_str_equal (revision, self->revision->id))
    {
      AttestRevision *wanted = attest_library_load_revision (library, revision, error);

      if (wanted == NULL)
        return FALSE;
      if (!g_str_equal (wanted->article, self->article->id) || !g_str_equal (wanted->audience, self->variant->audience))
        {
          attest_revision_free (wanted);
          g_set_error_literal (error,
                               ATTEST_RECORD_ERROR,
                               ATTEST_RECORD_ERROR_NOT_FOUND,
                               _ ("That text is not one of this article for this audience."));
          return FALSE;
        }
      attest_revision_free (self->revision);
      self->revision = wanted;
    }
  self->text = attest_library_load_content (library, self->revision->text, error);
  if (self->text == NULL)
    return FALSE;
  self->comments =
      attest_review_list_comments (library, self->article->id, self->variant->audience, self->revision->id, error);
  if (self->comments == NULL || !hide (self, library, actor, error))
    return FALSE;
  self->waivers =
      attest_waivers_load (attest_library_get_database (library), self->article->id, self->variant->audience, error);
  return self->waivers != NULL;
}

/* A library that was restored from a copy may lack what was typed upon; the newest text is then what it is compared with. */
static gboolean
has_revision (AttestLibrary *library, const char *revision)
{
  g_autoptr (AttestRevision) found = revision != NULL ? attest_library_load_revision (library, revision, NULL) : NULL;

  return found != NULL;
}

/* A program that was killed right after a save left its text on disk, too. */
static gboolean
was_saved (AttestArticleRecord *self, AttestLibrary *library, const char *actor)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (library, self->article->id, self->audience->key, NULL);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->unsaved->text);

  for (guint i = 0; revisions != NULL && self->unsaved->base != NULL && i < revisions->len; i++)
    {
      const AttestRevision *revision = g_ptr_array_index (revisions, i);

      if (g_str_equal (revision->text, hash) && g_strcmp0 (revision->author, actor) == 0 &&
          g_strv_contains ((const char *const *) revision->parents, self->unsaved->base))
        return TRUE;
    }
  return FALSE;
}

/* Unsaved text that cannot be read must not keep the article closed; it stays on disk. */
static void
load_unsaved (AttestArticleRecord *self, AttestLibrary *library, const char *actor)
{
  self->unsaved = attest_unsaved_load (NULL,
                                       attest_library_get_path (library),
                                       self->article->id,
                                       self->audience->key,
                                       actor != NULL ? actor : "",
                                       NULL);
  if (self->unsaved == NULL)
    return;
  self->unsaved_was_saved = was_saved (self, library, actor);
  if (self->unsaved_was_saved)
    g_clear_pointer (&self->unsaved, attest_unsaved_free);
  else if (!has_revision (library, self->unsaved->joined))
    g_clear_pointer (&self->unsaved->joined, g_free);
}

AttestArticleRecord *
attest_article_record_load (AttestLibrary *library,
                            const char *article,
                            const char *audience,
                            const char *revision,
                            const char *actor,
                            GError **error)
{
  g_autoptr (AttestArticleRecord) self = g_atomic_rc_box_new0 (AttestArticleRecord);

  self->article = attest_library_find_article (library, article, error);
  if (self->article == NULL)
    return NULL;
  self->variants = attest_library_list_variants (library, self->article->id, error);
  if (self->variants == NULL)
    return NULL;
  if (!load_base_changes (self, library, error))
    return NULL;
  self->audiences = attest_library_list_audiences (library, error);
  if (self->audiences == NULL)
    return NULL;
  self->board = attest_library_load_board (library, error);
  if (self->board == NULL)
    return NULL;
  self->references = attest_references_new_from_json (self->article->references, error);
  if (self->references == NULL)
    return NULL;

  find_open_ones (self, audience);
  if (self->audience == NULL)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NOT_FOUND,
                   _ ("This library has no audience “%s”."),
                   audience);
      return NULL;
    }
  self->cited_elsewhere = attest_checks_dup_cited_elsewhere (library, self->article->id, self->audience->key);
  load_refusals (self, library, actor);
  load_unsaved (self, library, actor);
  if (revision == NULL && self->unsaved != NULL && has_revision (library, self->unsaved->base))
    revision = self->unsaved->base;
  self->is_author = self->variant == NULL;
  if (self->variant != NULL && !load_variant (self, library, revision, actor, error))
    return NULL;
  if (self->comments == NULL)
    self->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_comment_free);

  if (self->heads == NULL)
    self->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_revision_free);

  return g_steal_pointer (&self);
}
