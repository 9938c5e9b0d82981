/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-variant-table.h"

#include <glib/gi18n-lib.h>

#include "record/attest-body.h"
#include "record/attest-row.h"

/* Numbers grow by a merge, so that they are looked up and not stored with the summary. */
#define SELECT_VARIANT                                                                                                 \
  "SELECT variant.article, variant.audience, variant.status, variant.newest, variant.submitted, variant.published,"    \
  " variant.newest_number, (SELECT number FROM revision WHERE revision.id = variant.submitted),"                       \
  " (SELECT number FROM revision WHERE revision.id = variant.published), variant.open_comments,"                       \
  " variant.open_blocking_comments, variant.due_after, variant.updated"                                                \
  " FROM variant LEFT JOIN audience ON audience.key = variant.audience"
#define OF_ARTICLE " WHERE variant.article = ?1"

gboolean
attest_variant_table_take_revision (AttestDatabase *database,
                                    const AttestEvent *event,
                                    const char *audience,
                                    gint64 number,
                                    GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "INSERT INTO variant (article, audience, made, status, newest, newest_number, "
                               "open_comments, open_blocking_comments,"
                               " due_after, updated) VALUES (?1, ?2, (SELECT count (*) FROM variant WHERE article = "
                               "?1), 'draft', ?3, ?4, 0, 0, 0, ?5)"
                               " ON CONFLICT DO UPDATE SET newest = ?3, newest_number = ?4, updated = ?5");

  attest_statement_bind_text (statement, 1, event->stream);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_text (statement, 3, event->hash);
  attest_statement_bind_int64 (statement, 4, number);
  attest_statement_bind_int64 (statement, 5, event->time);

  return attest_statement_run (statement, error);
}

static gpointer
read_first_text (AttestStatement *row)
{
  return attest_row_dup_text (row, 0);
}

static gboolean
change_waiting (AttestStatement *statement,
                const char *article,
                const char *audience,
                const char *person,
                GError **error)
{
  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_text (statement, 3, person);

  return attest_statement_run (statement, error);
}

/* Only what is other than before is written: most conclusions that are drawn anew are the same, and forty rows take longer than to draw one. */
static gboolean
set_waiting (AttestDatabase *database,
             const char *article,
             const char *audience,
             const char *const *people,
             GError **error)
{
  static const char *const nobody[] = { NULL };
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT person FROM variant_waiting WHERE article = ?1 AND audience = ?2");
  g_autoptr (GPtrArray) before = NULL;

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  before = attest_row_list (statement, read_first_text, g_free, error);
  if (before == NULL)
    return FALSE;
  if (people == NULL)
    people = nobody;
  for (guint i = 0; i < before->len; i++)
    if (!g_strv_contains (people, before->pdata[i]) &&
        !change_waiting (
            attest_database_prepare (
                database, "DELETE FROM variant_waiting WHERE article = ?1 AND audience = ?2 AND person = ?3"),
            article,
            audience,
            before->pdata[i],
            error))
      return FALSE;
  for (guint i = 0; people[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (before, people[i], g_str_equal, NULL) &&
        !change_waiting (
            attest_database_prepare (
                database, "INSERT OR IGNORE INTO variant_waiting (article, audience, person) VALUES (?1, ?2, ?3)"),
            article,
            audience,
            people[i],
            error))
      return FALSE;

  return TRUE;
}

gboolean
attest_variant_table_set_summary (AttestDatabase *database,
                                  const char *article,
                                  const char *audience,
                                  const AttestVariantSummary *summary,
                                  GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "UPDATE variant SET status = ?3, submitted = ?4, published = ?5, open_comments = ?6,"
                               " open_blocking_comments = ?7, due_after = ?8 WHERE article = ?1 AND audience = ?2"
                               " AND (status, submitted, published, open_comments, open_blocking_comments, due_after)"
                               " IS NOT (?3, ?4, ?5, ?6, ?7, ?8)");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_text (statement, 3, summary->status);
  attest_statement_bind_text (statement, 4, summary->submitted);
  attest_statement_bind_text (statement, 5, summary->published);
  attest_statement_bind_int64 (statement, 6, summary->open_comments);
  attest_statement_bind_int64 (statement, 7, summary->open_blocking_comments);
  attest_statement_bind_int64 (statement, 8, summary->due_after);

  return attest_statement_run (statement, error) &&
         set_waiting (database, article, audience, summary->waiting_for, error);
}

