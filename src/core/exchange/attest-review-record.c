/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-private.h"

#include <glib/gi18n-lib.h>

#include "record/attest-problem.h"
#include "record/attest-redaction.h"
#include "record/attest-seal.h"

#define FORMAT "attest-review-record-1"

#define STATEMENT                                                                                                      \
  "This record is designed to support the practice of 21 CFR Part 11 and EU Annex 11. It is no statement of "          \
  "compliance: whether a record or a process complies is for whoever is responsible for it to show."

/* In place of what a verification says that does not look at texts: those of this article are looked at when they are read. */
#define UNCHECKED                                                                                                      \
  "Only the texts of this article were compared with their hashes. The form of what events say, and the tables that "  \
  "the library makes of them, were not looked at: “attest-cli log verify --deep”."

/* Another program may write while the record is read; after so many tries it is told. */
#define MOST_TRIES 3

/* ---- Members ---- */

void
attest_review_record_set_text (JsonObject *object, const char *name, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    json_object_set_string_member (object, name, valid);
  else
    json_object_set_null_member (object, name);
}

void
attest_review_record_set_time (JsonObject *object, const char *name, gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc_usec (time) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  attest_review_record_set_text (object, name, text);
}

void
attest_review_record_set_texts (JsonObject *object, const char *name, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (texts[i], -1);

      json_array_add_string_element (array, valid);
    }
  json_object_set_array_member (object, name, array);
}

const char *
attest_review_record_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

JsonArray *
attest_review_record_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
attest_review_record_find (JsonArray *array, const char *name, const char *value)
{
  for (guint i = 0; array != NULL && value != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (attest_review_record_get_text (object, name), value) == 0)
        return object;
    }

  return NULL;
}

const char *
attest_review_record_get_name (JsonObject *record, const char *person)
{
  JsonObject *found = attest_review_record_find (attest_review_record_get_array (record, "people"), "id", person);
  const char *name = found != NULL ? attest_review_record_get_text (found, "name") : NULL;

  if (name != NULL && *name != '\0')
    return name;
  return person != NULL && *person != '\0' ? person : "Nobody who is named";
}

/* ---- What the whole record says of itself ---- */

/* Where events are gone no seal can be made; the reason stands in its place. */
static JsonObject *
make_seal (const AttestSeal *seal, const char *why_none)
{
  static const char *const covers[] = {
    "It covers every event that was in the library when this record was made, those of this article among them, and "
    "through their hashes the texts that they name.",
    "Keep this line where nobody with the library can change it. “attest-cli seal --check” with this line tells later "
    "whether the library still holds all of it.",
    NULL,
  };
  static const char *const nothing[] = { NULL };
  JsonObject *object = json_object_new ();
  g_auto (GStrv) limits = attest_library_dup_verify_limits (TRUE, FALSE);
  g_autofree char *line = seal != NULL ? attest_seal_dup_line (seal) : NULL;

  attest_review_record_set_text (object, "line", line);
  attest_review_record_set_text (object, "why_none", why_none);
  json_object_set_int_member (object, "events", seal != NULL ? seal->count : 0);
  attest_review_record_set_texts (object, "covers", seal != NULL ? covers : nothing);
  attest_review_record_set_texts (object, "not_proved", (const char *const *) limits);
  json_array_add_string_element (json_object_get_array_member (object, "not_proved"), UNCHECKED);

  return object;
}

static void
set_how_to_check (JsonObject *record)
{
  static const char *const sentences[] = {
    "Each event’s hash is the SHA-256 of the RFC 8785 form of its header. The header names the SHA-256 of the RFC 8785 "
    "form of the event’s body and the hash of the event before it.",
    "The events of one device in one stream are numbered without gaps from 1, and each names the one before it, so "
    "that "
    "none can be changed or left out without its being seen.",
    "A body that was blanked, or that speaks of persons who have nothing to do with this article, is not in this "
    "record. "
    "Its header is, so that the chain can be checked all the same.",
    "A revision is named by the hash of the event that saved it, and its text by the SHA-256 of its bytes. A verdict "
    "names the signed hash of what the reviewer had before their eyes: text, title, references, pictures and "
    "disclaimer.",
    "People are named as this board recorded them, with the names and credentials that they have now. Nobody’s "
    "identity was "
    "checked by anybody else.",
    NULL,
  };

  attest_review_record_set_texts (record, "how_to_check", sentences);
}

