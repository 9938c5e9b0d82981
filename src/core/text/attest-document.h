/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AttestDocument:
 *
 * The parsed form of one variant's Markdown: front matter, title, headings, citations and the tree that rendering walks.
 *
 * A document is immutable after construction, so any thread may read it. All offsets are UTF-8 bytes in the stored
 * Markdown, front matter included, end exclusive.
 */
typedef struct _AttestDocument AttestDocument;

#define ATTEST_TYPE_DOCUMENT (attest_document_get_type ())
GType attest_document_get_type (void);

/** AttestHeading: one heading; @level is 1 to 6, @text its plain text, @id what its HTML id is after the renderer's prefix, unique in the document. */
typedef struct
{
  guint level;
  gsize start;
  gsize end;
  char *text;
  char *id;
} AttestHeading;

/** AttestCitedKey: one key of a citation such as `[@a, p. 3]`; @locator ("p. 3") may be NULL. The range is that of `@a, p. 3`. */
typedef struct
{
  char *key;
  char *locator;
  gsize start;
  gsize end;
} AttestCitedKey;

/** AttestCitation: a whole bracket `[@a; @b]`, with its keys (#AttestCitedKey) in the order written. */
typedef struct
{
  gsize start;
  gsize end;
  GPtrArray *keys;
} AttestCitation;

/**
 * attest_document_new:
 * @markdown: valid UTF-8 with LF line ends
 *
 * Parses @markdown with cmark-gfm (tables, strikethrough, footnotes, task lists, autolinks). Any valid UTF-8 is a document.
 * Bytes that are not valid UTF-8 are a programming error: callers convert first (see exchange/attest-import.h).
 *
 * Returns: (transfer full): a new document
 */
AttestDocument *attest_document_new (GBytes *markdown);
AttestDocument *attest_document_ref (AttestDocument *self);
void attest_document_unref (AttestDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDocument, attest_document_unref)

/** attest_document_get_markdown: Returns: (transfer none): the bytes given to attest_document_new(). */
GBytes *attest_document_get_markdown (AttestDocument *self);

/** attest_document_get_body_start: Returns: the byte where the text after the YAML front matter begins; 0 without front matter. */
gsize attest_document_get_body_start (AttestDocument *self);

/**
 * attest_document_get_title:
 *
 * Returns: (transfer none) (nullable): front matter `title`, else the plain text of the first level-1 heading
 */
const char *attest_document_get_title (AttestDocument *self);

/** attest_document_get_front_matter: Returns: (transfer none) (nullable): a scalar of the front matter: `slug`, `language`, `audience`, ... */
const char *attest_document_get_front_matter (AttestDocument *self, const char *name);

/** attest_document_get_front_matter_list: Returns: (transfer none) (nullable): a list of scalars of the front matter, such as `topics`. A scalar is a list of one. */
const char *const *attest_document_get_front_matter_list (AttestDocument *self, const char *name);

/**
 * attest_document_get_front_matter_json:
 *
 * Returns: (transfer none) (nullable): a value of the front matter of any shape as JSON text, such as CSL `references`
 */
const char *attest_document_get_front_matter_json (AttestDocument *self, const char *name);

/** attest_document_get_front_matter_error: Returns: (transfer none) (nullable): why the front matter could not be read as YAML, for a warning; the text is kept all the same. */
const char *attest_document_get_front_matter_error (AttestDocument *self);

/** attest_document_get_headings: Returns: (transfer none) (element-type AttestHeading): in text order */
GPtrArray *attest_document_get_headings (AttestDocument *self);

/** attest_document_get_citations: Returns: (transfer none) (element-type AttestCitation): in text order; none from code or links. */
GPtrArray *attest_document_get_citations (AttestDocument *self);

/** attest_document_dup_cited_keys: Returns: (transfer full): each cited key once, in order of first citation. */
GStrv attest_document_dup_cited_keys (AttestDocument *self);

/** attest_document_dup_asset_hashes: Returns: (transfer full): lower-case SHA-256 of each `asset:HASH` image once, in text order. */
GStrv attest_document_dup_asset_hashes (AttestDocument *self);

/**
 * AttestProse:
 *
 * Sentences of running text as readability counts them: paragraphs and list items (an item is at least one sentence) without headings,
 * code, tables, citations and front matter. @start and @end are the sentence's bytes in the Markdown.
 */
typedef struct
{
  char *text;
  gsize start;
  gsize end;
} AttestSentence;

/** attest_document_dup_sentences: Returns: (transfer full) (element-type AttestSentence): in text order */
GPtrArray *attest_document_dup_sentences (AttestDocument *self);

G_END_DECLS
