/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/attest-menu.h"

void
attest_menu_add (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}
