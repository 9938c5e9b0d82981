/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-application.h"

#include <glib/gi18n.h>

#include "attest-shortcuts.h"
#include "attest-window.h"
#include "help/attest-help-window.h"

struct _AttestApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

static AttestWindow *
ensure_window (GApplication *application)
{
  /* The help is a window of the application, too. */
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (application)); window != NULL;
       window = window->next)
    if (ATTEST_IS_WINDOW (window->data))
      return window->data;
  return attest_window_new (ADW_APPLICATION (application));
}

static void
attest_application_activate (GApplication *application)
{
  AttestWindow *window = ensure_window (application);

  attest_window_open_usual (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
attest_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AttestWindow *window = ensure_window (application);

  attest_window_open_files (window, files, (guint) n_files);
  gtk_window_present (GTK_WINDOW (window));
}

/* Also for a notification that is chosen after its window was closed, or after Attest has ended: the session bus starts it then, with this alone to do. */
static void
show_due (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestWindow *window = ensure_window (user_data);

  attest_window_open_usual (window);
  attest_window_show_due (window);
  gtk_window_present (GTK_WINDOW (window));
}

/* What stands on a window has to have one: the session bus may ask for it when there is none. */
static GtkWidget *
ensure_parent (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    g_application_activate (application);
  return GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = g_object_new (ADW_TYPE_ABOUT_DIALOG,
                                    "application-icon",
                                    APP_ID,
                                    "application-name",
                                    _ ("Attest"),
                                    "developer-name",
                                    _ ("The Attest founders"),
                                    "version",
                                    PACKAGE_VERSION,
                                    "license-type",
                                    GTK_LICENSE_GPL_3_0,
                                    "comments",
                                    _ ("Review health articles before people read them"),
                                    /* Translators: your name, shown in the About dialog */
                                    "translator-credits",
                                    _ ("translator-credits"),
                                    NULL);

  adw_dialog_present (dialog, ensure_parent (user_data));
}

static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_present (attest_shortcuts_dialog_new (), ensure_parent (user_data));
}

static void
show_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_help_window_present (user_data, NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each window closes itself, so that what was typed is on disk first. */
  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
}

static void
attest_application_startup (GApplication *application)
{
  const GActionEntry entries[] = {
    { .name = "help", .activate = show_help },   { .name = "show-due", .activate = show_due },
    { .name = "about", .activate = show_about }, { .name = "shortcuts", .activate = show_shortcuts },
    { .name = "quit", .activate = quit },
  };

  G_APPLICATION_CLASS (attest_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  attest_shortcuts_install (GTK_APPLICATION (application));
}

static void
attest_application_class_init (AttestApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = attest_application_startup;
  application_class->activate = attest_application_activate;
  application_class->open = attest_application_open;
}

static void
attest_application_init (AttestApplication *self)
{
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[LIBRARY]"));
  g_application_set_version (G_APPLICATION (self), PACKAGE_VERSION);
}

AttestApplication *
attest_application_new (void)
{
  return g_object_new (ATTEST_TYPE_APPLICATION,
                       "application-id",
                       APP_ID,
                       "resource-base-path",
                       "/io/github/attestdesk/Attest",
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
