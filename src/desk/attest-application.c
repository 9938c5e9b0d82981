/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-application.h"

#include "attest-window.h"

struct _AttestApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

static void
attest_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (attest_window_new (ADW_APPLICATION (application)));
  gtk_window_present (window);
}

static void
attest_application_class_init (AttestApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = attest_application_activate;
}

static void
attest_application_init (AttestApplication *self)
{
}

AttestApplication *
attest_application_new (void)
{
  return g_object_new (
      ATTEST_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path", "/io/github/attestdesk/Attest", NULL);
}
