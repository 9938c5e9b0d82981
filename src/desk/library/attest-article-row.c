/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "status/attest-status-chip.h"
#include "session/attest-status-look.h"

struct _AttestArticleRow
{
  GtkBox parent_instance;

  AttestArticleItem *item;

  GtkLabel *title;
  AdwWrapBox *chips;
  GtkLabel *updated;
  GtkWidget *comments;
  GtkLabel *comment_count;
};

G_DEFINE_FINAL_TYPE (AttestArticleRow, attest_article_row, GTK_TYPE_BOX)

typedef enum
{
  PROP_ITEM = 1,
} AttestArticleRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

static void
show_comments (AttestArticleRow *self)
{
  guint open = attest_article_item_get_open_comments (self->item);
  g_autofree char *count = g_strdup_printf ("%u", open);
  g_autofree char *spoken = g_strdup_printf (ngettext ("%u open comment", "%u open comments", open), open);

  gtk_widget_set_visible (self->comments, open > 0);
  gtk_label_set_label (self->comment_count, count);
  gtk_widget_set_tooltip_text (self->comments, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comments), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_item (AttestArticleRow *self)
{
  const AttestArticle *article = attest_article_item_get_article (self->item);
  GPtrArray *variants = attest_article_item_get_variants (self->item);
  g_autofree char *updated = attest_time_dup_date (article->updated);
  GtkWidget *child = NULL;

  gtk_label_set_label (self->title, article->title);
  gtk_label_set_label (self->updated, updated);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = g_ptr_array_index (variants, i);
      const char *label = attest_article_item_get_audience_label (self->item, i);
      gboolean due = attest_article_item_get_due (self->item, i);

      adw_wrap_box_append (self->chips, attest_status_chip_new (label, attest_status_parse (variant->status), due));
    }
  show_comments (self);
}

static void
attest_article_row_dispose (GObject *object)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLE_ROW);

  G_OBJECT_CLASS (attest_article_row_parent_class)->dispose (object);
}

static void
attest_article_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  if (id == PROP_ITEM)
    g_value_set_object (value, self->item);
}

static void
attest_article_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestArticleRow *self = ATTEST_ARTICLE_ROW (object);

  if (id == PROP_ITEM && g_set_object (&self->item, g_value_get_object (value)) && self->item != NULL)
    show_item (self);
}

static void
attest_article_row_class_init (AttestArticleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_article_row_dispose;
  object_class->get_property = attest_article_row_get_property;
  object_class->set_property = attest_article_row_set_property;

  properties[PROP_ITEM] =
      g_param_spec_object ("item", NULL, NULL, ATTEST_TYPE_ARTICLE_ITEM, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-article-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, chips);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, updated);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, comments);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleRow, comment_count);
}

static void
attest_article_row_init (AttestArticleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
