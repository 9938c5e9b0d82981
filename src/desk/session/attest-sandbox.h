/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** attest_is_sandboxed: Whether this program runs in a Flatpak, where files and printers come by the desktop's portals. */
gboolean attest_is_sandboxed (void);

G_END_DECLS
