/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "evidence/attest-reference-private.h"

#include <string.h>

#include "text/attest-render.h"

/* The forms follow the samples of the ICMJE ("Samples of Formatted References", National Library of Medicine) and, where those are silent,
 * Patrias K, Citing Medicine, 2nd edition. */

/* What is being written: the same words twice, plain and as HTML. */
typedef struct
{
  GString *plain;
  GString *html;
} Writer;

void
attest_reference_text_free (AttestReferenceText *self)
{
  g_free (self->plain);
  g_free (self->html);
  g_free (self->url);
  g_free (self);
}

static void
write_text (Writer *writer, const char *text)
{
  g_autofree char *escaped = attest_escape_html (text, -1);

  g_string_append (writer->plain, text);
  g_string_append (writer->html, escaped);
}

static void
write_space (Writer *writer)
{
  if (writer->plain->len > 0)
    write_text (writer, " ");
}

static void
end_sentence (Writer *writer)
{
  char last = writer->plain->len > 0 ? writer->plain->str[writer->plain->len - 1] : '\0';

  if (last != '\0' && last != '.' && last != '?' && last != '!')
    write_text (writer, ".");
}

static void
write_sentence (Writer *writer, const char *text)
{
  if (!text)
    return;
  write_space (writer);
  write_text (writer, text);
  end_sentence (writer);
}

static void
write_link (Writer *writer, const char *url, const char *text)
{
  g_autofree char *escaped_url = attest_escape_html (url, -1);
  g_autofree char *escaped = attest_escape_html (text, -1);

  g_string_append (writer->plain, text);
  g_string_append_printf (writer->html, "<a href=\"%s\">%s</a>", escaped_url, escaped);
}

static const char *
get_title_tag (const char *text, gsize *length)
{
  static const char *const tags[] = { "<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_has_prefix (text, tags[i]))
      {
        *length = strlen (tags[i]);
        return tags[i];
      }
  return NULL;
}

/* CSL allows these four elements in titles. They are taken as such only when they open and close in turn; else they are words of the title. */
static gboolean
has_balanced_tags (const char *title)
{
  const char *open[8];
  guint depth = 0;

  for (const char *c = title; *c; c++)
    {
      gsize length = 0;
      const char *tag = *c == '<' ? get_title_tag (c, &length) : NULL;

      if (!tag)
        continue;
      if (tag[1] != '/' && depth == G_N_ELEMENTS (open))
        return FALSE;
      if (tag[1] != '/')
        open[depth++] = tag;
      else if (depth == 0 || strcmp (open[--depth] + 1, tag + 2) != 0)
        return FALSE;
    }
  return depth == 0;
}

static void
write_title_text (Writer *writer, const char *title)
{
  const char *run = title;

  if (!has_balanced_tags (title))
    {
      write_text (writer, title);
      return;
    }
  for (const char *c = title;; c++)
    {
      gsize length = 0;
      const char *tag = *c == '<' ? get_title_tag (c, &length) : NULL;

      if (*c != '\0' && !tag)
        continue;
      if (c > run)
        {
          g_autofree char *text = g_strndup (run, c - run);

          write_text (writer, text);
        }
      if (*c == '\0')
        return;
      g_string_append (writer->html, tag);
      run = c + length;
      c = run - 1;
    }
}

static char *
dup_title (JsonObject *item, const char *name)
{
  g_autofree char *title = attest_reference_dup_scalar (item, name);
  gsize length = title ? strlen (title) : 0;

  while (length > 0 && (title[length - 1] == '.' || title[length - 1] == ' ') && !g_str_has_suffix (title, ".."))
    title[--length] = '\0';
  return length > 0 ? g_steal_pointer (&title) : NULL;
}

/* Writes the title as the work's own, in `cite`; @note such as "[Internet]" or "[dissertation]" follows it. */
static void
write_title (Writer *writer, JsonObject *item, const char *name, const char *note)
{
  g_autofree char *title = dup_title (item, name);

  if (!title)
    return;
  write_space (writer);
  g_string_append (writer->html, "<cite>");
  write_title_text (writer, title);
  g_string_append (writer->html, "</cite>");
  if (note)
    {
      write_text (writer, " ");
      write_text (writer, note);
    }
  end_sentence (writer);
}

static void
write_names (Writer *writer, JsonObject *item)
{
  guint n_editors = 0;
  g_autofree char *authors = attest_reference_dup_names (item, "author", NULL);
  g_autofree char *editors = attest_reference_dup_names (item, "editor", &n_editors);
  g_autofree char *both = NULL;

  if (authors)
    {
      write_sentence (writer, authors);
      return;
    }
  if (!editors)
    return;
  both = g_strdup_printf ("%s, %s", editors, n_editors > 1 ? "editors" : "editor");
  write_sentence (writer, both);
}

static char *
dup_edition (JsonObject *item)
{
  g_autofree char *edition = attest_reference_dup_scalar (item, "edition");
  gint64 number;
  char *end;

  if (!edition)
    return NULL;
  number = g_ascii_strtoll (edition, &end, 10);
  if (number > 0 && *end == '\0')
    {
      gboolean teen = number % 100 >= 11 && number % 100 <= 13;
      const char *suffix = teen               ? "th"
                           : number % 10 == 1 ? "st"
                           : number % 10 == 2 ? "nd"
                           : number % 10 == 3 ? "rd"
                                              : "th";

      return number == 1 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT "%s ed", number, suffix);
    }
  if (strstr (edition, " ed"))
    return g_steal_pointer (&edition);
  return g_strdup_printf ("%s ed", edition);
}

