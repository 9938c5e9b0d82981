/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence/attest-reference.h"
#include "exchange/attest-page.h"
#include "record/attest-article.h"
#include "review/attest-assess.h"
#include "text/attest-document.h"

G_BEGIN_DECLS

/*
 * A page is made in two steps: first what is true is gathered from the record (attest-page-facts.c), and only then it is written
 * (attest-page-write.c for people, attest-page-json-ld.c for machines). The writers see nothing but the facts, so they cannot say more.
 *
 * The page's own words are English and marked as such, whatever the language of who exports it: the same page has the same bytes everywhere.
 */

/** ATTEST_PAGE_CONTENT_POLICY: Nothing is loaded from anywhere, nothing runs, no form is sent. What the writers leave out, this refuses a second time. */
#define ATTEST_PAGE_CONTENT_POLICY                                                                                     \
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** AttestPageReviewer: one sign-off: who, as what, when (UTC microseconds). @credentials and @interests, the competing interests that they declared with it, may be empty. */
typedef struct
{
  char *name;
  char *credentials;
  char *interests;
  char *meaning;
  gint64 time;
} AttestPageReviewer;

/**
 * AttestPageText:
 * @id: what its HTML ids begin with; letters, digits and hyphens only, distinct on the page
 * @approved: @revision is the published one, and all its record is understood
 * @withdrawn: the text is not on the page
 * @understood: no event of a kind that this version does not know
 * @formatted: (element-type AttestReferenceText): of @references, in their order
 * @reviewers: (element-type AttestPageReviewer): empty unless @approved
 *
 * One audience's text and what may be said of it.
 */
typedef struct
{
  char *audience;
  char *label;
  char *id;
  AttestRevision *revision;
  AttestAssessment *assessment;
  AttestDocument *document;
  AttestReferences *references;
  GPtrArray *formatted;
  gboolean approved;
  gboolean withdrawn;
  gboolean understood;
  GPtrArray *reviewers;
} AttestPageText;

/**
 * AttestPageFacts:
 * @texts: (element-type AttestPageText): in the board's order of audiences; at least one
 * @all_approved: every text on the page is, no audience that the policy asks for is lacking, and the library is no sample
 */
typedef struct
{
  AttestLibrary *library;
  AttestBoard *board;
  AttestArticle *article;
  GPtrArray *texts;
  gboolean all_approved;
} AttestPageFacts;

/** attest_page_facts_load: Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR */
AttestPageFacts *
attest_page_facts_load (AttestLibrary *library, const char *article, const char *const *audiences, GError **error);
void attest_page_facts_free (AttestPageFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPageFacts, attest_page_facts_free)

/** attest_page_facts_get_title: Returns: (transfer none): the title of the first text */
const char *attest_page_facts_get_title (const AttestPageFacts *self);

/** attest_page_write: Returns: (transfer full): the HTML of the page */
char *attest_page_write (const AttestPageFacts *facts);
/** attest_page_write_text: Appends the text of one audience with its citations, @heading_offset levels down; images become data URIs. */
void
attest_page_write_text (GString *html, const AttestPageFacts *facts, const AttestPageText *text, guint heading_offset);
/** attest_page_write_json_ld: Returns: (transfer full): the schema.org description as JSON without a character that HTML could take for markup */
char *attest_page_write_json_ld (const AttestPageFacts *facts);

/** attest_page_dup_style_named: @name: the file's name in data/page. Returns: (transfer full): a style sheet that was built in. Any thread. */
char *attest_page_dup_style_named (const char *name);
/** attest_page_is_web_address: Whether a link of the board may be followed from a page: https, http, mailto or tel. */
gboolean attest_page_is_web_address (const char *url);
/** attest_page_dup_day: Returns: (transfer full): "2025-08-18" in UTC; "18 August 2025" with @in_words */
char *attest_page_dup_day (gint64 time, gboolean in_words);
/** attest_page_dup_language: Returns: (transfer full): a valid language tag: @language, "en" for none, "und" for nonsense */
char *attest_page_dup_language (const char *language);

G_END_DECLS
