/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-title-dialog.h"

#include <glib/gi18n.h>

#include "record/attest-unsaved.h"
#include "review/attest-review.h"
#include "text/attest-title.h"

struct _AttestTitleDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  AttestArticleItem *item;
  gboolean duplicate;
  /* Switches, one for each variant of @item. */
  GPtrArray *switches;

  GtkButton *accept;
  AdwBanner *banner;
  GtkEditable *title_row;
  AdwPreferencesGroup *what;
  AdwPreferencesGroup *texts;
};

G_DEFINE_FINAL_TYPE (AttestTitleDialog, attest_title_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *path;
  char *article;
  char *actor;
  char *title;
  GStrv audiences;
  gboolean duplicate;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->article);
  g_free (request->actor);
  g_free (request->title);
  g_strfreev (request->audiences);
  g_free (request);
}

/* What somebody typed and did not save began from the text before: saving it later would take the new title away again. */
static gboolean
check_unsaved (const Request *request, GError **error)
{
  for (guint i = 0; request->audiences[i] != NULL; i++)
    {
      g_autoptr (AttestUnsaved) unsaved =
          attest_unsaved_load (NULL, request->path, request->article, request->audiences[i], request->actor, NULL);

      if (unsaved == NULL)
        continue;
      g_set_error_literal (error,
                           ATTEST_REVIEW_ERROR,
                           ATTEST_REVIEW_ERROR_INPUT,
                           _ ("You have text of this article that is not saved. Open it, save it, then rename it."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
perform (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  char *article = NULL;

  if (request->duplicate)
    article = attest_review_duplicate (library, request->article, request->actor, request->title, error);
  else if (check_unsaved (request, error) && attest_review_rename (library,
                                                                   request->article,
                                                                   request->actor,
                                                                   request->title,
                                                                   (const char *const *) request->audiences,
                                                                   error))
    article = g_strdup (request->article);
  if (article == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, article);
  return TRUE;
}

static GStrv
collect_audiences (AttestTitleDialog *self)
{
  const AttestArticleLine *line = attest_article_item_get_line (self->item);
  g_autoptr (GStrvBuilder) audiences = g_strv_builder_new ();

  for (guint i = 0; i < self->switches->len; i++)
    if (adw_switch_row_get_active (g_ptr_array_index (self->switches, i)))
      g_strv_builder_add (audiences, attest_article_line_get_audience (line, i));
  return g_strv_builder_end (audiences);
}

static void
check_input (AttestTitleDialog *self)
{
  g_autofree char *title = attest_title_tidy (gtk_editable_get_text (self->title_row));
  g_auto (GStrv) audiences = collect_audiences (self);
  gboolean differs = g_strcmp0 (title, attest_article_item_get_title (self->item)) != 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->accept),
                            title != NULL && (self->duplicate || (differs && audiences[0] != NULL)));
}

static DexFuture *
performed (DexFuture *future, gpointer user_data)
{
  AttestTitleDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      check_input (self);
      return dex_future_new_true ();
    }
  g_signal_emit (self, signals[SIGNAL_DONE], 0, g_value_get_string (value));
  adw_dialog_close (ADW_DIALOG (self));
  return dex_future_new_true ();
}

static void
accept_cb (AttestTitleDialog *self)
{
  Request *request = g_new0 (Request, 1);
  DexFuture *future = NULL;

  request->path = g_strdup (attest_session_get_path (self->session));
  request->article = g_strdup (attest_article_item_get_id (self->item));
  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->title = g_strdup (gtk_editable_get_text (self->title_row));
  request->audiences = collect_audiences (self);
  request->duplicate = self->duplicate;
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
  future = attest_session_perform (self->session, perform, request, request_free);
  dex_future_disown (dex_future_finally (future, performed, g_object_ref (self), g_object_unref));
}

static void
attest_title_dialog_dispose (GObject *object)
{
  AttestTitleDialog *self = ATTEST_TITLE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->item);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_TITLE_DIALOG);

  G_OBJECT_CLASS (attest_title_dialog_parent_class)->dispose (object);
}

static void
attest_title_dialog_class_init (AttestTitleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_title_dialog_dispose;
  signals[SIGNAL_DONE] = g_signal_new (
      "done", ATTEST_TYPE_TITLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-title-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestTitleDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, AttestTitleDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestTitleDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, AttestTitleDialog, what);
  gtk_widget_class_bind_template_child (widget_class, AttestTitleDialog, texts);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_title_dialog_init (AttestTitleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->switches = g_ptr_array_new ();
  g_signal_connect_swapped (self->title_row, "changed", G_CALLBACK (check_input), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
}

/* A text with a title of its own keeps it unless somebody says otherwise. */
static void
add_texts (AttestTitleDialog *self)
{
  AttestLibrary *library = attest_session_get_library (self->session);
  const AttestArticleLine *line = attest_article_item_get_line (self->item);

  for (guint i = 0; i < attest_article_line_get_n_texts (line); i++)
    {
      g_autoptr (AttestRevision) newest = attest_library_find_revision (
          library, attest_article_line_get_id (line), attest_article_line_get_audience (line, i), 0, NULL);
      gboolean same = newest == NULL || g_strcmp0 (newest->title, attest_article_line_get_title (line)) == 0;
      GtkWidget *row = adw_switch_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), attest_article_line_get_audience_label (line, i));
      if (!same)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), newest->title);
      adw_switch_row_set_active (ADW_SWITCH_ROW (row), same);
      g_signal_connect_object (row, "notify::active", G_CALLBACK (check_input), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->switches, row);
      adw_preferences_group_add (self->texts, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->texts), attest_article_line_get_n_texts (line) > 1);
}

AdwDialog *
attest_title_dialog_new (AttestSession *session, AttestArticleItem *item, gboolean duplicate)
{
  AttestTitleDialog *self = g_object_new (ATTEST_TYPE_TITLE_DIALOG, NULL);
  const char *original = attest_article_item_get_title (item);
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  self->duplicate = duplicate;
  if (!duplicate)
    add_texts (self);
  adw_dialog_set_title (ADW_DIALOG (self), duplicate ? _ ("Duplicate article") : _ ("Rename article"));
  gtk_button_set_label (self->accept, duplicate ? _ ("_Duplicate") : _ ("_Rename"));
  adw_preferences_group_set_description (
      self->what,
      duplicate ? _ ("The copy has the newest texts and the references. Comments and reviews stay with this article.")
                : _ ("A title is part of the text. A new one is saved as a new revision by you, and has to be reviewed "
                     "like any other change. What is approved stays published until then."));
  /* Translators: the title that a copy begins with; %s is the title of the original */
  title = duplicate ? g_strdup_printf (_ ("Copy of %s"), original) : g_strdup (original);
  gtk_editable_set_text (self->title_row, title);
  gtk_editable_select_region (self->title_row, 0, -1);
  check_input (self);
  return ADW_DIALOG (self);
}
