/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/attest-import.h"
#include "exchange/attest-page.h"
#include "exchange/attest-sample.h"

/* Parts of the core that land next. Until then each says so; this file goes with the last of them. */

static void
refuse (GError **error)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_FAILED, _ ("This is not in this version."));
}

gboolean
attest_sample_fill (AttestLibrary *library, GError **error)
{
  refuse (error);
  return FALSE;
}

char *
attest_page_export (AttestLibrary *library,
                    const char *article,
                    const char *const *audiences,
                    const char *folder,
                    const char *actor,
                    gboolean *recorded,
                    GError **error)
{
  refuse (error);
  return NULL;
}

char *
attest_import_into_library (AttestLibrary *library,
                            const char *actor,
                            AttestImported *imported,
                            const char *article,
                            const char *audience,
                            char **revision,
                            GError **error)
{
  refuse (error);
  return NULL;
}
