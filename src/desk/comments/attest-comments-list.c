/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comments-list.h"

#include <glib/gi18n.h>

struct _AttestCommentsList
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GtkListBox *list;
  GHashTable *cards;
  AttestCommentFilters *filters;
  gboolean resolved;
  gboolean following;
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (AttestCommentsList, attest_comments_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CARD_SHOWN,
  SIGNAL_CARDS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Cards whose comment is no longer listed, such as those of another audience. */
static void
remove_gone (AttestCommentsList *self, GPtrArray *comments)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer card = NULL;

  for (guint i = 0; comments != NULL && i < comments->len; i++)
    g_hash_table_add (listed, ((AttestComment *) g_ptr_array_index (comments, i))->id);
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &id, &card))
    if (!g_hash_table_contains (listed, id))
      {
        gtk_list_box_remove (self->list, card);
        g_hash_table_iter_remove (&iter);
      }
}

/* Returns: whether the list has to be laid out anew */
static gboolean
show_card (AttestCommentsList *self, const AttestComment *comment, guint index)
{
  AttestCommentCard *card = g_hash_table_lookup (self->cards, comment->id);
  gboolean moved = FALSE;

  if (card == NULL)
    {
      card = attest_comment_card_new (self->state);
      g_hash_table_insert (self->cards, g_strdup (comment->id), card);
      g_object_set_data (G_OBJECT (card), "index", GUINT_TO_POINTER (index));
      attest_comment_card_set_comment (card, comment);
      gtk_list_box_append (self->list, GTK_WIDGET (card));
      return TRUE;
    }
  moved = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (card), "index")) != index;
  g_object_set_data (G_OBJECT (card), "index", GUINT_TO_POINTER (index));
  return attest_comment_card_set_comment (card, comment) || moved;
}

static AttestCommentCard *
find_selected (AttestCommentsList *self)
{
  const char *id = attest_article_state_get_selected_comment (self->state);

  return id != NULL ? g_hash_table_lookup (self->cards, id) : NULL;
}

static void
show_selected (AttestCommentsList *self)
{
  AttestCommentCard *selected = find_selected (self);
  GHashTableIter iter;
  gpointer card = NULL;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    attest_comment_card_set_current (card, card == selected);
  self->following = TRUE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (selected));
  self->following = FALSE;
  g_signal_emit (self, signals[SIGNAL_CARDS_CHANGED], 0);
  if (selected != NULL)
    g_signal_emit (self, signals[SIGNAL_CARD_SHOWN], 0, selected);
}

static void
show_comments (AttestCommentsList *self)
{
  GPtrArray *comments = attest_article_state_get_comments (self->state);
  gboolean changed = FALSE;

  remove_gone (self, comments);
  for (guint i = 0; comments != NULL && i < comments->len; i++)
    changed |= show_card (self, g_ptr_array_index (comments, i), i);
  /* Not after each key: sorting lays out every card. */
  if (!changed)
    return;
  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  g_signal_emit (self, signals[SIGNAL_CARDS_CHANGED], 0);
}

static void
comments_changed_cb (AttestCommentsList *self)
{
  AttestCommentCard *before = find_selected (self);

  show_comments (self);
  /* A comment that was just made is selected before its card is there. */
  if (find_selected (self) != before)
    show_selected (self);
}

/* What the cards offer follows from who may do what, which their comments do not tell. */
static void
reviewed_cb (AttestCommentsList *self)
{
  GHashTableIter iter;
  gpointer card = NULL;

  comments_changed_cb (self);
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    attest_comment_card_refresh (card);
  g_signal_emit (self, signals[SIGNAL_CARDS_CHANGED], 0);
}

static void
editable_cb (AttestCommentsList *self)
{
  gboolean editable = attest_article_state_get_editable (self->state);

  /* It is told of whenever something may have changed. */
  if (self->editable == editable)
    return;
  self->editable = editable;
  reviewed_cb (self);
}

