/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-upgrade-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "record/attest-database-private.h"

/* Steps of SQLite's machine between two looks: some hundredths of a second. */
#define STEPS 100000

/* Under which a connection keeps who watches it. */
#define CLIENT_DATA "attest-upgrade"

/* Thousandths at which each part begins, as a library of 100,000 articles has them, and the end. */
static const int beginnings[] = {
  [ATTEST_UPGRADE_COPY] = 1,       [ATTEST_UPGRADE_CHECK_COPY] = 100, [ATTEST_UPGRADE_FOLD] = 180,
  [ATTEST_UPGRADE_CONCLUDE] = 850, [ATTEST_UPGRADE_INDEX] = 930,      [ATTEST_UPGRADE_INDEX + 1] = 1000,
};

/* Both are set and read atomically. @thousandths: 0 before anything began */
struct _AttestUpgrade
{
  int thousandths;
  int cancelled;
};

AttestUpgrade *
attest_upgrade_new (void)
{
  return g_atomic_rc_box_new0 (AttestUpgrade);
}

AttestUpgrade *
attest_upgrade_ref (AttestUpgrade *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
attest_upgrade_unref (AttestUpgrade *self)
{
  g_atomic_rc_box_release (self);
}

gboolean
attest_upgrade_has_begun (AttestUpgrade *self)
{
  return g_atomic_int_get (&self->thousandths) > 0;
}

double
attest_upgrade_get_fraction (AttestUpgrade *self)
{
  return g_atomic_int_get (&self->thousandths) / 1000.0;
}

void
attest_upgrade_cancel (AttestUpgrade *self)
{
  g_atomic_int_set (&self->cancelled, TRUE);
}

static gboolean
is_cancelled (AttestUpgrade *self)
{
  return self != NULL && g_atomic_int_get (&self->cancelled);
}

static void
set_cancelled (GError **error)
{
  g_set_error_literal (
      error,
      G_IO_ERROR,
      G_IO_ERROR_CANCELLED,
      _ ("You stopped bringing the library up to date. It is as it was, and can be opened at any time."));
}

static int
look_cb (void *data)
{
  return is_cancelled (data);
}

void
attest_upgrade_watch (AttestUpgrade *self, AttestDatabase *database)
{
  sqlite3 *handle = attest_database_get_handle (database);

  sqlite3_set_clientdata (handle, CLIENT_DATA, self, NULL);
  sqlite3_progress_handler (handle, self != NULL ? STEPS : 0, self != NULL ? look_cb : NULL, self);
}

AttestUpgrade *
attest_upgrade_find (AttestDatabase *database)
{
  return sqlite3_get_clientdata (attest_database_get_handle (database), CLIENT_DATA);
}

gboolean
attest_upgrade_note (AttestDatabase *database, AttestUpgradePart part, gint64 done, gint64 count, GError **error)
{
  AttestUpgrade *self = attest_upgrade_find (database);
  int from = beginnings[part];
  int to = beginnings[part + 1];

  if (self == NULL)
    return TRUE;
  g_atomic_int_set (&self->thousandths, count > 0 ? from + (int) ((to - from) * MIN (done, count) / count) : from);
  if (!is_cancelled (self))
    return TRUE;

  set_cancelled (error);
  return FALSE;
}

void
attest_upgrade_explain (AttestUpgrade *self, GError **error)
{
  if (error == NULL || *error == NULL || !is_cancelled (self) ||
      g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  set_cancelled (error);
}
