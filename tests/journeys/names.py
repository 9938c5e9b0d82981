#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen and dialog as assistive technology is told of it: whatever can have the keyboard has a name.

    names.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, Failed, is_showing, is_usable, run, travel, wait_for, walk

DIALOGS = ("dialog", "alert")
TITLE = "Can excessive ketamine use cause depression?"


def path_of(node):
    """Where a control is, for whoever has to give it a name."""
    parts = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION and len(parts) < 12:
        parts.append(f"{node.get_role_name()} {node.get_name()!r}" if node.get_name() else node.get_role_name())
        node = node.get_parent()
    return " < ".join(parts)


# What holds controls takes the keyboard only on their behalf, or to scroll them.
HOLDERS = (Atspi.Role.PANEL, Atspi.Role.GROUPING)
# Parts of the toolkit's own rows and lists to choose from: the control around them has the name.
PARTS = (Atspi.Role.LIST, Atspi.Role.LIST_ITEM)


def can_have_keyboard(node):
    """The web view brings a text of no size, for its key bindings, that nothing leads to."""
    if not is_showing(node) or not node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
        return False
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return place.width > 0 and place.height > 0


def is_part(node):
    if node.get_role() not in PARTS:
        return False
    around = node.get_parent()
    while around is not None and around.get_role() not in (Atspi.Role.COMBO_BOX, Atspi.Role.DIALOG):
        around = around.get_parent()
    # The list of a group of rows in a dialog has the group's title, if that has one.
    return around is not None and (around.get_role() == Atspi.Role.COMBO_BOX or node.get_role() == Atspi.Role.LIST)


def controls(root):
    """All in sight that can have the keyboard."""
    return [
        node
        for node in walk(root)
        if can_have_keyboard(node)
        and node.get_role() != Atspi.Role.SCROLL_PANE
        and not is_part(node)
        and not (node.get_role() in HOLDERS and any(can_have_keyboard(inner) for inner in walk(node)))
    ]


def holds(around, node):
    while node is not None and node != around:
        node = node.get_parent()
    return node is not None


class Walk:
    """Looks at one screen after the other and remembers what has no name."""

    def __init__(self, desk):
        self.desk = desk
        self.nameless = []
        self.screens = 0

    def look(self, screen, least=1):
        self.desk.picture(screen)
        found = controls(self.desk.application)
        if len(found) < least:
            raise Failed(f"{screen}: {len(found)} controls where at least {least} are")
        bad = [path_of(node) for node in found if not (node.get_name() or "").strip()]
        self.nameless += [f"{screen}: {path}" for path in bad]
        for path in bad:
            print(f"# {screen}: {path}", flush=True)
        self.screens += 1
        print(f"# {screen}: {len(found)} controls, {len(bad)} without a name", flush=True)

    def dialog(self, screen, least=2):
        """A dialog that was just opened: it has the keyboard, is looked at, then closed with it."""
        dialog = self.desk.find(role=DIALOGS)
        wait_for(lambda: holds(dialog, self.desk.focused()), f"{screen} has the keyboard")
        self.look(screen, least)
        self.desk.key("Escape")
        self.desk.gone(role=DIALOGS)

    def menu(self, screen, opener, ignore=()):
        """A menu, and each dialog that it opens."""
        opener()
        self.desk.find(role="menu item")
        self.look(screen, 3)
        items = [
            node.get_name()
            for node in walk(self.desk.application)
            if node.get_role_name() == "menu item"
            and is_usable(node)
            and not node.get_name().startswith(ignore)
        ]
        self.desk.key("Escape")
        self.desk.gone(role="menu item")
        for item in items:
            opener()
            self.desk.press(item, role="menu item")
            self.dialog(item.rstrip("…").replace(" ", "-").lower())


def start_pages(desk, seen):
    desk.start()
    desk.find(role="button", name="Make a new library")
    seen.look("welcome", 3)
    desk.close()

    strange = desk.folder / "strange.attest-library"
    strange.write_bytes(b"SQLite format 3\0" + b"\1" * 4096)
    desk.start(strange)
    desk.find(role="button", name="Make a new library")
    seen.look("not-a-library", 4)
    desk.close()

    damaged = desk.folder / "damaged.attest-library"
    run("attest-cli", "--library", damaged, "init", env=desk.env)
    pages = bytearray(damaged.read_bytes())
    pages[4096:] = bytes(len(pages) - 4096)
    damaged.write_bytes(pages)
    desk.start(damaged)
    desk.find(name="The library is damaged")
    seen.look("damaged-library", 4)
    desk.close()


def empty_library(desk, seen):
    desk.cli("init")
    desk.start(desk.library)
    desk.find(name="No articles yet")
    seen.look("empty-library", 8)
    desk.key("ctrl+n")
    seen.dialog("who-are-you", 5)
    desk.close()


def open_library(desk, person):
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)
    desk.start(desk.library)
    desk.find(role="list item", starts=TITLE)


