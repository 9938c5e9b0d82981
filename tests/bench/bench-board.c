/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "record/attest-database-private.h"
#include "record/attest-library-private.h"
#include "review/attest-review-kinds.h"
#include "review/attest-review.h"
#include "review/attest-waiting.h"

/*
 * What the board of a large library asks: what waits for somebody, what a policy would change, what is due. And what it takes to record what the board
 * decides, on which the conclusions about all its articles rest. The library is written to.
 *
 *     bench-board LIBRARY STATE_FOLDER [PART...]     all parts unless told otherwise
 */

#define READS 5
#define DECISIONS 3
#define REVIEWERS 5
#define TOPIC "Topic 1"

typedef struct
{
  AttestLibrary *library;
  /* As of the last event, so that some is due and some is not. */
  gint64 now;
  char *editor;
} Bench;

/* ---- Figures ---- */

static double
get_processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

typedef struct
{
  const char *name;
  const char *aim;
  GArray *times;
  GArray *processor;
  gint64 began;
  double processor_began;
} Figure;

static Figure
figure_new (const char *name, const char *aim)
{
  return (Figure) { .name = name,
                    .aim = aim,
                    .times = g_array_new (FALSE, FALSE, sizeof (double)),
                    .processor = g_array_new (FALSE, FALSE, sizeof (double)) };
}

static void
figure_begin (Figure *self)
{
  self->processor_began = get_processor_time ();
  self->began = g_get_monotonic_time ();
}

static void
figure_end (Figure *self)
{
  double time = (double) (g_get_monotonic_time () - self->began) / 1000;
  double processor = get_processor_time () - self->processor_began;

  g_array_append_val (self->times, time);
  g_array_append_val (self->processor, processor);
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return a < b ? -1 : a > b;
}

static void
print_figure (const char *name, const char *what, GArray *times, const char *aim)
{
  g_array_sort (times, compare_cb);
  g_print ("{\"bench\":\"%s%s\",\"unit\":\"ms\",\"median\":%.1f,\"p95\":%.1f,\"runs\":%u,\"aim\":\"%s\"}\n",
           name,
           what,
           g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len - 1),
           times->len,
           aim);
}

static void
figure_print (Figure *self)
{
  print_figure (self->name, "", self->times, self->aim);
  print_figure (self->name, ", by processor time", self->processor, "");
  g_array_unref (self->times);
  g_array_unref (self->processor);
}

/* ---- What waits for somebody ---- */

/* Returns: how many reasons there are */
static guint
list_waiting (Bench *self, Figure *figure, const char *person)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  figure_begin (figure);
  waiting = attest_review_list_waiting (self->library, person, NULL, self->now, &error);
  figure_end (figure);
  g_assert_no_error (error);

  return waiting->len;
}

static void
measure_waiting (Bench *self)
{
  const struct
  {
    const char *name;
    const char *person;
  } people[] = { { "what waits for the one author of all texts", "author" },
                 { "what waits for an editor", self->editor } };
  Figure reviewers = figure_new ("what waits for a reviewer", "300");
  guint reasons = 0;

  for (guint i = 0; i < REVIEWERS; i++)
    {
      g_autofree char *person = g_strdup_printf ("person-%u", i);

      reasons += list_waiting (self, &reviewers, person);
    }
  g_print ("%u reasons wait for %u reviewers\n", reasons, REVIEWERS);
  figure_print (&reviewers);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      Figure figure = figure_new (people[i].name, "300");

      for (guint run = 0; run < READS; run++)
        reasons = list_waiting (self, &figure, people[i].person);
      g_print ("%s: %u reasons\n", people[i].name, reasons);
      figure_print (&figure);
    }
}

/* ---- What is due ---- */

static void
measure_due (Bench *self)
{
  Figure figure = figure_new ("what is due for re-review", "300");

  for (guint i = 0; i < READS; i++)
    {
      g_autoptr (GError) error = NULL;
      AttestDueList *list;

      figure_begin (&figure);
      list = attest_library_list_due (self->library, self->now, &error);
      figure_end (&figure);
      g_assert_no_error (error);
      attest_due_list_free (list);
    }
  figure_print (&figure);
}

