/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "record/attest-comment-table.h"
#include "review-fixture.h"

/*
 * Several people go on in their own copies of a library, doing what fits and what does not; whatever order the copies are brought together in, the
 * projections are the same, and the same again when they are rebuilt from the log.
 */

#define N_COPIES 3
#define N_ACTS 12
#define SHORT_COUNT 4
#define LONG_COUNT 300

#define TEXT "# Can it help?\n\nIt helps some people, and harms a few.\n"

typedef struct
{
  AttestLibrary *library;
  const char *article;
  const char *people[5];
  GRand *rand;
} Writer;

static const char *
pick_person (Writer *self)
{
  return self->people[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (self->people))];
}

static AttestRevision *
pick_revision (Writer *self)
{
  g_autoptr (GPtrArray) revisions = attest_library_list_revisions (self->library, self->article, "doctor", NULL);

  return attest_revision_copy (revisions->pdata[g_rand_int_range (self->rand, 0, (gint32) revisions->len)]);
}

static char *
pick_comment (Writer *self)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (self->library, self->article, "doctor", NULL);
  g_autoptr (GPtrArray) comments =
      attest_comment_table_list (attest_library_get_database (self->library), self->article, "doctor", NULL);

  if (comments->len == 0)
    return g_strdup (variant->newest);

  return g_strdup (
      ((AttestCommentRow *) comments->pdata[g_rand_int_range (self->rand, 0, (gint32) comments->len)])->id);
}

static void
append (Writer *self, const char *kind, const char *actor, char *body)
{
  g_autofree char *hash = record_append (self->library, kind, self->article, actor, body);

  g_free (body);
}

static void
append_verdict (Writer *self, const AttestRevision *revision)
{
  static const char *const answers[] = { "yes", "yes", "yes", "yes", "yes", "no", "not-mine" };

  append (
      self,
      "review.verdict",
      pick_person (self),
      g_strdup_printf (
          "{\"audience\":\"doctor\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"accurate\":\"yes\",\"safe\":\"%s\","
          "\"current\":\"yes\",\"meaning\":\"review\",\"reason\":\"So\",\"roles\":[\"reviewer\"],\"findings\":[]}",
          revision->id,
          revision->signed_hash,
          answers[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (answers))]));
}

static void
append_save (Writer *self)
{
  g_autofree char *text = g_strdup_printf (TEXT "\nSaid %d.\n", g_rand_int_range (self->rand, 0, 3));
  g_autofree char *revision = record_save (self->library, self->article, "doctor", pick_person (self), text);
}

static void
append_comment_act (Writer *self, int which)
{
  g_autofree char *comment = pick_comment (self);

  if (which == 0)
    append (
        self,
        "comment.reply",
        pick_person (self),
        g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Hm\",\"mentions\":[\"%s\"]}", comment, pick_person (self)));
  else if (which == 1)
    append (self,
            "comment.resolve",
            pick_person (self),
            g_strdup_printf ("{\"comment\":\"%s\",\"reason\":\"Done\",\"roles\":[\"editor\"]}", comment));
  else if (which == 4)
    append (self,
            "comment.decline",
            pick_person (self),
            g_strdup_printf ("{\"comment\":\"%s\",\"suggestion\":\"Does\",\"reason\":\"No\"}", comment));
  else if (which == 5)
    append (self,
            "comment.edit",
            pick_person (self),
            g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"Hm %d\",\"suggestion\":\"May\",\"mentions\":[\"%s\"]}",
                             comment,
                             g_rand_int_range (self->rand, 0, 100),
                             pick_person (self)));
  else
    append (self,
            which == 2 ? "comment.reopen" : "comment.retract",
            pick_person (self),
            g_strdup_printf ("{\"comment\":\"%s\"}", comment));
}

static void
append_request (Writer *self)
{
  const char *reviewer = pick_person (self);

  if (g_rand_int_range (self->rand, 0, 3) == 0)
    append (self,
            "review.unassign",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"reviewer\":\"%s\"}", reviewer));
  else if (g_rand_boolean (self->rand))
    append (self,
            "review.assign",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"reviewer\":\"%s\",\"due\":\"2026-0%d-01\"}",
                             reviewer,
                             g_rand_int_range (self->rand, 1, 10)));
  else
    append (self,
            "review.assign",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"patient\",\"reviewer\":\"%s\"}", reviewer));
}

