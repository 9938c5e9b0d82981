/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-unkept-dialog.h"

#include <glib/gi18n.h>

#include "article/attest-save-text.h"
#include "session/attest-feedback.h"

/* @then: static */
typedef struct
{
  GtkWidget *parent;
  AttestArticleState *state;
  const char *then;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->parent);
  g_object_unref (leaving->state);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

void
attest_unkept_copy (GtkWidget *widget, AttestArticleState *state)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (attest_article_state_get_buffer (state));
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  attest_feedback_toast (widget, _ ("The text was copied. Paste it in a safe place."));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);

  if (g_str_equal (response, "copy"))
    {
      attest_unkept_copy (leaving->parent, leaving->state);
    }
  else if (g_str_equal (response, "save"))
    {
      attest_save_text_as (leaving->parent, leaving->state);
    }
  else if (g_str_equal (response, "leave"))
    {
      attest_article_state_give_up (leaving->state);
      gtk_widget_activate_action (leaving->parent, leaving->then, NULL);
    }
}

void
attest_unkept_dialog_present (GtkWidget *parent, AttestArticleState *state, const char *then)
{
  const GError *unkept = attest_article_state_get_unkept (state);
  AdwDialog *dialog = NULL;
  Leaving *leaving = NULL;

  g_return_if_fail (unkept != NULL);

  dialog = adw_alert_dialog_new (_ ("Leave without what you typed?"), unkept->message);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "stay",
                                  _ ("_Stay here"),
                                  "copy",
                                  _ ("_Copy the text"),
                                  "save",
                                  _ ("Save the _text as…"),
                                  "leave",
                                  _ ("_Leave without it"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "stay");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "stay");

  leaving = g_new0 (Leaving, 1);
  leaving->parent = g_object_ref (parent);
  leaving->state = g_object_ref (state);
  leaving->then = then;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, chosen_cb, leaving);
}
