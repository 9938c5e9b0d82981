/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "start/attest-start-page.h"

#include <glib/gi18n.h>

#include "record/attest-copies.h"

struct _AttestStartPage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkWidget *sample;
  GtkWidget *retry;
  GtkWidget *read_only;
  GtkWidget *make;
  GtkWidget *mine;
  GtkWidget *open;
  GtkWidget *restore;
  GtkWidget *recover;
};

G_DEFINE_FINAL_TYPE (AttestStartPage, attest_start_page, ADW_TYPE_BIN)

typedef enum
{
  OFFER_SAMPLE = 1 << 0,
  OFFER_RETRY = 1 << 1,
  OFFER_READ_ONLY = 1 << 2,
  OFFER_MINE = 1 << 3,
  OFFER_OPEN = 1 << 4,
  OFFER_MAKE = 1 << 5,
  OFFER_RESTORE = 1 << 6,
  OFFER_RECOVER = 1 << 7,
} Offers;

/* What went wrong with a file, what it means for what is in it, and the ways on. @text NULL: the error itself says it best. */
typedef struct
{
  AttestRecordError code;
  const char *title;
  const char *text;
  Offers offers;
} Problem;

static const Problem problems[] = {
  { ATTEST_RECORD_ERROR_NOT_FOUND,
    N_ ("The library is not there"),
    N_ ("It may have been moved, or be on a disk that is not connected. Nothing was changed."),
    OFFER_RETRY | OFFER_OPEN | OFFER_MAKE },
  { ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
    N_ ("This is not a library"),
    N_ ("It is a folder, or a file of another program. Attest did not change it."),
    OFFER_OPEN | OFFER_MAKE },
  { ATTEST_RECORD_ERROR_DAMAGED,
    N_ ("The library is damaged"),
    N_ ("Attest did not change the file. Keep it, and open your newest backup."),
    OFFER_OPEN | OFFER_MAKE | OFFER_RECOVER },
  { ATTEST_RECORD_ERROR_NEWER,
    N_ ("A newer Attest made this library"),
    N_ ("This version cannot read it without harm, so the file was left as it is. Update Attest, then try again."),
    OFFER_RETRY | OFFER_OPEN },
  { ATTEST_RECORD_ERROR_READ_ONLY,
    N_ ("The library’s folder cannot be written"),
    NULL,
    OFFER_RETRY | OFFER_OPEN | OFFER_MAKE },
  { ATTEST_RECORD_ERROR_UNFINISHED,
    N_ ("A change to the library was not finished"),
    N_ ("The computer or a program stopped in the midst of it. Open the library where its file can be written, and it "
        "is put in order. Nothing that was saved is lost."),
    OFFER_RETRY | OFFER_OPEN | OFFER_MAKE },
  { ATTEST_RECORD_ERROR_JOURNAL,
    N_ ("A file beside the library would do harm"),
    NULL,
    OFFER_RETRY | OFFER_OPEN | OFFER_MAKE },
  { ATTEST_RECORD_ERROR_FULL,
    N_ ("The disk is full"),
    N_ ("There is no room for the library to work in. Make room on the disk, then try again. Nothing was lost."),
    OFFER_RETRY | OFFER_READ_ONLY | OFFER_OPEN },
  { ATTEST_RECORD_ERROR_BUSY,
    N_ ("Another program is using the library"),
    N_ ("It did not finish in time. Try again in a moment."),
    OFFER_RETRY | OFFER_READ_ONLY },
  { ATTEST_RECORD_ERROR_EXISTS,
    N_ ("There is a file of that name already"),
    N_ ("It was left as it is. Choose another name for the new library, or open that one."),
    OFFER_MAKE | OFFER_OPEN },
};

static void
offer (AttestStartPage *self, Offers offers, GtkWidget *suggested)
{
  GtkWidget *buttons[] = { self->sample, self->retry, self->read_only, self->mine,
                           self->open,   self->make,  self->restore,   self->recover };
  GtkBox *box = GTK_BOX (gtk_widget_get_parent (suggested));

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gtk_widget_set_visible (buttons[i], (offers & (1u << i)) != 0);
      gtk_widget_remove_css_class (buttons[i], "suggested-action");
      gtk_box_reorder_child_after (box, buttons[i], i > 0 ? buttons[i - 1] : NULL);
    }
  gtk_widget_add_css_class (suggested, "suggested-action");
  gtk_box_reorder_child_after (box, suggested, NULL);
}

