/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-private.h"

#include <string.h>

#include "text/attest-render.h"

#define ASSET_START "<img src=\"asset:"

/* Pictures that a browser shows and that can neither run nor load anything. */
static const char *
get_picture_type (const guint8 *data, gsize length)
{
  if (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (length >= 6 && (memcmp (data, "GIF87a", 6) == 0 || memcmp (data, "GIF89a", 6) == 0))
    return "image/gif";
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

/* A picture that is not there, or is none, leaves its description. */
static void
append_picture (GString *html, AttestLibrary *library, const char *hash)
{
  g_autoptr (GBytes) content = attest_library_load_content (library, hash, NULL);
  gsize length = 0;
  const guint8 *data = content ? g_bytes_get_data (content, &length) : NULL;
  const char *type = data ? get_picture_type (data, length) : NULL;
  g_autofree char *encoded = type ? g_base64_encode (data, length) : NULL;

  if (encoded)
    g_string_append_printf (html, "data:%s;base64,%s", type, encoded);
  else
    g_string_append (html, "data:,");
}

/* The renderer writes `<img src="asset:` for pictures of the library and nowhere else: text and attributes have their quotes escaped. */
static void
append_with_pictures (GString *html, AttestLibrary *library, const char *rendered)
{
  const char *asset;

  while ((asset = strstr (rendered, ASSET_START)))
    {
      const char *hash = asset + strlen (ASSET_START);
      g_autofree char *name = g_strndup (hash, strspn (hash, "0123456789abcdef"));

      g_string_append_len (html, rendered, asset - rendered);
      g_string_append (html, "<img src=\"");
      append_picture (html, library, name);
      rendered = hash + strlen (name);
      rendered += strcspn (rendered, "\"");
    }
  g_string_append (html, rendered);
}

static guint
resolve_citation (const char *key, gpointer user_data)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (user_data, key));
}

static GHashTable *
number_references (AttestReferences *references)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < attest_references_get_length (references); i++)
    g_hash_table_insert (numbers, (gpointer) attest_references_get_key (references, i), GUINT_TO_POINTER (i + 1));
  return numbers;
}

static void
append_back_links (GString *html, AttestRendering *rendering, const char *key, guint number)
{
  g_auto (GStrv) ids = attest_rendering_dup_citation_ids (rendering, key);

  for (guint i = 0; ids[i]; i++)
    {
      g_autofree char *id = attest_escape_html (ids[i], -1);

      g_string_append_printf (
          html,
          " <a class=\"back\" href=\"#%s\" aria-label=\"Back to citation %u of reference %u\">↑%s</a>",
          id,
          i + 1,
          number,
          ids[1] ? (const char *[]) { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" }[i % 10] : "");
    }
}

static void
append_references (GString *html,
                   const AttestPageText *text,
                   AttestRendering *rendering,
                   const char *prefix,
                   guint level)
{
  if (attest_references_get_length (text->references) == 0)
    return;

  g_string_append_printf (
      html,
      "<section class=\"references\" lang=\"en\" dir=\"ltr\" aria-labelledby=\"references-of.%s\">\n<h%u "
      "id=\"references-of.%s\">References</h%u>\n<ol>\n",
      text->id,
      level,
      text->id,
      level);
  for (guint i = 0; i < attest_references_get_length (text->references); i++)
    {
      const char *key = attest_references_get_key (text->references, i);
      AttestReferenceText *reference = g_ptr_array_index (text->formatted, i);

      g_string_append_printf (
          html, "<li id=\"%sreference-%s\"><span dir=\"auto\">%s</span>", prefix, key, reference->html);
      append_back_links (html, rendering, key, i + 1);
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ol>\n</section>\n");
}

void
attest_page_write_text (GString *html, const AttestPageFacts *facts, const AttestPageText *text, guint heading_offset)
{
  g_autofree char *prefix = g_strconcat (text->id, ".", NULL);
  g_autofree char *language = attest_page_dup_language (text->revision->language);
  g_autoptr (GHashTable) numbers = number_references (text->references);
  AttestRenderOptions options = { ATTEST_RENDER_OMIT_TITLE, prefix, heading_offset, resolve_citation, numbers };
  g_autoptr (AttestRendering) rendering = attest_render (text->document, &options);
  const char *rendered = attest_rendering_get_html (rendering, NULL);

  /* The page has one first heading, its own; a text that has more of them goes one level down. */
  if (heading_offset == 0 && strstr (rendered, "<h1"))
    {
      options.heading_offset = 1;
      attest_rendering_unref (rendering);
      rendering = attest_render (text->document, &options);
      rendered = attest_rendering_get_html (rendering, NULL);
    }

  g_string_append_printf (html, "<div class=\"prose\" lang=\"%s\">\n", language);
  append_with_pictures (html, facts->library, rendered);
  g_string_append (html, "</div>\n");
  append_references (html, text, rendering, prefix, heading_offset + 2);
}
