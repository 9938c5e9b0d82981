/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people/attest-people-dialog.h"

#include <glib/gi18n.h>

#include "people/attest-person-dialog.h"
#include "people/attest-person-row.h"
#include "review/attest-review.h"
#include "session/attest-explain.h"

struct _AttestPeopleDialog
{
  AdwDialog parent_instance;

  AttestSession *session;

  GtkWidget *add;
  GtkListBox *people;
};

G_DEFINE_FINAL_TYPE (AttestPeopleDialog, attest_people_dialog, ADW_TYPE_DIALOG)

static void
edit_person (AttestPeopleDialog *self, const char *id)
{
  g_autoptr (AttestPerson) person = NULL;

  if (id != NULL)
    person = attest_library_find_person (attest_session_get_library (self->session), id, NULL);
  adw_dialog_present (attest_person_dialog_new (self->session, person), GTK_WIDGET (self));
}

static void
fill (AttestPeopleDialog *self)
{
  AttestLibrary *library = attest_session_get_library (self->session);
  const char *actor = attest_session_get_actor (self->session);
  g_autoptr (GPtrArray) people = attest_library_list_people (library, NULL);
  g_autoptr (GError) refused = NULL;
  const char *refusal = attest_session_get_refusal (self->session);
  gboolean allowed = refusal == NULL && attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, actor, &refused);

  gtk_list_box_remove_all (self->people);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);
      GtkWidget *row = attest_person_row_new (person, g_strcmp0 (person->id, actor) == 0);

      gtk_widget_add_css_class (row, "person-boxed");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), allowed);
      gtk_list_box_append (self->people, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), people != NULL && people->len > 0);
  gtk_widget_set_sensitive (self->add, allowed);
  attest_explain_disabled (self->add, refused != NULL ? refused->message : refusal, NULL);
}

static void
session_changed_cb (AttestSession *session, const char *const *streams, AttestPeopleDialog *self)
{
  fill (self);
}

static void
add_clicked_cb (AttestPeopleDialog *self)
{
  edit_person (self, NULL);
}

static void
row_activated_cb (AttestPeopleDialog *self, GtkListBoxRow *row)
{
  edit_person (self, attest_person_row_get_id (ATTEST_PERSON_ROW (row)));
}

static void
attest_people_dialog_dispose (GObject *object)
{
  AttestPeopleDialog *self = ATTEST_PEOPLE_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_PEOPLE_DIALOG);

  G_OBJECT_CLASS (attest_people_dialog_parent_class)->dispose (object);
}

static void
attest_people_dialog_class_init (AttestPeopleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_people_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-people-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPeopleDialog, add);
  gtk_widget_class_bind_template_child (widget_class, AttestPeopleDialog, people);
}

static void
attest_people_dialog_init (AttestPeopleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked_cb), self);
  g_signal_connect_swapped (self->people, "row-activated", G_CALLBACK (row_activated_cb), self);
}

AdwDialog *
attest_people_dialog_new (AttestSession *session)
{
  AttestPeopleDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_PEOPLE_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_DEFAULT);
  fill (self);
  return ADW_DIALOG (self);
}
