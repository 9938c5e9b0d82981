#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going back to a copy, and on with one where the library is damaged; and typing while the library is away.

    copies.py [FOLDER]
"""

import sys
import tempfile

from journey import run, travel, wait_for, walk

NAPS = "Do naps help?"
TEA = "Does tea help against a cold?"


def write(desk, name, title):
    text = desk.folder / name
    text.write_text(f"# {title}\n\nSome say so.\n", encoding="utf-8")
    desk.cli("import", text, who="Ada Author")


def titles(desk):
    return sorted(article["title"] for article in desk.cli("list")["articles"])


def prepare(desk):
    run("attest-cli", "--library", desk.library, "init", env=desk.env)
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)
    write(desk, "naps.md", NAPS)


def copy_of_the_day(desk):
    """Made by itself, some seconds after the library was opened."""
    folder = desk.library.with_name("board.backups")
    wait_for(lambda: list(folder.glob("board ????-??-??.attest-library")), "there is a copy of the day")
    return folder


def go_back(desk):
    write(desk, "tea.md", TEA)
    desk.find(has=TEA)
    desk.key("F10")
    desk.press("Copies and restore…", role="menu item")
    desk.find(has="Whole")
    desk.picture("copies")
    desk.go_to(lambda node: any("Copy of the day" in (part.get_name() or "") for part in [node, *walk(node)]), "the copy")
    desk.key("Return")
    desk.sees("The whole article would be gone.")
    desk.picture("what-would-change")
    desk.press("Restore this copy…")
    desk.press("Restore")
    desk.sees("The copy was restored.")
    wait_for(lambda: titles(desk) == [NAPS], "the library is what it was")
    desk.find(has=NAPS)
    assert desk.cli("log", "verify", "--deep")["problems"] == []
    kept = list(desk.library.with_name("board.backups").glob("board before restoring *.attest-library"))
    assert len(kept) == 1, kept
    other = run("attest-cli", "--library", kept[0], "list", env=desk.env)
    assert TEA in other, other


def type_while_away(desk):
    desk.key("ctrl+f")
    desk.go_to(lambda node: (node.get_parent().get_name() or "") == "Articles", "the articles")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: "Some say so." in desk.text_of(source), "the text is there")
    away = desk.library.with_name("away.attest-library")
    desk.library.rename(away)
    desk.sees("not in its place any more")
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type("Not after three.")
    desk.sees("What you type is kept on this computer.")
    desk.picture("away")
    desk.key("ctrl+s")
    desk.sees("The text could not be saved")
    desk.press("Close", role=("button", "push button"))
    away.rename(desk.library)
    desk.gone(has="not in its place any more")
    # What was refused is done by itself.
    desk.find(name="Saved")
    assert "Not after three." in run("attest-cli", "--library", desk.library, "show", "do-naps-help", env=desk.env)


def go_on_with_the_newest(desk):
    desk.close()
    for path in desk.library.parent.glob("board.attest-library*"):
        path.write_bytes(b"damaged")
    desk.start(desk.library)
    desk.press("Open the newest copy…")
    desk.sees("It is whole, and of this time")
    desk.picture("newest-copy")
    desk.press("Go on with it")
    desk.find(role="list", name="Articles")
    assert desk.cli("log", "verify", "--deep")["problems"] == []


def copies(desk):
    # In a folder of its own, since the one of the desk has its settings.
    desk.library = desk.folder / "board" / "board.attest-library"
    desk.library.parent.mkdir()
    prepare(desk)
    desk.start(desk.library)
    copy_of_the_day(desk)
    go_back(desk)
    type_while_away(desk)
    go_on_with_the_newest(desk)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("copies", copies, sys.argv[1] if len(sys.argv) > 1 else temporary))
