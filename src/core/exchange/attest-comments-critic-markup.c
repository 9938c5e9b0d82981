/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/attest-critic-markup-private.h"

/* Each open comment is a mark where that can be, and a remark; see attest-critic-markup-remark.c for its form. Replies are remarks behind it. */

typedef struct
{
  const AttestCommentsSource *source;
  GString *output;
  /* How much of the text is written, and where the last mark ended. */
  gsize written;
} Writer;

/* ---- One comment ---- */

static void
append_remark (Writer *self, const AttestComment *comment, guint number, AttestCriticAbout about, gboolean suggestion)
{
  g_autofree char *remark = attest_critic_remark_write (self->source, comment, number, about, suggestion);

  g_string_append_printf (self->output, "{>>%s<<}", remark);
  for (guint i = 0; comment->replies != NULL && i < comment->replies->len; i++)
    {
      g_autofree char *reply =
          attest_critic_remark_write_reply (self->source, g_ptr_array_index (comment->replies, i), number);

      g_string_append_printf (self->output, "{>>%s<<}", reply);
    }
}

static void
append_text_until (Writer *self, gsize place)
{
  if (place <= self->written)
    return;
  g_string_append_len (self->output, self->source->text + self->written, (gssize) (place - self->written));
  self->written = place;
}

/* A mark inside of another, or over the end of a paragraph, is read by no program. */
static gboolean
can_be_marked (const Writer *self, const AttestPlacement *placement)
{
  const char *start = self->source->text + placement->start;

  return placement->start >= self->written &&
         g_strstr_len (start, (gssize) (placement->end - placement->start), "\n\n") == NULL;
}

/* Words that were declined are not there to be accepted. */
static gboolean
can_be_replaced (const AttestComment *comment)
{
  return comment->suggestion != NULL && comment->declined_by == NULL &&
         comment->placement->state != ATTEST_ANCHOR_CHANGED && !attest_critic_markup_has_signs (comment->suggestion) &&
         strstr (comment->suggestion, "~>") == NULL && strstr (comment->anchor->exact, "~>") == NULL &&
         strstr (comment->suggestion, "\n\n") == NULL;
}

static void
append_marked (Writer *self, const AttestComment *comment, guint number)
{
  gsize start = comment->placement->start;
  int length = (int) (comment->placement->end - start);
  const char *words = self->source->text + start;
  gboolean replaced = can_be_replaced (comment);
  gboolean deleted = g_str_equal (comment->kind, "delete") && comment->suggestion == NULL &&
                     comment->placement->state != ATTEST_ANCHOR_CHANGED;

  append_text_until (self, start);
  if (replaced)
    g_string_append_printf (self->output, "{~~%.*s~>%s~~}", length, words, comment->suggestion);
  else if (deleted)
    g_string_append_printf (self->output, "{--%.*s--}", length, words);
  else
    g_string_append_printf (self->output, "{==%.*s==}", length, words);
  self->written = comment->placement->end;
  append_remark (self,
                 comment,
                 number,
                 comment->placement->state == ATTEST_ANCHOR_CHANGED ? ATTEST_CRITIC_ABOUT_CHANGED
                                                                    : ATTEST_CRITIC_ABOUT_MARK,
                 !replaced);
}

/* ---- The text with all of them ---- */

typedef struct
{
  const AttestComment *comment;
  guint number;
} Numbered;

static int
compare_places (gconstpointer one, gconstpointer other)
{
  const Numbered *first = one;
  const Numbered *second = other;
  gsize first_start = first->comment->placement->start;
  gsize second_start = second->comment->placement->start;

  if (first_start != second_start)
    return first_start < second_start ? -1 : 1;

  return first->number < second->number ? -1 : 1;
}

/* Open ones that have a place, or those that have none. */
static GArray *
choose (const AttestCommentsSource *source, gboolean placed)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Numbered));

  for (guint i = 0; i < source->comments->len; i++)
    {
      Numbered numbered = { g_ptr_array_index (source->comments, i), i + 1 };

      if (!numbered.comment->resolved && attest_comment_has_place (numbered.comment) == placed)
        g_array_append_val (chosen, numbered);
    }
  if (placed)
    g_array_sort (chosen, compare_places);

  return chosen;
}

static void
append_placed (Writer *self)
{
  g_autoptr (GArray) placed = choose (self->source, TRUE);

  for (guint i = 0; i < placed->len; i++)
    {
      const Numbered *numbered = &g_array_index (placed, Numbered, i);
      const AttestComment *comment = numbered->comment;

      if (can_be_marked (self, comment->placement))
        append_marked (self, comment, numbered->number);
      else
        {
          append_text_until (self, comment->placement->end);
          append_remark (self, comment, numbered->number, ATTEST_CRITIC_ABOUT_HERE, TRUE);
        }
    }
  append_text_until (self, self->source->length);
}

char *
attest_comments_write_critic_markup (const AttestCommentsSource *source, GError **error)
{
  g_autoptr (GString) output = g_string_sized_new (source->length);
  g_autoptr (GArray) others = choose (source, FALSE);
  Writer writer = { source, output, 0 };

  if (attest_critic_markup_has_signs (source->text))
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_BODY,
                           _ ("The text itself has signs of CriticMarkup, such as {++ or {>>, so that comments written "
                              "into it could not be told from it. Choose another format."));
      return NULL;
    }
  append_placed (&writer);
  for (guint i = 0; i < others->len; i++)
    {
      const Numbered *other = &g_array_index (others, Numbered, i);

      append_remark (&writer, other->comment, other->number, attest_critic_about_without_place (other->comment), TRUE);
    }

  return g_string_free (g_steal_pointer (&output), FALSE);
}
