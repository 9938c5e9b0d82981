/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"

#include <glib/gi18n-lib.h>

void
attest_check_unused_reference (const AttestCheckInput *input, GPtrArray *findings)
{
  g_auto (GStrv) cited = attest_document_dup_cited_keys (input->document);
  gsize end = g_bytes_get_size (attest_document_get_markdown (input->document));

  for (guint i = 0; input->references && i < attest_references_get_length (input->references); i++)
    {
      const char *key = attest_references_get_key (input->references, i);

      if (!g_strv_contains ((const char *const *) cited, key))
        attest_check_report (findings,
                             input,
                             "unused-reference",
                             ATTEST_SEVERITY_WARNING,
                             end,
                             end,
                             g_strdup_printf (_ ("The reference “%s” is not cited in this text."), key));
    }
}
