/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-change-class.h"

#include <string.h>

#include "text/attest-change-private.h"
#include "text/attest-comparison.h"
#include "text/attest-diff-private.h"
#include "text/attest-document.h"
#include "text/attest-drug-names.h"
#include "text/attest-render.h"

/* One of the two texts that are compared. */
typedef struct
{
  GBytes *bytes;
  const char *text;
  gsize length;
  AttestDocument *document;
} Side;

static void
side_init (Side *self, GBytes *markdown)
{
  self->bytes = markdown;
  self->text = g_bytes_get_data (markdown, &self->length);
  self->document = attest_document_new (markdown);
}

static void
side_clear (Side *self)
{
  g_clear_pointer (&self->document, attest_document_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static const char *const class_names[] = {
  [ATTEST_CHANGE_NONE] = "none",
  [ATTEST_CHANGE_TYPOGRAPHY] = "typography",
  [ATTEST_CHANGE_WORDS] = "words",
  [ATTEST_CHANGE_SAFETY] = "safety",
};

const char *
attest_change_class_to_string (AttestChangeClass change)
{
  g_return_val_if_fail (change < G_N_ELEMENTS (class_names), NULL);

  return class_names[change];
}

/* By the number of the bit. */
static const char *const touched_names[] = { "number", "unit", "drug", "negation", "citation", "picture", "language" };

GStrv
attest_touched_dup_names (AttestTouched touched)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (touched_names); i++)
    if (touched & (1u << i))
      g_strv_builder_add (builder, touched_names[i]);

  return g_strv_builder_end (builder);
}

AttestTouched
attest_touched_from_names (const char *const *names)
{
  AttestTouched touched = ATTEST_TOUCHED_NOTHING;

  for (guint i = 0; i < G_N_ELEMENTS (touched_names); i++)
    if (g_strv_contains (names, touched_names[i]))
      touched |= 1u << i;

  return touched;
}

void
attest_text_change_free (AttestTextChange *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->edits);
  g_free (self);
}

/* ---- What one edit touches ---- */

static gboolean
is_white (const Side *side, gsize at)
{
  return g_unichar_isspace (g_utf8_get_char (side->text + at));
}

static gsize
get_previous (const Side *side, gsize at)
{
  return (gsize) (g_utf8_prev_char (side->text + at) - side->text);
}

static gsize
get_next (const Side *side, gsize at)
{
  return at + (gsize) g_utf8_skip[(guchar) side->text[at]];
}

static gboolean
is_same_character (const Side *one, gsize at, const Side *other, gsize other_at)
{
  return g_utf8_get_char (one->text + at) == g_utf8_get_char (other->text + other_at);
}

/* A word that is longer than this is none, and a script without spaces would go on for ever. */
#define LONGEST_WORD 64

static gboolean
ends_word (const Side *side, gsize at)
{
  return is_white (side, at) || attest_word_is_unspaced (side->text, at, side->length);
}

/* To whole words of either text: of "can’t" that becomes "can" a diff says only what is gone. What both sides have before and after is the same. */
static void
widen (const Side *old_side, const Side *new_side, AttestTextEdit *edit)
{
  for (guint i = 0; i < LONGEST_WORD && edit->old_start > 0 && edit->new_start > 0; i++)
    {
      gsize old_at = get_previous (old_side, edit->old_start);
      gsize new_at = get_previous (new_side, edit->new_start);

      if (ends_word (old_side, old_at) || !is_same_character (old_side, old_at, new_side, new_at))
        break;
      edit->old_start = old_at;
      edit->new_start = new_at;
    }
  for (guint i = 0; i < LONGEST_WORD && edit->old_end < old_side->length && edit->new_end < new_side->length; i++)
    {
      if (ends_word (old_side, edit->old_end) || !is_same_character (old_side, edit->old_end, new_side, edit->new_end))
        break;
      edit->old_end = get_next (old_side, edit->old_end);
      edit->new_end = get_next (new_side, edit->new_end);
    }
}

static void
blank (GString *words, gsize start, gsize end)
{
  for (gsize i = start; i < MIN (end, words->len); i++)
    words->str[i] = ' ';
}

