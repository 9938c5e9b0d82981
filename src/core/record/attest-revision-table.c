/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-revision-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-body.h"
#include "record/attest-content-table.h"
#include "record/attest-row.h"
#include "record/attest-variant-table.h"
#include "text/attest-canonical-json.h"

#define REVISION_COLUMNS                                                                                               \
  "id, article, audience, number, time, author, language, title, text, reference_list, assets, disclaimer, parents,"   \
  " signed_hash, places, updated"

/* A text that is part of what is signed: UTF-8 without NUL. Returns: (transfer full) (nullable) */
static char *
dup_signed_text (GBytes *content)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  if (data == NULL)
    return g_strdup ("");
  if (memchr (data, '\0', length) != NULL || !g_utf8_validate (data, (gssize) length, NULL))
    return NULL;

  return g_strndup (data, length);
}

/* DESIGN.md, section 2.3: the exact bytes that a sign-off is of. */
static char *
compute_signed_hash (const AttestEvent *event, const char *audience, const char *text)
{
  g_autoptr (JsonObject) signed_object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonNode *assets = json_object_get_member (event->body, "assets");
  g_autofree char *form = NULL;

  json_object_set_int_member (signed_object, "format", 1);
  json_object_set_string_member (signed_object, "article", event->stream);
  json_object_set_string_member (signed_object, "audience", audience);
  json_object_set_string_member (signed_object, "language", attest_body_get_text (event->body, "language", ""));
  json_object_set_string_member (signed_object, "title", attest_body_get_text (event->body, "title", ""));
  json_object_set_string_member (signed_object, "text", text);
  json_object_set_string_member (signed_object, "references", attest_body_get_text (event->body, "references", "[]"));
  json_object_set_member (signed_object, "assets", json_node_copy (assets));
  json_object_set_string_member (signed_object, "disclaimer", attest_body_get_text (event->body, "disclaimer", ""));
  json_node_set_object (node, signed_object);
  form = attest_canonical_json (node, NULL);

  return form != NULL ? attest_sha256 (form, strlen (form)) : NULL;
}

static gboolean
load_signed_hash (AttestDatabase *database,
                  const AttestEvent *event,
                  const char *audience,
                  char **signed_hash,
                  char **no_effect,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *text = NULL;

  content = attest_content_table_load (database, attest_body_get_text (event->body, "text", ""), &local_error);
  if (content == NULL)
    {
      /* Taken out by an editor, not arrived yet, or damaged: nobody can sign what nobody can read, and the rest is folded all the same. */
      if (g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND) ||
          g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  text = dup_signed_text (content);
  if (text == NULL)
    *no_effect = g_strdup (N_ ("Its text is not plain UTF-8"));
  else
    *signed_hash = compute_signed_hash (event, audience, text);

  return TRUE;
}

static gboolean
write_revision (AttestDatabase *database,
                const AttestEvent *event,
                const char *audience,
                gint64 number,
                const char *signed_hash,
                GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "INSERT OR REPLACE INTO revision (" REVISION_COLUMNS ", clock, device, sequence)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");
  g_autofree char *assets = attest_body_dup_json (event->body, "assets");
  g_autofree char *parents = attest_body_dup_json (event->body, "parents");
  g_autofree char *places = attest_body_dup_json (event->body, "places");

  attest_statement_bind_text (statement, 1, event->hash);
  attest_statement_bind_text (statement, 2, event->stream);
  attest_statement_bind_text (statement, 3, audience);
  attest_statement_bind_int64 (statement, 4, number);
  attest_statement_bind_int64 (statement, 5, event->time);
  attest_statement_bind_text (statement, 6, event->actor);
  attest_statement_bind_text (statement, 7, attest_body_get_text (event->body, "language", ""));
  attest_statement_bind_text (statement, 8, attest_body_get_text (event->body, "title", ""));
  attest_statement_bind_text (statement, 9, attest_body_get_text (event->body, "text", ""));
  attest_statement_bind_text (statement, 10, attest_body_get_text (event->body, "references", "[]"));
  attest_statement_bind_text (statement, 11, assets);
  attest_statement_bind_text (statement, 12, attest_body_get_text (event->body, "disclaimer", ""));
  attest_statement_bind_text (statement, 13, parents);
  attest_statement_bind_text (statement, 14, signed_hash);
  attest_statement_bind_text (statement, 15, places);
  attest_statement_bind_int64 (
      statement, 16, json_object_get_int_member_with_default (event->body, "updated", event->time));
  attest_statement_bind_int64 (statement, 17, event->clock);
  attest_statement_bind_text (statement, 18, event->device);
  attest_statement_bind_int64 (statement, 19, event->sequence);

  return attest_statement_run (statement, error);
}

