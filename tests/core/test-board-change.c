/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "record/attest-database-private.h"
#include "record/attest-search-index.h"
#include "review-fixture.h"

/* What the board decides reaches the texts that it concerns and is not worked out for all others, and what was read of the board is kept: whatever is decided, and whoever
 * decides it, the rows are those that a fold of the whole log gives. */

#define ARTICLES 10
#define DECISIONS 150
#define NEWCOMERS 4

typedef struct
{
  ReviewFixture *fixture;
  GRand *random;
  char *articles[ARTICLES];
  GPtrArray *people;
  guint n_effects;
  guint n_approved;
  guint n_in_review;
} Board;

static const char *const topics[] = { "Depression", "depression", "Pain", "Sleep", NULL };

static guint
draw (Board *self, guint count)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) count);
}

/* Never the editor, who has to stay one. */
static const char *
draw_person (Board *self)
{
  return self->people->pdata[1 + draw (self, self->people->len - 1)];
}

/* ---- What the board decides ---- */

static void
set_policy (Board *self)
{
  AttestPolicy *policy = attest_policy_new (draw (self, 3) == 0 ? "" : topics[draw (self, 4)]);
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);

  policy->sign_offs = 1 + draw (self, 3);
  policy->review_months = draw (self, 3) * 6;
  policy->role_sign_offs[ATTEST_ROLE_EDITOR] = draw (self, 4) == 0;
  policy->cleared = *policy->topic != '\0' && draw (self, 4) == 0;
  if (draw (self, 4) == 0)
    {
      g_free (policy->specialty);
      policy->specialty = g_strdup ("psychiatry");
    }
  g_ptr_array_add (policies, policy);
  self->n_effects +=
      attest_review_save_settings (self->fixture->record.library, self->fixture->editor, NULL, policies, NULL);
}

/* Whoever gets somebody else's address is joined with them, and whoever loses it is parted from them. */
static void
set_person (Board *self)
{
  static const char *const roles[] = { "reviewer", "reviewer,editor", "author", "author,reviewer" };
  static const char *const addresses[] = { "", "", "a@example.org", "b@example.org" };
  g_auto (GStrv) list = g_strsplit (roles[draw (self, G_N_ELEMENTS (roles))], ",", -1);
  const char *const specialties[] = { draw (self, 2) == 0 ? "psychiatry" : NULL, NULL };
  gboolean is_new = self->people->len < 5 + NEWCOMERS && draw (self, 3) == 0;
  g_autofree char *name = g_strdup_printf ("Name %u", draw (self, 1000));
  char *id = attest_review_save_person (self->fixture->record.library,
                                        self->fixture->editor,
                                        is_new ? NULL : draw_person (self),
                                        &(AttestPersonChange) { .name = name,
                                                                .email = addresses[draw (self, 4)],
                                                                .roles = (const char *const *) list,
                                                                .specialties = specialties },
                                        NULL);

  self->n_effects += id != NULL;
  if (is_new && id != NULL)
    g_ptr_array_add (self->people, id);
  else
    g_free (id);
}

static void
join_people (Board *self)
{
  if (draw (self, 6) == 0)
    self->n_effects += attest_review_join_people (
        self->fixture->record.library, self->fixture->editor, draw_person (self), draw_person (self), "Married", NULL);
}

/* ---- What happens to a text meanwhile ---- */

static void
give_verdict (Board *self, const char *article)
{
  AttestVerdict verdict = { .accurate = draw (self, 6) == 0 ? ATTEST_ANSWER_NO : ATTEST_ANSWER_YES,
                            .safe = ATTEST_ANSWER_YES,
                            .current = ATTEST_ANSWER_YES,
                            .reason = "It is so." };

  attest_review_give_verdict (
      self->fixture->record.library, article, "doctor", draw_person (self), &verdict, NULL, NULL, NULL);
}

/* What may leave the search alone, or all that is concluded. */
static void
change_around (Board *self, const char *article)
{
  AttestLibrary *library = self->fixture->record.library;
  g_autofree char *comment =
      review_comment (self->fixture, article, self->fixture->first, "helps", draw (self, 2) == 0);
  g_autofree char *disclaimer = g_strdup_printf ("{\"disclaimer\":\"Number %u.\"}", draw (self, 1000));
  g_autofree char *set = record_append (library, "article.set", article, self->fixture->editor, disclaimer);
  gboolean resolved =
      draw (self, 2) == 0 && attest_review_resolve (library, comment, self->fixture->first, "It was said.", NULL);

  if (resolved && draw (self, 2) == 0)
    attest_review_reopen (library, comment, self->fixture->first, NULL);
  else if (draw (self, 2) == 0)
    attest_review_retract (library, comment, self->fixture->first, NULL);
}

static void
change_article (Board *self)
{
  const char *article = self->articles[draw (self, ARTICLES)];
  AttestLibrary *library = self->fixture->record.library;
  const char *const topic[] = { topics[draw (self, 4)], NULL };
  g_autofree char *text = g_strdup_printf ("# Can it help?\n\nIt helps %u people.\n", draw (self, 1000));
  char *saved;

  switch (draw (self, 9))
    {
    case 8:
      change_around (self, article);
      break;
    case 0:
      attest_review_set_article (library, article, self->fixture->editor, NULL, topic, NULL);
      break;
    case 1:
      saved = review_save (self->fixture, article, self->fixture->editor, text);
      g_free (saved);
      break;
    case 2:
      attest_review_submit (library, article, "doctor", self->fixture->editor, NULL);
      break;
    case 3:
      if (draw (self, 5) == 0)
        attest_review_withdraw (library, article, "doctor", self->fixture->editor, "It is wrong.", NULL);
      break;
    default:
      give_verdict (self, article);
      break;
    }
}

