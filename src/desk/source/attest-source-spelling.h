/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * AttestSourceSpelling:
 *
 * Underlines words of the source that a dictionary of the article's language does not have. The context menu corrects a word or learns
 * it: learned words go to the person's own list, which all programs that use Enchant share. Without a dictionary of the language nothing is
 * underlined.
 */
#define ATTEST_TYPE_SOURCE_SPELLING (attest_source_spelling_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceSpelling, attest_source_spelling, ATTEST, SOURCE_SPELLING, GObject)

/** attest_source_spelling_new: @view: whose context menu corrects; the object must not outlive it. Returns: (transfer full) */
AttestSourceSpelling *attest_source_spelling_new (GtkTextView *view);

/** attest_source_spelling_set_text: @buffer: (nullable): the text shown now; @language: (nullable): its BCP 47 tag, NULL meaning English;
 * @editable: whether somebody writes: a text that is only read has no underlines */
void attest_source_spelling_set_text (AttestSourceSpelling *self,
                                      GtkSourceBuffer *buffer,
                                      const char *language,
                                      gboolean editable);

/** attest_source_spelling_get_menu: Returns: (transfer none) (nullable): corrections of the word at the cursor, and learning it */
GMenuModel *attest_source_spelling_get_menu (AttestSourceSpelling *self);

/** attest_source_spelling_choose_dictionary: @language: (nullable): a BCP 47 tag. Returns: (transfer full) (nullable): the code of the
 * dictionary to use: the very language, else that of the desktop's region, else any of the language; NULL when there is none */
char *attest_source_spelling_choose_dictionary (const char *language);

G_END_DECLS
