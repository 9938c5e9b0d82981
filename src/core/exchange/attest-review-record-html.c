/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-review-record-html.h"

#include "exchange/attest-page-private.h"

/*
 * Written from the model alone, so that the page cannot say more than the JSON nor less; the test looks for each of its texts here. The page's own words are
 * English, like an exported page's.
 */

#define STYLE_NAME "record.css"

static JsonArray *
get_list (JsonObject *object, const char *name)
{
  return attest_review_record_get_array (object, name);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return attest_review_record_get_text (object, name);
}

/* ---- The top: what may be relied on ---- */

static void
append_head (GString *html, JsonObject *record)
{
  g_autofree char *page_style = attest_page_dup_style ();
  g_autofree char *style = attest_page_dup_style_named (STYLE_NAME);

  g_string_append (html,
                   "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"" ATTEST_PAGE_CONTENT_POLICY "\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"robots\" content=\"noindex\">\n<title>Review record: ");
  attest_review_record_append_text (html, get_text (json_object_get_object_member (record, "article"), "title"));
  g_string_append_printf (html, "</title>\n<style>\n%s%s</style>\n</head>\n", page_style, style);
}

static void
append_problems (GString *html, JsonObject *record)
{
  JsonArray *problems = get_list (record, "problems");
  gint64 elsewhere = json_object_get_int_member (record, "faults_elsewhere");

  if (attest_review_record_holds (record))
    {
      g_string_append (
          html,
          "<p class=\"sound\">No fault was found when this record was made: every hash and every chain was "
          "as it should be, and each text in it is the one that its hash names.</p>\n");
    }
  else
    {
      g_string_append (html,
                       "<section class=\"fault\" aria-labelledby=\"faults\">\n<h2 id=\"faults\">This record does not "
                       "hold</h2>\n<p>These faults were found, so what it says cannot be relied on:</p>\n<ul>\n");
      for (guint i = 0; i < json_array_get_length (problems); i++)
        {
          g_string_append (html, "<li>");
          attest_review_record_append_fields (html, record, json_array_get_object_element (problems, i), NULL);
          g_string_append (html, "</li>\n");
        }
      g_string_append (html, "</ul>\n</section>\n");
    }
  if (elsewhere > 0)
    g_string_append_printf (html,
                            "<p class=\"fault\">Faults in other articles of the library: %" G_GINT64_FORMAT
                            ". “attest-cli log verify” names them.</p>\n",
                            elsewhere);
}

static void
append_seal (GString *html, JsonObject *record)
{
  JsonObject *seal = json_object_get_object_member (record, "seal");

  g_string_append (html, "<section aria-labelledby=\"seal\">\n<h2 id=\"seal\">Seal of the library</h2>\n");
  if (get_text (seal, "line") == NULL)
    {
      g_string_append (html, "<p>The library could not be sealed:</p>\n");
      attest_review_record_append_words (html, "p", get_text (seal, "why_none"));
    }
  else
    {
      g_string_append (html, "<p>");
      attest_review_record_append_code (html, get_text (seal, "line"));
      g_string_append_printf (html,
                              "</p>\n<p>Events that it covers: %" G_GINT64_FORMAT ".</p>\n",
                              json_object_get_int_member (seal, "events"));
      attest_review_record_append_list (html, get_list (seal, "covers"));
    }
  g_string_append (html, "<h3>What this does not prove</h3>\n");
  attest_review_record_append_list (html, get_list (seal, "not_proved"));
  g_string_append (html, "</section>\n");
}

static void
append_top (GString *html, JsonObject *record)
{
  JsonObject *article = json_object_get_object_member (record, "article");
  JsonObject *board = json_object_get_object_member (record, "board");

  g_string_append (html, "<h1>Review record: <span dir=\"auto\">");
  attest_review_record_append_text (html, get_text (article, "title"));
  g_string_append (html, "</span></h1>\n<p>Made on ");
  attest_review_record_append_time (html, get_text (record, "made"));
  g_string_append (html, " with <span>");
  attest_review_record_append_text (html, get_text (record, "made_with"));
  g_string_append (html, "</span>, in the form <code>");
  attest_review_record_append_text (html, get_text (record, "format"));
  g_string_append (html, "</code>. All times are UTC.</p>\n");
  attest_review_record_append_words (html, "p", get_text (record, "statement"));
  if (json_object_get_boolean_member (board, "sample"))
    g_string_append (html,
                     "<p class=\"fault\">This library is a sample. Its board, its people and their reviews are "
                     "invented.</p>\n");
  append_problems (html, record);
  append_seal (html, record);
  g_string_append (html, "<section aria-labelledby=\"article\">\n<h2 id=\"article\">Article</h2>\n");
  attest_review_record_append_fields (html, record, article, NULL);
  g_string_append (html, "</section>\n<section aria-labelledby=\"board\">\n<h2 id=\"board\">Board</h2>\n");
  attest_review_record_append_fields (html, record, board, NULL);
  g_string_append (html, "</section>\n");
}

