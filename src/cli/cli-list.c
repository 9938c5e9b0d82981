/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli.h"

#include <glib/gi18n-lib.h>

#include "record/attest-search.h"
#include "review/attest-review.h"

/* Articles with their status: all of them, or those that a search or a filter finds. */

/* @hidden: (nullable): what is not counted among the open comments */
static void
add_variant (JsonBuilder *builder, const AttestVariant *variant, AttestHidden *hidden)
{
  gint64 now = g_get_real_time ();
  guint open = variant->open_comments;

  if (hidden != NULL)
    open = attest_hidden_count_open (hidden, variant->article, variant->audience, FALSE, open);

  json_builder_begin_object (builder);
  cli_add_string (builder, "audience", variant->audience);
  cli_add_string (builder, "status", variant->status);
  cli_add_number_or_null (
      builder, "revision", variant->submitted_number > 0 ? variant->submitted_number : variant->newest_number);
  cli_add_number_or_null (builder, "newest", variant->newest_number);
  cli_add_number_or_null (builder, "published", variant->published_number);
  cli_add_boolean (builder, "due", variant->due_after > 0 && variant->due_after <= now);
  cli_add_int (builder, "open_comments", open);
  cli_add_boolean (builder, "hidden", cli_hides (hidden, variant->article, variant->audience));
  json_builder_end_object (builder);
}

static void
add_topics (JsonBuilder *builder, const AttestArticle *article)
{
  json_builder_set_member_name (builder, "topics");
  json_builder_begin_array (builder);
  for (gsize i = 0; article->topics != NULL && article->topics[i] != NULL; i++)
    json_builder_add_string_value (builder, article->topics[i]);
  json_builder_end_array (builder);
}

static const char *
get_match_name (AttestSearchMatch match)
{
  static const char *const names[] = { "none", "title", "text", "comment", "reference", "person" };

  return names[match];
}

static void
print_match (const AttestSearchResult *found)
{
  static const char *const names[] = { "", N_ ("title"), N_ ("text"), N_ ("comment"), N_ ("reference"), N_ ("person") };
  const char *name = g_dgettext (GETTEXT_PACKAGE, names[found->match]);

  if (found->audience != NULL)
    g_print ("  %s, %s: %s\n", name, found->audience, found->snippet);
  else
    g_print ("  %s: %s\n", name, found->snippet);
}

static void
add_match (JsonBuilder *builder, const AttestSearchResult *found)
{
  json_builder_set_member_name (builder, "match");
  json_builder_begin_object (builder);
  cli_add_string (builder, "kind", get_match_name (found->match));
  cli_add_string (builder, "audience", found->audience);
  cli_add_string (builder, "source", found->source);
  cli_add_string (builder, "snippet", found->snippet);
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->marks->len; i++)
    {
      const AttestSearchMark *mark = &g_array_index (found->marks, AttestSearchMark, i);

      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, (gint64) mark->start);
      json_builder_add_int_value (builder, (gint64) mark->end);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Why each of its texts waits for whoever acts. */
static void
add_waiting (Cli *cli, JsonBuilder *builder, const AttestArticle *article, GPtrArray *waiting)
{
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < waiting->len; i++)
    {
      const AttestWaiting *one = waiting->pdata[i];

      if (!g_str_equal (one->article, article->id))
        continue;
      json_builder_begin_object (builder);
      cli_add_string (builder, "audience", one->audience);
      cli_add_string (builder, "why", attest_waiting_reason_to_string (one->reason));
      json_builder_end_object (builder);
      if (!cli->json)
        g_print ("  %s: %s\n", one->audience, attest_waiting_reason_get_label (one->reason));
    }
  json_builder_end_array (builder);
}

static gboolean
list_article (Cli *cli,
              JsonBuilder *builder,
              AttestHidden *hidden,
              const AttestArticle *article,
              const AttestSearchResult *found,
              GPtrArray *waiting,
              GError **error)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (cli->library, article->id, error);

  if (variants == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  cli_add_string (builder, "id", article->id);
  cli_add_string (builder, "slug", article->slug);
  cli_add_string (builder, "title", article->title);
  cli_add_time (builder, "updated", article->updated);
  add_topics (builder, article);
  json_builder_set_member_name (builder, "variants");
  json_builder_begin_array (builder);
  if (!cli->json)
    g_print ("%s  %s\n", article->slug, article->title);
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];

      add_variant (builder, variant, hidden);
      if (!cli->json)
        g_print ("  %-8s  %-17s  %s %u\n", variant->audience, variant->status, _ ("revision"), variant->newest_number);
    }
  json_builder_end_array (builder);
  if (waiting != NULL)
    add_waiting (cli, builder, article, waiting);
  if (found != NULL && found->match != ATTEST_SEARCH_MATCH_NONE)
    add_match (builder, found);
  if (found != NULL && found->match != ATTEST_SEARCH_MATCH_NONE && !cli->json)
    print_match (found);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
