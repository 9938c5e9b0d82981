/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "record/attest-library.h"
#include "review/attest-waiver.h"
#include "text/attest-document.h"
#include "text/attest-render.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SEVERITY_ERROR,
  ATTEST_SEVERITY_WARNING,
  ATTEST_SEVERITY_HINT,
} AttestSeverity;

/** AttestFinding: what a check says about a place in the text (UTF-8 bytes of the Markdown, end exclusive). @rule is stable, such as "citation-without-reference"; @message is translated; @text the words it is about, or what it is about where that is no words of the text and @start equals @end; @pack the rule pack and its version; @waiver: (nullable): the decision that it is no fault. */
typedef struct
{
  char *rule;
  AttestSeverity severity;
  gsize start;
  gsize end;
  char *text;
  char *message;
  char *pack;
  AttestWaiver *waiver;
} AttestFinding;

void attest_finding_free (AttestFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestFinding, attest_finding_free)
/** attest_severity_to_string: Returns: (transfer none): the word of the JSON output, such as "error". Any thread. */
const char *attest_severity_to_string (AttestSeverity severity);

/** AttestCheckInput: what every check sees. @disclaimer and @board_name: (nullable). @cited_elsewhere: (nullable): keys that the article's texts for other audiences cite, see attest_checks_dup_cited_elsewhere(). */
typedef struct
{
  AttestDocument *document;
  AttestRendering *rendering;
  AttestReferences *references;
  const char *disclaimer;
  const char *board_name;
  const char *const *cited_elsewhere;
  const char *pack;
} AttestCheckInput;

/** attest_checks_run: Runs every registered check. Returns: (transfer full) (element-type AttestFinding): in text order. Any thread. */
GPtrArray *attest_checks_run (const AttestCheckInput *input);

/** attest_checks_dup_cited_elsewhere: @article: id or slug; @audience: whose text is checked. On the library's thread. Returns: (transfer full): keys that the newest texts for all other audiences cite; what cannot be read cites nothing */
GStrv attest_checks_dup_cited_elsewhere (AttestLibrary *library, const char *article, const char *audience);

/**
 * attest_checks_run_on_revision:
 * @revision: a revision's id
 * @pack: (nullable): the rule pack, "us" or "uk"; NULL for the default
 *
 * Runs every check on a saved text, with the article's references, disclaimer and board as they are now, and says which findings are waived. On the library's thread.
 *
 * Returns: (transfer full) (element-type AttestFinding) (nullable): in text order; NULL with an ATTEST_RECORD_ERROR or an ATTEST_REFERENCE_ERROR
 */
GPtrArray *
attest_checks_run_on_revision (AttestLibrary *library, const char *revision, const char *pack, GError **error);

/** attest_findings_set_waived: Sets each finding's waiver. @findings: (element-type AttestFinding): of the text that @places is about. Any thread. */
void attest_findings_set_waived (GPtrArray *findings, const AttestWaiverPlaces *places);

/** attest_finding_get_place: Returns: what attest_review_waive_finding() takes; of @self's strings */
AttestFindingPlace attest_finding_get_place (const AttestFinding *self);

/** attest_findings_count_undecided: @findings: (nullable). Returns: how many are not waived */
guint attest_findings_count_undecided (GPtrArray *findings);

/** attest_findings_dup_json: @findings: (nullable) (element-type AttestFinding). Returns: (transfer full): those that are not waived as a JSON array text, of which a verdict records the errors and what the policy does not let through. Any thread. */
char *attest_findings_dup_json (GPtrArray *findings);

G_END_DECLS