static int
compare_rows (GtkListBoxRow *one, GtkListBoxRow *other, gpointer user_data)
{
  return (int) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (one), "index")) -
         (int) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (other), "index"));
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  AttestCommentsList *self = user_data;
  const AttestComment *comment = attest_comment_card_get_comment (ATTEST_COMMENT_CARD (row));

  return comment->resolved == self->resolved &&
         (self->filters == NULL || attest_comment_filters_pass (self->filters, comment));
}

/* What stands above the first of those that are about no words, or have lost theirs; NULL above the others, unless those stood before. */
static const char *
get_heading (const AttestComment *comment)
{
  if (comment->about == ATTEST_COMMENT_ABOUT_TEXT)
    return _ ("On the whole text");
  if (comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    return _ ("On references");
  return attest_comment_is_lost (comment) ? _ ("Without a place in the text") : NULL;
}

static const char *
choose_heading (const AttestComment *comment, const AttestComment *before)
{
  const char *heading = get_heading (comment);
  const char *heading_before = before != NULL ? get_heading (before) : NULL;

  if (g_strcmp0 (heading, heading_before) == 0)
    return NULL;
  return heading != NULL ? heading : _ ("On words of the text");
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *heading =
      choose_heading (attest_comment_card_get_comment (ATTEST_COMMENT_CARD (row)),
                      before != NULL ? attest_comment_card_get_comment (ATTEST_COMMENT_CARD (before)) : NULL);
  GtkWidget *label = gtk_list_box_row_get_header (row);

  if (heading == NULL)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (label != NULL)
    {
      gtk_label_set_label (GTK_LABEL (label), heading);
      return;
    }
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "comments-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
choose (AttestCommentsList *self, AttestCommentCard *card)
{
  attest_article_state_choose_comment (self->state, attest_comment_card_get_comment (card)->id);
}

static void
row_selected_cb (AttestCommentsList *self, GtkListBoxRow *row)
{
  if (!self->following && row != NULL && self->state != NULL)
    choose (self, ATTEST_COMMENT_CARD (row));
}

/* A click on the card that is current already leads to its place again. */
static void
row_activated_cb (AttestCommentsList *self, GtkListBoxRow *row)
{
  if (self->state != NULL)
    choose (self, ATTEST_COMMENT_CARD (row));
}

static void
attest_comments_list_dispose (GObject *object)
{
  AttestCommentsList *self = ATTEST_COMMENTS_LIST (object);

  g_clear_object (&self->signals);
  attest_comments_list_set_filters (self, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->list = NULL;
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_comments_list_parent_class)->dispose (object);
}

static void
attest_comments_list_class_init (AttestCommentsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_comments_list_dispose;

  signals[SIGNAL_CARD_SHOWN] = g_signal_new ("card-shown",
                                             ATTEST_TYPE_COMMENTS_LIST,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             1,
                                             ATTEST_TYPE_COMMENT_CARD);
  signals[SIGNAL_CARDS_CHANGED] =
      g_signal_new ("cards-changed", ATTEST_TYPE_COMMENTS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_comments_list_init (AttestCommentsList *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "comments");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Comments"), -1);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));

  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "comments-changed", G_CALLBACK (comments_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (reviewed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::editable", G_CALLBACK (editable_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::selected-comment", G_CALLBACK (show_selected), self);
}

void
attest_comments_list_set_state (AttestCommentsList *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_LIST (self));

  if (self->state == state)
    return;
  gtk_list_box_remove_all (self->list);
  g_hash_table_remove_all (self->cards);
  g_set_object (&self->state, state);
  g_signal_group_set_target (self->signals, state);
  if (state == NULL)
    return;
  show_comments (self);
  show_selected (self);
}

static void
choose_cards_anew (AttestCommentsList *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  g_signal_emit (self, signals[SIGNAL_CARDS_CHANGED], 0);
}

void
attest_comments_list_set_resolved (AttestCommentsList *self, gboolean resolved)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_LIST (self));

  self->resolved = resolved;
  choose_cards_anew (self);
}

void
attest_comments_list_set_filters (AttestCommentsList *self, AttestCommentFilters *filters)
{
  g_return_if_fail (ATTEST_IS_COMMENTS_LIST (self));

  if (self->filters != NULL)
    g_signal_handlers_disconnect_by_func (self->filters, choose_cards_anew, self);
  g_set_object (&self->filters, filters);
  if (filters != NULL)
    g_signal_connect_object (filters, "changed", G_CALLBACK (choose_cards_anew), self, G_CONNECT_SWAPPED);
}

AttestCommentCard *
attest_comments_list_find_card (AttestCommentsList *self, const char *comment)
{
  g_return_val_if_fail (ATTEST_IS_COMMENTS_LIST (self), NULL);

  return comment != NULL ? g_hash_table_lookup (self->cards, comment) : NULL;
}

gboolean
attest_comments_list_has_draft (AttestCommentsList *self)
{
  GHashTableIter iter;
  gpointer card = NULL;

  g_return_val_if_fail (ATTEST_IS_COMMENTS_LIST (self), FALSE);

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    if (attest_comment_card_has_draft (card))
      return TRUE;
  return FALSE;
}

/* The keyboard stays where it is. */
static gboolean
is_in_use (GtkWidget *card)
{
  return (gtk_widget_get_state_flags (card) & GTK_STATE_FLAG_FOCUS_WITHIN) ||
         gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (card));
}

