/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-private.h"

#include "evidence/attest-reference.h"
#include "record/attest-body.h"
#include "record/attest-comment-table.h"
#include "record/attest-finding-act-table.h"
#include "record/attest-problem.h"
#include "record/attest-review-act-table.h"
#include "review/attest-assess.h"
#include "review/attest-comment.h"
#include "review/attest-independence.h"
#include "text/attest-isolate.h"

/* ---- Revisions ---- */

/* A text that cannot be shown is told of in its place; unless somebody blanked it, that is a fault of the record. */
static void
set_text (AttestReviewRecordSource *source, JsonObject *object, const AttestRevision *revision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = attest_library_load_content (source->library, revision->text, &error);
  const AttestEvent *redaction = g_hash_table_lookup (source->redactions, revision->text);

  attest_review_record_set_text (object, "text_hash", revision->text);
  if (text != NULL)
    {
      gsize length;
      const char *data = g_bytes_get_data (text, &length);
      g_autofree char *copy = g_utf8_make_valid (data != NULL ? data : "", (gssize) length);

      attest_review_record_set_text (object, "text_state", "whole");
      json_object_set_string_member (object, "text", copy);
      return;
    }

  json_object_set_null_member (object, "text");
  if (redaction != NULL)
    {
      attest_review_record_set_text (object, "text_state", "blanked");
      attest_review_record_set_text (object, "text_blanked_by", redaction->actor);
      attest_review_record_set_text (
          object, "text_blanked_because", attest_body_get_text (redaction->body, "reason", ""));
      return;
    }
  attest_review_record_set_text (object, "text_state", "unreadable");
  g_ptr_array_add (source->problems, attest_problem_new ("content", NULL, TRUE, g_strdup (error->message)));
}

/* The list as a reader sees it; one that cannot be read names no work, and stands as it is beside this. */
static void
set_cited (JsonObject *object, const char *json)
{
  g_autoptr (AttestReferences) references = attest_references_new_from_json (json, NULL);
  JsonArray *cited = json_array_new ();

  for (guint i = 0; references != NULL && i < attest_references_get_length (references); i++)
    {
      const char *key = attest_references_get_key (references, i);
      g_autoptr (AttestReferenceText) text = attest_reference_format (attest_references_get_item (references, key));

      json_array_add_string_element (cited, text->plain);
    }
  json_object_set_array_member (object, "cited", cited);
}

static JsonObject *
make_revision (AttestReviewRecordSource *source, const AttestRevision *revision)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "id", revision->id);
  json_object_set_int_member (object, "number", revision->number);
  attest_review_record_set_text (object, "author", revision->author);
  attest_review_record_set_time (object, "when", revision->time);
  attest_review_record_set_time (object, "updated", revision->updated);
  attest_review_record_set_texts (object, "parents", (const char *const *) revision->parents);
  attest_review_record_set_text (object, "signed_hash", revision->signed_hash);
  attest_review_record_set_text (object, "language", revision->language);
  attest_review_record_set_text (object, "title", revision->title);
  set_text (source, object, revision);
  set_cited (object, revision->references);
  attest_review_record_set_text (object, "references", revision->references);
  attest_review_record_set_texts (object, "assets", (const char *const *) revision->assets);
  attest_review_record_set_text (object, "disclaimer", revision->disclaimer);

  return object;
}

static JsonArray *
collect_revisions (AttestReviewRecordSource *source, const char *audience, GError **error)
{
  g_autoptr (GPtrArray) revisions =
      attest_library_list_revisions (source->library, source->article->id, audience, error);
  JsonArray *array;

  if (revisions == NULL)
    return NULL;

  array = json_array_sized_new (revisions->len);
  for (guint i = 0; i < revisions->len; i++)
    json_array_add_object_element (array, make_revision (source, g_ptr_array_index (revisions, i)));

  return array;
}

/* ---- Comments ---- */

