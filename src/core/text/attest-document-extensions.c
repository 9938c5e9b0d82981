/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-document-extensions.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

void
attest_extensions_attach (cmark_parser *parser)
{
  static const char *const names[] = { "table", "strikethrough", "autolink", "tasklist" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      cmark_syntax_extension *extension = cmark_find_syntax_extension (names[i]);

      if (extension != NULL)
        cmark_parser_attach_syntax_extension (parser, extension);
    }
}

/* The library exports no names for these kinds, so a sample is asked for them. */
static void
find_node_types (AttestExtensions *self)
{
  const char *sample = "|a|\n|-|\n|~~b~~|\n";
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  cmark_node *root;
  cmark_iter *iter;

  attest_extensions_attach (parser);
  cmark_parser_feed (parser, sample, strlen (sample));
  root = cmark_parser_finish (parser);
  cmark_parser_free (parser);

  iter = cmark_iter_new (root);
  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      const char *name = cmark_node_get_type_string (node);
      cmark_node_type type = cmark_node_get_type (node);

      if (g_str_equal (name, "table"))
        self->table = type;
      else if (g_str_equal (name, "table_row") || g_str_equal (name, "table_header"))
        self->table_row = type;
      else if (g_str_equal (name, "table_cell"))
        self->table_cell = type;
      else if (g_str_equal (name, "strikethrough"))
        self->strikethrough = type;
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
}

const AttestExtensions *
attest_extensions_get (void)
{
  static AttestExtensions extensions;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      cmark_gfm_core_extensions_ensure_registered ();
      find_node_types (&extensions);
      g_once_init_leave (&ready, 1);
    }

  return &extensions;
}