/* ---- People and what they did ---- */

static void
append_statuses (GString *html, JsonObject *record)
{
  JsonArray *audiences = get_list (record, "audiences");

  g_string_append (
      html,
      "<section aria-labelledby=\"status\">\n<h2 id=\"status\">Status</h2>\n<table>\n<thead><tr><th "
      "scope=\"col\">Text for</th><th scope=\"col\">Status</th><th scope=\"col\">Approved</th></tr></thead>\n"
      "<tbody>\n");
  for (guint i = 0; i < json_array_get_length (audiences); i++)
    {
      JsonObject *audience = json_array_get_object_element (audiences, i);

      g_string_append (html, "<tr>");
      attest_review_record_append_words (html, "td", get_text (audience, "label"));
      attest_review_record_append_words (html, "td", get_text (audience, "status"));
      g_string_append (html, "<td>");
      attest_review_record_append_time (html, get_text (audience, "published_time"));
      g_string_append (html, "</td></tr>\n");
    }
  g_string_append (html, "</tbody>\n</table>\n</section>\n");
}

static void
append_joined (GString *html, JsonArray *texts)
{
  for (guint i = 0; i < json_array_get_length (texts); i++)
    {
      if (i > 0)
        g_string_append (html, ", ");
      attest_review_record_append_text (html, json_array_get_string_element (texts, i));
    }
}

static void
append_people (GString *html, JsonObject *record)
{
  JsonArray *people = get_list (record, "people");

  g_string_append (html,
                   "<section aria-labelledby=\"people\">\n<h2 id=\"people\">People</h2>\n<p>As recorded by the "
                   "board.</p>\n<table>\n<thead><tr><th scope=\"col\">Name and credentials</th><th "
                   "scope=\"col\">Roles now</th><th scope=\"col\">Specialties now</th><th scope=\"col\">Declared "
                   "interests now</th><th scope=\"col\">Identity</th><th scope=\"col\">Counts as</th></tr>"
                   "</thead>\n<tbody>\n");
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);

      g_string_append (html, "<tr><td>");
      attest_review_record_append_person (html, record, get_text (person, "id"));
      g_string_append (html, "</td><td>");
      append_joined (html, get_list (person, "roles"));
      g_string_append (html, "</td><td>");
      append_joined (html, get_list (person, "specialties"));
      g_string_append (html, "</td><td>");
      attest_review_record_append_text (html, get_text (person, "interests"));
      g_string_append (html, "</td><td>");
      attest_review_record_append_code (html, get_text (person, "id"));
      g_string_append (html, "</td><td>");
      attest_review_record_append_code (html, get_text (person, "counts_as"));
      g_string_append (html, "</td></tr>\n");
    }
  g_string_append (html, "</tbody>\n</table>\n</section>\n");
}

static void
append_entry (GString *html, JsonObject *record, JsonObject *entry)
{
  const char *no_effect = get_text (entry, "no_effect");

  g_string_append_printf (html, "<li%s>\n<p>", no_effect != NULL ? " class=\"no-effect\"" : "");
  attest_review_record_append_time (html, get_text (entry, "when"));
  g_string_append (html, " <strong>");
  attest_review_record_append_person (html, record, get_text (entry, "person"));
  g_string_append (html, "</strong> <span>");
  attest_review_record_append_text (html, get_text (entry, "what"));
  g_string_append (html, "</span>.</p>\n");
  attest_review_record_append_words (html, "p", get_text (entry, "details"));
  attest_review_record_append_words (html, "pre", get_text (entry, "why"));
  if (no_effect != NULL)
    {
      g_string_append (html, "<p>This had no effect:</p>\n");
      attest_review_record_append_words (html, "p", no_effect);
    }
  g_string_append (html, "<p class=\"hash\">Event ");
  attest_review_record_append_code (html, get_text (entry, "event"));
  g_string_append (html, "</p>\n</li>\n");
}

