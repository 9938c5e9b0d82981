/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** AttestSourceAppearance: Size, font and the like of the source, as they are kept in the settings; in a popover of the toolbar. */
#define ATTEST_TYPE_SOURCE_APPEARANCE (attest_source_appearance_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceAppearance, attest_source_appearance, ATTEST, SOURCE_APPEARANCE, AdwBin)

G_END_DECLS
