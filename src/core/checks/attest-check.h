/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/attest-checks.h"

G_BEGIN_DECLS

/** AttestCheck: one check: adds what it finds to @findings (element-type AttestFinding) and changes nothing else. */
typedef void (*AttestCheck) (const AttestCheckInput *input, GPtrArray *findings);

/** attest_check_report: Adds a finding about the bytes @start to @end of the Markdown. @message: (transfer full) */
void attest_check_report (GPtrArray *findings,
                          const AttestCheckInput *input,
                          const char *rule,
                          AttestSeverity severity,
                          gsize start,
                          gsize end,
                          char *message);

/** attest_check_report_about: Adds a finding about something that is no words of the Markdown, such as a reference: @about says what, and it is told by that. It is shown at byte @at. @message: (transfer full) */
void attest_check_report_about (GPtrArray *findings,
                                const AttestCheckInput *input,
                                const char *rule,
                                AttestSeverity severity,
                                gsize at,
                                const char *about,
                                char *message);

/** attest_check_placeholder_citation: A citation of a source that nobody has named yet: a bare number of pasted text. */
void attest_check_placeholder_citation (const AttestCheckInput *input, GPtrArray *findings);
/** attest_check_citation_without_reference: A key that no reference has. */
void attest_check_citation_without_reference (const AttestCheckInput *input, GPtrArray *findings);
/** attest_check_unused_reference: A reference that the text does not cite; it stands at the text's end, since it has no place in it. */
void attest_check_unused_reference (const AttestCheckInput *input, GPtrArray *findings);
/** attest_check_raw_html: HTML that is shown as text. */
void attest_check_raw_html (const AttestCheckInput *input, GPtrArray *findings);
/** attest_check_refused_link: A link or image that readers do not get. */
void attest_check_refused_link (const AttestCheckInput *input, GPtrArray *findings);
/** attest_check_other_organisation: A disclaimer that speaks for somebody else; it stands at the text's start. */
void attest_check_other_organisation (const AttestCheckInput *input, GPtrArray *findings);

G_END_DECLS