/* Returns: the number of the first citation that ends after @start */
static guint
find_citation (GPtrArray *citations, gsize start)
{
  guint low = 0;
  guint high = citations->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const AttestCitation *citation = g_ptr_array_index (citations, middle);

      if (citation->end > start)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static void
blank_citations (const Side *side, gsize start, GString *words)
{
  GPtrArray *citations = attest_document_get_citations (side->document);

  for (guint i = find_citation (citations, start); i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      if (citation->start >= start + words->len)
        break;
      blank (words, MAX (citation->start, start) - start, citation->end - start);
    }
}

/* Returns: where the number of a list's item ends that begins a line at @line; @line where there is none */
static gsize
skip_list_number (const Side *side, gsize line)
{
  gsize number = line;
  gsize end;

  while (number < side->length && (side->text[number] == ' ' || side->text[number] == '>'))
    number++;
  for (end = number; end < side->length && g_ascii_isdigit (side->text[end]);)
    end++;
  return end > number && end + 1 < side->length && strchr (".)", side->text[end]) != NULL && side->text[end + 1] == ' '
             ? end
             : line;
}

static gsize
find_line (const Side *side, gsize at)
{
  const char *before = at > 0 ? memrchr (side->text, '\n', at) : NULL;

  return before != NULL ? (gsize) (before - side->text) + 1 : 0;
}

/* The page numbers a list's items anew after the first; any other line that begins so is what it seems. @line: where a line begins */
static void
blank_list_number (const Side *side, gsize line, gsize start, GString *words)
{
  gsize end = skip_list_number (side, line);
  gsize previous = line > 0 ? find_line (side, line - 1) : 0;

  if (end > start && line > 0 && end > line && skip_list_number (side, previous) > previous)
    blank (words, MAX (line, start) - start, end - start);
}

static void
blank_list_numbers (const Side *side, gsize start, GString *words)
{
  gsize end = start + words->len;
  gsize line = start;

  /* An edit is of whole words, so it begins in front of such a number or behind it. */
  while (line > 0 && (side->text[line - 1] == ' ' || side->text[line - 1] == '>') && start - line < LONGEST_WORD)
    line--;
  if (line > 0 && side->text[line - 1] != '\n')
    {
      const char *next = memchr (side->text + start, '\n', end - start);

      line = next != NULL ? (gsize) (next - side->text) + 1 : end;
    }
  while (line < end)
    {
      const char *next = memchr (side->text + line, '\n', end - line);

      blank_list_number (side, line, start, words);
      line = next != NULL ? (gsize) (next - side->text) + 1 : end;
    }
}

static void
blank_pictures (GString *words)
{
  for (char *found = words->str; (found = strstr (found, "asset:")) != NULL;)
    {
      gsize start = (gsize) (found - words->str);
      gsize length = strlen ("asset:") + strspn (found + strlen ("asset:"), "0123456789abcdef");

      blank (words, start, start + length);
      found += length;
    }
}

/* The words of a passage without what stands for something else than it says. */
static GString *
dup_words (const Side *side, gsize start, gsize end)
{
  GString *words = g_string_new_len (side->text + start, (gssize) (end - start));

  blank_citations (side, start, words);
  blank_list_numbers (side, start, words);
  blank_pictures (words);
  return words;
}

static void
append_folded (GString *list, const char *word, gsize length)
{
  g_autofree char *folded = g_utf8_casefold (word, (gssize) length);

  g_string_append_printf (list, "%s\n", folded);
}

static GString *
list_drugs (const Side *side, gsize start, gsize end)
{
  g_autoptr (GArray) names = attest_text_list_drug_names (side->text, side->length, start, end);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const AttestDrugName *name = &g_array_index (names, AttestDrugName, i);

      append_folded (list, side->text + name->start, name->end - name->start);
    }
  return list;
}

/* Units that stand without a number of their own: "twice a day". Letters alone are no units here. */
static GString *
list_bare_units (const GString *words)
{
  GString *list = g_string_new (NULL);

  for (gsize at = 0, end; at < words->len; at = end)
    {
      end = attest_word_next (words->str, words->len, at);
      if (end - at > 1 && attest_text_is_unit (words->str + at, end - at))
        append_folded (list, words->str + at, end - at);
    }
  return list;
}

static GString *
list_citations (const Side *side, gsize start, gsize end)
{
  GPtrArray *citations = attest_document_get_citations (side->document);
  GString *list = g_string_new (NULL);

  for (guint i = find_citation (citations, start); i < citations->len; i++)
    {
      const AttestCitation *citation = g_ptr_array_index (citations, i);

      if (citation->start >= end)
        break;
      for (guint j = 0; j < citation->keys->len; j++)
        {
          const AttestCitedKey *key = g_ptr_array_index (citation->keys, j);

          g_string_append_printf (list, "%s %s\n", key->key, key->locator != NULL ? key->locator : "");
        }
    }
  return list;
}

