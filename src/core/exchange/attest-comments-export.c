/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-comments-export-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *ending;
} formats[] = {
  [ATTEST_COMMENTS_LETTER] = { "markdown", "-comments.md" },
  [ATTEST_COMMENTS_WEB_ANNOTATION] = { "web-annotation", "-comments.jsonld" },
  [ATTEST_COMMENTS_CRITIC_MARKUP] = { "critic-markup", "-with-comments.md" },
};

gboolean
attest_comments_format_from_name (const char *name, AttestCommentsFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, name) == 0)
      {
        *format = (AttestCommentsFormat) i;
        return TRUE;
      }

  return FALSE;
}

const char *
attest_comments_format_get_ending (AttestCommentsFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (formats), NULL);

  return formats[format].ending;
}

const char *
attest_comments_source_get_name (const AttestCommentsSource *self, const char *person)
{
  const AttestPerson *found = g_hash_table_lookup (self->people, person);

  return found != NULL ? found->name : person;
}

/* The number that the text gives a work: works that the article's list has not got are not numbered. 0 for one without. */
static guint
find_number (const AttestCommentsSource *self, const char *key)
{
  g_auto (GStrv) cited = attest_document_dup_cited_keys (self->document);
  guint number = 0;

  for (guint i = 0; cited[i] != NULL; i++)
    {
      gboolean listed = attest_references_get_item (self->references, cited[i]) != NULL;

      number += listed;
      if (g_str_equal (cited[i], key))
        return listed ? number : 0;
    }

  return 0;
}

static char *
dup_reference (const AttestCommentsSource *self, const char *key)
{
  JsonObject *item = attest_references_get_item (self->references, key);
  const char *title = item != NULL ? json_object_get_string_member_with_default (item, "title", NULL) : NULL;
  guint number = find_number (self, key);

  if (number > 0 && title != NULL)
    /* Translators: a comment is about this work: its number in the text, its key, its title. */
    return g_strdup_printf (_ ("On reference %u, %s: %s"), number, key, title);
  if (title != NULL)
    /* Translators: a comment is about this work: its key, its title. */
    return g_strdup_printf (_ ("On reference %s: %s"), key, title);

  return g_strdup_printf (_ ("On reference %s"), key);
}

char *
attest_comments_source_dup_subject (const AttestCommentsSource *self, const AttestComment *comment)
{
  if (comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    return dup_reference (self, comment->reference);

  return g_strdup (_ ("On the whole text"));
}

/* ---- What is written ---- */

static int
compare_by_time (gconstpointer one, gconstpointer other)
{
  const AttestComment *first = *(const AttestComment *const *) one;
  const AttestComment *second = *(const AttestComment *const *) other;

  if (first->time != second->time)
    return first->time < second->time ? -1 : 1;

  return g_strcmp0 (first->id, second->id);
}

static GHashTable *
load_people (AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) list = attest_library_list_people (library, error);
  GHashTable *people;

  if (list == NULL)
    return NULL;
  people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) attest_person_free);
  for (guint i = 0; i < list->len; i++)
    {
      AttestPerson *person = attest_person_copy (g_ptr_array_index (list, i));

      g_hash_table_insert (people, person->id, person);
    }

  return people;
}

static gboolean
load_text (AttestCommentsSource *self, AttestLibrary *library, GError **error)
{
  g_autoptr (GBytes) text = attest_library_load_content (library, self->revision->text, error);

  if (text == NULL)
    return FALSE;
  self->document = attest_document_new (text);
  self->length = g_bytes_get_size (text);
  self->text = g_strndup (g_bytes_get_data (text, NULL), self->length);
  self->references = attest_references_new_from_json (self->article->references, NULL);
  if (self->references == NULL)
    self->references = attest_references_new_from_json (NULL, NULL);

  return TRUE;
}

gboolean
attest_comments_source_load (AttestCommentsSource *self,
                             AttestLibrary *library,
                             const char *article,
                             const char *audience,
                             GError **error)
{
  g_autoptr (AttestVariant) variant = NULL;

  self->board = attest_library_load_board (library, error);
  self->article = self->board != NULL ? attest_library_find_article (library, article, error) : NULL;
  if (self->article == NULL)
    return FALSE;
  variant = attest_library_find_variant (library, self->article->id, audience, error);
  if (variant == NULL)
    return FALSE;
  self->audience = attest_library_find_audience (library, variant->audience, error);
  self->revision = self->audience != NULL ? attest_library_load_revision (library, variant->newest, error) : NULL;
  if (self->revision == NULL || !load_text (self, library, error))
    return FALSE;
  self->comments = attest_review_list_comments (library, self->article->id, variant->audience, variant->newest, error);
  self->people = self->comments != NULL ? load_people (library, error) : NULL;
  if (self->people == NULL)
    return FALSE;
  g_ptr_array_sort (self->comments, compare_by_time);

  return TRUE;
}

void
attest_comments_source_clear (AttestCommentsSource *self)
{
  g_clear_pointer (&self->board, attest_board_free);
  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->audience, attest_audience_free);
  g_clear_pointer (&self->revision, attest_revision_free);
  g_clear_pointer (&self->document, attest_document_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->references, attest_references_unref);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_hash_table_unref);
}

char *
attest_comments_export (AttestLibrary *library,
                        const char *article,
                        const char *audience,
                        AttestCommentsFormat format,
                        GError **error)
{
  return attest_comments_export_for (library, article, audience, format, NULL, error);
}

char *
attest_comments_export_for (AttestLibrary *library,
                            const char *article,
                            const char *audience,
                            AttestCommentsFormat format,
                            AttestHidden *hidden,
                            GError **error)
{
  g_auto (AttestCommentsSource) source = { 0 };

  g_return_val_if_fail (ATTEST_IS_LIBRARY (library) && article != NULL, NULL);

  if (!attest_comments_source_load (&source, library, article, audience, error))
    return NULL;
  if (hidden != NULL)
    attest_hidden_take_out (hidden, source.comments);
  switch (format)
    {
    case ATTEST_COMMENTS_LETTER:
      return attest_comments_write_letter (&source);
    case ATTEST_COMMENTS_WEB_ANNOTATION:
      return attest_comments_write_web_annotations (&source);
    case ATTEST_COMMENTS_CRITIC_MARKUP:
      return attest_comments_write_critic_markup (&source, error);
    default:
      g_return_val_if_reached (NULL);
    }
}
