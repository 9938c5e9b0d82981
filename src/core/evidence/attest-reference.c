/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "evidence/attest-reference-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_KEY_LENGTH 200
#define MAX_DEPTH 32

/*
 * Entry:
 * @doi, @pmid: (nullable): of the item, the DOI in lower case
 * @generated: the item had no usable id, so its key is ours and may be changed to keep it unique
 *
 * Invariant of AttestReferences: the keys of the entries are distinct, match [A-Za-z0-9_-]+, and equal the `id` of their items.  Each list has items
 * of its own, since json-glib counts references of objects without regard for threads.
 */
typedef struct
{
  char *key;
  char *doi;
  char *pmid;
  JsonObject *item;
  gboolean generated;
} Entry;

struct _AttestReferences
{
  gatomicrefcount ref_count;
  GPtrArray *entries;
  GHashTable *by_key;
};

G_DEFINE_BOXED_TYPE (AttestReferences, attest_references, attest_references_ref, attest_references_unref)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->doi);
  g_free (entry->pmid);
  json_object_unref (entry->item);
  g_free (entry);
}

static AttestReferences *
new_empty (void)
{
  AttestReferences *self = g_new0 (AttestReferences, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

AttestReferences *
attest_references_ref (AttestReferences *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
attest_references_unref (AttestReferences *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* Not nested deeper than any reference is, and without a number that JSON cannot write again. */
static gboolean
can_be_written (JsonNode *node, guint depth)
{
  JsonObjectIter iterator;
  JsonNode *child;

  if (depth > MAX_DEPTH)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init (&iterator, json_node_get_object (node));
      while (json_object_iter_next (&iterator, NULL, &child))
        if (!can_be_written (child, depth + 1))
          return FALSE;
      return TRUE;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!can_be_written (json_array_get_element (array, i), depth + 1))
          return FALSE;
      return TRUE;
    }
  return json_node_get_value_type (node) != G_TYPE_DOUBLE || isfinite (json_node_get_double (node));
}

static JsonNode *copy_node (JsonNode *node);

static void
copy_member (JsonObject *copy, JsonObject *object, const char *name)
{
  json_object_set_member (copy, name, copy_node (json_object_get_member (object, name)));
}

/* A deep copy whose members stand in the order of their names. */
static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy = json_node_new (json_node_get_node_type (node));

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_object_new ();
      g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

      members = g_list_sort (members, (GCompareFunc) strcmp);
      for (GList *link = members; link; link = link->next)
        copy_member (object, json_node_get_object (node), link->data);
      json_node_take_object (copy, object);
      return copy;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_array_new ();
      JsonArray *source = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (source); i++)
        json_array_add_element (array, copy_node (json_array_get_element (source, i)));
      json_node_take_array (copy, array);
      return copy;
    }
  json_node_unref (copy);
  return json_node_copy (node);
}

static gboolean
is_usable_key (const char *key)
{
  gsize length = key ? strlen (key) : 0;

  if (length == 0 || length > MAX_KEY_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (key[i]) && key[i] != '_' && key[i] != '-')
      return FALSE;
  return TRUE;
}

static void
append_key_letters (GString *key, const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");

  for (const char *c = ascii; *c && key->len < 40; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (key, g_ascii_tolower (*c));
}

/* Author and year, else the first word of the title and the year. */
static char *
make_key (JsonObject *item)
{
  GString *key = g_string_new (NULL);
  g_autofree char *author = attest_reference_dup_first_author (item);
  g_autofree char *year = attest_reference_dup_year (item);

  if (author)
    append_key_letters (key, author);
  if (key->len == 0)
    {
      const char *title = attest_reference_get_text (item, "title");
      g_auto (GStrv) words = g_strsplit (title ? title : "", " ", 2);

      if (words[0])
        append_key_letters (key, words[0]);
    }
  if (key->len == 0)
    g_string_append (key, "reference");
  if (year)
    append_key_letters (key, year);

  return g_string_free (key, FALSE);
}

static char *
make_unique (AttestReferences *self, const char *key)
{
  g_autofree char *candidate = g_strdup (key);

  for (guint i = 2; g_hash_table_contains (self->by_key, candidate); i++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s-%u", key, i);
    }
  return g_steal_pointer (&candidate);
}

static JsonObject *
copy_item (JsonObject *item)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) copy = NULL;

  json_node_set_object (node, item);
  copy = copy_node (node);
  return json_node_dup_object (copy);
}

/* @item: (transfer full) */
static void
set_item (Entry *entry, JsonObject *item)
{
  g_autofree char *doi = attest_reference_dup_doi (item);

  g_clear_pointer (&entry->doi, g_free);
  g_clear_pointer (&entry->pmid, g_free);
  g_clear_pointer (&entry->item, json_object_unref);
  entry->doi = doi ? g_ascii_strdown (doi, -1) : NULL;
  entry->pmid = attest_reference_dup_pmid (item);
  entry->item = item;
}

