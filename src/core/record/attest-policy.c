/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record/attest-policy.h"

#include <string.h>

#include "text/attest-title.h"

static const char *const role_names[ATTEST_N_ROLES] = {
  [ATTEST_ROLE_AUTHOR] = "author",
  [ATTEST_ROLE_REVIEWER] = "reviewer",
  [ATTEST_ROLE_EDITOR] = "editor",
};

const char *
attest_role_to_string (AttestRole role)
{
  return role_names[role];
}

gboolean
attest_role_from_string (const char *name, AttestRole *role)
{
  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    if (g_strcmp0 (name, role_names[i]) == 0)
      {
        *role = i;
        return TRUE;
      }

  return FALSE;
}

AttestPolicy *
attest_policy_new (const char *topic)
{
  AttestPolicy *self = g_new0 (AttestPolicy, 1);

  self->device = g_strdup ("");
  self->event = g_strdup ("");
  self->topic = g_strdup (topic != NULL ? topic : "");
  self->sign_offs = ATTEST_POLICY_FIRST_SIGN_OFFS;
  self->roles = g_strdupv ((char *[]) { (char *) ATTEST_POLICY_FIRST_ROLE, NULL });
  self->audiences = g_new0 (char *, 1);
  self->specialty = g_strdup ("");
  self->review_months = ATTEST_POLICY_FIRST_MONTHS;
  self->blocking_findings = g_new0 (char *, 1);

  return self;
}

AttestPolicy *
attest_policy_copy (const AttestPolicy *self)
{
  AttestPolicy *copy = g_memdup2 (self, sizeof *self);

  copy->device = g_strdup (self->device);
  copy->event = g_strdup (self->event);
  copy->topic = g_strdup (self->topic);
  copy->roles = g_strdupv (self->roles);
  copy->audiences = g_strdupv (self->audiences);
  copy->specialty = g_strdup (self->specialty);
  copy->blocking_findings = g_strdupv (self->blocking_findings);

  return copy;
}

void
attest_policy_free (AttestPolicy *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_free (self->event);
  g_free (self->topic);
  g_strfreev (self->roles);
  g_strfreev (self->audiences);
  g_free (self->specialty);
  g_strfreev (self->blocking_findings);
  g_free (self);
}

static gboolean
has_all (const char *const *list, const char *const *names)
{
  for (; *names != NULL; names++)
    if (!g_strv_contains (list, *names))
      return FALSE;

  return TRUE;
}

/* The order in which somebody ticked them says nothing. */
static gboolean
is_same_set (GStrv one, GStrv other)
{
  return has_all ((const char *const *) one, (const char *const *) other) &&
         has_all ((const char *const *) other, (const char *const *) one);
}

gboolean
attest_policy_asks_same (const AttestPolicy *self, const AttestPolicy *other)
{
  return self->cleared == other->cleared && self->sign_offs == other->sign_offs &&
         self->review_months == other->review_months && !self->independent == !other->independent &&
         memcmp (self->role_sign_offs, other->role_sign_offs, sizeof self->role_sign_offs) == 0 &&
         g_str_equal (self->specialty, other->specialty) && is_same_set (self->roles, other->roles) &&
         is_same_set (self->audiences, other->audiences) &&
         is_same_set (self->blocking_findings, other->blocking_findings);
}

static JsonArray *
make_texts (GStrv texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);

  return array;
}

static JsonArray *
make_role_sign_offs (const guint *counts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < ATTEST_N_ROLES; i++)
    if (counts[i] > 0)
      {
        JsonObject *object = json_object_new ();

        json_object_set_string_member (object, "role", role_names[i]);
        json_object_set_int_member (object, "count", counts[i]);
        json_array_add_object_element (array, object);
      }

  return array;
}

/* What is not asked is left out, so that a plain policy stays a short entry in the log. */
static void
add_optional (JsonObject *body, const AttestPolicy *self)
{
  g_autoptr (JsonArray) role_sign_offs = make_role_sign_offs (self->role_sign_offs);

  if (json_array_get_length (role_sign_offs) > 0)
    json_object_set_array_member (body, "role_sign_offs", g_steal_pointer (&role_sign_offs));
  if (*self->audiences != NULL)
    json_object_set_array_member (body, "audiences", make_texts (self->audiences));
  if (*self->specialty != '\0')
    json_object_set_string_member (body, "specialty", self->specialty);
  if (*self->blocking_findings != NULL)
    json_object_set_array_member (body, "blocking_findings", make_texts (self->blocking_findings));
  if (self->independent)
    json_object_set_boolean_member (body, "independent", TRUE);
}

JsonObject *
attest_policy_to_body (const AttestPolicy *self)
{
  JsonObject *body = json_object_new ();

  if (*self->topic != '\0')
    json_object_set_string_member (body, "topic", self->topic);
  if (self->cleared)
    return body;
  json_object_set_int_member (body, "sign_offs", self->sign_offs);
  json_object_set_array_member (body, "sign_off_roles", make_texts (self->roles));
  json_object_set_int_member (body, "review_months", self->review_months);
  add_optional (body, self);

  return body;
}

char *
attest_dup_name_key (const char *name)
{
  g_autofree char *line = attest_title_dup_line (name);
  g_autofree char *normal = g_utf8_normalize (line, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : line, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}
