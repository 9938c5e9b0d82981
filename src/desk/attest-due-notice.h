/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestDueNotice:
 *
 * Tells once, of a session's library, which texts became due for re-review: together, and not again after a restart. What becomes due while the program runs
 * is noticed by a timer that ends then, and the lists are shown anew. Nobody is told of the sample library. Main thread.
 */
#define ATTEST_TYPE_DUE_NOTICE (attest_due_notice_get_type ())
G_DECLARE_FINAL_TYPE (AttestDueNotice, attest_due_notice, ATTEST, DUE_NOTICE, GObject)

/**
 * AttestDueNoticeUser:
 * @tell: shows a notification with @title and @body
 * @is_in_sight: whether the person has the texts that are due before them
 * @get_now: (nullable): UTC microseconds; NULL is the clock
 */
typedef struct
{
  void (*tell) (const char *title, const char *body, gpointer user_data);
  gboolean (*is_in_sight) (gpointer user_data);
  gint64 (*get_now) (gpointer user_data);
} AttestDueNoticeUser;

/** attest_due_notice_new: Begins to look after the library of @session. @user: static; @user_data: outlives it. Returns: (transfer full) */
AttestDueNotice *attest_due_notice_new (AttestSession *session, const AttestDueNoticeUser *user, gpointer user_data);

G_END_DECLS
