/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "damage.h"

/* Makes damaged libraries for tests of the programs: one file for each, and what lies beside it. Prints "NAME<tab>KIND" for each. */
int
main (int argc, char **argv)
{
  g_autofree char *good = NULL;
  g_autoptr (GRand) dice = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (argc != 5)
    {
      g_printerr ("Usage: make-damaged GOOD-LIBRARY FOLDER COUNT SEED\n");
      return 2;
    }
  if (!g_file_get_contents (argv[1], &good, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  dice = g_rand_new_with_seed ((guint32) strtoul (argv[4], NULL, 10));
  for (long i = 0; i < atol (argv[3]); i++)
    {
      g_autoptr (Damage) damage = damage_new (good, length, dice);
      g_autofree char *name = g_strdup_printf ("damaged-%ld.attest-library", i);
      g_autofree char *path = g_build_filename (argv[2], name, NULL);

      damage_store (damage, path);
      g_print ("%s\t%s\n", name, damage->kind);
    }
  return 0;
}