static gboolean
is_between (AttestCommentsList *self, GtkWidget *card, double top, double bottom)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (!gtk_widget_compute_bounds (card, GTK_WIDGET (self), &bounds))
    return TRUE;
  return (double) (bounds.origin.y + bounds.size.height) > top && (double) bounds.origin.y < bottom;
}

gboolean
attest_comments_list_fold (AttestCommentsList *self, double top, double bottom)
{
  GHashTableIter iter;
  gpointer card = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (ATTEST_IS_COMMENTS_LIST (self), FALSE);

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      /* Those that are filtered out have no place. */
      if (!gtk_widget_get_mapped (card))
        continue;
      if (is_between (self, card, top, bottom))
        attest_comment_card_unfold (card);
      else if (!is_in_use (card))
        done &= attest_comment_card_fold (card);
    }
  return done;
}

void
attest_comments_list_unfold (AttestCommentsList *self)
{
  GHashTableIter iter;
  gpointer card = NULL;

  g_return_if_fail (ATTEST_IS_COMMENTS_LIST (self));

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    attest_comment_card_unfold (card);
}

static gsize
get_cursor (AttestCommentsList *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (self->state));
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  return attest_article_state_get_byte_at_iter (self->state, &cursor);
}

/* The number in @shown to begin with while none of them is the current one. */
static guint
find_beginning (AttestCommentsList *self, GPtrArray *shown, int step)
{
  gsize cursor = get_cursor (self);
  guint before = 0;

  while (before < shown->len)
    {
      const AttestComment *comment = attest_comment_card_get_comment (g_ptr_array_index (shown, before));

      /* At the beginning what is about the whole text comes first, as in the list. */
      if (cursor == 0 || attest_comment_is_lost (comment) ||
          (attest_comment_has_place (comment) && comment->placement->start >= cursor))
        break;
      before++;
    }
  if (step > 0)
    return before % shown->len;
  return (before + shown->len - 1) % shown->len;
}

void
attest_comments_list_step (AttestCommentsList *self, int step)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  GtkListBoxRow *row = NULL;
  int current = -1;

  g_return_if_fail (ATTEST_IS_COMMENTS_LIST (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_row (row, self))
      {
        if (gtk_list_box_row_is_selected (row))
          current = (int) shown->len;
        g_ptr_array_add (shown, row);
      }
  if (shown->len == 0)
    return;
  if (current >= 0)
    current = (current + (int) shown->len + step) % (int) shown->len;
  else
    current = (int) find_beginning (self, shown, step);
  choose (self, g_ptr_array_index (shown, (guint) current));
}
