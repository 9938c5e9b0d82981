/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-page-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * No claim may depend on the day of the export, so the facts are assessed as of the beginning of time: "due" is then what comments and findings
 * made of an approval, and a review date that has passed is for the reader to see.
 */
#define NO_DAY 0

static void
free_reviewer (gpointer data)
{
  AttestPageReviewer *reviewer = data;

  g_free (reviewer->name);
  g_free (reviewer->credentials);
  g_free (reviewer->interests);
  g_free (reviewer->meaning);
  g_free (reviewer);
}

static void
free_text (gpointer data)
{
  AttestPageText *text = data;

  g_free (text->audience);
  g_free (text->label);
  g_free (text->id);
  g_clear_pointer (&text->revision, attest_revision_free);
  g_clear_pointer (&text->assessment, attest_assessment_free);
  g_clear_pointer (&text->document, attest_document_unref);
  g_clear_pointer (&text->references, attest_references_unref);
  g_clear_pointer (&text->formatted, g_ptr_array_unref);
  g_clear_pointer (&text->reviewers, g_ptr_array_unref);
  g_free (text);
}

void
attest_page_facts_free (AttestPageFacts *self)
{
  g_clear_object (&self->library);
  g_clear_pointer (&self->board, attest_board_free);
  g_clear_pointer (&self->article, attest_article_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self);
}

static AttestPerson *
find_person (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++)
    if (g_strcmp0 (((AttestPerson *) g_ptr_array_index (people, i))->id, id) == 0)
      return g_ptr_array_index (people, i);
  return NULL;
}

static gboolean
add_reviewers (AttestPageFacts *self, AttestPageText *text, GError **error)
{
  g_autoptr (GPtrArray) people = attest_library_list_people (self->library, error);

  if (!people)
    return FALSE;
  for (guint i = 0; i < text->assessment->published_sign_offs->len; i++)
    {
      AttestSignOff *sign_off = g_ptr_array_index (text->assessment->published_sign_offs, i);
      AttestPerson *person = find_person (people, sign_off->person);
      AttestPageReviewer *reviewer = g_new0 (AttestPageReviewer, 1);

      reviewer->name = g_strdup (person && person->name && *person->name ? person->name : "A reviewer without a name");
      reviewer->credentials = g_strdup (person && person->credentials ? person->credentials : "");
      reviewer->interests = g_strdup (sign_off->interests ? sign_off->interests : "");
      reviewer->meaning = g_strdup (sign_off->meaning ? sign_off->meaning : "review");
      reviewer->time = sign_off->time;
      g_ptr_array_add (text->reviewers, reviewer);
    }
  return TRUE;
}

/* The published revision, else the newest one: what a page of this variant shows. */
static const char *
get_shown (const AttestPageText *text, const AttestVariant *variant)
{
  return text->assessment->published ? text->assessment->published : variant->newest;
}

static gboolean
load_revision (AttestPageFacts *self, AttestPageText *text, const char *id, GError **error)
{
  g_autoptr (GBytes) markdown = NULL;

  text->revision = attest_library_load_revision (self->library, id, error);
  if (!text->revision)
    return FALSE;

  text->approved = text->understood && text->revision->signed_hash && g_strcmp0 (text->assessment->published, id) == 0;
  if (text->approved && !add_reviewers (self, text, error))
    return FALSE;
  if (text->withdrawn)
    return TRUE;

  markdown = attest_library_load_content (self->library, text->revision->text, error);
  if (!markdown)
    return FALSE;
  text->document = attest_document_new (markdown);
  /* A list that cannot be read names no source: its citations are then marked as unknown on the page. */
  text->references = attest_references_new_from_json (text->revision->references, NULL);
  if (!text->references)
    text->references = attest_references_new_from_json (NULL, NULL);
  for (guint i = 0; i < attest_references_get_length (text->references); i++)
    {
      const char *key = attest_references_get_key (text->references, i);

      g_ptr_array_add (text->formatted, attest_reference_format (attest_references_get_item (text->references, key)));
    }
  return TRUE;
}

static char *
make_id (GPtrArray *texts, const char *audience)
{
  gboolean clean = *audience != '\0' && strlen (audience) <= 40;

  for (const char *c = audience; *c; c++)
    clean &= g_ascii_isalnum (*c) || *c == '-';
  return clean ? g_strdup (audience) : g_strdup_printf ("audience.%u", texts->len + 1);
}

static AttestPageText *
load_text (AttestPageFacts *self, const AttestVariant *variant, GError **error)
{
  AttestPageText *text = g_new0 (AttestPageText, 1);
  g_autoptr (AttestAudience) audience = attest_library_find_audience (self->library, variant->audience, NULL);

  text->audience = g_strdup (variant->audience);
  text->label = g_strdup (audience && *audience->label ? audience->label : variant->audience);
  text->id = make_id (self->texts, variant->audience);
  text->formatted = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_reference_text_free);
  text->reviewers = g_ptr_array_new_with_free_func (free_reviewer);
  text->understood = !self->article->unknown_kind && !self->board->unknown_kind;
  text->assessment = attest_review_assess_variant (self->library, self->article->id, variant->audience, NO_DAY, error);
  if (!text->assessment)
    {
      free_text (text);
      return NULL;
    }
  text->withdrawn = text->assessment->status == ATTEST_STATUS_WITHDRAWN && !text->assessment->published;
  return text;
}

