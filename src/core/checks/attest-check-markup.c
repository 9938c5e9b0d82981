/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-check.h"

#include <glib/gi18n-lib.h>

/* The renderer knows what it did not pass through; these checks only say so. */

void
attest_check_raw_html (const AttestCheckInput *input, GPtrArray *findings)
{
  GPtrArray *warnings = attest_rendering_get_warnings (input->rendering);

  for (guint i = 0; i < warnings->len; i++)
    {
      AttestRenderWarning *warning = g_ptr_array_index (warnings, i);

      if (warning->kind == ATTEST_RENDER_RAW_HTML)
        attest_check_report (findings,
                             input,
                             "raw-html",
                             ATTEST_SEVERITY_WARNING,
                             warning->start,
                             warning->end,
                             g_strdup (_ ("This HTML is shown to readers as text. Write it as Markdown.")));
    }
}

void
attest_check_refused_link (const AttestCheckInput *input, GPtrArray *findings)
{
  GPtrArray *warnings = attest_rendering_get_warnings (input->rendering);

  for (guint i = 0; i < warnings->len; i++)
    {
      AttestRenderWarning *warning = g_ptr_array_index (warnings, i);

      if (warning->kind == ATTEST_RENDER_REFUSED_LINK)
        attest_check_report (
            findings,
            input,
            "refused-link",
            ATTEST_SEVERITY_WARNING,
            warning->start,
            warning->end,
            g_strdup_printf (_ ("Readers get no link to “%s”: only web, mail and telephone addresses are allowed."),
                             warning->text));
      else if (warning->kind == ATTEST_RENDER_REFUSED_IMAGE)
        attest_check_report (
            findings,
            input,
            "refused-link",
            ATTEST_SEVERITY_WARNING,
            warning->start,
            warning->end,
            g_strdup_printf (_ ("The image “%s” is not in the library, so readers see only its description."),
                             warning->text));
    }
}
