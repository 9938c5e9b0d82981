/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-sample.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attest-sample-resources.h"
#include "evidence/attest-reference.h"
#include "record/attest-article.h"
#include "text/attest-canonical-json.h"
#include "text/attest-document.h"

#define FOLDER "/io/github/attestdesk/Attest/sample/"
/* When the sample's story begins, 4 May 2026 at 9:00 UTC, and how long each act takes: the same library on every day it is made. */
#define BEGINNING G_GINT64_CONSTANT (1777885200000000)
#define CONTEXT_LENGTH 32
#define STEP (5 * G_TIME_SPAN_HOUR)

/*
 * Filling: plays the story of sample.json into the library.
 * @revisions: id of the revision of each "article/audience"
 * @comments: id of the comment of each name in the story
 */
typedef struct
{
  AttestLibrary *library;
  gint64 time;
  GHashTable *revisions;
  GHashTable *comments;
} Filling;

static GBytes *
load (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, folder, *folder ? "/" : "", file, NULL);

  return g_resource_lookup_data (attest_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static const char *
get (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static JsonArray *
copy_array (JsonObject *object, const char *name)
{
  JsonArray *copy = json_array_new ();
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    json_array_add_string_element (copy, json_array_get_string_element (array, i));
  return copy;
}

/* Copies members of the story's object into an event's body. */
static JsonObject *
make_body (JsonObject *object, const char *const *names)
{
  JsonObject *body = json_object_new ();

  for (guint i = 0; names[i]; i++)
    json_object_set_string_member (body, names[i], get (object, names[i]));
  return body;
}

static char *
append (Filling *self,
        const char *kind,
        const char *stream,
        const char *actor,
        JsonObject *body,
        GBytes *content,
        GError **error)
{
  AttestEventDraft *draft = attest_event_draft_new (kind, stream, actor, body);
  char *hash = NULL;

  if (content)
    attest_event_draft_add_content (draft, content);
  attest_event_draft_set_time (draft, self->time);
  self->time += STEP;
  return attest_library_append_one (self->library, draft, &hash, error) ? hash : NULL;
}

static gboolean
append_and_forget (Filling *self,
                   const char *kind,
                   const char *stream,
                   const char *actor,
                   JsonObject *body,
                   GError **error)
{
  g_autofree char *hash = append (self, kind, stream, actor, body, NULL, error);

  return hash != NULL;
}

static gboolean
add_board (Filling *self, JsonObject *story, const char *editor, GError **error)
{
  static const char *const names[] = { "name", "notice", "policy_url", "disclaimer", NULL };
  JsonObject *board = json_object_get_object_member (story, "board");
  JsonObject *body = make_body (board, names);

  json_object_set_string_member (body, "follow_up_url", get (board, "follow_up"));
  json_object_set_boolean_member (body, "sample", TRUE);
  return append_and_forget (self, "board.set", ATTEST_STREAM_BOARD, editor, body, error);
}

static gboolean
add_people (Filling *self, JsonObject *story, GError **error)
{
  static const char *const names[] = { "name", "credentials", "email", NULL };
  JsonArray *people = json_object_get_array_member (story, "people");
  const char *editor = get (json_array_get_object_element (people, 0), "id");

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);
      JsonObject *body = make_body (person, names);

      json_object_set_string_member (body, "person", get (person, "id"));
      json_object_set_string_member (body, "orcid", "");
      json_object_set_array_member (body, "roles", copy_array (person, "roles"));
      if (!append_and_forget (self, "person.set", ATTEST_STREAM_BOARD, editor, body, error))
        return FALSE;
    }
  return add_board (self, story, editor, error);
}

static JsonObject *
make_revision (JsonObject *article, JsonObject *variant, GBytes *markdown, AttestReferences *references)
{
  g_autoptr (AttestDocument) document = attest_document_new (markdown);
  g_auto (GStrv) keys = attest_document_dup_cited_keys (document);
  g_autoptr (AttestReferences) cited = attest_references_select (references, (const char *const *) keys);
  g_autofree char *json = attest_references_to_json (cited);
  g_autofree char *hash = attest_sha256 (g_bytes_get_data (markdown, NULL), g_bytes_get_size (markdown));
  const char *title = attest_document_get_title (document);
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "audience", get (variant, "audience"));
  json_object_set_string_member (body, "language", get (article, "language"));
  json_object_set_string_member (body, "title", title ? title : get (article, "title"));
  json_object_set_string_member (body, "text", hash);
  json_object_set_string_member (body, "references", json);
  json_object_set_string_member (body, "disclaimer", get (article, "disclaimer"));
  json_object_set_array_member (body, "assets", json_array_new ());
  json_object_set_array_member (body, "parents", json_array_new ());
  json_object_set_array_member (body, "places", json_array_new ());
  return body;
}

