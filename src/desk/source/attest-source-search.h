/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * AttestSourceSearch:
 *
 * The bar below the toolbar that finds and replaces in the source: matches are counted and highlighted, Enter and Shift+Enter go
 * to the next and the one before, Escape closes it. Signal `closed`: the source is to have the keyboard again.
 */
#define ATTEST_TYPE_SOURCE_SEARCH (attest_source_search_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceSearch, attest_source_search, ATTEST, SOURCE_SEARCH, AdwBin)

/** attest_source_search_set_view: @view: the source; must outlive the bar */
void attest_source_search_set_view (AttestSourceSearch *self, GtkTextView *view);
/** attest_source_search_set_buffer: @buffer: (nullable): the text that is searched */
void attest_source_search_set_buffer (AttestSourceSearch *self, GtkSourceBuffer *buffer);
/** attest_source_search_set_editable: @reason: (nullable): why nothing can be replaced; NULL when it can */
void attest_source_search_set_editable (AttestSourceSearch *self, const char *reason);

/** attest_source_search_open: Shows the bar, with the selected words in it, and gives it the keyboard; @replace: with what
 * replaces. */
void attest_source_search_open (AttestSourceSearch *self, gboolean replace);
void attest_source_search_close (AttestSourceSearch *self);
/** attest_source_search_step: Selects the next match (1) or the one before (-1); opens the bar where nothing is searched yet. */
void attest_source_search_step (AttestSourceSearch *self, int step);

G_END_DECLS
