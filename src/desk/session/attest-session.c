/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-session.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "record/attest-review-file.h"
#include "review/attest-review.h"
#include "text/attest-isolate.h"

struct _AttestSession
{
  GObject parent_instance;

  char *path;
  gboolean read_only;
  gboolean chose_reading;
  AttestRecordThread *thread;
  /* NULL until something is searched for. */
  AttestRecordThread *search_thread;
  AttestLibrary *library;
  AttestDiskWatch *watch;
  GFileMonitor *monitors[2];
  gulong library_changed;

  GSettings *settings;
  char *actor;
  char *actor_name;

  /* NULL until it is asked for, and after somebody else acts. */
  AttestSeen *seen;
  char *reading;
  gint64 reading_since;
};

G_DEFINE_FINAL_TYPE (AttestSession, attest_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_ACTOR = 1,
  PROP_ACTOR_NAME,
  PROP_READ_ONLY,
  PROP_READING,
  PROP_TROUBLE,
} AttestSessionProperty;

static GParamSpec *properties[PROP_TROUBLE + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *path;
  AttestSessionMode mode;
  AttestUpgrade *upgrade;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  g_free (request->path);
  attest_upgrade_unref (request->upgrade);
  g_free (request);
}

static AttestPerson *
find_person (AttestSession *self, const char *person)
{
  return person != NULL && *person != '\0' ? attest_library_find_person (self->library, person, NULL) : NULL;
}

static char *
name_person (const AttestPerson *person)
{
  if (person->credentials != NULL && *person->credentials != '\0')
    return g_strdup_printf ("%s, %s", person->name, person->credentials);
  return g_strdup (person->name);
}

static void
update_actor_name (AttestSession *self)
{
  g_autoptr (AttestPerson) person = find_person (self, self->actor);

  if (g_set_str (&self->actor_name, person != NULL ? person->name : NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTOR_NAME]);
}

static AttestSeen *
ensure_seen (AttestSession *self)
{
  gint64 position;

  /* A file that is only looked at leaves no trace. */
  if (self->seen != NULL || self->actor == NULL || attest_session_is_review_file (self))
    return self->seen;
  position = attest_library_get_position (self->library, NULL);
  if (position >= 0)
    self->seen = attest_seen_load (NULL, self->path, self->actor, position);
  return self->seen;
}

static void
mark_reading (AttestSession *self)
{
  gint64 position = self->reading != NULL ? attest_library_get_position (self->library, NULL) : -1;

  if (position >= 0 && ensure_seen (self) != NULL)
    attest_seen_mark (self->seen, self->reading, position);
}

static void
tell_changed (AttestSession *self, const char *const *streams)
{
  /* The record says with none what here is said with NULL. */
  if (streams != NULL && streams[0] == NULL)
    streams = NULL;
  mark_reading (self);
  update_actor_name (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, streams);
}

static void
keep_streams_cb (AttestLibrary *library, const char *const *streams, GStrv *kept)
{
  g_strfreev (*kept);
  *kept = g_strdupv ((GStrv) streams);
}

/* @found: (nullable): beside @streams; either is empty where anything may have changed. Returns: (transfer full): both */
static GStrv
join_streams (const char *const *streams, const char *const *found)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (streams[0] == NULL || (found != NULL && found[0] == NULL))
    return g_strv_builder_end (builder);
  g_strv_builder_addv (builder, (const char **) streams);
  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    if (!g_strv_contains (streams, found[i]))
      g_strv_builder_add (builder, found[i]);

  return g_strv_builder_end (builder);
}

/* The record thread wrote. The reading library looks first, so that it does not take this for another program's write later; what another program wrote
 * shortly before it finds by the same look, and no other. */