static gboolean
add_text (AttestPageFacts *self, const AttestVariant *variant, gboolean only_published, GError **error)
{
  AttestPageText *text;

  if (!variant->newest)
    return TRUE;
  text = load_text (self, variant, error);
  if (!text)
    return FALSE;
  if (only_published && !text->assessment->published)
    {
      free_text (text);
      return TRUE;
    }
  if (!load_revision (self, text, get_shown (text, variant), error))
    {
      free_text (text);
      return FALSE;
    }
  g_ptr_array_add (self->texts, text);
  return TRUE;
}

/* The variants in the board's order of audiences; those of audiences that the board does not have come last. */
static GPtrArray *
list_variants (AttestPageFacts *self, GError **error)
{
  g_autoptr (GPtrArray) audiences = attest_library_list_audiences (self->library, error);
  g_autoptr (GPtrArray) variants =
      audiences ? attest_library_list_variants (self->library, self->article->id, error) : NULL;
  g_autoptr (GPtrArray) sorted = NULL;

  if (!variants)
    return NULL;
  sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_variant_free);
  for (guint i = 0; i <= audiences->len; i++)
    for (guint j = 0; j < variants->len; j++)
      {
        AttestVariant *variant = g_ptr_array_index (variants, j);
        AttestAudience *audience = i < audiences->len ? g_ptr_array_index (audiences, i) : NULL;

        if (variant && (!audience || g_str_equal (audience->key, variant->audience)))
          {
            g_ptr_array_add (sorted, variant);
            variants->pdata[j] = NULL;
          }
      }
  return g_steal_pointer (&sorted);
}

static gboolean
add_asked_for (AttestPageFacts *self, GPtrArray *variants, const char *const *audiences, GError **error)
{
  for (guint i = 0; audiences[i]; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < variants->len; j++)
        found |= g_str_equal (((AttestVariant *) g_ptr_array_index (variants, j))->audience, audiences[i]);
      if (!found)
        {
          g_set_error (error,
                       ATTEST_RECORD_ERROR,
                       ATTEST_RECORD_ERROR_NOT_FOUND,
                       _ ("“%s” has no text for the audience “%s”."),
                       self->article->slug,
                       audiences[i]);
          return FALSE;
        }
    }
  for (guint i = 0; i < variants->len; i++)
    {
      AttestVariant *variant = g_ptr_array_index (variants, i);

      if (g_strv_contains (audiences, variant->audience) && !add_text (self, variant, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_texts (AttestPageFacts *self, const char *const *audiences, GError **error)
{
  g_autoptr (GPtrArray) variants = list_variants (self, error);

  if (!variants)
    return FALSE;
  if (audiences && audiences[0])
    return add_asked_for (self, variants, audiences, error);

  for (int only_published = TRUE; only_published >= FALSE && self->texts->len == 0; only_published--)
    for (guint i = 0; i < variants->len; i++)
      if (!add_text (self, g_ptr_array_index (variants, i), only_published, error))
        return FALSE;
  return TRUE;
}

/* Where the board asks for a text of another audience too, the article as a whole is not through before that is. */
static gboolean
is_text_through (const AttestPageText *text)
{
  return text->approved && text->assessment->lacking_audiences[0] == NULL;
}

AttestPageFacts *
attest_page_facts_load (AttestLibrary *library, const char *article, const char *const *audiences, GError **error)
{
  g_autoptr (AttestPageFacts) self = g_new0 (AttestPageFacts, 1);

  self->library = g_object_ref (library);
  self->texts = g_ptr_array_new_with_free_func (free_text);
  self->board = attest_library_load_board (library, error);
  if (!self->board)
    return NULL;
  self->article = attest_library_find_article (library, article, error);
  if (self->article && self->article->removed != 0)
    {
      g_set_error (error,
                   ATTEST_REVIEW_ERROR,
                   ATTEST_REVIEW_ERROR_REFUSED,
                   _ ("“%s” was removed from the library, so there is no page of it. Bring it back first."),
                   self->article->title);
      return NULL;
    }
  if (!self->article || !add_texts (self, audiences, error))
    return NULL;
  if (self->texts->len == 0)
    {
      g_set_error (error,
                   ATTEST_RECORD_ERROR,
                   ATTEST_RECORD_ERROR_NOT_FOUND,
                   _ ("“%s” has no text yet, so there is no page of it."),
                   self->article->slug);
      return NULL;
    }

  self->all_approved = !self->board->sample;
  for (guint i = 0; i < self->texts->len; i++)
    self->all_approved &= is_text_through (g_ptr_array_index (self->texts, i));
  return g_steal_pointer (&self);
}

const char *
attest_page_facts_get_title (const AttestPageFacts *self)
{
  AttestPageText *first = g_ptr_array_index (self->texts, 0);

  if (first->revision->title && *first->revision->title)
    return first->revision->title;
  return self->article->title && *self->article->title ? self->article->title : self->article->slug;
}

gboolean
attest_page_is_web_address (const char *url)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

  for (guint i = 0; url && i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;
  return FALSE;
}

char *
attest_page_dup_day (gint64 time, gboolean in_words)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc_usec (time);

  if (!day)
    return g_strdup ("");
  if (!in_words)
    return g_date_time_format (day, "%Y-%m-%d");
  return g_strdup_printf ("%d %s %d",
                          g_date_time_get_day_of_month (day),
                          months[g_date_time_get_month (day) - 1],
                          g_date_time_get_year (day));
}

char *
attest_page_dup_language (const char *language)
{
  g_autofree char *tag = NULL;

  if (!language || !*language)
    return g_strdup ("en");
  tag = g_strdelimit (g_strdup (language), "_", '-');
  if (!g_regex_match_simple ("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", tag, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup ("und");
  return g_steal_pointer (&tag);
}
