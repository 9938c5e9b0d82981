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
  return !comment->resolved && comment->placement != NULL && comment->placement->state != ATTEST_ANCHOR_ORPHAN &&
         comment->placement->start < comment->placement->end;
}

static void
clear_tags (GtkSourceBuffer *buffer, guint n_tags)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  for (guint i = 0; i < n_tags; i++)
    gtk_text_buffer_remove_tag_by_name (GTK_TEXT_BUFFER (buffer), tags[i].name, &start, &end);
}

void
attest_source_marks_clear (GtkSourceBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;

  clear_tags (buffer, G_N_ELEMENTS (tags));
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_source_buffer_remove_source_marks (buffer, &start, &end, ATTEST_SOURCE_GUTTER_CATEGORY);
}

static gboolean
stands_on_buffer (AttestArticleState *state)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  GBytes *text = attest_article_state_get_text (state);
  g_autofree char *now = NULL;
  gconstpointer bytes = NULL;
  GtkTextIter start;
  GtkTextIter end;
  gsize length = 0;

  if (text == NULL)
    return FALSE;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  now = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  bytes = g_bytes_get_data (text, &length);
  return strlen (now) == length && (length == 0 || memcmp (now, bytes, length) == 0);
}

static void
show_comment (AttestArticleState *state, const AttestComment *comment, guint order)
{
  GtkSourceBuffer *buffer = attest_article_state_get_buffer (state);
  gboolean selected = g_strcmp0 (comment->id, attest_article_state_get_selected_comment (state)) == 0;
  Tag tag = comment->blocking ? TAG_BLOCKING : TAG_COMMENT;
  int look = comment->blocking ? ATTEST_SOURCE_GUTTER_BLOCKING : ATTEST_SOURCE_GUTTER_COMMENT;
  GtkSourceMark *mark = NULL;
  GtkTextIter start;
  GtkTextIter end;

  attest_article_state_get_iter_at_byte (state, comment->placement->start, &start);
  attest_article_state_get_iter_at_byte (state, comment->placement->end, &end);
  gtk_text_buffer_apply_tag_by_name (GTK_TEXT_BUFFER (buffer), tags[tag].name, &start, &end);
  if (selected)
    gtk_text_buffer_apply_tag_by_name (GTK_TEXT_BUFFER (buffer), tags[TAG_SELECTED].name, &start, &end);

  mark = gtk_source_buffer_create_source_mark (buffer, NULL, ATTEST_SOURCE_GUTTER_CATEGORY, &start);
  g_object_set_data_full (G_OBJECT (mark), "comment", g_strdup (comment->id), g_free);
  g_object_set_data (G_OBJECT (mark), "look", GINT_TO_POINTER (selected ? (int) ATTEST_SOURCE_GUTTER_SELECTED : look));
  g_object_set_data (G_OBJECT (mark), "order", GUINT_TO_POINTER (order));
  g_object_set_data (G_OBJECT (mark), "blocking", GINT_TO_POINTER (comment->blocking));
}

void
attest_source_marks_show (AttestArticleState *state)
{
  GtkSourceBuffer *buffer = attest_article_state_get_buffer (state);
  GPtrArray *comments = attest_article_state_get_comments (state);
  GtkTextIter start;
  GtkTextIter end;

  if (!stands_on_buffer (state))
    return;
  clear_tags (buffer, TAG_FLASH);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  gtk_source_buffer_remove_source_marks (buffer, &start, &end, ATTEST_SOURCE_GUTTER_CATEGORY);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    if (is_shown (g_ptr_array_index (comments, i)))
      show_comment (state, g_ptr_array_index (comments, i), i);
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
