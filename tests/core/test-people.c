/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-review-act-table.h"
#include "review-fixture.h"

static const char *const editor_roles[] = { "editor", NULL };
static const char *const reviewer_roles[] = { "reviewer", NULL };
static const char *const odd_roles[] = { "pope", NULL };

static void
assert_refused (GError **error, AttestReviewError code)
{
  g_assert_error (*error, ATTEST_REVIEW_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static AttestPerson *
find (ReviewFixture *self, const char *who)
{
  g_autoptr (GError) error = NULL;
  AttestPerson *person = attest_library_find_person (self->record.library, who, &error);

  g_assert_no_error (error);

  return person;
}

static void
test_save (ReviewFixture *self, gconstpointer data)
{
  const char *const specialties[] = { "psychiatry", "pharmacology", NULL };
  AttestLibrary *library = self->record.library;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_review_save_person (library,
                                                   self->editor,
                                                   NULL,
                                                   &(AttestPersonChange) { .name = "Dr Nia Okoro",
                                                                           .credentials = "MD",
                                                                           .email = "nia@example.org",
                                                                           .orcid = "0000-0002-1825-0097",
                                                                           .roles = reviewer_roles,
                                                                           .specialties = specialties,
                                                                           .interests = "Speaker for Acme" },
                                                   &error);
  g_autofree char *again = NULL;
  g_autoptr (AttestPerson) made = NULL;
  g_autoptr (AttestPerson) changed = NULL;

  g_assert_no_error (error);
  made = find (self, "Dr Nia Okoro");
  g_assert_cmpstr (made->id, ==, id);
  g_assert_cmpstr (made->credentials, ==, "MD");

  /* What is not given stays. */
  again =
      attest_review_save_person (library, self->editor, id, &(AttestPersonChange) { .credentials = "MD, PhD" }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, id);
  changed = find (self, "nia@example.org");
  g_assert_cmpstr (changed->name, ==, "Dr Nia Okoro");
  g_assert_cmpstr (changed->credentials, ==, "MD, PhD");
  g_assert_cmpstr (changed->orcid, ==, "0000-0002-1825-0097");
  g_assert_cmpstr (changed->roles[0], ==, "reviewer");
  g_assert_cmpstrv (changed->specialties, specialties);
  g_assert_cmpstr (changed->interests, ==, "Speaker for Acme");
}

static void
test_specialties (ReviewFixture *self, gconstpointer data)
{
  const char *const expected[] = { "Psychiatry", "internal medicine", "طب", NULL };
  const char *const nameless[] = { " ", NULL };
  g_auto (GStrv) split = attest_person_split_specialties (" Psychiatry ,, internal medicine;psychiatry، طب\n");
  g_auto (GStrv) none = attest_person_split_specialties ("  ");
  g_autofree char *many = g_strnfill (ATTEST_PERSON_LONGEST_INTERESTS + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpstrv (split, expected);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_null (attest_review_save_person (self->record.library,
                                            self->editor,
                                            NULL,
                                            &(AttestPersonChange) { .name = "Nia", .specialties = nameless },
                                            &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (attest_review_save_person (
      self->record.library, self->editor, NULL, &(AttestPersonChange) { .name = "Nia", .interests = many }, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_INPUT);
}

/* A verdict keeps what the board had of its giver, or what they declared with it; none of it changes with them. */
static void
test_signed_as (ReviewFixture *self, gconstpointer data)
{
  const char *const specialties[] = { "psychiatry", NULL };
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, "# A question?\n\nAn answer.\n");
  const AttestVerdict declared = { .interests = "" };
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GError) error = NULL;
  const AttestReviewAct *act;

  g_free (attest_review_save_person (library,
                                     self->editor,
                                     self->first,
                                     &(AttestPersonChange) { .specialties = specialties, .interests = "Speaker" },
                                     &error));
  g_assert_no_error (error);
  review_submit (self, article);
  review_sign (self, article, self->first);
  g_free (attest_review_save_person (
      library, self->editor, self->first, &(AttestPersonChange) { .specialties = specialties + 1 }, &error));
  g_assert_no_error (error);
  attest_review_give_verdict (library, article, NULL, self->first, &declared, NULL, NULL, &error);
  g_assert_no_error (error);

  acts = attest_review_act_table_list (attest_library_get_database (library), article, "doctor", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (acts->len, ==, 3);
  act = acts->pdata[1];
  g_assert_cmpstrv (act->specialties, specialties);
  g_assert_cmpstr (act->interests, ==, "Speaker");
  act = acts->pdata[2];
  g_assert_cmpuint (g_strv_length (act->specialties), ==, 0);
  g_assert_cmpstr (act->interests, ==, "");
}

static void
test_bad_input (ReviewFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *email;
    const char *orcid;
    const char *const *roles;
  } cases[] = {
    { NULL, NULL, NULL, reviewer_roles },
    { "   ", NULL, NULL, reviewer_roles },
    { "Nia", "nia", NULL, reviewer_roles },
    { "Nia", "ni a@example.org", NULL, reviewer_roles },
    { "Nia", NULL, "0000-0002-1825-0098", reviewer_roles },
    { "Nia", NULL, "0000000218250097", reviewer_roles },
    { "Nia", NULL, "0000-0002-1694-233x", reviewer_roles },
    { "Nia", NULL, NULL, odd_roles },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *with_x = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (attest_review_save_person (
          self->record.library,
          self->editor,
          NULL,
          &(AttestPersonChange) {
              .name = cases[i].name, .email = cases[i].email, .orcid = cases[i].orcid, .roles = cases[i].roles },
          &error));
      assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
    }
  with_x = attest_review_save_person (
      self->record.library,
      self->editor,
      NULL,
      &(AttestPersonChange) { .name = "Nia", .orcid = "0000-0002-1694-233X", .roles = reviewer_roles },
      &error);
  g_assert_no_error (error);
  g_assert_nonnull (with_x);
  g_assert_null (attest_review_save_person (self->record.library,
                                            self->editor,
                                            "nobody",
                                            &(AttestPersonChange) { .name = "Nia", .roles = reviewer_roles },
                                            &error));
  g_assert_error (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND);
}

static void
test_editors_only (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autoptr (JsonObject) changes = json_object_new ();
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (changes, "name", "Board of Examples");
  g_assert_null (attest_review_save_person (
      library, self->first, NULL, &(AttestPersonChange) { .name = "Nia", .roles = editor_roles }, &error));
  g_assert_error (error, ATTEST_REVIEW_ERROR, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Ed Editor"));
  g_clear_error (&error);
  g_assert_null (attest_review_save_person (
      library, NULL, NULL, &(AttestPersonChange) { .name = "Nia", .roles = editor_roles }, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_save_board (library, self->author, changes, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_save_policy (library, self->author, 1, reviewer_roles, 12, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_join_people (library, self->author, self->first, self->second, NULL, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_false (attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, self->first, NULL));

  g_assert_true (attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, self->editor, NULL));
  g_assert_true (attest_review_save_board (library, self->editor, changes, &error));
  board = attest_library_load_board (library, &error);
  g_assert_cmpstr (board->name, ==, "Board of Examples");
}

static void
test_without_editor (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autoptr (GError) error = NULL;
  g_autofree char *same = attest_review_save_person (
      library, self->editor, self->editor, &(AttestPersonChange) { .roles = reviewer_roles }, &error);
  g_autofree char *other = NULL;
  g_autofree char *editor = NULL;

  g_assert_no_error (error);
  g_assert_true (attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, self->first, NULL));
  other = attest_review_save_person (
      library, self->first, NULL, &(AttestPersonChange) { .name = "Nia", .roles = reviewer_roles }, &error);
  g_assert_no_error (error);
  editor = attest_review_save_person (
      library, NULL, NULL, &(AttestPersonChange) { .name = "Max", .roles = editor_roles }, &error);
  g_assert_no_error (error);
  g_assert_false (attest_review_may (library, ATTEST_ACT_SETTINGS, NULL, NULL, self->first, NULL));
}

static void
test_policy (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autoptr (AttestBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (attest_review_save_policy (library, self->editor, 0, reviewer_roles, 12, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_save_policy (library, self->editor, 21, reviewer_roles, 12, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_save_policy (library, self->editor, 2, reviewer_roles, 121, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_false (attest_review_save_policy (library, self->editor, 2, odd_roles, 12, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  g_assert_true (attest_review_save_policy (library, self->editor, 3, reviewer_roles, 0, &error));
  board = attest_library_load_board (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (board->sign_offs, ==, 3);
  g_assert_cmpuint (board->review_months, ==, 0);
}

/* A policy that is refused takes the settings that came with it along. */
static GPtrArray *
make_policy (guint sign_offs, const char *const *roles, guint months)
{
  GPtrArray *policies = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_policy_free);
  AttestPolicy *policy = attest_policy_new (NULL);

  policy->sign_offs = sign_offs;
  policy->review_months = months;
  g_strfreev (policy->roles);
  policy->roles = g_strdupv ((GStrv) roles);
  g_ptr_array_add (policies, policy);

  return policies;
}

static void
test_settings (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autoptr (JsonObject) changes = json_object_new ();
  g_autoptr (GPtrArray) bad = make_policy (21, reviewer_roles, 12);
  g_autoptr (GPtrArray) good = make_policy (1, editor_roles, 24);
  g_autoptr (AttestBoard) before = attest_library_load_board (library, NULL);
  g_autoptr (AttestBoard) between = NULL;
  g_autoptr (AttestBoard) after = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (changes, "name", "Board of Examples");
  g_assert_false (attest_review_save_settings (library, self->editor, changes, bad, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_INPUT);
  between = attest_library_load_board (library, NULL);
  g_assert_cmpstr (between->name, ==, before->name);
  g_assert_cmpuint (between->sign_offs, ==, before->sign_offs);

  g_assert_false (attest_review_save_settings (library, self->first, changes, good, &error));
  assert_refused (&error, ATTEST_REVIEW_ERROR_REFUSED);
  g_assert_true (attest_review_save_settings (library, self->editor, changes, good, &error));
  g_assert_no_error (error);
  after = attest_library_load_board (library, NULL);
  g_assert_cmpstr (after->name, ==, "Board of Examples");
  g_assert_cmpuint (after->sign_offs, ==, 1);
  g_assert_cmpstr (after->sign_off_roles[0], ==, "editor");
  g_assert_cmpuint (after->review_months, ==, 24);
}

/* Persons who share an e-mail sign as one. */
static void
test_shared_email (ReviewFixture *self, gconstpointer data)
{
  AttestLibrary *library = self->record.library;
  g_autofree char *article = review_make_article (self, "# Dose\n\nTake one.\n");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autoptr (GError) error = NULL;

  review_submit (self, article);
  review_sign (self, article, self->first);
  review_sign (self, article, self->second);
  review_assert_status (self, article, "approved");
  one = attest_review_save_person (
      library, self->editor, self->first, &(AttestPersonChange) { .email = "r@example.org" }, &error);
  two = attest_review_save_person (
      library, self->editor, self->second, &(AttestPersonChange) { .email = "R@example.org" }, &error);
  g_assert_no_error (error);
  review_assert_status (self, article, "under-review");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/core/people/" path, ReviewFixture, NULL, review_fixture_set_up, function, review_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("save", test_save);
  ADD ("specialties", test_specialties);
  ADD ("signed-as", test_signed_as);
  ADD ("bad-input", test_bad_input);
  ADD ("editors-only", test_editors_only);
  ADD ("without-editor", test_without_editor);
  ADD ("policy", test_policy);
  ADD ("settings", test_settings);
  ADD ("shared-email", test_shared_email);

  return g_test_run ();
}
