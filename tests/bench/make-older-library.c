/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "older-library.h"

/*
 *     make-older-library LIBRARY OLDER VERSION
 *
 * Writes what LIBRARY holds into OLDER as a library of an older VERSION.
 */

int
main (int argc, char *argv[])
{
  if (argc != 4)
    return EXIT_FAILURE;
  older_library_write (argv[1], argv[2], (guint) strtoul (argv[3], NULL, 10));

  return EXIT_SUCCESS;
}