static gpointer
read_variant (AttestStatement *row)
{
  AttestVariant *variant = g_new0 (AttestVariant, 1);

  variant->article = attest_row_dup_text (row, 0);
  variant->audience = attest_row_dup_text (row, 1);
  variant->status = attest_row_dup_text (row, 2);
  variant->newest = attest_statement_dup_text (row, 3);
  variant->submitted = attest_statement_dup_text (row, 4);
  variant->published = attest_statement_dup_text (row, 5);
  variant->newest_number = (guint) attest_statement_get_int64 (row, 6);
  variant->submitted_number = (guint) attest_statement_get_int64 (row, 7);
  variant->published_number = (guint) attest_statement_get_int64 (row, 8);
  variant->open_comments = (guint) attest_statement_get_int64 (row, 9);
  variant->open_blocking_comments = (guint) attest_statement_get_int64 (row, 10);
  variant->due_after = attest_statement_get_int64 (row, 11);
  variant->updated = attest_statement_get_int64 (row, 12);

  return variant;
}

GPtrArray *
attest_variant_table_list (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      SELECT_VARIANT OF_ARTICLE
      " ORDER BY variant.audience IS NOT (SELECT audience FROM variant WHERE article = ?1"
      " ORDER BY audience <> 'doctor', made LIMIT 1), audience.position IS NULL, audience.position,"
      " variant.audience");

  attest_statement_bind_text (statement, 1, article);
  return attest_row_list (statement, read_variant, (GDestroyNotify) attest_variant_free, error);
}

GPtrArray *
attest_variant_table_list_audiences (AttestDatabase *database, const char *article, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT audience FROM variant WHERE article = ?1 ORDER BY audience");

  attest_statement_bind_text (statement, 1, article);
  return attest_row_list (statement, read_first_text, g_free, error);
}

gboolean
attest_variant_table_count_involved (AttestDatabase *database,
                                     const char *article,
                                     const char *audience,
                                     guint *count,
                                     GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT (SELECT count (*) FROM review_act WHERE article = ?1 AND audience = ?2)"
                               " + (SELECT count (*) FROM revision WHERE article = ?1 AND audience = ?2)");
  gboolean counted;

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  counted = attest_statement_next (statement, error);
  if (counted)
    *count = (guint) attest_statement_get_int64 (statement, 0);
  attest_statement_done (statement);

  return counted;
}

#define DOCTOR_FIRST " ORDER BY variant.audience <> 'doctor', variant.made LIMIT 1"

static char *
make_missing (const char *audience)
{
  return audience != NULL ? g_strdup_printf (_ ("The article has no text for the audience “%s”"), audience)
                          : g_strdup (_ ("The article has no text yet"));
}

char *
attest_variant_table_dup_audience (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT audience FROM variant" OF_ARTICLE " AND (?2 IS NULL OR variant.audience = ?2)" DOCTOR_FIRST);
  g_autofree char *missing = make_missing (audience);

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_find (statement, read_first_text, missing, error);
}

AttestVariant *
attest_variant_table_find (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, SELECT_VARIANT OF_ARTICLE " AND (?2 IS NULL OR variant.audience = ?2)" DOCTOR_FIRST);
  g_autofree char *missing = make_missing (audience);

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_find (statement, read_variant, missing, error);
}

/* A list of all does without the revisions, each of which takes two more rows to be looked up. */
static AttestVariant *
read_listed (AttestStatement *row)
{
  AttestVariant *variant = g_new0 (AttestVariant, 1);

  variant->article = attest_row_dup_text (row, 0);
  variant->audience = attest_row_dup_text (row, 1);
  variant->status = attest_row_dup_text (row, 2);
  variant->open_comments = (guint) attest_statement_get_int64 (row, 3);
  variant->open_blocking_comments = (guint) attest_statement_get_int64 (row, 4);
  variant->due_after = attest_statement_get_int64 (row, 5);
  variant->updated = attest_statement_get_int64 (row, 6);

  return variant;
}

static gpointer
read_listed_variant (AttestStatement *row)
{
  return read_listed (row);
}

