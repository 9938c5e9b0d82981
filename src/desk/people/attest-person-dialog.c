/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people/attest-person-dialog.h"

#include <glib/gi18n.h>

#include "review/attest-review.h"

struct _AttestPersonDialog
{
  AdwDialog parent_instance;

  AttestSession *session;
  char *person;

  GtkWidget *save;
  AdwBanner *banner;
  GtkEditable *name;
  GtkEditable *credentials;
  GtkEditable *email;
  GtkEditable *orcid;
  GtkEditable *specialties;
  GtkEditable *interests;
  AdwSwitchRow *author;
  AdwSwitchRow *reviewer;
  AdwSwitchRow *editor;
};

G_DEFINE_FINAL_TYPE (AttestPersonDialog, attest_person_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *actor;
  char *person;
  char *name;
  char *credentials;
  char *email;
  char *orcid;
  char *interests;
  GStrv roles;
  GStrv specialties;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->actor);
  g_free (request->person);
  g_free (request->name);
  g_free (request->credentials);
  g_free (request->email);
  g_free (request->orcid);
  g_free (request->interests);
  g_strfreev (request->roles);
  g_strfreev (request->specialties);
  g_free (request);
}

static gboolean
save_person (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  char *id =
      attest_review_save_person (library,
                                 request->actor,
                                 request->person,
                                 &(AttestPersonChange) { .name = request->name,
                                                         .credentials = request->credentials,
                                                         .email = request->email,
                                                         .orcid = request->orcid,
                                                         .roles = (const char *const *) request->roles,
                                                         .specialties = (const char *const *) request->specialties,
                                                         .interests = request->interests },
                                 error);

  if (id == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, id);
  return TRUE;
}

static char *
dup_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static Request *
make_request (AttestPersonDialog *self)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();

  if (adw_switch_row_get_active (self->author))
    g_strv_builder_add (roles, "author");
  if (adw_switch_row_get_active (self->reviewer))
    g_strv_builder_add (roles, "reviewer");
  if (adw_switch_row_get_active (self->editor))
    g_strv_builder_add (roles, "editor");
  request->actor = g_strdup (attest_session_get_actor (self->session));
  request->person = g_strdup (self->person);
  request->name = dup_entry (self->name);
  request->credentials = dup_entry (self->credentials);
  request->email = dup_entry (self->email);
  request->orcid = dup_entry (self->orcid);
  request->interests = dup_entry (self->interests);
  request->specialties = attest_person_split_specialties (gtk_editable_get_text (self->specialties));
  request->roles = g_strv_builder_end (roles);
  return request;
}

static DexFuture *
person_saved (DexFuture *future, gpointer user_data)
{
  AttestPersonDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      gtk_widget_set_sensitive (self->save, TRUE);
      return dex_future_new_true ();
    }
  if (self->person == NULL && attest_session_get_actor (self->session) == NULL)
    attest_session_set_actor (self->session, g_value_get_string (value));
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, g_value_get_string (value));
  adw_dialog_close (ADW_DIALOG (self));
  return dex_future_new_true ();
}

static void
save_clicked_cb (AttestPersonDialog *self)
{
  DexFuture *future = attest_session_perform (self->session, save_person, make_request (self), request_free);

  gtk_widget_set_sensitive (self->save, FALSE);
  dex_future_disown (dex_future_finally (future, person_saved, g_object_ref (self), g_object_unref));
}

static void
name_changed_cb (AttestPersonDialog *self)
{
  g_autofree char *name = dup_entry (self->name);

  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
attest_person_dialog_dispose (GObject *object)
{
  AttestPersonDialog *self = ATTEST_PERSON_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->person, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_PERSON_DIALOG);

  G_OBJECT_CLASS (attest_person_dialog_parent_class)->dispose (object);
}

static void
attest_person_dialog_class_init (AttestPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_person_dialog_dispose;
  signals[SIGNAL_SAVED] = g_signal_new (
      "saved", ATTEST_TYPE_PERSON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, credentials);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, email);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, orcid);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, specialties);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, interests);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, author);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, reviewer);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, adw_dialog_close);
}

static void
attest_person_dialog_init (AttestPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed_cb), self);
}

static void
show_person (AttestPersonDialog *self, const AttestPerson *person)
{
  const char *const *roles = (const char *const *) person->roles;
  g_autofree char *specialties = g_strjoinv (", ", person->specialties);

  self->person = g_strdup (person->id);
  adw_dialog_set_title (ADW_DIALOG (self), person->name);
  gtk_editable_set_text (self->name, person->name);
  gtk_editable_set_text (self->credentials, person->credentials != NULL ? person->credentials : "");
  gtk_editable_set_text (self->email, person->email != NULL ? person->email : "");
  gtk_editable_set_text (self->orcid, person->orcid != NULL ? person->orcid : "");
  gtk_editable_set_text (self->specialties, specialties);
  gtk_editable_set_text (self->interests, person->interests);
  adw_switch_row_set_active (self->author, roles != NULL && g_strv_contains (roles, "author"));
  adw_switch_row_set_active (self->reviewer, roles != NULL && g_strv_contains (roles, "reviewer"));
  adw_switch_row_set_active (self->editor, roles != NULL && g_strv_contains (roles, "editor"));
}

/* The first person of a library has to be able to go on alone; later ones are given their roles with thought. */
static void
ask_who_acts (AttestPersonDialog *self)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (attest_session_get_library (self->session), NULL);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("Who are you?"));
  if (people != NULL && people->len > 0)
    return;
  adw_switch_row_set_active (self->author, TRUE);
  adw_switch_row_set_active (self->editor, TRUE);
}

AdwDialog *
attest_person_dialog_new (AttestSession *session, const AttestPerson *person)
{
  AttestPersonDialog *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_PERSON_DIALOG, NULL);
  self->session = g_object_ref (session);
  if (person != NULL)
    show_person (self, person);
  else if (attest_session_get_actor (session) == NULL)
    ask_who_acts (self);
  return ADW_DIALOG (self);
}
