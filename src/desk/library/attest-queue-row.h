/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/attest-queue.h"

G_BEGIN_DECLS

/**
 * AttestQueueRow:
 *
 * A line of the sidebar: icon, name and count of a queue.
 */
#define ATTEST_TYPE_QUEUE_ROW (attest_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestQueueRow, attest_queue_row, ATTEST, QUEUE_ROW, GtkListBoxRow)

/** attest_queue_row_new: Returns: (transfer floating) */
GtkWidget *attest_queue_row_new (AttestQueue *queue);
AttestQueue *attest_queue_row_get_queue (AttestQueueRow *self);

G_END_DECLS
