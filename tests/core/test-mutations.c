/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "damage.h"
#include "record/attest-recover.h"
#include "record/attest-search.h"
#include "review-fixture.h"

/*
 * Thousands of damaged and hostile libraries through the way by which each library is opened, and through what the window reads of one.
 * Where one is refused not a byte of it changes, and there are words for a person; where it opens, whatever is read is what was saved or an error.
 */

/* The longest that a person may wait, and when the whole test is given up as one that hangs. */
#define MAXIMUM_SECONDS 5.0
#define SECONDS_UNTIL_HUNG 120
#define SHORT_SEED 408228625

/* Merging and recovering read other parts of a file; each so many damages. */
#define MERGE_EVERY 7
#define RECOVER_EVERY 11

typedef struct
{
  guint refused;
  guint opened;
  guint found;
  guint merged;
  guint recovered;
  double longest;
} Tally;

static void
fill (ReviewFixture *fixture)
{
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *words = g_strnfill ((gsize) (i * 2500 + 10), (char) ('a' + i));
      g_autofree char *text = g_strdup_printf ("# Question %d\n\nTake two tablets a day, and rest.\n\n%s\n", i, words);
      g_autofree char *newer = g_strconcat (text, "\nA new paragraph.\n", NULL);
      g_autofree char *article = review_make_article (fixture, text);
      g_autofree char *comment = review_comment (fixture, article, fixture->first, "two tablets", i % 2 == 0);

      g_free (review_save (fixture, article, fixture->author, newer));
      review_submit (fixture, article);
      if (i % 2 == 0)
        continue;
      review_sign (fixture, article, fixture->first);
      review_sign (fixture, article, fixture->second);
    }
}

/* ---- What the window reads ---- */

/* Whatever is told, a person can read it, and it names the file. */
static void
assert_words (const Damage *damage, const char *path, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (error->domain != ATTEST_RECORD_ERROR)
    g_error ("%s: an error of %s", damage->kind, g_quark_to_string (error->domain));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (strstr (error->message, name) == NULL)
    g_error ("%s: “%s” does not name the file", damage->kind, error->message);
}

static void
assert_known_error (const Damage *damage, const GError *error)
{
  if (error != NULL && error->domain != ATTEST_RECORD_ERROR && error->domain != ATTEST_REVIEW_ERROR)
    g_error ("%s: an error of %s", damage->kind, g_quark_to_string (error->domain));
  g_assert_true (error == NULL || (*error->message != '\0' && g_utf8_validate (error->message, -1, NULL)));
}

static void
read_text (AttestLibrary *library, const AttestRevision *revision, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = attest_library_load_content (library, revision->text, &error);
  g_autofree char *hash = NULL;

  assert_known_error (damage, error);
  if (text == NULL)
    return;
  /* Whatever is damaged, a text that is handed out is the one that was saved. */
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text);
  g_assert_cmpstr (hash, ==, revision->text);
}

static void
read_variant (AttestLibrary *library, const AttestVariant *variant, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (library, variant->article, variant->audience, &error);
  g_autoptr (GPtrArray) comments = NULL;
  g_autoptr (AttestAssessment) assessment = NULL;

  assert_known_error (damage, error);
  g_clear_error (&error);
  for (guint i = 0; revisions != NULL && i < revisions->len; i++)
    read_text (library, g_ptr_array_index (revisions, i), damage);

  comments = attest_review_list_comments (library, variant->article, variant->audience, NULL, &error);
  assert_known_error (damage, error);
  g_clear_error (&error);
  assessment = attest_review_assess_variant (library, variant->article, variant->audience, g_get_real_time (), &error);
  assert_known_error (damage, error);
}

static gboolean
look_at_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  return TRUE;
}

static void
read_article (AttestLibrary *library, const char *article, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, &error);
  g_autoptr (GPtrArray) variants = NULL;

  assert_known_error (damage, error);
  g_clear_error (&error);
  variants = attest_library_list_variants (library, article, &error);
  assert_known_error (damage, error);
  g_clear_error (&error);
  for (guint i = 0; variants != NULL && i < variants->len; i++)
    read_variant (library, g_ptr_array_index (variants, i), damage);
  attest_library_visit_events (library, article, look_at_event, NULL, &error);
  assert_known_error (damage, error);
}

