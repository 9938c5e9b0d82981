/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audience/attest-variant-measures.h"

#include "record/attest-article.h"

typedef struct
{
  GStrv revisions;
  char *language;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_strfreev (request->revisions);
  g_free (request->language);
  g_free (request);
}

static AttestReadability *
measure (AttestLibrary *library, const char *id, const char *language)
{
  g_autoptr (AttestRevision) revision = attest_library_load_revision (library, id, NULL);
  g_autoptr (GBytes) text = revision != NULL ? attest_library_load_content (library, revision->text, NULL) : NULL;
  g_autoptr (AttestDocument) document = NULL;
  AttestReadability *measured = NULL;
  gsize length = 0;
  const char *bytes = text != NULL ? g_bytes_get_data (text, &length) : NULL;

  if (text == NULL || !g_utf8_validate (bytes, (gssize) length, NULL))
    return NULL;
  document = attest_document_new (text);
  measured = g_new0 (AttestReadability, 1);
  attest_readability_measure (document, language, measured);
  return measured;
}

static gboolean
measure_all (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  const Request *request = data;
  GHashTable *measures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; request->revisions[i] != NULL; i++)
    {
      AttestReadability *measured = measure (library, request->revisions[i], request->language);

      if (measured != NULL)
        g_hash_table_insert (measures, g_strdup (request->revisions[i]), measured);
    }
  g_value_init (result, G_TYPE_HASH_TABLE);
  g_value_take_boxed (result, measures);
  return TRUE;
}

DexFuture *
attest_variant_measures_load (AttestSession *session, GStrv revisions, const char *language)
{
  Request *request = g_new0 (Request, 1);

  request->revisions = revisions;
  request->language = g_strdup (language);
  return attest_session_perform (session, measure_all, request, request_free);
}
