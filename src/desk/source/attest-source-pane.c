/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "source/attest-source-pane.h"

struct _AttestSourcePane
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (AttestSourcePane, attest_source_pane, ADW_TYPE_BIN)

static void
attest_source_pane_dispose (GObject *object)
{
  AttestSourcePane *self = ATTEST_SOURCE_PANE (object);

  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_source_pane_parent_class)->dispose (object);
}

static void
attest_source_pane_class_init (AttestSourcePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_source_pane_dispose;
}

static void
attest_source_pane_init (AttestSourcePane *self)
{
  GtkWidget *view = gtk_source_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Source"), -1);
  self->view = GTK_TEXT_VIEW (view);
  adw_bin_set_child (ADW_BIN (self), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, NULL));
}

void
attest_source_pane_set_state (AttestSourcePane *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_SOURCE_PANE (self));
  g_return_if_fail (state == NULL || ATTEST_IS_ARTICLE_STATE (state));

  if (g_set_object (&self->state, state) && state != NULL)
    gtk_text_view_set_buffer (self->view, GTK_TEXT_BUFFER (attest_article_state_get_buffer (state)));
}
