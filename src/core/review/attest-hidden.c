/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-hidden.h"

#include <string.h>

#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-event-table.h"
#include "record/attest-record-kinds.h"
#include "record/attest-variant-table.h"
#include "review/attest-comment.h"
#include "review/attest-facts-load.h"

/* @texts: "audience article" to Text */
struct _AttestHidden
{
  AttestDatabase *database;
  AttestReviewBoard *board;
  char *reader;
  gint64 now;
  gboolean active;
  GHashTable *texts;
};

/*
 * @independence: (nullable): NULL where nothing is hidden
 * @ids: (nullable): of hidden comments, and of hidden replies; NULL until somebody asks
 * @unreadable: the comments could not be read, so that each counts as hidden
 */
typedef struct
{
  AttestIndependence *independence;
  GHashTable *ids;
  gboolean unreadable;
  guint n_open;
  guint n_open_blocking;
} Text;

static void
text_free (gpointer data)
{
  Text *text = data;

  g_clear_pointer (&text->independence, attest_independence_free);
  g_clear_pointer (&text->ids, g_hash_table_unref);
  g_free (text);
}

/* From whoever is no reviewer under any of their names nothing is hidden, whatever the text. */
static gboolean
may_review (const AttestReviewBoard *board, const char *reader)
{
  const char *same = reader;

  for (guint i = 0; reader != NULL && i < board->people->len; i++)
    if (strcmp (((const AttestPerson *) board->people->pdata[i])->id, reader) == 0)
      same = ((const AttestPerson *) board->people->pdata[i])->same_as;
  for (guint i = 0; reader != NULL && i < board->people->len; i++)
    {
      const AttestPerson *person = board->people->pdata[i];

      if (strcmp (person->same_as, same) == 0 && g_strv_contains ((const char *const *) person->roles, "reviewer"))
        return TRUE;
    }

  return reader == NULL;
}

static gboolean
is_on_board (const AttestReviewBoard *board, const char *reader)
{
  for (guint i = 0; reader != NULL && i < board->people->len; i++)
    if (strcmp (((const AttestPerson *) board->people->pdata[i])->id, reader) == 0)
      return TRUE;

  return FALSE;
}

AttestHidden *
attest_hidden_new (AttestLibrary *library, const char *reader, gint64 now, GError **error)
{
  g_autoptr (AttestHidden) self = g_new0 (AttestHidden, 1);

  self->database = attest_library_get_database (library);
  self->board = attest_review_board_load (self->database, error);
  if (self->board == NULL)
    return NULL;
  /* Of somebody whom the board does not know nobody can say that they are no reviewer. */
  self->reader = is_on_board (self->board, reader) ? g_strdup (reader) : NULL;
  self->now = now;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, text_free);
  for (guint i = 0; i < self->board->policies->len; i++)
    self->active |= ((const AttestPolicy *) self->board->policies->pdata[i])->independent;
  self->active = self->active && may_review (self->board, self->reader);

  return g_steal_pointer (&self);
}

void
attest_hidden_free (AttestHidden *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->board, attest_review_board_free);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self->reader);
  g_free (self);
}

gboolean
attest_hidden_is_active (AttestHidden *self)
{
  return self->active;
}

/* ---- Texts ---- */

static gboolean
is_in_review (const AttestVariant *variant)
{
  static const char *const statuses[] = { "submitted", "under-review", "changes-requested", NULL };

  return g_strv_contains (statuses, variant->status);
}

/* Most texts are not in review, and their facts need not be loaded. */
static Text *
load_text (AttestHidden *self, const char *article, const char *audience)
{
  Text *text = g_new0 (Text, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestVariant) variant = attest_variant_table_find (self->database, article, audience, &error);
  g_autoptr (AttestReviewFacts) facts = NULL;

  if (variant != NULL && !is_in_review (variant))
    return text;
  if (variant != NULL)
    facts = attest_review_facts_load_with_board (self->database, self->board, article, audience, self->now, &error);
  if (facts != NULL)
    text->independence = attest_review_find_independence (facts, self->reader);
  else if (!g_error_matches (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_NOT_FOUND))
    text->independence = attest_independence_new_for_all ();

  return text;
}

