/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <libdex.h>
#include <locale.h>

#include "attest-application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (AttestApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  dex_init ();
  gtk_source_init ();
  g_set_application_name (_ ("Attest"));

  application = attest_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
