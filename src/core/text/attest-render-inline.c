/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-render-private.h"

#include <string.h>

#define tag(self, literal) attest_output_append_literal (&(self)->html, literal)

/* One cited key on its way to the page. */
typedef struct
{
  const AttestCitedKey *key;
  guint number;
  guint order;
} Cited;

static guint
get_number (AttestWriter *self, const char *key)
{
  gpointer known;
  guint number;

  if (self->options->resolve_citation == NULL)
    return attest_document_get_key_number (self->document, key);

  known = g_hash_table_lookup (self->numbers, key);
  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  number = self->options->resolve_citation (key, self->options->user_data);
  g_hash_table_insert (self->numbers, (gpointer) key, GUINT_TO_POINTER (number + 1));

  return number;
}

static int
compare_cited_cb (gconstpointer one, gconstpointer other)
{
  const Cited *a = one, *b = other;
  guint first = a->number == 0 ? G_MAXUINT : a->number;
  guint second = b->number == 0 ? G_MAXUINT : b->number;

  if (first != second)
    return first < second ? -1 : 1;

  return a->order < b->order ? -1 : a->order > b->order;
}

static void
write_citation_id (AttestWriter *self, const Cited *cited)
{
  AttestCitationPlace place = { cited->key->key, 0 };

  place.occurrence = GPOINTER_TO_UINT (g_hash_table_lookup (self->occurrences, place.key)) + 1;
  g_hash_table_insert (self->occurrences, (gpointer) place.key, GUINT_TO_POINTER (place.occurrence));
  g_array_append_val (self->rendering->places, place);

  tag (self, " id=\"");
  attest_writer_add_id_prefix (self);
  tag (self, "citation-");
  attest_output_append (&self->html, place.key, strlen (place.key));
  tag (self, "-");
  attest_output_append_number (&self->html, place.occurrence);
  tag (self, "\"");
}

/* The label is English like the text around it; the page's language is not the interface's. */
static void
write_known (AttestWriter *self, const Cited *cited)
{
  char number[12];

  tag (self, "<a href=\"#");
  attest_writer_add_id_prefix (self);
  tag (self, "reference-");
  attest_output_append (&self->html, cited->key->key, strlen (cited->key->key));
  tag (self, "\"");
  write_citation_id (self, cited);
  tag (self, " aria-label=\"Reference ");
  attest_output_append_number (&self->html, cited->number);
  tag (self, "\">");
  g_snprintf (number, sizeof number, "%u", cited->number);
  attest_writer_show_run (self, number, strlen (number), cited->key->start, cited->key->end, FALSE);
  tag (self, "</a>");
  if (cited->key->locator != NULL)
    {
      attest_writer_show (self, " (", 2);
      attest_writer_show_run (
          self, cited->key->locator, strlen (cited->key->locator), cited->key->start, cited->key->end, FALSE);
      attest_writer_show (self, ")", 1);
    }
}

static void
write_unknown (AttestWriter *self, const Cited *cited)
{
  tag (self, "<span class=\"unknown-citation\" title=\"@");
  attest_output_append (&self->html, cited->key->key, strlen (cited->key->key));
  tag (self, "\">");
  attest_writer_show_run (self, "[?]", 3, cited->key->start, cited->key->end, FALSE);
  tag (self, "</span>");
}

/* How many keys from @cited on are shown as one range such as 1–3. Two numbers are a list, a locator stands alone. */
static guint
measure_range (const Cited *cited, guint count)
{
  guint length = 1;

  if (cited->number == 0 || cited->key->locator != NULL)
    return 1;
  while (length < count && cited[length].key->locator == NULL && cited[length].number == cited[0].number + length)
    length++;

  return length >= 3 ? length : 1;
}

static void
write_cited (AttestWriter *self, const Cited *cited, guint count)
{
  for (guint i = 0; i < count;)
    {
      guint range = measure_range (cited + i, count - i);

      if (i > 0)
        attest_writer_show (self, ", ", 2);
      if (cited[i].number == 0)
        {
          write_unknown (self, &cited[i++]);
          continue;
        }
      write_known (self, &cited[i]);
      if (range > 1)
        {
          /* Keys inside the range are not seen, but their references link back to here. */
          for (guint j = 1; j + 1 < range; j++)
            {
              tag (self, "<span");
              write_citation_id (self, &cited[i + j]);
              tag (self, "></span>");
            }
          attest_writer_show (self, "–", strlen ("–"));
          write_known (self, &cited[i + range - 1]);
        }
      i += range;
    }
}

void
attest_writer_write_citation (AttestWriter *self, const AttestToken *token)
{
  const AttestCitation *citation = g_ptr_array_index (attest_document_get_citations (self->document), token->number);
  g_autoptr (GArray) cited = g_array_sized_new (FALSE, FALSE, sizeof (Cited), citation->keys->len);
  const Cited *all = (const Cited *) (gconstpointer) cited->data;

  for (guint i = 0; i < citation->keys->len; i++)
    {
      Cited one = { g_ptr_array_index (citation->keys, i), 0, i };

      one.number = get_number (self, one.key->key);
      g_array_append_val (cited, one);
    }
  g_array_sort (cited, compare_cited_cb);

  all = (const Cited *) (gconstpointer) cited->data;
  tag (self, "<sup class=\"citation\">");
  write_cited (self, all, cited->len);
  tag (self, "</sup>");
}

void
attest_writer_write_plain (AttestWriter *self, guint index)
{
  for (guint i = index + 1; i < self->tokens[index].partner; i++)
    {
      const AttestToken *token = &self->tokens[i];

      if (token->kind == ATTEST_TOKEN_TEXT)
        attest_output_append_escaped (&self->html, token->text, token->length);
      else if (token->kind == ATTEST_TOKEN_SOFT_BREAK || token->kind == ATTEST_TOKEN_LINE_BREAK)
        attest_output_append_literal (&self->html, " ");
    }
}

