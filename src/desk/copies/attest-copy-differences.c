/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "copies/attest-copy-differences.h"

#include <glib/gi18n.h>

#include "copies/attest-copy-words.h"
#include "session/attest-explain.h"
#include "session/attest-future.h"
#include "session/attest-time-words.h"
#include "session/attest-worker.h"

/* More than anybody reads; the rest is told as a number. */
#define MOST_ROWS 200

struct _AttestCopyDifferences
{
  AdwNavigationPage parent_instance;

  char *date;
  char *refusal;

  GtkStack *stack;
  AdwStatusPage *failed;
  AdwPreferencesGroup *group;
  GtkListBox *articles;
  GtkWidget *restore;
};

G_DEFINE_FINAL_TYPE (AttestCopyDifferences, attest_copy_differences, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *path;
  char *copy;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->copy);
  g_free (request);
}

static gboolean
compare_in_worker (gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  GPtrArray *differences = NULL;

  if (!attest_copies_check (request->copy, error))
    return FALSE;
  differences = attest_copies_compare (request->path, request->copy, error);
  if (differences == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, differences);
  return TRUE;
}

static void
add_row (AttestCopyDifferences *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->articles, row);
}

static void
show_differences (AttestCopyDifferences *self, GPtrArray *differences)
{
  g_autofree char *description = NULL;

  for (guint i = 0; i < MIN (differences->len, MOST_ROWS); i++)
    {
      const AttestCopyDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *title = attest_copy_words_dup_title (difference);
      g_autofree char *words = attest_copy_words_dup_difference (difference);

      add_row (self, title, words);
    }
  if (differences->len > MOST_ROWS)
    {
      guint more = differences->len - MOST_ROWS;
      g_autofree char *words = g_strdup_printf (ngettext ("And %u more article", "And %u more articles", more), more);

      add_row (self, words, NULL);
    }
  if (differences->len == 0)
    description = g_strdup (_ ("The copy and the library have the same entries, so nothing would change."));
  else
    /* Translators: %s is a date, such as "3 March 2026" or "Today, 14:05" */
    description = g_strdup_printf (_ ("The library as it is now beside the copy: %s."), self->date);
  adw_preferences_group_set_description (self->group, description);
  gtk_widget_set_visible (GTK_WIDGET (self->articles), differences->len > 0);
  gtk_widget_set_sensitive (self->restore, differences->len > 0 && self->refusal == NULL);
  attest_explain_disabled (self->restore, self->refusal, NULL);
  gtk_stack_set_visible_child_name (self->stack, "differences");
}

static DexFuture *
compared (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestCopyDifferences) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *escaped = NULL;

  if (self == NULL || self->stack == NULL)
    return dex_future_new_true ();
  if (value != NULL)
    {
      show_differences (self, g_value_get_boxed (value));
      return dex_future_new_true ();
    }
  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  return dex_future_new_true ();
}

static void
answered_cb (GObject *dialog, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestCopyDifferences) self = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "restore"))
    g_signal_emit (self, signals[SIGNAL_RESTORE], 0);
}

static void
restore_clicked_cb (AttestCopyDifferences *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Restore this copy?"), NULL);

  /* Translators: %s is a date, such as "3 March 2026" or "Today, 14:05" */
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                _ ("The library becomes what it was in the copy: %s. As it is now it is kept as a copy "
                                   "too, so that you can go back."),
                                self->date);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore", _ ("_Restore"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, answered_cb, g_object_ref (self));
}

static void
attest_copy_differences_dispose (GObject *object)
{
  AttestCopyDifferences *self = ATTEST_COPY_DIFFERENCES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_COPY_DIFFERENCES);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (attest_copy_differences_parent_class)->dispose (object);
}

static void
attest_copy_differences_class_init (AttestCopyDifferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_copy_differences_dispose;

  signals[SIGNAL_RESTORE] =
      g_signal_new ("restore", ATTEST_TYPE_COPY_DIFFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-copy-differences.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestCopyDifferences, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestCopyDifferences, failed);
  gtk_widget_class_bind_template_child (widget_class, AttestCopyDifferences, group);
  gtk_widget_class_bind_template_child (widget_class, AttestCopyDifferences, articles);
  gtk_widget_class_bind_template_child (widget_class, AttestCopyDifferences, restore);
}

static void
attest_copy_differences_init (AttestCopyDifferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->restore, "clicked", G_CALLBACK (restore_clicked_cb), self);
}

AdwNavigationPage *
attest_copy_differences_new (AttestSession *session, const AttestCopy *copy)
{
  AttestCopyDifferences *self = g_object_new (ATTEST_TYPE_COPY_DIFFERENCES, NULL);
  Request *request = g_new0 (Request, 1);
  DexFuture *future = NULL;

  self->date = attest_time_dup_date (copy->time);
  self->refusal = g_strdup (attest_session_get_refusal (session));
  request->path = g_strdup (attest_session_get_path (session));
  request->copy = g_strdup (copy->path);
  future = attest_worker_run (compare_in_worker, request, request_free);
  dex_future_disown (dex_future_finally (future, compared, attest_weak_ref_new (self), attest_weak_ref_free));
  return ADW_NAVIGATION_PAGE (self);
}
