/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-sandbox.h"

gboolean
attest_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
