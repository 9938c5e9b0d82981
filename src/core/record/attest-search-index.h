/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database.h"

G_BEGIN_DECLS

/*
 * The search index: `search_entry` has a row for each thing that can be found, `search` (FTS5) its words. Written inside the transaction that
 * folds events. It rests on the projections alone and is brought up to date by what differs, so that it needs no part in a rebuild.
 *
 *   kind "text"       the newest revision of a variant: title and text; key: the revision's id
 *   kind "comment"    a comment with what it suggests, unless its author took it back; key: its id
 *   kind "reply"      a reply to such a comment; key: its id
 *   kind "reference"  the works that an article's list names; key: its list's SHA-256
 *   kind "person"     somebody the record names, with credentials and e-mail; no article; key: the person's id
 */

/** attest_search_index_update_article: After the article's events were folded. One that is not there any more leaves the index. */
gboolean attest_search_index_update_article (AttestDatabase *database, const char *article, GError **error);

/** attest_search_index_update_people: After the board's events were folded. */
gboolean attest_search_index_update_people (AttestDatabase *database, GError **error);

/** attest_search_index_update_everything: After all was folded anew. */
gboolean attest_search_index_update_everything (AttestDatabase *database, GError **error);

/** attest_search_index_forget: Merges the whole index, so that the words of what was taken out are in no page of the file. Takes seconds in a large library. */
gboolean attest_search_index_forget (AttestDatabase *database, GError **error);

/** attest_search_index_rebuild: Makes the index anew from the projections. */
gboolean attest_search_index_rebuild (AttestDatabase *database, GError **error);

/** attest_search_index_check: @right: (out): whether it is sound and has exactly what the projections ask for. */
gboolean attest_search_index_check (AttestDatabase *database, gboolean *right, GError **error);

/** attest_search_index_dup_text: @kind, @key: of an entry. @title: (out) (optional) (transfer full): of a text, else NULL. Returns: (transfer full) (nullable): the text that its words were taken from, empty where it was taken out; NULL with @error */
char *attest_search_index_dup_text (AttestDatabase *database,
                                    const char *kind,
                                    const char *article,
                                    const char *key,
                                    char **title,
                                    GError **error);

G_END_DECLS