static void
append_entry (AttestReferences *self, const char *key, JsonObject *item, gboolean generated)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = g_strdup (key);
  entry->generated = generated;
  json_object_set_string_member (item, "id", key);
  set_item (entry, item);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_key, entry->key, entry);
}

static Entry *
find_same_work (AttestReferences *self, JsonObject *item)
{
  g_autofree char *found = attest_reference_dup_doi (item);
  g_autofree char *doi = found ? g_ascii_strdown (found, -1) : NULL;
  g_autofree char *pmid = attest_reference_dup_pmid (item);

  for (guint i = 0; i < self->entries->len && (doi || pmid); i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (doi && entry->doi ? g_str_equal (doi, entry->doi) : pmid && entry->pmid && g_str_equal (pmid, entry->pmid))
        return entry;
    }
  return NULL;
}

/*
 * Adds one item by the rule of attest_references_merge(). The text cites keys, so an item that is there already keeps its key and only its
 * content is replaced. A placeholder knows nothing and so replaces nothing.
 */
static void
add_item (AttestReferences *self, const char *key, JsonObject *item, gboolean generated)
{
  Entry *entry = find_same_work (self, item);

  if (!entry && !generated)
    entry = g_hash_table_lookup (self->by_key, key);

  if (!entry)
    {
      g_autofree char *unique = make_unique (self, key);

      append_entry (self, unique, item, generated);
      return;
    }

  if (attest_reference_is_placeholder (item))
    {
      json_object_unref (item);
      return;
    }

  json_object_set_string_member (item, "id", entry->key);
  set_item (entry, item);
}

static gboolean
take_item (AttestReferences *self, JsonNode *node, guint number, GError **error)
{
  g_autofree char *key = NULL;
  gboolean generated;

  if (!JSON_NODE_HOLDS_OBJECT (node) || !can_be_written (node, 1))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   _ ("Item %u of the reference list is not a reference in CSL-JSON form."),
                   number);
      return FALSE;
    }

  key = attest_reference_dup_scalar (json_node_get_object (node), "id");
  generated = !is_usable_key (key);
  if (generated)
    {
      g_free (key);
      key = make_key (json_node_get_object (node));
    }
  add_item (self, key, json_node_dup_object (node), generated);
  return TRUE;
}

AttestReferences *
attest_references_new_from_json (const char *json, GError **error)
{
  g_autoptr (AttestReferences) self = new_empty ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  if (!json || json[strspn (json, " \t\r\n")] == '\0')
    return g_steal_pointer (&self);

  if (!g_utf8_validate (json, -1, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The reference list is not UTF-8 text."));
      return NULL;
    }

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, json, -1, &local_error))
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The reference list is not JSON: %s"), local_error->message);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (!root)
    return g_steal_pointer (&self);

  if (!JSON_NODE_HOLDS_ARRAY (root))
    return take_item (self, root, 1, error) ? g_steal_pointer (&self) : NULL;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    if (!take_item (self, json_array_get_element (json_node_get_array (root), i), i + 1, error))
      return NULL;
  return g_steal_pointer (&self);
}

guint
attest_references_get_length (AttestReferences *self)
{
  return self->entries->len;
}

const char *
attest_references_get_key (AttestReferences *self, guint index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);

  return ((Entry *) g_ptr_array_index (self->entries, index))->key;
}

JsonObject *
attest_references_get_item (AttestReferences *self, const char *key)
{
  Entry *entry = key ? g_hash_table_lookup (self->by_key, key) : NULL;

  return entry ? entry->item : NULL;
}

AttestReferences *
attest_references_select (AttestReferences *self, const char *const *keys)
{
  AttestReferences *selected = new_empty ();

  for (guint i = 0; keys && keys[i]; i++)
    {
      Entry *entry = g_hash_table_lookup (self->by_key, keys[i]);

      if (entry && !g_hash_table_contains (selected->by_key, keys[i]))
        append_entry (selected, entry->key, copy_item (entry->item), entry->generated);
    }
  return selected;
}

AttestReferences *
attest_references_merge (AttestReferences *self, AttestReferences *others)
{
  AttestReferences *merged = new_empty ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      append_entry (merged, entry->key, copy_item (entry->item), entry->generated);
    }
  for (guint i = 0; i < others->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (others->entries, i);

      add_item (merged, entry->key, copy_item (entry->item), entry->generated);
    }
  return merged;
}

char *
attest_references_to_json (AttestReferences *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) sorted = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    json_array_add_object_element (array, json_object_ref (((Entry *) g_ptr_array_index (self->entries, i))->item));
  json_node_set_array (list, array);

  /* The copy has its members in the order of their names, whatever order they came in. */
  sorted = copy_node (list);
  return json_to_string (sorted, FALSE);
}
