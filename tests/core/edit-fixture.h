/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/attest-edit.h"

/** edit_fixture_read: Takes the selection `{...}` out of @written. Returns: (transfer full): the text */
char *edit_fixture_read (const char *written, gsize *start, gsize *end);

/** edit_fixture_assert: fails unless @edit turns @text into @expected, whose `{...}` is what is then selected; NULL for both means that nothing is done. Frees @edit. */
void edit_fixture_assert (AttestEdit *edit, const char *text, const char *expected);
