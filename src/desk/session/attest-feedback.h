/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** attest_feedback_toast: Tells what happened, in the toast overlay around @widget. */
void attest_feedback_toast (GtkWidget *widget, const char *text);

/** attest_feedback_announce: Tells a screen reader alone what can be seen to have happened. */
void attest_feedback_announce (GtkWidget *widget, const char *text);

/** attest_feedback_toast_with_button: The same with a button that activates @action with the string @target. */
void attest_feedback_toast_with_button (GtkWidget *widget,
                                        const char *text,
                                        const char *button,
                                        const char *action,
                                        const char *target);

/** attest_feedback_toast_with_undo: The same with a button to take it back. Returns: (transfer none) (nullable): the toast, whose signal `button-clicked` asks for that; NULL where there is no place to show one */
AdwToast *attest_feedback_toast_with_undo (GtkWidget *widget, const char *text);

/** attest_feedback_error: Something did not happen, and somebody has to know: a dialog with @title and the error's sentence. */
void attest_feedback_error (GtkWidget *widget, const char *title, const GError *error);

/** attest_feedback_show_filtered: Whoever sees fewer than there are has to see why: @button, which opens what is asked for, tells whether anything is (@on); @clear takes it back. */
void attest_feedback_show_filtered (GtkWidget *button, GtkWidget *clear, gboolean on);

G_END_DECLS
