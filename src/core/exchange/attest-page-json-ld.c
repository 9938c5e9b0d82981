/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-private.h"

#include <string.h>

/* Types and properties: schema.org's MedicalWebPage; `reviewedBy` and `lastReviewed` belong to WebPage, `audience` and `citation` to CreativeWork. */

static JsonArray *
make_reviewers (const AttestPageFacts *facts)
{
  JsonArray *reviewers = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->texts->len; i++)
    {
      AttestPageText *text = g_ptr_array_index (facts->texts, i);

      for (guint j = 0; j < text->reviewers->len; j++)
        {
          AttestPageReviewer *reviewer = g_ptr_array_index (text->reviewers, j);
          JsonObject *person;

          if (!g_hash_table_add (seen, g_strconcat (reviewer->name, "\n", reviewer->credentials, NULL)))
            continue;
          person = json_object_new ();
          json_object_set_string_member (person, "@type", "Person");
          json_object_set_string_member (person, "name", reviewer->name);
          if (*reviewer->credentials)
            json_object_set_string_member (person, "honorificSuffix", reviewer->credentials);
          json_array_add_object_element (reviewers, person);
        }
    }
  return reviewers;
}

/* The earliest approval: on that day, at the latest, every text of the page had been reviewed. */
static gint64
get_last_reviewed (const AttestPageFacts *facts)
{
  gint64 earliest = G_MAXINT64;

  for (guint i = 0; i < facts->texts->len; i++)
    earliest = MIN (earliest, ((AttestPageText *) g_ptr_array_index (facts->texts, i))->assessment->published_time);
  return earliest;
}

static JsonArray *
make_audiences (const AttestPageFacts *facts)
{
  JsonArray *audiences = json_array_new ();

  for (guint i = 0; i < facts->texts->len; i++)
    {
      AttestPageText *text = g_ptr_array_index (facts->texts, i);
      JsonObject *audience = json_object_new ();
      const char *type = "MedicalAudience";

      if (g_str_equal (text->audience, "patient"))
        type = "Patient";
      else if (g_str_equal (text->audience, "public"))
        type = "PeopleAudience";
      json_object_set_string_member (audience, "@type", type);
      json_object_set_string_member (audience, "audienceType", text->label);
      json_array_add_object_element (audiences, audience);
    }
  return audiences;
}

static void
add_citations (JsonArray *citations, GHashTable *seen, const AttestPageText *text)
{
  for (guint i = 0; i < text->formatted->len; i++)
    {
      JsonObject *item = attest_references_get_item (text->references, attest_references_get_key (text->references, i));
      AttestReferenceText *reference = g_ptr_array_index (text->formatted, i);
      JsonObject *citation;

      if (attest_reference_is_placeholder (item) || !g_hash_table_add (seen, g_strdup (reference->plain)))
        continue;
      citation = json_object_new ();
      json_object_set_string_member (citation, "@type", "CreativeWork");
      json_object_set_string_member (citation, "name", reference->plain);
      if (reference->url)
        json_object_set_string_member (citation, "url", reference->url);
      json_array_add_object_element (citations, citation);
    }
}

static JsonArray *
make_citations (const AttestPageFacts *facts)
{
  JsonArray *citations = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < facts->texts->len; i++)
    add_citations (citations, seen, g_ptr_array_index (facts->texts, i));
  return citations;
}

static void
add_board (JsonObject *page, const AttestBoard *board)
{
  if (*board->name)
    {
      JsonObject *publisher = json_object_new ();

      json_object_set_string_member (publisher, "@type", "Organization");
      json_object_set_string_member (publisher, "name", board->name);
      json_object_set_object_member (page, "publisher", publisher);
    }
  if (attest_page_is_web_address (board->policy_url))
    json_object_set_string_member (page, "publishingPrinciples", board->policy_url);
}

static gint64
get_last_updated (const AttestPageFacts *facts)
{
  gint64 latest = 0;

  for (guint i = 0; i < facts->texts->len; i++)
    latest = MAX (latest, ((AttestPageText *) g_ptr_array_index (facts->texts, i))->revision->updated);
  return latest;
}

char *
attest_page_write_json_ld (const AttestPageFacts *facts)
{
  g_autoptr (JsonObject) page = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *language =
      attest_page_dup_language (((AttestPageText *) g_ptr_array_index (facts->texts, 0))->revision->language);
  g_autofree char *updated = attest_page_dup_day (get_last_updated (facts), FALSE);
  g_autofree char *json = NULL;
  g_autoptr (GString) safe = NULL;

  json_object_set_string_member (page, "@context", "https://schema.org");
  json_object_set_string_member (page, "@type", "MedicalWebPage");
  json_object_set_string_member (page, "name", attest_page_facts_get_title (facts));
  json_object_set_string_member (page, "inLanguage", language);
  json_object_set_string_member (page, "dateModified", updated);
  json_object_set_array_member (page, "audience", make_audiences (facts));
  json_object_set_array_member (page, "citation", make_citations (facts));
  add_board (page, facts->board);
  if (facts->all_approved)
    {
      g_autofree char *reviewed = attest_page_dup_day (get_last_reviewed (facts), FALSE);

      json_object_set_array_member (page, "reviewedBy", make_reviewers (facts));
      json_object_set_string_member (page, "lastReviewed", reviewed);
    }

  json_node_set_object (node, page);
  json = json_to_string (node, FALSE);
  safe = g_string_new (json);
  g_string_replace (safe, "<", "\\u003c", 0);
  g_string_replace (safe, ">", "\\u003e", 0);
  g_string_replace (safe, "&", "\\u0026", 0);
  return g_string_free (g_steal_pointer (&safe), FALSE);
}
