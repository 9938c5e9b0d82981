/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/attest-queue.h"

G_BEGIN_DECLS

/**
 * AttestEmptyQueue:
 *
 * What stands in place of a list with nothing in it: what would be here, how it gets here, and where to go on.
 */
#define ATTEST_TYPE_EMPTY_QUEUE (attest_empty_queue_get_type ())
G_DECLARE_FINAL_TYPE (AttestEmptyQueue, attest_empty_queue, ATTEST, EMPTY_QUEUE, AdwBin)

/** attest_empty_queue_set_refusal: @refusal: (nullable): why nothing can be added to the library; NULL where it can */
void attest_empty_queue_set_refusal (AttestEmptyQueue *self, const char *refusal);

/** attest_empty_queue_show: @searching: nothing in @queue has the words that are looked for, though there may be articles in it */
void attest_empty_queue_show (AttestEmptyQueue *self, AttestQueue *queue, gboolean searching);

G_END_DECLS
