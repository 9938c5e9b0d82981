/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-library-header.h"

struct _AttestLibraryHeader
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestLibraryHeader, attest_library_header, ADW_TYPE_BIN)

static void
attest_library_header_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_LIBRARY_HEADER);

  G_OBJECT_CLASS (attest_library_header_parent_class)->dispose (object);
}

static void
attest_library_header_class_init (AttestLibraryHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_library_header_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attestdesk/Attest/attest-library-header.ui");
}

static void
attest_library_header_init (AttestLibraryHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
