/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document.h"

#include "text/attest-document-private.h"
#include "text/attest-front-matter.h"

#include <string.h>

struct _AttestDocument
{
  gatomicrefcount references;
  AttestTokenList list;
  AttestFrontMatter *front_matter;
  char *front_matter_error;
  GPtrArray *headings;
  GHashTable *key_numbers; /* cited key to its place in order of first citation */
  char *title;
  guint title_token;
};

G_DEFINE_BOXED_TYPE (AttestDocument, attest_document, attest_document_ref, attest_document_unref)

static void
free_heading (AttestHeading *heading)
{
  g_free (heading->text);
  g_free (heading->id);
  g_free (heading);
}

static char *
collapse_spaces (GString *text)
{
  g_autoptr (GString) collapsed = g_string_sized_new (text->len);

  for (const char *c = text->str; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (collapsed, *c);
    else if (collapsed->len > 0 && collapsed->str[collapsed->len - 1] != ' ')
      g_string_append_c (collapsed, ' ');
  if (collapsed->len > 0 && collapsed->str[collapsed->len - 1] == ' ')
    g_string_truncate (collapsed, collapsed->len - 1);

  return g_string_free_and_steal (g_steal_pointer (&collapsed));
}

/* What a node says, without its citations and footnote marks. */
static char *
collect_plain_text (AttestDocument *self, guint index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint end = g_array_index (self->list.tokens, AttestToken, index).partner;

  for (guint i = index + 1; i < end; i++)
    {
      const AttestToken *token = &g_array_index (self->list.tokens, AttestToken, i);

      switch (token->kind)
        {
        case ATTEST_TOKEN_TEXT:
          g_string_append_len (text, token->text, token->length);
          break;
        case ATTEST_TOKEN_SOFT_BREAK:
        case ATTEST_TOKEN_LINE_BREAK:
          g_string_append_c (text, ' ');
          break;
        case ATTEST_TOKEN_CITATION:
          i = MAX (i, token->partner);
          break;
        default:
          break;
        }
    }

  return collapse_spaces (text);
}

/* The id of a heading as links write it: lower case, hyphens for spaces, nothing but letters, digits, `-` and `_`. Ids that the page gives
 * to footnotes and references are kept free. */
static char *
make_slug (const char *text)
{
  static const char *const taken[] = { "fn-", "fnref-", "reference-", "citation-" };
  g_autoptr (GString) slug = g_string_new (NULL);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isalnum (character) || g_unichar_ismark (character) || character == '_' || character == '-')
        g_string_append_unichar (slug, character);
      else if (character == ' ')
        g_string_append_c (slug, '-');
    }
  if (slug->len == 0)
    g_string_append (slug, "section");
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (g_str_has_prefix (slug->str, taken[i]))
      {
        g_string_prepend (slug, "section-");
        break;
      }

  return g_string_free_and_steal (g_steal_pointer (&slug));
}

/* Makes the id unique; @used maps each id to how often it was asked for, so that a thousand equal headings stay cheap. */
static char *
make_unique (GHashTable *used, char *slug)
{
  g_autofree char *wanted = slug;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (used, wanted));
  char *id = g_strdup (wanted);

  while (g_hash_table_contains (used, id))
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", wanted, count++);
    }
  g_hash_table_replace (used, g_strdup (wanted), GUINT_TO_POINTER (MAX (count, 1)));
  g_hash_table_replace (
      used, g_strdup (id), GUINT_TO_POINTER (MAX (1, GPOINTER_TO_UINT (g_hash_table_lookup (used, id)))));

  return id;
}

static void
collect_headings (AttestDocument *self)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->list.tokens->len; i++)
    {
      AttestToken *token = &g_array_index (self->list.tokens, AttestToken, i);
      AttestHeading *heading;

      if (token->kind != ATTEST_TOKEN_HEADING || (token->flags & ATTEST_TOKEN_LEAVE) != 0)
        continue;
      heading = g_new0 (AttestHeading, 1);
      heading->level = token->level;
      heading->start = token->start;
      heading->end = token->end;
      heading->text = collect_plain_text (self, i);
      heading->id = make_unique (used, make_slug (heading->text));
      token->number = self->headings->len;
      g_ptr_array_add (self->headings, heading);
      if (self->title_token == G_MAXUINT && heading->level == 1)
        self->title_token = i;
    }
}

/* The title is the front matter's; the first level-1 heading says it too if it is the same, or if there is no other title. */
static void
choose_title (AttestDocument *self)
{
  const char *title = attest_document_get_front_matter (self, "title");
  const char *heading = NULL;

  if (self->title_token != G_MAXUINT)
    {
      guint index = g_array_index (self->list.tokens, AttestToken, self->title_token).number;

      heading = ((AttestHeading *) g_ptr_array_index (self->headings, index))->text;
    }
  if (title == NULL)
    {
      self->title = heading != NULL && *heading != '\0' ? g_strdup (heading) : NULL;
    }
  else
    {
      g_autoptr (GString) text = g_string_new (title);
      g_autofree char *folded_title = NULL;
      g_autofree char *folded_heading = NULL;

      self->title = collapse_spaces (text);
      folded_title = g_utf8_casefold (self->title, -1);
      folded_heading = g_utf8_casefold (heading != NULL ? heading : "", -1);
      if (!g_str_equal (folded_title, folded_heading))
        self->title_token = G_MAXUINT;
    }
}

