/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/attest-save.h"

#include "evidence/attest-reference.h"
#include "review/attest-act-context.h"

gboolean
attest_review_set_references (AttestLibrary *library,
                              const char *article,
                              const char *actor,
                              const char *references,
                              GError **error)
{
  g_auto (AttestActContext) context = { 0 };
  g_autoptr (AttestReferences) list = attest_references_new_from_json (references, error);
  g_autofree char *json = NULL;
  JsonObject *body;

  if (list == NULL || !attest_act_context_load (&context, library, article, NULL, actor, error) ||
      !attest_act_context_may (&context, ATTEST_ACT_SAVE, error))
    return FALSE;
  json = attest_references_to_json (list);
  if (g_str_equal (json, context.article->references))
    return TRUE;
  body = json_object_new ();
  json_object_set_string_member (body, "references", json);
  return attest_act_context_append (&context, "references.set", body, NULL, error);
}
