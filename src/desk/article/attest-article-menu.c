/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/attest-article-menu.h"

struct _AttestArticleMenu
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestArticleMenu, attest_article_menu, ADW_TYPE_BIN)

static void
attest_article_menu_dispose (GObject *object)
{
  /* The template lets go of its children, and the bin must not do so again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ATTEST_TYPE_ARTICLE_MENU);

  G_OBJECT_CLASS (attest_article_menu_parent_class)->dispose (object);
}

static void
attest_article_menu_class_init (AttestArticleMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_article_menu_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attestdesk/Attest/attest-article-menu.ui");
}

static void
attest_article_menu_init (AttestArticleMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
