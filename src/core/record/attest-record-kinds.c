/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-record-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-article-table.h"
#include "record/attest-audience-table.h"
#include "record/attest-board-table.h"
#include "record/attest-body.h"
#include "record/attest-export-table.h"
#include "record/attest-library.h"
#include "record/attest-person-table.h"
#include "record/attest-policy-kinds.h"
#include "record/attest-policy-table.h"
#include "record/attest-revision-table.h"

#define ROLES "author|reviewer|editor"
#define DOSE_POLICIES "must-match|may-omit|must-omit"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, message);
  return FALSE;
}

/* A slug or a key stands in file names and addresses. */
static gboolean
is_slug (const char *text)
{
  gsize length = 0;

  for (const char *at = text; *at != '\0'; at++, length++)
    if (!g_ascii_islower (*at) && !g_ascii_isdigit (*at) && (*at != '-' || at == text))
      return FALSE;

  return length > 0 && length <= 100;
}

static gboolean
check_slug (JsonObject *body, const char *name, GError **error)
{
  if (is_slug (attest_body_get_text (body, name, "x")))
    return TRUE;

  return refuse (error, _ ("A short name has small letters of English, digits and hyphens, at most 100"));
}

/* ---- Board ---- */

static gboolean
validate_board (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_OPTIONAL ("name", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("notice", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("policy_url", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("follow_up_url", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("disclaimer", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("sample", ATTEST_BODY_BOOLEAN),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error);
}

static gboolean
project_board (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_board_table_set (database, event, error);
}

static gboolean
validate_audience (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("key", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("label", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("grade_target", ATTEST_BODY_INTEGER),
    ATTEST_BODY_CHOICE ("dose_policy", ATTEST_BODY_TEXT, DOSE_POLICIES),
    ATTEST_BODY_REQUIRED ("position", ATTEST_BODY_INTEGER),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_slug (body, "key", error);
}

static gboolean
project_audience (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_audience_table_set (database, event, error);
}

/* ---- People ---- */

static gboolean
validate_person (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("person", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("name", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("credentials", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("email", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("orcid", ATTEST_BODY_TEXT),
    ATTEST_BODY_CHOICE ("roles", ATTEST_BODY_TEXTS, ROLES),
    ATTEST_BODY_OPTIONAL ("specialties", ATTEST_BODY_TEXTS),
    ATTEST_BODY_OPTIONAL ("interests", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  if (!attest_body_check (body, fields, error) || !check_slug (body, "person", error))
    return FALSE;
  if (*attest_body_get_text (body, "name", "") == '\0')
    return refuse (error, _ ("A person needs a name"));

  return TRUE;
}

static gboolean
project_person (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_person_table_set (database, event, error);
}

static gboolean
validate_same (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("person", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("other", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error);
}

static gboolean
project_same (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_person_table_join (database, event, error);
}

/* ---- Articles ---- */

static gboolean
validate_create (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("slug", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("language", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("topics", ATTEST_BODY_TEXTS),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_slug (body, "slug", error);
}

static gboolean
project_create (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_article_table_insert (database, event, no_effect, error) &&
         (*no_effect != NULL || json_array_get_length (json_object_get_array_member (event->body, "topics")) == 0 ||
          attest_topic_table_insert (database, event, error));
}

static gboolean
validate_set (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_OPTIONAL ("slug", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("language", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("topics", ATTEST_BODY_TEXTS),
    ATTEST_BODY_OPTIONAL ("disclaimer", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_slug (body, "slug", error);
}

static gboolean
project_set (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_article_table_set (database, event, error) &&
         (!json_object_has_member (event->body, "topics") || attest_topic_table_insert (database, event, error));
}

/* Why is for those who wonder later; nobody has to say it. */
#define LONGEST_REASON 65536

static gboolean
validate_remove (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) &&
         (strlen (attest_body_get_text (body, "reason", "")) <= LONGEST_REASON ||
          refuse (error, _ ("The reason is too long")));
}

static gboolean
project_remove (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_article_table_remove (database, event, no_effect, error);
}

static gboolean
validate_restore (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = { ATTEST_BODY_END };

  return attest_body_check (body, fields, error);
}

static gboolean
project_restore (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_article_table_restore (database, event, no_effect, error);
}

static gboolean
is_json_list (const char *text)
{
  g_autoptr (JsonNode) node = attest_body_parse_json (text);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node);
}

static gboolean
check_references (JsonObject *body, GError **error)
{
  if (is_json_list (attest_body_get_text (body, "references", "")))
    return TRUE;

  return refuse (error, _ ("References are a list in CSL-JSON"));
}

static gboolean
validate_references (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("references", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_references (body, error);
}

static gboolean
project_references (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_article_table_set_references (database, event, error);
}

static gboolean
check_places (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("comment", ATTEST_BODY_HASH),
    ATTEST_BODY_REQUIRED ("start", ATTEST_BODY_INTEGER),
    ATTEST_BODY_REQUIRED ("end", ATTEST_BODY_INTEGER),
    ATTEST_BODY_END,
  };
  JsonArray *places = json_object_get_array_member (body, "places");

  for (guint i = 0; i < json_array_get_length (places); i++)
    if (!attest_body_check (json_array_get_object_element (places, i), fields, error))
      return FALSE;

  return TRUE;
}

static gboolean
validate_revision (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("audience", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("language", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("title", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("text", ATTEST_BODY_HASH),
    ATTEST_BODY_REQUIRED ("references", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("assets", ATTEST_BODY_HASHES),
    ATTEST_BODY_REQUIRED ("disclaimer", ATTEST_BODY_TEXT),
    ATTEST_BODY_REQUIRED ("parents", ATTEST_BODY_HASHES),
    ATTEST_BODY_REQUIRED ("places", ATTEST_BODY_OBJECTS),
    ATTEST_BODY_OPTIONAL ("updated", ATTEST_BODY_INTEGER),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_slug (body, "audience", error) &&
         check_references (body, error) && check_places (body, error);
}

static gboolean
project_revision (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_revision_table_insert (database, event, no_effect, error);
}

static gboolean
validate_export (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("audiences", ATTEST_BODY_TEXTS),
    ATTEST_BODY_REQUIRED ("revisions", ATTEST_BODY_HASHES),
    ATTEST_BODY_REQUIRED ("page", ATTEST_BODY_HASH),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error);
}

static gboolean
project_export (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_export_table_insert (database, event, error);
}

/* ---- Redactions ---- */

static gboolean
validate_redaction (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_OPTIONAL ("event", ATTEST_BODY_HASH),
    ATTEST_BODY_OPTIONAL ("content", ATTEST_BODY_HASH),
    ATTEST_BODY_REQUIRED ("reason", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  if (!attest_body_check (body, fields, error))
    return FALSE;
  if (json_object_has_member (body, "event") == json_object_has_member (body, "content"))
    return refuse (error, _ ("A redaction names one event or one text"));
  if (*attest_body_get_text (body, "reason", "") == '\0')
    return refuse (error, _ ("A redaction needs a reason"));

  return TRUE;
}

static gboolean
project_redaction (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  /* The blanking is done once, when the event comes into the log: it cannot be folded anew. */
  return TRUE;
}

static const AttestEventKind kinds[] = {
  { "board.set", 1, TRUE, validate_board, project_board, ATTEST_EVENT_LEAVES_NOTHING },
  { "audience.set", 1, TRUE, validate_audience, project_audience, ATTEST_EVENT_LEAVES_NOTHING },
  { "person.set", 2, TRUE, validate_person, project_person, ATTEST_EVENT_LEAVES_NOTHING },
  { "person.same", 1, TRUE, validate_same, project_same, ATTEST_EVENT_LEAVES_NOTHING },
  { "article.create", 1, FALSE, validate_create, project_create, ATTEST_EVENT_LEAVES_NOTHING },
  { "article.set", 1, FALSE, validate_set, project_set, ATTEST_EVENT_LEAVES_SEARCH | ATTEST_EVENT_LEAVES_SUMMARY },
  { "article.remove", 1, FALSE, validate_remove, project_remove, ATTEST_EVENT_LEAVES_NOTHING },
  { "article.restore", 1, FALSE, validate_restore, project_restore, ATTEST_EVENT_LEAVES_NOTHING },
  { "references.set", 1, FALSE, validate_references, project_references, ATTEST_EVENT_LEAVES_NOTHING },
  { "revision.save", 1, FALSE, validate_revision, project_revision, ATTEST_EVENT_LEAVES_NOTHING },
  { "article.export",
    1,
    FALSE,
    validate_export,
    project_export,
    ATTEST_EVENT_LEAVES_SEARCH | ATTEST_EVENT_LEAVES_SUMMARY },
  { ATTEST_KIND_REDACT, 1, FALSE, validate_redaction, project_redaction, ATTEST_EVENT_LEAVES_NOTHING },
};

void
attest_record_kinds_register (AttestRegistry *registry)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    attest_registry_add (registry, &kinds[i]);
  attest_policy_kinds_register (registry);
}
