/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "power-vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512

/* A write, or a cut to @offset bytes where @new_bytes is NULL. */
typedef struct
{
  sqlite3_int64 offset;
  sqlite3_int64 old_size;
  /* What stood from @offset on, as far as the file reached. */
  GBytes *old_bytes;
  GBytes *new_bytes;
} Change;

/* A file by its inode, whatever name it has. */
typedef struct
{
  /* Of O_PATH, the closing of which leaves the locks of this process alone; while it is open no other file has the inode. */
  int place;
  char *path;
  GPtrArray *changes;
  /* Its folder does not surely know of it, or that it was deleted. */
  gboolean new_name;
  gboolean deleted;
} Disk;

struct _PowerVfs
{
  sqlite3_vfs vfs;
  sqlite3_vfs *base;
  GPtrArray *disks;
  PowerFault fault;
  guint at;
  guint operations;
  guint writes;
  gboolean struck;
};

typedef struct
{
  sqlite3_file file;
  PowerVfs *power;
  Disk *disk;
  /* The base's file stands behind this struct. */
  sqlite3_file *base;
} Handle;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->old_bytes, g_bytes_unref);
  g_clear_pointer (&change->new_bytes, g_bytes_unref);
  g_free (change);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  close (disk->place);
  g_ptr_array_unref (disk->changes);
  g_free (disk->path);
  g_free (disk);
}

static Disk *
find_disk (PowerVfs *self, const char *path, gboolean created)
{
  struct stat wanted;
  Disk *disk;

  if (stat (path, &wanted) != 0)
    return NULL;
  for (guint i = 0; i < self->disks->len; i++)
    {
      struct stat known;

      disk = g_ptr_array_index (self->disks, i);
      if (fstat (disk->place, &known) != 0 || known.st_dev != wanted.st_dev || known.st_ino != wanted.st_ino)
        continue;
      g_set_str (&disk->path, path);
      return disk;
    }

  disk = g_new0 (Disk, 1);
  disk->place = open (path, O_PATH | O_CLOEXEC);
  g_assert_cmpint (disk->place, >=, 0);
  disk->path = g_strdup (path);
  disk->changes = g_ptr_array_new_with_free_func (change_free);
  disk->new_name = created;
  g_ptr_array_add (self->disks, disk);

  return disk;
}

/* What was synced of a folder is synced of all names in it. */
static void
sync_folder (PowerVfs *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < self->disks->len; i++)
    {
      Disk *disk = g_ptr_array_index (self->disks, i);
      g_autofree char *other = g_path_get_dirname (disk->path);

      if (!g_str_equal (folder, other))
        continue;
      disk->new_name = FALSE;
      if (disk->deleted)
        g_ptr_array_remove_index_fast (self->disks, i--);
    }
}

/* ---- Faults ---- */

static gboolean
is_dark (PowerVfs *self)
{
  if (!self->struck || self->fault != POWER_FAULT_CUT)
    return FALSE;

  errno = EIO;
  return TRUE;
}

/* Returns: what SQLite is told in place of the operation, or SQLITE_OK */
static int
count_operation (PowerVfs *self, gboolean writing, int failure)
{
  self->operations++;
  self->writes += writing;
  if (self->fault == POWER_FAULT_CUT)
    {
      self->struck = self->struck || self->operations >= self->at;
      return is_dark (self) ? failure : SQLITE_OK;
    }
  if (self->fault == POWER_FAULT_NONE || !writing || self->writes < self->at)
    return SQLITE_OK;
  if (self->fault == POWER_FAULT_ERROR && self->writes != self->at)
    return SQLITE_OK;

  self->struck = TRUE;
  errno = self->fault == POWER_FAULT_FULL ? ENOSPC : EIO;
  return self->fault == POWER_FAULT_FULL ? SQLITE_FULL : failure;
}

/* ---- Files ---- */

