/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/attest-page-private.h"

G_BEGIN_DECLS

/** attest_page_append_escaped: @text: (nullable) */
void attest_page_append_escaped (GString *html, const char *text);
/** attest_page_append_time: A day in words, with its ISO 8601 form for machines. */
void attest_page_append_time (GString *html, gint64 time);
/** attest_page_append_status: Notice, stepper and dates of one text. */
void attest_page_append_status (GString *html, const AttestPageFacts *facts, const AttestPageText *text);
/** attest_page_append_reviewers: Who signed one text and the hash of what they signed. @level: of the heading */
void attest_page_append_reviewers (GString *html, const AttestPageText *text, guint level);

G_END_DECLS