def library(desk, seen):
    desk.library = desk.folder / "sample.attest-library"
    desk.cli("init", "--sample")
    open_library(desk, "example-editor")
    seen.look("library", 12)
    # The desktop's file chooser and what is no dialog are not ours to name.
    seen.menu("main-menu", lambda: desk.key("F10"), ("Paste", "New library", "Open library", "Merge", "Help"))
    desk.key("F1")
    manual = desk.find(role="frame", name="Help")
    seen.look("help", 2)
    desk.press("Close", within=manual)
    desk.gone(role="frame", name="Help")
    desk.focus_window()
    desk.key("ctrl+n")
    seen.dialog("new-article", 4)
    desk.key("ctrl+f")
    desk.type("nothing like it")
    desk.find(name="Nothing found")
    seen.look("nothing-found", 8)
    desk.key("ctrl+a", "BackSpace")
    desk.find(role="list item", starts=TITLE)
    desk.press(starts="Acting as", role="toggle button")
    desk.find(role="list", name="People")
    seen.look("who-acts", 4)
    desk.press("Add a person…")
    seen.dialog("add-a-person", 5)


def import_report(desk, seen):
    """A file that stays out and one that comes in with a guess."""
    scan = desk.folder / "scan.md"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    pasted = desk.folder / "pasted.txt"
    pasted.write_text("How much sleep is enough?\n\nSeven hours, for most. 1\n", encoding="utf-8")
    run("attest", scan, pasted, env=desk.env)
    seen.dialog("import-report", 3)
    desk.close()


def open_article(desk, title):
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item" and (node.get_name() or "").startswith(title), title)
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    desk.find(name="Preview")


def article(desk, seen):
    open_library(desk, "example-reviewer-two")
    open_article(desk, TITLE)
    seen.look("article", 20)
    for key, page in (("ctrl+2", "checks"), ("ctrl+3", "references"), ("ctrl+4", "history"), ("ctrl+1", "comments")):
        desk.key(key)
        seen.look(page, 10)
    for key, layout in (("alt+1", "source-alone"), ("alt+3", "preview-alone"), ("alt+2", "both")):
        desk.key(key)
        seen.look(layout, 10)
    desk.press(starts="Patient", role="radio button")
    seen.look("another-audience", 20)
    desk.press(has="missing", role="toggle button")
    seen.look("what-is-missing", 20)
    desk.key("Escape")
    seen.menu("article-menu", lambda: desk.press("Article menu", role="toggle button"), ("Save", "Comment", "Start", "Export", "Import", "Print"))


def comments(desk, seen):
    desk.key("alt+Home")
    open_article(desk, "How much paracetamol is too much?")
    desk.key("F8")
    desk.find(role="text", name="Reply")
    seen.look("comment", 12)
    desk.focus_source()
    desk.key("ctrl+Home", "shift+ctrl+Right", "shift+ctrl+Right")
    desk.key("ctrl+alt+m")
    desk.find(role="text", name="Your comment")
    seen.look("new-comment", 15)
    desk.key("alt+c")
    desk.find(role="text", name="Suggested words")
    seen.look("suggestion", 15)
    desk.key("Escape")
    desk.gone(role="text", name="Your comment")
    desk.press(starts="Resolved", role="radio button")
    seen.look("resolved-comments", 12)
    desk.close()


def resize(width):
    run("xdotool", "search", "--onlyvisible", "--class", "attest", "windowsize", "--sync", width, 640)


def changes(desk, seen):
    """What was just saved, beside the text before it."""
    desk.key("ctrl+s")
    desk.find(name="Saved")
    desk.key("ctrl+4")
    saved = desk.find(role="list item", starts="Example Author One saved the Doctor text")
    desk.press("More about this text", within=saved)
    desk.press("What this changed", role="menu item")
    desk.find(name="The next change")
    for layout in ("the source", "source and preview", "the preview"):
        desk.switch_on(f"Show {layout}", role="radio button")
        seen.look(f"changes-{layout.replace(' ', '-')}", 10)
    desk.key("Escape")
    desk.find(role="list", name="History")


def author(desk, seen):
    open_library(desk, "example-author-one")
    open_article(desk, "How much paracetamol is too much?")
    desk.press("Add a variant", role="toggle button")
    desk.find(role="menu item")
    seen.look("add-a-variant", 3)
    desk.key("Escape")
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type("More.")
    desk.sees("Changed, not saved yet")
    seen.menu("author-menu", lambda: desk.press("Article menu", role="toggle button"), ("Save", "Comment", "Export", "Import", "Print"))
    changes(desk, seen)
    resize(380)
    seen.look("narrow-article", 10)
    desk.key("alt+Home")
    desk.find(role="list", name="Articles")
    seen.look("narrow-library", 5)
    # Before the reader's eyes, and not only while the article is in front of it.
    resize(900)
    desk.find(role="list", name="Queues")
    seen.look("wide-library", 12)
    resize(380)
    desk.gone(role="list", name="Queues")
    seen.look("narrowed-library", 5)


def every_screen(desk):
    seen = Walk(desk)
    for part in (start_pages, empty_library, library, import_report, article, comments, author):
        part(desk, seen)
    print(f"# {seen.screens} screens")
    if seen.nameless:
        raise Failed("\n".join(["controls without a name:", *seen.nameless]))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("every control has a name", every_screen, sys.argv[1] if len(sys.argv) > 1 else temporary))