/* "New York: McGraw-Hill; 2002." */
static void
write_imprint (Writer *writer, JsonObject *item, gboolean year_only)
{
  g_autofree char *place = attest_reference_dup_scalar (item, "publisher-place");
  g_autofree char *publisher = attest_reference_dup_scalar (item, "publisher");
  g_autofree char *date = attest_reference_dup_date (item, "issued", year_only);
  g_autoptr (GString) imprint = g_string_new (place);

  if (publisher)
    g_string_append_printf (imprint, "%s%s", place ? ": " : "", publisher);
  if (imprint->len > 0)
    g_string_append (imprint, "; ");
  g_string_append (imprint, date ? date : "[date unknown]");
  write_sentence (writer, imprint->str);
}

static char *
dup_journal (JsonObject *item)
{
  g_autofree char *journal = attest_reference_dup_scalar (item, "container-title-short");

  if (!journal)
    journal = attest_reference_dup_scalar (item, "journalAbbreviation");
  if (journal)
    {
      /* NLM's abbreviations have no full stops. */
      GString *plain = g_string_new (journal);

      g_string_replace (plain, ". ", " ", 0);
      if (g_str_has_suffix (plain->str, "."))
        g_string_truncate (plain, plain->len - 1);
      return g_string_free (plain, FALSE);
    }
  return dup_title (item, "container-title");
}

/* "N Engl J Med. 2002 Jul 25;347(4):284-7." */
static void
write_journal (Writer *writer, JsonObject *item)
{
  g_autofree char *journal = dup_journal (item);
  g_autofree char *date = attest_reference_dup_date (item, "issued", FALSE);
  g_autofree char *volume = attest_reference_dup_scalar (item, "volume");
  g_autofree char *issue = attest_reference_dup_scalar (item, "issue");
  g_autofree char *pages = attest_reference_dup_pages (item);
  g_autoptr (GString) place = g_string_new (date ? date : "[date unknown]");

  if (!pages)
    pages = attest_reference_dup_scalar (item, "number");
  if (volume || issue)
    g_string_append_c (place, ';');
  if (volume)
    g_string_append (place, volume);
  if (issue && g_ascii_strncasecmp (issue, "suppl", 5) == 0)
    g_string_append_printf (place, "%s%s", volume ? " " : "", issue);
  else if (issue)
    g_string_append_printf (place, "(%s)", issue);
  if (pages)
    g_string_append_printf (place, ":%s", pages);

  write_sentence (writer, journal);
  write_sentence (writer, place->str);
}

