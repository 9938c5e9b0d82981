/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/Xdamage.h>
#include <X11/keysym.h>
#include <gmodule.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

/*
 * Presses real keys and watches the pixels that they change, for the benchmarks of windows. It waits for the X server to
 * tell of damage, so that it costs nothing while nothing happens. Reads one command a line, and answers each with a line;
 * times are microseconds of the monotonic clock.
 *
 *     watch X Y W H [X Y W H]...   what is watched from now on
 *     key NAME[+NAME]... WAIT QUIET
 *         presses a key; answers with two numbers for each watched place: after how long it first differed, and when it
 *         changed for the last time before it was still for QUIET ms; -1 -1 when nothing came within WAIT ms
 *     burst NAME COUNT INTERVAL WAIT
 *         presses a letter COUNT times, INTERVAL ms apart; answers with COUNT numbers: how long each letter took to stand
 *         in the first place watched (-1: never), told by how far to the right that place differs
 *     window WAIT                  when the next window of some size is mapped: time, X Y W H
 *     still WAIT QUIET             when the watched places changed for the last time before QUIET ms without change
 */

#define MAX_PLACES 4
#define SMALLEST_WINDOW 250

/* A text cursor that blinks, as in programs that cannot be told to let it stand, is no change. */
#define WIDEST_CURSOR 3

typedef int (*FakeKey) (Display *display, unsigned int keycode, int is_press, unsigned long delay);

typedef struct
{
  XRectangle area;
  XImage *image;
  XShmSegmentInfo segment;
  guint32 *before;
} Place;

/* How far to the right a place differed at a time. */
typedef struct
{
  gint64 time;
  int right;
} Mark;

typedef struct
{
  Display *display;
  Window root;
  int damage_event;
  Damage damage;
  FakeKey fake_key;
  Place places[MAX_PLACES];
  guint n_places;
  gint64 mapped_at;
  XRectangle mapped;
} Probe;

static int
ignore_error (Display *display, XErrorEvent *event)
{
  /* A window may be gone before it is asked about. */
  return 0;
}

/* ---- Pixels ---- */

static void
fetch (Probe *self, Place *place)
{
  XShmGetImage (self->display, self->root, place->image, place->area.x, place->area.y, AllPlanes);
}

static void
remember (Probe *self, Place *place)
{
  fetch (self, place);
  memcpy (place->before, place->image->data, (gsize) place->area.width * place->area.height * 4);
}

static gboolean
differs (guint32 one, guint32 other)
{
  return ((one ^ other) & 0xffffff) != 0;
}

/*
 * The rightmost column that differs in the rows of the place from *@top to *@bottom, or -1 where nothing does, or nothing
 * wider than a cursor. Leaves in them the first and the last row that differ.
 */
static int
find_difference_in_rows (const Place *place, int *top, int *bottom)
{
  int width = place->area.width;
  int first = *top;
  int last = *bottom;
  int left = width;
  int right = -1;

  for (int y = first; y <= last; y++)
    {
      const guint32 *now = (const guint32 *) (gpointer) place->image->data + y * width;
      const guint32 *before = place->before + y * width;
      int from = 0;
      int to = width - 1;

      while (to >= 0 && !differs (now[to], before[to]))
        to--;
      if (to < 0)
        continue;
      while (!differs (now[from], before[from]))
        from++;
      if (right < 0)
        *top = y;
      *bottom = y;
      left = MIN (left, from);
      right = MAX (right, to);
    }
  return right - left >= WIDEST_CURSOR ? right : -1;
}

static int
find_difference (const Place *place)
{
  int top = 0;
  int bottom = place->area.height - 1;

  return find_difference_in_rows (place, &top, &bottom);
}

static void
forget_places (Probe *self)
{
  for (guint i = 0; i < self->n_places; i++)
    {
      Place *place = &self->places[i];

      XShmDetach (self->display, &place->segment);
      place->image->data = NULL;
      XDestroyImage (place->image);
      shmdt (place->segment.shmaddr);
      g_free (place->before);
    }
  self->n_places = 0;
}

static void
add_place (Probe *self, int x, int y, int width, int height)
{
  int screen = DefaultScreen (self->display);
  Place *place = &self->places[self->n_places++];

  x = CLAMP (x, 0, DisplayWidth (self->display, screen) - 1);
  y = CLAMP (y, 0, DisplayHeight (self->display, screen) - 1);
  width = CLAMP (width, 1, DisplayWidth (self->display, screen) - x);
  height = CLAMP (height, 1, DisplayHeight (self->display, screen) - y);
  *place = (Place) { .area = { (short) x, (short) y, (unsigned short) width, (unsigned short) height } };
  place->image = XShmCreateImage (self->display,
                                  DefaultVisual (self->display, screen),
                                  (unsigned) DefaultDepth (self->display, screen),
                                  ZPixmap,
                                  NULL,
                                  &place->segment,
                                  (unsigned) width,
                                  (unsigned) height);
  place->segment.shmid = shmget (IPC_PRIVATE, (gsize) width * (gsize) height * 4, IPC_CREAT | 0600);
  place->segment.shmaddr = place->image->data = shmat (place->segment.shmid, NULL, 0);
  XShmAttach (self->display, &place->segment);
  XSync (self->display, FALSE);
  shmctl (place->segment.shmid, IPC_RMID, NULL);
  place->before = g_new (guint32, (gsize) width * (gsize) height);
}

