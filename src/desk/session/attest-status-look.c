/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-status-look.h"

#include <glib/gi18n.h>

static const AttestStatusLook looks[] = {
  [ATTEST_STATUS_DRAFT] = { "draft", "attest-status-draft-symbolic", "dimmed" },
  [ATTEST_STATUS_SUBMITTED] = { "submitted", "attest-status-submitted-symbolic", "accent" },
  [ATTEST_STATUS_UNDER_REVIEW] = { "under-review", "attest-status-under-review-symbolic", "accent" },
  [ATTEST_STATUS_CHANGES_REQUESTED] = { "changes-requested", "attest-status-changes-requested-symbolic", "warning" },
  [ATTEST_STATUS_APPROVED] = { "approved", "attest-status-approved-symbolic", "success" },
  [ATTEST_STATUS_WITHDRAWN] = { "withdrawn", "attest-status-withdrawn-symbolic", "error" },
};

static const AttestStatusLook due_look = { "due", "attest-status-due-symbolic", "warning" };

AttestStatus
attest_status_parse (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].key, text) == 0)
      return (AttestStatus) i;
  return ATTEST_STATUS_DRAFT;
}

const AttestStatusLook *
attest_status_get_look (AttestStatus status, gboolean due)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (looks), &looks[0]);

  return due && status == ATTEST_STATUS_APPROVED ? &due_look : &looks[status];
}

char *
attest_status_dup_label (AttestStatus status, gboolean due)
{
  if (due && status == ATTEST_STATUS_APPROVED)
    return g_strdup (_ ("Due for re-review"));
  return g_strdup (attest_status_get_label (status));
}