list_all (Cli *cli,
          JsonBuilder *builder,
          AttestHidden *hidden,
          gboolean removed,
          const char *status,
          guint limit,
          GError **error)
{
  g_autoptr (GPtrArray) articles = NULL;

  if (removed)
    articles = attest_library_list_removed_articles (cli->library, error);
  else
    articles = attest_library_list_articles (cli->library, status, NULL, limit, error);
  for (guint i = 0; articles != NULL && i < articles->len; i++)
    if (!list_article (cli, builder, hidden, articles->pdata[i], NULL, NULL, error))
      return FALSE;

  return articles != NULL;
}

/* Of those that wait for @person, the newest change first. */
static gboolean
list_waiting (Cli *cli, JsonBuilder *builder, AttestHidden *hidden, const char *person, guint limit, GError **error)
{
  g_autoptr (GPtrArray) waiting = attest_review_list_waiting (cli->library, person, NULL, g_get_real_time (), error);
  g_autoptr (GPtrArray) articles =
      waiting != NULL ? attest_library_list_articles (cli->library, NULL, NULL, 0, error) : NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint count = 0;

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    g_hash_table_add (ids, ((AttestWaiting *) waiting->pdata[i])->article);
  for (guint i = 0; articles != NULL && i < articles->len && (limit == 0 || count < limit); i++)
    {
      const AttestArticle *article = articles->pdata[i];

      if (!g_hash_table_contains (ids, article->id))
        continue;
      if (!list_article (cli, builder, hidden, article, NULL, waiting, error))
        return FALSE;
      count++;
    }

  return articles != NULL;
}

static gboolean
list_found (Cli *cli,
            JsonBuilder *builder,
            AttestHidden *hidden,
            const AttestSearchQuery *query,
            gboolean *partial,
            GError **error)
{
  g_autoptr (GPtrArray) results = attest_library_search (cli->library, query, partial, NULL, error);

  if (results != NULL && hidden != NULL)
    attest_hidden_filter_results (hidden, query, results);
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      const AttestSearchResult *result = results->pdata[i];
      g_autoptr (AttestArticle) article = attest_library_find_article (cli->library, result->article, error);

      if (article == NULL || !list_article (cli, builder, hidden, article, result, NULL, error))
        return FALSE;
    }

  return results != NULL;
}

static const char *const statuses[] = { "draft",     "submitted", "under-review", "changes-requested", "approved",
                                        "withdrawn", NULL };

/* What was asked for, as it was written. */
typedef struct
{
  gboolean removed;
  gboolean waiting;
  char *status;
  char *search;
  char *audience;
  char *topic;
  char *person;
  char *since;
  char *until;
  gboolean blocking;
  int limit;
} ListOptions;

static void
list_options_clear (ListOptions *self)
{
  g_free (self->status);
  g_free (self->search);
  g_free (self->audience);
  g_free (self->topic);
  g_free (self->person);
  g_free (self->since);
  g_free (self->until);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListOptions, list_options_clear)

/* Whether more is asked for than a list of everything, or of all with one status, gives. */
static gboolean
is_search (const ListOptions *options)
{
  return options->search != NULL || options->audience != NULL || options->topic != NULL || options->person != NULL ||
         options->since != NULL || options->until != NULL || options->blocking;
}

static CliStatus
check_options (const ListOptions *options)
{
  if (options->status != NULL && !g_strv_contains (statuses, options->status))
    return cli_usage (_ ("--status is one of draft, submitted, under-review, changes-requested, approved, withdrawn"));
  if (options->limit < 0)
    return cli_usage (_ ("--limit is a number from 1"));
  if (options->removed && (options->status != NULL || options->limit != 0 || is_search (options)))
    return cli_usage (_ ("--removed goes with no other option of “list”"));
  if (options->waiting && (options->removed || options->status != NULL || is_search (options)))
    return cli_usage (_ ("--waiting goes with --limit alone"));
  if ((options->since != NULL && !attest_review_is_day (options->since)) ||
      (options->until != NULL && !attest_review_is_day (options->until)))
    return cli_usage (_ ("--since and --until are days such as 2026-03-01"));

  return CLI_DONE;
}

