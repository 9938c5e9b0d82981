/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-comment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "review/attest-act-context.h"
#include "text/attest-document.h"
#include "text/attest-render.h"

/* Places that a message lists; more are counted. */
#define MOST_LISTED 5

/* Bytes of text around a place that a message shows. */
#define SHOWN_AROUND 24

/* The end of @quote at @at when it stands there; a run of white space in one matches any run in the other, since a page and its source break lines
 * in different places. */
static const char *
match_quote (const char *at, const char *end, const char *quote)
{
  while (*quote != '\0')
    {
      if (at >= end)
        return NULL;
      if (g_ascii_isspace (*quote) && g_ascii_isspace (*at))
        {
          while (g_ascii_isspace (*quote))
            quote++;
          while (at < end && g_ascii_isspace (*at))
            at++;
        }
      else if (*quote++ != *at++)
        return NULL;
    }

  return at;
}

static GArray *
find_all (const char *text, gsize length, const char *quote)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (AttestRange));
  const char *end = text + length;

  for (const char *at = text; at < end; at++)
    {
      const char *matched = match_quote (at, end, quote);

      if (matched != NULL)
        {
          AttestRange range = { (gsize) (at - text), (gsize) (matched - text) };

          g_array_append_val (ranges, range);
        }
    }

  return ranges;
}

/* Places in the rendered text, as the Markdown that made them; two places of one source (a heading and its entry elsewhere) are one. */
static GArray *
find_in_rendering (GBytes *markdown, const char *quote)
{
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) rendering = attest_render (document, &options);
  gsize length;
  const char *text = attest_rendering_get_text (rendering, &length);
  g_autoptr (GArray) found = find_all (text, length, quote);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (AttestRange));

  for (guint i = 0; i < found->len; i++)
    {
      const AttestRange *range = &g_array_index (found, AttestRange, i);
      const AttestRange *last = ranges->len > 0 ? &g_array_index (ranges, AttestRange, ranges->len - 1) : NULL;
      AttestRange source;

      if (attest_rendering_text_to_source (rendering, range->start, range->end, &source.start, &source.end) &&
          (last == NULL || last->start != source.start || last->end != source.end))
        g_array_append_val (ranges, source);
    }

  return ranges;
}

static void
append_place (GString *list, const char *text, gsize length, guint number, const AttestRange *range)
{
  gsize start = range->start > SHOWN_AROUND ? range->start - SHOWN_AROUND : 0;
  gsize end = MIN (range->end + SHOWN_AROUND, length);
  guint line = 1;
  g_autofree char *shown = NULL;

  while (start > 0 && ((guchar) text[start] & 0xc0) == 0x80)
    start--;
  while (end < length && ((guchar) text[end] & 0xc0) == 0x80)
    end++;
  for (gsize i = 0; i < range->start; i++)
    line += text[i] == '\n';
  shown = g_strndup (text + start, end - start);
  g_strdelimit (shown, "\n\t", ' ');
  /* Translators: one of several places of a quote: its number, its line, and the words around it */
  g_string_append_printf (list, _ ("\n%u: line %u, “%s”"), number, line, shown);
}

static gboolean
refuse_several (GBytes *markdown, const char *quote, const GArray *ranges, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (markdown, &length);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (ranges->len, MOST_LISTED); i++)
    append_place (list, text, length, i + 1, &g_array_index (ranges, AttestRange, i));
  if (ranges->len > MOST_LISTED)
    g_string_append (list, "\n…");
  g_set_error (error,
               ATTEST_REVIEW_ERROR,
               ATTEST_REVIEW_ERROR_AMBIGUOUS,
               _ ("“%s” stands in %u places; say which occurrence is meant:%s"),
               quote,
               ranges->len,
               list->str);

  return FALSE;
}

gboolean
attest_review_find_quote (GBytes *markdown,
                          const char *quote,
                          guint occurrence,
                          gsize *start,
                          gsize *end,
                          GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (markdown, &length);
  g_autofree char *words = quote != NULL ? g_strstrip (g_strdup (quote)) : NULL;
  g_autoptr (GArray) ranges = NULL;
  const AttestRange *range;

  if (words == NULL || words[0] == '\0' || !g_utf8_validate (words, -1, NULL))
    return attest_review_reject (error, _ ("The quote is empty or not valid UTF-8"));
  ranges = length > 0 ? find_all (text, length, words) : g_array_new (FALSE, FALSE, sizeof (AttestRange));
  if (ranges->len == 0)
    {
      g_array_unref (ranges);
      ranges = find_in_rendering (markdown, words);
    }
  if (ranges->len == 0)
    return attest_review_reject (error, _ ("“%s” is not in the text; quote its exact words"), words);
  if (occurrence == 0 && ranges->len > 1)
    return refuse_several (markdown, words, ranges, error);
  if (occurrence > ranges->len)
    return attest_review_reject (
        error, _ ("“%s” stands in %u places, so there is no occurrence %u"), words, ranges->len, occurrence);

  range = &g_array_index (ranges, AttestRange, occurrence > 0 ? occurrence - 1 : 0);
  *start = range->start;
  *end = range->end;

  return TRUE;
}
