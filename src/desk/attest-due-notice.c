/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "attest-due-notice.h"

#include <glib/gi18n.h>

#include "record/attest-told.h"
#include "session/attest-future.h"

/* Milliseconds: the opening itself comes first, and changes come in several at once. */
#define SHORTLY 1500

/* Milliseconds. A timer does not go on while the computer sleeps, so that none is longer than this. */
#define LONGEST_WAIT (60 * 60 * 1000)

/* Titles in a notification; how many there are stands above them. */
#define MOST_TITLES 3

/* @looked: until when what is due was looked for; 0 before the first time */
struct _AttestDueNotice
{
  GObject parent_instance;

  AttestSession *session;
  const AttestDueNoticeUser *user;
  gpointer user_data;
  AttestTold *told;
  guint timer;
  gint64 looked;
  gboolean looking;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (AttestDueNotice, attest_due_notice, G_TYPE_OBJECT)

static void look (AttestDueNotice *self);

static gint64
get_now (AttestDueNotice *self)
{
  return self->user->get_now != NULL ? self->user->get_now (self->user_data) : g_get_real_time ();
}

static gboolean
is_sample (AttestDueNotice *self)
{
  g_autoptr (AttestBoard) board = attest_library_load_board (attest_session_get_library (self->session), NULL);

  return board == NULL || board->sample;
}

/* ---- When to look ---- */

static gboolean
timer_cb (gpointer user_data)
{
  AttestDueNotice *self = user_data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_in (AttestDueNotice *self, gint64 milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) CLAMP (milliseconds, SHORTLY, LONGEST_WAIT), timer_cb, self);
}

static void
session_changed_cb (AttestDueNotice *self)
{
  look_in (self, SHORTLY);
}

/* ---- What to tell ---- */

/* @texts: (element-type AttestDueText) */
static char *
dup_titles (GPtrArray *texts)
{
  GString *titles = g_string_new (NULL);
  guint count = 0;

  for (guint i = 0; i < texts->len && count < MOST_TITLES; i++)
    {
      const AttestDueText *text = texts->pdata[i];

      /* Texts of one article come one after another. */
      if (i > 0 && g_str_equal (((const AttestDueText *) texts->pdata[i - 1])->article, text->article))
        continue;
      g_string_append_printf (titles, "%s%s", count > 0 ? "\n" : "", text->title);
      count++;
    }
  return g_string_free (titles, FALSE);
}

static void
tell (AttestDueNotice *self, GPtrArray *texts)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u text is due for re-review", "%u texts are due for re-review", texts->len), texts->len);
  g_autofree char *body = dup_titles (texts);

  self->user->tell (title, body, self->user_data);
}

/* The lists were read when these were not due yet, and nothing in the record has changed. */
static void
show_anew (AttestDueNotice *self, GPtrArray *texts, gint64 before)
{
  g_autoptr (GStrvBuilder) articles = g_strv_builder_new ();
  g_auto (GStrv) streams = NULL;

  for (guint i = 0; i < texts->len; i++)
    {
      const AttestDueText *text = texts->pdata[i];

      if (before != 0 && text->due_after > before)
        g_strv_builder_add (articles, text->article);
    }
  streams = g_strv_builder_end (articles);
  if (*streams != NULL)
    attest_session_show_anew (self->session, (const char *const *) streams);
}

static DexFuture *
looked (DexFuture *future, gpointer user_data)
{
  g_autoptr (AttestDueNotice) self = g_weak_ref_get (user_data);
  const GValue *value = dex_future_get_value (future, NULL);
  const AttestDueList *list = value != NULL ? g_value_get_boxed (value) : NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  gint64 before = 0;

  if (self == NULL)
    return dex_future_new_true ();
  self->looking = FALSE;
  /* What cannot be read now is looked for later. */
  if (list == NULL)
    {
      look_in (self, LONGEST_WAIT);
      return dex_future_new_true ();
    }
  before = self->looked;
  self->looked = list->now;
  fresh = attest_told_take (self->told, list->texts);
  look_in (self, self->again ? SHORTLY : (list->next != 0 ? (list->next - get_now (self)) / 1000 + 1 : LONGEST_WAIT));
  show_anew (self, list->texts, before);
  if (fresh->len > 0 && !self->user->is_in_sight (self->user_data))
    tell (self, fresh);
  return dex_future_new_true ();
}

static gboolean
list_due (AttestLibrary *library, gpointer data, GValue *result, GError **error)
{
  AttestDueList *list = attest_library_list_due (library, *(const gint64 *) data, error);

  if (list == NULL)
    return FALSE;
  g_value_init (result, ATTEST_TYPE_DUE_LIST);
  g_value_take_boxed (result, list);
  return TRUE;
}

static void
look (AttestDueNotice *self)
{
  gint64 now = get_now (self);

  self->again = self->looking;
  if (self->looking || is_sample (self))
    return;
  /* On the record thread, so that nothing is opened for it: were another file in the library's place by now, SQLite would cut the memory that both share. */
  attest_session_look_at_disk (self->session);
  if (attest_session_get_trouble (self->session) != NULL)
    {
      look_in (self, LONGEST_WAIT);
      return;
    }
  self->looking = TRUE;
  dex_future_disown (
      dex_future_finally (attest_session_perform (self->session, list_due, g_memdup2 (&now, sizeof now), g_free),
                          looked,
                          attest_weak_ref_new (self),
                          attest_weak_ref_free));
}

/* ---- The object ---- */

static void
attest_due_notice_dispose (GObject *object)
{
  AttestDueNotice *self = ATTEST_DUE_NOTICE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->told, attest_told_free);

  G_OBJECT_CLASS (attest_due_notice_parent_class)->dispose (object);
}

static void
attest_due_notice_class_init (AttestDueNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_due_notice_dispose;
}

static void
attest_due_notice_init (AttestDueNotice *self)
{
}

AttestDueNotice *
attest_due_notice_new (AttestSession *session, const AttestDueNoticeUser *user, gpointer user_data)
{
  AttestDueNotice *self = NULL;

  g_return_val_if_fail (ATTEST_IS_SESSION (session), NULL);
  g_return_val_if_fail (user != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_DUE_NOTICE, NULL);
  self->session = g_object_ref (session);
  self->user = user;
  self->user_data = user_data;
  self->told = attest_told_load (NULL, attest_session_get_path (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  look_in (self, SHORTLY);
  return self;
}
