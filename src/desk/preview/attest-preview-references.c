/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-references.h"

#include <glib/gi18n.h>

char *
attest_preview_dup_references (AttestDocument *document, AttestReferences *references)
{
  g_auto (GStrv) keys = attest_document_dup_cited_keys (document);
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = 0; references != NULL && keys[i] != NULL; i++)
    {
      JsonObject *item = attest_references_get_item (references, keys[i]);
      g_autoptr (AttestReferenceText) text = item != NULL ? attest_reference_format (item) : NULL;

      if (text != NULL)
        g_string_append_printf (html, "<li id=\"reference-%s\">%s</li>", keys[i], text->html);
    }
  if (html->len == 0)
    return NULL;
  return g_strdup_printf ("<h2>%s</h2><ol>%s</ol>", _ ("References"), html->str);
}
