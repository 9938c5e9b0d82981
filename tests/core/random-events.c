/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-events.h"

#include "record-fixture.h"
#include "record/attest-comment-table.h"
#include "record/attest-finding-act-table.h"
#include "record/attest-review-act-table.h"

static char *
pick_article (void)
{
  return g_strdup_printf ("article-%d", g_test_rand_int_range (0, 4));
}

static gboolean
has_article (AttestLibrary *library, const char *article)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, NULL);

  return found != NULL && g_str_equal (found->id, article);
}

static void
write_text (AttestLibrary *library, const char *article, gboolean shared)
{
  static const char *const audiences[] = { "patient", "doctor", "nurse" };
  g_autofree char *text =
      g_strdup_printf ("Text %d%s%s", g_test_rand_int_range (0, 12), shared ? "" : " of ", shared ? "" : article);

  g_free (record_save (library, article, audiences[g_test_rand_int_range (0, 3)], "p1", text));
}

static void
change_article (AttestLibrary *library, const char *article)
{
  g_autofree char *body = g_strdup_printf (
      "{\"slug\":\"slug-%d\",\"topics\":[\"t%d\"]}", g_test_rand_int_range (0, 4), g_test_rand_int_range (0, 9));

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_free (record_append (library, "article.remove", article, "p2", "{\"reason\":\"\"}"));
      break;
    case 1:
      g_free (record_append (library, "article.restore", article, "p3", "{}"));
      break;
    default:
      g_free (record_append (library, "article.set", article, "p1", body));
      break;
    }
}

static void
change_board (AttestLibrary *library)
{
  /* What a program of version 1 does not say stays as it is. */
  static const char *const more[] = { "",
                                      ",\"specialties\":[\"sleep\"]",
                                      ",\"specialties\":[],\"interests\":\"None\"" };
  int person = g_test_rand_int_range (0, 6);
  g_autofree char *body = NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      body = g_strdup_printf ("{\"name\":\"Board %d\"}", person);
      g_free (record_append (library, "board.set", "board", "", body));
      break;
    case 1:
      body = g_strdup_printf (
          "{\"person\":\"p%d\",\"name\":\"N%d\",\"credentials\":\"\",\"email\":\"m%d@x.org\",\"orcid\":\"\","
          "\"roles\":[\"reviewer\"]%s}",
          person,
          g_test_rand_int_range (0, 9),
          g_test_rand_int_range (0, 4),
          more[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (more))]);
      g_free (record_append (library, "person.set", "board", "", body));
      break;
    case 2:
      body = g_strdup_printf (
          "{\"person\":\"p%d\",\"other\":\"p%d\",\"reason\":\"r\"}", person, g_test_rand_int_range (0, 6));
      g_free (record_append (library, "person.same", "board", "", body));
      break;
    case 3:
      body = g_strdup_printf ("{\"topic\":\"t%d\"}", g_test_rand_int_range (0, 2));
      g_free (record_append (library, "policy.clear", "board", "", body));
      break;
    case 4:
      body = g_strdup_printf ("{\"sign_offs\":%d,\"sign_off_roles\":[],\"review_months\":6,\"topic\":\"t%d\","
                              "\"role_sign_offs\":[{\"role\":\"editor\",\"count\":1}],\"audiences\":[\"patient\"],"
                              "\"specialty\":\"psychiatry\",\"blocking_findings\":[\"error\"],\"independent\":true}",
                              person + 1,
                              g_test_rand_int_range (0, 2));
      g_free (record_append (library, "policy.set", "board", "", body));
      break;
    default:
      body = g_strdup_printf ("{\"sign_offs\":%d,\"sign_off_roles\":[\"reviewer\"],\"review_months\":6}", person + 1);
      g_free (record_append (library, "policy.set", "board", "", body));
      break;
    }
}

static void
redact_text (AttestLibrary *library, const char *article)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (library, article, NULL, NULL);
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  if (variant == NULL)
    return;
  revision = attest_library_load_revision (library, variant->newest, &error);
  g_assert_no_error (error);
  if (g_test_rand_int_range (0, 2) == 0)
    attest_library_redact (library, "p1", article, revision->id, NULL, "names a patient", &error);
  else
    attest_library_redact (library, "p1", article, NULL, revision->text, "names a patient", &error);
  g_assert_no_error (error);
}

/* ---- Acts of review, which another layer folds ---- */

