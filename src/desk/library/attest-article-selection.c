/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "library/attest-article-selection.h"

/* @ids holds only what @model shows: what a search or a removal takes out of sight is let go, so that no act reaches what nobody sees. */
struct _AttestArticleSelection
{
  GObject parent_instance;

  AttestArticleList *model;
  GHashTable *ids;
  char *anchor;
  gboolean active;
};

typedef enum
{
  PROP_ACTIVE = 1,
  PROP_N_SELECTED,
  N_OWN_PROPERTIES,
  /* Of the list's interface; the toolkit binds to it. */
  PROP_ITEM_TYPE = N_OWN_PROPERTIES,
  PROP_N_ITEMS,
} AttestArticleSelectionProperty;

static GParamSpec *properties[N_OWN_PROPERTIES];

/* Returns: (nullable): of the article at @position */
static const char *
get_id (AttestArticleSelection *self, guint position)
{
  const AttestArticleLine *line = attest_article_list_peek (self->model, position);

  return line != NULL ? attest_article_line_get_id (line) : NULL;
}

static gboolean
is_chosen (AttestArticleSelection *self, guint position)
{
  const char *id = get_id (self, position);

  return id != NULL && g_hash_table_contains (self->ids, id);
}

/* ---- GListModel ---- */

static GType
get_item_type (GListModel *list)
{
  return ATTEST_TYPE_ARTICLE_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ATTEST_ARTICLE_SELECTION (list)->model));
}

static gpointer
get_item (GListModel *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (ATTEST_ARTICLE_SELECTION (list)->model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- GtkSelectionModel ---- */

static void
notify_selected (AttestArticleSelection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
activate (AttestArticleSelection *self)
{
  if (self->active)
    return;
  self->active = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return is_chosen (ATTEST_ARTICLE_SELECTION (model), position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();

  if (g_hash_table_size (self->ids) == 0)
    return selected;
  for (guint i = position; i < position + n_items; i++)
    if (is_chosen (self, i))
      gtk_bitset_add (selected, i);
  return selected;
}

static void
choose (AttestArticleSelection *self, guint position, gboolean chosen)
{
  const char *id = get_id (self, position);

  if (id == NULL)
    return;
  if (chosen)
    g_hash_table_add (self->ids, g_strdup (id));
  else
    g_hash_table_remove (self->ids, id);
}

static void
set_anchor (AttestArticleSelection *self, guint position)
{
  g_set_str (&self->anchor, get_id (self, position));
}

static void
tell (AttestArticleSelection *self, guint position, guint n_items)
{
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
  notify_selected (self);
}

/* Where the focus moves, and what the pointer is over, is meant to be chosen alone: here that is no choice at all. */
static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (model);

  if (unselect_rest)
    return FALSE;
  activate (self);
  choose (self, position, TRUE);
  set_anchor (self, position);
  tell (self, position, 1);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (model);

  choose (self, position, FALSE);
  set_anchor (self, position);
  tell (self, position, 1);
  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n_items, gboolean unselect_rest)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (model);

  activate (self);
  if (unselect_rest)
    g_hash_table_remove_all (self->ids);
  for (guint i = position; i < position + n_items; i++)
    choose (self, i, TRUE);
  if (unselect_rest)
    tell (self, 0, get_n_items (G_LIST_MODEL (self)));
  else
    tell (self, position, n_items);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (model);

  for (guint i = position; i < position + n_items; i++)
    choose (self, i, FALSE);
  tell (self, position, n_items);
  return TRUE;
}

static gboolean
select_all (GtkSelectionModel *model)
{
  return select_range (model, 0, g_list_model_get_n_items (G_LIST_MODEL (model)), TRUE);
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  return unselect_range (model, 0, g_list_model_get_n_items (G_LIST_MODEL (model)));
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestArticleSelection,
                               attest_article_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

/* ---- The object ---- */

static void
let_go_of_hidden (AttestArticleSelection *self)
{
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_items = get_n_items (G_LIST_MODEL (self));

  if (g_hash_table_size (self->ids) == 0)
    return;
  for (guint i = 0; i < n_items; i++)
    if (is_chosen (self, i))
      g_hash_table_add (shown, g_strdup (get_id (self, i)));
  if (g_hash_table_size (shown) == g_hash_table_size (self->ids))
    return;
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&shown);
  notify_selected (self);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, AttestArticleSelection *self)
{
  let_go_of_hidden (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify (G_OBJECT (self), "n-items");
}

static void
attest_article_selection_finalize (GObject *object)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (object);

  g_clear_object (&self->model);
  g_hash_table_unref (self->ids);
  g_free (self->anchor);

  G_OBJECT_CLASS (attest_article_selection_parent_class)->finalize (object);
}

static void
attest_article_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestArticleSelection *self = ATTEST_ARTICLE_SELECTION (object);

  switch ((AttestArticleSelectionProperty) id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, g_hash_table_size (self->ids));
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, ATTEST_TYPE_ARTICLE_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (self)));
      break;
    }
}

static void
attest_article_selection_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    attest_article_selection_set_active (ATTEST_ARTICLE_SELECTION (object), g_value_get_boolean (value));
}

static void
attest_article_selection_class_init (AttestArticleSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = attest_article_selection_finalize;
  object_class->get_property = attest_article_selection_get_property;
  object_class->set_property = attest_article_selection_set_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean (
      "active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] =
      g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_object_class_install_property (
      object_class,
      PROP_ITEM_TYPE,
      g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class,
      PROP_N_ITEMS,
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
attest_article_selection_init (AttestArticleSelection *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AttestArticleSelection *
attest_article_selection_new (AttestArticleList *model)
{
  AttestArticleSelection *self = g_object_new (ATTEST_TYPE_ARTICLE_SELECTION, NULL);

  self->model = model;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_DEFAULT);
  return self;
}

gboolean
attest_article_selection_get_active (AttestArticleSelection *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SELECTION (self), FALSE);

  return self->active;
}

void
attest_article_selection_set_active (AttestArticleSelection *self, gboolean active)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SELECTION (self));

  if (self->active == active)
    return;
  if (!active)
    unselect_all (GTK_SELECTION_MODEL (self));
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

guint
attest_article_selection_get_n_selected (AttestArticleSelection *self)
{
  g_return_val_if_fail (ATTEST_IS_ARTICLE_SELECTION (self), 0);

  return g_hash_table_size (self->ids);
}

void
attest_article_selection_toggle (AttestArticleSelection *self, guint position)
{
  g_return_if_fail (ATTEST_IS_ARTICLE_SELECTION (self));

  if (is_selected (GTK_SELECTION_MODEL (self), position))
    unselect_item (GTK_SELECTION_MODEL (self), position);
  else
    select_item (GTK_SELECTION_MODEL (self), position, FALSE);
}

void
attest_article_selection_extend (AttestArticleSelection *self, guint position)
{
  guint n_items = get_n_items (G_LIST_MODEL (self));
  guint from = position;

  g_return_if_fail (ATTEST_IS_ARTICLE_SELECTION (self));

  for (guint i = 0; self->anchor != NULL && i < n_items; i++)
    if (g_str_equal (get_id (self, i), self->anchor))
      from = i;
  select_range (
      GTK_SELECTION_MODEL (self), MIN (from, position), MAX (from, position) - MIN (from, position) + 1, FALSE);
  if (self->anchor == NULL)
    set_anchor (self, position);
}

GPtrArray *
attest_article_selection_dup_items (AttestArticleSelection *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_items; i++)
    if (is_chosen (self, i))
      g_ptr_array_add (items, get_item (G_LIST_MODEL (self), i));
  return items;
}
