/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestLayoutSwitch:
 *
 * Which of source and page are in sight. Property `setting` (string, construct only): the name of the setting that it changes. Accessible name: "Layout".
 */
#define ATTEST_TYPE_LAYOUT_SWITCH (attest_layout_switch_get_type ())
G_DECLARE_FINAL_TYPE (AttestLayoutSwitch, attest_layout_switch, ATTEST, LAYOUT_SWITCH, AdwBin)

G_END_DECLS
