/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "source/attest-source-marks.h"

#include "source/attest-source-gutter.h"

/* In the order of their priority: the last made wins. */
typedef enum
{
  TAG_COMMENT,
  TAG_BLOCKING,
  TAG_SELECTED,
  TAG_FLASH,
} Tag;

static const struct
{
  const char *name;
  const char *light;
  const char *dark;
} tags[] = {
  [TAG_COMMENT] = { "attest-comment", "rgba(249,203,64,0.38)", "rgba(229,165,10,0.34)" },
  [TAG_BLOCKING] = { "attest-blocking", "rgba(224,27,36,0.18)", "rgba(237,51,59,0.38)" },
  [TAG_SELECTED] = { "attest-selected", "rgba(255,163,47,0.62)", "rgba(255,120,0,0.56)" },
  [TAG_FLASH] = { "attest-flash", "rgba(53,132,228,0.28)", "rgba(120,174,237,0.36)" },
};

void
attest_source_marks_set_dark (GtkSourceBuffer *buffer, gboolean dark)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (GTK_TEXT_BUFFER (buffer));

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, tags[i].name);

      if (tag == NULL)
        tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), tags[i].name, NULL);
      g_object_set (tag, "background", dark ? tags[i].dark : tags[i].light, NULL);
    }
}

static gboolean
is_shown (const AttestComment *comment)
{
  return !comment->resolved && attest_comment_has_place (comment) &&
         comment->placement->start < comment->placement->end;
}

/* ---- What is shown ---- */

/* One comment as it is marked now. The marks move with the text, as the tags between them do. */
typedef struct
{
  GtkTextBuffer *buffer;
  GtkSourceMark *start;
  GtkTextMark *end;
  Tag tag;
  gboolean selected;
  gboolean stale;
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  if (!gtk_text_mark_get_deleted (GTK_TEXT_MARK (shown->start)))
    gtk_text_buffer_delete_mark (shown->buffer, GTK_TEXT_MARK (shown->start));
  if (!gtk_text_mark_get_deleted (shown->end))
    gtk_text_buffer_delete_mark (shown->buffer, shown->end);
  g_object_unref (shown->start);
  g_object_unref (shown->end);
  g_free (shown);
}

/* By the comments' ids; it belongs to the buffer, as what it tells of does. */
static GHashTable *
get_all_shown (GtkSourceBuffer *buffer)
{
  GHashTable *all = g_object_get_data (G_OBJECT (buffer), "attest-shown-comments");

  if (all == NULL)
    {
      all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shown_free);
      g_object_set_data_full (G_OBJECT (buffer), "attest-shown-comments", all, (GDestroyNotify) g_hash_table_unref);
    }
  return all;
}

static void
get_range (const Shown *shown, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (shown->buffer, start, GTK_TEXT_MARK (shown->start));
  gtk_text_buffer_get_iter_at_mark (shown->buffer, end, shown->end);
}

static void
apply_tags (const Shown *shown, const GtkTextIter *start, const GtkTextIter *end)
{
  gtk_text_buffer_apply_tag_by_name (shown->buffer, tags[shown->tag].name, start, end);
  if (shown->selected)
    gtk_text_buffer_apply_tag_by_name (shown->buffer, tags[TAG_SELECTED].name, start, end);
}

static void
remove_tags (GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end)
{
  for (guint i = TAG_COMMENT; i <= TAG_SELECTED; i++)
    gtk_text_buffer_remove_tag_by_name (buffer, tags[i].name, start, end);
}

/* Words that were cut and put back by undo may have lost their tag, with both marks where they were. */
static gboolean
is_tagged (const Shown *shown, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (shown->buffer), tags[shown->tag].name);
  GtkTextIter iter = *start;

  if (!gtk_text_iter_has_tag (&iter, tag))
    return FALSE;
  return !gtk_text_iter_forward_to_tag_toggle (&iter, tag) || gtk_text_iter_compare (&iter, end) >= 0;
}

static gboolean
is_right (const Shown *shown, AttestArticleState *state, const AttestComment *comment, gboolean selected)
{
  GtkTextIter start, end, wanted_start, wanted_end;

  if (shown->selected != selected || shown->tag != (comment->blocking ? TAG_BLOCKING : TAG_COMMENT))
    return FALSE;
  get_range (shown, &start, &end);
  attest_article_state_get_iter_at_byte (state, comment->placement->start, &wanted_start);
  attest_article_state_get_iter_at_byte (state, comment->placement->end, &wanted_end);
  return gtk_text_iter_equal (&start, &wanted_start) && gtk_text_iter_equal (&end, &wanted_end) &&
         is_tagged (shown, &start, &end);
}

