/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-library-header.h"

#include <glib/gi18n.h>

#include "session/attest-explain.h"

struct _AttestLibraryHeader
{
  AdwBin parent_instance;

  gboolean narrow;

  GtkWidget *close;
  GtkWidget *make;
  GtkWidget *import;
  GtkWidget *new_label;
  GtkWidget *import_label;
};

G_DEFINE_FINAL_TYPE (AttestLibraryHeader, attest_library_header, ADW_TYPE_BIN)

typedef enum
{
  PROP_NARROW = 1,
} AttestLibraryHeaderProperty;

static GParamSpec *properties[PROP_NARROW + 1];

/* Not by AdwButtonContent: it names its button after the label that it shows, and a button without one would have no name. */
static void
set_narrow (AttestLibraryHeader *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_visible (self->new_label, !narrow);
  gtk_widget_set_visible (self->import_label, !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
attest_library_header_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_LIBRARY_HEADER);

  G_OBJECT_CLASS (attest_library_header_parent_class)->dispose (object);
}

static void
attest_library_header_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, ATTEST_LIBRARY_HEADER (object)->narrow);
}

static void
attest_library_header_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    set_narrow (ATTEST_LIBRARY_HEADER (object), g_value_get_boolean (value));
}

static void
attest_library_header_class_init (AttestLibraryHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_library_header_dispose;
  object_class->get_property = attest_library_header_get_property;
  object_class->set_property = attest_library_header_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-library-header.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryHeader, close);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryHeader, make);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryHeader, import);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryHeader, new_label);
  gtk_widget_class_bind_template_child (widget_class, AttestLibraryHeader, import_label);
}

static void
attest_library_header_init (AttestLibraryHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
attest_library_header_set_session (AttestLibraryHeader *self, AttestSession *session)
{
  gboolean review_file = FALSE;
  const char *refusal = NULL;

  g_return_if_fail (ATTEST_IS_LIBRARY_HEADER (self));
  g_return_if_fail (ATTEST_IS_SESSION (session));

  review_file = attest_session_is_review_file (session);
  refusal = attest_session_get_refusal (session);
  attest_explain_disabled (self->make, refusal, _ ("Make a new article"));
  attest_explain_disabled (self->import, refusal, _ ("Bring in articles from files"));
  gtk_widget_set_visible (self->close, review_file);
  gtk_widget_set_visible (self->make, !review_file);
  gtk_widget_set_visible (self->import, !review_file);
}
