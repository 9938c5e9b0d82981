/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-device.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "record/attest-event-table.h"
#include "text/attest-canonical-json.h"

/* Device id, last hash and a checksum of both, each ended by a newline; one write of a part of a disk sector. */
#define ID_LENGTH 32
#define HASH_LENGTH 64
#define NOTE_LENGTH (ID_LENGTH + 1 + HASH_LENGTH + 1 + HASH_LENGTH + 1)

struct _AttestDevice
{
  /* -1 where nothing can be kept. */
  int file;
  char id[ID_LENGTH + 1];
  /* Of the last event that this device wrote; empty for none. */
  char last_hash[HASH_LENGTH + 1];
};

static void
take_new_id (AttestDevice *self)
{
  g_autofree char *uuid = g_uuid_string_random ();
  gsize length = 0;

  for (const char *at = uuid; *at != '\0' && length < ID_LENGTH; at++)
    if (*at != '-')
      self->id[length++] = *at;
  self->id[length] = '\0';
  self->last_hash[0] = '\0';
}

AttestDevice *
attest_device_new (const char *state_folder, const char *library_path)
{
  AttestDevice *self = g_new0 (AttestDevice, 1);
  g_autofree char *folder = NULL;
  g_autofree char *real_path = realpath (library_path, NULL);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (state_folder != NULL)
    folder = g_build_filename (state_folder, "devices", NULL);
  else
    folder = g_build_filename (g_get_user_state_dir (), "attest", "devices", NULL);
  if (real_path == NULL)
    real_path = g_strdup (library_path);
  name = attest_sha256 (real_path, strlen (real_path));
  path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  self->file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  take_new_id (self);

  return self;
}

void
attest_device_free (AttestDevice *self)
{
  if (self == NULL)
    return;

  if (self->file >= 0)
    {
      fdatasync (self->file);
      close (self->file);
    }
  g_free (self);
}

const char *
attest_device_get_last_hash (AttestDevice *self)
{
  return self->last_hash;
}

const char *
attest_device_get_id (AttestDevice *self)
{
  return self->id;
}

static gboolean
read_note (AttestDevice *self)
{
  char note[NOTE_LENGTH + 1] = { 0 };
  g_autofree char *checksum = NULL;
  g_auto (GStrv) lines = NULL;

  if (self->file < 0 || pread (self->file, note, NOTE_LENGTH, 0) != NOTE_LENGTH)
    return FALSE;
  checksum = attest_sha256 (note, ID_LENGTH + 1 + HASH_LENGTH + 1);
  lines = g_strsplit (note, "\n", -1);
  if (g_strv_length (lines) != 4 || strlen (lines[0]) != ID_LENGTH || strlen (lines[1]) != HASH_LENGTH ||
      !g_str_equal (lines[2], checksum))
    return FALSE;

  memcpy (self->id, lines[0], ID_LENGTH);
  memcpy (self->last_hash, lines[1], HASH_LENGTH);

  return TRUE;
}

gboolean
attest_device_begin (AttestDevice *self, AttestDatabase *database, GError **error)
{
  g_autofree char *last_hash = NULL;

  read_note (self);
  /* An id that was never written needs no search through the log. */
  if (self->last_hash[0] == '\0')
    return TRUE;
  if (!attest_event_table_dup_last_hash (database, self->id, &last_hash, error))
    return FALSE;
  if (g_strcmp0 (last_hash, self->last_hash) != 0)
    take_new_id (self);

  return TRUE;
}

void
attest_device_note (AttestDevice *self, const char *last_hash)
{
  g_autofree char *body = g_strdup_printf ("%s\n%s\n", self->id, last_hash);
  g_autofree char *checksum = attest_sha256 (body, strlen (body));
  g_autofree char *note = g_strconcat (body, checksum, "\n", NULL);

  g_strlcpy (self->last_hash, last_hash, sizeof self->last_hash);
  if (self->file >= 0 && pwrite (self->file, note, NOTE_LENGTH, 0) != NOTE_LENGTH)
    {
      /* Half a note would be read as none; so is no note. The id then lasts for this session. */
      if (ftruncate (self->file, 0) != 0)
        g_debug ("The device's note cannot be taken back: %s", g_strerror (errno));
    }
}
