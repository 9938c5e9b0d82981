/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"

#include <glib/gi18n-lib.h>

#include "record/attest-article.h"

void
attest_check_unused_reference (const AttestCheckInput *input, GPtrArray *findings)
{
  g_auto (GStrv) cited = attest_document_dup_cited_keys (input->document);
  gsize end = g_bytes_get_size (attest_document_get_markdown (input->document));

  for (guint i = 0; input->references && i < attest_references_get_length (input->references); i++)
    {
      const char *key = attest_references_get_key (input->references, i);

      /* The list is the article's, so a work that another text of it cites has its use. */
      if (!g_strv_contains ((const char *const *) cited, key) &&
          (!input->cited_elsewhere || !g_strv_contains (input->cited_elsewhere, key)))
        attest_check_report_about (findings,
                                   input,
                                   "unused-reference",
                                   ATTEST_SEVERITY_WARNING,
                                   end,
                                   key,
                                   g_strdup_printf (_ ("The reference “%s” is not cited in this text."), key));
    }
}

GStrv
attest_checks_dup_cited_elsewhere (AttestLibrary *library, const char *article, const char *audience)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (library, article, NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; variants && i < variants->len; i++)
    {
      AttestVariant *variant = g_ptr_array_index (variants, i);
      g_autoptr (AttestRevision) revision = NULL;
      g_autoptr (AttestReferences) references = NULL;

      if (!variant->newest || g_strcmp0 (variant->audience, audience) == 0)
        continue;
      revision = attest_library_load_revision (library, variant->newest, NULL);
      references = revision ? attest_references_new_from_json (revision->references, NULL) : NULL;
      for (guint j = 0; references && j < attest_references_get_length (references); j++)
        g_strv_builder_add (keys, attest_references_get_key (references, j));
    }
  return g_strv_builder_end (keys);
}
