/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** AttestRefusal: something that cannot be done now: its @name, and in @reason a sentence that says what is missing and who can supply it. */
typedef struct
{
  const char *name;
  const char *reason;
} AttestRefusal;

/** attest_refusals_dialog_new: "What is missing", which a menu cannot say of its dimmed items. @refusals: (array length=n_refusals). @description: (nullable): a sentence above them. Returns: (transfer floating) */
AdwDialog *attest_refusals_dialog_new (const AttestRefusal *refusals, guint n_refusals, const char *description);

G_END_DECLS
