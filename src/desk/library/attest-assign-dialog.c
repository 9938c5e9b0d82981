/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-assign-dialog.h"

#include <glib/gi18n.h>

#include "session/attest-explain.h"
#include "text/attest-isolate.h"

struct _AttestAssignDialog
{
  AdwDialog parent_instance;

  /* Ids and keys in the order of the two lists; the first key is empty, for all texts. */
  GPtrArray *reviewers;
  GPtrArray *audiences;

  GtkWidget *ask;
  GtkStack *stack;
  AdwPreferencesGroup *what;
  AdwComboRow *reviewer;
  AdwComboRow *audience;
  AdwExpanderRow *until;
  GtkCalendar *day;
};

G_DEFINE_FINAL_TYPE (AttestAssignDialog, attest_assign_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ask_cb (AttestAssignDialog *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->day);
  g_autofree char *due =
      adw_expander_row_get_enable_expansion (self->until) ? g_date_time_format (day, "%Y-%m-%d") : g_strdup ("");
  guint reviewer = adw_combo_row_get_selected (self->reviewer);
  guint audience = adw_combo_row_get_selected (self->audience);

  if (reviewer >= self->reviewers->len || audience >= self->audiences->len)
    return;
  g_signal_emit (self,
                 signals[SIGNAL_CHOSEN],
                 0,
                 g_ptr_array_index (self->reviewers, reviewer),
                 g_ptr_array_index (self->audiences, audience),
                 due);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_day (AttestAssignDialog *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->day);
  g_autofree char *text = g_date_time_format (day, "%x");

  adw_expander_row_set_subtitle (self->until, adw_expander_row_get_enable_expansion (self->until) ? text : "");
}

static void
attest_assign_dialog_dispose (GObject *object)
{
  AttestAssignDialog *self = ATTEST_ASSIGN_DIALOG (object);

  g_clear_pointer (&self->reviewers, g_ptr_array_unref);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_ASSIGN_DIALOG);

  G_OBJECT_CLASS (attest_assign_dialog_parent_class)->dispose (object);
}

static void
attest_assign_dialog_class_init (AttestAssignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_assign_dialog_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         ATTEST_TYPE_ASSIGN_DIALOG,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         3,
                                         G_TYPE_STRING,
                                         G_TYPE_STRING,
                                         G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-assign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, ask);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, what);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, reviewer);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, audience);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, until);
  gtk_widget_class_bind_template_child (widget_class, AttestAssignDialog, day);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_assign_dialog_init (AttestAssignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reviewers = g_ptr_array_new_with_free_func (g_free);
  self->audiences = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_swapped (self->ask, "clicked", G_CALLBACK (ask_cb), self);
  g_signal_connect_swapped (self->day, "day-selected", G_CALLBACK (show_day), self);
  g_signal_connect_swapped (self->until, "notify::enable-expansion", G_CALLBACK (show_day), self);
}

static void
add_reviewers (AttestAssignDialog *self, AttestSession *session)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (attest_session_get_library (session), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);
      g_autofree char *name = attest_session_dup_person_name (session, person->id);

      if (!g_strv_contains ((const char *const *) person->roles, "reviewer"))
        continue;
      g_ptr_array_add (self->reviewers, g_strdup (person->id));
      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->reviewer, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (self->ask, self->reviewers->len > 0);
  if (self->reviewers->len == 0)
    attest_explain_disabled (self->ask, _ ("An editor adds people and gives them the role of a reviewer."), NULL);
  gtk_stack_set_visible_child_name (self->stack, self->reviewers->len > 0 ? "ask" : "nobody");
}

/* Each audience that one of the articles has a text for. */
static void
add_audiences (AttestAssignDialog *self, GPtrArray *items)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_ptr_array_add (self->audiences, g_strdup (""));
  gtk_string_list_append (labels, _ ("All texts"));
  for (guint i = 0; i < items->len; i++)
    {
      const AttestArticleLine *line = attest_article_item_get_line (g_ptr_array_index (items, i));

      for (guint k = 0; k < attest_article_line_get_n_texts (line); k++)
        {
          const char *audience = attest_article_line_get_audience (line, k);

          if (g_ptr_array_find_with_equal_func (self->audiences, audience, g_str_equal, NULL))
            continue;
          g_ptr_array_add (self->audiences, g_strdup (audience));
          gtk_string_list_append (labels, attest_article_line_get_audience_label (line, k));
        }
    }
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (labels));
}

static void
describe (AttestAssignDialog *self, GPtrArray *items)
{
  g_autofree char *title = attest_isolate (attest_article_item_get_title (g_ptr_array_index (items, 0)));
  g_autofree char *text = NULL;

  if (items->len == 1)
    text = g_strdup_printf (_ ("“%s” comes into their list of what waits for them once it is submitted."), title);
  else
    text =
        g_strdup_printf (ngettext ("%u article comes into their list of what waits for them once it is submitted.",
                                   "%u articles come into their list of what waits for them once they are submitted.",
                                   items->len),
                         items->len);
  adw_preferences_group_set_description (self->what, text);
}

AdwDialog *
attest_assign_dialog_new (AttestSession *session, GPtrArray *items)
{
  AttestAssignDialog *self = NULL;
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) fortnight = g_date_time_add_days (today, 14);

  g_return_val_if_fail (items->len > 0, NULL);

  self = g_object_new (ATTEST_TYPE_ASSIGN_DIALOG, NULL);
  gtk_calendar_select_day (self->day, fortnight);
  show_day (self);
  add_reviewers (self, session);
  add_audiences (self, items);
  describe (self, items);
  return ADW_DIALOG (self);
}
