/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-library.h"

G_BEGIN_DECLS

/** AttestSearchHidesFunc: @key: the id of a comment or of a reply; with an empty @audience that of a person who took part in the article. Returns: whether it is not to be found. It may use the library's database. */
typedef gboolean (*AttestSearchHidesFunc) (const char *article,
                                           const char *audience,
                                           const char *key,
                                           gpointer user_data);

/**
 * AttestSearchQuery:
 * @text: (nullable): what somebody typed. Every word has to be found in one place (a text with its title, a comment, a list of references, a
 *   person); the last may go on, unless a space follows it. "Words in quotes" stand side by side, `word*` is a beginning, and articles in
 *   which a `-word` stands anywhere are left out. Case and accents do not count, in any script. Nothing in it is ever syntax to SQLite
 * @status: (nullable): of the audience's text
 * @audience: (nullable): an audience's key
 * @topic: (nullable): blind to the case of ASCII letters
 * @person: (nullable): a person's id: who acted on the article or was asked to review it, also as somebody who counts as the same person
 * @updated_from, @updated_until: UTC microseconds, the end exclusive; 0 for no bound
 * @blocking: whether a blocking comment has to be open
 * @limit: how many articles at most; 0 for ATTEST_SEARCH_RESULTS
 * @hides: (nullable): called with @hides_data for each comment, reply and name that has the words. An excluded word is then not looked for in comments, hidden or not
 *
 * What is asked for. One without words lists what passes the filters, the newest change first.
 */
typedef struct
{
  const char *text;
  const char *status;
  const char *audience;
  const char *topic;
  const char *person;
  gint64 updated_from;
  gint64 updated_until;
  gboolean blocking;
  guint limit;
  AttestSearchHidesFunc hides;
  gpointer hides_data;
} AttestSearchQuery;

/** ATTEST_SEARCH_RESULTS: articles that a search gives unless it asks for another number. */
#define ATTEST_SEARCH_RESULTS 200

/** ATTEST_SEARCH_MOST_CANDIDATES: Where a search finds more places than this, the newest so many are ranked; fewer where its last word is the beginning of very many. */
#define ATTEST_SEARCH_MOST_CANDIDATES 300

/** AttestSearchMatch: where the words stand. ATTEST_SEARCH_MATCH_NONE where no words were asked for. */
typedef enum
{
  ATTEST_SEARCH_MATCH_NONE,
  ATTEST_SEARCH_MATCH_TITLE,
  ATTEST_SEARCH_MATCH_TEXT,
  ATTEST_SEARCH_MATCH_COMMENT,
  ATTEST_SEARCH_MATCH_REFERENCE,
  ATTEST_SEARCH_MATCH_PERSON,
} AttestSearchMatch;

/** AttestSearchMark: bytes of a snippet (UTF-8, end exclusive) that are what was looked for. */
typedef struct
{
  gsize start;
  gsize end;
} AttestSearchMark;

/**
 * AttestSearchResult:
 * @article, @slug: of the article
 * @title: of the text that was found, else of the article
 * @audience: (nullable): whose text or comment it is; NULL for what belongs to the article as a whole
 * @match: what was found
 * @source: (nullable): the id of the revision, comment, reply or person; NULL without words
 * @snippet: plain text on one line, about 160 bytes around what was found; empty without words
 * @marks: (element-type AttestSearchMark): in @snippet, in order
 * @score: the higher the better; 0 without words
 *
 * The best place in one article. Immutable; may be passed between threads.
 */
typedef struct
{
  char *article;
  char *slug;
  char *title;
  char *audience;
  AttestSearchMatch match;
  char *source;
  char *snippet;
  GArray *marks;
  double score;
} AttestSearchResult;

void attest_search_result_free (AttestSearchResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSearchResult, attest_search_result_free)

/**
 * attest_library_search:
 * @partial: (out) (optional): whether there were more places than were ranked, or without words more articles than @query's limit
 * @cancellable: (nullable): ends it at once, from any thread
 *
 * Finds articles, the best first; removed ones are never found. Called in the thread that opened @self, which for searching as one types is a
 * thread with a read-only library of its own.
 *
 * Returns: (transfer full) (nullable) (element-type AttestSearchResult): one for each article; NULL with @error: ATTEST_RECORD_ERROR, or G_IO_ERROR_CANCELLED
 */
GPtrArray *attest_library_search (AttestLibrary *self,
                                  const AttestSearchQuery *query,
                                  gboolean *partial,
                                  GCancellable *cancellable,
                                  GError **error);

/** ATTEST_SEARCH_PATIENCE: microseconds after which whoever waits for a search is told what was found by then. */
#define ATTEST_SEARCH_PATIENCE 60000

/** AttestSearchFoundFunc: @results: (transfer full) (element-type AttestSearchResult): the best of what was found so far; some of it may not be among the best in the end. In the thread that searches. */
typedef void (*AttestSearchFoundFunc) (GPtrArray *results, gpointer user_data);

/** attest_library_search_in_steps: As attest_library_search(). @found: (nullable): called with @user_data when ATTEST_SEARCH_PATIENCE is over, and then each time when the search has taken twice as long; not at all for a quick one */
GPtrArray *attest_library_search_in_steps (AttestLibrary *self,
                                           const AttestSearchQuery *query,
                                           AttestSearchFoundFunc found,
                                           gpointer user_data,
                                           gboolean *partial,
                                           GCancellable *cancellable,
                                           GError **error);

/** attest_library_tidy_search: For idle time in the record thread: merges about @pages pages of the search index, which makes searching quicker. @more: (out): whether there is more to merge. Returns: FALSE with @error */
gboolean attest_library_tidy_search (AttestLibrary *self, guint pages, gboolean *more, GError **error);

G_END_DECLS