static int
note_change (Handle *handle, sqlite3_int64 offset, const void *bytes, int length)
{
  Change *change = g_new0 (Change, 1);
  sqlite3_int64 covered;
  g_autofree char *old = NULL;
  int code = handle->base->pMethods->xFileSize (handle->base, &change->old_size);

  covered = MAX (0, change->old_size - offset);
  if (bytes != NULL)
    covered = MIN (covered, length);
  old = g_malloc ((gsize) covered + 1);
  if (code == SQLITE_OK && covered > 0)
    code = handle->base->pMethods->xRead (handle->base, old, (int) covered, offset);
  change->offset = offset;
  change->old_bytes = g_bytes_new_take (g_steal_pointer (&old), (gsize) covered);
  change->new_bytes = bytes != NULL ? g_bytes_new (bytes, (gsize) length) : NULL;
  g_ptr_array_add (handle->disk->changes, change);

  return code;
}

static int
file_close (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xClose (handle->base);
}

static int
file_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  Handle *handle = (Handle *) file;

  return is_dark (handle->power) ? SQLITE_IOERR_READ
                                 : handle->base->pMethods->xRead (handle->base, bytes, length, offset);
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  Handle *handle = (Handle *) file;
  gboolean dark = is_dark (handle->power);
  int failure = count_operation (handle->power, TRUE, SQLITE_IOERR_WRITE);
  int code;

  /* Of the write at which the power goes a part may be there. */
  if (dark || (failure != SQLITE_OK && !is_dark (handle->power)))
    return failure;
  code = note_change (handle, offset, bytes, length);
  if (code == SQLITE_OK)
    code = handle->base->pMethods->xWrite (handle->base, bytes, length, offset);

  return failure != SQLITE_OK ? failure : code;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  Handle *handle = (Handle *) file;
  int code = count_operation (handle->power, FALSE, SQLITE_IOERR_TRUNCATE);

  if (code == SQLITE_OK)
    code = note_change (handle, size, NULL, 0);
  if (code == SQLITE_OK)
    code = handle->base->pMethods->xTruncate (handle->base, size);

  return code;
}

/* The real disk is spared: nobody pulls its plug. */
static int
file_sync (sqlite3_file *file, int flags)
{
  Handle *handle = (Handle *) file;
  int code = count_operation (handle->power, FALSE, SQLITE_IOERR_FSYNC);

  if (code != SQLITE_OK)
    return code;
  g_ptr_array_set_size (handle->disk->changes, 0);
  /* SQLite's own layer syncs the folder with the first sync of a journal or a log. */
  if (handle->disk->new_name)
    sync_folder (handle->power, handle->disk->path);

  return SQLITE_OK;
}

