#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who does not know Markdown writes with keys alone: a list, bold words, find and replace, headings, larger text.

    writing.py [FOLDER]
"""

import subprocess
import sys
import tempfile

from journey import Atspi, run, travel, wait_for

TEXT = """# How do I take my tablets?

## Before you start

Ask your doctor about other medicines.

## Every day

Take two tablets with water.
"""

HTML = "<h2>From the web</h2><p>Rest <b>well</b>.</p><script>alert(1)</script><ul><li>one</li><li>two</li></ul>"


def open_article(desk):
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_parent().get_name() == "Articles", "the articles")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    return source


def has(desk, source, words):
    wait_for(lambda: words in desk.text_of(source), f"{words!r} stands in the source")


def copy_html(desk, html):
    """Puts HTML on the clipboard as a browser does; whoever pastes asks this process for it."""
    script = (
        "import gi, sys\n"
        "gi.require_version('Gtk', '4.0')\n"
        "from gi.repository import Gdk, Gio, GLib, Gtk\n"
        "Gtk.init()\n"
        "clipboard = Gdk.Display.get_default().get_clipboard()\n"
        "html = Gdk.ContentProvider.new_for_bytes('text/html', GLib.Bytes.new(sys.argv[1].encode()))\n"
        "plain = Gdk.ContentProvider.new_for_bytes('text/plain;charset=utf-8', GLib.Bytes.new(b'plain words'))\n"
        "clipboard.set_content(Gdk.ContentProvider.new_union([html, plain]))\n"
        "print('ready', flush=True)\n"
        "GLib.MainLoop().run()\n"
    )
    process = subprocess.Popen(["python3", "-c", script, html], env=desk.env, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "ready"
    return process


def type_list(desk, source):
    desk.key("ctrl+End")
    desk.key("Return")
    desk.key("ctrl+shift+n")
    desk.type("wash your hands")
    desk.key("Return")
    desk.type("open the pack")
    desk.key("Return", "Tab")
    desk.type("with care")
    desk.key("Return", "Return", "Return")
    desk.type("Then rest.")
    has(desk, source, "\n1. wash your hands\n2. open the pack\n   1. with care\n\nThen rest.")
    desk.picture("list")


def make_bold(desk, source):
    desk.select(source, "two tablets")
    desk.key("ctrl+b")
    has(desk, source, "Take **two tablets** with water.")
    desk.key("ctrl+z")
    has(desk, source, "Take two tablets with water.")
    desk.select(source, "two tablets")
    desk.key("ctrl+b")
    has(desk, source, "Take **two tablets** with water.")


def replace_words(desk, source):
    desk.key("ctrl+h")
    wait_for(
        lambda: desk.focused() is not None and desk.focused().get_name() == "Find in the text", "the search has the keyboard"
    )
    # The words that were selected stand there and are typed over, also by somebody who takes a moment.
    desk.settle()
    desk.type("tablets")
    desk.sees("of 2")
    desk.key("Tab")
    desk.go_to(lambda node: node.get_name() == "Replace with", "what replaces")
    desk.type("capsules")
    desk.picture("find-and-replace")
    desk.press("Replace all")
    has(desk, source, "Take **two capsules** with water.")
    has(desk, source, "# How do I take my capsules?")
    desk.key("Escape")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Source", "the source has the keyboard")


def go_to_heading(desk, source):
    desk.key("ctrl+j")
    desk.find(name="Go to a heading")
    desk.type("every")
    desk.picture("outline")
    desk.key("Return")
    place = desk.index_of(source, "## Every day")
    wait_for(lambda: Atspi.Text.get_caret_offset(source) == place, "the cursor is at the heading")


def enlarge(desk):
    desk.key("ctrl+plus", "ctrl+plus")
    wait_for(
        lambda: run("gsettings", "get", "io.github.attestdesk.Attest", "source-zoom", env=desk.env).strip() == "120",
        "the text is larger",
    )
    desk.key("ctrl+0")


def paste(desk, source):
    desk.key("ctrl+End", "Return", "Return")
    process = copy_html(desk, HTML)
    try:
        desk.key("ctrl+v")
        has(desk, source, "Then rest.\n\n## From the web\n\nRest **well**.\n\n- one\n- two")
        assert "alert" not in desk.text_of(source)
        desk.key("ctrl+z")
        desk.key("ctrl+shift+v")
        has(desk, source, "Then rest.\n\nplain words")
    finally:
        process.kill()
        process.wait()


def spell(desk, source):
    desk.key("Return", "Return")
    desk.type("A good slepe helps. ")
    has(desk, source, "A good slepe helps. ")
    wait_for(lambda: desk.is_underlined(source, "slepe"), "the unknown word is marked")
    assert not desk.is_underlined(source, "helps")
    desk.picture("spelling")


def writing(desk):
    text = desk.folder / "tablets.md"
    text.write_text(TEXT, encoding="utf-8")
    run("attest-cli", "--library", desk.library, "init", env=desk.env)
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    desk.cli("import", text, who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)

    desk.start(desk.library)
    desk.find(role="toggle button", starts="Acting as Ada Author")
    source = open_article(desk)
    desk.focus_source()
    type_list(desk, source)
    make_bold(desk, source)
    replace_words(desk, source)
    go_to_heading(desk, source)
    enlarge(desk)
    paste(desk, source)
    spell(desk, source)

    written = desk.text_of(source)
    desk.key("ctrl+s")
    wait_for(lambda: desk.cli("list")["articles"][0]["variants"][0]["newest"] == 2, "the text is saved")
    assert run("attest-cli", "--library", desk.library, "show", "how-do-i-take-my-tablets", env=desk.env) == written


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("writing", writing, sys.argv[1] if len(sys.argv) > 1 else temporary))
