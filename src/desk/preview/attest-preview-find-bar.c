/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-find-bar.h"

#include <glib/gi18n.h>

struct _AttestPreviewFindBar
{
  AdwBin parent_instance;

  AttestPreviewView *view;
  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (AttestPreviewFindBar, attest_preview_find_bar, ADW_TYPE_BIN)

static const char *
get_words (AttestPreviewFindBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
found_cb (AttestPreviewFindBar *self, guint index, guint count)
{
  gboolean searched = *get_words (self) != '\0';
  g_autofree char *words = NULL;

  if (!searched)
    words = g_strdup ("");
  else if (count == 0)
    words = g_strdup (_ ("Not found"));
  else
    /* Translators: the second of five matches is "2 of 5" */
    words = g_strdup_printf (_ ("%u of %u"), index, count);
  if (searched && g_strcmp0 (words, gtk_label_get_text (self->count)) != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_label_set_text (self->count, words);
  gtk_widget_set_sensitive (self->previous, count > 0);
  gtk_widget_set_sensitive (self->next, count > 0);
  if (searched && count == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
search_changed_cb (AttestPreviewFindBar *self)
{
  if (self->view != NULL && gtk_search_bar_get_search_mode (self->bar))
    attest_preview_view_find (self->view, get_words (self));
}

static void
next_cb (AttestPreviewFindBar *self)
{
  if (self->view != NULL)
    attest_preview_view_find_next (self->view, 1);
}

static void
previous_cb (AttestPreviewFindBar *self)
{
  if (self->view != NULL)
    attest_preview_view_find_next (self->view, -1);
}

static void
stop_cb (AttestPreviewFindBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

static void
mode_changed_cb (AttestPreviewFindBar *self)
{
  if (self->view == NULL)
    return;
  if (gtk_search_bar_get_search_mode (self->bar))
    {
      attest_preview_view_find (self->view, get_words (self));
      return;
    }
  attest_preview_view_take_keyboard (self->view);
  attest_preview_view_find_end (self->view);
}

static void
attest_preview_find_bar_dispose (GObject *object)
{
  AttestPreviewFindBar *self = ATTEST_PREVIEW_FIND_BAR (object);

  attest_preview_find_bar_set_view (self, NULL);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_PREVIEW_FIND_BAR);

  G_OBJECT_CLASS (attest_preview_find_bar_parent_class)->dispose (object);
}

static void
attest_preview_find_bar_class_init (AttestPreviewFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_preview_find_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-preview-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, AttestPreviewFindBar, next);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
}

static void
attest_preview_find_bar_init (AttestPreviewFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}

void
attest_preview_find_bar_set_view (AttestPreviewFindBar *self, AttestPreviewView *view)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_FIND_BAR (self));

  if (self->view == view)
    return;
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = view;
  if (view != NULL)
    g_signal_connect_object (view, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
}

void
attest_preview_find_bar_open (AttestPreviewFindBar *self)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
attest_preview_find_bar_step (AttestPreviewFindBar *self, int step)
{
  g_return_if_fail (ATTEST_IS_PREVIEW_FIND_BAR (self));

  if (!gtk_search_bar_get_search_mode (self->bar) || *get_words (self) == '\0')
    attest_preview_find_bar_open (self);
  else if (self->view != NULL)
    attest_preview_view_find_next (self->view, step);
}
