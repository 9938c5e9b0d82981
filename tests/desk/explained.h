/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/** explained_walk: fails for each control in sight under @root, a part of @window, that cannot be used and says nothing of why, and who can change that. The items of a menu may say it by its "What is missing…", which is opened. @reading: (nullable): why nothing can be written at all, which a bar in sight tells instead. Returns: (transfer full) (element-type utf8): the names of all that cannot be used */
GPtrArray *explained_walk (GtkWidget *window, GtkWidget *root, const char *reading);
/** explained_assert: fails unless @control cannot be used and says @words of why, to whoever points at it and to a screen reader. */
void explained_assert (GtkWidget *control, const char *words);
/** explained_await_dialog: Returns: (transfer none): the dialog in sight of @window, an AdwApplicationWindow, once there is one */
AdwDialog *explained_await_dialog (GtkWidget *window);
/** explained_close_dialog: closes it, whatever it would ask. */
void explained_close_dialog (GtkWidget *window);
