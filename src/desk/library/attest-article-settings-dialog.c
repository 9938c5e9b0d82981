/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-settings-dialog.h"

#include <glib/gi18n.h>

#include "review/attest-review.h"

struct _AttestArticleSettingsDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  char *article;

  GtkWidget *save;
  AdwBanner *banner;
  GtkEditable *slug;
  GtkEditable *topics;
};

G_DEFINE_FINAL_TYPE (AttestArticleSettingsDialog, attest_article_settings_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  char *article;
  char *actor;
  char *slug;
  GStrv topics;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->article);
  g_free (request->actor);
  g_free (request->slug);
  g_strfreev (request->topics);
  g_free (request);
}

static gboolean
perform (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_set_article (
      library, request->article, request->actor, request->slug, (const char *const *) request->topics, error);
}

static DexFuture *
performed (DexFuture *future, gpointer user_data)
{
  AttestArticleSettingsDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  return dex_future_new_true ();
}

static void
save_cb (AttestArticleSettingsDialog *self)
{
  Request *request = g_new0 (Request, 1);
  DexFuture *future = NULL;

  request->article = g_strdup (self->article);
  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->slug = g_strstrip (g_strdup (gtk_editable_get_text (self->slug)));
  request->topics = g_strsplit (gtk_editable_get_text (self->topics), ",", -1);
  for (guint i = 0; request->topics[i] != NULL; i++)
    g_strstrip (request->topics[i]);
  gtk_widget_set_sensitive (self->save, FALSE);
  future = attest_session_perform (self->session, perform, request, request_free);
  dex_future_disown (dex_future_finally (future, performed, g_object_ref (self), g_object_unref));
}

static void
attest_article_settings_dialog_dispose (GObject *object)
{
  AttestArticleSettingsDialog *self = ATTEST_ARTICLE_SETTINGS_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->article, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ARTICLE_SETTINGS_DIALOG);

  G_OBJECT_CLASS (attest_article_settings_dialog_parent_class)->dispose (object);
}

static void
attest_article_settings_dialog_class_init (AttestArticleSettingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_article_settings_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-article-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSettingsDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSettingsDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSettingsDialog, slug);
  gtk_widget_class_bind_template_child (widget_class, AttestArticleSettingsDialog, topics);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_article_settings_dialog_init (AttestArticleSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
}

AdwDialog *
attest_article_settings_dialog_new (AttestSession *session, AttestArticleItem *item)
{
  AttestArticleSettingsDialog *self = g_object_new (ATTEST_TYPE_ARTICLE_SETTINGS_DIALOG, NULL);
  const AttestArticleLine *line = attest_article_item_get_line (item);
  g_autofree char *topics = g_strjoinv (", ", (GStrv) attest_article_line_get_topics (line));

  self->session = g_object_ref (session);
  self->article = g_strdup (attest_article_line_get_id (line));
  gtk_editable_set_text (self->slug, attest_article_line_get_slug (line));
  gtk_editable_set_text (self->topics, topics);
  return ADW_DIALOG (self);
}