void
attest_source_marks_clear (GtkSourceBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    gtk_text_buffer_remove_tag_by_name (GTK_TEXT_BUFFER (buffer), tags[i].name, &start, &end);
  g_hash_table_remove_all (get_all_shown (buffer));
}

static Shown *
add_shown (GHashTable *all, AttestArticleState *state, const AttestComment *comment, gboolean selected)
{
  GtkSourceBuffer *buffer = attest_article_state_get_buffer (state);
  Shown *shown = g_new0 (Shown, 1);
  int look = comment->blocking ? ATTEST_SOURCE_GUTTER_BLOCKING : ATTEST_SOURCE_GUTTER_COMMENT;
  GtkTextIter start;
  GtkTextIter end;

  attest_article_state_get_iter_at_byte (state, comment->placement->start, &start);
  attest_article_state_get_iter_at_byte (state, comment->placement->end, &end);
  shown->buffer = GTK_TEXT_BUFFER (buffer);
  shown->tag = comment->blocking ? TAG_BLOCKING : TAG_COMMENT;
  shown->selected = selected;
  shown->start =
      g_object_ref (gtk_source_buffer_create_source_mark (buffer, NULL, ATTEST_SOURCE_GUTTER_CATEGORY, &start));
  shown->end = g_object_ref (gtk_text_buffer_create_mark (shown->buffer, NULL, &end, TRUE));
  g_object_set_data_full (G_OBJECT (shown->start), "comment", g_strdup (comment->id), g_free);
  g_object_set_data (
      G_OBJECT (shown->start), "look", GINT_TO_POINTER (selected ? (int) ATTEST_SOURCE_GUTTER_SELECTED : look));
  g_object_set_data (G_OBJECT (shown->start), "blocking", GINT_TO_POINTER (comment->blocking));
  g_hash_table_replace (all, g_strdup (comment->id), shown);
  apply_tags (shown, &start, &end);
  return shown;
}

/* Takes away what is stale, and gives back to others what they shared with it. */
static void
remove_stale (GHashTable *all)
{
  GHashTableIter iter;
  GHashTableIter other_iter;
  gpointer value = NULL;
  gpointer other = NULL;
  GtkTextIter start, end, other_start, other_end;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Shown *shown = value;

      if (!shown->stale)
        continue;
      get_range (shown, &start, &end);
      remove_tags (shown->buffer, &start, &end);
      g_hash_table_iter_init (&other_iter, all);
      while (g_hash_table_iter_next (&other_iter, NULL, &other))
        {
          if (((Shown *) other)->stale)
            continue;
          get_range (other, &other_start, &other_end);
          if (gtk_text_iter_compare (&other_start, &end) < 0 && gtk_text_iter_compare (&start, &other_end) < 0)
            apply_tags (other, &other_start, &other_end);
        }
      g_hash_table_iter_remove (&iter);
    }
}

void
attest_source_marks_show (AttestArticleState *state)
{
  GHashTable *all = get_all_shown (attest_article_state_get_buffer (state));
  GPtrArray *comments = attest_article_state_get_comments (state);
  const char *chosen = attest_article_state_get_selected_comment (state);
  GHashTableIter iter;
  gpointer value = NULL;

  /* Marks move with the text by themselves; they are put right once it is known where each belongs. */
  if (!attest_article_state_get_settled (state))
    return;
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Shown *) value)->stale = TRUE;
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);
      Shown *shown = g_hash_table_lookup (all, comment->id);

      if (is_shown (comment) && shown != NULL && is_right (shown, state, comment, g_strcmp0 (comment->id, chosen) == 0))
        shown->stale = FALSE;
    }
  remove_stale (all);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (comments, i);
      Shown *shown = g_hash_table_lookup (all, comment->id);

      if (!is_shown (comment))
        continue;
      if (shown == NULL)
        shown = add_shown (all, state, comment, g_strcmp0 (comment->id, chosen) == 0);
      g_object_set_data (G_OBJECT (shown->start), "order", GUINT_TO_POINTER (i));
    }
}

void
attest_source_marks_flash (AttestArticleState *state, gboolean shown, gsize start, gsize end)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  GtkTextIter first;
  GtkTextIter last;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  gtk_text_buffer_remove_tag_by_name (buffer, tags[TAG_FLASH].name, &first, &last);
  if (!shown)
    return;
  attest_article_state_get_iter_at_byte (state, start, &first);
  attest_article_state_get_iter_at_byte (state, end, &last);
  gtk_text_buffer_apply_tag_by_name (buffer, tags[TAG_FLASH].name, &first, &last);
}