static void
streams_changed (const char *const *streams, gpointer user_data)
{
  AttestSession *self = user_data;
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) all = NULL;
  gulong keeping;

  attest_disk_watch_wrote (self->watch);
  keeping = g_signal_connect (self->library, "changed", G_CALLBACK (keep_streams_cb), &found);
  g_signal_handler_block (self->library, self->library_changed);
  attest_library_refresh (self->library);
  g_signal_handler_unblock (self->library, self->library_changed);
  g_signal_handler_disconnect (self->library, keeping);
  all = join_streams (streams, (const char *const *) found);
  tell_changed (self, (const char *const *) all);
}

static void
refused (const GError *error, gpointer user_data)
{
  AttestSession *self = user_data;

  if (self->watch != NULL)
    attest_disk_watch_refused (self->watch, error);
}

static void
library_changed_cb (AttestLibrary *library, const char *const *streams, AttestSession *self)
{
  tell_changed (self, streams);
}

static void
file_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, AttestSession *self)
{
  attest_disk_watch_check (self->watch);
  attest_library_refresh (self->library);
}

static void
watch_file (AttestSession *self, guint index, const char *suffix)
{
  g_autofree char *path = g_strconcat (self->path, suffix, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (self->monitors[index] != NULL)
    g_file_monitor_cancel (self->monitors[index]);
  g_clear_object (&self->monitors[index]);
  /* Where nothing can be watched, news of other programs waits for the next write of our own. */
  self->monitors[index] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitors[index] == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitors[index], 200);
  g_signal_connect_object (self->monitors[index], "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_DEFAULT);
}

static void
watch_files (AttestSession *self)
{
  watch_file (self, 0, "");
  watch_file (self, 1, "-wal");
}

/* What was watched may have been somewhere else meanwhile, and be written to there. */
static void
trouble_cb (AttestSession *self)
{
  if (attest_disk_watch_get_trouble (self->watch) == NULL)
    {
      watch_files (self);
      attest_library_refresh (self->library);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* The person who acted last on this machine, if this library knows them; else the only one it has. */
static void
choose_first_actor (AttestSession *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-person");
  g_autoptr (AttestPerson) person = find_person (self, last);
  g_autoptr (GPtrArray) people = NULL;

  if (person == NULL)
    {
      people = attest_library_list_people (self->library, NULL);
      if (people != NULL && people->len == 1)
        person = attest_person_copy (g_ptr_array_index (people, 0));
    }
  if (person != NULL)
    self->actor = g_strdup (person->id);
  update_actor_name (self);
}

/* @data: (transfer none): the upgrade that is watched */
static gboolean
open_second (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  AttestLibrary *second = attest_library_is_review_file (library)
                              ? attest_library_copy_review_file (library, error)
                              : attest_library_open_watched (attest_library_get_path (library),
                                                             attest_library_get_registry (library),
                                                             NULL,
                                                             ATTEST_LIBRARY_READ_ONLY,
                                                             data,
                                                             error);

  if (second == NULL)
    return FALSE;
  g_value_init (result, ATTEST_TYPE_LIBRARY);
  g_value_take_object (result, second);
  return TRUE;
}

/* What is only read may take a while: a review file is checked and folded, and a library of an older version brought up to date in memory, each time. So the record thread does it. */
static AttestLibrary *
open_reader (AttestSession *self, AttestRegistry *registry, AttestUpgrade *upgrade, GError **error)
{
  g_autoptr (DexFuture) future = NULL;

  if (!self->read_only)
    return attest_library_open (self->path, registry, NULL, ATTEST_LIBRARY_READ_ONLY, error);
  future = attest_record_thread_push (
      self->thread, open_second, attest_upgrade_ref (upgrade), (GDestroyNotify) attest_upgrade_unref);
  if (!dex_await (dex_ref (future), error))
    return NULL;
  return g_value_dup_object (dex_future_get_value (future, NULL));
}

static gboolean
read_library (AttestSession *self, AttestRegistry *registry, AttestUpgrade *upgrade, GError **error)
{
  self->library = open_reader (self, registry, upgrade, error);
  if (self->library == NULL)
    return FALSE;
  /* Who reads waits for nobody, but where a rollback journal keeps readers out for the moment of a commit. */
  attest_library_set_busy_timeout (self->library,
                                   attest_library_get_storage (self->library) == ATTEST_STORAGE_LOCAL ? 0 : 2000);
  self->library_changed =
      g_signal_connect_object (self->library, "changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_DEFAULT);
  choose_first_actor (self);
  /* Of a review file everything is in memory already. */
  if (attest_library_is_review_file (self->library))
    return TRUE;
  self->watch = attest_disk_watch_new (self->library, !self->read_only);
  g_signal_connect_object (self->watch, "notify::trouble", G_CALLBACK (trouble_cb), self, G_CONNECT_SWAPPED);
  watch_files (self);
  return TRUE;
}

static DexFuture *
open_fiber (gpointer user_data)
{
  OpenRequest *request = user_data;
  g_autoptr (AttestSession) self = g_object_new (ATTEST_TYPE_SESSION, NULL);
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  GError *error = NULL;

  attest_review_register (registry);
  self->path = g_canonicalize_filename (request->path, NULL);
  self->chose_reading = request->mode == ATTEST_SESSION_READ_ONLY;
  self->thread = attest_record_thread_new (streams_changed, refused, self);
  self->read_only = dex_await_boolean (
      attest_record_thread_open (self->thread, self->path, request->mode, registry, request->upgrade), &error);
  if (error != NULL || !read_library (self, registry, request->upgrade, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_object (self);
}

static void
attest_session_dispose (GObject *object)
{
  AttestSession *self = ATTEST_SESSION (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    {
      if (self->monitors[i] != NULL)
        g_file_monitor_cancel (self->monitors[i]);
      g_clear_object (&self->monitors[i]);
    }
  g_clear_object (&self->watch);
  /* The writer goes last: only then does SQLite move its log into the file, so that the file alone is the whole library. */
  g_clear_object (&self->library);
  g_clear_pointer (&self->search_thread, attest_record_thread_stop);
  g_clear_pointer (&self->thread, attest_record_thread_stop);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (attest_session_parent_class)->dispose (object);
}

static void
attest_session_finalize (GObject *object)
{
  AttestSession *self = ATTEST_SESSION (object);

  g_free (self->path);
  g_free (self->actor);
  g_free (self->actor_name);
  g_free (self->reading);
  g_clear_pointer (&self->seen, attest_seen_free);

  G_OBJECT_CLASS (attest_session_parent_class)->finalize (object);
}

static void
attest_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestSession *self = ATTEST_SESSION (object);

  switch ((AttestSessionProperty) id)
    {
    case PROP_ACTOR:
      g_value_set_string (value, self->actor);
      break;
    case PROP_ACTOR_NAME:
      g_value_set_string (value, self->actor_name);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_READING:
      g_value_set_string (value, self->reading);
      break;
    case PROP_TROUBLE:
      g_value_set_boolean (value, attest_session_get_trouble (self) != NULL);
      break;
    }
}

static void
attest_session_class_init (AttestSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_session_dispose;
  object_class->finalize = attest_session_finalize;
  object_class->get_property = attest_session_get_property;

  properties[PROP_ACTOR] = g_param_spec_string ("actor", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTOR_NAME] =
      g_param_spec_string ("actor-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY] =
      g_param_spec_boolean ("read-only", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_READING] =
      g_param_spec_string ("reading", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TROUBLE] =
      g_param_spec_boolean ("trouble", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", ATTEST_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
attest_session_init (AttestSession *self)
{
  self->settings = g_settings_new (APP_ID);
  self->reading_since = G_MAXINT64;
}

DexFuture *
attest_session_open (const char *path, AttestSessionMode mode)
{
  g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();

  return attest_session_open_watched (path, mode, upgrade);
}

DexFuture *
attest_session_open_watched (const char *path, AttestSessionMode mode, AttestUpgrade *upgrade)
{
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->path = g_strdup (path);
  request->mode = mode;
  request->upgrade = attest_upgrade_ref (upgrade);
  return dex_scheduler_spawn (NULL, 0, open_fiber, request, open_request_free);
}

DexFuture *
attest_session_perform (AttestSession *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return attest_record_thread_push (self->thread, func, data, destroy);
}

DexFuture *
attest_session_search (AttestSession *self, AttestSessionFunc func, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  if (self->search_thread == NULL)
    {
      self->search_thread = attest_record_thread_new (NULL, NULL, NULL);
      /* Where it cannot be opened each search says so. */
      dex_future_disown (attest_record_thread_open (self->search_thread,
                                                    self->path,
                                                    ATTEST_SESSION_READ_ONLY,
                                                    attest_library_get_registry (self->library),
                                                    NULL));
    }
  return attest_record_thread_push (self->search_thread, func, data, destroy);
}

AttestLibrary *
attest_session_get_library (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return self->library;
}

const char *
attest_session_get_path (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return self->path;
}

gboolean
attest_session_get_read_only (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), TRUE);

  return self->read_only;
}

gboolean
attest_session_is_review_file (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), FALSE);

  return self->library != NULL && attest_library_is_review_file (self->library);
}

gboolean
attest_session_get_chose_reading (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), FALSE);

  return self->chose_reading;
}

const char *
attest_session_get_refusal (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  if (attest_session_is_review_file (self))
    return _ ("A review file can only be read. Take it into your library first.");
  if (self->chose_reading)
    return _ ("You opened this library for reading only. Open it for changes first.");
  if (self->read_only)
    return _ ("This library can only be read: its file or folder does not allow changes. To change it, copy it to a "
              "folder of your own.");
  return NULL;
}

const GError *
attest_session_get_trouble (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return self->watch != NULL ? attest_disk_watch_get_trouble (self->watch) : NULL;
}

void
attest_session_look_at_disk (AttestSession *self)
{
  g_return_if_fail (ATTEST_IS_SESSION (self));

  if (self->watch != NULL)
    attest_disk_watch_check (self->watch);
}

const char *
attest_session_get_actor (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return self->actor;
}

const char *
attest_session_get_actor_name (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return self->actor_name;
}

void
attest_session_set_actor (AttestSession *self, const char *person)
{
  g_return_if_fail (ATTEST_IS_SESSION (self));

  if (!g_set_str (&self->actor, person))
    return;
  g_clear_pointer (&self->seen, attest_seen_free);
  self->reading_since = G_MAXINT64;
  g_settings_set_string (self->settings, "last-person", person != NULL ? person : "");
  update_actor_name (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTOR]);
}

char *
attest_session_dup_person_name (AttestSession *self, const char *person)
{
  g_autoptr (AttestPerson) found = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  found = find_person (self, person);
  if (found != NULL)
    return attest_isolate_take (name_person (found));
  return g_strdup (person);
}

char *
attest_session_dup_short_name (AttestSession *self, const char *person)
{
  g_autoptr (AttestPerson) found = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  found = find_person (self, person);
  return found != NULL ? attest_isolate (found->name) : g_strdup (person);
}

void
attest_session_set_reading (AttestSession *self, const char *article)
{
  g_return_if_fail (ATTEST_IS_SESSION (self));

  if (g_strcmp0 (self->reading, article) == 0)
    return;
  g_set_str (&self->reading, article);
  self->reading_since =
      article != NULL && ensure_seen (self) != NULL ? attest_seen_get (self->seen, article) : G_MAXINT64;
  mark_reading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
}

gint64
attest_session_get_reading_since (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), G_MAXINT64);

  return self->reading_since;
}

AttestSeen *
attest_session_dup_seen (AttestSession *self)
{
  g_return_val_if_fail (ATTEST_IS_SESSION (self), NULL);

  return ensure_seen (self) != NULL ? attest_seen_copy (self->seen) : NULL;
}

void
attest_session_show_anew (AttestSession *self, const char *const *articles)
{
  g_return_if_fail (ATTEST_IS_SESSION (self));
  g_return_if_fail (articles != NULL);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, articles);
}
