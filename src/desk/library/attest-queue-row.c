/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-queue-row.h"

#include <glib/gi18n.h>

struct _AttestQueueRow
{
  GtkListBoxRow parent_instance;

  AttestQueue *queue;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (AttestQueueRow, attest_queue_row, GTK_TYPE_LIST_BOX_ROW)

static void
attest_queue_row_dispose (GObject *object)
{
  AttestQueueRow *self = ATTEST_QUEUE_ROW (object);

  g_clear_object (&self->queue);

  G_OBJECT_CLASS (attest_queue_row_parent_class)->dispose (object);
}

static void
attest_queue_row_class_init (AttestQueueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_queue_row_dispose;
}

static void
attest_queue_row_init (AttestQueueRow *self)
{
}

static char *
dup_spoken (AttestQueue *queue, guint count)
{
  if (attest_queue_is_overview (queue))
    return g_strdup (attest_queue_get_label (queue));
  if (attest_queue_is_comments (queue))
    /* Translators: the list of comments and how many are open, for a screen reader, such as "Comments, 3 open" */
    return g_strdup_printf (ngettext ("%s, %u open", "%s, %u open", count), attest_queue_get_label (queue), count);

  /* Translators: a queue of the sidebar and how many articles are in it, for a screen reader, such as "Approved, 3 articles" */
  return g_strdup_printf (ngettext ("%s, %u article", "%s, %u articles", count), attest_queue_get_label (queue), count);
}

static void
show_count (AttestQueueRow *self)
{
  guint count = attest_queue_get_count (self->queue);
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autofree char *spoken = dup_spoken (self->queue, count);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
count_changed_cb (AttestQueue *queue, GParamSpec *pspec, AttestQueueRow *self)
{
  show_count (self);
}

GtkWidget *
attest_queue_row_new (AttestQueue *queue)
{
  AttestQueueRow *self = g_object_new (ATTEST_TYPE_QUEUE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (attest_queue_get_icon_name (queue));
  GtkWidget *label = gtk_label_new (attest_queue_get_label (queue));

  self->queue = g_object_ref (queue);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  g_signal_connect_object (queue, "notify::count", G_CALLBACK (count_changed_cb), self, G_CONNECT_DEFAULT);
  show_count (self);
  return GTK_WIDGET (self);
}

AttestQueue *
attest_queue_row_get_queue (AttestQueueRow *self)
{
  g_return_val_if_fail (ATTEST_IS_QUEUE_ROW (self), NULL);

  return self->queue;
}
