/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** attest_shortcuts_install: Gives the actions their keys. The one table of keys is here; the dialog and the accelerators are both made from it. */
void attest_shortcuts_install (GtkApplication *application);

/** attest_shortcuts_dialog_new: Returns: (transfer floating): all keys, by the place where they work */
AdwDialog *attest_shortcuts_dialog_new (void);

G_END_DECLS
