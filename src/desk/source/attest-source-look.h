/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** ATTEST_SOURCE_USUAL_FONT: what the empty setting stands for. */
#define ATTEST_SOURCE_USUAL_FONT "Monospace 11"

/**
 * AttestSourceLook:
 *
 * Font, size and line length of the source as the settings say, and focus mode, which dims all but the paragraph at the
 * cursor. Lines have about as many letters at every size.
 */
#define ATTEST_TYPE_SOURCE_LOOK (attest_source_look_get_type ())
G_DECLARE_FINAL_TYPE (AttestSourceLook, attest_source_look, ATTEST, SOURCE_LOOK, GObject)

/** attest_source_look_new: @view: the source, with the CSS class `source-text`; @clamp: what keeps its lines short. The look must not outlive
 * them. Returns: (transfer full) */
AttestSourceLook *attest_source_look_new (GtkTextView *view, AdwClampScrollable *clamp);

/** attest_source_look_set_buffer: @buffer: (nullable): the text shown now */
void attest_source_look_set_buffer (AttestSourceLook *self, GtkTextBuffer *buffer);

/** attest_source_look_zoom: @step: larger (1), smaller (-1) or the usual size (0), kept in the settings */
void attest_source_look_zoom (AttestSourceLook *self, int step);

/** attest_source_look_update_focus: Another text is in the buffer. */
void attest_source_look_update_focus (AttestSourceLook *self);

G_END_DECLS
