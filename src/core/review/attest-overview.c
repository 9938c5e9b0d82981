/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-overview-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-variant-table.h"

G_DEFINE_BOXED_TYPE (AttestOverview, attest_overview, attest_overview_ref, attest_overview_unref)

AttestOverview *
attest_overview_ref (AttestOverview *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_overview (gpointer data)
{
  AttestOverview *self = data;

  attest_overview_approvals_clear (&self->approvals);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->reviewers, g_ptr_array_unref);
}

void
attest_overview_unref (AttestOverview *self)
{
  g_atomic_rc_box_release_full (self, clear_overview);
}

/* ---- The texts ---- */

static void
add_removed (const char *article, gpointer user_data)
{
  AttestOverviewTexts *self = user_data;

  g_hash_table_add (self->removed, g_string_chunk_insert (self->strings, article));
}

static void
add_article (const char *article, gpointer user_data)
{
  AttestOverviewTexts *self = user_data;

  if (g_hash_table_size (self->removed) == 0 || !g_hash_table_contains (self->removed, article))
    g_ptr_array_add (self->articles, g_string_chunk_insert (self->strings, article));
}

/* An event may name an article that is not here yet. Returns: (transfer none) (nullable) */
static const char *
find_article (AttestOverviewTexts *self, const char *id)
{
  for (; self->place < self->articles->len; self->place++)
    {
      const char *article = self->articles->pdata[self->place];
      int order = strcmp (article, id);

      if (order >= 0)
        return order == 0 ? article : NULL;
    }

  return NULL;
}

static AttestStatus
parse_status (const char *key)
{
  AttestStatus status = ATTEST_STATUS_WITHDRAWN;

  while (status > ATTEST_STATUS_DRAFT && g_strcmp0 (attest_status_to_string (status), key) != 0)
    status--;

  return status;
}

static void
add_text (const AttestVariantStanding *standing, gpointer user_data)
{
  AttestOverviewTexts *self = user_data;
  AttestOverviewText text = { .status = parse_status (standing->status), .due_after = standing->due_after };

  text.article = find_article (self, standing->article);
  if (text.article == NULL)
    return;
  text.audience = g_string_chunk_insert_const (self->strings, standing->audience);
  if (standing->published != NULL)
    text.published = g_string_chunk_insert (self->strings, standing->published);
  g_array_append_val (self->texts, text);
}

gboolean
attest_overview_texts_init (AttestOverviewTexts *self, AttestDatabase *database, GError **error)
{
  self->strings = g_string_chunk_new (65536);
  self->removed = g_hash_table_new (g_str_hash, g_str_equal);
  self->articles = g_ptr_array_new ();
  self->texts = g_array_new (FALSE, FALSE, sizeof (AttestOverviewText));

  return attest_article_table_visit_removed_ids (database, add_removed, self, error) &&
         attest_article_table_visit_ids (database, add_article, self, error) &&
         attest_variant_table_visit_standings (database, add_text, self, error);
}

void
attest_overview_texts_clear (AttestOverviewTexts *self)
{
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
}

void
attest_overview_texts_begin (AttestOverviewTexts *self)
{
  self->place = 0;
}

const AttestOverviewText *
attest_overview_texts_find (AttestOverviewTexts *self, const char *article, const char *audience)
{
  for (; self->place < self->texts->len; self->place++)
    {
      const AttestOverviewText *text = &g_array_index (self->texts, AttestOverviewText, self->place);
      int order = strcmp (text->article, article);

      if (order == 0)
        order = strcmp (text->audience, audience);
      if (order >= 0)
        return order == 0 ? text : NULL;
    }

  return NULL;
}

/* ---- States and months ---- */

static void
name_months (AttestOverview *self, GDateTime *now)
{
  int first = g_date_time_get_year (now) * 12 + g_date_time_get_month (now) - 1;

  for (int i = 0; i < ATTEST_OVERVIEW_MONTHS; i++)
    {
      self->months[i].year = (first + i) / 12;
      self->months[i].month = (first + i) % 12 + 1;
    }
}

static void
count_due (AttestOverview *self, gint64 due_after)
{
  g_autoptr (GDateTime) due = NULL;
  int month;

  if (due_after == 0)
    return;
  if (due_after <= self->now)
    {
      self->due++;
      return;
    }
  due = g_date_time_new_from_unix_utc_usec (due_after);
  month = due != NULL ? (g_date_time_get_year (due) - self->months[0].year) * 12 + g_date_time_get_month (due) -
                            self->months[0].month
                      : ATTEST_OVERVIEW_MONTHS;
  if (month < ATTEST_OVERVIEW_MONTHS)
    self->months[month].due++;
  else
    self->due_later++;
}

static void
count_texts (AttestOverview *self, const AttestOverviewTexts *texts)
{
  self->n_articles = texts->articles->len;
  self->n_texts = texts->texts->len;
  for (guint i = 0; i < texts->texts->len; i++)
    {
      const AttestOverviewText *text = &g_array_index (texts->texts, AttestOverviewText, i);

      self->statuses[text->status]++;
      count_due (self, text->due_after);
    }
}

/* ---- The whole ---- */

static AttestOverview *
overview_new (gint64 now, GDateTime *date)
{
  AttestOverview *self = g_atomic_rc_box_new0 (AttestOverview);
  g_autoptr (GDateTime) since = g_date_time_add_months (date, -ATTEST_OVERVIEW_MONTHS);

  self->now = now;
  self->since = since != NULL ? g_date_time_to_unix_usec (since) : G_MININT64;
  name_months (self, date);

  return self;
}

AttestOverview *
attest_review_make_overview (AttestLibrary *library, gint64 now, GError **error)
{
  return attest_review_make_overview_for (library, NULL, now, error);
}

AttestOverview *
attest_review_make_overview_for (AttestLibrary *library, AttestHidden *hidden, gint64 now, GError **error)
{
  AttestDatabase *database = attest_library_get_database (library);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (AttestOverview) self = NULL;
  g_auto (AttestOverviewTexts) texts = { 0 };
  g_auto (AttestOverviewPeople) people = { 0 };
  g_autofree char *today = NULL;

  g_return_val_if_fail (date != NULL, NULL);

  today = g_date_time_format (date, "%F");
  self = overview_new (now, date);
  if (!attest_overview_texts_init (&texts, database, error) || !attest_overview_people_init (&people, library, error) ||
      !attest_overview_people_count_waiting (&people, &texts, database, today, hidden, error) ||
      !attest_overview_people_count_done (&people, &texts, database, self->since, error) ||
      !attest_overview_people_take_out (&people, hidden, database, self->since, error) ||
      !attest_overview_count_approvals (self, &texts, &people, library, error))
    return NULL;
  count_texts (self, &texts);
  self->reviewers = attest_overview_people_list (&people);

  return g_steal_pointer (&self);
}

char *
attest_overview_dup_span (gint64 span)
{
  guint hours = (guint) ((span + G_TIME_SPAN_HOUR / 2) / G_TIME_SPAN_HOUR);
  guint days = (guint) ((span + G_TIME_SPAN_DAY / 2) / G_TIME_SPAN_DAY);

  if (hours == 0)
    return g_strdup (_ ("less than an hour"));
  if (hours < 48)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours", hours), hours);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day", "%u days", days), days);
}
