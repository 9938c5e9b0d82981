/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comments/attest-comment-others.h"

#include <glib/gi18n.h>

void
attest_comment_others_init (GtkMenuButton *button)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  gtk_menu_button_set_icon_name (button, "view-more-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (button), "circular");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), _ ("Look in the other texts"));
}

static const char *
find_label (const AttestArticleRecord *record, const char *key)
{
  for (guint i = 0; i < record->audiences->len; i++)
    {
      const AttestAudience *audience = record->audiences->pdata[i];

      if (g_str_equal (audience->key, key))
        return audience->label;
    }
  return key;
}

static void
add_text (GMenu *menu, const AttestArticleRecord *record, const char *audience, const char *comment)
{
  /* Translators: %s is the audience of a text, such as “Patient” */
  g_autofree char *label = g_strdup_printf (_ ("Show in the text “%s”"), find_label (record, audience));
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "article.show-counterpart", "(ss)", audience, comment);
  g_menu_append_item (menu, item);
}

void
attest_comment_others_show (GtkMenuButton *button, AttestArticleState *state, const AttestComment *comment)
{
  const AttestArticleRecord *record = NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  gboolean any = FALSE;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (ATTEST_IS_ARTICLE_STATE (state) && comment != NULL);

  record = attest_article_state_get_record (state);
  for (guint i = 0; record != NULL && attest_comment_has_place (comment) && i < record->variants->len; i++)
    {
      const AttestVariant *variant = record->variants->pdata[i];

      if (g_str_equal (variant->audience, comment->audience))
        continue;
      add_text (menu, record, variant->audience, comment->id);
      any = TRUE;
    }
  gtk_menu_button_set_menu_model (button, any ? G_MENU_MODEL (menu) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (button), any);
}