/* Returns: (transfer none) (nullable): NULL where nothing is hidden */
static Text *
find_text (AttestHidden *self, const char *article, const char *audience)
{
  g_autofree char *key = self->active ? g_strconcat (audience, " ", article, NULL) : NULL;
  Text *text = key != NULL ? g_hash_table_lookup (self->texts, key) : NULL;

  if (key != NULL && text == NULL)
    {
      text = load_text (self, article, audience);
      g_hash_table_insert (self->texts, g_steal_pointer (&key), text);
    }

  return text != NULL && text->independence != NULL ? text : NULL;
}

const AttestIndependence *
attest_hidden_find (AttestHidden *self, const char *article, const char *audience)
{
  const Text *text = find_text (self, article, audience);

  return text != NULL ? text->independence : NULL;
}

const AttestIndependence *
attest_hidden_find_any (AttestHidden *self, const char *article)
{
  g_autoptr (GPtrArray) variants = self->active ? attest_variant_table_list (self->database, article, NULL) : NULL;
  const AttestIndependence *found = NULL;

  for (guint i = 0; variants != NULL && i < variants->len && found == NULL; i++)
    found = attest_hidden_find (self, article, ((const AttestVariant *) variants->pdata[i])->audience);

  return found;
}

/* ---- Comments ---- */

static gboolean
hides_act (const Text *text, const AttestCommentActRow *act)
{
  return attest_independence_hides (
      text->independence, act->actor, &(AttestMoment) { act->clock, act->device, act->sequence, act->time });
}

/* Whether something hidden changed the words of @id, a comment or a reply. */
static gboolean
was_edited (const Text *text, GPtrArray *acts, const char *id)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const AttestCommentActRow *act = acts->pdata[i];

      if (strcmp (act->act, "edit") == 0 && strcmp (act->comment, id) == 0 && hides_act (text, act))
        return TRUE;
    }

  return FALSE;
}

static gboolean
look_at_comment (AttestHidden *self, Text *text, const AttestCommentRow *row)
{
  g_autoptr (GPtrArray) acts = attest_comment_act_table_list (self->database, row->id, NULL);
  g_autoptr (GPtrArray) replies = attest_comment_reply_table_list (self->database, row->id, NULL);
  const AttestMoment made = { row->clock, row->device, row->sequence, row->time };
  gboolean hidden;

  if (acts == NULL || replies == NULL)
    return FALSE;
  hidden = attest_independence_hides (text->independence, row->author, &made) || was_edited (text, acts, row->id);
  if (hidden)
    g_hash_table_add (text->ids, g_strdup (row->id));
  for (guint i = 0; i < replies->len; i++)
    {
      const AttestCommentReplyRow *reply = replies->pdata[i];
      const AttestMoment said = { reply->clock, reply->device, reply->sequence, reply->time };

      if (hidden || attest_independence_hides (text->independence, reply->author, &said) ||
          was_edited (text, acts, reply->id))
        g_hash_table_add (text->ids, g_strdup (reply->id));
    }
  text->n_open += !hidden && !row->resolved;
  text->n_open_blocking += !hidden && !row->resolved && row->blocking;

  return TRUE;
}

static void
ensure_comments (AttestHidden *self, Text *text, const char *article, const char *audience)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (text->ids != NULL)
    return;
  text->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows = attest_comment_table_list (self->database, article, audience, NULL);
  text->unreadable = rows == NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    text->unreadable |= !look_at_comment (self, text, rows->pdata[i]);
}

gboolean
attest_hidden_has (AttestHidden *self, const char *article, const char *audience, const char *id)
{
  Text *text = find_text (self, article, audience);

  if (text == NULL)
    return FALSE;
  ensure_comments (self, text, article, audience);

  return text->unreadable || g_hash_table_contains (text->ids, id);
}

guint
attest_hidden_count_open (AttestHidden *self,
                          const char *article,
                          const char *audience,
                          gboolean blocking,
                          guint recorded)
{
  Text *text = recorded > 0 ? find_text (self, article, audience) : NULL;

  if (text == NULL)
    return recorded;
  ensure_comments (self, text, article, audience);

  return MIN (recorded, blocking ? text->n_open_blocking : text->n_open);
}

