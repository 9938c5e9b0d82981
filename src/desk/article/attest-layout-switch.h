/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestLayoutSwitch:
 *
 * What the article shows: the source, the preview, or both. The choice is kept in the settings, as the action `article.layout` has it.
 */
#define ATTEST_TYPE_LAYOUT_SWITCH (attest_layout_switch_get_type ())
G_DECLARE_FINAL_TYPE (AttestLayoutSwitch, attest_layout_switch, ATTEST, LAYOUT_SWITCH, AdwBin)

G_END_DECLS
