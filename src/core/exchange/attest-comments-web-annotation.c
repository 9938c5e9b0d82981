/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/attest-annotations.h"
#include "exchange/attest-comments-export-private.h"

/* W3C Web Annotation Data Model, 23 February 2017. Things are named by their SHA-256, as RFC 6920 writes one: nobody has to run a server for them. */

#define CONTEXT "http://www.w3.org/ns/anno.jsonld"
#define HASH_BYTES 32

static char *
dup_name (const char *hash)
{
  guint8 bytes[HASH_BYTES];
  g_autofree char *encoded = NULL;

  for (guint i = 0; i < HASH_BYTES; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hash[2 * i]) << 4 | g_ascii_xdigit_value (hash[2 * i + 1]));
  encoded = g_base64_encode (bytes, sizeof bytes);
  for (char *at = encoded; *at != '\0'; at++)
    if (*at == '+')
      *at = '-';
    else if (*at == '/')
      *at = '_';
    else if (*at == '=')
      *at = '\0';

  return g_strconcat ("ni:///sha-256;", encoded, NULL);
}

/* ---- Members ---- */

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_hash (JsonBuilder *builder, const char *name, const char *hash)
{
  g_autofree char *value = dup_name (hash);

  add_text (builder, name, value);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *written = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  if (written != NULL)
    add_text (builder, name, written);
}

/* @edited: 0 when nobody changed it since. */
static void
add_made (JsonBuilder *builder, const AttestCommentsSource *source, const char *person, gint64 time, gint64 edited)
{
  add_time (builder, "created", time);
  if (edited != 0)
    add_time (builder, "modified", edited);
  json_builder_set_member_name (builder, "creator");
  json_builder_begin_object (builder);
  add_text (builder, "type", "Person");
  add_text (builder, "name", attest_comments_source_get_name (source, person));
  json_builder_end_object (builder);
}

static void
add_body (JsonBuilder *builder, const char *purpose, const char *format, const char *value)
{
  json_builder_begin_object (builder);
  add_text (builder, "type", "TextualBody");
  add_text (builder, "purpose", purpose);
  if (format != NULL)
    add_text (builder, "format", format);
  add_text (builder, "value", value);
  json_builder_end_object (builder);
}

/* ---- A comment ---- */

