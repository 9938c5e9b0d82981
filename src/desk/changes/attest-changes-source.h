/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "changes/attest-changes.h"

G_BEGIN_DECLS

/**
 * AttestChangesSource:
 *
 * Both texts' Markdown as one, to be read only: what is gone is struck through, what is new underlined, what was moved marked at both places. Main thread only.
 *
 * Signal `chosen` (guint index): somebody clicked on this change.
 */
#define ATTEST_TYPE_CHANGES_SOURCE (attest_changes_source_get_type ())
G_DECLARE_FINAL_TYPE (AttestChangesSource, attest_changes_source, ATTEST, CHANGES_SOURCE, AdwBin)

/** attest_changes_source_set_changes: Shows other texts. */
void attest_changes_source_set_changes (AttestChangesSource *self, AttestChanges *changes);

/** attest_changes_source_show: @index: of the comparison's changes; marks it and brings it into sight */
void attest_changes_source_show (AttestChangesSource *self, guint index);

G_END_DECLS