static JsonArray *
collect_replies (AttestDatabase *database, const char *comment, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_comment_reply_table_list (database, comment, error);
  JsonArray *array;

  if (rows == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentReplyRow *row = g_ptr_array_index (rows, i);
      JsonObject *object = json_object_new ();

      attest_review_record_set_text (object, "id", row->id);
      attest_review_record_set_text (object, "author", row->author);
      attest_review_record_set_time (object, "when", row->time);
      attest_review_record_set_text (object, "text", row->text);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
collect_comment_acts (AttestDatabase *database, const char *comment, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_comment_act_table_list (database, comment, error);
  JsonArray *array;

  if (rows == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentActRow *row = g_ptr_array_index (rows, i);
      JsonObject *object = json_object_new ();

      attest_review_record_set_text (object, "event", row->event);
      attest_review_record_set_text (object, "act", row->act);
      if (!g_str_equal (row->comment, comment))
        attest_review_record_set_text (object, "reply", row->comment);
      attest_review_record_set_text (object, "person", row->actor);
      attest_review_record_set_time (object, "when", row->time);
      attest_review_record_set_text (object, "reason", row->reason);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
collect_places (AttestDatabase *database, const char *comment, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_comment_attach_table_list (database, comment, error);
  JsonArray *array;

  if (rows == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestCommentAttachRow *row = g_ptr_array_index (rows, i);
      JsonObject *object = json_object_new ();

      attest_review_record_set_text (object, "event", row->event);
      attest_review_record_set_text (object, "person", row->actor);
      attest_review_record_set_time (object, "when", row->time);
      attest_review_record_set_text (object, "revision", row->revision);
      attest_review_record_set_text (object, "quote", row->exact);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* What a comment stands on; one on the text as a whole has nothing to name. */
static void
set_subject (JsonObject *object, const AttestCommentRow *row)
{
  if (attest_comment_about_from_string (row->about) == ATTEST_COMMENT_ABOUT_WORDS)
    {
      json_object_set_int_member (object, "start", row->start);
      json_object_set_int_member (object, "end", row->end);
      attest_review_record_set_text (object, "quote", row->exact);
    }
  else if (row->reference != NULL)
    attest_review_record_set_text (object, "reference", row->reference);
}

static JsonObject *
make_comment (AttestDatabase *database, const AttestCommentRow *row, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *replies = collect_replies (database, row->id, error);
  JsonArray *acts = replies != NULL ? collect_comment_acts (database, row->id, error) : NULL;
  JsonArray *places = acts != NULL ? collect_places (database, row->id, error) : NULL;

  attest_review_record_set_text (object, "id", row->id);
  attest_review_record_set_text (object, "author", row->author);
  attest_review_record_set_time (object, "when", row->time);
  attest_review_record_set_text (object, "kind", row->kind);
  json_object_set_boolean_member (object, "blocking", row->blocking);
  attest_review_record_set_text (object, "revision", row->revision);
  attest_review_record_set_text (object, "about", row->about);
  set_subject (object, row);
  attest_review_record_set_text (object, "text", row->text);
  attest_review_record_set_text (object, "suggestion", row->suggestion);
  json_object_set_boolean_member (object, "resolved", row->resolved);
  json_object_set_boolean_member (object, "retracted", row->retracted != 0);
  if (replies != NULL)
    json_object_set_array_member (object, "replies", replies);
  if (acts != NULL)
    json_object_set_array_member (object, "acts", acts);
  if (places == NULL)
    return NULL;
  json_object_set_array_member (object, "places", places);

  return g_steal_pointer (&object);
}

static JsonArray *
collect_comments (AttestReviewRecordSource *source, const char *audience, GError **error)
{
  AttestDatabase *database = attest_library_get_database (source->library);
  g_autoptr (GPtrArray) rows = attest_comment_table_list (database, source->article->id, audience, error);
  g_autoptr (JsonArray) array = NULL;

  if (rows == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *comment = make_comment (database, g_ptr_array_index (rows, i), error);

      if (comment == NULL)
        return NULL;
      json_array_add_object_element (array, comment);
    }

  return g_steal_pointer (&array);
}

/* ---- Review ---- */

static void
set_findings (JsonObject *object, const char *findings)
{
  g_autoptr (JsonNode) node = findings != NULL ? attest_body_parse_json (findings) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    json_object_set_array_member (object, "findings", json_node_dup_array (node));
  else
    json_object_set_array_member (object, "findings", json_array_new ());
}

static const AttestVerdictOrder *
find_order (GPtrArray *orders, const char *verdict)
{
  for (guint i = 0; i < orders->len; i++)
    if (g_str_equal (((const AttestVerdictOrder *) orders->pdata[i])->verdict, verdict))
      return orders->pdata[i];

  return NULL;
}

/* Of a verdict that was to be independent: what the order of the record shows, and the events that stand before it. */
static void
set_order (JsonObject *object, const AttestVerdictOrder *order)
{
  g_autofree char *sentence = order != NULL ? attest_verdict_order_dup_sentence (order, FALSE) : NULL;
  JsonArray *earlier = json_array_new ();
  JsonArray *seen = json_array_new ();

  for (guint i = 0; order != NULL && i < order->earlier->len; i++)
    {
      const AttestEarlierAct *act = order->earlier->pdata[i];

      json_array_add_string_element (earlier, act->event);
      if (act->seen)
        json_array_add_string_element (seen, act->event);
    }
  attest_review_record_set_text (object, "independence", sentence);
  json_object_set_array_member (object, "others_before", earlier);
  json_object_set_array_member (object, "others_in_sight", seen);
}

static JsonObject *
make_act (const AttestReviewAct *act, GPtrArray *orders)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "event", act->event);
  attest_review_record_set_text (object, "act", act->kind);
  attest_review_record_set_text (object, "person", act->actor);
  attest_review_record_set_time (object, "when", act->time);
  attest_review_record_set_text (object, "revision", act->revision);
  if (g_str_equal (act->kind, "verdict"))
    {
      attest_review_record_set_text (object, "meaning", act->meaning);
      attest_review_record_set_text (object, "accurate", act->accurate);
      attest_review_record_set_text (object, "safe", act->safe);
      attest_review_record_set_text (object, "current", act->current);
      attest_review_record_set_text (object, "signed_hash", act->signed_hash);
      attest_review_record_set_texts (object, "roles", (const char *const *) act->roles);
      attest_review_record_set_texts (object, "specialties", (const char *const *) act->specialties);
      attest_review_record_set_text (object, "interests", act->interests);
      set_findings (object, act->findings);
      set_order (object, find_order (orders, act->event));
    }
  attest_review_record_set_text (object, "reason", act->reason);

  return object;
}

static JsonArray *
collect_acts (AttestReviewRecordSource *source, const char *audience, GError **error)
{
  AttestDatabase *database = attest_library_get_database (source->library);
  g_autoptr (GPtrArray) acts = attest_review_act_table_list (database, source->article->id, audience, error);
  g_autoptr (GPtrArray) orders =
      acts != NULL ? attest_review_list_verdict_orders (source->library, source->article->id, audience, error) : NULL;
  JsonArray *array;

  if (orders == NULL)
    return NULL;

  array = json_array_sized_new (acts->len);
  for (guint i = 0; i < acts->len; i++)
    json_array_add_object_element (array, make_act (g_ptr_array_index (acts, i), orders));

  return array;
}

/* Findings that somebody decided, and what was taken back of that. Start and end of one about no words of the text are equal. */
static JsonObject *
make_finding_act (const AttestFindingAct *act)
{
  JsonObject *object = json_object_new ();

  attest_review_record_set_text (object, "event", act->event);
  attest_review_record_set_text (object, "act", act->act);
  attest_review_record_set_text (object, "person", act->actor);
  attest_review_record_set_time (object, "when", act->time);
  attest_review_record_set_text (object, "reason", act->reason);
  attest_review_record_set_text (object, "rule", act->rule);
  attest_review_record_set_text (object, "pack", act->pack);
  attest_review_record_set_text (object, "quote", act->exact);
  attest_review_record_set_text (object, "revision", act->revision);
  json_object_set_int_member (object, "start", act->start);
  json_object_set_int_member (object, "end", act->end);

  return object;
}

static JsonArray *
collect_finding_acts (AttestReviewRecordSource *source, const char *audience, GError **error)
{
  AttestDatabase *database = attest_library_get_database (source->library);
  g_autoptr (GPtrArray) acts = attest_finding_act_table_list (database, source->article->id, audience, error);
  JsonArray *array;

  if (acts == NULL)
    return NULL;

  array = json_array_sized_new (acts->len);
  for (guint i = 0; i < acts->len; i++)
    json_array_add_object_element (array, make_finding_act (g_ptr_array_index (acts, i)));

  return array;
}

static JsonArray *
collect_assignments (AttestReviewRecordSource *source, const char *audience, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_library_list_assignments (source->library, source->article->id, error);
  JsonArray *array;

  if (rows == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestAssignment *row = g_ptr_array_index (rows, i);
      JsonObject *object;

      if (!g_str_equal (row->audience, audience))
        continue;
      object = json_object_new ();
      attest_review_record_set_text (object, "reviewer", row->reviewer);
      attest_review_record_set_text (object, "person", row->actor);
      attest_review_record_set_time (object, "when", row->time);
      attest_review_record_set_text (object, "due", row->due);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* The record is one thing wherever it is read, also in what the screen needs to show a sentence. @sentence: (nullable) */
static void
set_sentence (JsonObject *object, const char *name, const char *sentence)
{
  g_autofree char *plain = sentence != NULL ? attest_isolate_remove (sentence) : NULL;

  attest_review_record_set_text (object, name, plain);
}

static JsonArray *
make_missing (const AttestAssessment *assessment)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < assessment->missing->len; i++)
    {
      const AttestMissing *missing = g_ptr_array_index (assessment->missing, i);
      JsonObject *object = json_object_new ();

      attest_review_record_set_text (object, "code", missing->code);
      set_sentence (object, "text", missing->text);
      set_sentence (object, "who", missing->who);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
make_sign_offs (GPtrArray *sign_offs)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sign_offs->len; i++)
    {
      const AttestSignOff *sign_off = g_ptr_array_index (sign_offs, i);
      JsonObject *object = json_object_new ();

      attest_review_record_set_text (object, "person", sign_off->person);
      attest_review_record_set_text (object, "meaning", sign_off->meaning);
      attest_review_record_set_text (object, "interests", sign_off->interests);
      attest_review_record_set_time (object, "when", sign_off->time);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
set_policies (JsonObject *object, const AttestAssessment *assessment, gboolean understood)
{
  g_autofree char *takes = attest_policy_in_force_dup_sentence (assessment->policy, FALSE);
  g_autofree char *under = assessment->published_policy != NULL
                               ? attest_policy_in_force_dup_sentence (assessment->published_policy, TRUE)
                               : NULL;

  set_sentence (object, "policy", assessment->status != ATTEST_STATUS_APPROVED ? takes : NULL);
  set_sentence (object, "published_policy", understood ? under : NULL);
}

/* Where the article or the board has an event that this version does not understand, nothing is said of approval, as on a page. */
static gboolean
set_status (AttestReviewRecordSource *source, JsonObject *object, const AttestVariant *variant, GError **error)
{
  g_autoptr (AttestAssessment) assessment =
      attest_review_assess_variant (source->library, source->article->id, variant->audience, source->made, error);
  gboolean understood = source->article->unknown_kind == NULL && source->board->unknown_kind == NULL;

  if (assessment == NULL)
    return FALSE;

  attest_review_record_set_text (
      object, "status", understood ? attest_status_to_string (assessment->status) : "not-understood");
  json_object_set_boolean_member (object, "due", understood && assessment->due);
  attest_review_record_set_time (object, "due_after", assessment->due_after > 1 ? assessment->due_after : 0);
  attest_review_record_set_text (object, "newest", variant->newest);
  attest_review_record_set_text (object, "submitted", assessment->submitted);
  attest_review_record_set_time (object, "submitted_time", assessment->submitted_time);
  attest_review_record_set_text (object, "published", understood ? assessment->published : NULL);
  attest_review_record_set_time (object, "published_time", understood ? assessment->published_time : 0);
  json_object_set_array_member (
      object, "published_sign_offs", understood ? make_sign_offs (assessment->published_sign_offs) : json_array_new ());
  json_object_set_array_member (object, "missing", make_missing (assessment));
  set_policies (object, assessment, understood);

  return TRUE;
}

/* ---- Audiences ---- */

typedef JsonArray *(*Collect) (AttestReviewRecordSource *source, const char *audience, GError **error);

static JsonObject *
collect_audience (AttestReviewRecordSource *source, const AttestVariant *variant, GError **error)
{
  static const struct
  {
    const char *name;
    Collect collect;
  } parts[] = {
    { "revisions", collect_revisions },  { "comments", collect_comments },       { "acts", collect_acts },
    { "waivers", collect_finding_acts }, { "assignments", collect_assignments },
  };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (AttestAudience) audience = attest_library_find_audience (source->library, variant->audience, NULL);

  attest_review_record_set_text (object, "audience", variant->audience);
  attest_review_record_set_text (object, "label", audience != NULL ? audience->label : variant->audience);
  if (!set_status (source, object, variant, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *array = parts[i].collect (source, variant->audience, error);

      if (array == NULL)
        return NULL;
      json_object_set_array_member (object, parts[i].name, array);
    }

  return g_steal_pointer (&object);
}

JsonArray *
attest_review_record_collect_audiences (AttestReviewRecordSource *source, GError **error)
{
  g_autoptr (GPtrArray) variants = attest_library_list_variants (source->library, source->article->id, error);
  g_autoptr (JsonArray) array = NULL;

  if (variants == NULL)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; i < variants->len; i++)
    {
      JsonObject *audience = collect_audience (source, g_ptr_array_index (variants, i), error);

      if (audience == NULL)
        return NULL;
      json_array_add_object_element (array, audience);
    }

  return g_steal_pointer (&array);
}
