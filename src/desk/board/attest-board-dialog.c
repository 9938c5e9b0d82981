/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "board/attest-board-dialog.h"

#include "board/attest-policies-group.h"
#include "record/attest-article.h"
#include "review/attest-review.h"
#include "session/attest-explain.h"

struct _AttestBoardDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  AttestBoard *board;

  GtkWidget *save;
  AdwBanner *banner;
  GtkEditable *name;
  GtkEditable *policy;
  GtkEditable *follow_up;
  AttestPoliciesGroup *approval;
  GtkTextView *notice;
  GtkTextView *disclaimer;
};

G_DEFINE_FINAL_TYPE (AttestBoardDialog, attest_board_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  char *actor;
  JsonObject *changes;
  GPtrArray *policies;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_clear_pointer (&request->changes, json_object_unref);
  g_clear_pointer (&request->policies, g_ptr_array_unref);
  g_free (request);
}

static gboolean
save_board (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;

  return attest_review_save_settings (library, request->actor, request->changes, request->policies, error);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, TRUE));
}

/* Only what differs becomes part of the event. */
static void
add_change (JsonObject *changes, const char *member, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    json_object_set_string_member (changes, member, after);
}

static JsonObject *
dup_changes (AttestBoardDialog *self)
{
  g_autoptr (JsonObject) changes = json_object_new ();
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *policy = g_strstrip (g_strdup (gtk_editable_get_text (self->policy)));
  g_autofree char *follow_up = g_strstrip (g_strdup (gtk_editable_get_text (self->follow_up)));
  g_autofree char *notice = dup_text (self->notice);
  g_autofree char *disclaimer = dup_text (self->disclaimer);

  add_change (changes, "name", self->board->name, name);
  add_change (changes, "policy_url", self->board->policy_url, policy);
  add_change (changes, "follow_up_url", self->board->follow_up_url, follow_up);
  add_change (changes, "notice", self->board->notice, notice);
  add_change (changes, "disclaimer", self->board->disclaimer, disclaimer);
  return json_object_get_size (changes) > 0 ? g_steal_pointer (&changes) : NULL;
}

static void
tell (AttestBoardDialog *self, const char *message)
{
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static DexFuture *
board_saved (DexFuture *future, gpointer user_data)
{
  AttestBoardDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    {
      tell (self, error->message);
      gtk_widget_set_sensitive (self->save, TRUE);
    }
  else
    {
      adw_dialog_close (ADW_DIALOG (self));
    }
  return dex_future_new_true ();
}

static void
save_clicked_cb (AttestBoardDialog *self)
{
  g_autoptr (JsonObject) changes = dup_changes (self);
  Request *request = NULL;
  DexFuture *future = NULL;

  if (changes == NULL && !attest_policies_group_is_changed (self->approval))
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  request = g_new0 (Request, 1);
  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->changes = g_steal_pointer (&changes);
  request->policies = attest_policies_group_dup_policies (self->approval);
  gtk_widget_set_sensitive (self->save, FALSE);
  future = attest_session_perform (self->session, save_board, request, request_free);
  dex_future_disown (dex_future_finally (future, board_saved, g_object_ref (self), g_object_unref));
}

static void
attest_board_dialog_dispose (GObject *object)
{
  AttestBoardDialog *self = ATTEST_BOARD_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->board, attest_board_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_BOARD_DIALOG);

  G_OBJECT_CLASS (attest_board_dialog_parent_class)->dispose (object);
}

static void
attest_board_dialog_class_init (AttestBoardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_board_dialog_dispose;
  g_type_ensure (ATTEST_TYPE_POLICIES_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-board-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, policy);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, follow_up);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, approval);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, AttestBoardDialog, disclaimer);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_board_dialog_init (AttestBoardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked_cb), self);
}

/* Who may not change the settings can still read and copy them. */
static void
refuse (AttestBoardDialog *self, const char *reason)
{
  gtk_editable_set_editable (self->name, FALSE);
  gtk_editable_set_editable (self->policy, FALSE);
  gtk_editable_set_editable (self->follow_up, FALSE);
  gtk_text_view_set_editable (self->notice, FALSE);
  gtk_text_view_set_editable (self->disclaimer, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approval), FALSE);
  gtk_widget_set_sensitive (self->save, FALSE);
  attest_explain_disabled (GTK_WIDGET (self->approval), reason, NULL);
  attest_explain_disabled (self->save, reason, NULL);
  tell (self, reason);
}

static void
show_board (AttestBoardDialog *self)
{
  AttestLibrary *library = attest_session_get_library (self->session);
  const char *actor = attest_session_get_actor (self->session);
  g_autoptr (GError) error = NULL;

  self->board = attest_library_load_board (library, &error);
  if (self->board == NULL || !attest_policies_group_show (self->approval, self->session, &error))
    {
      refuse (self, error->message);
      return;
    }
  gtk_editable_set_text (self->name, self->board->name);
  gtk_editable_set_text (self->policy, self->board->policy_url);
  gtk_editable_set_text (self->follow_up, self->board->follow_up_url);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notice), self->board->notice, -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->disclaimer), self->board->disclaimer, -1);
  if (attest_session_get_refusal (self->session) != NULL)
    refuse (self, attest_session_get_refusal (self->session));
  else if (!attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, &error))
    refuse (self, error->message);
}

AdwDialog *
attest_board_dialog_new (AttestSession *session)
{
  AttestBoardDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_BOARD_DIALOG, NULL);
  self->session = g_object_ref (session);
  show_board (self);
  return ADW_DIALOG (self);
}