static void
write_title (AttestWriter *self, const AttestToken *token)
{
  if (*token->title == '\0')
    return;
  tag (self, "\" title=\"");
  attest_output_append_escaped (&self->html, token->title, strlen (token->title));
}

static void
write_link (AttestWriter *self, const AttestToken *token)
{
  gboolean allowed = self->fragment || attest_is_allowed_link (token->text);

  if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
    {
      if (allowed)
        tag (self, "</a>");
      else
        tag (self, "</span>");
      return;
    }
  if (!allowed)
    {
      tag (self, "<span class=\"refused-link\">");
      attest_writer_warn (self, ATTEST_RENDER_REFUSED_LINK, token, token->text, token->length);
      return;
    }

  tag (self, "<a href=\"");
  if (!self->fragment && token->text[0] == '#')
    {
      tag (self, "#");
      attest_writer_add_id_prefix (self);
      attest_output_append_address (&self->html, token->text + 1, token->length - 1);
    }
  else if (!attest_is_dangerous_link (token->text))
    {
      attest_output_append_address (&self->html, token->text, token->length);
    }
  write_title (self, token);
  tag (self, "\">");
}

/* Returns: the index to go on after. */
static guint
write_image (AttestWriter *self, guint index)
{
  const AttestToken *token = &self->tokens[index];

  if (!self->fragment && attest_get_asset_hash (token->text) == NULL)
    {
      /* Its words are shown in its place; the end of the node closes the mark. */
      if ((token->flags & ATTEST_TOKEN_LEAVE) != 0)
        {
          tag (self, "</span>");
        }
      else
        {
          tag (self, "<span class=\"refused-image\">");
          attest_writer_warn (self, ATTEST_RENDER_REFUSED_IMAGE, token, token->text, token->length);
        }
      return index;
    }

  tag (self, "<img src=\"");
  if (!attest_is_dangerous_link (token->text))
    attest_output_append_address (&self->html, token->text, token->length);
  tag (self, "\" alt=\"");
  attest_writer_write_plain (self, index);
  write_title (self, token);
  tag (self, "\" />");

  return token->partner;
}

static void
write_footnote_reference (AttestWriter *self, const AttestToken *token)
{
  char number[12];

  tag (self, "<sup class=\"footnote-ref\"><a href=\"#");
  attest_writer_add_id_prefix (self);
  tag (self, "fn-");
  attest_output_append_address (&self->html, token->text, token->length);
  tag (self, "\" id=\"");
  attest_writer_add_id_prefix (self);
  tag (self, "fnref-");
  attest_output_append_address (&self->html, token->text, token->length);
  if (token->count > 1)
    {
      tag (self, "-");
      attest_output_append_number (&self->html, token->count);
    }
  tag (self, "\" data-footnote-ref>");
  g_snprintf (number, sizeof number, "%u", token->number);
  attest_writer_show_run (self, number, strlen (number), token->start, token->end, FALSE);
  tag (self, "</a></sup>");
}

static void
write_code (AttestWriter *self, const AttestToken *token, gboolean leaving)
{
  gsize length;
  const char *markdown = g_bytes_get_data (attest_document_get_markdown (self->document), &length);

  if (token->kind == ATTEST_TOKEN_CODE)
    {
      if (leaving)
        tag (self, "</code>");
      else
        tag (self, "<code>");
    }
  else if (!leaving)
    {
      attest_writer_warn (self, ATTEST_RENDER_RAW_HTML, token, markdown + token->start, token->end - token->start);
    }
}

void
attest_writer_write_inline (AttestWriter *self, guint *index)
{
  const AttestToken *token = &self->tokens[*index];
  gboolean leaving = (token->flags & ATTEST_TOKEN_LEAVE) != 0;

  switch (token->kind)
    {
    case ATTEST_TOKEN_TEXT:
      attest_writer_show_run (
          self, token->text, token->length, token->start, token->end, (token->flags & ATTEST_TOKEN_VERBATIM) != 0);
      break;
    case ATTEST_TOKEN_LINE_BREAK:
      tag (self, "<br />");
      attest_writer_show_run (self, "\n", 1, token->start, token->end, FALSE);
      break;
    case ATTEST_TOKEN_SOFT_BREAK:
      attest_writer_show_run (self, "\n", 1, token->start, token->end, FALSE);
      break;
    case ATTEST_TOKEN_CODE:
    case ATTEST_TOKEN_HTML_INLINE:
      write_code (self, token, leaving);
      break;
    case ATTEST_TOKEN_EMPHASIS:
      if (leaving)
        tag (self, "</em>");
      else
        tag (self, "<em>");
      break;
    case ATTEST_TOKEN_STRONG:
      if (leaving)
        tag (self, "</strong>");
      else
        tag (self, "<strong>");
      break;
    case ATTEST_TOKEN_STRIKETHROUGH:
      if (leaving)
        tag (self, "</del>");
      else
        tag (self, "<del>");
      break;
    case ATTEST_TOKEN_LINK:
      write_link (self, token);
      break;
    case ATTEST_TOKEN_IMAGE:
      *index = write_image (self, *index);
      break;
    case ATTEST_TOKEN_FOOTNOTE_REFERENCE:
      write_footnote_reference (self, token);
      break;
    case ATTEST_TOKEN_CITATION:
      if (!self->fragment && !leaving)
        {
          attest_writer_write_citation (self, token);
          *index = MAX (*index, token->partner);
        }
      break;
    default:
      g_assert_not_reached ();
    }
}
