/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "attest-window-private.h"
#include "session/attest-feedback.h"
#include "session/attest-future.h"
#include "session/attest-sandbox.h"

/* @draft: (nullable): where the library is copied to first; a file that the portal gave has no room beside it for SQLite to work in */
typedef struct
{
  GWeakRef window;
  GFile *file;
  char *draft;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;

  g_weak_ref_clear (&copying->window);
  g_object_unref (copying->file);
  g_free (copying->draft);
  g_free (copying);
}

static gboolean
copy_through_draft (AttestLibrary *library, const Copying *copying, GError **error)
{
  g_autoptr (GFile) draft = g_file_new_for_path (copying->draft);
  gboolean done = attest_library_backup (library, copying->draft, error) &&
                  g_file_copy (draft, copying->file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);

  g_unlink (copying->draft);
  return done;
}

static gboolean
copy_on_record_thread (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Copying *copying = data;

  if (copying->draft != NULL)
    return copy_through_draft (library, copying, error);
  return attest_library_backup (library, g_file_peek_path (copying->file), error);
}

static DexFuture *
copied (DexFuture *future, gpointer user_data)
{
  Copying *copying = user_data;
  g_autoptr (AttestWindow) self = g_weak_ref_get (&copying->window);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (copying->file);
  g_autofree char *words = NULL;

  dex_future_get_value (future, &error);
  if (self == NULL)
    return dex_future_new_true ();
  if (error != NULL)
    {
      attest_feedback_error (GTK_WIDGET (self), _ ("The copy was not made"), error);
      return dex_future_new_true ();
    }
  /* Translators: %s is a file's name */
  words = g_strdup_printf (_ ("The copy “%s” was made and checked"), name);
  attest_feedback_toast (GTK_WIDGET (self->library), words);
  return dex_future_new_true ();
}

static Copying *
copying_new (AttestWindow *self, GFile *file)
{
  Copying *copying = g_new0 (Copying, 1);

  g_weak_ref_init (&copying->window, self);
  copying->file = g_object_ref (file);
  if (attest_is_sandboxed () || g_file_peek_path (file) == NULL)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      copying->draft = g_build_filename (g_get_user_cache_dir (), uuid, NULL);
    }
  return copying;
}

void
attest_window_copy_to (AttestWindow *self, GFile *file)
{
  DexFuture *future = NULL;

  if (self->session == NULL)
    return;
  future = attest_session_perform (self->session, copy_on_record_thread, copying_new (self, file), copying_free);
  dex_future_disown (dex_future_finally (future, copied, copying_new (self, file), copying_free));
}

static void
place_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    attest_window_copy_to (self, file);
}

/* "board 2026-03-14.attest-library" */
static char *
suggest_name (AttestWindow *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_path_get_basename (self->path);
  char *dot = g_strrstr (name, ".attest-library");

  if (dot != NULL)
    *dot = '\0';
  return g_strdup_printf ("%s %s.attest-library", name, date);
}

void
attest_window_make_copy (AttestWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = suggest_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Make a copy of the library"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Make the copy"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, place_chosen_cb, g_object_ref (self));
}
