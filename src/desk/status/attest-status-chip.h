/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "review/attest-review.h"

G_BEGIN_DECLS

/**
 * AttestStatusChip:
 *
 * One audience's status in a line: a shape, the audience, the status in words.
 */
#define ATTEST_TYPE_STATUS_CHIP (attest_status_chip_get_type ())
G_DECLARE_FINAL_TYPE (AttestStatusChip, attest_status_chip, ATTEST, STATUS_CHIP, GtkBox)

/** attest_status_chip_new: Returns: (transfer floating): says nothing yet */
GtkWidget *attest_status_chip_new (void);
/** attest_status_chip_show: @label: the audience's label. May be called again: in a list that is scrolled, what is there is quicker changed than made anew. */
void attest_status_chip_show (AttestStatusChip *self, const char *label, AttestStatus status, gboolean due);

G_END_DECLS