static void
write_book (Writer *writer, JsonObject *item, const char *type)
{
  g_autofree char *edition = dup_edition (item);
  g_autofree char *number = attest_reference_dup_scalar (item, "number");
  guint n_editors = 0;
  g_autofree char *authors = attest_reference_dup_names (item, "author", NULL);
  g_autofree char *editors = attest_reference_dup_names (item, "editor", &n_editors);

  write_title (writer, item, "title", g_str_equal (type, "thesis") ? "[dissertation]" : NULL);
  write_sentence (writer, edition);
  if (authors && editors)
    {
      g_autofree char *line = g_strdup_printf ("%s, %s", editors, n_editors > 1 ? "editors" : "editor");

      write_sentence (writer, line);
    }
  write_imprint (writer, item, !g_str_equal (type, "report"));
  if (number && g_str_equal (type, "report"))
    {
      g_autofree char *line = g_strdup_printf ("Report No.: %s", number);

      write_sentence (writer, line);
    }
}

static void
write_chapter (Writer *writer, JsonObject *item)
{
  guint n_editors = 0;
  g_autofree char *editors = attest_reference_dup_names (item, "editor", &n_editors);
  g_autofree char *authors = attest_reference_dup_names (item, "author", NULL);
  g_autofree char *book = dup_title (item, "container-title");
  g_autofree char *edition = dup_edition (item);
  g_autofree char *pages = attest_reference_dup_pages (item);

  write_title (writer, item, "title", NULL);
  if (book)
    {
      write_space (writer);
      write_text (writer, "In: ");
    }
  if (book && editors && authors)
    {
      g_autofree char *line = g_strdup_printf ("%s, %s. ", editors, n_editors > 1 ? "editors" : "editor");

      write_text (writer, line);
    }
  if (book)
    {
      write_title_text (writer, book);
      end_sentence (writer);
    }
  write_sentence (writer, edition);
  write_imprint (writer, item, TRUE);
  if (pages)
    {
      g_autofree char *line = g_strdup_printf ("p. %s", pages);

      write_sentence (writer, line);
    }
}

/* "Cancer-Pain.org [Internet]. New York: Association of Cancer Online Resources; 2000 May 16 [cited 2002 Jul 9]." */
static void
write_web_page (Writer *writer, JsonObject *item)
{
  g_autofree char *site = dup_title (item, "container-title");
  g_autofree char *publisher = attest_reference_dup_scalar (item, "publisher");
  g_autofree char *place = attest_reference_dup_scalar (item, "publisher-place");
  g_autofree char *date = attest_reference_dup_date (item, "issued", FALSE);
  g_autofree char *cited = attest_reference_dup_date (item, "accessed", FALSE);
  g_autoptr (GString) imprint = g_string_new (place);

  write_title (writer, item, "title", "[Internet]");
  if (!publisher)
    publisher = g_steal_pointer (&site);
  if (publisher)
    g_string_append_printf (imprint, "%s%s", place ? ": " : "", publisher);
  if (imprint->len > 0)
    g_string_append (imprint, "; ");
  g_string_append (imprint, date ? date : "[date unknown]");
  if (cited)
    g_string_append_printf (imprint, " [cited %s]", cited);
  write_sentence (writer, imprint->str);
}

static gboolean
is_one_of (const char *type, const char *const *types)
{
  return g_strv_contains (types, type);
}

static void
write_work (Writer *writer, JsonObject *item)
{
  static const char *const journals[] = {
    "article-journal", "article-magazine", "article-newspaper", "article", "review", "review-book", NULL
  };
  static const char *const chapters[] = { "chapter",          "entry", "entry-dictionary", "entry-encyclopedia",
                                          "paper-conference", NULL };
  static const char *const pages[] = { "webpage", "post", "post-weblog", "website", "dataset", "software", NULL };
  const char *type = attest_reference_get_text (item, "type");
  gboolean in_container = attest_reference_get_text (item, "container-title") != NULL;

  if (!type)
    type = in_container ? "article-journal" : "book";

  write_names (writer, item);
  if (is_one_of (type, chapters))
    {
      write_chapter (writer, item);
    }
  else if (is_one_of (type, pages) ||
           (!in_container && !attest_reference_get_text (item, "publisher") && attest_reference_get_text (item, "URL")))
    {
      write_web_page (writer, item);
    }
  else if (is_one_of (type, journals) && in_container)
    {
      write_title (writer, item, "title", NULL);
      write_journal (writer, item);
    }
  else
    {
      write_book (writer, item, type);
    }
}