/* The model's own words for why somebody annotates; what they do not say is a tag. */
static const char *
get_motivation (const char *kind)
{
  static const char *const motivations[][2] = {
    { "change", "editing" },   { "question", "questioning" }, { "delete", "editing" },
    { "evidence", "linking" }, { "agree", "assessing" },      { "note", "commenting" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (motivations); i++)
    if (g_str_equal (motivations[i][0], kind))
      return motivations[i][1];

  return "commenting";
}

static void
add_bodies (JsonBuilder *builder, const AttestComment *comment)
{
  json_builder_set_member_name (builder, "body");
  json_builder_begin_array (builder);
  if (*comment->text != '\0')
    add_body (builder, "commenting", "text/plain", comment->text);
  if (comment->suggestion != NULL)
    add_body (builder, "editing", "text/markdown", comment->suggestion);
  add_body (builder, "tagging", NULL, comment->kind);
  if (comment->blocking)
    add_body (builder, "tagging", NULL, "blocking");
  if (comment->declined_by != NULL)
    add_body (builder, "tagging", NULL, "declined");
  if (comment->resolved)
    add_body (builder, "tagging", NULL, "resolved");
  if (comment->about == ATTEST_COMMENT_ABOUT_WORDS)
    add_body (builder, "tagging", NULL, attest_anchor_state_to_string (comment->placement->state));
  json_builder_end_array (builder);
}

static void
add_quote (JsonBuilder *builder, const AttestAnchor *anchor)
{
  json_builder_begin_object (builder);
  add_text (builder, "type", "TextQuoteSelector");
  add_text (builder, "exact", anchor->exact);
  add_text (builder, "prefix", anchor->prefix);
  add_text (builder, "suffix", anchor->suffix);
  json_builder_end_object (builder);
}

/* The model counts characters. */
static void
add_position (JsonBuilder *builder, const AttestCommentsSource *source, const AttestPlacement *placement)
{
  gint64 start = g_utf8_strlen (source->text, (gssize) placement->start);

  json_builder_begin_object (builder);
  add_text (builder, "type", "TextPositionSelector");
  add_number (builder, "start", start);
  add_number (builder,
              "end",
              start + g_utf8_strlen (source->text + placement->start, (gssize) (placement->end - placement->start)));
  json_builder_end_object (builder);
}

/* Where it stands today. One without a place keeps the words that it was made on. */
static void
add_words (JsonBuilder *builder, const AttestCommentsSource *source, const AttestComment *comment)
{
  g_autoptr (GBytes) text = g_bytes_ref (attest_document_get_markdown (source->document));
  gboolean placed = attest_comment_has_place (comment);
  g_autoptr (AttestAnchor) now =
      placed ? attest_anchor_new (text, comment->placement->start, comment->placement->end) : NULL;

  json_builder_set_member_name (builder, "selector");
  json_builder_begin_array (builder);
  add_quote (builder, now != NULL ? now : comment->anchor);
  if (now != NULL)
    add_position (builder, source, comment->placement);
  json_builder_end_array (builder);
}

/* The place in the list of references that the page of the text has. */
static void
add_reference (JsonBuilder *builder, const char *key)
{
  g_autofree char *fragment = g_strconcat (ATTEST_ANNOTATION_REFERENCE, key, NULL);

  json_builder_set_member_name (builder, "selector");
  json_builder_begin_object (builder);
  add_text (builder, "type", "FragmentSelector");
  add_text (builder, "value", fragment);
  json_builder_end_object (builder);
}

/* What the comment is about. Where nothing in the text is selected, that is all of it. */
static void
add_target (JsonBuilder *builder, const AttestCommentsSource *source, const AttestComment *comment)
{
  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  add_hash (builder, "source", source->revision->text);
  if (comment->about == ATTEST_COMMENT_ABOUT_WORDS)
    add_words (builder, source, comment);
  else if (comment->about == ATTEST_COMMENT_ABOUT_REFERENCE)
    add_reference (builder, comment->reference);
  json_builder_end_object (builder);
}

static void
add_reply (JsonBuilder *builder,
           const AttestCommentsSource *source,
           const AttestComment *comment,
           const AttestReply *reply)
{
  json_builder_begin_object (builder);
  add_hash (builder, "id", reply->id);
  add_text (builder, "type", "Annotation");
  add_text (builder, "motivation", "replying");
  add_made (builder, source, reply->author, reply->time, reply->edited);
  json_builder_set_member_name (builder, "body");
  add_body (builder, "replying", "text/plain", reply->text);
  add_hash (builder, "target", comment->id);
  json_builder_end_object (builder);
}

static void
add_comment (JsonBuilder *builder, const AttestCommentsSource *source, const AttestComment *comment, guint number)
{
  g_autofree char *label = g_strdup_printf ("C%03u", number);

  json_builder_begin_object (builder);
  add_hash (builder, "id", comment->id);
  add_text (builder, "type", "Annotation");
  add_text (builder, "label", label);
  add_text (builder, "motivation", get_motivation (comment->kind));
  add_made (builder, source, comment->author, comment->time, comment->edited);
  add_bodies (builder, comment);
  add_target (builder, source, comment);
  json_builder_end_object (builder);
  for (guint i = 0; comment->replies != NULL && i < comment->replies->len; i++)
    add_reply (builder, source, comment, g_ptr_array_index (comment->replies, i));
}

/* ---- All of them ---- */

static guint
count_annotations (const AttestCommentsSource *source)
{
  guint count = 0;

  for (guint i = 0; i < source->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (source->comments, i);

      if (!comment->retracted)
        count += 1 + (comment->replies != NULL ? comment->replies->len : 0);
    }

  return count;
}

static void
add_page (JsonBuilder *builder, const AttestCommentsSource *source, const char *collection)
{
  g_autofree char *id = g_strconcat (collection, "&page=1", NULL);

  json_builder_set_member_name (builder, "first");
  json_builder_begin_object (builder);
  add_text (builder, "id", id);
  add_text (builder, "type", "AnnotationPage");
  add_number (builder, "startIndex", 0);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < source->comments->len; i++)
    {
      const AttestComment *comment = g_ptr_array_index (source->comments, i);

      if (!comment->retracted)
        add_comment (builder, source, comment, i + 1);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
attest_comments_write_web_annotations (const AttestCommentsSource *source)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autofree char *text = dup_name (source->revision->text);
  g_autofree char *id = g_strconcat (text, "?annotations", NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  add_text (builder, "@context", CONTEXT);
  add_text (builder, "id", id);
  add_text (builder, "type", "AnnotationCollection");
  add_text (builder, "label", source->revision->title);
  add_number (builder, "total", count_annotations (source));
  add_page (builder, source, id);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);

  return g_strconcat (json, "\n", NULL);
}
