/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"
#include "checks/attest-organisations.h"

#include <glib/gi18n-lib.h>

void
attest_check_other_organisation (const AttestCheckInput *input, GPtrArray *findings)
{
  g_auto (GStrv) names = input->disclaimer ? attest_organisations_find (input->disclaimer, input->board_name) : NULL;

  for (guint i = 0; names && names[i]; i++)
    {
      /* The place is in the disclaimer, which is not part of the Markdown. */
      attest_check_report_about (findings,
                                 input,
                                 "other-organisation",
                                 ATTEST_SEVERITY_WARNING,
                                 0,
                                 names[i],
                                 g_strdup_printf (_ ("The disclaimer names “%s”, which is not this board."), names[i]));
    }
}