/* To a verdict that is there, be it one that was no sign-off; mostly by whoever gave it. */
static void
hold_to_verdict (AttestLibrary *library, const AttestRevision *revision, const char *actor)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GPtrArray) acts = attest_review_act_table_list (database, revision->article, revision->audience, NULL);
  const AttestReviewAct *held = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < acts->len; i++)
    {
      const AttestReviewAct *act = g_ptr_array_index (acts, i);

      if (g_str_equal (act->kind, "verdict") && (held == NULL || g_test_rand_int_range (0, 3) > 0))
        held = act;
    }
  if (held == NULL)
    return;
  body = g_strdup_printf ("{\"audience\":\"%s\",\"revision\":\"%s\",\"signed_hash\":\"%s\",\"verdict\":\"%s\","
                          "\"change\":\"words\",\"touched\":[],\"meaning\":\"approval\",\"reason\":\"\","
                          "\"roles\":[\"reviewer\"],\"findings\":[]}",
                          revision->audience,
                          revision->id,
                          revision->signed_hash != NULL ? revision->signed_hash : revision->id,
                          held->event);
  g_free (record_append (
      library, "review.reaffirm", revision->article, g_test_rand_int_range (0, 4) > 0 ? held->actor : actor, body));
}

static void
judge (AttestLibrary *library, const AttestRevision *revision)
{
  static const char *const answers[] = { "yes", "yes", "yes", "no", "not-mine" };
  g_autofree char *place =
      g_strdup_printf ("\"audience\":\"%s\",\"revision\":\"%s\"", revision->audience, revision->id);
  g_autofree char *actor = g_strdup_printf ("p%d", g_test_rand_int_range (0, 6));
  g_autofree char *submission = g_strdup_printf ("{%s}", place);
  g_autofree char *request =
      g_strdup_printf ("{\"audience\":\"%s\",\"reviewer\":\"p%d\"}", revision->audience, g_test_rand_int_range (0, 6));
  g_autofree char *recusal = g_strdup_printf ("{%s,\"reason\":\"r\"}", place);
  g_autofree char *withdrawal = g_strdup_printf ("{\"audience\":\"%s\",\"reason\":\"r\"}", revision->audience);
  g_autofree char *verdict = g_strdup_printf (
      "{%s,\"signed_hash\":\"%s\",\"accurate\":\"%s\",\"safe\":\"yes\",\"current\":\"yes\",\"meaning\":\"approval\","
      "\"reason\":\"r\",\"roles\":[\"reviewer\"],\"findings\":[]}",
      place,
      revision->signed_hash != NULL ? revision->signed_hash : revision->id,
      answers[g_test_rand_int_range (0, G_N_ELEMENTS (answers))]);

  switch (g_test_rand_int_range (0, 12))
    {
    case 10:
      g_free (record_append (library, "review.assign", revision->article, actor, request));
      break;
    case 11:
      g_free (record_append (library, "review.unassign", revision->article, actor, request));
      break;
    case 0:
      g_free (record_append (library, "review.withdraw", revision->article, actor, withdrawal));
      break;
    case 1:
      g_free (record_append (library, "review.recuse", revision->article, actor, recusal));
      break;
    case 2:
    case 3:
    case 4:
      g_free (record_append (library, "review.submit", revision->article, actor, submission));
      break;
    case 5:
      hold_to_verdict (library, revision, actor);
      break;
    default:
      g_free (record_append (library, "review.verdict", revision->article, actor, verdict));
      break;
    }
}

/* Whom words name: somebody known, somebody whom only another library may know, both, or nobody as before there were mentions. */
static const char *
pick_mentions (void)
{
  static const char *const fields[] = {
    "", "", ",\"mentions\":[]", ",\"mentions\":[\"p1\"]", ",\"mentions\":[\"p3\",\"p1\"]", ",\"mentions\":[\"p9\"]",
  };

  return fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
}

/* About no words; the acts on it are those on any comment, and a place or suggested words have no effect. */
static void
comment_about (AttestLibrary *library, const AttestRevision *revision)
{
  const char *subject =
      g_test_rand_int_range (0, 2) == 0 ? "\"about\":\"text\"" : "\"about\":\"reference\",\"key\":\"smith2017\"";
  g_autofree char *body = g_strdup_printf (
      "{\"audience\":\"%s\",\"revision\":\"%s\",%s,\"text\":\"t\",\"kind\":\"note\",\"blocking\":%s%s}",
      revision->audience,
      revision->id,
      subject,
      g_test_rand_int_range (0, 2) == 0 ? "true" : "false",
      pick_mentions ());

  g_free (record_append (library, "comment.add-about", revision->article, "p2", body));
}

/* Of a comment's words or, now and then, of those of its first reply. */
static char *
write_edit (AttestDatabase *database, const char *comment)
{
  g_autoptr (GPtrArray) replies = attest_comment_reply_table_list (database, comment, NULL);
  int number = g_test_rand_int_range (0, 100);

  if (replies->len > 0 && number % 3 == 0)
    return g_strdup_printf ("{\"comment\":\"%s\",\"reply\":\"%s\",\"text\":\"r %d\"%s}",
                            comment,
                            ((const AttestCommentReplyRow *) replies->pdata[0])->id,
                            number,
                            pick_mentions ());

  return g_strdup_printf (
      "{\"comment\":\"%s\",\"text\":\"t %d\",\"suggestion\":\"s\"%s}", comment, number, pick_mentions ());
}