static void
append_timeline (GString *html, JsonObject *record)
{
  JsonArray *timeline = get_list (record, "timeline");

  g_string_append (html,
                   "<section aria-labelledby=\"timeline\">\n<h2 id=\"timeline\">What happened</h2>\n<ol "
                   "class=\"timeline\">\n");
  for (guint i = 0; i < json_array_get_length (timeline); i++)
    append_entry (html, record, json_array_get_object_element (timeline, i));
  g_string_append (html, "</ol>\n</section>\n");
}

/* ---- Texts ---- */

/* Each object of the array in a list item; nothing where there is none. */
static void
append_objects (GString *html, JsonObject *record, const char *heading, JsonArray *objects)
{
  if (json_array_get_length (objects) == 0)
    return;

  g_string_append_printf (html, "<h3>%s</h3>\n<ol>\n", heading);
  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      g_string_append (html, "<li>");
      attest_review_record_append_fields (html, record, json_array_get_object_element (objects, i), NULL);
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ol>\n");
}

static void
append_revision_number (GString *html, JsonArray *revisions, const char *id)
{
  JsonObject *revision = attest_review_record_find (revisions, "id", id);

  if (revision != NULL)
    g_string_append_printf (html, "Revision %" G_GINT64_FORMAT " ", json_object_get_int_member (revision, "number"));
  attest_review_record_append_code (html, id);
}

/* 21 CFR 11.50: the printed name, the date and time, and what the signature means stand beside what was signed. */
static void
append_verdict (GString *html, JsonObject *record, JsonObject *act, JsonArray *revisions)
{
  static const char *const shown[] = { "act", "event", "person", "when", "revision", "meaning", "signed_hash", NULL };

  g_string_append (html, "<tr><td>");
  attest_review_record_append_person (html, record, get_text (act, "person"));
  g_string_append (html, "</td><td>");
  attest_review_record_append_time (html, get_text (act, "when"));
  g_string_append (html, "</td><td>");
  attest_review_record_append_text (html, get_text (act, "act"));
  g_string_append (html, "</td><td>");
  attest_review_record_append_text (html, get_text (act, "meaning"));
  g_string_append (html, "</td><td>");
  attest_review_record_append_fields (html, record, act, shown);
  g_string_append (html, "</td><td class=\"hash\">");
  append_revision_number (html, revisions, get_text (act, "revision"));
  if (get_text (act, "signed_hash") != NULL)
    g_string_append (html, "<br>signed ");
  attest_review_record_append_code (html, get_text (act, "signed_hash"));
  g_string_append (html, "<br>event ");
  attest_review_record_append_code (html, get_text (act, "event"));
  g_string_append (html, "</td></tr>\n");
}

