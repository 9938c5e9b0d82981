/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "copies/attest-copies-dialog.h"

#include <glib/gi18n.h>

#include "copies/attest-copy-differences.h"
#include "copies/attest-copy-words.h"
#include "session/attest-future.h"
#include "session/attest-time-words.h"
#include "session/attest-worker.h"

/* @checked: how many of @list were checked, in its order */
struct _AttestCopiesDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  GPtrArray *list;
  guint checked;
  char *chosen;

  AdwNavigationView *navigation;
  GtkListBox *copies;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (AttestCopiesDialog, attest_copies_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* "Copy of the day · 1.2 MB · Whole" */
static void
show_copy (AttestCopiesDialog *self, guint index, const char *state)
{
  const AttestCopy *copy = g_ptr_array_index (self->list, index);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->copies, (int) index);
  g_autofree char *kind = attest_copy_words_dup_kind (copy);
  g_autofree char *size = g_format_size ((guint64) copy->size);
  /* Translators: where a copy comes from, how large it is, and whether it is whole */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s · %s"), kind, size, state);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
add_copy (AttestCopiesDialog *self, guint index)
{
  const AttestCopy *copy = g_ptr_array_index (self->list, index);
  g_autofree char *date = attest_time_dup_date (copy->time);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->copies, row);
  show_copy (self, index, _ ("Not checked yet"));
}

/* ---- One check after the other, since each reads a whole library ---- */

static gboolean
check_in_worker (gpointer data, GValue *result, GError **error)
{
  return attest_copies_check (data, error);
}

static void check_next (AttestCopiesDialog *self);

static DexFuture *
checked (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCopiesDialog) self = g_weak_ref_get (user_data);

  if (self == NULL || self->copies == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, NULL) != NULL)
    show_copy (self, self->checked, _ ("Whole"));
  else
    {
      show_copy (self, self->checked, _ ("Damaged"));
      gtk_widget_add_css_class (GTK_WIDGET (gtk_list_box_get_row_at_index (self->copies, (int) self->checked)),
                                "error");
    }
  self->checked++;
  check_next (self);
  return dex_future_new_true ();
}

static void
check_next (AttestCopiesDialog *self)
{
  const AttestCopy *copy = NULL;
  DexFuture *future = NULL;

  if (self->checked >= self->list->len)
    return;
  copy = g_ptr_array_index (self->list, self->checked);
  show_copy (self, self->checked, _ ("Being checked"));
  future = attest_worker_run (check_in_worker, g_strdup (copy->path), g_free);
  dex_future_disown (dex_future_finally (future, checked, attest_weak_ref_new (self), attest_weak_ref_free));
}

/* ---- One of them ---- */

static void
restore_cb (AttestCopiesDialog *self)
{
  g_autofree char *copy = g_strdup (self->chosen);

  g_object_ref (self);
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_RESTORE], 0, copy);
  g_object_unref (self);
}

static void
row_activated_cb (AttestCopiesDialog *self, GtkListBoxRow *row)
{
  const AttestCopy *copy = g_ptr_array_index (self->list, (guint) gtk_list_box_row_get_index (row));
  AdwNavigationPage *page = attest_copy_differences_new (self->session, copy);

  g_set_str (&self->chosen, copy->path);
  g_signal_connect_object (page, "restore", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, page);
}

static void
attest_copies_dialog_dispose (GObject *object)
{
  AttestCopiesDialog *self = ATTEST_COPIES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COPIES_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);

  G_OBJECT_CLASS (attest_copies_dialog_parent_class)->dispose (object);
}

static void
attest_copies_dialog_class_init (AttestCopiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_copies_dialog_dispose;

  signals[SIGNAL_RESTORE] = g_signal_new (
      "restore", ATTEST_TYPE_COPIES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-copies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCopiesDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, AttestCopiesDialog, copies);
  gtk_widget_class_bind_template_child (widget_class, AttestCopiesDialog, empty);
}

static void
attest_copies_dialog_init (AttestCopiesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->copies, "row-activated", G_CALLBACK (row_activated_cb), self);
}

AdwDialog *
attest_copies_dialog_new (AttestSession *session)
{
  AttestCopiesDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_COPIES_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->list = attest_copies_list (attest_session_get_path (session));
  for (guint i = 0; i < self->list->len; i++)
    add_copy (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self->copies), self->list->len > 0);
  gtk_widget_set_visible (self->empty, self->list->len == 0);
  check_next (self);
  return ADW_DIALOG (self);
}
