/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tracked-text.h"

#include <string.h>

static TrackedBlock *
block_new (const char *text, gsize length)
{
  TrackedBlock *self = g_new0 (TrackedBlock, 1);

  self->text = g_string_new_len (text, length);
  self->retired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bytes = g_array_sized_new (FALSE, FALSE, sizeof (TrackedByte), length);
  return self;
}

void
tracked_block_free (TrackedBlock *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->bytes);
  g_hash_table_unref (self->retired);
  g_free (self);
}

/* Returns: the end of the block that begins at @start, the blank lines behind it included. Where a text has no blank line, its lines are its
 * paragraphs. */
static gsize
find_block_end (const char *text, gsize start, gboolean has_blank_lines)
{
  const char *end = strstr (text + start, has_blank_lines ? "\n\n" : "\n");
  gsize at = end ? (gsize) (end - text) : start + strlen (text + start);

  while (text[at] == '\n')
    at++;
  return at;
}

TrackedText *
tracked_text_new (const char *text)
{
  TrackedText *self = g_new0 (TrackedText, 1);
  gboolean has_blank_lines = strstr (text, "\n\n") != NULL;

  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) tracked_block_free);
  for (gsize start = 0, end; text[start]; start = end)
    {
      TrackedBlock *block;

      end = find_block_end (text, start, has_blank_lines);
      block = block_new (text + start, end - start);
      for (gsize at = start; at < end; at++)
        {
          TrackedByte byte = { at, TRACKED_NOWHERE, TRACKED_NOWHERE, FALSE };

          g_array_append_val (block->bytes, byte);
        }
      g_ptr_array_add (self->blocks, block);
    }
  return self;
}

void
tracked_text_free (TrackedText *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

char *
tracked_text_write (const TrackedText *self, GArray **bytes)
{
  GString *text = g_string_new (NULL);

  *bytes = g_array_new (FALSE, FALSE, sizeof (TrackedByte));
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const TrackedBlock *block = g_ptr_array_index (self->blocks, i);

      g_string_append_len (text, block->text->str, block->text->len);
      g_array_append_vals (*bytes, block->bytes->data, block->bytes->len);
    }
  return g_string_free (text, FALSE);
}

void
tracked_block_splice (TrackedBlock *self, gsize start, gsize length, const char *text)
{
  TrackedByte byte = { TRACKED_NOWHERE, TRACKED_NOWHERE, TRACKED_NOWHERE, FALSE };

  if (length > 0)
    {
      const TrackedByte *first = &g_array_index (self->bytes, TrackedByte, start);

      byte.instead = first->origin != TRACKED_NOWHERE ? first->origin : first->instead;
      byte.copy = first->copy;
      byte.is_altered = first->is_altered;
      g_array_remove_range (self->bytes, start, length);
    }
  g_string_erase (self->text, start, length);
  g_string_insert (self->text, start, text);
  for (gsize i = 0; text[i]; i++)
    g_array_insert_val (self->bytes, start + i, byte);
}

TrackedBlock *
tracked_block_copy (const TrackedBlock *self)
{
  TrackedBlock *copy = block_new (self->text->str, self->text->len);
  GHashTableIter iterator;
  gpointer word;

  g_hash_table_iter_init (&iterator, self->retired);
  while (g_hash_table_iter_next (&iterator, &word, NULL))
    g_hash_table_add (copy->retired, g_strdup (word));
  for (guint i = 0; i < self->bytes->len; i++)
    {
      const TrackedByte *other = &g_array_index (self->bytes, TrackedByte, i);
      TrackedByte byte = { TRACKED_NOWHERE,
                           TRACKED_NOWHERE,
                           other->origin != TRACKED_NOWHERE    ? other->origin
                           : other->instead != TRACKED_NOWHERE ? other->instead
                                                               : other->copy,
                           other->is_altered };

      g_array_append_val (copy->bytes, byte);
    }
  return copy;
}

TrackedBlock *
tracked_block_take (TrackedBlock *self, gsize start, gsize length)
{
  TrackedBlock *taken = block_new (self->text->str + start, length);

  g_array_append_vals (taken->bytes, &g_array_index (self->bytes, TrackedByte, start), length);
  g_array_remove_range (self->bytes, start, length);
  g_string_erase (self->text, start, length);
  return taken;
}

void
tracked_block_put (TrackedBlock *self, gsize at, TrackedBlock *other)
{
  g_string_insert_len (self->text, at, other->text->str, other->text->len);
  g_array_insert_vals (self->bytes, at, other->bytes->data, other->bytes->len);
  tracked_block_free (other);
}
