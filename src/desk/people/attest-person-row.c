/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "people/attest-person-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "text/attest-isolate.h"

struct _AttestPersonRow
{
  GtkListBoxRow parent_instance;

  char *id;
};

G_DEFINE_FINAL_TYPE (AttestPersonRow, attest_person_row, GTK_TYPE_LIST_BOX_ROW)

static void
attest_person_row_finalize (GObject *object)
{
  g_free (ATTEST_PERSON_ROW (object)->id);

  G_OBJECT_CLASS (attest_person_row_parent_class)->finalize (object);
}

static void
attest_person_row_class_init (AttestPersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_person_row_finalize;
}

static void
attest_person_row_init (AttestPersonRow *self)
{
}

char *
attest_person_dup_name (const AttestPerson *person)
{
  if (person->credentials != NULL && *person->credentials != '\0')
    return g_strdup_printf ("%s, %s", person->name, person->credentials);
  return g_strdup (person->name);
}

char *
attest_person_dup_roles (const AttestPerson *person)
{
  const struct
  {
    const char *role;
    const char *label;
  } roles[] = { { "author", N_ ("Author") }, { "reviewer", N_ ("Reviewer") }, { "editor", N_ ("Editor") } };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (person->roles != NULL && g_strv_contains ((const char *const *) person->roles, roles[i].role))
      g_strv_builder_add (builder, _ (roles[i].label));
  labels = g_strv_builder_end (builder);
  return labels[0] != NULL ? g_strjoinv (", ", labels) : g_strdup (_ ("No role"));
}

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style_class != NULL)
    {
      gtk_widget_add_css_class (label, style_class);
      gtk_widget_add_css_class (label, "dimmed");
    }
  return label;
}

GtkWidget *
attest_person_row_new (const AttestPerson *person, gboolean acting)
{
  AttestPersonRow *self = g_object_new (ATTEST_TYPE_PERSON_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *avatar = adw_avatar_new (32, person->name, TRUE);
  g_autofree char *name = attest_person_dup_name (person);
  g_autofree char *roles = attest_person_dup_roles (person);
  g_autofree char *isolated = attest_isolate (name);
  g_autofree char *spoken = g_strdup_printf (acting ? _ ("%s, %s, acting now") : "%s, %s", isolated, roles);

  self->id = g_strdup (person->id);
  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (words), make_label (name, NULL));
  gtk_box_append (GTK_BOX (words), make_label (roles, "caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_opacity (mark, acting ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

const char *
attest_person_row_get_id (AttestPersonRow *self)
{
  g_return_val_if_fail (ATTEST_IS_PERSON_ROW (self), NULL);

  return self->id;
}