static char *
dup_web_address (JsonObject *item)
{
  g_autofree char *url = attest_reference_dup_scalar (item, "URL");

  if (!url || (g_ascii_strncasecmp (url, "https://", 8) != 0 && g_ascii_strncasecmp (url, "http://", 7) != 0))
    return NULL;
  return strpbrk (url, " \t\r\n<>\"") ? NULL : g_steal_pointer (&url);
}

/* "doi: 10.1056/NEJMsa020632. PMID: 12140307; PMCID: PMC1234567." as PubMed writes them. */
static char *
write_identifiers (Writer *writer, JsonObject *item)
{
  g_autofree char *doi = attest_reference_dup_doi (item);
  g_autofree char *pmid = attest_reference_dup_pmid (item);
  g_autofree char *pmcid = attest_reference_dup_pmcid (item);
  g_autofree char *web = dup_web_address (item);
  g_autofree char *url = NULL;

  if (doi)
    {
      g_autofree char *escaped = g_uri_escape_string (doi, "/:;().,", FALSE);
      g_autofree char *address = g_strconcat ("https://doi.org/", escaped, NULL);

      write_space (writer);
      write_text (writer, "doi: ");
      write_link (writer, address, doi);
      end_sentence (writer);
      url = g_steal_pointer (&address);
    }
  if (pmid)
    {
      g_autofree char *address = g_strdup_printf ("https://pubmed.ncbi.nlm.nih.gov/%s/", pmid);

      write_space (writer);
      write_text (writer, "PMID: ");
      write_link (writer, address, pmid);
      if (!pmcid)
        end_sentence (writer);
      if (!url)
        url = g_steal_pointer (&address);
    }
  if (pmcid)
    {
      g_autofree char *address = g_strdup_printf ("https://www.ncbi.nlm.nih.gov/pmc/articles/%s/", pmcid);

      write_text (writer, pmid ? "; PMCID: " : writer->plain->len > 0 ? " PMCID: " : "PMCID: ");
      write_link (writer, address, pmcid);
      end_sentence (writer);
      if (!url)
        url = g_steal_pointer (&address);
    }
  if (web && !url)
    {
      write_space (writer);
      write_text (writer, "Available from: ");
      write_link (writer, web, web);
      url = g_steal_pointer (&web);
    }
  return g_steal_pointer (&url);
}

static void
write_placeholder (Writer *writer, JsonObject *item)
{
  JsonObject *custom = json_object_get_object_member (item, "custom");
  gint64 number = json_object_get_int_member_with_default (custom, "placeholder", 0);
  /* References are in the language of NLM style, English, like the words of the other forms; a page must not depend on who exports it. */
  g_autofree char *line =
      g_strdup_printf ("[Source not yet named: number %" G_GINT64_FORMAT " in the pasted text]", number);

  write_sentence (writer, line);
}

AttestReferenceText *
attest_reference_format (JsonObject *item)
{
  AttestReferenceText *text = g_new0 (AttestReferenceText, 1);
  Writer writer = { g_string_new (NULL), g_string_new (NULL) };

  if (attest_reference_is_placeholder (item))
    {
      write_placeholder (&writer, item);
    }
  else
    {
      write_work (&writer, item);
      text->url = write_identifiers (&writer, item);
    }

  text->plain = g_string_free (writer.plain, FALSE);
  text->html = g_string_free (writer.html, FALSE);
  return text;
}

gboolean
attest_reference_is_placeholder (JsonObject *item)
{
  JsonNode *node = json_object_get_member (item, "custom");
  JsonNode *number;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  number = json_object_get_member (json_node_get_object (node), "placeholder");
  return number && JSON_NODE_HOLDS_VALUE (number) && json_node_get_value_type (number) == G_TYPE_INT64;
}

JsonObject *
attest_reference_new_placeholder (const char *key, guint number)
{
  JsonObject *item = json_object_new ();
  JsonObject *custom = json_object_new ();

  json_object_set_string_member (item, "id", key);
  json_object_set_string_member (item, "type", "document");
  json_object_set_int_member (custom, "placeholder", number);
  json_object_set_object_member (item, "custom", custom);
  return item;
}
