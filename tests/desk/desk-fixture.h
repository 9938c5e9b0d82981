/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/attest-session.h"

/** desk_fixture_init: like g_test_init(), with toolkit and fibers. */
void desk_fixture_init (int *argc, char ***argv);

/** desk_fixture_dup_path: Returns: (transfer full): a path in a fresh folder */
char *desk_fixture_dup_path (const char *name);

/** desk_fixture_await: turns the main loop until @future is settled, for at most a minute. Returns: (transfer full): the future; it is an error when it rejected, unless @error is given */
DexFuture *desk_fixture_await (DexFuture *future, GError **error);

/** desk_fixture_open: Returns: (transfer full): a session with a library in a fresh place */
AttestSession *desk_fixture_open (AttestSessionMode mode);

/** desk_fixture_add_person: Returns: (transfer full): the id of a new person with @role */
char *desk_fixture_add_person (AttestSession *session, const char *name, const char *role);

/** desk_fixture_add_article: Returns: (transfer full): the id of a new article with a text for doctors by the acting person */
char *desk_fixture_add_article (AttestSession *session, const char *markdown);

/** DeskCondition: what is waited for. */
typedef gboolean (*DeskCondition) (gpointer data);

/** desk_fixture_wait: turns the main loop until @condition holds, for at most a minute. Returns: whether it does */
gboolean desk_fixture_wait (DeskCondition condition, gpointer data);

/** desk_fixture_settle: turns the main loop for @milliseconds, and until each window has drawn what was asked for by then. */
void desk_fixture_settle (guint milliseconds);

/** desk_fixture_has_dialog, desk_fixture_has_no_dialog: @window: an AdwWindow. For desk_fixture_wait(): whether a dialog is in sight. */
gboolean desk_fixture_has_dialog (gpointer window);
gboolean desk_fixture_has_no_dialog (gpointer window);

/** desk_fixture_find: Returns: (transfer none) (nullable): the widget under @root with this accessible label, other than a mere label */
GtkWidget *desk_fixture_find (GtkWidget *root, const char *label);

/** desk_fixture_find_shown: Returns: (transfer none) (nullable): the first control under @root that is on the screen and goes by @name: by its accessible label, the words on a button, or a button's tooltip */
GtkWidget *desk_fixture_find_shown (GtkWidget *root, const char *name);

/** desk_fixture_find_row: Returns: (transfer none) (nullable): the row of libadwaita under @root with this title */
GtkWidget *desk_fixture_find_row (GtkWidget *root, const char *title);

/** desk_fixture_find_type: Returns: (transfer none) (nullable): the first widget of this type under @root that is on the screen */
GtkWidget *desk_fixture_find_type (GtkWidget *root, GType type);

/** desk_fixture_says: Returns: whether a label on the screen under @root has @text in it */
gboolean desk_fixture_says (GtkWidget *root, const char *text);

/** desk_fixture_assert_named: fails for a control under @root that says nothing to a screen reader. */
void desk_fixture_assert_named (GtkWidget *root);

/** desk_fixture_click: clicks the first button under @root that says @text. Returns: whether there is one */
gboolean desk_fixture_click (GtkWidget *root, const char *text);
