/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-published-link.h"

#include <glib/gi18n.h>

struct _AttestPublishedLink
{
  AdwBin parent_instance;

  AttestArticleState *state;
  GSignalGroup *signals;
  GtkLabel *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (AttestPublishedLink, attest_published_link, ADW_TYPE_BIN)

/* A sign-off, and so an approval, is of bytes: another revision with the same ones is published as well. What was saved a moment ago may not have been read back yet. */
static gboolean
is_in_sight (AttestPublishedLink *self, const AttestArticleRecord *record)
{
  const AttestRevision *published = record->published;
  const char *in_sight = attest_article_state_get_revision (self->state);

  if (attest_article_state_get_modified (self->state) || in_sight == NULL)
    return FALSE;
  if (g_str_equal (in_sight, published->id))
    return TRUE;

  return record->revision != NULL && g_str_equal (in_sight, record->revision->id) && published->signed_hash != NULL &&
         g_strcmp0 (record->revision->signed_hash, published->signed_hash) == 0;
}

static void
show (AttestPublishedLink *self)
{
  const AttestArticleRecord *record = attest_article_state_get_record (self->state);
  const AttestRevision *published = record != NULL ? record->published : NULL;
  gboolean in_sight = published != NULL && is_in_sight (self, record);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), published != NULL);
  if (published == NULL)
    return;
  if (in_sight)
    words = g_strdup (_ ("This is the published text"));
  else
    words = g_strdup_printf (_ ("Not the published text, which is revision %u"), published->number);
  gtk_label_set_label (self->label, words);
  /* Where it leads nowhere it is there to be read alone. */
  gtk_widget_set_can_target (self->button, !in_sight);
  gtk_widget_set_can_focus (self->button, !in_sight);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (self->button), "(ss)", attest_article_state_get_audience (self->state), published->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), in_sight ? NULL : "article.read");
}

static void
attest_published_link_dispose (GObject *object)
{
  AttestPublishedLink *self = ATTEST_PUBLISHED_LINK (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (attest_published_link_parent_class)->dispose (object);
}

static void
attest_published_link_class_init (AttestPublishedLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_published_link_dispose;
}

static void
attest_published_link_init (AttestPublishedLink *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-button");
  gtk_widget_set_tooltip_text (self->button, _ ("Read the published text"));
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (ATTEST_TYPE_ARTICLE_STATE);
  g_signal_group_connect_swapped (self->signals, "loaded", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->signals, "reviewed", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->signals, "notify::modified", G_CALLBACK (show), self);
}

void
attest_published_link_set_state (AttestPublishedLink *self, AttestArticleState *state)
{
  g_return_if_fail (ATTEST_IS_PUBLISHED_LINK (self));

  if (!g_set_object (&self->state, state))
    return;
  g_signal_group_set_target (self->signals, state);
  if (state != NULL)
    show (self);
}
