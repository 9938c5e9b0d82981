/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-empty-library.h"

#include "session/attest-explain.h"

struct _AttestEmptyLibrary
{
  AdwBin parent_instance;

  GtkWidget *import;
  GtkWidget *make;
};

G_DEFINE_FINAL_TYPE (AttestEmptyLibrary, attest_empty_library, ADW_TYPE_BIN)

static void
attest_empty_library_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_EMPTY_LIBRARY);

  G_OBJECT_CLASS (attest_empty_library_parent_class)->dispose (object);
}

static void
attest_empty_library_class_init (AttestEmptyLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_empty_library_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attestdesk/Attest/attest-empty-library.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), AttestEmptyLibrary, import);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), AttestEmptyLibrary, make);
}

static void
attest_empty_library_init (AttestEmptyLibrary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
attest_empty_library_set_refusal (AttestEmptyLibrary *self, const char *refusal)
{
  g_return_if_fail (ATTEST_IS_EMPTY_LIBRARY (self));

  attest_explain_disabled (self->import, refusal, NULL);
  attest_explain_disabled (self->make, refusal, NULL);
}
