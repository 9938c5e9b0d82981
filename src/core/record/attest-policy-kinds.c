/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-policy-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "record/attest-body.h"
#include "record/attest-library.h"
#include "record/attest-policy-table.h"

#define ROLES "author|reviewer|editor"
/* More than attest_review_save_settings() takes, so that a later version can take more without becoming unreadable for this one. */
#define MOST_SIGN_OFFS 100
#define MOST_MONTHS 1200
#define LONGEST_NAME 1000
#define LONGEST_LIST 1000

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ATTEST_RECORD_ERROR, ATTEST_RECORD_ERROR_BODY, message);
  return FALSE;
}

static gboolean
check_role_sign_offs (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_CHOICE ("role", ATTEST_BODY_TEXT, ROLES),
    ATTEST_BODY_REQUIRED ("count", ATTEST_BODY_INTEGER),
    ATTEST_BODY_END,
  };
  JsonArray *counts =
      json_object_has_member (body, "role_sign_offs") ? json_object_get_array_member (body, "role_sign_offs") : NULL;

  for (guint i = 0; counts != NULL && i < json_array_get_length (counts); i++)
    {
      JsonObject *count = json_array_get_object_element (counts, i);
      gint64 number;

      if (!attest_body_check (count, fields, error))
        return FALSE;
      number = attest_body_get_integer (count, "count", 0);
      if (number < 0 || number > MOST_SIGN_OFFS)
        return refuse (error, _ ("A policy asks for at most 100 sign-offs from people with one role"));
    }

  return counts == NULL || json_array_get_length (counts) <= LONGEST_LIST ||
         refuse (error, _ ("A list of the policy is too long"));
}

/* A list whose entries have no words would ask for what nobody can tell. */
static gboolean
check_list (JsonObject *body, const char *name, GError **error)
{
  g_auto (GStrv) list = attest_body_dup_texts (body, name);

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] == '\0' || strlen (list[i]) > LONGEST_NAME)
      return refuse (error, _ ("An audience, or a rule of the checks, has no name or a name that is too long"));

  return g_strv_length (list) <= LONGEST_LIST || refuse (error, _ ("A list of the policy is too long"));
}

static gboolean
check_name (JsonObject *body, const char *name, GError **error)
{
  return strlen (attest_body_get_text (body, name, "")) <= LONGEST_NAME ||
         refuse (error, _ ("The name of a topic or of a specialty is too long"));
}

/* A name of white space alone would be taken for none, and so for the board's own policy. */
static gboolean
check_topic (JsonObject *body, GError **error)
{
  const char *topic = attest_body_get_text (body, "topic", "");
  g_autofree char *key = attest_dup_name_key (topic);

  return check_name (body, "topic", error) &&
         (*topic == '\0' || *key != '\0' || refuse (error, _ ("The topic of the policy has no name")));
}

static gboolean
check_numbers (JsonObject *body, GError **error)
{
  gint64 sign_offs = attest_body_get_integer (body, "sign_offs", 0);
  gint64 months = attest_body_get_integer (body, "review_months", -1);

  if (sign_offs < 1 || sign_offs > MOST_SIGN_OFFS)
    return refuse (error, _ ("A policy asks for at least one sign-off, and for at most 100"));
  if (months < 0 || months > MOST_MONTHS)
    return refuse (error, _ ("The time until re-review is between no month and 1,200 months"));

  return TRUE;
}

static gboolean
validate_policy (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("sign_offs", ATTEST_BODY_INTEGER),
    ATTEST_BODY_CHOICE ("sign_off_roles", ATTEST_BODY_TEXTS, ROLES),
    ATTEST_BODY_REQUIRED ("review_months", ATTEST_BODY_INTEGER),
    ATTEST_BODY_OPTIONAL ("topic", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("role_sign_offs", ATTEST_BODY_OBJECTS),
    ATTEST_BODY_OPTIONAL ("audiences", ATTEST_BODY_TEXTS),
    ATTEST_BODY_OPTIONAL ("specialty", ATTEST_BODY_TEXT),
    ATTEST_BODY_OPTIONAL ("blocking_findings", ATTEST_BODY_TEXTS),
    ATTEST_BODY_OPTIONAL ("independent", ATTEST_BODY_BOOLEAN),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_numbers (body, error) && check_role_sign_offs (body, error) &&
         check_list (body, "audiences", error) && check_list (body, "blocking_findings", error) &&
         check_topic (body, error) && check_name (body, "specialty", error);
}

static gboolean
project_policy (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_policy_table_insert (database, event, error);
}

/* The board's own policy can be changed and not cleared: without any nothing would say what approval takes. */
static gboolean
validate_clear (JsonObject *body, GError **error)
{
  static const AttestBodyField fields[] = {
    ATTEST_BODY_REQUIRED ("topic", ATTEST_BODY_TEXT),
    ATTEST_BODY_END,
  };

  return attest_body_check (body, fields, error) && check_topic (body, error) &&
         (*attest_body_get_text (body, "topic", "") != '\0' ||
          refuse (error, _ ("Only the policy of a topic can be taken back")));
}

static gboolean
project_clear (AttestDatabase *database, const AttestEvent *event, char **no_effect, GError **error)
{
  return attest_policy_table_clear (database, event, error);
}

/* A program that knows version 1 alone leaves a board with a newer policy alone, since it would approve for less than was asked. */
static const AttestEventKind kinds[] = {
  { "policy.set", 2, TRUE, validate_policy, project_policy, ATTEST_EVENT_LEAVES_NOTHING },
  { "policy.clear", 1, TRUE, validate_clear, project_clear, ATTEST_EVENT_LEAVES_NOTHING },
};

void
attest_policy_kinds_register (AttestRegistry *registry)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    attest_registry_add (registry, &kinds[i]);
}