static GString *
list_pictures (const Side *side, gsize start, gsize end)
{
  g_autofree char *words = g_strndup (side->text + start, end - start);
  GString *list = g_string_new (NULL);

  for (const char *found = words; (found = strstr (found, "asset:")) != NULL;)
    {
      gsize length = strlen ("asset:") + strspn (found + strlen ("asset:"), "0123456789abcdef");

      g_string_append_len (list, found, (gssize) length);
      found += length;
    }
  return list;
}

/* Those that the page shows, however the text refers to them. */
static GString *
list_pictures_of (AttestRendering *rendering)
{
  gsize length;
  GString *list = g_string_new (NULL);

  for (const char *found = attest_rendering_get_html (rendering, &length); (found = strstr (found, "<img")) != NULL;)
    {
      gsize tag = strcspn (found, ">");

      g_string_append_len (list, found, (gssize) tag);
      g_string_append_c (list, '\n');
      found += tag;
    }
  return list;
}

static AttestTouched
compare_lists (GString *one, GString *other, AttestTouched differs)
{
  g_autofree char *first = g_string_free (one, FALSE);
  g_autofree char *second = g_string_free (other, FALSE);

  return g_str_equal (first, second) ? ATTEST_TOUCHED_NOTHING : differs;
}

static AttestTouched
compare_passages (const Side *old_side,
                  gsize old_start,
                  gsize old_end,
                  const Side *new_side,
                  gsize new_start,
                  gsize new_end)
{
  g_autoptr (GString) old_words = dup_words (old_side, old_start, old_end);
  g_autoptr (GString) new_words = dup_words (new_side, new_start, new_end);
  AttestTouched turned = attest_change_compare_turns (old_words->str, old_words->len, new_words->str, new_words->len)
                             ? ATTEST_TOUCHED_NEGATION
                             : ATTEST_TOUCHED_NOTHING;
  AttestTouched foreign = attest_change_is_foreign (old_words->str, old_words->len) ||
                                  attest_change_is_foreign (new_words->str, new_words->len)
                              ? ATTEST_TOUCHED_LANGUAGE
                              : ATTEST_TOUCHED_NOTHING;

  return turned | foreign |
         compare_lists (attest_change_list_numbers (old_words->str, old_words->len),
                        attest_change_list_numbers (new_words->str, new_words->len),
                        ATTEST_TOUCHED_NUMBER) |
         attest_text_compare_safety_tokens (old_words->str, old_words->len, new_words->str, new_words->len) |
         compare_lists (list_bare_units (old_words), list_bare_units (new_words), ATTEST_TOUCHED_UNIT) |
         compare_lists (list_drugs (old_side, old_start, old_end),
                        list_drugs (new_side, new_start, new_end),
                        ATTEST_TOUCHED_DRUG) |
         compare_lists (list_citations (old_side, old_start, old_end),
                        list_citations (new_side, new_start, new_end),
                        ATTEST_TOUCHED_CITATION) |
         compare_lists (list_pictures (old_side, old_start, old_end),
                        list_pictures (new_side, new_start, new_end),
                        ATTEST_TOUCHED_PICTURE);
}

static Side
side_of (AttestDocument *document)
{
  GBytes *bytes = attest_document_get_markdown (document);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return (Side) { bytes, text, length, document };
}

AttestTouched
attest_change_compare_passages (AttestDocument *one,
                                gsize start,
                                gsize end,
                                AttestDocument *other,
                                gsize other_start,
                                gsize other_end)
{
  const Side side = side_of (one);
  const Side other_side = side_of (other);

  return compare_passages (&side, start, end, &other_side, other_start, other_end);
}

/* ---- Collecting the edits ---- */

static gboolean
is_move (AttestPieceKind kind)
{
  return kind == ATTEST_PIECE_MOVED_AWAY || kind == ATTEST_PIECE_MOVED_HERE;
}

/* Those that overlap after they were widened are one. */
static void
add_edit (GArray *edits, const AttestTextEdit *edit)
{
  AttestTextEdit *last = edits->len > 0 ? &g_array_index (edits, AttestTextEdit, edits->len - 1) : NULL;

  if (last == NULL || (edit->old_start >= last->old_end && edit->new_start >= last->new_end))
    {
      g_array_append_vals (edits, edit, 1);
      return;
    }
  last->old_start = MIN (last->old_start, edit->old_start);
  last->new_start = MIN (last->new_start, edit->new_start);
  last->old_end = MAX (last->old_end, edit->old_end);
  last->new_end = MAX (last->new_end, edit->new_end);
  last->touched |= edit->touched;
  last->moved |= edit->moved;
}

