/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-disk-watch.h"

#include <glib/gi18n.h>
#include <sys/statvfs.h>

/* How often a library in trouble is looked at again; nothing tells of a disk that has room or is connected again. */
#define LOOK_AGAIN_MS 2000

/* Bytes. With less than that a disk is as good as full: the next saves would find it full again. */
#define ENOUGH_ROOM (512 * 1024)

struct _AttestDiskWatch
{
  GObject parent_instance;

  AttestLibrary *library;
  gboolean writing;
  char *folder;
  /* Of the folder, whose going is told to nobody who watches the file, and of the folder around it; @source makes them. */
  GFileMonitor *monitors[2];
  guint n_monitors;
  guint source;
  guint timer;
  GError *trouble;
};

G_DEFINE_FINAL_TYPE (AttestDiskWatch, attest_disk_watch, G_TYPE_OBJECT)

typedef enum
{
  PROP_TROUBLE = 1,
} AttestDiskWatchProperty;

static GParamSpec *properties[PROP_TROUBLE + 1];

gboolean
attest_disk_watch_is_trouble (const GError *error)
{
  const AttestRecordError codes[] = {
    ATTEST_RECORD_ERROR_FULL, ATTEST_RECORD_ERROR_READ_ONLY, ATTEST_RECORD_ERROR_GONE, ATTEST_RECORD_ERROR_REPLACED
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, ATTEST_RECORD_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

/* In a person's words, since the record's own sentence speaks of one save and not of how things are. Short, since a banner has three lines and
 * a small window short ones. */
static GError *
explain (const GError *error)
{
  const char *text = NULL;

  switch ((AttestRecordError) error->code)
    {
    case ATTEST_RECORD_ERROR_FULL:
      text = _ ("The disk with the library is full. Nothing is saved until there is room.");
      break;
    case ATTEST_RECORD_ERROR_READ_ONLY:
      text = _ ("The library can no longer be written. Nothing is saved until it can be.");
      break;
    case ATTEST_RECORD_ERROR_GONE:
      text = _ ("The library is not in its place any more. Nothing is saved until it is back.");
      break;
    case ATTEST_RECORD_ERROR_REPLACED:
      text = _ ("Another file has taken the library’s place. Nothing is saved until you open it anew.");
      break;
    case ATTEST_RECORD_ERROR_NOT_FOUND:
    case ATTEST_RECORD_ERROR_EXISTS:
    case ATTEST_RECORD_ERROR_NOT_A_LIBRARY:
    case ATTEST_RECORD_ERROR_DAMAGED:
    case ATTEST_RECORD_ERROR_NEWER:
    case ATTEST_RECORD_ERROR_BUSY:
    case ATTEST_RECORD_ERROR_UNFINISHED:
    case ATTEST_RECORD_ERROR_JOURNAL:
    case ATTEST_RECORD_ERROR_BODY:
    case ATTEST_RECORD_ERROR_UNKNOWN_KIND:
    case ATTEST_RECORD_ERROR_CLOCK:
    case ATTEST_RECORD_ERROR_FAILED:
    default:
      text = error->message;
      break;
    }
  return g_error_new_literal (error->domain, error->code, text);
}

static gboolean
has_room (AttestDiskWatch *self)
{
  struct statvfs disk;

  return statvfs (self->folder, &disk) == 0 && (guint64) disk.f_bavail * disk.f_frsize >= ENOUGH_ROOM;
}

static gboolean
look_again_cb (gpointer user_data)
{
  attest_disk_watch_check (user_data);
  return G_SOURCE_CONTINUE;
}

static void
set_trouble (AttestDiskWatch *self, const GError *error)
{
  gboolean same = error != NULL ? g_error_matches (self->trouble, error->domain, error->code) : self->trouble == NULL;

  if (same)
    return;
  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? explain (error) : NULL;
  if (self->trouble == NULL)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (self->timer == 0)
    self->timer = g_timeout_add (LOOK_AGAIN_MS, look_again_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* Each takes milliseconds to make, which a window that shows its first lines has not. */
static gboolean
watch_cb (gpointer user_data)
{
  AttestDiskWatch *self = user_data;
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  GFileMonitor *monitor = self->n_monitors == 0 ? g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL)
                                                : g_file_monitor_file (folder, G_FILE_MONITOR_NONE, NULL, NULL);

  if (monitor != NULL)
    g_signal_connect_object (monitor, "changed", G_CALLBACK (attest_disk_watch_check), self, G_CONNECT_SWAPPED);
  self->monitors[self->n_monitors++] = monitor;
  if (self->n_monitors < G_N_ELEMENTS (self->monitors))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  /* Of what happened before that nobody tells. */
  attest_disk_watch_check (self);
  return G_SOURCE_REMOVE;
}

static void
attest_disk_watch_dispose (GObject *object)
{
  AttestDiskWatch *self = ATTEST_DISK_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    {
      if (self->monitors[i] != NULL)
        g_file_monitor_cancel (self->monitors[i]);
      g_clear_object (&self->monitors[i]);
    }
  g_clear_object (&self->library);

  G_OBJECT_CLASS (attest_disk_watch_parent_class)->dispose (object);
}

static void
attest_disk_watch_finalize (GObject *object)
{
  AttestDiskWatch *self = ATTEST_DISK_WATCH (object);

  g_free (self->folder);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (attest_disk_watch_parent_class)->finalize (object);
}

static void
attest_disk_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TROUBLE)
    g_value_set_boolean (value, ATTEST_DISK_WATCH (object)->trouble != NULL);
}

static void
attest_disk_watch_class_init (AttestDiskWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_disk_watch_dispose;
  object_class->finalize = attest_disk_watch_finalize;
  object_class->get_property = attest_disk_watch_get_property;

  properties[PROP_TROUBLE] =
      g_param_spec_boolean ("trouble", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_disk_watch_init (AttestDiskWatch *self)
{
}

AttestDiskWatch *
attest_disk_watch_new (AttestLibrary *library, gboolean writing)
{
  AttestDiskWatch *self = g_object_new (ATTEST_TYPE_DISK_WATCH, NULL);

  self->library = g_object_ref (library);
  self->writing = writing;
  self->folder = g_path_get_dirname (attest_library_get_path (library));
  self->source = g_idle_add_full (G_PRIORITY_LOW, watch_cb, self, NULL);
  return self;
}

void
attest_disk_watch_check (AttestDiskWatch *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ATTEST_IS_DISK_WATCH (self));

  if (!attest_library_check_place (self->library, self->writing, &error))
    set_trouble (self, error);
  else if (!g_error_matches (self->trouble, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FULL) || has_room (self))
    set_trouble (self, NULL);
}

void
attest_disk_watch_refused (AttestDiskWatch *self, const GError *error)
{
  g_return_if_fail (ATTEST_IS_DISK_WATCH (self));

  if (self->writing && attest_disk_watch_is_trouble (error))
    set_trouble (self, error);
}

void
attest_disk_watch_wrote (AttestDiskWatch *self)
{
  g_return_if_fail (ATTEST_IS_DISK_WATCH (self));

  if (attest_library_check_place (self->library, self->writing, NULL))
    set_trouble (self, NULL);
}

const GError *
attest_disk_watch_get_trouble (AttestDiskWatch *self)
{
  g_return_val_if_fail (ATTEST_IS_DISK_WATCH (self), NULL);

  return self->trouble;
}
