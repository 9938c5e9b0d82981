/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks/attest-checks.h"

#include <json-glib/json-glib.h>

#include "record/attest-article.h"

static GPtrArray *
run (AttestLibrary *library,
     const AttestRevision *revision,
     GBytes *text,
     const AttestArticle *article,
     const char *pack,
     GError **error)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (library, error);
  g_autoptr (AttestReferences) references =
      board != NULL ? attest_references_new_from_json (article->references, error) : NULL;
  g_autoptr (AttestDocument) document = NULL;
  g_autoptr (AttestRendering) rendering = NULL;
  g_auto (GStrv) cited_elsewhere = NULL;

  if (references == NULL)
    return NULL;
  document = attest_document_new (text);
  rendering = attest_render (document, &(AttestRenderOptions) { .flags = ATTEST_RENDER_SOURCE_RANGES });
  cited_elsewhere = attest_checks_dup_cited_elsewhere (library, article->id, revision->audience);

  return attest_checks_run (&(AttestCheckInput) {
      .document = document,
      .rendering = rendering,
      .references = references,
      .disclaimer = article->disclaimer[0] != '\0' ? article->disclaimer : board->disclaimer,
      .board_name = board->name,
      .cited_elsewhere = (const char *const *) cited_elsewhere,
      .pack = pack,
  });
}

GPtrArray *
attest_checks_run_on_revision (AttestLibrary *library, const char *revision, const char *pack, GError **error)
{
  g_autoptr (AttestRevision) found = attest_library_load_revision (library, revision, error);
  g_autoptr (AttestArticle) article =
      found != NULL ? attest_library_find_article (library, found->article, error) : NULL;
  g_autoptr (GBytes) text = article != NULL ? attest_library_load_content (library, found->text, error) : NULL;
  g_autoptr (AttestWaiverPlaces) places =
      text != NULL ? attest_waiver_places_load (attest_library_get_database (library), found->id, error) : NULL;
  GPtrArray *findings = places != NULL ? run (library, found, text, article, pack, error) : NULL;

  if (findings != NULL)
    attest_findings_set_waived (findings, places);
  return findings;
}

char *
attest_findings_dup_json (GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const AttestFinding *finding = findings->pdata[i];

      if (finding->waiver != NULL)
        continue;
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "rule");
      json_builder_add_string_value (builder, finding->rule);
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder, attest_severity_to_string (finding->severity));
      json_builder_set_member_name (builder, "pack");
      json_builder_add_string_value (builder, finding->pack);
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, (gint64) finding->start);
      json_builder_set_member_name (builder, "end");
      json_builder_add_int_value (builder, (gint64) finding->end);
      if (finding->start == finding->end)
        {
          json_builder_set_member_name (builder, "about");
          json_builder_add_string_value (builder, finding->text);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
