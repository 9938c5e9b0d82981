/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "evidence/attest-reference.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes are either refused or a list that is formatted as valid UTF-8 and reads back as itself. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autoptr (AttestReferences) references = attest_references_new_from_json (json, NULL);
  g_autoptr (AttestReferences) again = NULL;
  g_autoptr (AttestReferences) merged = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (!references)
    return 0;

  for (guint i = 0; i < attest_references_get_length (references); i++)
    {
      const char *key = attest_references_get_key (references, i);
      g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));

      g_assert_true (g_utf8_validate (text->plain, -1, NULL));
      g_assert_true (g_utf8_validate (text->html, -1, NULL));
      g_assert_null (strstr (text->html, "<script"));
    }

  written = attest_references_to_json (references);
  again = attest_references_new_from_json (written, NULL);
  g_assert_nonnull (again);
  rewritten = attest_references_to_json (again);
  g_assert_cmpstr (written, ==, rewritten);
  merged = attest_references_merge (references, again);
  g_assert_cmpuint (attest_references_get_length (merged), >=, attest_references_get_length (references));
  return 0;
}
