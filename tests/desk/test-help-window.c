/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help/attest-help-window.h"

#include <webkit/webkit.h>

#include "desk-fixture.h"
#include "preview/attest-preview-web.h"

typedef struct
{
  AdwApplication *application;
  AttestHelpWindow *window;
  WebKitWebView *web;
  const char *expected;
  char *answer;
} Fixture;

static gboolean
has_answer (gpointer data)
{
  return ((Fixture *) data)->answer != NULL;
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  fixture->answer = value != NULL ? jsc_value_to_string (value) : g_strdup ("");
}

/* What a script of our own world finds on the page. */
static const char *
ask (Fixture *fixture, const char *script)
{
  g_clear_pointer (&fixture->answer, g_free);
  webkit_web_view_evaluate_javascript (fixture->web, script, -1, ATTEST_PREVIEW_WORLD, NULL, NULL, answer_cb, fixture);
  g_assert_true (desk_fixture_wait (has_answer, fixture));
  return fixture->answer;
}

static gboolean
shows_expected (gpointer data)
{
  Fixture *fixture = data;

  return !webkit_web_view_is_loading (fixture->web) &&
         g_strcmp0 (webkit_web_view_get_title (fixture->web), fixture->expected) == 0;
}

static void
expect_page (Fixture *fixture, const char *page)
{
  fixture->expected = page;
  g_assert_true (desk_fixture_wait (shows_expected, fixture));
  g_assert_cmpstr (attest_help_window_get_page (fixture->window), ==, page);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = g_object_ref (ADW_APPLICATION ((gpointer) data));
  attest_help_window_present (GTK_APPLICATION (fixture->application), NULL);
  fixture->window = gtk_application_get_windows (GTK_APPLICATION (fixture->application))->data;
  fixture->web = WEBKIT_WEB_VIEW (attest_help_window_get_web_view (fixture->window));
  expect_page (fixture, "index");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->application);
  g_clear_pointer (&fixture->answer, g_free);
}

static void
test_every_page (Fixture *fixture, gconstpointer data)
{
  const char *const *pages = attest_help_window_get_pages (fixture->window);

  g_assert_cmpuint (g_strv_length ((char **) pages), >=, 10);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      attest_help_window_present (GTK_APPLICATION (fixture->application), pages[i]);
      expect_page (fixture, pages[i]);
      g_assert_cmpint (atoi (ask (fixture, "document.querySelectorAll('h1').length")), ==, 1);
      g_assert_cmpint (atoi (ask (fixture, "document.body.innerText.length")), >, 200);
      /* Nothing is wider than a narrow window. */
      g_assert_cmpstr (
          ask (fixture, "document.documentElement.scrollWidth <= document.documentElement.clientWidth"), ==, "true");
    }
  /* However often it is asked for, it is one window. */
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (fixture->application))), ==, 1);
}

static void
test_links_and_back (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "document.querySelector('a[href=\"help:first-steps\"]').click()");
  expect_page (fixture, "first-steps");
  ask (fixture, "document.querySelector('a[href=\"help:approval\"]').click()");
  expect_page (fixture, "approval");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "help.back", NULL);
  expect_page (fixture, "first-steps");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "help.back", NULL);
  expect_page (fixture, "index");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "help.back", NULL);
  expect_page (fixture, "index");
}

/* A page of the help goes nowhere but to another one. */
static void
test_stays_inside (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "location.href = 'file:///etc/passwd'; location.href = 'http://127.0.0.1:9/'; 1");
  desk_fixture_settle (300);
  expect_page (fixture, "index");
  g_assert_cmpstr (ask (fixture, "document.querySelector('h1').textContent"), ==, "Attest help");
}

static gboolean
is_scrolled (gpointer data)
{
  return atoi (ask (data, "window.scrollY")) > 0;
}

static void
test_section (Fixture *fixture, gconstpointer data)
{
  attest_help_window_present (GTK_APPLICATION (fixture->application), "trouble#backup");
  expect_page (fixture, "trouble");
  g_assert_true (desk_fixture_wait (is_scrolled, fixture));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  desk_fixture_assert_named (GTK_WIDGET (fixture->window));
  g_assert_nonnull (desk_fixture_find (GTK_WIDGET (fixture->window), "Pages of the help"));
}

#define ADD(path, function) g_test_add ("/desk/help/" path, Fixture, application, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  desk_fixture_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APP_ID, "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  ADD ("every-page", test_every_page);
  ADD ("links-and-back", test_links_and_back);
  ADD ("stays-inside", test_stays_inside);
  ADD ("section", test_section);
  ADD ("names", test_names);

  return g_test_run ();
}