/* ---- Policies ---- */

/* @topic: empty for the board's. Returns: (transfer full): a list of one policy that asks more */
static GPtrArray *
make_policies (const char *topic, guint sign_offs)
{
  GPtrArray *policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (topic);

  policy->sign_offs = sign_offs;
  g_ptr_array_add (policies, policy);
  return policies;
}

static void
find_effect (Bench *self, const char *name, const char *topic)
{
  g_autoptr (GPtrArray) policies = make_policies (topic, 4);
  Figure figure = figure_new (name, "300");
  AttestPolicyEffect effect;

  for (guint i = 0; i < READS; i++)
    {
      g_autoptr (GError) error = NULL;

      figure_begin (&figure);
      attest_review_find_policy_effect (self->library, NULL, policies, &effect, &error);
      figure_end (&figure);
      g_assert_no_error (error);
    }
  g_print ("%u of %u texts in review looked at\n", effect.looked_at, effect.texts);
  figure_print (&figure);
}

static void
measure_effect (Bench *self)
{
  find_effect (self, "what the board's policy would change", "");
  find_effect (self, "what the policy of a topic would change", TOPIC);
}

static void
set_policy (Bench *self, const char *name, const char *topic)
{
  Figure figure = figure_new (name, "300");

  for (guint i = 0; i < DECISIONS; i++)
    {
      g_autoptr (GPtrArray) policies = make_policies (topic, 3 + i % 2);
      g_autoptr (GError) error = NULL;

      figure_begin (&figure);
      attest_review_save_settings (self->library, self->editor, NULL, policies, &error);
      figure_end (&figure);
      g_assert_no_error (error);
    }
  figure_print (&figure);
}

static void
measure_policies (Bench *self)
{
  set_policy (self, "the policy of a topic is set", TOPIC);
  set_policy (self, "the board's policy is set", "");
}

/* ---- People ---- */

static void
measure_people (Bench *self)
{
  Figure figure = figure_new ("a person is added", "300");

  for (guint i = 0; i < DECISIONS; i++)
    {
      static const char *const roles[] = { "reviewer", NULL };
      g_autofree char *name = g_strdup_printf ("Newcomer %u", i);
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;

      figure_begin (&figure);
      id = attest_review_save_person (
          self->library, self->editor, NULL, &(AttestPersonChange) { .name = name, .roles = roles }, &error);
      figure_end (&figure);
      g_assert_no_error (error);
    }
  figure_print (&figure);
}

/* ---- The whole ---- */

/* The library has no editor as it is made. */
static char *
find_editor (AttestLibrary *library)
{
  static const char *const roles[] = { "editor", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = attest_library_list_people (library, &error);
  char *id;

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = people->pdata[i];

      if (g_strv_contains ((const char *const *) person->roles, "editor"))
        return g_strdup (person->id);
    }
  id = attest_review_save_person (
      library, NULL, NULL, &(AttestPersonChange) { .name = "Edda Editor", .roles = roles }, &error);
  g_assert_no_error (error);
  return id;
}

/* What writes comes last. */
static const struct
{
  const char *name;
  void (*measure) (Bench *self);
} parts[] = {
  { "waiting", measure_waiting },   { "due", measure_due },       { "effect", measure_effect },
  { "policies", measure_policies }, { "people", measure_people },
};

int
main (int argc, char *argv[])
{
  g_autoptr (AttestRegistry) registry = attest_registry_new ();
  g_autoptr (GError) error = NULL;
  Bench self = { 0 };

  if (argc < 3)
    return EXIT_FAILURE;
  attest_review_register (registry);
  self.library = attest_library_open (argv[1], registry, argv[2], ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
  self.editor = find_editor (self.library);
  attest_database_read_int64 (
      attest_library_get_database (self.library), "SELECT max (time) FROM review_act", &self.now, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc == 3 || g_strv_contains ((const char *const *) argv + 3, parts[i].name))
      parts[i].measure (&self);
  g_object_unref (self.library);
  g_free (self.editor);

  return EXIT_SUCCESS;
}
