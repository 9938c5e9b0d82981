/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preview/attest-preview-print.h"

#include <glib/gi18n.h>

#include "preview/attest-preview-beside.h"
#include "session/attest-feedback.h"
#include "session/attest-sandbox.h"
#include "session/attest-status-look.h"

GStrv
attest_preview_dup_print_words (AttestArticleState *state)
{
  AttestArticleRecord *record = attest_article_state_get_record (state);
  const AttestVariant *variant = attest_article_state_get_variant (state);
  gboolean modified = attest_article_state_get_modified (state);
  gboolean published = variant != NULL && !modified && record->revision != NULL &&
                       g_strcmp0 (variant->published, record->revision->id) == 0;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *revision =
      modified ? g_strdup (_ ("Changed and not saved")) : attest_preview_dup_revision_words (record);

  if (*record->board->name != '\0')
    g_strv_builder_add (lines, record->board->name);
  /* Translators: the audience, then which text, such as "Patient: Revision 3, published, 3 March 2026" */
  g_strv_builder_take (lines, g_strdup_printf (_ ("%s: %s"), record->audience->label, revision));
  if (!published)
    g_strv_builder_add (lines,
                        *record->board->notice != '\0' ? record->board->notice : _ ("This text is not approved."));
  return g_strv_builder_end (lines);
}

static void
failed_cb (WebKitPrintOperation *operation, GError *error, AttestPreviewView *view)
{
  if (gtk_widget_get_root (GTK_WIDGET (view)) != NULL)
    attest_feedback_error (GTK_WIDGET (view), _ ("The page could not be printed"), error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WebKitPrintOperation) operation = WEBKIT_PRINT_OPERATION (user_data);
  g_autoptr (GError) error = NULL;
  GtkPrintSetup *setup = gtk_print_dialog_setup_finish (GTK_PRINT_DIALOG (source), result, &error);

  if (setup != NULL)
    {
      webkit_print_operation_set_print_settings (operation, gtk_print_setup_get_print_settings (setup));
      webkit_print_operation_set_page_setup (operation, gtk_print_setup_get_page_setup (setup));
      webkit_print_operation_print (operation);
      gtk_print_setup_unref (setup);
    }
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      g_signal_emit_by_name (operation, "failed", error);
    }
}

/* WebKit's own dialog stops the main loop, and the program ends when somebody closes the dialog's window. It is for the
 * sandbox alone, where it has no window, but knows how the desktop is asked to print. */
static void
choose (WebKitPrintOperation *operation, GtkWindow *window)
{
  g_autoptr (GtkPrintDialog) dialog = NULL;

  if (attest_is_sandboxed ())
    {
      webkit_print_operation_run_dialog (operation, window);
      return;
    }
  dialog = gtk_print_dialog_new ();
  gtk_print_dialog_set_title (dialog, _ ("Print the page"));
  gtk_print_dialog_setup (dialog, window, NULL, chosen_cb, g_object_ref (operation));
}

void
attest_preview_print (AttestPreviewView *view, AttestArticleState *state, GtkWindow *window)
{
  g_autoptr (WebKitPrintOperation) operation = NULL;
  g_auto (GStrv) words = NULL;

  if (attest_article_state_get_record (state) == NULL)
    return;
  words = attest_preview_dup_print_words (state);
  attest_preview_view_set_print_words (view, (const char *const *) words);
  operation = attest_preview_view_new_print_operation (view);
  g_signal_connect_object (operation, "failed", G_CALLBACK (failed_cb), view, G_CONNECT_DEFAULT);
  choose (operation, window);
}