static int
file_get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  Handle *handle = (Handle *) file;

  return is_dark (handle->power) ? SQLITE_IOERR_FSTAT : handle->base->pMethods->xFileSize (handle->base, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  Handle *handle = (Handle *) file;

  return is_dark (handle->power) ? SQLITE_IOERR_LOCK : handle->base->pMethods->xLock (handle->base, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xUnlock (handle->base, level);
}

static int
file_check_reserved_lock (sqlite3_file *file, int *reserved)
{
  Handle *handle = (Handle *) file;

  return is_dark (handle->power) ? SQLITE_IOERR_CHECKRESERVEDLOCK
                                 : handle->base->pMethods->xCheckReservedLock (handle->base, reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xFileControl (handle->base, operation, argument);
}

static int
file_get_sector_size (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xSectorSize (handle->base);
}

static int
file_get_characteristics (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xDeviceCharacteristics (handle->base);
}

static int
file_map_memory (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  Handle *handle = (Handle *) file;

  return is_dark (handle->power) ? SQLITE_IOERR_SHMMAP
                                 : handle->base->pMethods->xShmMap (handle->base, region, size, extend, memory);
}

static int
file_lock_memory (sqlite3_file *file, int offset, int count, int flags)
{
  Handle *handle = (Handle *) file;

  if ((flags & SQLITE_SHM_LOCK) != 0 && is_dark (handle->power))
    return SQLITE_IOERR_SHMLOCK;
  return handle->base->pMethods->xShmLock (handle->base, offset, count, flags);
}

static void
file_order_memory (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  handle->base->pMethods->xShmBarrier (handle->base);
}

static int
file_unmap_memory (sqlite3_file *file, int delete)
{
  Handle *handle = (Handle *) file;

  return handle->base->pMethods->xShmUnmap (handle->base, delete);
}

/* Version 2: what is mapped into memory could be written past it. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_get_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_get_sector_size,
  .xDeviceCharacteristics = file_get_characteristics,
  .xShmMap = file_map_memory,
  .xShmLock = file_lock_memory,
  .xShmBarrier = file_order_memory,
  .xShmUnmap = file_unmap_memory,
};

/* ---- The file system ---- */

static int
system_open (sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *used_flags)
{
  PowerVfs *self = vfs->pAppData;
  Handle *handle = (Handle *) file;
  gboolean created;
  int code;

  memset (handle, 0, sizeof *handle);
  if (is_dark (self))
    return SQLITE_IOERR;
  /* A temporary file has no name, and nothing of it outlives the power. */
  if (path == NULL)
    return self->base->xOpen (self->base, path, file, flags, used_flags);

  created = !g_file_test (path, G_FILE_TEST_EXISTS);
  handle->base = (sqlite3_file *) (handle + 1);
  code = self->base->xOpen (self->base, path, handle->base, flags, used_flags);
  if (code != SQLITE_OK)
    {
      if (handle->base->pMethods != NULL)
        handle->base->pMethods->xClose (handle->base);
      return code;
    }
  handle->power = self;
  handle->disk = find_disk (self, path, created);
  g_assert_nonnull (handle->disk);
  handle->file.pMethods = &methods;

  return SQLITE_OK;
}

static int
system_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  PowerVfs *self = vfs->pAppData;
  int code = count_operation (self, FALSE, SQLITE_IOERR_DELETE);
  Disk *disk;

  if (code != SQLITE_OK)
    return code;
  disk = find_disk (self, path, FALSE);
  code = self->base->xDelete (self->base, path, 0);
  if (code != SQLITE_OK)
    return code;
  if (disk != NULL)
    disk->deleted = TRUE;
  if (sync)
    sync_folder (self, path);

  return SQLITE_OK;
}

static int
system_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  PowerVfs *self = vfs->pAppData;

  return is_dark (self) ? SQLITE_IOERR_ACCESS : self->base->xAccess (self->base, path, flags, result);
}

/* ---- What the disk holds ---- */

static void
store (int file, GBytes *bytes, gsize from, gsize to, sqlite3_int64 offset)
{
  const char *data = g_bytes_get_data (bytes, NULL);

  if (to > from)
    g_assert_cmpint (pwrite (file, data + from, to - from, offset + (off_t) from), ==, to - from);
}

static void
take_back (int file, const Change *change)
{
  g_assert_cmpint (ftruncate (file, change->old_size), ==, 0);
  store (file, change->old_bytes, 0, g_bytes_get_size (change->old_bytes), change->offset);
}

static void
apply (int file, const Change *change, GRand *rand)
{
  gsize length;
  gsize border;

  if (change->new_bytes == NULL)
    {
      g_assert_cmpint (ftruncate (file, change->offset), ==, 0);
      return;
    }
  length = g_bytes_get_size (change->new_bytes);
  border = (gsize) ((change->offset + g_rand_int_range (rand, 0, (int) length + 1)) / SECTOR * SECTOR);
  border = border > (gsize) change->offset ? border - (gsize) change->offset : 0;
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      store (file, change->new_bytes, 0, border, change->offset);
      break;
    case 1:
      store (file, change->new_bytes, border, length, change->offset);
      break;
    default:
      store (file, change->new_bytes, 0, length, change->offset);
    }
}

/* Fisher and Yates. */
static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (int) i);
      gpointer swapped = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[other];
      array->pdata[other] = swapped;
    }
}