static gboolean
get_next_number (AttestDatabase *database, const char *article, const char *audience, gint64 *number, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT max (number) FROM revision WHERE article = ?1 AND audience = ?2");
  GError *local_error = NULL;

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  *number = attest_statement_next (statement, &local_error) ? attest_statement_get_int64 (statement, 0) + 1 : 1;
  attest_statement_done (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
attest_revision_table_insert (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  const char *audience = attest_body_get_text (event->body, "audience", "");
  g_autofree char *signed_hash = NULL;
  gint64 number;

  if (!load_signed_hash (database, event, audience, &signed_hash, no_effect, error))
    return FALSE;
  if (*no_effect != NULL)
    return TRUE;

  return get_next_number (database, event->stream, audience, &number, error) &&
         write_revision (database, event, audience, number, signed_hash, error) &&
         attest_variant_table_take_revision (database, event, audience, number, error) &&
         attest_article_table_update_title (database, event->stream, error);
}

/* ---- Reads ---- */

static gpointer
read_revision (AttestStatement *row)
{
  AttestRevision *revision = g_new0 (AttestRevision, 1);

  revision->id = attest_row_dup_text (row, 0);
  revision->article = attest_row_dup_text (row, 1);
  revision->audience = attest_row_dup_text (row, 2);
  revision->number = (guint) attest_statement_get_int64 (row, 3);
  revision->time = attest_statement_get_int64 (row, 4);
  revision->author = attest_row_dup_text (row, 5);
  revision->language = attest_row_dup_text (row, 6);
  revision->title = attest_row_dup_text (row, 7);
  revision->text = attest_row_dup_text (row, 8);
  revision->references = attest_row_dup_text (row, 9);
  revision->assets = attest_row_dup_texts (row, 10);
  revision->disclaimer = attest_row_dup_text (row, 11);
  revision->parents = attest_row_dup_texts (row, 12);
  revision->signed_hash = attest_statement_dup_text (row, 13);
  revision->places = attest_row_dup_text (row, 14);
  revision->updated = attest_statement_get_int64 (row, 15);

  return revision;
}

GPtrArray *
attest_revision_table_list (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database, "SELECT " REVISION_COLUMNS " FROM revision WHERE article = ?1 AND audience = ?2 ORDER BY number");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_revision, (GDestroyNotify) attest_revision_free, error);
}

AttestRevision *
attest_revision_table_load (AttestDatabase *database, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT " REVISION_COLUMNS " FROM revision WHERE id = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no revision %s"), id);

  attest_statement_bind_text (statement, 1, id);
  return attest_row_find (statement, read_revision, missing, error);
}

AttestRevision *
attest_revision_table_find (AttestDatabase *database,
                            const char *article,
                            const char *audience,
                            guint number,
                            GError **error)
{
  AttestStatement *statement = attest_database_prepare (
      database,
      "SELECT " REVISION_COLUMNS " FROM revision WHERE article = ?1 AND audience = ?2 AND (?3 = 0 OR number = ?3)"
      " ORDER BY number DESC LIMIT 1");
  g_autofree char *missing =
      number > 0 ? g_strdup_printf (_ ("The text for the audience “%s” has no revision %u"), audience, number)
                 : g_strdup_printf (_ ("The article has no text for the audience “%s”"), audience);

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);
  attest_statement_bind_int64 (statement, 3, number);

  return attest_row_find (statement, read_revision, missing, error);
}

void
attest_revision_order_free (AttestRevisionOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_free (self);
}

static gpointer
read_order (AttestStatement *row)
{
  AttestRevisionOrder *order = g_new0 (AttestRevisionOrder, 1);

  order->clock = attest_statement_get_int64 (row, 0);
  order->device = attest_row_dup_text (row, 1);
  order->sequence = attest_statement_get_int64 (row, 2);

  return order;
}

AttestRevisionOrder *
attest_revision_table_dup_order (AttestDatabase *database, const char *id, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database, "SELECT clock, device, sequence FROM revision WHERE id = ?1");
  g_autofree char *missing = g_strdup_printf (_ ("The library has no revision %s"), id);

  attest_statement_bind_text (statement, 1, id);
  return attest_row_find (statement, read_order, missing, error);
}

void
attest_revision_author_row_free (AttestRevisionAuthorRow *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->author);
  g_free (self->signed_hash);
  g_free (self->order.device);
  g_free (self);
}

static gpointer
read_author (AttestStatement *row)
{
  AttestRevisionAuthorRow *author = g_new0 (AttestRevisionAuthorRow, 1);

  author->author = attest_row_dup_text (row, 0);
  author->order.clock = attest_statement_get_int64 (row, 1);
  author->order.device = attest_row_dup_text (row, 2);
  author->order.sequence = attest_statement_get_int64 (row, 3);
  author->id = attest_row_dup_text (row, 4);
  author->time = attest_statement_get_int64 (row, 5);
  author->signed_hash = attest_statement_dup_text (row, 6);

  return author;
}

GPtrArray *
attest_revision_table_list_authors (AttestDatabase *database, const char *article, const char *audience, GError **error)
{
  AttestStatement *statement =
      attest_database_prepare (database,
                               "SELECT author, clock, device, sequence, id, time, signed_hash FROM revision"
                               " WHERE article = ?1 AND audience = ?2 ORDER BY number");

  attest_statement_bind_text (statement, 1, article);
  attest_statement_bind_text (statement, 2, audience);

  return attest_row_list (statement, read_author, (GDestroyNotify) attest_revision_author_row_free, error);
}