static gboolean
add_variant (Filling *self, JsonObject *article, JsonObject *variant, AttestReferences *references, GError **error)
{
  const char *slug = get (article, "slug");
  g_autoptr (GBytes) markdown = load (slug, get (variant, "file"), error);
  char *revision;

  if (!markdown)
    return FALSE;
  revision = append (self,
                     "revision.save",
                     slug,
                     get (variant, "author"),
                     make_revision (article, variant, markdown, references),
                     markdown,
                     error);
  if (!revision)
    return FALSE;
  g_hash_table_insert (self->revisions, g_strconcat (slug, "/", get (variant, "audience"), NULL), revision);
  return TRUE;
}

/* The sample's articles have their slug as id, so that two sample libraries hold the same articles. */
static gboolean
add_texts (Filling *self, JsonObject *article, GError **error)
{
  static const char *const created[] = { "slug", "language", NULL };
  static const char *const set[] = { "disclaimer", NULL };
  const char *slug = get (article, "slug");
  JsonArray *variants = json_object_get_array_member (article, "variants");
  const char *author = get (json_array_get_object_element (variants, 0), "author");
  g_autoptr (GBytes) file = load (slug, get (article, "references"), error);
  g_autofree char *json = file ? g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file)) : NULL;
  g_autoptr (AttestReferences) references = json ? attest_references_new_from_json (json, error) : NULL;
  g_autofree char *tidy = references ? attest_references_to_json (references) : NULL;
  JsonObject *create = make_body (article, created);
  JsonObject *list = json_object_new ();

  json_object_set_array_member (create, "topics", copy_array (article, "topics"));
  json_object_set_string_member (list, "references", tidy ? tidy : "[]");
  if (!references || !append_and_forget (self, "article.create", slug, author, create, error) ||
      !append_and_forget (self, "article.set", slug, author, make_body (article, set), error) ||
      !append_and_forget (self, "references.set", slug, author, list, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (variants); i++)
    if (!add_variant (self, article, json_array_get_object_element (variants, i), references, error))
      return FALSE;
  return TRUE;
}

static JsonObject *
make_act (Filling *self, JsonObject *act, const char *slug, const char *const *names)
{
  g_autofree char *variant = g_strconcat (slug, "/", get (act, "audience"), NULL);
  JsonObject *body = make_body (act, names);

  json_object_set_string_member (body, "revision", g_hash_table_lookup (self->revisions, variant));
  return body;
}

/* Roles that somebody holds at this point of the story. */
static JsonArray *
list_roles (Filling *self, const char *person)
{
  g_autoptr (AttestPerson) found = attest_library_find_person (self->library, person, NULL);
  JsonArray *roles = json_array_new ();

  for (guint i = 0; found && found->roles[i]; i++)
    json_array_add_string_element (roles, found->roles[i]);
  return roles;
}

static gboolean
add_verdict (Filling *self, JsonObject *act, const char *slug, GError **error)
{
  static const char *const names[] = { "audience", "accurate", "safe", "current", "meaning", "reason", NULL };
  JsonObject *body = make_act (self, act, slug, names);
  g_autoptr (AttestRevision) revision = attest_library_load_revision (self->library, get (body, "revision"), error);

  if (!revision)
    {
      json_object_unref (body);
      return FALSE;
    }
  json_object_set_array_member (body, "roles", list_roles (self, get (act, "person")));
  json_object_set_array_member (body, "findings", json_array_new ());
  json_object_set_string_member (body, "signed_hash", revision->signed_hash ? revision->signed_hash : "");
  return append_and_forget (self, "review.verdict", slug, get (act, "person"), body, error);
}

/* Up to 32 code points before or after a place, as anchors keep them. */
static char *
copy_context (const char *text, const char *place, const char *end, gboolean before)
{
  const char *other = place;

  for (guint i = 0; i < CONTEXT_LENGTH && (before ? other > text : other < end); i++)
    other = before ? g_utf8_prev_char (other) : g_utf8_next_char (other);
  return before ? g_strndup (other, place - other) : g_strndup (place, other - place);
}

static void
add_anchor (JsonObject *body, const char *text, gsize length, const char *found, gsize quote_length)
{
  g_autofree char *exact = g_strndup (found, quote_length);
  g_autofree char *prefix = copy_context (text, found, text + length, TRUE);
  g_autofree char *suffix = copy_context (text, found + quote_length, text + length, FALSE);

  json_object_set_int_member (body, "start", found - text);
  json_object_set_int_member (body, "end", found - text + (gint64) quote_length);
  json_object_set_string_member (body, "exact", exact);
  json_object_set_string_member (body, "prefix", prefix);
  json_object_set_string_member (body, "suffix", suffix);
}