/* ---- What the server tells ---- */

static void
take_map (Probe *self, Window window)
{
  XWindowAttributes attributes;

  if (!XGetWindowAttributes (self->display, window, &attributes) || attributes.width < SMALLEST_WINDOW)
    return;
  self->mapped_at = g_get_monotonic_time ();
  self->mapped = (XRectangle) {
    (short) attributes.x, (short) attributes.y, (unsigned short) attributes.width, (unsigned short) attributes.height
  };
}

/* Waits at most until @end for anything; says which places were drawn to, by bits. */
static guint
wait_for_damage (Probe *self, gint64 end)
{
  guint touched = 0;

  if (XPending (self->display) == 0)
    {
      struct pollfd descriptor = { .fd = ConnectionNumber (self->display), .events = POLLIN };
      gint64 left = end - g_get_monotonic_time ();

      if (left > 0)
        poll (&descriptor, 1, (int) ((left + 999) / 1000));
    }
  while (XPending (self->display) > 0)
    {
      XEvent event;

      XNextEvent (self->display, &event);
      if (event.type == MapNotify)
        take_map (self, event.xmap.window);
      if (event.type != self->damage_event)
        continue;
      for (guint i = 0; i < self->n_places; i++)
        {
          const XRectangle *one = &self->places[i].area;
          const XRectangle *other = &((XDamageNotifyEvent *) &event)->area;

          if (one->x < other->x + other->width && other->x < one->x + one->width && one->y < other->y + other->height &&
              other->y < one->y + one->height)
            touched |= 1u << i;
        }
    }
  XDamageSubtract (self->display, self->damage, None, None);
  XFlush (self->display);
  return touched;
}

static void
begin (Probe *self)
{
  XSync (self->display, FALSE);
  wait_for_damage (self, 0);
  for (guint i = 0; i < self->n_places; i++)
    remember (self, &self->places[i]);
}

/* ---- Commands ---- */

static void
press (Probe *self, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, "+", -1);
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_parts * 2; i++)
    {
      guint part = i < n_parts ? i : n_parts * 2 - 1 - i;

      self->fake_key (
          self->display, XKeysymToKeycode (self->display, XStringToKeysym (parts[part])), i < n_parts, CurrentTime);
    }
  XFlush (self->display);
}

static void
command_key (Probe *self, const char *name, gint64 wait, gint64 quiet)
{
  gint64 first[MAX_PLACES];
  gint64 last[MAX_PLACES];
  gint64 start, end, still;

  begin (self);
  memset (first, -1, sizeof first);
  memset (last, -1, sizeof last);
  start = g_get_monotonic_time ();
  end = start + wait * 1000;
  still = end;
  press (self, name);
  while (g_get_monotonic_time () < MIN (end, still))
    {
      guint touched = wait_for_damage (self, MIN (end, still));
      gint64 now = g_get_monotonic_time ();
      gboolean complete = TRUE;

      for (guint i = 0; i < self->n_places; i++)
        {
          if (touched & (1u << i))
            {
              fetch (self, &self->places[i]);
              if (find_difference (&self->places[i]) >= 0)
                {
                  if (first[i] < 0)
                    first[i] = now - start;
                  last[i] = now - start;
                  still = now + quiet * 1000;
                  memcpy (self->places[i].before,
                          self->places[i].image->data,
                          (gsize) self->places[i].area.width * self->places[i].area.height * 4);
                }
            }
          complete = complete && first[i] >= 0;
        }
      if (!complete)
        still = end;
    }
  for (guint i = 0; i < self->n_places; i++)
    printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " ", first[i], last[i]);
  printf ("\n");
}

/*
 * A letter stands to the right of the one before, so how far a line differs tells how many of them are shown, whatever
 * was drawn in one go. How wide a letter is follows from where the last one ends. The line is where the first change is:
 * spelling that is marked elsewhere is no letter.
 */
static void
command_burst (Probe *self, const char *name, guint count, gint64 interval, gint64 wait)
{
  g_autofree gint64 *pressed = g_new0 (gint64, count);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (Mark));
  gint64 begun, end;
  int top = 0;
  int bottom = self->places[0].area.height - 1;
  int furthest = 0;
  int nearest = -1;
  guint sent = 0;

  begin (self);
  begun = g_get_monotonic_time ();
  end = begun + (count * interval + wait) * 1000;
  while (g_get_monotonic_time () < end)
    {
      gint64 next = sent < count ? begun + sent * interval * 1000 : end;
      int first = top;
      int last = bottom;
      Mark mark;

      if (g_get_monotonic_time () >= next && sent < count)
        {
          pressed[sent++] = g_get_monotonic_time ();
          press (self, name);
          continue;
        }
      if ((wait_for_damage (self, next) & 1) == 0)
        continue;
      mark.time = g_get_monotonic_time ();
      fetch (self, &self->places[0]);
      mark.right = find_difference_in_rows (&self->places[0], &first, &last);
      if (mark.right <= furthest)
        continue;
      furthest = mark.right;
      if (nearest < 0)
        {
          nearest = mark.right;
          top = first;
          bottom = last;
        }
      g_array_append_val (seen, mark);
    }
  for (guint i = 0; i < count; i++)
    {
      /* Half a letter of tolerance, for the cursor behind it. */
      double place = nearest + (furthest - nearest) * (i - 0.5) / MAX (count - 1, 1);
      gint64 found = -1;

      for (guint j = 0; j < seen->len && found < 0; j++)
        {
          const Mark *mark = &g_array_index (seen, Mark, j);

          if (mark->right >= place && mark->time >= pressed[i])
            found = mark->time - pressed[i];
        }
      printf ("%" G_GINT64_FORMAT " ", found);
    }
  printf ("\n");
}

