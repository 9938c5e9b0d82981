/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment.h"

#include "record/attest-variant-table.h"
#include "review/attest-comment-path.h"
#include "review/attest-comment-private.h"

static int
compare_comments_cb (gconstpointer one, gconstpointer other)
{
  return attest_comment_compare (*(const AttestComment *const *) one, *(const AttestComment *const *) other);
}

/* The way begins where the comment was last attached by hand, if that is on it, else where it was made. */
static gboolean
add_to_path (AttestCommentPath *path, AttestDatabase *database, AttestComment *comment, GError **error)
{
  g_autoptr (GPtrArray) attaches = attest_comment_attach_table_list (database, comment->id, error);

  if (attaches == NULL)
    return FALSE;
  for (guint i = attaches->len; i > 0; i--)
    {
      const AttestCommentAttachRow *row = attaches->pdata[i - 1];
      g_autoptr (AttestAnchor) anchor = NULL;

      if (!attest_comment_path_has (path, row->revision))
        continue;
      anchor =
          attest_anchor_new_from_parts ((gsize) row->start, (gsize) row->end, row->exact, row->prefix, row->suffix);
      attest_comment_path_add (path, comment, row->revision, anchor);
      comment->attached_by = g_strdup (row->actor);
      return TRUE;
    }
  attest_comment_path_add (path, comment, comment->revision, comment->anchor);

  return TRUE;
}

GPtrArray *
attest_comments_find_counterparts (GPtrArray *comments, GBytes *text, GBytes *other)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_anchor_free);

  g_return_val_if_fail (comments != NULL && text != NULL && other != NULL, NULL);

  for (guint i = 0; i < comments->len; i++)
    {
      const AttestComment *comment = comments->pdata[i];
      AttestAnchor *anchor = attest_comment_has_place (comment)
                                 ? attest_anchor_new (text, comment->placement->start, comment->placement->end)
                                 : NULL;

      g_ptr_array_add (anchors, anchor != NULL ? anchor : attest_anchor_new_from_parts (0, 0, NULL, NULL, NULL));
    }

  return attest_counterparts_find (text, other, anchors);
}

void
attest_comments_set_uncited (GPtrArray *comments, AttestDocument *document)
{
  g_auto (GStrv) cited = attest_document_dup_cited_keys (document);

  for (guint i = 0; i < comments->len; i++)
    {
      AttestComment *comment = comments->pdata[i];

      comment->uncited = comment->about == ATTEST_COMMENT_ABOUT_REFERENCE &&
                         !g_strv_contains ((const char *const *) cited, comment->reference);
    }
}

/* Nothing is said of a text that nobody can read any more. The text is parsed only for those who need it. */
static gboolean
look_at_references (AttestCommentPath *path, GPtrArray *comments, GError **error)
{
  g_autoptr (AttestDocument) document = NULL;
  g_autoptr (GBytes) text = NULL;
  gboolean needed = FALSE;

  for (guint i = 0; i < comments->len; i++)
    needed = needed || ((const AttestComment *) comments->pdata[i])->about == ATTEST_COMMENT_ABOUT_REFERENCE;
  if (!needed)
    return TRUE;
  if (!attest_comment_path_dup_text (path, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  document = attest_document_new (text);
  attest_comments_set_uncited (comments, document);

  return TRUE;
}

static GPtrArray *
list_comments (AttestLibrary *library,
               const char *article,
               const char *audience,
               const char *revision,
               GBytes *text,
               GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autoptr (AttestVariant) variant =
      found != NULL ? attest_variant_table_find (database, found->id, audience, error) : NULL;
  g_autoptr (GPtrArray) rows =
      variant != NULL ? attest_comment_table_list (database, variant->article, variant->audience, error) : NULL;
  g_autoptr (GPtrArray) comments = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_comment_free);
  g_autoptr (AttestCommentPath) path = NULL;

  if (rows == NULL)
    return NULL;
  path = attest_comment_path_new (library, variant->article, variant->audience, revision, text, error);
  if (path == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      AttestComment *comment = attest_comment_new_from_row (database, rows->pdata[i], error);

      if (comment == NULL)
        return NULL;
      g_ptr_array_add (comments, comment);
      if (comment->about == ATTEST_COMMENT_ABOUT_WORDS && !add_to_path (path, database, comment, error))
        return NULL;
    }
  if ((comments->len > 0 && !attest_comment_path_walk (path, error)) || !look_at_references (path, comments, error))
    return NULL;
  g_ptr_array_sort (comments, compare_comments_cb);

  return g_steal_pointer (&comments);
}

GPtrArray *
attest_review_list_comments (AttestLibrary *library,
                             const char *article,
                             const char *audience,
                             const char *revision,
                             GError **error)
{
  return list_comments (library, article, audience, revision, NULL, error);
}

GPtrArray *
attest_review_list_comments_in_text (AttestLibrary *library,
                                     const char *article,
                                     const char *audience,
                                     const char *base,
                                     GBytes *text,
                                     GError **error)
{
  return list_comments (library, article, audience, base, text, error);
}
