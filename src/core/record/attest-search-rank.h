/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-database-private.h"

G_BEGIN_DECLS

/** ATTEST_SEARCH_TITLE_WEIGHT: as often as this a word of the title counts. */
#define ATTEST_SEARCH_TITLE_WEIGHT 10.0

/**
 * AttestSearchPart:
 * @phrase: which of the phrases that are looked for it stands for, from 0
 * @countable: whether its entries can be counted without looking at much of the index
 *
 * One of the phrases that FTS5 is given: a beginning that somebody typed is given as the words that begin so.
 */
typedef struct
{
  guint phrase;
  gboolean countable;
} AttestSearchPart;

/**
 * AttestSearchRank:
 * @parts: (element-type AttestSearchPart): in the order in which FTS5 is given them
 * @phrases: how many are looked for
 *
 * How well the entries that one search finds fit: as FTS5's bm25(), with a title that counts ten times and without counting all entries of each phrase
 * first. In one thread.
 */
typedef struct
{
  GArray *parts;
  guint phrases;
  /*< private >*/
  double *weights;
  double *counts;
  double average;
} AttestSearchRank;

/** attest_search_rank_new: Returns: (transfer full): without parts */
AttestSearchRank *attest_search_rank_new (void);
void attest_search_rank_free (AttestSearchRank *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSearchRank, attest_search_rank_free)

/** attest_search_rank_register: Gives the connection the function attest_rank (search, ?), once. Returns: FALSE with @error */
gboolean attest_search_rank_register (AttestDatabase *database, GError **error);

/** attest_search_rank_bind: Makes @self, which has all its parts, the function's argument at @position until the statement is done. */
void attest_search_rank_bind (AttestSearchRank *self, AttestStatement *statement, int position);

/** attest_search_rank_weigh: For a text that is not in the index in this way: @match: (not nullable): what FTS5 is given; something has to be found by it. Returns: FALSE with @error */
gboolean attest_search_rank_weigh (AttestSearchRank *self, AttestDatabase *database, const char *match, GError **error);

/** attest_search_rank_score: @counts: how often each phrase stands there; @words: how many there are. Returns: the higher the better */
double attest_search_rank_score (const AttestSearchRank *self, const double *counts, guint words);

G_END_DECLS