static void
command_window (Probe *self, gint64 wait)
{
  gint64 end = g_get_monotonic_time () + wait * 1000;

  while (self->mapped_at == 0 && g_get_monotonic_time () < end)
    wait_for_damage (self, end);
  printf ("%" G_GINT64_FORMAT " %d %d %d %d\n",
          self->mapped_at,
          self->mapped.x,
          self->mapped.y,
          self->mapped.width,
          self->mapped.height);
  self->mapped_at = 0;
}

static void
command_still (Probe *self, gint64 wait, gint64 quiet)
{
  gint64 last = g_get_monotonic_time ();
  gint64 end = last + wait * 1000;

  begin (self);
  while (g_get_monotonic_time () < MIN (end, last + quiet * 1000))
    {
      guint touched = wait_for_damage (self, MIN (end, last + quiet * 1000));

      for (guint i = 0; i < self->n_places; i++)
        if (touched & (1u << i))
          {
            fetch (self, &self->places[i]);
            if (find_difference (&self->places[i]) < 0)
              continue;
            last = g_get_monotonic_time ();
            memcpy (self->places[i].before,
                    self->places[i].image->data,
                    (gsize) self->places[i].area.width * self->places[i].area.height * 4);
          }
    }
  printf ("%" G_GINT64_FORMAT "\n", last);
}

static gboolean
obey (Probe *self, char *line)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (line), " ", -1);
  guint n_words = g_strv_length (words);
  gint64 numbers[1 + 4 * MAX_PLACES] = { 0 };

  for (guint i = 1; i < n_words && i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = g_ascii_strtoll (words[i], NULL, 10);
  if (g_strcmp0 (words[0], "watch") == 0)
    {
      forget_places (self);
      for (guint i = 1; i + 3 < n_words && self->n_places < MAX_PLACES; i += 4)
        add_place (self, (int) numbers[i], (int) numbers[i + 1], (int) numbers[i + 2], (int) numbers[i + 3]);
      printf ("\n");
    }
  else if (g_strcmp0 (words[0], "key") == 0 && n_words == 4)
    command_key (self, words[1], numbers[2], numbers[3]);
  else if (g_strcmp0 (words[0], "burst") == 0 && n_words == 5)
    command_burst (self, words[1], (guint) numbers[2], numbers[3], numbers[4]);
  else if (g_strcmp0 (words[0], "window") == 0)
    command_window (self, numbers[1]);
  else if (g_strcmp0 (words[0], "still") == 0)
    command_still (self, numbers[1], numbers[2]);
  else
    return FALSE;
  fflush (stdout);
  return TRUE;
}

/* The library has no header where only the program is installed that it comes with. */
static FakeKey
find_fake_key (void)
{
  GModule *module = g_module_open ("libXtst.so.6", G_MODULE_BIND_LAZY);
  gpointer symbol = NULL;

  if (module == NULL || !g_module_symbol (module, "XTestFakeKeyEvent", &symbol))
    return NULL;
  g_module_make_resident (module);
  return (FakeKey) symbol;
}

int
main (void)
{
  Probe self = { .display = XOpenDisplay (NULL), .fake_key = find_fake_key () };
  int error_base;
  char line[1024];

  if (self.display == NULL || self.fake_key == NULL)
    {
      fprintf (stderr, "there is no display, or no libXtst to press keys with\n");
      return 1;
    }
  self.root = DefaultRootWindow (self.display);
  if (!XDamageQueryExtension (self.display, &self.damage_event, &error_base) || !XShmQueryExtension (self.display))
    {
      fprintf (stderr, "the X server tells of no damage, or shares no memory\n");
      return 1;
    }
  XSetErrorHandler (ignore_error);
  self.damage_event += XDamageNotify;
  self.damage = XDamageCreate (self.display, self.root, XDamageReportRawRectangles);
  XSelectInput (self.display, self.root, SubstructureNotifyMask);
  XSync (self.display, FALSE);
  while (fgets (line, sizeof line, stdin) != NULL)
    if (!obey (&self, line))
      {
        fprintf (stderr, "not a command: %s\n", line);
        return 1;
      }
  forget_places (&self);
  XCloseDisplay (self.display);
  return 0;
}
