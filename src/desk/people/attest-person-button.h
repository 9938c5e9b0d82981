/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

G_BEGIN_DECLS

/**
 * AttestPersonButton:
 *
 * Who is acting, and the way to switch. Property `compact` (boolean): shows the picture alone.
 */
#define ATTEST_TYPE_PERSON_BUTTON (attest_person_button_get_type ())
G_DECLARE_FINAL_TYPE (AttestPersonButton, attest_person_button, ATTEST, PERSON_BUTTON, AdwBin)

/** attest_person_button_set_session: @session: (nullable) */
void attest_person_button_set_session (AttestPersonButton *self, AttestSession *session);

/** attest_person_button_popup: Opens the list of people, such as when an act needs somebody to act. */
void attest_person_button_popup (AttestPersonButton *self);

G_END_DECLS