static void
search (AttestLibrary *library, const char *words, const Damage *damage)
{
  const AttestSearchQuery query = { .text = words };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = attest_library_search (library, &query, NULL, NULL, &error);

  assert_known_error (damage, error);
  g_assert_true (results != NULL || error != NULL);
}

static void
visit_variant (const AttestVariant *variant, gpointer user_data)
{
  g_assert_nonnull (variant->article);
  g_assert_nonnull (variant->audience);
  g_assert_nonnull (variant->status);
}

static void
visit_article (const AttestArticle *article, gpointer user_data)
{
  g_assert_nonnull (article->id);
  g_assert_nonnull (article->title);
  g_assert_nonnull (article->topics);
}

static void
read_lists (AttestLibrary *library, const char *person, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestBoard) board = attest_library_load_board (library, NULL);
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (library, NULL);
  g_autoptr (GPtrArray) people = attest_library_list_people (library, NULL);
  g_autoptr (GPtrArray) waiting = attest_library_list_waiting (library, person, NULL);
  g_autoptr (GPtrArray) asked = attest_library_list_assignments (library, NULL, NULL);
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, NULL, 0, &error);

  assert_known_error (damage, error);
  attest_library_visit_variants (library, visit_variant, NULL, NULL);
  attest_library_visit_articles (library, visit_article, NULL, NULL);
  for (guint i = 0; articles != NULL && i < articles->len; i++)
    read_article (library, ((AttestArticle *) g_ptr_array_index (articles, i))->id, damage);
}

/* Returns: whether the verification found something, or could not be made */
static gboolean
verify (AttestLibrary *library, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);

  assert_known_error (damage, error);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    if (((const AttestProblem *) g_ptr_array_index (problems, i))->failure)
      return TRUE;
  return problems == NULL;
}

/* A person who does not know of the damage goes on to work. It is written, or refused with a reason. */
static void
write_something (ReviewFixture *fixture, AttestLibrary *library, const Damage *damage)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("# Another question\n\nNew words.\n", 31);
  g_autoptr (GError) error = NULL;
  g_autofree char *article = attest_review_create_article (
      library, fixture->author, NULL, "en", NULL, "doctor", text, NULL, NULL, 0, NULL, &error);

  g_assert_true ((article != NULL) == (error == NULL));
  assert_known_error (damage, error);
}

/* ---- One damaged library ---- */

static void
use_opened (ReviewFixture *fixture, AttestLibrary *library, gboolean writes, const Damage *damage, Tally *tally)
{
  tally->opened++;
  read_lists (library, fixture->first, damage);
  search (library, "tablets", damage);
  search (library, "\"new paragraph\" -rest qu", damage);
  if (verify (library, damage))
    tally->found++;
  if (writes)
    write_something (fixture, library, damage);
}

static void
open_one (ReviewFixture *fixture, const char *path, gboolean writes, const Damage *damage, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  AttestLibraryFlags flags = writes ? ATTEST_LIBRARY_READ_WRITE : ATTEST_LIBRARY_READ_ONLY;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (AttestLibrary) library =
      attest_library_open (path, fixture->record.registry, fixture->record.state, flags, &error);

  tally->longest = MAX (tally->longest, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  if (library != NULL)
    {
      use_opened (fixture, library, writes, damage, tally);
      g_clear_object (&library);
      if (!writes)
        damage_assert_file_untouched (damage, path);
      return;
    }

  tally->refused++;
  assert_words (damage, path, error);
  if (!g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_A_LIBRARY) &&
      !g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED) &&
      !g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NEWER))
    g_error ("%s: refused for another reason than damage: %s", damage->kind, error->message);
  damage_assert_untouched (damage, path);
}

/* A damaged library may have lost something, and says so; what was taken from it is what it was. */
static gboolean
only_lacks_something (const AttestProblem *problem)
{
  return g_str_equal (problem->code, "gap") ||
         (g_str_equal (problem->code, "content") && strstr (problem->text, " is missing") != NULL);
}