/* @day: checked, or NULL for no bound. Returns: the beginning, in UTC, of that day or the one that many days later. */
static gint64
read_day (const char *day, int later)
{
  g_autofree char *text = day != NULL ? g_strconcat (day, "T00:00:00Z", NULL) : NULL;
  g_autoptr (GDateTime) first = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr (GDateTime) date = first != NULL ? g_date_time_add_days (first, later) : NULL;

  return date != NULL ? g_date_time_to_unix_usec (date) : 0;
}

static gboolean
search (Cli *cli,
        JsonBuilder *builder,
        AttestHidden *hidden,
        const ListOptions *options,
        gboolean *partial,
        GError **error)
{
  g_autoptr (AttestPerson) person = NULL;
  AttestSearchQuery query = {
    .text = options->search,
    .status = options->status,
    .audience = options->audience,
    .topic = options->topic,
    .updated_from = read_day (options->since, 0),
    .updated_until = read_day (options->until, 1),
    .blocking = options->blocking,
    .limit = options->limit > 0 ? (guint) options->limit : G_MAXINT32,
  };

  if (options->person != NULL)
    {
      person = attest_library_find_person (cli->library, options->person, error);
      if (person == NULL)
        return FALSE;
      query.person = person->id;
    }

  if (hidden != NULL)
    attest_hidden_prepare_search (hidden, &query);

  return list_found (cli, builder, hidden, &query, partial, error);
}

/* @actor: (nullable): who acts, where that is asked for; @hidden: (nullable): what is hidden from whoever reads */
static CliStatus
list_articles (Cli *cli, const ListOptions *options, const char *actor, AttestHidden *hidden)
{
  JsonBuilder *builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (GError) error = NULL;
  gboolean partial = FALSE;
  gboolean done;

  json_builder_set_member_name (builder, "articles");
  json_builder_begin_array (builder);
  if (options->waiting)
    done = list_waiting (cli, builder, hidden, actor, (guint) options->limit, &error);
  else if (is_search (options))
    done = search (cli, builder, hidden, options, &partial, &error);
  else
    done = list_all (cli, builder, hidden, options->removed, options->status, (guint) options->limit, &error);
  json_builder_end_array (builder);
  if (is_search (options))
    cli_add_boolean (builder, "partial", partial);
  json_builder_end_object (builder);
  if (done && cli->json)
    cli_print_builder (builder);
  else
    g_object_unref (builder);
  if (done && partial && options->limit == 0)
    g_printerr (_ ("There is more than this; only the newest places were looked at. Ask for more words.\n"));

  return done ? CLI_DONE : cli_fail (error);
}

CliStatus
cli_list (Cli *cli, int argc, char **argv)
{
  g_auto (ListOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "waiting", 0, 0, G_OPTION_ARG_NONE, &options.waiting, NULL, NULL },
    { "removed", 0, 0, G_OPTION_ARG_NONE, &options.removed, NULL, NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.search, NULL, NULL },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, NULL, NULL },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &options.topic, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_STRING, &options.person, NULL, NULL },
    { "since", 0, 0, G_OPTION_ARG_STRING, &options.since, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, NULL, NULL },
    { "blocking", 0, 0, G_OPTION_ARG_NONE, &options.blocking, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *actor = NULL;
  g_autoptr (AttestHidden) hidden = NULL;
  CliStatus status;

  if (!cli_parse (cli, entries, &argc, &argv))
    return CLI_USAGE;
  if (argc != 1)
    return cli_usage (_ ("“list” takes options only"));
  status = check_options (&options);
  if (status != CLI_DONE)
    return status;

  if (!cli_open (cli, FALSE))
    return CLI_NO_LIBRARY;
  if (options.waiting)
    {
      actor = cli_find_actor (cli, &status);
      if (actor == NULL)
        return status;
    }

  if (!cli_load_hidden (cli, &hidden, &status))
    return status;

  return list_articles (cli, &options, actor, hidden);
}