static void
set_up_articles (Board *self)
{
  char *ids[] = {
    self->fixture->editor, self->fixture->author, self->fixture->first, self->fixture->second, self->fixture->third
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (self->people, g_strdup (ids[i]));
  for (guint i = 0; i < ARTICLES; i++)
    {
      self->articles[i] = review_make_article (self->fixture, "# Can it help?\n\nIt helps some people.\n");
      if (i % 3 != 0)
        review_submit (self->fixture, self->articles[i]);
    }
}

static void
count_states (Board *self)
{
  for (guint i = 0; i < ARTICLES; i++)
    {
      g_autoptr (AttestAssessment) assessment = review_assess (self->fixture, self->articles[i]);

      self->n_approved += assessment->status == ATTEST_STATUS_APPROVED;
      self->n_in_review +=
          assessment->status == ATTEST_STATUS_SUBMITTED || assessment->status == ATTEST_STATUS_UNDER_REVIEW;
    }
}

static void
assert_search_is_right (AttestLibrary *library)
{
  g_autoptr (GError) error = NULL;
  gboolean right = FALSE;

  attest_search_index_check (attest_library_get_database (library), &right, &error);
  g_assert_no_error (error);
  g_assert_true (right);
}

static void
test_rows (ReviewFixture *fixture, gconstpointer data)
{
  const char *seed = g_getenv ("ATTEST_SEED");
  guint32 number = seed != NULL ? (guint32) strtoul (seed, NULL, 10) : 1;
  Board self = { .fixture = fixture,
                 .random = g_rand_new_with_seed (number),
                 .people = g_ptr_array_new_with_free_func (g_free) };

  set_up_articles (&self);
  for (guint i = 0; i < DECISIONS; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean identical = FALSE;

      for (guint k = 0; k < 6; k++)
        change_article (&self);
      if (draw (&self, 2) == 0)
        set_policy (&self);
      else
        set_person (&self);
      join_people (&self);
      assert_search_is_right (fixture->record.library);
      attest_library_rebuild (fixture->record.library, &identical, &error);
      g_assert_no_error (error);
      if (!identical)
        g_error ("With ATTEST_SEED=%u the rows are others after decision %u", number, i);
      count_states (&self);
    }
  g_test_message ("%u decisions, %u approved, %u in review", self.n_effects, self.n_approved, self.n_in_review);
  g_assert_cmpuint (self.n_effects, >, DECISIONS / 2);
  g_assert_cmpuint (self.n_approved, >, 0);
  g_assert_cmpuint (self.n_in_review, >, DECISIONS / 2);

  for (guint i = 0; i < ARTICLES; i++)
    g_free (self.articles[i]);
  g_ptr_array_unref (self.people);
  g_rand_free (self.random);
}

/* ---- What was read of the board, and holds no more ---- */

static gboolean
ask_for (AttestLibrary *library, const char *editor, guint sign_offs)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new ("");

  policy->sign_offs = sign_offs;
  g_ptr_array_add (policies, policy);

  return attest_review_save_settings (library, editor, NULL, policies, NULL);
}

static void
test_other_connection (ReviewFixture *fixture, gconstpointer data)
{
  g_autofree char *article = review_make_article (fixture, "# Can it help?\n\nIt helps some people.\n");
  g_autofree char *state = g_build_filename (fixture->record.folder, "other", NULL);
  g_autoptr (AttestLibrary) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ask_for (fixture->record.library, fixture->editor, 2));
  review_submit (fixture, article);
  other =
      attest_library_open (fixture->record.path, fixture->record.registry, state, ATTEST_LIBRARY_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (ask_for (other, fixture->editor, 1));

  review_sign (fixture, article, fixture->first);
  review_assert_status (fixture, article, "approved");
}

static int
refuse_commit (gpointer user_data)
{
  return 1;
}

static void
test_rolled_back (ReviewFixture *fixture, gconstpointer data)
{
  g_autofree char *article = review_make_article (fixture, "# Can it help?\n\nIt helps some people.\n");
  sqlite3 *handle = attest_database_get_handle (attest_library_get_database (fixture->record.library));

  g_assert_true (ask_for (fixture->record.library, fixture->editor, 2));
  review_submit (fixture, article);
  sqlite3_commit_hook (handle, refuse_commit, NULL);
  g_assert_false (ask_for (fixture->record.library, fixture->editor, 1));
  sqlite3_commit_hook (handle, NULL, NULL);

  review_sign (fixture, article, fixture->first);
  review_assert_status (fixture, article, "under-review");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add (
      "/core/board-change/rows", ReviewFixture, NULL, review_fixture_set_up, test_rows, review_fixture_tear_down);
  g_test_add ("/core/board-change/other-connection",
              ReviewFixture,
              NULL,
              review_fixture_set_up,
              test_other_connection,
              review_fixture_tear_down);
  g_test_add ("/core/board-change/rolled-back",
              ReviewFixture,
              NULL,
              review_fixture_set_up,
              test_rolled_back,
              review_fixture_tear_down);

  return g_test_run ();
}
