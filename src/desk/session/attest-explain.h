/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** attest_explain_disabled: Tells whoever points at @control, and a screen reader, why it cannot be used. @reason: (nullable): a sentence that says what is missing and who can supply it; NULL or empty while @control can be used. @usual: (nullable): its tooltip then */
void attest_explain_disabled (GtkWidget *control, const char *reason, const char *usual);

G_END_DECLS
