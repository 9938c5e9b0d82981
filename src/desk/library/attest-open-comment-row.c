/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-open-comment-row.h"

#include "comments/attest-comment-kind.h"
#include "review/attest-comment.h"
#include "session/attest-time-words.h"

struct _AttestOpenCommentRow
{
  GtkBox parent_instance;

  AttestOpenCommentItem *item;

  GtkLabel *author;
  GtkImage *kind_icon;
  GtkLabel *details;
  GtkWidget *blocking;
  GtkLabel *quote;
  GtkLabel *text;
  GtkLabel *place;
  GtkWidget *turn_box;
  GtkLabel *turn;
};

G_DEFINE_FINAL_TYPE (AttestOpenCommentRow, attest_open_comment_row, GTK_TYPE_BOX)

typedef enum
{
  PROP_ITEM = 1,
} AttestOpenCommentRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

/* @words: (nullable) */
static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
show_item (AttestOpenCommentRow *self)
{
  const AttestOpenComment *comment = attest_open_comment_item_get_comment (self->item);
  g_autofree char *date = attest_time_dup_date (comment->time);
  g_autofree char *details = g_strdup_printf ("%s · %s", attest_comment_kind_get_label (comment->kind), date);
  g_autofree char *quote = attest_open_comment_item_dup_quote (self->item);
  g_autofree char *place = attest_open_comment_item_dup_place (self->item);
  g_autofree char *turn = attest_open_comment_item_dup_turn (self->item);

  gtk_label_set_label (self->author, attest_open_comment_item_get_author (self->item));
  gtk_image_set_from_icon_name (self->kind_icon, attest_comment_kind_find (comment->kind)->icon_name);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (self->blocking, comment->blocking);
  show_words (self->quote, quote);
  show_words (self->text, comment->text);
  if (comment->blocking)
    gtk_widget_add_css_class (GTK_WIDGET (self->quote), "blocking");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->quote), "blocking");
  show_words (self->place, place);
  show_words (self->turn, turn);
  gtk_widget_set_visible (self->turn_box, gtk_widget_get_visible (GTK_WIDGET (self->turn)));
}

static void
attest_open_comment_row_dispose (GObject *object)
{
  AttestOpenCommentRow *self = ATTEST_OPEN_COMMENT_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_OPEN_COMMENT_ROW);

  G_OBJECT_CLASS (attest_open_comment_row_parent_class)->dispose (object);
}

static void
attest_open_comment_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, ATTEST_OPEN_COMMENT_ROW (object)->item);
}

static void
attest_open_comment_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestOpenCommentRow *self = ATTEST_OPEN_COMMENT_ROW (object);

  if (id == PROP_ITEM && g_set_object (&self->item, g_value_get_object (value)) && self->item != NULL)
    show_item (self);
}

static void
attest_open_comment_row_class_init (AttestOpenCommentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_open_comment_row_dispose;
  object_class->get_property = attest_open_comment_row_get_property;
  object_class->set_property = attest_open_comment_row_set_property;

  properties[PROP_ITEM] = g_param_spec_object (
      "item", NULL, NULL, ATTEST_TYPE_OPEN_COMMENT_ITEM, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-open-comment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, author);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, details);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, blocking);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, quote);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, text);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, place);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, turn_box);
  gtk_widget_class_bind_template_child (widget_class, AttestOpenCommentRow, turn);
}

static void
attest_open_comment_row_init (AttestOpenCommentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
