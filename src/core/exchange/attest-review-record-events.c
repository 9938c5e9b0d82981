/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-private.h"

#include "record/attest-body.h"

typedef struct
{
  AttestEvent *event;
  char *no_effect;
} Entry;

typedef struct
{
  AttestReviewRecordSource *source;
  GPtrArray *entries;
} Visit;

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  attest_event_unref (entry->event);
  g_free (entry->no_effect);
  g_free (entry);
}

static int
compare_entries (gconstpointer one, gconstpointer other)
{
  return attest_event_compare (((const Entry *) one)->event, ((const Entry *) other)->event);
}

static void
note_person (AttestReviewRecordSource *source, const char *id)
{
  if (id != NULL && *id != '\0')
    g_hash_table_add (source->people, g_strdup (id));
}

static gboolean
visit_event (AttestEvent *event, const char *no_effect, gpointer user_data)
{
  Visit *visit = user_data;
  Entry *entry = g_new0 (Entry, 1);

  entry->event = attest_event_ref (event);
  entry->no_effect = g_strdup (no_effect);
  g_ptr_array_add (visit->entries, entry);
  note_person (visit->source, event->actor);
  if (event->body != NULL)
    note_person (visit->source, attest_body_get_text (event->body, "reviewer", NULL));

  return TRUE;
}

/* Those who count as one person with somebody who occurs belong to the record, since their sign-offs count as one. */
static gboolean
note_joined_people (AttestReviewRecordSource *source, GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (source->library, error);
  g_autoptr (GHashTable) joined = g_hash_table_new (g_str_hash, g_str_equal);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);

      if (g_hash_table_contains (source->people, person->id))
        g_hash_table_add (joined, person->same_as);
    }
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);

      if (g_hash_table_contains (joined, person->same_as))
        note_person (source, person->id);
    }

  return TRUE;
}

/* What the board recorded of persons who have nothing to do with the article is nothing that its record may spread. */
static gboolean
is_left_out (AttestReviewRecordSource *source, const AttestEvent *event)
{
  if (!g_str_equal (event->stream, ATTEST_STREAM_BOARD) || !g_str_has_prefix (event->kind, "person."))
    return FALSE;

  return event->body != NULL &&
         !g_hash_table_contains (source->people, attest_body_get_text (event->body, "person", ""));
}

static JsonObject *
make_header (const AttestEvent *event)
{
  JsonObject *header = json_object_new ();

  attest_review_record_set_text (header, "device", event->device);
  attest_review_record_set_text (header, "stream", event->stream);
  json_object_set_int_member (header, "sequence", event->sequence);
  json_object_set_int_member (header, "clock", event->clock);
  json_object_set_int_member (header, "time", event->time);
  attest_review_record_set_text (header, "actor", event->actor);
  attest_review_record_set_text (header, "kind", event->kind);
  json_object_set_int_member (header, "version", event->version);
  attest_review_record_set_text (header, "previous", event->previous);
  attest_review_record_set_text (header, "body_hash", event->body_hash);

  return header;
}

static void
set_blanked (JsonObject *object, const AttestEvent *redaction)
{
  JsonObject *blanked = json_object_new ();

  attest_review_record_set_text (blanked, "person", redaction->actor);
  attest_review_record_set_time (blanked, "when", redaction->time);
  attest_review_record_set_text (blanked, "reason", attest_body_get_text (redaction->body, "reason", ""));
  attest_review_record_set_text (blanked, "event", redaction->hash);
  json_object_set_object_member (object, "blanked", blanked);
}

static void
set_body (AttestReviewRecordSource *source, JsonObject *object, const AttestEvent *event)
{
  const AttestEvent *redaction = g_hash_table_lookup (source->redactions, event->hash);
  const char *state = "whole";

  if (event->body == NULL)
    state = redaction != NULL ? "blanked" : "unreadable";
  else if (is_left_out (source, event))
    state = "left-out";

  if (g_str_equal (state, "whole"))
    json_object_set_object_member (object, "body", json_object_ref (event->body));
  else
    json_object_set_null_member (object, "body");
  attest_review_record_set_text (object, "body_state", state);
  if (g_str_equal (state, "blanked"))
    set_blanked (object, redaction);
  else
    json_object_set_null_member (object, "blanked");
}

static JsonObject *
make_event (AttestReviewRecordSource *source, const Entry *entry)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "hash", entry->event->hash);
  json_object_set_object_member (object, "header", make_header (entry->event));
  attest_review_record_set_time (object, "when", entry->event->time);
  set_body (source, object, entry->event);
  attest_review_record_set_text (object, "no_effect", entry->no_effect);

  return object;
}

JsonArray *
attest_review_record_collect_events (AttestReviewRecordSource *source, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  Visit visit = { source, entries };
  JsonArray *events;

  if (!attest_library_visit_events (source->library, source->article->id, visit_event, &visit, error) ||
      !attest_library_visit_events (source->library, ATTEST_STREAM_BOARD, visit_event, &visit, error) ||
      !note_joined_people (source, error))
    return NULL;

  g_ptr_array_sort_values (entries, compare_entries);
  events = json_array_sized_new (entries->len);
  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (events, make_event (source, g_ptr_array_index (entries, i)));

  return events;
}

JsonArray *
attest_review_record_collect_people (AttestReviewRecordSource *source, GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (source->library, error);
  JsonArray *array;

  if (people == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < people->len; i++)
    {
      const AttestPerson *person = g_ptr_array_index (people, i);
      JsonObject *object;

      if (!g_hash_table_contains (source->people, person->id))
        continue;
      object = json_object_new ();
      attest_review_record_set_text (object, "id", person->id);
      attest_review_record_set_text (object, "name", person->name);
      attest_review_record_set_text (object, "credentials", person->credentials);
      attest_review_record_set_texts (object, "roles", (const char *const *) person->roles);
      attest_review_record_set_texts (object, "specialties", (const char *const *) person->specialties);
      attest_review_record_set_text (object, "interests", person->interests);
      attest_review_record_set_text (object, "counts_as", person->same_as);
      json_array_add_object_element (array, object);
    }

  return array;
}
