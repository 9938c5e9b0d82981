/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes/attest-changes-choice.h"

#include <glib/gi18n.h>

#include "session/attest-time-words.h"

/* `showing` is TRUE while the lists are filled, so that nobody seems to have chosen. */
struct _AttestChangesChoice
{
  GtkBox parent_instance;

  AttestChanges *changes;
  gboolean showing;

  AdwComboRow *before;
  AdwComboRow *after;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (AttestChangesChoice, attest_changes_choice, GTK_TYPE_BOX)

static guint chosen_signal;

static char *
dup_revision_words (AttestSession *session, const AttestRevision *revision)
{
  g_autofree char *name = attest_session_dup_short_name (session, revision->author);
  g_autofree char *date = attest_time_dup_date (revision->time);

  /* Translators: such as "3: Ana Ruiz, 3 March 2026", where 3 is the number of a revision */
  return g_strdup_printf (_ ("%u: %s, %s"), revision->number, name, date);
}

/* Newest first. The earlier text may also be none at all, which is the last of its list. */
static void
fill_row (AttestChangesChoice *self, AttestSession *session, AdwComboRow *row, const AttestRevision *chosen)
{
  GPtrArray *revisions = self->changes->revisions;
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = revisions->len;

  for (guint i = 0; i < revisions->len; i++)
    {
      const AttestRevision *revision = g_ptr_array_index (revisions, revisions->len - 1 - i);

      gtk_string_list_take (words, dup_revision_words (session, revision));
      if (chosen != NULL && g_str_equal (chosen->id, revision->id))
        selected = i;
    }
  if (row == self->before)
    gtk_string_list_append (words, _ ("Before the first text"));
  adw_combo_row_set_model (row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (row, selected);
}

void
attest_changes_choice_show (AttestChangesChoice *self, AttestSession *session, AttestChanges *changes)
{
  g_return_if_fail (ATTEST_IS_CHANGES_CHOICE (self));
  g_return_if_fail (ATTEST_IS_SESSION (session));

  g_clear_pointer (&self->changes, attest_changes_unref);
  self->changes = attest_changes_ref (changes);
  self->showing = TRUE;
  fill_row (self, session, self->before, changes->before.revision);
  fill_row (self, session, self->after, changes->after.revision);
  self->showing = FALSE;
}

static const char *
get_chosen (AttestChangesChoice *self, AdwComboRow *row)
{
  GPtrArray *revisions = self->changes->revisions;
  guint selected = adw_combo_row_get_selected (row);
  const AttestRevision *revision =
      selected < revisions->len ? g_ptr_array_index (revisions, revisions->len - 1 - selected) : NULL;

  return revision != NULL ? revision->id : ATTEST_CHANGES_NOTHING;
}

const char *
attest_changes_choice_get_before (AttestChangesChoice *self)
{
  g_return_val_if_fail (ATTEST_IS_CHANGES_CHOICE (self) && self->changes != NULL, NULL);

  return get_chosen (self, self->before);
}

const char *
attest_changes_choice_get_after (AttestChangesChoice *self)
{
  g_return_val_if_fail (ATTEST_IS_CHANGES_CHOICE (self) && self->changes != NULL, NULL);

  return get_chosen (self, self->after);
}

static void
selected_cb (AttestChangesChoice *self)
{
  if (!self->showing && self->changes != NULL)
    g_signal_emit (self, chosen_signal, 0);
}

/* It points from one to the other, which stands below where there is no room beside. */
static void
orientation_changed_cb (AttestChangesChoice *self)
{
  gtk_widget_set_visible (self->arrow,
                          gtk_orientable_get_orientation (GTK_ORIENTABLE (self)) == GTK_ORIENTATION_HORIZONTAL);
}

static void
attest_changes_choice_dispose (GObject *object)
{
  AttestChangesChoice *self = ATTEST_CHANGES_CHOICE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_CHANGES_CHOICE);
  g_clear_pointer (&self->changes, attest_changes_unref);

  G_OBJECT_CLASS (attest_changes_choice_parent_class)->dispose (object);
}

static void
attest_changes_choice_class_init (AttestChangesChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_changes_choice_dispose;

  chosen_signal =
      g_signal_new ("chosen", ATTEST_TYPE_CHANGES_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-changes-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestChangesChoice, before);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesChoice, after);
  gtk_widget_class_bind_template_child (widget_class, AttestChangesChoice, arrow);
}

static void
attest_changes_choice_init (AttestChangesChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->before, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->after, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self, "notify::orientation", G_CALLBACK (orientation_changed_cb), NULL);
}