static void
append_removal (Writer *self)
{
  if (g_rand_boolean (self->rand))
    append (self, "article.remove", pick_person (self), g_strdup ("{\"reason\":\"Twice\"}"));
  else
    append (self, "article.restore", pick_person (self), g_strdup ("{}"));
}

static void
act (Writer *self)
{
  g_autoptr (AttestRevision) revision = pick_revision (self);
  int which = g_rand_int_range (self->rand, 0, 22);

  if (which < 2)
    append_save (self);
  else if (which < 4)
    append (self,
            "review.submit",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\"}", revision->id));
  else if (which < 8)
    append_verdict (self, revision);
  else if (which == 8)
    append (self,
            "review.recuse",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"reason\":\"Kin\"}", revision->id));
  else if (which == 9)
    append (self, "review.withdraw", pick_person (self), g_strdup ("{\"audience\":\"doctor\",\"reason\":\"\"}"));
  else if (which == 10)
    append (self,
            "comment.add",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"start\":2,\"end\":5,\"exact\":\"Can\","
                             "\"prefix\":\"# \",\"suffix\":\"\","
                             "\"text\":\"Hm\",\"suggestion\":\"Does\",\"kind\":\"note\",\"blocking\":%s,"
                             "\"mentions\":[\"%s\"]}",
                             revision->id,
                             g_rand_int_range (self->rand, 0, 3) == 0 ? "false" : "true",
                             pick_person (self)));
  else if (which < 17)
    append_comment_act (self, which - 11);
  else if (which < 20)
    append_request (self);
  else if (which == 20)
    append (self,
            "comment.add-about",
            pick_person (self),
            g_strdup_printf ("{\"audience\":\"doctor\",\"revision\":\"%s\",\"about\":\"text\",\"text\":\"Hm\","
                             "\"kind\":\"note\",\"blocking\":true}",
                             revision->id));
  else
    append_removal (self);
}

static void
merge (AttestLibrary *into, AttestLibrary *from)
{
  g_autoptr (GError) error = NULL;

  attest_library_merge (into, attest_library_get_path (from), NULL, &error);
  g_assert_no_error (error);
}

static void
assert_rebuilt (AttestLibrary *library)
{
  gboolean identical = FALSE;
  g_autoptr (GError) error = NULL;

  attest_library_rebuild (library, &identical, &error);
  g_assert_no_error (error);
  g_assert_true (identical);
}

static void
run_once (ReviewFixture *self, GRand *rand, guint round)
{
  g_autofree char *article = review_make_article (self, TEXT);
  AttestLibrary *copies[N_COPIES];
  g_autofree char *expected = NULL;

  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("copy-%u-%u", round, i);

      copies[i] = record_fixture_create (&self->record, name);
      merge (copies[i], self->record.library);
    }
  for (guint i = 0; i < N_COPIES * N_ACTS; i++)
    {
      Writer writer = { copies[g_rand_int_range (rand, 0, N_COPIES)],
                        article,
                        { self->editor, self->author, self->first, self->second, self->third },
                        rand };

      act (&writer);
      /* Now and then one looks at what another has so far. */
      if (g_rand_int_range (rand, 0, 8) == 0)
        merge (copies[g_rand_int_range (rand, 0, N_COPIES)], writer.library);
    }

  for (guint i = 0; i < N_COPIES; i++)
    merge (self->record.library, copies[i]);
  expected = record_dump (self->record.library);
  assert_rebuilt (self->record.library);
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree char *dump = NULL;

      for (guint k = N_COPIES; k > 0; k--)
        if (k - 1 != i)
          merge (copies[i], copies[k - 1]);
      dump = record_dump (copies[i]);
      g_assert_cmpstr (dump, ==, expected);
    }
  for (guint i = 0; i < N_COPIES; i++)
    g_assert_finalize_object (copies[i]);
}

static void
test_orders (ReviewFixture *self, gconstpointer data)
{
  guint count = g_getenv ("ATTEST_LONG") != NULL ? LONG_COUNT : SHORT_COUNT;
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u, %u rounds", seed, count);
  for (guint i = 0; i < count; i++)
    run_once (self, rand, i);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add (
      "/core/review/merge/orders", ReviewFixture, NULL, review_fixture_set_up, test_orders, review_fixture_tear_down);

  return g_test_run ();
}
