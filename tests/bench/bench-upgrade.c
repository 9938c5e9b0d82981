/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "session/attest-session.h"

/*
 * bench-upgrade LIBRARY: opens a large library of an older version as the window does: once it is stopped in the midst, then it comes to its end. Says how long that takes, whether the
 * main loop goes on meanwhile, and how soon it ends once it is stopped.
 */

/* Of the whole, at which it is stopped. */
#define STOPPED_AT 0.3

static gint64 turn_began;
static gint64 longest_turn;

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  longest_turn = MAX (longest_turn, g_get_monotonic_time () - turn_began);
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  return result;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
print_figure (const char *name, const char *unit, double value, const char *aim)
{
  g_print ("{\"bench\":\"%s\",\"unit\":\"%s\",\"median\":%.2f,\"runs\":1,\"aim\":\"%s\"}\n", name, unit, value, aim);
}

static double
get_seconds (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
get_processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* @stop: whether to stop it in the midst. *@stopped: when that was */
static DexFuture *
open_library (const char *path, gboolean stop, gint64 *stopped)
{
  g_autoptr (AttestUpgrade) upgrade = attest_upgrade_new ();
  DexFuture *future = attest_session_open_watched (path, ATTEST_SESSION_OPEN, upgrade);
  int told = 0;

  longest_turn = 0;
  turn_began = g_get_monotonic_time ();
  while (dex_future_is_pending (future))
    {
      double fraction = attest_upgrade_get_fraction (upgrade);

      g_main_context_iteration (NULL, TRUE);
      if (stop && *stopped == 0 && fraction >= STOPPED_AT)
        {
          *stopped = g_get_monotonic_time ();
          attest_upgrade_cancel (upgrade);
        }
      for (; !stop && told < (int) (fraction * 10); told++)
        g_printerr ("%d0 %% at %.1f s of processor time\n", told + 1, get_processor_time ());
    }
  return future;
}

int
main (int argc, char *argv[])
{
  g_autoptr (DexFuture) cancelled = NULL;
  g_autoptr (DexFuture) opened = NULL;
  g_autoptr (GError) error = NULL;
  gint64 stopped = 0;
  gint64 start;
  double processor;
  struct rusage usage;

  if (argc != 2)
    return EXIT_FAILURE;
  dex_init ();
  adw_init ();
  g_main_context_set_poll_func (NULL, poll_cb);
  g_timeout_add (5, wake_cb, NULL);
  cancelled = open_library (argv[1], TRUE, &stopped);
  if (dex_future_get_value (cancelled, &error) == NULL && stopped != 0)
    print_figure ("bringing a library up to date, until it ends once it is stopped", "s", get_seconds (stopped), "1");
  g_clear_error (&error);

  start = g_get_monotonic_time ();
  processor = get_processor_time ();
  opened = open_library (argv[1], FALSE, &stopped);
  if (dex_future_get_value (opened, &error) == NULL)
    g_error ("The library cannot be opened: %s", error->message);
  getrusage (RUSAGE_SELF, &usage);
  print_figure ("bringing a library of version 3 up to date", "s", get_seconds (start), "");
  print_figure (
      "bringing a library of version 3 up to date, by processor time", "s", get_processor_time () - processor, "");
  print_figure ("most memory meanwhile", "MB", (double) usage.ru_maxrss / 1000, "");
  print_figure ("longest turn of the main loop meanwhile", "ms", (double) longest_turn / 1000, "16 ms");
  return EXIT_SUCCESS;
}
