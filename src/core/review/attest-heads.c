/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-heads.h"

#include <glib/gi18n-lib.h>

#include "evidence/attest-reference.h"
#include "review/attest-save-private.h"

GPtrArray *
attest_review_list_heads (AttestLibrary *library, const char *article, const char *audience, GError **error)
{
  g_autoptr (GPtrArray) revisions = attest_library_list_revisions (library, article, audience, error);
  g_autoptr (GHashTable) parents = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *heads = NULL;

  if (revisions == NULL)
    return NULL;
  for (guint i = 0; i < revisions->len; i++)
    {
      const AttestRevision *revision = revisions->pdata[i];

      for (guint j = 0; revision->parents != NULL && revision->parents[j] != NULL; j++)
        g_hash_table_add (parents, revision->parents[j]);
    }
  heads = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_revision_free);
  for (guint i = revisions->len; i > 0; i--)
    {
      const AttestRevision *revision = revisions->pdata[i - 1];

      if (!g_hash_table_contains (parents, revision->id))
        g_ptr_array_add (heads, attest_revision_copy (revision));
    }

  return heads;
}

static gboolean
add_parted (AttestLibrary *library, const char *article, GPtrArray *parted, GError **error)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article, error);

  if (variants == NULL)
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];
      g_autoptr (GPtrArray) heads = attest_review_list_heads (library, article, variant->audience, error);

      if (heads == NULL)
        return FALSE;
      if (heads->len > 1)
        g_ptr_array_add (parted, attest_revision_copy (heads->pdata[0]));
    }

  return TRUE;
}

GPtrArray *
attest_review_list_parted (AttestLibrary *library, const char *const *articles, GError **error)
{
  g_autoptr (GPtrArray) parted = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_revision_free);

  for (; *articles != NULL; articles++)
    if (!add_parted (library, *articles, parted, error))
      return NULL;

  return g_steal_pointer (&parted);
}

/* A revision's parents come before it in the total order, so that one way back over all of them is enough. */
static GHashTable *
collect_ancestors (GPtrArray *revisions, const char *id)
{
  GHashTable *ancestors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (ancestors, g_strdup (id));
  for (guint i = revisions->len; i > 0; i--)
    {
      const AttestRevision *revision = revisions->pdata[i - 1];

      if (!g_hash_table_contains (ancestors, revision->id))
        continue;
      for (guint j = 0; revision->parents != NULL && revision->parents[j] != NULL; j++)
        g_hash_table_add (ancestors, g_strdup (revision->parents[j]));
    }

  return ancestors;
}

gboolean
attest_review_find_origin (AttestLibrary *library,
                           const AttestRevision *one,
                           const AttestRevision *other,
                           AttestRevision **origin,
                           GError **error)
{
  g_autoptr (GPtrArray) revisions = attest_library_list_revisions (library, one->article, one->audience, error);
  g_autoptr (GHashTable) of_one = NULL;
  g_autoptr (GHashTable) of_other = NULL;

  *origin = NULL;
  if (revisions == NULL)
    return FALSE;
  of_one = collect_ancestors (revisions, one->id);
  of_other = collect_ancestors (revisions, other->id);
  for (guint i = revisions->len; i > 0 && *origin == NULL; i--)
    {
      const AttestRevision *revision = revisions->pdata[i - 1];

      if (g_hash_table_contains (of_one, revision->id) && g_hash_table_contains (of_other, revision->id))
        *origin = attest_revision_copy (revision);
    }

  return TRUE;
}

/* ---- References ---- */

static void
add_items (JsonArray *items, AttestReferences *references, AttestReferences *unless)
{
  for (guint i = 0; i < attest_references_get_length (references); i++)
    {
      const char *key = attest_references_get_key (references, i);

      if (unless == NULL || attest_references_get_item (unless, key) == NULL)
        json_array_add_object_element (items, json_object_ref (attest_references_get_item (references, key)));
    }
}

char *
attest_review_dup_references_with (const char *references, const AttestRevision *revision, GError **error)
{
  g_autoptr (AttestReferences) known = attest_references_new_from_json (references, error);
  g_autoptr (AttestReferences) cited =
      known != NULL ? attest_references_new_from_json (revision->references, error) : NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  g_autoptr (AttestReferences) all = NULL;

  if (cited == NULL)
    return NULL;
  root = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (root, json_array_new ());
  add_items (json_node_get_array (root), known, NULL);
  add_items (json_node_get_array (root), cited, known);
  json = json_to_string (root, FALSE);
  all = attest_references_new_from_json (json, error);

  return all != NULL ? attest_references_to_json (all) : NULL;
}

/* ---- Saving ---- */

char *
attest_review_save_together (AttestLibrary *library,
                             const char *article,
                             const char *audience,
                             const char *actor,
                             GBytes *markdown,
                             const char *parent,
                             const char *joined,
                             const AttestLivePlace *places,
                             gsize n_places,
                             GError **error)
{
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (AttestArticle) found = NULL;
  g_autofree char *references = NULL;
  AttestSaveDetails told = { .places = places, .n_places = n_places, .joined = joined };

  g_return_val_if_fail (parent != NULL && joined != NULL, NULL);

  revision = attest_library_load_revision (library, joined, error);
  found = revision != NULL ? attest_library_find_article (library, article, error) : NULL;
  references = found != NULL ? attest_review_dup_references_with (found->references, revision, error) : NULL;
  if (references == NULL)
    return NULL;
  told.references = references;

  return attest_save_revision (library, article, audience, actor, markdown, parent, &told, error);
}
