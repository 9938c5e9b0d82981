/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"
#include "record/attest-upgrade.h"

G_BEGIN_DECLS

/* For what brings a library up to date. Who watches is known to the database, so that what works on it need not be told. */

/** AttestUpgradePart: one after the other, each with its share of the time. */
typedef enum
{
  ATTEST_UPGRADE_COPY,
  ATTEST_UPGRADE_CHECK_COPY,
  ATTEST_UPGRADE_FOLD,
  ATTEST_UPGRADE_CONCLUDE,
  ATTEST_UPGRADE_INDEX,
} AttestUpgradePart;

/** attest_upgrade_watch: @self: (nullable): who watches @database from here on, whose long queries end when it is cancelled; NULL for nobody. It has to live as long. */
void attest_upgrade_watch (AttestUpgrade *self, AttestDatabase *database);
/** attest_upgrade_find: Returns: (transfer none) (nullable): who watches @database */
AttestUpgrade *attest_upgrade_find (AttestDatabase *database);
/** attest_upgrade_note: @done, @count: how much of @part. Returns: FALSE with @error: G_IO_ERROR_CANCELLED; always TRUE where nobody watches */
gboolean
attest_upgrade_note (AttestDatabase *database, AttestUpgradePart part, gint64 done, gint64 count, GError **error);
/** attest_upgrade_explain: Where it was cancelled, an error that came of that becomes G_IO_ERROR_CANCELLED. @self: (nullable). @error: (inout) (nullable) */
void attest_upgrade_explain (AttestUpgrade *self, GError **error);

G_END_DECLS
