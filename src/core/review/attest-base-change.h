/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/**
 * AttestBaseChange:
 * @changed: whether the base has another text now than it had when the variant was last saved
 * @time: when the base's newest revision was saved, UTC microseconds; 0 unless @changed
 */
typedef struct
{
  gboolean changed;
  gint64 time;
} AttestBaseChange;

/**
 * attest_review_find_base_change:
 * @audience: of a variant
 * @change: (out)
 *
 * Whether whoever looks after a variant has yet to look at its base again. Let V be the variant's newest revision, and B
 * the base's newest revision that is before V in the total order. The base changed since when its newest revision has
 * other bytes than B, or when there is no B. So a change that was taken back is none, and any saving of the variant
 * says that its author has seen the base as it was then. The base itself never changed. On the library's thread.
 *
 * Returns: FALSE with an ATTEST_RECORD_ERROR
 */
gboolean attest_review_find_base_change (AttestLibrary *library,
                                         const char *article,
                                         const char *audience,
                                         AttestBaseChange *change,
                                         GError **error);

G_END_DECLS