static void
append_acts (GString *html, JsonObject *record, JsonObject *audience)
{
  JsonArray *acts = get_list (audience, "acts");

  if (json_array_get_length (acts) == 0)
    return;

  g_string_append (
      html,
      "<h3>Signatures and other acts of review</h3>\n<table class=\"acts\">\n<thead><tr><th scope=\"col\">Name and "
      "credentials</th><th scope=\"col\">Date and time</th><th scope=\"col\">Act</th><th "
      "scope=\"col\">Meaning</th><th scope=\"col\">Answers and reason</th><th scope=\"col\">What it "
      "covers</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < json_array_get_length (acts); i++)
    append_verdict (html, record, json_array_get_object_element (acts, i), get_list (audience, "revisions"));
  g_string_append (html, "</tbody>\n</table>\n");
}

static void
append_revisions (GString *html, JsonObject *record, JsonArray *revisions)
{
  static const char *const shown[] = { "number", "text", NULL };

  g_string_append (html, "<h3>Texts</h3>\n");
  for (guint i = 0; i < json_array_get_length (revisions); i++)
    {
      JsonObject *revision = json_array_get_object_element (revisions, i);

      g_string_append_printf (html,
                              "<details>\n<summary>Revision %" G_GINT64_FORMAT ", saved ",
                              json_object_get_int_member (revision, "number"));
      attest_review_record_append_time (html, get_text (revision, "when"));
      g_string_append (html, " by ");
      attest_review_record_append_person (html, record, get_text (revision, "author"));
      g_string_append (html, "</summary>\n");
      attest_review_record_append_fields (html, record, revision, shown);
      attest_review_record_append_words (html, "pre", get_text (revision, "text"));
      g_string_append (html, "</details>\n");
    }
}

static void
append_audience (GString *html, JsonObject *record, JsonObject *audience, guint number)
{
  static const char *const later[] = { "label", "revisions", "comments", "acts", "waivers", "assignments", NULL };

  g_string_append_printf (html,
                          "<section aria-labelledby=\"audience-%u\">\n<h2 id=\"audience-%u\">The text for <span "
                          "dir=\"auto\">",
                          number,
                          number);
  attest_review_record_append_text (html, get_text (audience, "label"));
  g_string_append (html, "</span></h2>\n");
  attest_review_record_append_fields (html, record, audience, later);
  append_acts (html, record, audience);
  append_objects (html, record, "Findings of the checks that were waived", get_list (audience, "waivers"));
  append_objects (html, record, "Who was asked to review", get_list (audience, "assignments"));
  append_revisions (html, record, get_list (audience, "revisions"));
  append_objects (html, record, "Comments", get_list (audience, "comments"));
  g_string_append (html, "</section>\n");
}

static void
append_exports (GString *html, JsonObject *record)
{
  JsonArray *exports = get_list (record, "exports");

  if (json_array_get_length (exports) == 0)
    return;

  g_string_append (html, "<section aria-labelledby=\"exports\">\n<h2 id=\"exports\">Exports</h2>\n");
  append_objects (html, record, "Pages that were exported", exports);
  g_string_append (html, "</section>\n");
}

/* ---- Events ---- */

static void
append_blanked (GString *html, JsonObject *record, JsonObject *event)
{
  const char *state = get_text (event, "body_state");

  g_string_append (html, "<p>State of the body: ");
  attest_review_record_append_text (html, state);
  g_string_append (html, "</p>\n");
  if (g_strcmp0 (state, "blanked") == 0)
    attest_review_record_append_fields (html, record, json_object_get_object_member (event, "blanked"), NULL);
}

static void
append_event (GString *html, JsonObject *record, JsonObject *event)
{
  JsonObject *header = json_object_get_object_member (event, "header");

  g_string_append (html, "<tr><td>");
  attest_review_record_append_time (html, get_text (event, "when"));
  g_string_append (html, "</td><td class=\"hash\"><strong>hash</strong> ");
  attest_review_record_append_code (html, get_text (event, "hash"));
  attest_review_record_append_body (html, header);
  g_string_append (html, "</td><td>\n");
  append_blanked (html, record, event);
  if (json_object_get_null_member (event, "body") == FALSE)
    attest_review_record_append_body (html, json_object_get_object_member (event, "body"));
  if (get_text (event, "no_effect") != NULL)
    {
      g_string_append (html, "<p>It had no effect:</p>\n");
      attest_review_record_append_words (html, "p", get_text (event, "no_effect"));
    }
  g_string_append (html, "</td></tr>\n");
}

static void
append_events (GString *html, JsonObject *record)
{
  JsonArray *events = get_list (record, "events");

  g_string_append (html,
                   "<section aria-labelledby=\"events\">\n<h2 id=\"events\">The log</h2>\n<p>Every event of this "
                   "article and of the board, for whoever checks the record with another program.</p>\n");
  attest_review_record_append_list (html, get_list (record, "how_to_check"));
  g_string_append (html,
                   "<table class=\"log\">\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\">Hash and "
                   "header</th><th scope=\"col\">What it says</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < json_array_get_length (events); i++)
    append_event (html, record, json_array_get_object_element (events, i));
  g_string_append (html, "</tbody>\n</table>\n</section>\n");
}

char *
attest_review_record_write_html (JsonObject *record)
{
  GString *html = g_string_sized_new (64 * 1024);
  JsonArray *audiences = get_list (record, "audiences");

  append_head (html, record);
  g_string_append (html, "<body class=\"record\">\n<main>\n");
  append_top (html, record);
  append_statuses (html, record);
  append_people (html, record);
  append_timeline (html, record);
  for (guint i = 0; i < json_array_get_length (audiences); i++)
    append_audience (html, record, json_array_get_object_element (audiences, i), i + 1);
  append_exports (html, record);
  append_events (html, record);
  g_string_append (html, "</main>\n</body>\n</html>\n");

  return g_string_free (html, FALSE);
}
