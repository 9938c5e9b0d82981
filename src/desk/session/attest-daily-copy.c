/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-daily-copy.h"

#include <glib/gi18n.h>

#include "record/attest-article.h"
#include "record/attest-copies.h"
#include "session/attest-future.h"
#include "session/attest-worker.h"

/* Seconds. The opening itself comes first; and who changes something is most likely to go on. */
#define FIRST_AFTER G_GINT64_CONSTANT (10)
#define NEXT_AFTER G_GINT64_CONSTANT (3600)

/* @next: before then nobody looks again, in monotonic microseconds; @told: somebody was told that it failed */
struct _AttestDailyCopy
{
  GObject parent_instance;

  AttestSession *session;
  guint timer;
  gint64 next;
  gboolean running;
  gboolean told;
};

G_DEFINE_FINAL_TYPE (AttestDailyCopy, attest_daily_copy, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *path;
  char *day;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->day);
  g_free (request);
}

static gboolean
make_in_worker (gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  gboolean made = FALSE;

  if (!attest_copies_make_daily (request->path, request->day, &made, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, made);
  return TRUE;
}

static DexFuture *
made (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestDailyCopy) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self == NULL)
    return dex_future_new_true ();
  self->running = FALSE;
  self->next = g_get_monotonic_time () + NEXT_AFTER * G_USEC_PER_SEC;
  if (dex_future_get_value (future, &error) != NULL || self->told)
    return dex_future_new_true ();
  self->told = TRUE;
  /* Translators: %s is a sentence that says why */
  text = g_strdup_printf (_ ("There is no copy of the library of today. %s"), error->message);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
  return dex_future_new_true ();
}

static gboolean
wants_copies (AttestDailyCopy *self)
{
  g_autoptr (AttestBoard) board = NULL;

  if (attest_session_get_read_only (self->session) || attest_session_get_trouble (self->session) != NULL)
    return FALSE;
  board = attest_library_load_board (attest_session_get_library (self->session), NULL);
  return board != NULL && !board->sample;
}

void
attest_daily_copy_make (AttestDailyCopy *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  Request *request = NULL;
  DexFuture *future = NULL;

  g_return_if_fail (ATTEST_IS_DAILY_COPY (self));

  if (self->running || !wants_copies (self))
    return;
  self->running = TRUE;
  request = g_new0 (Request, 1);
  request->path = g_strdup (attest_session_get_path (self->session));
  request->day = g_date_time_format (now, "%Y-%m-%d");
  future = attest_worker_run (make_in_worker, request, request_free);
  dex_future_disown (dex_future_finally (future, made, attest_weak_ref_new (self), attest_weak_ref_free));
}

static gboolean
timer_cb (gpointer user_data)
{
  AttestDailyCopy *self = user_data;

  self->timer = 0;
  attest_daily_copy_make (self);
  return G_SOURCE_REMOVE;
}

/* At most once an hour, so that neither the day nor what an editor blanks waits for long. */
static void
session_changed_cb (AttestDailyCopy *self)
{
  gint64 wait = MAX (self->next - g_get_monotonic_time (), FIRST_AFTER * G_USEC_PER_SEC);

  if (self->timer == 0 && !self->running)
    self->timer = g_timeout_add_seconds ((guint) (wait / G_USEC_PER_SEC), timer_cb, self);
}

static void
attest_daily_copy_dispose (GObject *object)
{
  AttestDailyCopy *self = ATTEST_DAILY_COPY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (attest_daily_copy_parent_class)->dispose (object);
}

static void
attest_daily_copy_class_init (AttestDailyCopyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_daily_copy_dispose;

  signals[SIGNAL_FAILED] = g_signal_new (
      "failed", ATTEST_TYPE_DAILY_COPY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
attest_daily_copy_init (AttestDailyCopy *self)
{
}

AttestDailyCopy *
attest_daily_copy_new (AttestSession *session)
{
  AttestDailyCopy *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);

  self = g_object_new (ATTEST_TYPE_DAILY_COPY, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  session_changed_cb (self);
  return self;
}
