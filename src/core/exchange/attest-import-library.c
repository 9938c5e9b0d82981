/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/attest-import-private.h"

#include <glib/gi18n-lib.h>

#include "evidence/attest-reference.h"
#include "record/attest-article.h"
#include "review/attest-save.h"

#define BASE_AUDIENCE "doctor"

/* What the caller asked for, else what the text says of itself, else the base. */
static char *
choose_audience (AttestLibrary *library, AttestImported *imported, const AttestArticle *article, const char *audience)
{
  g_autoptr (AttestVariant) base = NULL;
  g_autoptr (AttestAudience) doctor = NULL;
  g_autoptr (GPtrArray) audiences = NULL;

  if (audience && *audience)
    return g_strdup (audience);
  if (imported->audience && *imported->audience)
    return g_strdup (imported->audience);

  base = article ? attest_library_find_variant (library, article->id, NULL, NULL) : NULL;
  if (base)
    return g_strdup (base->audience);
  doctor = attest_library_find_audience (library, BASE_AUDIENCE, NULL);
  if (doctor)
    return g_strdup (BASE_AUDIENCE);
  audiences = attest_library_list_audiences (library, NULL);
  return g_strdup (audiences && audiences->len > 0 ? ((AttestAudience *) g_ptr_array_index (audiences, 0))->key
                                                   : BASE_AUDIENCE);
}

/* The same text with other keys for its placeholders; Markdown that somebody wrote is never touched, since only conversions have placeholders. */
static void
rename_placeholders (AttestImported *imported, const char *audience)
{
  g_autoptr (GRegex) in_text = g_regex_new ("@ref-(\\d+)(?=[;\\]])", 0, 0, NULL);
  g_autoptr (GRegex) in_list = g_regex_new ("\"ref-(\\d+)\"", 0, 0, NULL);
  g_autofree char *text_key = g_strdup_printf ("@ref-%s-\\1", audience);
  g_autofree char *list_key = g_strdup_printf ("\"ref-%s-\\1\"", audience);
  g_autofree char *references = g_regex_replace (in_list, imported->references, -1, 0, list_key, 0, NULL);
  gsize length;
  const char *markdown = g_bytes_get_data (imported->markdown, &length);
  char *renamed = g_regex_replace (in_text, markdown, (gssize) length, 0, text_key, 0, NULL);

  g_bytes_unref (imported->markdown);
  imported->markdown = g_bytes_new_take (renamed, strlen (renamed));
  g_free (imported->references);
  imported->references = g_steal_pointer (&references);
  attest_import_warn (imported,
                      "references",
                      g_strdup (_ ("The article has numbered references of another text already. Those of this text "
                                   "got names of their own, since the same number may stand for another source.")));
}

static gboolean
has_only_placeholders (AttestReferences *references)
{
  for (guint i = 0; i < attest_references_get_length (references); i++)
    if (!attest_reference_is_placeholder (
            attest_references_get_item (references, attest_references_get_key (references, i))))
      return FALSE;
  return attest_references_get_length (references) > 0;
}

/*
 * The number 1 of another audience's text is another source until somebody says that it is the same: without this a source that was named for one
 * text would silently stand behind the other's sentences. A new copy of the same text keeps its numbers.
 */
static void
keep_numbers_apart (AttestLibrary *library,
                    AttestImported *imported,
                    const AttestArticle *article,
                    const char *audience,
                    AttestReferences *known)
{
  g_autoptr (AttestVariant) variant = attest_library_find_variant (library, article->id, audience, NULL);
  g_autoptr (AttestReferences) incoming = attest_references_new_from_json (imported->references, NULL);

  if (variant || !incoming || !has_only_placeholders (incoming))
    return;
  for (guint i = 0; i < attest_references_get_length (incoming); i++)
    if (attest_references_get_item (known, attest_references_get_key (incoming, i)))
      {
        rename_placeholders (imported, audience);
        return;
      }
}

/* The article's list with what the text brings; NULL with @error when one of them cannot be read. */
static char *
merge_references (AttestLibrary *library,
                  AttestImported *imported,
                  const AttestArticle *article,
                  const char *audience,
                  GError **error)
{
  g_autoptr (AttestReferences) known = attest_references_new_from_json (article->references, error);
  g_autoptr (AttestReferences) incoming = NULL;
  g_autoptr (AttestReferences) merged = NULL;

  if (!known)
    return NULL;
  if (imported->references)
    keep_numbers_apart (library, imported, article, audience, known);
  incoming = attest_references_new_from_json (imported->references, error);
  if (!incoming)
    return NULL;
  merged = attest_references_merge (known, incoming);
  return attest_references_to_json (merged);
}

/* The day that the text names, at its beginning in UTC. A day to come is a mistake of the text and names nothing. */
static gint64
get_updated (const AttestImported *imported)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = imported->last_updated ? g_strconcat (imported->last_updated, "T00:00:00", NULL) : NULL;
  g_autoptr (GDateTime) day = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  gint64 updated = day ? g_date_time_to_unix_usec (day) : 0;

  return updated > 0 && updated <= g_get_real_time () ? updated : 0;
}

static char *
add_variant (AttestLibrary *library,
             const char *actor,
             AttestImported *imported,
             const char *article,
             const char *audience,
             char **revision,
             GError **error)
{
  g_autoptr (AttestArticle) found = attest_library_find_article (library, article, error);
  g_autofree char *chosen = NULL;
  g_autofree char *references = NULL;
  g_autofree char *id = NULL;

  if (!found)
    return NULL;
  chosen = choose_audience (library, imported, found, audience);
  references = merge_references (library, imported, found, chosen, error);
  if (!references)
    return NULL;
  id = attest_review_import_revision (
      library, found->id, chosen, actor, imported->markdown, NULL, references, get_updated (imported), error);
  if (!id)
    return NULL;

  if (imported->disclaimer && g_strcmp0 (imported->disclaimer, found->disclaimer) != 0)
    attest_import_warn (
        imported,
        "disclaimer",
        g_strdup (_ ("The article keeps the disclaimer that it has; the one of this text was not taken.")));
  if (revision)
    *revision = g_steal_pointer (&id);
  return g_strdup (found->id);
}

char *
attest_import_into_library (AttestLibrary *library,
                            const char *actor,
                            AttestImported *imported,
                            const char *article,
                            const char *audience,
                            char **revision,
                            GError **error)
{
  g_autofree char *chosen = NULL;

  if (article)
    return add_variant (library, actor, imported, article, audience, revision, error);

  chosen = choose_audience (library, imported, NULL, audience);
  return attest_review_create_article (library,
                                       actor,
                                       imported->slug,
                                       imported->language,
                                       (const char *const *) imported->topics,
                                       chosen,
                                       imported->markdown,
                                       imported->references,
                                       imported->disclaimer,
                                       get_updated (imported),
                                       revision,
                                       error);
}
