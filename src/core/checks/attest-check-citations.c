/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"

#include <glib/gi18n-lib.h>

/* Calls @report for each key of each citation, in text order. */
static void
visit_keys (const AttestCheckInput *input,
            GPtrArray *findings,
            void (*report) (const AttestCheckInput *input, GPtrArray *findings, const AttestCitedKey *key))
{
  GPtrArray *citations = attest_document_get_citations (input->document);

  for (guint i = 0; i < citations->len; i++)
    {
      AttestCitation *citation = g_ptr_array_index (citations, i);

      for (guint j = 0; j < citation->keys->len; j++)
        report (input, findings, g_ptr_array_index (citation->keys, j));
    }
}

static JsonObject *
find_item (const AttestCheckInput *input, const char *key)
{
  return input->references ? attest_references_get_item (input->references, key) : NULL;
}

static void
report_placeholder (const AttestCheckInput *input, GPtrArray *findings, const AttestCitedKey *key)
{
  JsonObject *item = find_item (input, key->key);

  if (item && attest_reference_is_placeholder (item))
    attest_check_report (
        findings,
        input,
        "placeholder-citation",
        ATTEST_SEVERITY_WARNING,
        key->start,
        key->end,
        g_strdup_printf (_ ("“@%s” stands for a number in pasted text whose source is not named yet. Import the "
                            "reference under this key, or take the citation out."),
                         key->key));
}

static void
report_unknown (const AttestCheckInput *input, GPtrArray *findings, const AttestCitedKey *key)
{
  if (!find_item (input, key->key))
    attest_check_report (
        findings,
        input,
        "citation-without-reference",
        ATTEST_SEVERITY_ERROR,
        key->start,
        key->end,
        g_strdup_printf (_ ("No reference has the key “%s”. Import it, or correct the key."), key->key));
}

void
attest_check_placeholder_citation (const AttestCheckInput *input, GPtrArray *findings)
{
  visit_keys (input, findings, report_placeholder);
}

void
attest_check_citation_without_reference (const AttestCheckInput *input, GPtrArray *findings)
{
  visit_keys (input, findings, report_unknown);
}
