/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-new-article-dialog.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "review/attest-review.h"

struct _AttestNewArticleDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  GPtrArray *audiences;

  GtkWidget *make;
  AdwBanner *banner;
  GtkEditable *title_row;
  AdwComboRow *audience;
  GtkEditable *topics;
};

G_DEFINE_FINAL_TYPE (AttestNewArticleDialog, attest_new_article_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *actor;
  char *audience;
  GStrv topics;
  GBytes *markdown;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_free (request->audience);
  g_strfreev (request->topics);
  g_bytes_unref (request->markdown);
  g_free (request);
}

static gboolean
make_article (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  char *article = attest_review_create_article (library,
                                                request->actor,
                                                NULL,
                                                "en",
                                                (const char *const *) request->topics,
                                                request->audience,
                                                request->markdown,
                                                NULL,
                                                NULL,
                                                0,
                                                NULL,
                                                error);

  if (article == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, article);
  return TRUE;
}

static GStrv
split_topics (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) topics = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (topics, parts[i]);
  return g_strv_builder_end (topics);
}

static Request *
make_request (AttestNewArticleDialog *self)
{
  Request *request = g_new0 (Request, 1);
  const AttestAudience *audience = g_ptr_array_index (self->audiences, adw_combo_row_get_selected (self->audience));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));
  char *markdown = g_strdup_printf ("# %s\n\n", title);

  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->audience = g_strdup (audience->key);
  request->topics = split_topics (gtk_editable_get_text (self->topics));
  request->markdown = g_bytes_new_take (markdown, strlen (markdown));
  return request;
}

static DexFuture *
article_made (DexFuture *future, gpointer user_data)
{
  AttestNewArticleDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      gtk_widget_set_sensitive (self->make, TRUE);
      return dex_future_new_true ();
    }
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_MADE], 0, g_value_get_string (value));
  return dex_future_new_true ();
}

static void
make_clicked_cb (AttestNewArticleDialog *self)
{
  DexFuture *future = attest_session_perform (self->session, make_article, make_request (self), request_free);

  gtk_widget_set_sensitive (self->make, FALSE);
  dex_future_disown (dex_future_finally (future, article_made, g_object_ref (self), g_object_unref));
}

static void
title_changed_cb (AttestNewArticleDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));

  gtk_widget_set_sensitive (self->make, *title != '\0' && self->audiences != NULL && self->audiences->len > 0);
}

static void
attest_new_article_dialog_dispose (GObject *object)
{
  AttestNewArticleDialog *self = ATTEST_NEW_ARTICLE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_NEW_ARTICLE_DIALOG);

  G_OBJECT_CLASS (attest_new_article_dialog_parent_class)->dispose (object);
}

static void
attest_new_article_dialog_class_init (AttestNewArticleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_new_article_dialog_dispose;
  signals[SIGNAL_MADE] = g_signal_new (
      "made", ATTEST_TYPE_NEW_ARTICLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attestdesk/Attest/attest-new-article-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestNewArticleDialog, make);
  gtk_widget_class_bind_template_child (widget_class, AttestNewArticleDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestNewArticleDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, AttestNewArticleDialog, audience);
  gtk_widget_class_bind_template_child (widget_class, AttestNewArticleDialog, topics);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_new_article_dialog_init (AttestNewArticleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_clicked_cb), self);
  g_signal_connect_swapped (self->title_row, "changed", G_CALLBACK (title_changed_cb), self);
}

/* The base is the doctor's text where there is one, so that one is offered first. */
static void
fill_audiences (AttestNewArticleDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint base = 0;

  self->audiences = attest_library_list_audiences (attest_session_get_library (self->session), NULL);
  for (guint i = 0; self->audiences != NULL && i < self->audiences->len; i++)
    {
      const AttestAudience *audience = g_ptr_array_index (self->audiences, i);

      gtk_string_list_append (labels, audience->label);
      if (g_str_equal (audience->key, "doctor"))
        base = i;
    }
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->audience, base);
}

AdwDialog *
attest_new_article_dialog_new (AttestSession *session)
{
  AttestNewArticleDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_NEW_ARTICLE_DIALOG, NULL);
  self->session = g_object_ref (session);
  fill_audiences (self);
  return ADW_DIALOG (self);
}
