/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <time.h>

/*
 * Loaded into a program by LD_PRELOAD, so that no program has to have it: keeps the frame clock of the program's windows
 * going, and writes a line for each frame to the file that ATTEST_FRAMES names: when it began, how long it took from the
 * one before, and how much of that its main thread worked; microseconds. A main loop that is held up shows as a long
 * frame. Where the thread did not work it was the machine that was held up.
 */

typedef struct
{
  FILE *file;
  gint64 time;
  gint64 worked;
} Recorder;

void gtk_window_present (GtkWindow *window);

static gint64
get_worked (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
before_paint_cb (GdkFrameClock *clock, Recorder *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 worked = get_worked ();

  if (self->time != 0)
    fprintf (self->file,
             "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
             now,
             now - self->time,
             worked - self->worked);
  self->time = now;
  self->worked = worked;
}

static void
realized_cb (GtkWidget *widget, Recorder *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  gdk_frame_clock_begin_updating (clock);
}

/* Stands before the toolkit's own. */
void
gtk_window_present (GtkWindow *window)
{
  static gboolean begun = FALSE;
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");
  const char *path = g_getenv ("ATTEST_FRAMES");

  if (!begun && path != NULL)
    {
      static Recorder recorder;

      begun = TRUE;
      recorder.file = fopen (path, "w");
      setvbuf (recorder.file, NULL, _IOLBF, 0);
      if (gtk_widget_get_realized (GTK_WIDGET (window)))
        realized_cb (GTK_WIDGET (window), &recorder);
      else
        g_signal_connect_after (window, "realize", G_CALLBACK (realized_cb), &recorder);
    }
  present (window);
}
