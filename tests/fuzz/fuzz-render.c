/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "text/attest-render-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_rendering (AttestDocument *document, AttestRenderFlags flags)
{
  AttestRenderOptions options = { .flags = flags, .id_prefix = "p-" };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  gsize length, html_length, text_length;
  const char *markdown = g_bytes_get_data (attest_document_get_markdown (document), &length);
  const char *html = attest_rendering_get_html (rendering, &html_length);
  const char *text = attest_rendering_get_text (rendering, &text_length);

  g_assert_true (g_utf8_validate (html, html_length, NULL));
  g_assert_true (g_utf8_validate (text, text_length, NULL));
  g_assert_null (strcasestr (html, "<script"));
  for (guint i = 0; i < rendering->runs->len; i++)
    {
      const AttestRun *run = &g_array_index (rendering->runs, AttestRun, i);

      g_assert_true (run->start < run->end && run->end <= length);
      g_assert_true (run->text_start < run->text_end && run->text_end <= text_length);
      if (run->verbatim)
        g_assert_cmpmem (
            markdown + run->start, run->end - run->start, text + run->text_start, run->text_end - run->text_start);
    }
}

/* Any valid UTF-8 is a document; what is shown is valid, inert, and stands where it says. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (AttestDocument) document = NULL;
  g_autoptr (GPtrArray) sentences = NULL;
  g_auto (GStrv) keys = NULL;

  if (!g_utf8_validate ((const char *) data, size, NULL))
    return 0;

  document = attest_document_new (bytes);
  check_rendering (document, ATTEST_RENDER_SOURCE_RANGES | ATTEST_RENDER_OMIT_TITLE);
  check_rendering (document, ATTEST_RENDER_FRAGMENT);
  keys = attest_document_dup_cited_keys (document);
  sentences = attest_document_dup_sentences (document);
  for (guint i = 0; i < sentences->len; i++)
    {
      const AttestSentence *sentence = g_ptr_array_index (sentences, i);

      g_assert_true (sentence->start <= sentence->end && sentence->end <= size);
      g_assert_true (g_utf8_validate (sentence->text, -1, NULL));
    }

  return 0;
}
