/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "attest-due-notice.h"
#include "attest-window.h"
#include "library/attest-library-page.h"
#include "session/attest-daily-copy.h"
#include "start/attest-start-page.h"

G_BEGIN_DECLS

/*
 * @path, @mode: the library that is open, being opened, or could not be opened, and how; NULL at first
 * @generation: grows with each opening, so that one that was overtaken shows nothing
 * @upgrade: (nullable): of the library that is being opened; @upgrade_timer: looks how far it is
 * @waiting: (element-type GFile): texts that are imported once the library is open and somebody acts
 * @waiting_action: (nullable): what is done once somebody acts
 * @waiting_file: (nullable): a review file that is taken in once a library is open
 */
struct _AttestWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  AttestSession *session;
  AttestDailyCopy *daily_copy;
  AttestDueNotice *due_notice;
  char *path;
  AttestSessionMode mode;
  guint generation;
  AttestUpgrade *upgrade;
  guint upgrade_timer;
  GListStore *waiting;
  const char *waiting_action;
  char *waiting_file;

  GtkStack *stack;
  AdwStatusPage *opening;
  GtkWidget *upgrade_bar;
  GtkWidget *upgrade_cancel;
  AttestStartPage *start;
  AdwNavigationView *navigation;
  AttestLibraryPage *library;
};

/** attest_window_begin_upgrade: The page "opening" tells from here on how far it is with @upgrade, should there be anything to do. In attest-window-upgrade.c. */
void attest_window_begin_upgrade (AttestWindow *self, AttestUpgrade *upgrade);
/** attest_window_end_upgrade: It came to its end, or whoever waits for it does so no more: then it is cancelled. */
void attest_window_end_upgrade (AttestWindow *self);
/** attest_window_bind_upgrade: Binds the page's parts. */
void attest_window_bind_upgrade (GtkWidgetClass *klass);
/** attest_window_install_actions: Actions of the library and of the window, in attest-window-actions.c. */
void attest_window_install_actions (GtkWidgetClass *klass);
/** attest_window_update_actions: Enables what the open library allows. */
void attest_window_update_actions (AttestWindow *self);
/** attest_window_may_leave: Whether the article in sight may be left: what was typed there is on disk. Where it cannot be put there, asks, and activates @then if
 * it is to be left all the same. @then: static: an action of the window */
gboolean attest_window_may_leave (AttestWindow *self, const char *then);
/** attest_window_pop_articles: Shows the library in place of the article that is open. */
void attest_window_pop_articles (AttestWindow *self);
/** attest_window_import_files: @files: (element-type GFile) */
void attest_window_import_files (AttestWindow *self, GListModel *files);
/** attest_window_paste: Makes an article from the text on the clipboard. */
void attest_window_paste (AttestWindow *self);
/** attest_window_choose_library: Asks for a file to open, or for the place of a new library. */
void attest_window_choose_library (AttestWindow *self, gboolean make);
/** attest_window_make_copy: Asks for a place and copies the library there. In attest-window-copies.c. */
void attest_window_make_copy (AttestWindow *self);
/** attest_window_show_copies: Lists the copies of the library, from which one can be restored. */
void attest_window_show_copies (AttestWindow *self);
/** attest_window_restore: Makes the library what it was in @copy and opens it anew. */
void attest_window_restore (AttestWindow *self, const char *copy);
/** attest_window_recover: Offers to make a new library of what can still be read of one that cannot be opened. */
void attest_window_recover (AttestWindow *self);
/** attest_window_restore_newest: Offers to put the newest good copy in the place of a library that cannot be opened. */
void attest_window_restore_newest (AttestWindow *self);
/** attest_window_copy_to: Copies the library to @file, which must not be there yet, and tells how that went. */
void attest_window_copy_to (AttestWindow *self, GFile *file);
/** attest_window_open_sample: Opens the sample library, which is made when it is not there. */
void attest_window_open_sample (AttestWindow *self);
/** attest_window_ensure_actor: Whether somebody acts; where nobody does, asks who they are, and then activates @action. @action: (nullable): static */
gboolean attest_window_ensure_actor (AttestWindow *self, const char *action);
/** attest_window_dup_my_library: Returns: (transfer full) (nullable): where the person's own library is, whatever is open now; NULL where there is none yet */
char *attest_window_dup_my_library (AttestWindow *self);
/** attest_window_open_my_library: Opens the library that was open last, or the usual one. */
void attest_window_open_my_library (AttestWindow *self);
/** attest_window_is_for_opening: Whether @file is a library or a review file, by its name. */
gboolean attest_window_is_for_opening (GFile *file);
/** attest_window_take_in: Takes another library or a review file into the open library and tells what was new. @ask: asks first in any case, and not only where that does what cannot be undone */
void attest_window_take_in (AttestWindow *self, const char *path, gboolean ask);
/** attest_window_choose_merge: Asks for another library or a review file, and takes it in. */
void attest_window_choose_merge (AttestWindow *self);
/** attest_window_take_review_file: Opens the person's own library and takes the review file that is open into it. Where there is none yet, offers to make one. */
void attest_window_take_review_file (AttestWindow *self);
/** attest_window_save_review_file: Asks for a place and writes a review file there. @articles: ids */
void attest_window_save_review_file (AttestWindow *self, const char *const *articles);
/** attest_window_go_on: Does what waited for a library or for somebody to act. */
void attest_window_go_on (AttestWindow *self);

G_END_DECLS
