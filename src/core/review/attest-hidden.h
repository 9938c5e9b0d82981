/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record/attest-event.h"
#include "record/attest-library.h"
#include "record/attest-search.h"
#include "review/attest-independence.h"

G_BEGIN_DECLS

/**
 * AttestHidden:
 *
 * What is hidden from one reader in a library, by attest_review_find_independence(): which comments, replies and events, and how many comments are open without
 * them. Texts are looked at when somebody asks for them, and never while no policy asks for independent reviews. It tells of one state of the library, and is used on the library's thread.
 *
 * A comment is hidden with its whole thread, also where only its words were changed by something hidden. Of one that is shown, hidden replies are left
 * out, and who settled it, declined it or gave it a place, and why; whether it is open is shown, as the text's status is. What cannot be read is hidden.
 */
typedef struct _AttestHidden AttestHidden;

/** attest_hidden_new: @reader: (nullable): as attest_review_find_independence() has it; one that the board does not have is NULL; @now: UTC microseconds. Returns: (transfer full) (nullable): NULL with an ATTEST_RECORD_ERROR */
AttestHidden *attest_hidden_new (AttestLibrary *library, const char *reader, gint64 now, GError **error);
/** attest_hidden_is_active: Whether anything may be hidden: some policy asked for independent reviews once, and the reader may be a reviewer. */
gboolean attest_hidden_is_active (AttestHidden *self);
void attest_hidden_free (AttestHidden *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestHidden, attest_hidden_free)

/** attest_hidden_find: @article: an id. Returns: (transfer none) (nullable): what is hidden of a text; NULL for nothing */
const AttestIndependence *attest_hidden_find (AttestHidden *self, const char *article, const char *audience);
/** attest_hidden_find_any: Returns: (transfer none) (nullable): what is hidden of one of the article's texts; NULL for nothing of any */
const AttestIndependence *attest_hidden_find_any (AttestHidden *self, const char *article);
/** attest_hidden_has: @id: of a comment or a reply to it. Whether it is hidden. */
gboolean attest_hidden_has (AttestHidden *self, const char *article, const char *audience, const char *id);
/** attest_hidden_count_open: @blocking: only those that block; @recorded: how many the record has. Returns: how many of a text's comments are open, without the hidden ones */
guint attest_hidden_count_open (AttestHidden *self,
                                const char *article,
                                const char *audience,
                                gboolean blocking,
                                guint recorded);
/** attest_hidden_take_out: @comments: (element-type AttestComment): of one text. Takes out what is hidden of them. Returns: how many comments, replies and acts that is */
guint attest_hidden_take_out (AttestHidden *self, GPtrArray *comments);
/** attest_hidden_has_event: Whether an event of an article tells of a verdict or a comment that is hidden; also one that blanked such, and one that was blanked. */
gboolean attest_hidden_has_event (AttestHidden *self, const AttestEvent *event);

/** attest_hidden_has_event_with_hash: The same of the event with that hash; one that is not there is hidden. */
gboolean attest_hidden_has_event_with_hash (AttestHidden *self, const char *hash);

/** attest_hidden_dup_body: @event: one that is shown, and not blank. Returns: (transfer full): its body, in which a saved text has no places of hidden comments */
JsonObject *attest_hidden_dup_body (AttestHidden *self, const AttestEvent *event);

/** attest_hidden_prepare_search: @query: whose places are to be asked for with @self, which has to outlive the search. What is hidden is then not found. */
void attest_hidden_prepare_search (AttestHidden *self, AttestSearchQuery *query);
/** attest_hidden_filter_results: @results: (element-type AttestSearchResult): from which those are taken that @query's filter for a person or for blocking comments found by what is hidden */
void attest_hidden_filter_results (AttestHidden *self, const AttestSearchQuery *query, GPtrArray *results);

G_END_DECLS
