/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-article-batch.h"

G_BEGIN_DECLS

/**
 * AttestReportDialog:
 *
 * What became of each article of a batch: first what went wrong and what was not begun, then what was done.
 */
#define ATTEST_TYPE_REPORT_DIALOG (attest_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AttestReportDialog, attest_report_dialog, ATTEST, REPORT_DIALOG, AdwDialog)

/**
 * attest_report_dialog_new:
 * @title: such as "Export"
 * @done: heading over what was done, @failed: over what was not
 * @folder: (nullable): a folder that a button opens
 */
AdwDialog *attest_report_dialog_new (AttestArticleBatch *batch,
                                     const char *title,
                                     const char *done,
                                     const char *failed,
                                     const char *folder);

G_END_DECLS