static void
comment (AttestLibrary *library, const AttestRevision *revision)
{
  static const char *const acts[] = {
    "comment.resolve", "comment.reopen",  "comment.retract", "comment.reply",
    "comment.attach",  "comment.decline", "comment.edit",
  };
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GPtrArray) comments = attest_comment_table_list (database, revision->article, revision->audience, NULL);
  guint act = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (acts));
  const AttestCommentRow *row = comments->len > 0 ? g_ptr_array_index (comments, comments->len / 2) : NULL;
  g_autofree char *anchor = g_strdup_printf (
      "\"revision\":\"%s\",\"start\":0,\"end\":4,\"exact\":\"Text\",\"prefix\":\"\",\"suffix\":\" 1\"", revision->id);
  g_autofree char *body = NULL;

  if (g_test_rand_int_range (0, 4) == 0)
    {
      comment_about (library, revision);
      return;
    }
  if (row == NULL || g_test_rand_int_range (0, 2) == 0)
    {
      body = g_strdup_printf ("{\"audience\":\"%s\",%s,\"text\":\"t\",\"suggestion\":\"u\",\"kind\":\"change\","
                              "\"blocking\":%s%s}",
                              revision->audience,
                              anchor,
                              g_test_rand_int_range (0, 2) == 0 ? "true" : "false",
                              pick_mentions ());
      g_free (record_append (library, "comment.add", revision->article, "p2", body));
      return;
    }

  if (act == 0)
    body = g_strdup_printf ("{\"comment\":\"%s\",\"reason\":\"r\",\"roles\":[\"editor\"]}", row->id);
  else if (act < 3)
    body = g_strdup_printf ("{\"comment\":\"%s\"}", row->id);
  else if (act == 3)
    body = g_strdup_printf ("{\"comment\":\"%s\",\"text\":\"t\"%s}", row->id, pick_mentions ());
  else if (act == 4)
    body = g_strdup_printf ("{\"comment\":\"%s\",%s}", row->id, anchor);
  else if (act == 5)
    body = g_strdup_printf ("{\"comment\":\"%s\",\"suggestion\":\"u\",\"reason\":\"r\"}", row->id);
  else
    body = write_edit (database, row->id);
  g_free (record_append (library, acts[act], revision->article, "p2", body));
}

/* Waives, or takes back a waiver that is there, be it one that was taken back already; some acts are by whoever may not. */
static void
decide_finding (AttestLibrary *library, const AttestRevision *revision)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GPtrArray) acts = attest_finding_act_table_list (database, revision->article, revision->audience, NULL);
  const AttestFindingAct *act =
      acts->len > 0 ? g_ptr_array_index (acts, g_test_rand_int_range (0, (int) acts->len)) : NULL;
  const char *roles = g_test_rand_int_range (0, 4) > 0 ? "reviewer" : "author";
  g_autofree char *actor = g_strdup_printf ("p%d", g_test_rand_int_range (1, 4));
  g_autofree char *body = NULL;

  if (act != NULL && g_test_rand_int_range (0, 2) == 0)
    {
      body = g_strdup_printf (
          "{\"audience\":\"%s\",\"waiver\":\"%s\",\"roles\":[\"%s\"]}", revision->audience, act->event, roles);
      g_free (record_append (library, "finding.restore", revision->article, actor, body));
      return;
    }
  body = g_strdup_printf (
      "{\"audience\":\"%s\",\"revision\":\"%s\",\"rule\":\"r%d\",\"pack\":\"us 1\",\"start\":0,"
      "\"end\":4,\"exact\":\"Text\",\"prefix\":\"\",\"suffix\":\" 1\",\"reason\":\"r\",\"roles\":[\"%s\"]}",
      revision->audience,
      revision->id,
      g_test_rand_int_range (0, 3),
      roles);
  g_free (record_append (library, "finding.waive", revision->article, actor, body));
}

static void
review (AttestLibrary *library, const char *article)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (library, article, NULL, NULL);
  g_autoptr (AttestRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  if (variant == NULL || attest_registry_lookup (attest_library_get_registry (library), "review.submit") == NULL)
    return;
  revision = attest_library_load_revision (library, variant->newest, &error);
  g_assert_no_error (error);
  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
    case 1:
      judge (library, revision);
      break;
    case 2:
      decide_finding (library, revision);
      break;
    default:
      comment (library, revision);
      break;
    }
}

void
random_events_write (AttestLibrary *library, gboolean shared_texts)
{
  g_autofree char *article = pick_article ();
  int choice = g_test_rand_int_range (0, 20);

  if (choice < 4)
    change_board (library);
  else if (!has_article (library, article))
    record_make_article (library, article, choice < 12 ? "slug-1" : "slug-2");
  else if (choice < 7)
    change_article (library, article);
  else if (choice == 7)
    redact_text (library, article);
  else if (choice < 15)
    review (library, article);
  else
    write_text (library, article, shared_texts);
}
