/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-folder.h"

#include <glib/gstdio.h>

void
bench_folder_remove (const char *folder)
{
  g_autofree char *devices = g_build_filename (folder, "devices", NULL);
  const char *const folders[] = { devices, folder };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GDir) dir = g_dir_open (folders[i], 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folders[i], name, NULL);

          g_remove (path);
        }
      g_rmdir (folders[i]);
    }
}
