/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-unsaved-slot.h"

#include "session/attest-worker.h"

/* @asked grows with each request; @written is the last one that reached the disk, under @lock. An older request that
 * comes late is dropped. */
struct _AttestUnsavedSlot
{
  char *library_path;
  char *article;
  char *audience;
  char *person;

  guint64 asked;
  GMutex lock;
  guint64 written;
};

typedef struct
{
  AttestUnsavedSlot *slot;
  guint64 number;
  AttestUnsaved *unsaved;
} Request;

static void
clear_slot (gpointer data)
{
  AttestUnsavedSlot *self = data;

  g_free (self->library_path);
  g_free (self->article);
  g_free (self->audience);
  g_free (self->person);
  g_mutex_clear (&self->lock);
}

AttestUnsavedSlot *
attest_unsaved_slot_new (const char *library_path, const char *article, const char *audience, const char *person)
{
  AttestUnsavedSlot *self = g_atomic_rc_box_new0 (AttestUnsavedSlot);

  self->library_path = g_strdup (library_path);
  self->article = g_strdup (article);
  self->audience = g_strdup (audience);
  self->person = g_strdup (person != NULL ? person : "");
  g_mutex_init (&self->lock);
  return self;
}

AttestUnsavedSlot *
attest_unsaved_slot_ref (AttestUnsavedSlot *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_unsaved_slot_unref (AttestUnsavedSlot *self)
{
  g_atomic_rc_box_release_full (self, clear_slot);
}

static gboolean
write_request (AttestUnsavedSlot *self, guint64 number, const AttestUnsaved *unsaved, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (number < self->written)
    return TRUE;
  self->written = number;
  if (unsaved == NULL)
    return attest_unsaved_discard (NULL, self->library_path, self->article, self->audience, self->person, error);
  return attest_unsaved_store (NULL, self->library_path, self->article, self->audience, self->person, unsaved, error);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  attest_unsaved_slot_unref (request->slot);
  g_clear_pointer (&request->unsaved, attest_unsaved_free);
  g_free (request);
}

static gboolean
write_in_worker (gpointer data, GValue *result, GError **error)
{
  Request *request = data;

  return write_request (request->slot, request->number, request->unsaved, error);
}

DexFuture *
attest_unsaved_slot_store (AttestUnsavedSlot *self, AttestUnsaved *unsaved)
{
  Request *request = g_new0 (Request, 1);

  request->slot = attest_unsaved_slot_ref (self);
  request->number = ++self->asked;
  request->unsaved = unsaved;
  return attest_worker_run (write_in_worker, request, request_free);
}

gboolean
attest_unsaved_slot_store_now (AttestUnsavedSlot *self, AttestUnsaved *unsaved, GError **error)
{
  gboolean done = write_request (self, ++self->asked, unsaved, error);

  g_clear_pointer (&unsaved, attest_unsaved_free);
  return done;
}