static gboolean
add_comment (Filling *self, JsonObject *act, const char *slug, GError **error)
{
  static const char *const names[] = { "audience", "text", "kind", NULL };
  JsonObject *body = make_act (self, act, slug, names);
  g_autoptr (AttestRevision) revision = attest_library_load_revision (self->library, get (body, "revision"), error);
  g_autoptr (GBytes) markdown = revision ? attest_library_load_content (self->library, revision->text, error) : NULL;
  const char *quote = get (act, "quote");
  const char *text = markdown ? g_bytes_get_data (markdown, NULL) : NULL;
  const char *found = text ? g_strstr_len (text, (gssize) g_bytes_get_size (markdown), quote) : NULL;
  char *id;

  if (!found)
    {
      if (markdown)
        g_set_error (error,
                     ATTEST_RECORD_ERROR,
                     ATTEST_RECORD_ERROR_FAILED,
                     "The sample comment “%s” quotes what its text does not say",
                     get (act, "id"));
      json_object_unref (body);
      return FALSE;
    }
  add_anchor (body, text, g_bytes_get_size (markdown), found, strlen (quote));
  json_object_set_boolean_member (
      body, "blocking", json_object_get_boolean_member_with_default (act, "blocking", FALSE));
  if (json_object_has_member (act, "suggestion"))
    json_object_set_string_member (body, "suggestion", get (act, "suggestion"));
  id = append (self, "comment.add", slug, get (act, "person"), body, NULL, error);
  if (id)
    g_hash_table_insert (self->comments, g_strconcat (slug, "/", get (act, "id"), NULL), id);
  return id != NULL;
}

static gboolean
add_to_comment (Filling *self, JsonObject *act, const char *slug, const char *kind, const char *name, GError **error)
{
  const char *const names[] = { name, NULL };
  g_autofree char *comment = g_strconcat (slug, "/", get (act, "comment"), NULL);
  JsonObject *body = make_body (act, names);

  json_object_set_string_member (body, "comment", g_hash_table_lookup (self->comments, comment));
  if (g_str_equal (kind, "comment.resolve"))
    json_object_set_array_member (body, "roles", list_roles (self, get (act, "person")));
  return append_and_forget (self, kind, slug, get (act, "person"), body, error);
}

static gboolean
add_act (Filling *self, JsonObject *act, const char *slug, GError **error)
{
  static const char *const audience[] = { "audience", NULL };
  const char *kind = get (act, "act");
  g_autofree char *name = g_strconcat ("review.", kind, NULL);

  if (g_str_equal (kind, "comment"))
    return add_comment (self, act, slug, error);
  if (g_str_equal (kind, "reply"))
    return add_to_comment (self, act, slug, "comment.reply", "text", error);
  if (g_str_equal (kind, "resolve"))
    return add_to_comment (self, act, slug, "comment.resolve", "reason", error);
  if (g_str_equal (kind, "verdict"))
    return add_verdict (self, act, slug, error);
  return append_and_forget (self, name, slug, get (act, "person"), make_act (self, act, slug, audience), error);
}

static gboolean
add_articles (Filling *self, JsonObject *story, GError **error)
{
  JsonArray *articles = json_object_get_array_member (story, "articles");

  for (guint i = 0; i < json_array_get_length (articles); i++)
    {
      JsonObject *article = json_array_get_object_element (articles, i);
      JsonArray *acts = json_object_get_array_member (article, "acts");

      if (!add_texts (self, article, error))
        return FALSE;
      for (guint j = 0; j < json_array_get_length (acts); j++)
        if (!add_act (self, json_array_get_object_element (acts, j), get (article, "slug"), error))
          return FALSE;
    }
  return TRUE;
}

gboolean
attest_sample_fill (AttestLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) articles = attest_library_list_articles (library, NULL, NULL, 1, error);
  g_autoptr (GBytes) file = articles ? load ("", "sample.json", error) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) revisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) comments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Filling self = { library, BEGINNING, revisions, comments };
  JsonObject *story;

  if (!file ||
      !json_parser_load_from_data (parser, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), error))
    return FALSE;
  if (articles->len > 0)
    {
      g_set_error_literal (error,
                           ATTEST_RECORD_ERROR,
                           ATTEST_RECORD_ERROR_EXISTS,
                           _ ("The library has articles already; the sample goes into an empty one."));
      return FALSE;
    }
  story = json_node_get_object (json_parser_get_root (parser));
  return add_people (&self, story, error) && add_articles (&self, story, error);
}