static GArray *
collect_edits (const Side *old_side, const Side *new_side)
{
  g_autoptr (AttestComparison) comparison = attest_comparison_new (old_side->bytes, new_side->bytes);
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (AttestTextEdit));
  guint n_pieces, n_changes;
  const AttestPiece *pieces = attest_comparison_get_pieces (comparison, &n_pieces);
  const AttestChange *changes = attest_comparison_get_changes (comparison, &n_changes);

  for (guint i = 0; i < n_changes; i++)
    {
      const AttestPiece *first = &pieces[changes[i].first], *last = &pieces[changes[i].last];
      AttestTextEdit edit = { first->old_start, last->old_end, first->new_start, last->new_end, 0, FALSE };

      for (const AttestPiece *piece = first; piece <= last; piece++)
        edit.moved |= is_move (piece->kind);
      widen (old_side, new_side, &edit);
      add_edit (edits, &edit);
    }
  for (guint i = 0; i < edits->len; i++)
    {
      AttestTextEdit *edit = &g_array_index (edits, AttestTextEdit, i);

      edit->touched |=
          compare_passages (old_side, edit->old_start, edit->old_end, new_side, edit->new_start, edit->new_end);
    }

  return edits;
}

/* ---- Typography ---- */

/* What a form of writing says: all quotation marks of one kind are one, all dashes are hyphens. 0 for what is not seen. */
static gunichar
simplify (gunichar character)
{
  switch (character)
    {
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
      return '"';
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    case 0xad:
    case 0x200b:
    case 0x2060:
    case 0xfeff:
      return 0;
    default:
      return g_unichar_isspace (character) ? ' ' : character;
    }
}

/* Returns: the character at @at, which ends at *@after */
static gunichar
read_character (const char *at, const char **after)
{
  if (g_str_has_prefix (at, "&quot;"))
    {
      *after = at + strlen ("&quot;");
      return '"';
    }
  if (g_str_has_prefix (at, "&#39;"))
    {
      *after = at + strlen ("&#39;");
      return '\'';
    }
  *after = g_utf8_next_char (at);
  return g_utf8_get_char (at);
}

/* A page that is being written anew. @parted: whether a paragraph has just ended, so that one that begins now is another. */
typedef struct
{
  GString *text;
  gboolean parted;
} PlainPage;

/* Tags of emphasis say nothing, and those of a paragraph only where one follows another. Returns: the tag's end, @at where it stays */
static const char *
skip_tag (const char *at, PlainPage *page)
{
  static const char *const silent[] = { "<em>", "</em>", "<strong>", "</strong>", "<p>", "</p>", "<br />" };

  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    if (g_str_has_prefix (at, silent[i]))
      {
        if (g_str_equal (silent[i], "<br />"))
          g_string_append_c (page->text, ' ');
        if (g_str_equal (silent[i], "<p>") && page->parted)
          g_string_append_c (page->text, '\n');
        page->parted = g_str_equal (silent[i], "</p>");
        return at + strlen (silent[i]);
      }
  return at;
}

/* White space says where a word ends and no more, and beside a tag not even that. */
static void
append_plain (PlainPage *page, gunichar character)
{
  GString *text = page->text;
  char last = text->len > 0 ? text->str[text->len - 1] : '>';

  if (character == 0 || (character == ' ' && strchr (" \n>", last) != NULL))
    return;
  if (character == '<' && last == ' ')
    g_string_truncate (text, text->len - 1);
  if (character == 0x2026)
    g_string_append (text, "...");
  else
    g_string_append_unichar (text, character);
  page->parted = page->parted && character == ' ';
}

/* The text's page as it would be if all that is white space and typography were written in one way. */
static char *
dup_plain_page (const Side *side)
{
  g_autoptr (AttestRendering) rendering = attest_render (side->document, &(AttestRenderOptions) { 0 });
  gsize length;
  const char *html = attest_rendering_get_html (rendering, &length);
  PlainPage page = { g_string_sized_new (length), FALSE };
  gboolean is_code = FALSE;

  for (const char *at = html; *at != '\0';)
    {
      const char *after = is_code ? at : skip_tag (at, &page);
      gunichar character;

      if (after != at)
        {
          at = after;
          continue;
        }
      if (g_str_has_prefix (at, "<pre") || g_str_has_prefix (at, "</pre"))
        is_code = at[1] != '/';
      character = read_character (at, &at);
      if (is_code)
        g_string_append_unichar (page.text, character);
      else
        append_plain (&page, simplify (character));
    }
  return g_string_free (page.text, FALSE);
}

