/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "big-library.h"

/*
 *     make-big-library LIBRARY STATE_FOLDER ARTICLES
 */
int
main (int argc, char *argv[])
{
  if (argc != 4)
    return 2;
  big_library_make (argv[1], argv[2], (guint) strtoul (argv[3], NULL, 10));
  return 0;
}