static JsonObject *
make_problem (const AttestProblem *problem)
{
  JsonObject *object = json_object_new ();
  g_autofree char *place = attest_problem_dup_place (problem);

  attest_review_record_set_text (object, "code", problem->code);
  attest_review_record_set_text (object, "place", place);
  attest_review_record_set_text (object, "text", problem->text);
  attest_review_record_set_text (object, "event", problem->event);
  attest_review_record_set_text (object, "device", problem->device);
  json_object_set_int_member (object, "sequence", problem->sequence);
  attest_review_record_set_text (object, "field", problem->field);
  attest_review_record_set_text (object, "before", problem->before);
  attest_review_record_set_text (object, "after", problem->after);

  return object;
}

/* A redaction is told of in its place and is no fault. What is at fault in other articles is only counted: it is not this record's to tell. */
static void
set_problems (JsonObject *record, AttestReviewRecordSource *source)
{
  JsonArray *array = json_array_new ();
  gint64 elsewhere = 0;

  for (guint i = 0; i < source->problems->len; i++)
    {
      const AttestProblem *problem = g_ptr_array_index (source->problems, i);

      if (!problem->failure)
        continue;
      if (problem->stream == NULL || g_str_equal (problem->stream, source->article->id) ||
          g_str_equal (problem->stream, ATTEST_STREAM_BOARD))
        json_array_add_object_element (array, make_problem (problem));
      else
        elsewhere++;
    }
  json_object_set_boolean_member (record, "holds", json_array_get_length (array) == 0);
  json_object_set_array_member (record, "problems", array);
  json_object_set_int_member (record, "faults_elsewhere", elsewhere);
}

static JsonObject *
make_article (const AttestArticle *article)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "id", article->id);
  attest_review_record_set_text (object, "slug", article->slug);
  attest_review_record_set_text (object, "title", article->title);
  attest_review_record_set_text (object, "language", article->language);
  attest_review_record_set_texts (object, "topics", (const char *const *) article->topics);
  attest_review_record_set_time (object, "created", article->created);
  attest_review_record_set_time (object, "updated", article->updated);
  attest_review_record_set_time (object, "removed", article->removed);
  attest_review_record_set_text (object, "removed_by", article->removed_by);
  attest_review_record_set_text (object, "unknown_kind", article->unknown_kind);
  attest_review_record_set_text (object, "disclaimer", article->disclaimer);
  attest_review_record_set_text (object, "references", article->references);

  return object;
}

static JsonObject *
make_board (const AttestBoard *board)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "name", board->name);
  json_object_set_boolean_member (object, "sample", board->sample);
  json_object_set_int_member (object, "sign_offs", board->sign_offs);
  attest_review_record_set_texts (object, "sign_off_roles", (const char *const *) board->sign_off_roles);
  json_object_set_int_member (object, "review_months", board->review_months);

  return object;
}

/* ---- Collecting ---- */