static void
settle_bytes (Disk *disk, int file, GRand *rand)
{
  /* All, some or nearly none of it reached the disk. */
  double chance = g_rand_int_range (rand, 0, 5) / 4.0;

  for (guint i = disk->changes->len; i > 0; i--)
    take_back (file, g_ptr_array_index (disk->changes, i - 1));
  if (g_rand_boolean (rand))
    shuffle (disk->changes, rand);
  for (guint i = 0; i < disk->changes->len; i++)
    if (g_rand_double (rand) < chance)
      apply (file, g_ptr_array_index (disk->changes, i), rand);
  g_ptr_array_set_size (disk->changes, 0);
}

/* A deleted file that is still open by its inode gets its name again. */
static void
bring_back (Disk *disk, int file)
{
  struct stat status;
  g_autofree char *bytes = NULL;

  g_assert_cmpint (fstat (file, &status), ==, 0);
  bytes = g_malloc ((gsize) status.st_size + 1);
  g_assert_cmpint (pread (file, bytes, (gsize) status.st_size, 0), ==, status.st_size);
  g_assert_true (
      g_file_set_contents_full (disk->path, bytes, (gssize) status.st_size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
settle_disk (Disk *disk, GRand *rand)
{
  g_autofree char *place = g_strdup_printf ("/proc/self/fd/%d", disk->place);
  g_autofree char *shared = g_strconcat (disk->path, "-shm", NULL);
  int file = open (place, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (file, >=, 0);
  settle_bytes (disk, file, rand);
  if (disk->deleted && !g_file_test (disk->path, G_FILE_TEST_EXISTS) && g_rand_boolean (rand))
    bring_back (disk, file);
  g_unlink (shared);
  close (file);
}

void
power_vfs_settle (PowerVfs *self, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  /* First, since an older file may have had the name. */
  for (guint i = 0; i < self->disks->len; i++)
    {
      Disk *disk = g_ptr_array_index (self->disks, i);

      if (disk->new_name && !disk->deleted && g_rand_boolean (rand))
        g_unlink (disk->path);
    }
  for (guint i = 0; i < self->disks->len; i++)
    settle_disk (g_ptr_array_index (self->disks, i), rand);
  g_ptr_array_set_size (self->disks, 0);
  power_vfs_end (self);
}

/* ---- The test's side ---- */

PowerVfs *
power_vfs_new (void)
{
  PowerVfs *self = g_new0 (PowerVfs, 1);

  self->base = sqlite3_vfs_find (NULL);
  self->disks = g_ptr_array_new_with_free_func (disk_free);
  /* The clock, the random numbers and the names of files are the base's. */
  self->vfs = *self->base;
  self->vfs.pNext = NULL;
  self->vfs.zName = "attest-power";
  self->vfs.pAppData = self;
  self->vfs.szOsFile = (int) sizeof (Handle) + self->base->szOsFile;
  self->vfs.xOpen = system_open;
  self->vfs.xDelete = system_delete;
  self->vfs.xAccess = system_access;
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, 1), ==, SQLITE_OK);

  return self;
}

void
power_vfs_free (PowerVfs *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  sqlite3_vfs_register (self->base, 1);
  g_ptr_array_unref (self->disks);
  g_free (self);
}

void
power_vfs_begin (PowerVfs *self, PowerFault fault, guint at)
{
  /* What was there before has long been on the disk. */
  g_ptr_array_set_size (self->disks, 0);
  self->fault = fault;
  self->at = at;
  self->operations = 0;
  self->writes = 0;
  self->struck = FALSE;
}

void
power_vfs_end (PowerVfs *self)
{
  self->fault = POWER_FAULT_NONE;
}

guint
power_vfs_get_operations (PowerVfs *self)
{
  return self->operations;
}

guint
power_vfs_get_writes (PowerVfs *self)
{
  return self->writes;
}

gboolean
power_vfs_has_struck (PowerVfs *self)
{
  return self->struck;
}