/* Whose name stands beside what became of a comment. Returns: how many acts were hidden */
static guint
take_out_acts (AttestHidden *self, const Text *text, AttestComment *comment)
{
  g_autoptr (GPtrArray) acts = attest_comment_act_table_list (self->database, comment->id, NULL);
  g_autoptr (GPtrArray) places = attest_comment_attach_table_list (self->database, comment->id, NULL);
  guint n_hidden = 0;

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const AttestCommentActRow *act = acts->pdata[i];

      if (!hides_act (text, act) || strcmp (act->act, "edit") == 0)
        continue;
      n_hidden++;
      if (g_strcmp0 (comment->resolved_by, act->actor) == 0)
        {
          g_clear_pointer (&comment->resolved_by, g_free);
          g_clear_pointer (&comment->resolved_reason, g_free);
        }
      if (g_strcmp0 (comment->declined_by, act->actor) == 0)
        {
          g_clear_pointer (&comment->declined_by, g_free);
          g_clear_pointer (&comment->declined_reason, g_free);
        }
    }
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const AttestCommentAttachRow *place = places->pdata[i];
      const AttestMoment moment = { place->clock, place->device, place->sequence, place->time };

      if (!attest_independence_hides (text->independence, place->actor, &moment))
        continue;
      n_hidden++;
      if (g_strcmp0 (comment->attached_by, place->actor) == 0)
        g_clear_pointer (&comment->attached_by, g_free);
    }

  return n_hidden;
}

static guint
take_out_replies (const Text *text, AttestComment *comment)
{
  guint n_hidden = 0;

  for (guint i = comment->replies->len; i > 0; i--)
    {
      const AttestReply *reply = comment->replies->pdata[i - 1];

      if (!g_hash_table_contains (text->ids, reply->id))
        continue;
      g_ptr_array_remove_index (comment->replies, i - 1);
      n_hidden++;
    }

  return n_hidden;
}

guint
attest_hidden_take_out (AttestHidden *self, GPtrArray *comments)
{
  guint n_hidden = 0;

  for (guint i = comments->len; i > 0; i--)
    {
      AttestComment *comment = comments->pdata[i - 1];
      Text *text = find_text (self, comment->article, comment->audience);

      if (text == NULL)
        continue;
      ensure_comments (self, text, comment->article, comment->audience);
      if (text->unreadable || g_hash_table_contains (text->ids, comment->id))
        {
          n_hidden += 1 + comment->replies->len;
          g_ptr_array_remove_index (comments, i - 1);
        }
      else
        n_hidden += take_out_replies (text, comment) + take_out_acts (self, text, comment);
    }

  return n_hidden;
}

/* ---- Events ---- */

static gboolean
is_opinion (const char *kind)
{
  return strcmp (kind, "review.verdict") == 0 || strcmp (kind, "review.reaffirm") == 0 ||
         g_str_has_prefix (kind, "comment.");
}

/* Where nobody knows any more which text it was about, one that hides it is enough. */
static gboolean
any_text_hides (AttestHidden *self, const AttestEvent *event, const AttestMoment *moment)
{
  g_autoptr (GPtrArray) variants = attest_variant_table_list (self->database, event->stream, NULL);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const AttestIndependence *independence =
          attest_hidden_find (self, event->stream, ((const AttestVariant *) variants->pdata[i])->audience);

      if (independence != NULL && attest_independence_hides (independence, event->actor, moment))
        return TRUE;
    }

  return FALSE;
}

/* A redaction is told of as what it took out is; that of a text is shown. */
static gboolean
hides_redaction (AttestHidden *self, const AttestEvent *event)
{
  const char *hash = event->body != NULL ? attest_body_get_text (event->body, "event", NULL) : NULL;
  g_autoptr (AttestEvent) blanked = hash != NULL ? attest_event_table_find (self->database, hash, NULL) : NULL;

  return blanked != NULL && strcmp (blanked->kind, ATTEST_KIND_REDACT) != 0 && attest_hidden_has_event (self, blanked);
}

