/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AttestReferences:
 *
 * An article's references: an ordered list of CSL-JSON items, found by key (the item's `id`). Immutable; any thread.
 */
typedef struct _AttestReferences AttestReferences;

#define ATTEST_TYPE_REFERENCES (attest_references_get_type ())
GType attest_references_get_type (void);

/** attest_references_new_from_json: @json: a CSL-JSON array (or one item) as text; NULL or empty is an empty list. Unknown fields are kept. An item without a usable `id` gets one from author and year. Returns: (transfer full) (nullable): NULL with @error (G_IO_ERROR_INVALID_DATA) naming the item */
AttestReferences *attest_references_new_from_json (const char *json, GError **error);
AttestReferences *attest_references_ref (AttestReferences *self);
void attest_references_unref (AttestReferences *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReferences, attest_references_unref)

/** attest_references_get_length: Returns: how many works the list has. Any thread. */
guint attest_references_get_length (AttestReferences *self);
/** attest_references_get_key: Returns: (transfer none): key of item @index (from 0) */
const char *attest_references_get_key (AttestReferences *self, guint index);
/** attest_references_get_item: Returns: (transfer none) (nullable): the CSL-JSON object */
JsonObject *attest_references_get_item (AttestReferences *self, const char *key);
/** attest_references_select: Returns: (transfer full): the items of @keys in their order, unknown keys left out: what a revision freezes */
AttestReferences *attest_references_select (AttestReferences *self, const char *const *keys);
/** attest_references_merge: Returns: (transfer full): this list with @others added; an item with the same DOI, PMID or key replaces (and is from then on found by the key that was there, which the texts cite), never doubles. A placeholder replaces nothing */
AttestReferences *attest_references_merge (AttestReferences *self, AttestReferences *others);
/** attest_references_to_json: Returns: (transfer full): CSL-JSON array text; the same list gives the same bytes */
char *attest_references_to_json (AttestReferences *self);

/** AttestReferenceText: a formatted reference for display. @plain: text; @html: the same with title and links marked up, escaped. @url: (nullable): address at doi.org, PubMed or PubMed Central, else the item's own `https` or `http` one */
typedef struct
{
  char *plain;
  char *html;
  char *url;
} AttestReferenceText;

void attest_reference_text_free (AttestReferenceText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReferenceText, attest_reference_text_free)

/** attest_reference_format: NLM (Vancouver) form as ICMJE's samples give it: up to six authors, then et al. Returns: (transfer full) */
AttestReferenceText *attest_reference_format (JsonObject *item);

/** attest_reference_is_placeholder: Whether @item only holds the place of a source that nobody has named yet: a bare number that came in with pasted text. Its `custom` member says so. */
gboolean attest_reference_is_placeholder (JsonObject *item);
/** attest_reference_new_placeholder: @key: its id; @number: the number that stood in the pasted text. Returns: (transfer full): the CSL-JSON object */
JsonObject *attest_reference_new_placeholder (const char *key, guint number);

G_END_DECLS
