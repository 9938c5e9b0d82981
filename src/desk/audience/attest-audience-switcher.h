/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "article/attest-article-state.h"

G_BEGIN_DECLS

/**
 * AttestAudienceSwitcher:
 *
 * For whom the open text is: a toggle for each audience that has one, with its status, its words, its reading grade against
 * the target, and whether the base changed since it was saved; and the way to add another. Accessible name "Audience".
 * Adding activates `article.add-variant` with (audience, audience to begin from or "", "copy", "headings" or "empty").
 */
#define ATTEST_TYPE_AUDIENCE_SWITCHER (attest_audience_switcher_get_type ())
G_DECLARE_FINAL_TYPE (AttestAudienceSwitcher, attest_audience_switcher, ATTEST, AUDIENCE_SWITCHER, AdwBin)

/** attest_audience_switcher_set_state: @state: (nullable) */
void attest_audience_switcher_set_state (AttestAudienceSwitcher *self, AttestArticleState *state);

/** attest_audience_switcher_set_compact: @compact: whether the toggles show status and audience alone; the rest stays in their tooltips */
void attest_audience_switcher_set_compact (AttestAudienceSwitcher *self, gboolean compact);

G_END_DECLS