static void
attest_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_START_PAGE);

  G_OBJECT_CLASS (attest_start_page_parent_class)->dispose (object);
}

static void
attest_start_page_class_init (AttestStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/attestdesk/Attest/attest-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, sample);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, retry);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, read_only);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, make);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, mine);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, open);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, restore);
  gtk_widget_class_bind_template_child (widget_class, AttestStartPage, recover);
}

static void
attest_start_page_init (AttestStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
attest_start_page_show_welcome (AttestStartPage *self)
{
  g_return_if_fail (ATTEST_IS_START_PAGE (self));

  adw_status_page_set_icon_name (self->status, APP_ID);
  adw_status_page_set_title (self->status, _ ("Welcome to Attest"));
  adw_status_page_set_description (
      self->status,
      _ ("The desk at which a medical board reviews health articles before people read them. "
         "A library holds the articles of one board, with every comment and every sign-off."));
  offer (self, OFFER_SAMPLE | OFFER_MAKE | OFFER_OPEN, self->make);
}

static const Problem *
find_problem (const char *path, const GError *error)
{
  static const Problem review_file = {
    .title = N_ ("The review file cannot be trusted"),
    .text = N_ ("It is damaged, or was changed on its way. Attest took nothing from it and did not change it. Ask "
                "whoever sent it to "
                "send it again."),
    .offers = OFFER_MINE | OFFER_OPEN,
  };
  static const Problem cancelled = { .title = N_ ("The library was not opened"), .offers = OFFER_RETRY | OFFER_OPEN };
  static const Problem other = { .title = N_ ("The library cannot be opened"),
                                 .offers = OFFER_RETRY | OFFER_OPEN | OFFER_MAKE };

  if (g_str_has_suffix (path, ".attest") && g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    return &review_file;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled;
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_error_matches (error, ATTEST_RECORD_ERROR, (int) problems[i].code))
      return &problems[i];
  return &other;
}

/* Where the file is no good, or gone, and there are copies beside its place. */
static gboolean
may_restore (const char *path, AttestSessionMode mode, const GError *error)
{
  const AttestRecordError codes[] = { ATTEST_RECORD_ERROR_DAMAGED,
                                      ATTEST_RECORD_ERROR_NOT_A_LIBRARY,
                                      ATTEST_RECORD_ERROR_NOT_FOUND };
  g_autoptr (GPtrArray) copies = NULL;
  gboolean bad = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    bad = bad || g_error_matches (error, ATTEST_RECORD_ERROR, (int) codes[i]);
  if (!bad || mode == ATTEST_SESSION_CREATE || mode == ATTEST_SESSION_CREATE_SAMPLE)
    return FALSE;
  copies = attest_copies_list (path);
  return copies->len > 0;
}

static GtkWidget *
choose_suggested (AttestStartPage *self, Offers offers)
{
  if (offers & OFFER_RESTORE)
    return self->restore;
  if (offers & OFFER_RETRY)
    return self->retry;
  if (offers & OFFER_MINE)
    return self->mine;
  return offers & OFFER_OPEN ? self->open : self->make;
}

void
attest_start_page_show_error (AttestStartPage *self, const char *path, AttestSessionMode mode, const GError *error)
{
  const Problem *problem = find_problem (path, error);
  Offers offers = problem->offers;
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *description = NULL;

  g_return_if_fail (ATTEST_IS_START_PAGE (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (error != NULL);

  /* Reading helps only where there is a file, and it was not tried yet. */
  if (mode != ATTEST_SESSION_OPEN)
    offers &= ~(guint) OFFER_READ_ONLY;
  if (may_restore (path, mode, error))
    offers |= OFFER_RESTORE;
  description =
      g_markup_printf_escaped ("%s\n\n<tt>%s</tt>", problem->text != NULL ? _ (problem->text) : error->message, name);

  adw_status_page_set_icon_name (self->status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, _ (problem->title));
  adw_status_page_set_description (self->status, description);
  offer (self, offers, choose_suggested (self, offers));
}
