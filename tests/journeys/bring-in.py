#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles come in as they do from other programs: text copied there and pasted with Ctrl+V and from the menu, files dragged
from there with the mouse; among them a folder and a file that is no text, which stay out and are named.

    bring-in.py [FOLDER]
"""

import sys
import tempfile

from journey import travel, wait_for, walk
from mouse import drag, middle_of, other_program

COPIED = "# How much coffee is too much?\n\nMore than 400 mg of caffeine a day, for most adults.\n"
AGAIN = "# Is green tea safe?\n\nMostly — in cups, not in capsules.\n"


def make_library(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", "Ada", "--role", "editor")
    desk.start(desk.library)
    desk.find(name="No articles yet")


def titles(desk):
    return sorted(article["title"] for article in desk.cli("list")["articles"])


def text_of_article(desk):
    return desk.text_of(desk.find(role="text", name="Source"))


def paste_with_keys(desk):
    note = desk.folder / "copied.txt"
    note.write_text(COPIED, encoding="utf-8")
    with other_program(desk, "--copy", note):
        desk.focus_window()
        desk.key("ctrl+v")
        wait_for(lambda: text_of_article(desk) == COPIED, "the copied text is an article")
    assert titles(desk) == ["How much coffee is too much?"], titles(desk)
    desk.picture("pasted-with-keys")
    desk.key("alt+Home")
    desk.find(role="list item", starts="How much coffee is too much?")


def paste_from_menu(desk):
    note = desk.folder / "copied.txt"
    note.write_text(AGAIN, encoding="utf-8")
    with other_program(desk, "--copy", note):
        desk.focus_window()
        desk.key("F10")
        desk.find(role="menu item", name="Paste an article")
        desk.picture("menu")
        desk.press("Paste an article", role="menu item")
        wait_for(lambda: text_of_article(desk) == AGAIN, "the copied text is an article")
    assert len(titles(desk)) == 2, titles(desk)
    desk.key("alt+Home")
    desk.find(role="list item", starts="Is green tea safe?")


def drop_files(desk):
    files = [desk.folder / name for name in ("naps.md", "scan.md", "older texts", "sleep.txt")]
    files[0].write_text("# Do naps help?\n\nSome do.\n", encoding="utf-8")
    files[1].write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    files[2].mkdir()
    files[3].write_text("How much sleep is enough?\n\nSeven hours, for most.\n", encoding="utf-8")
    with other_program(desk, *files) as start:
        drag(desk, start, middle_of(desk.find(role="list", name="Articles")), "dragged-over-the-library")
        desk.find(role="label", name="Do naps help?")
    desk.sees("“scan.md” is not a text file")
    desk.sees("“older texts” is a folder")
    desk.find(role="label", name="How much sleep is enough?")
    desk.picture("what-came-in")
    assert len(titles(desk)) == 4, titles(desk)
    opened = next(node for node in walk(desk.application) if node.get_name() == "Open" and node.get_action_iface())
    opened.get_action_iface().do_action(0)
    wait_for(lambda: text_of_article(desk).startswith("# "), "the article is open")


def bring_in(desk):
    make_library(desk)
    paste_with_keys(desk)
    paste_from_menu(desk)
    drop_files(desk)
    assert desk.cli("log", "verify") is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("bring in", bring_in, sys.argv[1] if len(sys.argv) > 1 else temporary))
