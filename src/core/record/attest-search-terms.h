/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-search-rank.h"

G_BEGIN_DECLS

/** attest_search_terms_prepare: Gives the connection a table of the words in the index, once; it is in no file. Returns: FALSE with @error */
gboolean attest_search_terms_prepare (AttestDatabase *database, GError **error);

/**
 * attest_search_terms_write:
 * @phrases: (element-type AttestSearchPhrase): those that are not excluded are written, in order
 * @rank: takes a part for each phrase that FTS5 is given
 * @loose: (out) (transfer full): NULL, or what finds the same and more, and quickly
 *
 * What FTS5 is given to look for. Of a beginning that its index of beginnings does not have, it would put the places of all words that begin so together
 * before it gives the first one; so it is given the words themselves. Where they are too many, @loose has the indexed part of the beginning.
 *
 * Returns: (transfer full) (nullable): empty where one of the phrases is in no entry; NULL with @error
 */
char *attest_search_terms_write (AttestDatabase *database,
                                 GPtrArray *phrases,
                                 AttestSearchRank *rank,
                                 char **loose,
                                 GError **error);

G_END_DECLS