GPtrArray *
attest_variant_table_list_in_review (AttestDatabase *database, GError **error)
{
  return attest_row_list (
      attest_database_prepare (database,
                               "SELECT article, audience, status, open_comments, open_blocking_comments, due_after,"
                               " variant.updated FROM variant JOIN article ON article.id = variant.article"
                               " WHERE article.removed = 0 AND status IN ('submitted', 'under-review',"
                               " 'changes-requested') ORDER BY article, audience"),
      read_listed_variant,
      (GDestroyNotify) attest_variant_free,
      error);
}

gboolean
attest_library_visit_variants (AttestLibrary *self, AttestVariantVisit visit, gpointer user_data, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      attest_library_get_database (self),
      "SELECT variant.article, variant.audience, variant.status, variant.open_comments, variant.open_blocking_comments,"
      " variant.due_after, variant.updated FROM variant LEFT JOIN audience ON audience.key = variant.audience"
      " ORDER BY variant.article, variant.audience <> 'doctor' AND (variant.made <> 0"
      " OR EXISTS (SELECT 1 FROM variant AS base WHERE base.article = variant.article"
      " AND base.audience = 'doctor')), audience.position IS NULL, audience.position, variant.audience");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      g_autoptr (AttestVariant) variant = read_listed (statement);

      visit (variant, user_data);
    }
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

GPtrArray *
attest_library_list_waiting (AttestLibrary *self, const char *person, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (attest_library_get_database (self),
                               "SELECT DISTINCT article FROM variant_waiting WHERE person = ?1 ORDER BY article");

  attest_statement_bind_text (statement, 1, person);
  return attest_row_list (statement, read_first_text, g_free, error);
}

/* Whether all rows came. */
static gboolean
finish_visits (AttestStatement *statement, GError *local_error, GError **error)
{
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_variant_table_visit_standings (AttestDatabase *database,
                                      AttestVariantStandingVisit visit,
                                      gpointer user_data,
                                      GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT article, audience, status, published, due_after, open_comments FROM variant"
                               " ORDER BY article, audience");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    {
      const AttestVariantStanding standing = {
        .article = attest_statement_get_text (statement, 0),
        .audience = attest_statement_get_text (statement, 1),
        .status = attest_statement_get_text (statement, 2),
        .published = attest_statement_get_text (statement, 3),
        .due_after = attest_statement_get_int64 (statement, 4),
        .open_comments = (guint) attest_statement_get_int64 (statement, 5),
      };

      visit (&standing, user_data);
    }

  return finish_visits (statement, local_error, error);
}

gboolean
attest_variant_table_visit_waiting (AttestDatabase *database,
                                    AttestVariantWaitingVisit visit,
                                    gpointer user_data,
                                    GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT article, audience, person FROM variant_waiting ORDER BY article, audience, person");
  GError *local_error = NULL;

  while (attest_statement_next (statement, &local_error))
    visit (attest_statement_get_text (statement, 0),
           attest_statement_get_text (statement, 1),
           attest_statement_get_text (statement, 2),
           user_data);

  return finish_visits (statement, local_error, error);
}

void
attest_variant_turn_free (AttestVariantTurn *self)
{
  if (self == NULL)
    return;

  g_free (self->article);
  g_free (self->audience);
  g_free (self->status);
  g_free (self);
}

static gpointer
read_turn (AttestStatement *row)
{
  AttestVariantTurn *turn = g_new0 (AttestVariantTurn, 1);

  turn->article = attest_row_dup_text (row, 0);
  turn->audience = attest_row_dup_text (row, 1);
  turn->status = attest_row_dup_text (row, 2);
  turn->due_after = attest_statement_get_int64 (row, 3);
  turn->blocking_comments = (guint) attest_statement_get_int64 (row, 4);
  turn->awaited = attest_statement_get_int64 (row, 5) != 0;
  turn->asked = attest_statement_get_int64 (row, 6) != 0;
  turn->n_awaited = (guint) attest_statement_get_int64 (row, 7);
  turn->n_asked = (guint) attest_statement_get_int64 (row, 8);

  return turn;
}