static gboolean
has_same_front_matter (const Side *one, const Side *other)
{
  gsize start = attest_document_get_body_start (one->document);

  return start == attest_document_get_body_start (other->document) && memcmp (one->text, other->text, start) == 0;
}

/* What has its words and another place: under another heading, struck out, in another column. And links and pictures, which have a place of their own to lead to. */
static AttestTouched
compare_pages (const Side *old_side, const Side *new_side)
{
  const AttestRenderOptions options = { 0 };
  g_autoptr (AttestRendering) old_page = attest_render (old_side->document, &options);
  g_autoptr (AttestRendering) new_page = attest_render (new_side->document, &options);
  gsize length;

  return attest_change_compare_places (attest_rendering_get_html (old_page, &length),
                                       attest_rendering_get_html (new_page, &length)) |
         compare_lists (list_pictures_of (old_page), list_pictures_of (new_page), ATTEST_TOUCHED_PICTURE);
}

/* All words of the source, those among them that no page shows. */
static GString *
list_words (const Side *side)
{
  g_autoptr (GString) text = g_string_new_len (side->text, (gssize) side->length);
  GString *list = g_string_sized_new (side->length);

  blank_list_numbers (side, 0, text);
  for (gsize at = 0, end; at < text->len; at = end)
    {
      end = attest_word_next (text->str, text->len, at);
      if (!attest_word_is_word (text->str, at, end))
        continue;
      for (const char *character = &text->str[at]; character < &text->str[end];
           character = g_utf8_next_char (character))
        {
          gunichar plain = simplify (g_utf8_get_char (character));

          if (plain != 0 && plain != ' ')
            g_string_append_unichar (list, plain);
        }
      g_string_append_c (list, '\n');
    }
  return list;
}

static gboolean
is_only_typography (const Side *old_side, const Side *new_side)
{
  g_autofree char *old_page = NULL;
  g_autofree char *new_page = NULL;

  if (!has_same_front_matter (old_side, new_side) ||
      compare_lists (list_words (old_side), list_words (new_side), ATTEST_TOUCHED_NUMBER) != ATTEST_TOUCHED_NOTHING)
    return FALSE;
  old_page = dup_plain_page (old_side);
  new_page = dup_plain_page (new_side);
  return g_str_equal (old_page, new_page);
}

AttestTextChange *
attest_text_change_new (GBytes *old_markdown, GBytes *new_markdown)
{
  g_auto (Side) old_side = { 0 };
  g_auto (Side) new_side = { 0 };
  AttestTextChange *self = NULL;
  AttestTouched elsewhere;

  g_return_val_if_fail (old_markdown != NULL, NULL);
  g_return_val_if_fail (new_markdown != NULL, NULL);

  self = g_new0 (AttestTextChange, 1);
  if (g_bytes_equal (old_markdown, new_markdown))
    {
      self->edits = g_array_new (FALSE, FALSE, sizeof (AttestTextEdit));
      return self;
    }
  side_init (&old_side, old_markdown);
  side_init (&new_side, new_markdown);
  self->edits = collect_edits (&old_side, &new_side);
  if (is_only_typography (&old_side, &new_side))
    {
      self->change = ATTEST_CHANGE_TYPOGRAPHY;
      for (guint i = 0; i < self->edits->len; i++)
        g_array_index (self->edits, AttestTextEdit, i).touched = ATTEST_TOUCHED_NOTHING;
      return self;
    }
  /* What stands elsewhere now does so by one of the edits, or by all of them together: nobody can say by which. */
  elsewhere = compare_pages (&old_side, &new_side);
  for (guint i = 0; i < self->edits->len; i++)
    {
      AttestTextEdit *edit = &g_array_index (self->edits, AttestTextEdit, i);

      edit->touched |= elsewhere;
      self->touched |= edit->touched;
    }
  self->change = self->touched != ATTEST_TOUCHED_NOTHING ? ATTEST_CHANGE_SAFETY : ATTEST_CHANGE_WORDS;

  return self;
}