static void
number_keys (AttestDocument *self)
{
  for (guint i = 0; i < self->list.citations->len; i++)
    {
      AttestCitation *citation = g_ptr_array_index (self->list.citations, i);

      for (guint j = 0; j < citation->keys->len; j++)
        {
          AttestCitedKey *key = g_ptr_array_index (citation->keys, j);

          if (!g_hash_table_contains (self->key_numbers, key->key))
            g_hash_table_insert (
                self->key_numbers, key->key, GUINT_TO_POINTER (g_hash_table_size (self->key_numbers) + 1));
        }
    }
}

static AttestDocument *
create_document (GBytes *markdown, gboolean front_matter)
{
  AttestDocument *self = g_new0 (AttestDocument, 1);
  gsize length;
  const char *text = g_bytes_get_data (markdown, &length);

  g_atomic_ref_count_init (&self->references);
  self->list.markdown = g_bytes_ref (markdown);
  self->list.tokens = g_array_sized_new (FALSE, FALSE, sizeof (AttestToken), 16 + length / 16);
  self->list.citations = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_citation_free);
  self->list.store = g_string_chunk_new (1024);
  self->headings = g_ptr_array_new_with_free_func ((GDestroyNotify) free_heading);
  self->key_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->title_token = G_MAXUINT;

  if (front_matter && length > 0)
    self->front_matter = attest_front_matter_parse (text, length, &self->list.body_start, &self->front_matter_error);
  attest_token_list_parse (&self->list);
  collect_headings (self);
  choose_title (self);
  number_keys (self);

  return self;
}

AttestDocument *
attest_document_new (GBytes *markdown)
{
  g_return_val_if_fail (markdown != NULL, NULL);

  return create_document (markdown, TRUE);
}

AttestDocument *
attest_document_new_plain (GBytes *markdown)
{
  return create_document (markdown, FALSE);
}

AttestDocument *
attest_document_ref (AttestDocument *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
attest_document_unref (AttestDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->key_numbers);
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->list.citations);
  g_array_unref (self->list.tokens);
  g_string_chunk_free (self->list.store);
  g_bytes_unref (self->list.markdown);
  g_clear_pointer (&self->front_matter, attest_front_matter_free);
  g_free (self->front_matter_error);
  g_free (self->title);
  g_free (self);
}

GBytes *
attest_document_get_markdown (AttestDocument *self)
{
  return self->list.markdown;
}

gsize
attest_document_get_body_start (AttestDocument *self)
{
  return self->list.body_start;
}

const char *
attest_document_get_title (AttestDocument *self)
{
  return self->title;
}

const char *
attest_document_get_front_matter (AttestDocument *self, const char *name)
{
  return self->front_matter != NULL ? attest_front_matter_get_scalar (self->front_matter, name) : NULL;
}

const char *const *
attest_document_get_front_matter_list (AttestDocument *self, const char *name)
{
  return self->front_matter != NULL ? attest_front_matter_get_list (self->front_matter, name) : NULL;
}

const char *
attest_document_get_front_matter_json (AttestDocument *self, const char *name)
{
  return self->front_matter != NULL ? attest_front_matter_get_json (self->front_matter, name) : NULL;
}

const char *
attest_document_get_front_matter_error (AttestDocument *self)
{
  return self->front_matter_error;
}

GPtrArray *
attest_document_get_headings (AttestDocument *self)
{
  return self->headings;
}

GPtrArray *
attest_document_get_citations (AttestDocument *self)
{
  return self->list.citations;
}

GStrv
attest_document_dup_cited_keys (AttestDocument *self)
{
  guint count = g_hash_table_size (self->key_numbers);
  GStrv keys = g_new0 (char *, count + 1);
  GHashTableIter iter;
  gpointer key, number;

  g_hash_table_iter_init (&iter, self->key_numbers);
  while (g_hash_table_iter_next (&iter, &key, &number))
    keys[GPOINTER_TO_UINT (number) - 1] = g_strdup (key);

  return keys;
}

GStrv
attest_document_dup_asset_hashes (AttestDocument *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->list.tokens->len; i++)
    {
      const AttestToken *token = &g_array_index (self->list.tokens, AttestToken, i);
      const char *hash = token->kind == ATTEST_TOKEN_IMAGE ? attest_get_asset_hash (token->text) : NULL;

      if (hash != NULL && g_hash_table_add (seen, (gpointer) hash))
        g_strv_builder_add (builder, hash);
    }

  return g_strv_builder_end (builder);
}

const AttestToken *
attest_document_get_tokens (AttestDocument *self, guint *n_tokens)
{
  *n_tokens = self->list.tokens->len;

  return (const AttestToken *) (gconstpointer) self->list.tokens->data;
}

guint
attest_document_get_title_token (AttestDocument *self)
{
  return self->title_token;
}

guint
attest_document_get_key_number (AttestDocument *self, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->key_numbers, key));
}

const char *
attest_get_asset_hash (const char *url)
{
  const char *hash;

  if (!g_str_has_prefix (url, "asset:"))
    return NULL;
  hash = url + strlen ("asset:");

  return strspn (hash, "0123456789abcdef") == 64 && hash[64] == '\0' ? hash : NULL;
}
