/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people/attest-person-button.h"

#include <glib/gi18n.h>

#include "people/attest-person-row.h"
#include "record/attest-article.h"
#include "session/attest-explain.h"
#include "text/attest-isolate.h"

struct _AttestPersonButton
{
  AdwBin parent_instance;

  AttestSession *session;

  GtkMenuButton *button;
  GtkPopover *popover;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkListBox *people;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (AttestPersonButton, attest_person_button, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPACT = 1,
} AttestPersonButtonProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static void
show_actor (AttestPersonButton *self)
{
  const char *name = self->session != NULL ? attest_session_get_actor_name (self->session) : NULL;
  g_autofree char *isolated = name != NULL ? attest_isolate (name) : NULL;
  g_autofree char *spoken = NULL;

  adw_avatar_set_text (self->avatar, name);
  adw_avatar_set_show_initials (self->avatar, name != NULL);
  adw_avatar_set_icon_name (self->avatar, "attest-person-symbolic");
  gtk_label_set_label (self->name, name != NULL ? name : _ ("Who are you?"));
  /* Translators: who is acting, for a screen reader */
  spoken = name != NULL ? g_strdup_printf (_ ("Acting as %s"), isolated) : g_strdup (_ ("Choose who you are"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
}

/* Filled each time it opens: what it shows is what the record says now. */
static void
fill_people (AttestPersonButton *self)
{
  g_autoptr (GPtrArray) people = NULL;

  gtk_list_box_remove_all (self->people);
  if (self->session == NULL)
    return;
  attest_explain_disabled (self->add, attest_session_get_refusal (self->session), NULL);
  people = attest_library_list_people (attest_session_get_library (self->session), NULL);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);
      gboolean acting = g_strcmp0 (person->id, attest_session_get_actor (self->session)) == 0;

      gtk_list_box_append (self->people, attest_person_row_new (person, acting));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), people != NULL && people->len > 0);
}

static void
popover_shown_cb (AttestPersonButton *self)
{
  fill_people (self);
}

static void
person_activated_cb (AttestPersonButton *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (attest_person_row_get_id (ATTEST_PERSON_ROW (row)));

  gtk_popover_popdown (self->popover);
  attest_session_set_actor (self->session, id);
}

static void
add_clicked_cb (AttestPersonButton *self)
{
  gtk_popover_popdown (self->popover);
}

static void
actor_changed_cb (AttestSession *session, GParamSpec *pspec, AttestPersonButton *self)
{
  show_actor (self);
}

static void
attest_person_button_dispose (GObject *object)
{
  AttestPersonButton *self = ATTEST_PERSON_BUTTON (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ATTEST_TYPE_PERSON_BUTTON);

  G_OBJECT_CLASS (attest_person_button_parent_class)->dispose (object);
}

static void
attest_person_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestPersonButton *self = ATTEST_PERSON_BUTTON (object);

  if (id == PROP_COMPACT)
    g_value_set_boolean (value, !gtk_widget_get_visible (GTK_WIDGET (self->name)));
}

static void
attest_person_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestPersonButton *self = ATTEST_PERSON_BUTTON (object);

  if (id == PROP_COMPACT)
    gtk_widget_set_visible (GTK_WIDGET (self->name), !g_value_get_boolean (value));
}

static void
attest_person_button_class_init (AttestPersonButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_person_button_dispose;
  object_class->get_property = attest_person_button_get_property;
  object_class->set_property = attest_person_button_set_property;

  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-person-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, button);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, popover);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, name);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, people);
  gtk_widget_class_bind_template_child (widget_class, AttestPersonButton, add);
}

static void
attest_person_button_init (AttestPersonButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (popover_shown_cb), self);
  g_signal_connect_swapped (self->people, "row-activated", G_CALLBACK (person_activated_cb), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked_cb), self);
  show_actor (self);
}

void
attest_person_button_set_session (AttestPersonButton *self, AttestSession *session)
{
  g_return_if_fail (ATTEST_IS_PERSON_BUTTON (self));
  g_return_if_fail (session == NULL || ATTEST_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::actor", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (session, "notify::actor-name", G_CALLBACK (actor_changed_cb), self, G_CONNECT_DEFAULT);
    }
  show_actor (self);
}

void
attest_person_button_popup (AttestPersonButton *self)
{
  g_return_if_fail (ATTEST_IS_PERSON_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
