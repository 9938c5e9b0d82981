/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "review/attest-review.h"

G_BEGIN_DECLS

/** AttestStatusLook: how a status is shown, by shape, word and colour, so that none of them is needed alone. @style_class: (nullable) */
typedef struct
{
  const char *key;
  const char *icon_name;
  const char *style_class;
} AttestStatusLook;

/** attest_status_parse: @text: as attest_status_to_string() gives it; anything else is a draft. */
AttestStatus attest_status_parse (const char *text);

/** attest_status_get_look: @due: an approved text that needs re-review has a look of its own. */
const AttestStatusLook *attest_status_get_look (AttestStatus status, gboolean due);

/** attest_status_dup_label: Returns: (transfer full): the translated status, "Due for re-review" for an approved text that is due */
char *attest_status_dup_label (AttestStatus status, gboolean due);

G_END_DECLS
