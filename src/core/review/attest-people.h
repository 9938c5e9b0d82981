/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"
#include "review/attest-review-error.h"

G_BEGIN_DECLS

/** attest_review_save_person: @person: (nullable) id of the one to change; NULL for a new one. While a library has no editor anybody may, and the record says so. Returns: (transfer full): the id */
char *attest_review_save_person (AttestLibrary *library,
                                 const char *actor,
                                 const char *person,
                                 const char *name,
                                 const char *credentials,
                                 const char *email,
                                 const char *orcid,
                                 const char *const *roles,
                                 GError **error);
/** attest_review_save_board: @changes: a `board.set` body; editors only while there is one. */
gboolean attest_review_save_board (AttestLibrary *library, const char *actor, JsonObject *changes, GError **error);

G_END_DECLS