gboolean
attest_hidden_has_event (AttestHidden *self, const AttestEvent *event)
{
  const AttestMoment moment = { event->clock, event->device, event->sequence, event->time };
  const char *audience = event->body != NULL ? attest_body_get_text (event->body, "audience", NULL) : NULL;
  const char *id = event->body != NULL ? attest_body_get_text (event->body, "comment", NULL) : NULL;
  const AttestIndependence *independence;
  g_autoptr (AttestCommentRow) comment = NULL;

  if (!self->active)
    return FALSE;
  if (strcmp (event->kind, ATTEST_KIND_REDACT) == 0)
    return hides_redaction (self, event);
  if (!is_opinion (event->kind))
    return FALSE;
  if (id != NULL)
    comment = attest_comment_table_find (self->database, id, NULL);
  if (comment != NULL && attest_hidden_has (self, comment->article, comment->audience, comment->id))
    return TRUE;
  if (comment != NULL)
    audience = comment->audience;
  if (audience == NULL)
    return any_text_hides (self, event, &moment);
  independence = attest_hidden_find (self, event->stream, audience);

  return independence != NULL && attest_independence_hides (independence, event->actor, &moment);
}

gboolean
attest_hidden_has_event_with_hash (AttestHidden *self, const char *hash)
{
  g_autoptr (AttestEvent) event = self->active ? attest_event_table_find (self->database, hash, NULL) : NULL;

  return self->active && (event == NULL || attest_hidden_has_event (self, event));
}

static JsonArray *
dup_places (AttestHidden *self, const AttestEvent *event, JsonArray *places)
{
  const char *audience = attest_body_get_text (event->body, "audience", "");
  JsonArray *shown = json_array_new ();

  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);

      if (!attest_hidden_has (self, event->stream, audience, attest_body_get_text (place, "comment", "")))
        json_array_add_object_element (shown, json_object_ref (place));
    }

  return shown;
}

JsonObject *
attest_hidden_dup_body (AttestHidden *self, const AttestEvent *event)
{
  JsonObject *body;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!self->active || strcmp (event->kind, "revision.save") != 0 || !json_object_has_member (event->body, "places"))
    return json_object_ref (event->body);
  body = json_object_new ();
  json_object_iter_init_ordered (&iter, event->body);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (body, name, json_node_copy (member));
  json_object_set_array_member (
      body, "places", dup_places (self, event, json_object_get_array_member (event->body, "places")));

  return body;
}

/* ---- Searching ---- */

/* Whether something that @person may have done is hidden; what they did otherwise is not asked for. */
static gboolean
hides_person (AttestHidden *self, const char *article, const char *person)
{
  g_autoptr (GPtrArray) variants = attest_variant_table_list (self->database, article, NULL);

  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      const AttestIndependence *independence =
          attest_hidden_find (self, article, ((const AttestVariant *) variants->pdata[i])->audience);

      if (independence != NULL && !attest_independence_shows_person (independence, person))
        return TRUE;
    }

  return variants == NULL;
}

static gboolean
hides_place (const char *article, const char *audience, const char *key, gpointer user_data)
{
  return *audience != '\0' ? attest_hidden_has (user_data, article, audience, key)
                           : hides_person (user_data, article, key);
}

void
attest_hidden_prepare_search (AttestHidden *self, AttestSearchQuery *query)
{
  if (!self->active)
    return;
  query->hides = hides_place;
  query->hides_data = self;
}

/* Whether the article would pass the filters without what is hidden. */
static gboolean
passes (AttestHidden *self, const AttestSearchQuery *query, const char *article)
{
  g_autoptr (GPtrArray) variants = attest_variant_table_list (self->database, article, NULL);
  guint n_blocking = 0;

  if (variants == NULL || (query->person != NULL && hides_person (self, article, query->person)))
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    {
      const AttestVariant *variant = variants->pdata[i];

      if (query->audience == NULL || strcmp (query->audience, variant->audience) == 0)
        n_blocking +=
            attest_hidden_count_open (self, article, variant->audience, TRUE, variant->open_blocking_comments);
    }

  return !query->blocking || n_blocking > 0;
}

void
attest_hidden_filter_results (AttestHidden *self, const AttestSearchQuery *query, GPtrArray *results)
{
  if (!self->active || (query->person == NULL && !query->blocking))
    return;

  for (guint i = results->len; i > 0; i--)
    if (!passes (self, query, ((const AttestSearchResult *) results->pdata[i - 1])->article))
      g_ptr_array_remove_index (results, i - 1);
}
