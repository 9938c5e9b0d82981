/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "exchange/attest-sample.h"
#include "history/attest-history-words.h"
#include "record/attest-article.h"
#include "review/attest-review.h"

/* The history of the sample library's articles: what it calls a sign-off is one. */

typedef struct
{
  char *folder;
  AttestRegistry *registry;
  AttestLibrary *library;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("attest-history-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "board.attest-library", NULL);
  fixture->registry = attest_registry_new ();
  attest_review_register (fixture->registry);
  fixture->library = attest_library_create (path, fixture->registry, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_true (attest_sample_fill (fixture->library, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->library);
  g_clear_pointer (&fixture->registry, attest_registry_unref);
  g_free (fixture->folder);
}

static GPtrArray *
load (Fixture *fixture, const char *slug, char **article)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestArticle) found = attest_library_find_article (fixture->library, slug, &error);
  GPtrArray *entries = NULL;

  g_assert_no_error (error);
  entries = attest_history_load (fixture->library, found->id, NULL, 0, &error);
  g_assert_no_error (error);
  if (article != NULL)
    *article = g_strdup (found->id);
  return entries;
}

static guint
count (GPtrArray *entries, const char *words, const char *icon_name, const char *style_class)
{
  guint n_found = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const AttestHistoryEntry *entry = entries->pdata[i];

      if (strstr (entry->text, words) == NULL)
        continue;
      g_assert_cmpstr (entry->icon_name, ==, icon_name);
      g_assert_cmpstr (entry->style_class, ==, style_class);
      n_found++;
    }
  return n_found;
}

static void
test_looks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) approved = load (fixture, "can-excessive-ketamine-use-cause-depression", NULL);
  g_autoptr (GPtrArray) questioned = load (fixture, "how-much-paracetamol-is-too-much", NULL);

  g_assert_cmpuint (
      count (approved, "signed off the Doctor text", "attest-status-approved-symbolic", "success"), ==, 2);
  g_assert_cmpuint (count (approved, "asked for changes", "", ""), ==, 0);
  g_assert_cmpuint (count (approved, "submitted the Nurse text", "attest-status-submitted-symbolic", "accent"), ==, 1);
  g_assert_cmpuint (
      count (questioned, "asked for changes to the Doctor text", "attest-status-changes-requested-symbolic", "warning"),
      ==,
      1);
}

static gboolean
take_verdict (AttestEvent *event, const char *no_effect, gpointer data)
{
  JsonObject **body = data;

  if (*body == NULL && g_str_equal (event->kind, "review.verdict"))
    *body = json_object_ref (event->body);
  return TRUE;
}

/* Three yeses by whoever wrote the text are in the record, but are no sign-off and must not look like one. */
static void
test_own_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *article = NULL;
  g_autoptr (GPtrArray) before = load (fixture, "can-excessive-ketamine-use-cause-depression", &article);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *body = NULL;
  const AttestHistoryEntry *newest = NULL;

  g_assert_true (attest_library_visit_events (fixture->library, article, take_verdict, &body, &error));
  g_assert_nonnull (body);
  g_assert_true (attest_library_append_one (
      fixture->library, attest_event_draft_new ("review.verdict", article, "example-author-one", body), NULL, &error));
  g_assert_no_error (error);
  after = load (fixture, "can-excessive-ketamine-use-cause-depression", NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  newest = after->pdata[0];
  g_assert_null (strstr (newest->text, "signed off"));
  g_assert_cmpstr (newest->style_class, ==, "dimmed");
  g_assert_nonnull (strstr (newest->detail, "no effect"));
}

static gboolean
set_sign_offs (Fixture *fixture, const char *topic, guint sign_offs)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (topic);

  policy->sign_offs = sign_offs;
  g_ptr_array_add (policies, policy);
  return attest_review_save_settings (fixture->library, "example-editor", NULL, policies, NULL);
}

/* A change of what approval takes stands among the rest, of the articles that it is of. */
static void
test_policies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = load (fixture, "can-excessive-ketamine-use-cause-depression", NULL);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) other = NULL;
  const AttestHistoryEntry *newest = NULL;

  g_assert_cmpuint (count (before, "policy", "document-properties-symbolic", "accent"), ==, 0);
  g_assert_true (set_sign_offs (fixture, "Mental health", 4));
  g_assert_true (set_sign_offs (fixture, NULL, 3));
  after = load (fixture, "can-excessive-ketamine-use-cause-depression", NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  newest = after->pdata[0];
  g_assert_cmpstr (newest->text, ==, "Dr Example Editor changed the policy that this article is under");
  g_assert_nonnull (strstr (newest->detail, "mental health”: 4 sign-offs."));
  g_assert_cmpint (newest->group, ==, ATTEST_HISTORY_REVIEW);
  g_assert_cmpstr (newest->person, ==, "example-editor");
  g_assert_false (newest->is_save || newest->is_verdict);
  other = load (fixture, "how-much-paracetamol-is-too-much", NULL);
  newest = other->pdata[0];
  g_assert_nonnull (strstr (newest->detail, "the board’s policy of "));
  g_assert_nonnull (strstr (newest->detail, ": 3 sign-offs. Texts are due for re-review 12 months after approval."));
}

/* A name that runs from right to left turns no words of the sentence around it. */
static void
test_other_direction (Fixture *fixture, gconstpointer data)
{
  const char *const name = "ليلى سالم";
  g_autofree char *expected = g_strdup_printf ("\u2068%s\u2069 changed the policy that this article is under", name);
  g_autofree char *person = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  person = attest_review_save_person (
      fixture->library, "example-editor", "example-editor", &(AttestPersonChange) { .name = name }, &error);
  g_assert_no_error (error);
  g_assert_true (set_sign_offs (fixture, "Mental health", 4));
  after = load (fixture, "can-excessive-ketamine-use-cause-depression", NULL);
  g_assert_cmpstr (((const AttestHistoryEntry *) after->pdata[0])->text, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/history/looks", Fixture, NULL, set_up, test_looks, tear_down);
  g_test_add ("/desk/history/own-text", Fixture, NULL, set_up, test_own_text, tear_down);
  g_test_add ("/desk/history/other-direction", Fixture, NULL, set_up, test_other_direction, tear_down);
  g_test_add ("/desk/history/policies", Fixture, NULL, set_up, test_policies, tear_down);

  return g_test_run ();
}
