/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/attest-html.h"
#include "text/attest-render.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Whatever is on the clipboard becomes valid Markdown in which no tag, image or refused address is left. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) html = g_bytes_new (data, size);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (AttestDocument) document = NULL;
  g_autofree char *markdown = attest_html_to_markdown (html, NULL);
  g_autoptr (AttestRendering) rendering = NULL;
  AttestRenderOptions options = { .flags = ATTEST_RENDER_SOURCE_RANGES };

  if (markdown == NULL)
    return 0;
  g_assert_true (g_utf8_validate (markdown, -1, NULL));
  g_assert_null (strchr (markdown, '\r'));
  text = g_bytes_new (markdown, strlen (markdown));
  document = attest_document_new (text);
  rendering = attest_render (document, &options);
  for (guint i = 0; i < attest_rendering_get_warnings (rendering)->len; i++)
    {
      const AttestRenderWarning *warning = g_ptr_array_index (attest_rendering_get_warnings (rendering), i);

      g_assert_cmpint (warning->kind, !=, ATTEST_RENDER_RAW_HTML);
      g_assert_cmpint (warning->kind, !=, ATTEST_RENDER_REFUSED_LINK);
    }
  return 0;
}
