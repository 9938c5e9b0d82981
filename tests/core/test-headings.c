/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-headings.h"

static AttestDocument *
parse (const char *markdown)
{
  g_autoptr (GBytes) bytes = g_bytes_new (markdown, strlen (markdown));

  return attest_document_new (bytes);
}

static void
test_plain (void)
{
  g_autoptr (AttestDocument) document = parse (
      "---\ntitle: Sleep\n---\n# Do *naps* help?\n\nSome do.\n\n## When\n\n- Early\n\n### How long\n20 minutes.\n");
  g_autofree char *only = attest_document_dup_headings_only (document);

  g_assert_cmpstr (only, ==, "---\ntitle: Sleep\n---\n# Do *naps* help?\n\n## When\n\n### How long\n\n");
}

/* Whatever stands around the headings: the same levels with the same words, and no sentence left. */
static void
test_same_headings (void)
{
  static const char *const texts[] = {
    "",
    "No heading at all.\n",
    "One\n===\n\nText.\n\nTwo\nlines\n---\n\nText.\n",
    "> ## Quoted\n> text\n\n1. # In a list\n\n   - ### Deeper\n",
    "> Set in\n> a quotation\n> ===\n",
    "# A [link][ref] and a [@citation]\n\nText.\n\n[ref]: https://example.org\n",
    "## Closed ##\n\n#   Space   \n\n###### Six\n",
    "# 1. Not a list\n\n# - nor this\n\n# \\# nor that\n",
    "# `code` and <b>tags</b> & **strong**\n",
    "```\n# no heading\n```\n\n# Heading\n\n    # no heading\n",
    "# مرحبا بالعالم\n\nنص.\n\n## 睡眠\n",
    "#\n\n##\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AttestDocument) document = parse (texts[i]);
      g_autofree char *only = attest_document_dup_headings_only (document);
      g_autoptr (AttestDocument) again = parse (only);
      g_autoptr (GPtrArray) sentences = attest_document_dup_sentences (again);
      GPtrArray *wanted = attest_document_get_headings (document);
      GPtrArray *found = attest_document_get_headings (again);

      g_test_message ("%s", texts[i]);
      g_assert_cmpuint (sentences->len, ==, 0);
      g_assert_cmpuint (found->len, ==, wanted->len);
      for (guint k = 0; k < found->len; k++)
        {
          const AttestHeading *one = wanted->pdata[k];
          const AttestHeading *other = found->pdata[k];

          g_assert_cmpuint (other->level, ==, one->level);
          g_assert_cmpstr (other->text, ==, one->text);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text/headings/plain", test_plain);
  g_test_add_func ("/core/text/headings/same", test_same_headings);

  return g_test_run ();
}
