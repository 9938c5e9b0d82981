/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-html.h"

#include <string.h>

#include "exchange/attest-page-status.h"

#define LONGEST_IN_LINE 80

typedef enum
{
  FIELD_TEXT,
  FIELD_WORDS,
  /* For programs: long, and folded away. */
  FIELD_DATA,
  FIELD_CODE,
  FIELD_TIME,
  FIELD_PERSON,
} FieldType;

typedef struct
{
  const char *name;
  const char *label;
  FieldType type;
} Field;

static const Field fields[] = {
  { "about", "About", FIELD_TEXT },
  { "accurate", "Accurate", FIELD_TEXT },
  { "act", "Act", FIELD_TEXT },
  { "acts", "What became of it", FIELD_TEXT },
  { "after", "Now", FIELD_WORDS },
  { "asset", "Picture", FIELD_CODE },
  { "assets", "Pictures, as SHA-256", FIELD_CODE },
  { "audience", "Audience", FIELD_TEXT },
  { "audiences", "Audiences", FIELD_TEXT },
  { "author", "Author", FIELD_PERSON },
  { "before", "Then", FIELD_WORDS },
  { "blocking", "Blocks an approval", FIELD_TEXT },
  { "cited", "Cited works", FIELD_WORDS },
  { "code", "Code", FIELD_TEXT },
  { "created", "Made", FIELD_TIME },
  { "current", "Current", FIELD_TEXT },
  { "device", "Device", FIELD_CODE },
  { "disclaimer", "Disclaimer", FIELD_WORDS },
  { "due", "Due", FIELD_TEXT },
  { "due_after", "Due for re-review after", FIELD_TIME },
  { "end", "Ends at byte", FIELD_TEXT },
  { "event", "Event", FIELD_CODE },
  { "field", "Part of the event that differs", FIELD_TEXT },
  { "findings", "Open findings of the checks", FIELD_TEXT },
  { "id", "Identity", FIELD_CODE },
  { "independence", "Independence", FIELD_WORDS },
  { "interests", "Declared interests", FIELD_WORDS },
  { "kind", "Kind", FIELD_TEXT },
  { "language", "Language", FIELD_TEXT },
  { "meaning", "Meaning of the signature", FIELD_TEXT },
  { "missing", "What approval still takes", FIELD_TEXT },
  { "name", "Name", FIELD_TEXT },
  { "newest", "Newest revision", FIELD_CODE },
  { "number", "Number", FIELD_TEXT },
  { "others_before", "What others said before it", FIELD_CODE },
  { "others_in_sight", "Of that, what could be seen", FIELD_CODE },
  { "pack", "Rules", FIELD_TEXT },
  { "page", "Page, as SHA-256", FIELD_CODE },
  { "parents", "Made from", FIELD_CODE },
  { "person", "Person", FIELD_PERSON },
  { "place", "Place", FIELD_TEXT },
  { "places", "Places given by hand", FIELD_TEXT },
  { "policy", "Policy", FIELD_TEXT },
  { "published", "Approved revision", FIELD_CODE },
  { "published_policy", "Approved under", FIELD_TEXT },
  { "published_sign_offs", "Its sign-offs", FIELD_TEXT },
  { "published_time", "Approved", FIELD_TIME },
  { "quote", "On the words", FIELD_WORDS },
  { "reason", "Reason", FIELD_WORDS },
  { "reference", "On the reference", FIELD_CODE },
  { "references", "References, as CSL-JSON", FIELD_DATA },
  { "removed", "Removed", FIELD_TIME },
  { "removed_by", "Removed by", FIELD_PERSON },
  { "replies", "Replies", FIELD_TEXT },
  { "resolved", "Resolved", FIELD_TEXT },
  { "retracted", "Retracted by its author", FIELD_TEXT },
  { "review_months", "Months until re-review", FIELD_TEXT },
  { "reviewer", "Reviewer", FIELD_PERSON },
  { "revision", "Revision", FIELD_CODE },
  { "revisions", "Revisions", FIELD_CODE },
  { "roles", "Roles held then", FIELD_TEXT },
  { "rule", "Rule", FIELD_TEXT },
  { "safe", "Safe", FIELD_TEXT },
  { "sample", "Sample library", FIELD_TEXT },
  { "sequence", "Number of the event", FIELD_TEXT },
  { "severity", "Severity", FIELD_TEXT },
  { "sign_off_roles", "Roles whose sign-offs count", FIELD_TEXT },
  { "sign_offs", "Sign-offs that an approval takes", FIELD_TEXT },
  { "signed_hash", "What a signature covers, as SHA-256", FIELD_CODE },
  { "slug", "Short name", FIELD_CODE },
  { "specialties", "Specialties", FIELD_TEXT },
  { "start", "Starts at byte", FIELD_TEXT },
  { "status", "Status", FIELD_TEXT },
  { "submitted", "Submitted revision", FIELD_CODE },
  { "submitted_time", "Submitted", FIELD_TIME },
  { "suggestion", "Suggested words", FIELD_WORDS },
  { "text", "Words", FIELD_WORDS },
  { "text_blanked_because", "Blanked because", FIELD_WORDS },
  { "text_blanked_by", "Blanked by", FIELD_PERSON },
  { "text_hash", "Text, as SHA-256", FIELD_CODE },
  { "text_state", "State of the text", FIELD_TEXT },
  { "title", "Title", FIELD_TEXT },
  { "topics", "Topics", FIELD_TEXT },
  { "unknown_kind", "Kind of event that this version of Attest does not know", FIELD_CODE },
  { "updated", "Last updated", FIELD_TIME },
  { "version", "Version of the rules", FIELD_TEXT },
  { "when", "When", FIELD_TIME },
  { "who", "Who can supply it", FIELD_TEXT },
};

