/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>

#include "evidence/attest-reference.h"

/* One placeholder for each number that stands in the text, in the order of the numbers. */
static char *
make_placeholders (GPtrArray *blocks)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint highest = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      AttestImportBlock *block = g_ptr_array_index (blocks, i);

      for (guint j = 0; j < block->numbers->len; j++)
        {
          AttestImportNumber *number = g_ptr_array_index (block->numbers, j);

          for (guint k = 0; k < number->numbers->len; k++)
            {
              guint value = g_array_index (number->numbers, guint, k);

              g_hash_table_add (seen, GUINT_TO_POINTER (value));
              highest = MAX (highest, value);
            }
        }
    }
  if (highest == 0)
    return NULL;

  for (guint i = 1; i <= highest; i++)
    if (g_hash_table_contains (seen, GUINT_TO_POINTER (i)))
      {
        g_autofree char *key = g_strdup_printf ("ref-%u", i);

        json_array_add_object_element (array, attest_reference_new_placeholder (key, i));
      }
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}

void
attest_import_convert_pasted (AttestImported *self, const char *name, const char *text)
{
  g_autoptr (GPtrArray) lines = attest_import_lines_new (text);
  g_autoptr (GPtrArray) blocks = NULL;
  char *markdown;

  attest_import_find_furniture (self, lines);
  attest_import_find_disclaimer (self, lines);
  blocks = attest_import_blocks_new (self, lines);
  attest_import_find_numbers (self, blocks);
  if (!self->title)
    {
      self->title = attest_import_title_from_name (name);
      attest_import_warn (
          self, "title", g_strdup_printf (_ ("“%s” does not begin with a title, so its name became one."), name));
    }
  self->references = make_placeholders (blocks);
  markdown = attest_import_write (self, blocks);
  self->markdown = g_bytes_new_take (markdown, strlen (markdown));
}