#define OF_THIS_TEXT " WHERE article = variant.article AND audience = variant.audience"
#define PEOPLE "(SELECT value FROM json_each (?1))"
#define TURNS                                                                                                          \
  "SELECT article, audience, status, due_after, open_blocking_comments,"                                               \
  " EXISTS (SELECT 1 FROM variant_waiting" OF_THIS_TEXT " AND person IN " PEOPLE "),"                                  \
  " EXISTS (SELECT 1 FROM assignment" OF_THIS_TEXT " AND reviewer IN " PEOPLE "),"                                     \
  " (SELECT count (*) FROM variant_waiting" OF_THIS_TEXT "), (SELECT count (*) FROM assignment" OF_THIS_TEXT           \
  ") FROM variant WHERE (?2 IS NULL OR article IN (SELECT value FROM json_each (?2))) AND "
#define AWAITED "(article, audience) IN (SELECT article, audience FROM variant_waiting WHERE person IN " PEOPLE ")"

GPtrArray *
attest_variant_table_list_turns (AttestDatabase *database,
                                 const char *const *people,
                                 const char *const *articles,
                                 gboolean edits,
                                 gint64 now,
                                 GError **error)
{
  g_autofree char *me = attest_body_texts_to_json (people);
  g_autofree char *these = articles != NULL ? attest_body_texts_to_json (articles) : NULL;
  AttestStatement *statement =
      edits ? attest_database_prepare (database,
                                       TURNS "(" AWAITED
                                             " OR status IN ('submitted', 'under-review') OR open_blocking_comments > 0"
                                             " OR (due_after > 0 AND due_after <= ?3)) ORDER BY article, audience")
            : attest_database_prepare (database, TURNS AWAITED " ORDER BY article, audience");

  attest_statement_bind_text (statement, 1, me);
  attest_statement_bind_text (statement, 2, these);
  if (edits)
    attest_statement_bind_int64 (statement, 3, now);
  return attest_row_list (statement, read_turn, (GDestroyNotify) attest_variant_turn_free, error);
}

/* ---- What is due ---- */

static void
free_due_text (gpointer data)
{
  AttestDueText *text = data;

  g_free (text->article);
  g_free (text->audience);
  g_free (text->title);
  g_free (text);
}

void
attest_due_list_free (AttestDueList *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->texts);
  g_free (self);
}

/* The texts are never changed, so that lists may share them. */
AttestDueList *
attest_due_list_copy (const AttestDueList *self)
{
  AttestDueList *copy = g_memdup2 (self, sizeof *self);

  g_ptr_array_ref (copy->texts);

  return copy;
}

G_DEFINE_BOXED_TYPE (AttestDueList, attest_due_list, attest_due_list_copy, attest_due_list_free)

static gpointer
read_due_text (AttestStatement *row)
{
  AttestDueText *text = g_new0 (AttestDueText, 1);

  text->article = attest_row_dup_text (row, 0);
  text->audience = attest_row_dup_text (row, 1);
  text->title = attest_row_dup_text (row, 2);
  text->due_after = attest_statement_get_int64 (row, 3);

  return text;
}

static gboolean
read_next (AttestDatabase *database, AttestDueList *list, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT coalesce (min (due_after), 0) FROM variant"
                               " JOIN article ON article.id = variant.article AND article.removed = 0"
                               " WHERE due_after > ?1");
  gboolean found;

  attest_statement_bind_int64 (statement, 1, list->now);
  found = attest_statement_next (statement, error);
  if (found)
    list->next = attest_statement_get_int64 (statement, 0);
  attest_statement_done (statement);

  return found;
}

AttestDueList *
attest_library_list_due (AttestLibrary *self, gint64 now, GError **error)
{
  AttestDatabase *database = attest_library_get_database (self);
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT variant.article, audience, title, due_after FROM variant"
                               " JOIN article ON article.id = variant.article"
                               " WHERE due_after > 0 AND due_after <= ?1 AND removed = 0"
                               " ORDER BY variant.article, audience");
  AttestDueList list = { .now = now };

  attest_statement_bind_int64 (statement, 1, now);
  list.texts = attest_row_list (statement, read_due_text, free_due_text, error);
  if (list.texts == NULL)
    return NULL;
  if (read_next (database, &list, error))
    return g_memdup2 (&list, sizeof list);

  g_ptr_array_unref (list.texts);
  return NULL;
}
