/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AttestApplication:
 *
 * One process, one window. `attest [LIBRARY]` opens a library; without one, the last used or the default.
 */
#define ATTEST_TYPE_APPLICATION (attest_application_get_type ())
G_DECLARE_FINAL_TYPE (AttestApplication, attest_application, ATTEST, APPLICATION, AdwApplication)

/** attest_application_new: Returns: (transfer full) */
AttestApplication *attest_application_new (void);

G_END_DECLS