static void
clear_source (AttestReviewRecordSource *source)
{
  g_clear_pointer (&source->board, attest_board_free);
  g_clear_pointer (&source->article, attest_article_free);
  g_clear_pointer (&source->redactions, g_hash_table_unref);
  g_clear_pointer (&source->people, g_hash_table_unref);
  g_clear_pointer (&source->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestReviewRecordSource, clear_source)

static gboolean
load_source (AttestReviewRecordSource *source, const char *article, GError **error)
{
  source->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  source->board = attest_library_load_board (source->library, error);
  source->article = source->board != NULL ? attest_library_find_article (source->library, article, error) : NULL;
  if (source->article == NULL)
    return FALSE;
  source->problems = attest_library_verify (source->library, FALSE, error);
  if (source->problems == NULL)
    return FALSE;
  source->redactions = attest_redaction_list (attest_library_get_database (source->library), error);

  return source->redactions != NULL;
}

/* @record is filled in the order in which it is read: what to trust first, then what it is about, then what happened. */
static gboolean
fill_record (JsonObject *record, AttestReviewRecordSource *source, JsonObject *seal, GError **error)
{
  g_autoptr (JsonArray) events = attest_review_record_collect_events (source, error);
  g_autoptr (JsonArray) people = events != NULL ? attest_review_record_collect_people (source, error) : NULL;
  g_autoptr (JsonArray) audiences = people != NULL ? attest_review_record_collect_audiences (source, error) : NULL;

  if (audiences == NULL)
    return FALSE;

  attest_review_record_set_text (record, "format", FORMAT);
  attest_review_record_set_time (record, "made", source->made);
  attest_review_record_set_text (record, "made_with", "Attest " PACKAGE_VERSION);
  attest_review_record_set_text (record, "statement", STATEMENT);
  set_problems (record, source);
  json_object_set_object_member (record, "seal", json_object_ref (seal));
  set_how_to_check (record);
  json_object_set_object_member (record, "board", make_board (source->board));
  json_object_set_object_member (record, "article", make_article (source->article));
  json_object_set_array_member (record, "people", g_steal_pointer (&people));
  json_object_set_array_member (record, "audiences", g_steal_pointer (&audiences));
  json_object_set_array_member (record, "events", json_array_ref (events));
  json_object_set_array_member (record, "exports", attest_review_record_make_exports (record));
  json_object_set_array_member (record, "timeline", attest_review_record_make_timeline (record));
  /* The events, which are for programs, come last. */
  json_object_remove_member (record, "events");
  json_object_set_array_member (record, "events", g_steal_pointer (&events));

  return TRUE;
}

static JsonObject *
collect_once (AttestLibrary *library, const char *article, gint64 made, JsonObject *seal, GError **error)
{
  g_auto (AttestReviewRecordSource) source = { .library = library, .made = made };
  g_autoptr (JsonObject) record = json_object_new ();

  if (!load_source (&source, article, error) || !fill_record (record, &source, seal, error))
    return NULL;

  return g_steal_pointer (&record);
}

static JsonObject *
seal_library (AttestLibrary *library, gint64 made, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AttestSeal) seal = attest_library_seal (library, made / G_USEC_PER_SEC, NULL, &local_error);

  if (seal != NULL || g_error_matches (local_error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_DAMAGED))
    return make_seal (seal, local_error != NULL ? local_error->message : NULL);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

JsonObject *
attest_review_record_collect (AttestLibrary *library, const char *article, gint64 made, GError **error)
{
  g_return_val_if_fail (ATTEST_IS_LIBRARY (library) && article != NULL, NULL);

  /* Read from several states of the log, the record would not be what its seal covers. */
  for (guint i = 0; i < MOST_TRIES; i++)
    {
      g_autoptr (JsonObject) before = seal_library (library, made, error);
      g_autoptr (JsonObject) record = before != NULL ? collect_once (library, article, made, before, error) : NULL;
      g_autoptr (JsonObject) after = record != NULL ? seal_library (library, made, error) : NULL;

      if (after == NULL)
        return NULL;
      if (g_strcmp0 (attest_review_record_get_text (before, "line"), attest_review_record_get_text (after, "line")) ==
          0)
        return g_steal_pointer (&record);
    }

  g_set_error (
      error,
      ATTEST_RECORD_ERROR,
      ATTEST_RECORD_ERROR_BUSY,
      _ ("Another program keeps writing to the library, so that no record of “%s” could be made. Try again later."),
      article);
  return NULL;
}

gboolean
attest_review_record_holds (JsonObject *record)
{
  return json_object_get_boolean_member (record, "holds");
}
