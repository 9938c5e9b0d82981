/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-import-job.h"

#include <glib/gi18n.h>

#include "session/attest-worker.h"

/* @outcomes has one for each of the sources that are done; names, paths and texts run in step. */
struct _AttestImportJob
{
  AttestSession *session;
  GPtrArray *sources;
  GPtrArray *outcomes;

  AttestImportProgress progress;
  gpointer user_data;
  GDestroyNotify destroy;
};

/* @path or @text is set. */
typedef struct
{
  char *name;
  char *path;
  GBytes *text;
} Source;

typedef struct
{
  AttestImported *imported;
  char *actor;
} Write;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->name);
  g_free (source->path);
  g_clear_pointer (&source->text, g_bytes_unref);
  g_free (source);
}

static Source *
source_copy (const Source *source)
{
  Source *copy = g_new0 (Source, 1);

  copy->name = g_strdup (source->name);
  copy->path = g_strdup (source->path);
  copy->text = source->text != NULL ? g_bytes_ref (source->text) : NULL;
  return copy;
}

static void
outcome_free (gpointer data)
{
  AttestImportOutcome *outcome = data;

  g_free (outcome->name);
  g_free (outcome->article);
  g_free (outcome->title);
  g_free (outcome->problem);
  g_clear_pointer (&outcome->warnings, g_ptr_array_unref);
  g_free (outcome);
}

static void
clear_job (gpointer data)
{
  AttestImportJob *self = data;

  g_clear_object (&self->session);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
}

AttestImportJob *
attest_import_job_new (AttestSession *session)
{
  AttestImportJob *self = g_atomic_rc_box_new0 (AttestImportJob);

  self->session = g_object_ref (session);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->outcomes = g_ptr_array_new_with_free_func (outcome_free);
  return self;
}

AttestImportJob *
attest_import_job_ref (AttestImportJob *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_import_job_unref (AttestImportJob *self)
{
  g_atomic_rc_box_release_full (self, clear_job);
}

void
attest_import_job_add_file (AttestImportJob *self, GFile *file)
{
  Source *source = g_new0 (Source, 1);
  g_autofree char *name = g_file_get_basename (file);

  /* A file's name may be any bytes. */
  source->name = g_filename_display_basename (name);
  source->path = g_file_get_path (file);
  g_ptr_array_add (self->sources, source);
}

void
attest_import_job_add_text (AttestImportJob *self, const char *name, GBytes *text)
{
  Source *source = g_new0 (Source, 1);

  source->name = g_strdup (name);
  source->text = g_bytes_ref (text);
  g_ptr_array_add (self->sources, source);
}

static gboolean
parse_source (gpointer data, GValue *result, GError **error)
{
  const Source *source = data;
  AttestImported *imported = NULL;

  if (source->text != NULL)
    imported = attest_import_bytes (source->name, source->text, error);
  else if (source->path != NULL)
    imported = attest_import_file (source->path, error);
  else
    g_set_error (error,
                 ATTEST_IMPORT_ERROR,
                 ATTEST_IMPORT_ERROR_UNREADABLE,
                 _ ("“%s” is not on this computer. Save it here first, then import it."),
                 source->name);
  if (imported == NULL)
    return FALSE;
  g_value_init (result, attest_imported_get_type ());
  g_value_take_boxed (result, imported);
  return TRUE;
}

static void
write_free (gpointer data)
{
  Write *write = data;

  attest_imported_free (write->imported);
  g_free (write->actor);
  g_free (write);
}

static gboolean
write_imported (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Write *write = data;
  char *article =
      attest_import_into_library (library, write->actor, write->imported, NULL, write->imported->audience, NULL, error);

  if (article == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, article);
  return TRUE;
}

static void
copy_warnings (AttestImportOutcome *outcome, const AttestImported *imported)
{
  outcome->title = g_strdup (imported->title);
  outcome->warnings = imported->warnings != NULL ? g_ptr_array_ref (imported->warnings) : NULL;
}

/* Fails with the outcome's problem set; nothing of the file is in the library then. */
static void
import_source (AttestImportJob *self, const Source *source, AttestImportOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  AttestImported *imported =
      dex_await_boxed (attest_worker_run (parse_source, source_copy (source), source_free), &error);
  Write *write = NULL;

  if (imported == NULL)
    {
      outcome->problem = g_strdup (error->message);
      return;
    }
  copy_warnings (outcome, imported);
  write = g_new0 (Write, 1);
  write->imported = imported;
  write->actor = g_strdup (attest_session_get_actor (self->session));
  outcome->article =
      dex_await_string (attest_session_perform (self->session, write_imported, write, write_free), &error);
  if (outcome->article == NULL)
    outcome->problem = g_strdup (error->message);
}

static DexFuture *
run_fiber (gpointer user_data)
{
  AttestImportJob *self = user_data;

  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = g_ptr_array_index (self->sources, i);
      AttestImportOutcome *outcome = g_new0 (AttestImportOutcome, 1);

      outcome->name = g_strdup (source->name);
      import_source (self, source, outcome);
      g_ptr_array_add (self->outcomes, outcome);
      self->progress (i + 1, self->sources->len, self->user_data);
    }
  return dex_future_new_true ();
}

DexFuture *
attest_import_job_run (AttestImportJob *self, AttestImportProgress progress, gpointer user_data, GDestroyNotify destroy)
{
  self->progress = progress;
  self->user_data = user_data;
  self->destroy = destroy;
  return dex_scheduler_spawn (
      NULL, 0, run_fiber, attest_import_job_ref (self), (GDestroyNotify) attest_import_job_unref);
}

GPtrArray *
attest_import_job_get_outcomes (AttestImportJob *self)
{
  return self->outcomes;
}