static void
assert_holds (AttestLibrary *library, const Damage *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = attest_library_verify (library, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (problems, i);

      if (problem->failure && !only_lacks_something (problem))
        g_error ("%s: what was taken does not hold: %s", damage->kind, problem->text);
    }
}

static void
merge_from (ReviewFixture *fixture, const char *path, const Damage *damage, Tally *tally)
{
  g_autoptr (AttestLibrary) target = record_fixture_create (&fixture->record, "target");
  g_autofree char *name = g_build_filename (fixture->record.folder, "target", NULL);
  g_autoptr (GError) error = NULL;

  if (attest_library_merge (target, path, NULL, &error))
    tally->merged++;
  else
    assert_words (damage, path, error);
  assert_holds (target, damage);
  damage_assert_untouched (damage, path);
  g_clear_object (&target);
  damage_remove (name);
}

static void
recover_from (ReviewFixture *fixture, const char *path, const Damage *damage, Tally *tally)
{
  g_autofree char *name = g_build_filename (fixture->record.folder, "recovered", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecoverReport) report = attest_library_recover (path, name, fixture->record.registry, NULL, &error);

  damage_assert_untouched (damage, path);
  if (report != NULL)
    {
      g_autoptr (AttestLibrary) library =
          attest_library_open (name, fixture->record.registry, fixture->record.state, 0, &error);

      g_assert_no_error (error);
      assert_holds (library, damage);
      tally->recovered++;
    }
  else
    {
      assert_words (damage, path, error);
      g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
    }
  damage_remove (name);
}

static void
try_one (ReviewFixture *fixture, const Damage *damage, guint number, Tally *tally)
{
  g_autofree char *path = g_build_filename (fixture->record.folder, "damaged.attest-library", NULL);

  alarm (SECONDS_UNTIL_HUNG);
  damage_store (damage, path);
  open_one (fixture, path, FALSE, damage, tally);
  damage_store (damage, path);
  if (number % MERGE_EVERY == 0)
    merge_from (fixture, path, damage, tally);
  if (number % RECOVER_EVERY == 0)
    recover_from (fixture, path, damage, tally);
  open_one (fixture, path, TRUE, damage, tally);
  damage_remove (path);
  alarm (0);
}

static void
test_mutations (ReviewFixture *fixture, gconstpointer data)
{
  gboolean is_long = g_getenv ("ATTEST_LONG") != NULL;
  guint rounds = is_long ? 5000 : 120;
  /* The long run looks for new ones; the short one is the same each time, so that it fails for what was changed and not by chance. */
  guint32 seed = is_long ? (guint32) g_test_rand_int () : SHORT_SEED;
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  g_autofree char *good = NULL;
  Tally tally = { 0 };
  gsize length;

  g_test_message ("seed %u", seed);
  fill (fixture);
  record_fixture_close (&fixture->record);
  g_assert_true (g_file_get_contents (fixture->record.path, &good, &length, NULL));

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (Damage) damage = damage_new (good, length, dice);

      if (g_test_verbose ())
        g_test_message ("%u: %s", i, damage->kind);
      try_one (fixture, damage, i, &tally);
    }
  g_test_message ("%u damaged libraries of %" G_GSIZE_FORMAT
                  " bytes, each opened to read and to write: %u refused, %u opened, of "
                  "which verify found %u; %u merged, %u recovered; the longest took %.3f s to open",
                  rounds,
                  length,
                  tally.refused,
                  tally.opened,
                  tally.found,
                  tally.merged,
                  tally.recovered,
                  tally.longest);
  g_assert_cmpfloat (tally.longest, <, MAXIMUM_SECONDS);
  g_assert_cmpuint (tally.refused, >, rounds / 20);
  g_assert_cmpuint (tally.found, >, rounds / 20);
  g_assert_cmpuint (tally.recovered, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add (
      "/core/mutations/all", ReviewFixture, NULL, review_fixture_set_up, test_mutations, review_fixture_tear_down);

  return g_test_run ();
}
