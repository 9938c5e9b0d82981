/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** attest_menu_add: Appends an item that activates @action, such as "article.read". @target: (transfer floating) */
void attest_menu_add (GMenu *menu, const char *label, const char *action, GVariant *target);

G_END_DECLS