static const Field *
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (name, fields[i].name))
      return &fields[i];

  return NULL;
}

/* A carriage return that stands as it is would be read as a line feed, and words of the record be changed by that. */
void
attest_review_record_append_text (GString *html, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\r", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (html, "&#13;");
      attest_page_append_escaped (html, parts[i]);
    }
}

void
attest_review_record_append_words (GString *html, const char *element, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  /* The first line break after <pre> would be taken for one of the markup. */
  g_string_append_printf (html, "<%s dir=\"auto\">%s", element, g_str_equal (element, "pre") ? "\n" : "");
  attest_review_record_append_text (html, text);
  g_string_append_printf (html, "</%s>\n", element);
}

void
attest_review_record_append_time (GString *html, const char *when)
{
  if (when == NULL)
    return;

  g_string_append (html, "<time datetime=\"");
  attest_review_record_append_text (html, when);
  g_string_append (html, "\">");
  attest_review_record_append_text (html, when);
  g_string_append (html, "</time>");
}

void
attest_review_record_append_person (GString *html, JsonObject *record, const char *person)
{
  JsonObject *found = attest_review_record_find (attest_review_record_get_array (record, "people"), "id", person);
  const char *credentials = found != NULL ? attest_review_record_get_text (found, "credentials") : NULL;

  g_string_append (html, "<span class=\"person\" dir=\"auto\">");
  attest_review_record_append_text (html, attest_review_record_get_name (record, person));
  g_string_append (html, "</span>");
  if (credentials == NULL || *credentials == '\0')
    return;

  g_string_append (html, ", <span class=\"credentials\" dir=\"auto\">");
  attest_review_record_append_text (html, credentials);
  g_string_append (html, "</span>");
}

void
attest_review_record_append_code (GString *html, const char *code)
{
  if (code == NULL || *code == '\0')
    return;

  g_string_append (html, "<code>");
  attest_review_record_append_text (html, code);
  g_string_append (html, "</code>");
}

void
attest_review_record_append_list (GString *html, JsonArray *sentences)
{
  g_string_append (html, "<ul>\n");
  for (guint i = 0; i < json_array_get_length (sentences); i++)
    attest_review_record_append_words (html, "li", json_array_get_string_element (sentences, i));
  g_string_append (html, "</ul>\n");
}

static void append_members (GString *html, JsonObject *record, JsonObject *object, const char *const *without);

/* What has several lines, or may fill some, gets room of its own. */
static FieldType
guess_type (const char *text)
{
  return strlen (text) > LONGEST_IN_LINE || strpbrk (text, "\r\n") != NULL ? FIELD_WORDS : FIELD_TEXT;
}

static void
append_string (GString *html, JsonObject *record, const Field *field, const char *text)
{
  FieldType type = field != NULL ? field->type : guess_type (text);

  if (type == FIELD_PERSON)
    attest_review_record_append_person (html, record, text);
  else if (type == FIELD_TIME)
    attest_review_record_append_time (html, text);
  else if (type == FIELD_CODE)
    attest_review_record_append_code (html, text);
  else if (type == FIELD_DATA)
    {
      g_string_append (html, "<details>\n<summary>Show</summary>\n");
      attest_review_record_append_words (html, "pre", text);
      g_string_append (html, "</details>\n");
    }
  else
    attest_review_record_append_words (html, type == FIELD_WORDS ? "pre" : "span", text);
}

static void
append_value (GString *html, JsonObject *record, const Field *field, JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    append_members (html, record, json_node_get_object (value), NULL);
  else if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      g_string_append (html, "<ul>\n");
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_string_append (html, "<li>");
          append_value (html, record, field, json_array_get_element (array, i));
          g_string_append (html, "</li>\n");
        }
      g_string_append (html, "</ul>\n");
    }
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    append_string (html, record, field, json_node_get_string (value));
  else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    g_string_append (html, json_node_get_boolean (value) ? "yes" : "no");
  else if (json_node_get_value_type (value) == G_TYPE_INT64)
    g_string_append_printf (html, "%" G_GINT64_FORMAT, json_node_get_int (value));
}

static gboolean
is_empty (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return *json_node_get_string (value) == '\0';

  return JSON_NODE_HOLDS_NULL (value);
}

/* @record: (nullable): NULL for the body of an event, whose members are named as in the log and hold ids and not names. */
static void
append_members (GString *html, JsonObject *record, JsonObject *object, const char *const *without)
{
  g_autoptr (GList) members = json_object_get_members (object);

  g_string_append (html, "<dl>\n");
  for (GList *link = members; link != NULL; link = link->next)
    {
      const char *name = link->data;
      JsonNode *value = json_object_get_member (object, name);
      /* References are what takes much room under each of the two kinds of names. */
      const Field *field = record != NULL || g_str_equal (name, "references") ? find_field (name) : NULL;

      if (is_empty (value) || (without != NULL && g_strv_contains (without, name)))
        continue;
      g_string_append (html, "<div><dt>");
      attest_review_record_append_text (html, record != NULL && field != NULL ? field->label : name);
      g_string_append (html, "</dt><dd>");
      append_value (html, record, field, value);
      g_string_append (html, "</dd></div>\n");
    }
  g_string_append (html, "</dl>\n");
}

void
attest_review_record_append_fields (GString *html, JsonObject *record, JsonObject *object, const char *const *without)
{
  append_members (html, record, object, without);
}

void
attest_review_record_append_body (GString *html, JsonObject *body)
{
  append_members (html, NULL, body, NULL);
}
