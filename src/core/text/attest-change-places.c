/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "text/attest-change-private.h"

#include <string.h>

#include "text/attest-diff.h"
#include "text/attest-drug-names.h"

/* Deeper than any list that a person reads. */
#define MOST_LEVELS 64

/* A page as it is read, tag by tag. @heading: the words of the last one; @tags: the open tags that say where a word stands; @tokens, @placed: the words that matter, one a line, the second with where they stand. */
typedef struct
{
  GString *heading;
  gboolean in_heading;
  GPtrArray *tags;
  guint silent;
  guint cell;
  GString *tokens;
  GString *placed;
  AttestTouched touched;
} Reader;

static gboolean
is_named (const char *tag, gsize length, const char *const *names)
{
  g_autofree char *name = g_strndup (tag, length);

  return g_strv_contains (names, name);
}

/* Those that say nothing of the place, or have no end. */
static gboolean
is_passed_over (const char *tag, gsize length)
{
  static const char *const names[] = {
    "em", "strong", "p", "br", "a", "img", "hr", "input", "thead", "tbody", "table", "section", NULL,
  };

  return is_named (tag, length, names);
}

static gboolean
is_heading (const char *tag, gsize length)
{
  return length == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

static void
open_tag (Reader *self, const char *tag, gsize length)
{
  if (is_heading (tag, length))
    {
      g_string_truncate (self->heading, 0);
      self->in_heading = TRUE;
    }
  if (length == 3 && strncmp (tag, "sup", 3) == 0)
    self->silent++;
  if (length == 2 && strncmp (tag, "tr", 2) == 0)
    self->cell = 0;
  if (length == 2 && (strncmp (tag, "td", 2) == 0 || strncmp (tag, "th", 2) == 0))
    self->cell++;
  if (!is_passed_over (tag, length) && self->tags->len < MOST_LEVELS)
    g_ptr_array_add (self->tags, is_heading (tag, length) ? g_strdup ("h") : g_strndup (tag, length));
}

static void
close_tag (Reader *self, const char *tag, gsize length)
{
  if (is_heading (tag, length))
    self->in_heading = FALSE;
  if (length == 3 && strncmp (tag, "sup", 3) == 0 && self->silent > 0)
    self->silent--;
  if (!is_passed_over (tag, length) && self->tags->len > 0)
    g_ptr_array_remove_index (self->tags, self->tags->len - 1);
}

/* Which of what harms a word says, without regard to its neighbours. */
static AttestTouched
look_at_word (const char *word, gsize length)
{
  g_autoptr (GString) numbers = attest_change_list_numbers (word, length);
  AttestTouched touched = attest_text_compare_safety_tokens (word, length, "", 0);

  if (numbers->len > 0)
    touched |= ATTEST_TOUCHED_NUMBER;
  if (length > 1 && attest_text_is_unit (word, length))
    touched |= ATTEST_TOUCHED_UNIT;
  if (attest_text_is_drug_name (word, length))
    touched |= ATTEST_TOUCHED_DRUG;
  return touched;
}

static void
read_text (Reader *self, const char *text, gsize length)
{
  for (gsize at = 0, end; at < length; at = end)
    {
      AttestTouched touched;

      end = attest_word_next (text, length, at);
      if (!attest_word_is_word (text, at, end))
        continue;
      if (self->in_heading)
        g_string_append_len (self->heading, text + at, (gssize) (end - at));
      touched = look_at_word (text + at, end - at);
      if (touched == ATTEST_TOUCHED_NOTHING)
        continue;
      g_string_append_len (self->tokens, text + at, (gssize) (end - at));
      g_string_append_c (self->tokens, '\n');
      g_string_append_printf (self->placed, "%u %u ", g_str_hash (self->heading->str), self->cell);
      for (guint i = 0; i < self->tags->len; i++)
        g_string_append_printf (self->placed, "%s ", (const char *) self->tags->pdata[i]);
      g_string_append_len (self->placed, text + at, (gssize) (end - at));
      g_string_append_c (self->placed, '\n');
      self->touched |= touched;
    }
}

static void
reader_init (Reader *self, const char *page)
{
  self->heading = g_string_new (NULL);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->tokens = g_string_new (NULL);
  self->placed = g_string_new (NULL);
  for (const char *at = page; *at != '\0';)
    {
      const char *end = at + strcspn (at, *at == '<' ? ">" : "<");

      if (*at != '<')
        {
          if (self->silent == 0)
            read_text (self, at, (gsize) (end - at));
          at = end;
          continue;
        }
      if (at[1] == '/')
        close_tag (self, at + 2, strcspn (at + 2, " >"));
      else
        open_tag (self, at + 1, strcspn (at + 1, " >"));
      at = *end != '\0' ? end + 1 : end;
    }
}

static void
reader_clear (Reader *self)
{
  g_string_free (self->heading, TRUE);
  g_ptr_array_unref (self->tags);
  g_string_free (self->tokens, TRUE);
  g_string_free (self->placed, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

AttestTouched
attest_change_compare_places (const char *one, const char *other)
{
  g_auto (Reader) first = { 0 };
  g_auto (Reader) second = { 0 };

  reader_init (&first, one);
  reader_init (&second, other);

  /* Words that are others are told where they stand in the text. */
  if (!g_string_equal (first.tokens, second.tokens) || g_string_equal (first.placed, second.placed))
    return ATTEST_TOUCHED_NOTHING;
  return first.touched | second.touched;
}
