/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-storage.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* From linux/magic.h, which does not have all of them, and the sources of the file systems that it lacks. */
static const guint64 network_file_systems[] = {
  0x6969 /* NFS */,      0x517b /* SMB */,        0xff534d42 /* CIFS */,         0xfe534d42 /* SMB2 */,
  0x01021997 /* 9P */,   0x5346414f /* AFS */,    0x6b414653 /* AFS of Linux */, 0x00c36400 /* Ceph */,
  0x73757245 /* Coda */, 0x0bd00bd0 /* Lustre */, 0x7461636f /* OCFS2 */,        0x01161970 /* GFS2 */,
  0x564c /* NCP */,      0x19830326 /* BeeGFS */, 0x47504653 /* GPFS */,
};

#define FUSE 0x65735546

/* What is mounted through FUSE and lies on a disk of this computer. Anything else there is taken for a network. */
static const char *const local_fuse[] = {
  "fuseblk",       "fuse.portal", "fuse.gocryptfs",      "fuse.encfs",   "fuse.cryfs", "fuse.securefs", "fuse.bindfs",
  "fuse.mergerfs", "fuse.lxcfs",  "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.unionfs",  NULL,
};

/* Names that programs which keep folders in step leave at the top of these, in whatever case: Syncthing, Dropbox, ownCloud and Nextcloud, OneDrive, Resilio, Seafile. */
static const char *const markers[] = {
  ".stfolder",
  ".dropbox",
  ".dropbox.cache",
  "._sync_*.db",
  ".sync_*.db",
  ".owncloudsync.log",
  ".nextcloudsync.log",
  ".sync-exclude.lst",
  "onedrive",
  "onedrive - *",
  ".849c9593-d756-4e56-8d6e-42412f2a707b",
  ".sync",
  ".seafile-data",
};

static gboolean
is_network (const AttestStorageFacts *facts)
{
  for (guint i = 0; i < G_N_ELEMENTS (network_file_systems); i++)
    if (facts->file_system == network_file_systems[i])
      return TRUE;

  return facts->file_system == FUSE && facts->mounted_as != NULL && !g_strv_contains (local_fuse, facts->mounted_as);
}

static gboolean
is_marker (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    if (g_pattern_match_simple (markers[i], lower))
      return TRUE;
  return FALSE;
}

AttestStorage
attest_storage_judge (const AttestStorageFacts *facts)
{
  if (is_network (facts))
    return ATTEST_STORAGE_NETWORK;
  for (guint i = 0; facts->names != NULL && facts->names[i] != NULL; i++)
    if (is_marker (facts->names[i]))
      return ATTEST_STORAGE_SYNCED;

  return ATTEST_STORAGE_LOCAL;
}

/* ---- The facts ---- */

/* "36 35 98:0 /root /place options - kind source options": the device is the third word, the kind comes after the dash. */
static char *
find_mounted_as (const char *folder)
{
  g_autofree char *contents = NULL;
  g_autofree char *device = NULL;
  g_auto (GStrv) lines = NULL;
  struct stat status;

  if (stat (folder, &status) != 0 || !g_file_get_contents ("/proc/self/mountinfo", &contents, NULL, NULL))
    return NULL;
  device = g_strdup_printf (" %u:%u ", major (status.st_dev), minor (status.st_dev));
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *kind = strstr (lines[i], " - ");

      if (kind != NULL && strstr (lines[i], device) != NULL)
        return g_strndup (kind + 3, strcspn (kind + 3, " "));
    }
  return NULL;
}

static void
add_names (GStrvBuilder *names, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  /* Of each folder only what could be a marker, since the one with the library may hold thousands of files. */
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name == '.')
      g_strv_builder_add (names, name);
  g_strv_builder_take (names, g_path_get_basename (folder));
}

/* Not beyond the home folder: Dropbox keeps a .dropbox of its own in there, and that folder is not kept in step. */
static char **
collect_names (const char *place)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *home = realpath (g_get_home_dir (), NULL);
  g_autofree char *folder = g_strdup (place);

  while (!g_str_equal (folder, "/") && !g_str_equal (folder, ".") && g_strcmp0 (folder, home) != 0)
    {
      char *above = g_path_get_dirname (folder);

      add_names (names, folder);
      g_free (folder);
      folder = above;
    }
  return g_strv_builder_end (names);
}

AttestStorage
attest_storage_find (const char *path)
{
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree char *folder = g_path_get_dirname (real_path != NULL ? real_path : path);
  g_autofree char *mounted_as = find_mounted_as (folder);
  g_auto (GStrv) names = collect_names (folder);
  AttestStorageFacts facts = { .mounted_as = mounted_as, .names = (const char *const *) names };
  struct statfs status;

  if (statfs (folder, &status) == 0)
    facts.file_system = (guint32) status.f_type;

  return attest_storage_judge (&facts);
}

const char *
attest_storage_get_warning (AttestStorage storage)
{
  switch (storage)
    {
    case ATTEST_STORAGE_NETWORK:
      return _ (
          "This library is on a network disk: let one person at a time use it, or keep it on this computer and send "
          "review files.");
    case ATTEST_STORAGE_SYNCED:
      return _ (
          "This library is in a synchronised folder: let one person at a time use it, or keep it elsewhere and send "
          "review files.");
    case ATTEST_STORAGE_LOCAL:
    default:
      return NULL;
    }
}
