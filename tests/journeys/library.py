#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An editor keeps the library in order with the keyboard: the first run, empty lists, sorting, searching, several articles at
once, renaming, copying, removing and bringing back, and what others did meanwhile.

    library.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, run, travel, wait_for, walk

EDITOR, REVIEWER = "Edith Editor", "Rosa Reviewer"
NEW = "changed since you last opened it"
NAPS, COLDS, AGING = "Do naps help?", "Can zinc shorten a cold?", "Are falls part of aging?"


def first_run(desk):
    """Who you are, and a library of your own or the sample."""
    desk.start()
    desk.find(has="Welcome to Attest")
    desk.find(role="button", name="Look at the sample library")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Make a new library", "a library can be made")
    desk.picture("first-run")
    desk.key("Return")
    desk.find(has="Who are you?")
    wait_for_entry(desk, "the name can be typed")
    desk.type(EDITOR)
    desk.switch_on("Editor")
    desk.picture("who-are-you")
    desk.key("Return")
    desk.find(role="toggle button", name=f"Acting as {EDITOR}")
    desk.library = wait_for(
        lambda: next((desk.folder / "data").rglob("*.attest-library"), None), "the new library is on disk"
    )
    wait_for(lambda: [one["name"] for one in desk.cli("person", "list")["people"]] == [EDITOR], "the person is recorded")


def empty_states(desk):
    desk.find(has="No articles yet")
    desk.find(role="button", name="Import files…")
    desk.picture("empty-library")


def fill(desk):
    """Others bring articles in, from another program; the window shows them without being asked."""
    desk.cli("person", "add", "--name", REVIEWER, "--role", "reviewer", who=EDITOR)
    for title in (NAPS, COLDS, AGING):
        file = desk.folder / f"{title.split()[1]}.md"
        file.write_text(f"# {title}\n\nSome say so. Others do not, for more than one reason.\n", encoding="utf-8")
        desk.cli("import", file, "--audience", "doctor", who=EDITOR)
    desk.cli("submit", identity(desk, COLDS), who=EDITOR)
    desk.cli("submit", identity(desk, AGING), who=EDITOR)
    desk.cli("start", identity(desk, AGING), who=REVIEWER)
    for text in ("Who says so?", "Which reason?"):
        desk.cli("comment", identity(desk, NAPS), "--quote", "Some say so", "--text", text, "--kind", "question", who=REVIEWER)
    desk.cli("comment", identity(desk, COLDS), "--quote", "Others", "--text", "Name them.", "--kind", "note", who=REVIEWER)
    wait_for(lambda: len(titles(desk)) == 3, "the articles appear by themselves")


def articles(desk):
    return desk.cli("list")["articles"]


def identity(desk, title):
    return next(one["id"] for one in articles(desk) if one["title"] == title)


def rows(desk):
    listed = desk.look(role="list", name="Articles")
    return [node for node in walk(listed) if node.get_role_name() == "list item"] if listed else []


def titles(desk):
    """The articles in their order on the screen; a row is named by its title and what else it shows."""
    names = [node.get_name() or "" for node in rows(desk)]
    return [next((title for title in (NAPS, COLDS, AGING) if title in name), name) for name in names]


def go_to_list(desk):
    """From the search, Return goes to the first article."""
    desk.key("ctrl+f")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Search", "the search has the keyboard")
    desk.key("Return")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_role_name() == "list item", "an article has the keyboard")


def name_with_keyboard(desk):
    return wait_for(lambda: (node := desk.focused()) and (node.get_name() or " "), "something has the keyboard")


def walk_to_row(desk, title, key="Down", most=6):
    if key == "Down":
        go_to_list(desk)
    for _ in range(most):
        before = name_with_keyboard(desk)
        if title in before:
            return
        desk.key(key)
        wait_for(lambda before=before: name_with_keyboard(desk) != before, "the next article has the keyboard")
    raise AssertionError(f"{key} never led to {title}")


def sort(desk, name, order, what):
    desk.press("Sort", role=("button", "toggle button"))
    desk.find(role=("menu item", "radio menu item", "check menu item"), name=name)
    desk.press(name, role=("menu item", "radio menu item", "check menu item"))
    wait_for(lambda: titles(desk) == order, f"sorted by {what}: {order}")


def sorting(desk):
    sort(desk, "Title", [AGING, COLDS, NAPS], "title")
    sort(desk, "Status", [NAPS, COLDS, AGING], "status")
    sort(desk, "Open comments", [NAPS, COLDS, AGING], "open comments")
    sort(desk, "Reverse order", [AGING, COLDS, NAPS], "open comments, the other way round")
    desk.picture("sorted")
    sort(desk, "Reverse order", [NAPS, COLDS, AGING], "open comments")
    sort(desk, "Last change", [COLDS, NAPS, AGING], "last change")
    sort(desk, "Title", [AGING, COLDS, NAPS], "title")


def searching(desk):
    go_to_list(desk)
    desk.type("zinc")
    wait_for(lambda: titles(desk) == [COLDS], "what is typed in the list finds articles")
    desk.picture("found")
    desk.type(" or nothing")
    desk.find(has="Nothing found")
    desk.key("Escape")
    wait_for(lambda: len(titles(desk)) == 3, "all are back")


def several(desk):
    """Ctrl+Space chooses as in every list; what is below acts on all."""
    walk_to_row(desk, AGING)
    desk.key("ctrl+space")
    walk_to_row(desk, NAPS, "ctrl+Down")
    desk.key("ctrl+space")
    desk.find(role="button", name="Ask for a review…")
    wait_for(lambda: sum(is_selected(node) for node in rows(desk)) == 2, "two are chosen")
    desk.picture("several")
    desk.press("Ask for a review…")
    desk.find(has="2 articles")
    desk.picture("ask-for-a-review")
    desk.listen()
    desk.press("Ask", role="button")
    desk.hears(f"{REVIEWER} is asked to review 2 articles")
    for title in (NAPS, AGING):
        asked = desk.cli("assign", identity(desk, title))
        assert REVIEWER in str(asked) or people(desk)[REVIEWER] in str(asked), asked


def people(desk):
    return {one["name"]: one["id"] for one in desk.cli("person", "list")["people"]}


def is_selected(node):
    return node.get_state_set().contains(Atspi.StateType.SELECTED)


def export_several(desk):
    walk_to_row(desk, AGING)
    desk.key("ctrl+space")
    walk_to_row(desk, NAPS, "ctrl+Down")
    desk.key("ctrl+space")
    desk.press("Export…", role="button")
    folder = desk.folder / "pages"
    folder.mkdir()
    desk.choose_file("Choose a folder", f"{folder}/")
    wait_for(lambda: len(list(folder.glob("*.html"))) == 2, "both pages are written")
    desk.find(has="Exported pages")
    desk.picture("exported")
    desk.key("Escape")
    desk.gone(has="Exported pages")


def menu(desk, title, item, key="shift+F10"):
    """The menu over an article, by key, and one of its items."""
    walk_to_row(desk, title)
    desk.key(key)
    desk.find(role="menu item", name=item)
    if item == "Rename…":
        desk.picture("menu")
    desk.go_to(lambda node: node.get_name() == item, item, key="Down", most=12)
    desk.key("Return")


def wait_for_entry(desk, message):
    wait_for(lambda: desk.focused() is not None and desk.focused().get_role_name() == "text", message)


def rename(desk):
    menu(desk, NAPS, "Rename…")
    wait_for_entry(desk, "the title can be typed")
    desk.key("ctrl+a")
    desk.type("Do short naps help?")
    desk.key("Return")
    wait_for(lambda: "Do short naps help?" in [one["title"] for one in articles(desk)], "the article has another title")
    desk.find(role="list item", has="Do short naps help?")
    article = next(one["id"] for one in articles(desk) if "short" in one["title"])
    assert "# Do short naps help?" in run("attest-cli", "--library", desk.library, "show", article, env=desk.env)
    walk_to_row(desk, "Do short naps help?")
    desk.key("F2")
    wait_for_entry(desk, "F2 renames too")
    desk.key("ctrl+a")
    desk.type(NAPS)
    desk.key("Return")
    wait_for(lambda: NAPS in [one["title"] for one in articles(desk)], "the title is as before")


def settings(desk):
    menu(desk, NAPS, "Short name and topics…", "Menu")
    entry = desk.find(role="text", name="Short name")
    wait_for_entry(desk, "the short name can be typed")
    desk.key("ctrl+a")
    desk.type("naps")
    wait_for(lambda: desk.text_of(entry) == "naps", "the short name is typed")
    desk.key("Tab")
    desk.go_to(lambda node: "Topics" in (node.get_name() or ""), "the topics")
    desk.type("Sleep, Habits")
    desk.picture("short-name-and-topics")
    desk.key("Return")
    wait_for(lambda: "naps" in [one["slug"] for one in articles(desk)], "the short name is recorded")
    for topic in ("Sleep", "Habits"):
        desk.find(role="list item", name=f"{topic}, 1 article")


def duplicate(desk):
    menu(desk, COLDS, "Duplicate…")
    wait_for_entry(desk, "the title can be typed")
    desk.key("ctrl+a")
    desk.type("Can zinc prevent a cold?")
    desk.key("Return")
    wait_for(lambda: len(articles(desk)) == 4, "there is a copy")
    desk.find(role="text", name="Source")
    desk.picture("copy")
    desk.key("alt+Home")
    wait_for(lambda: len(rows(desk)) == 4, "the copy is in the list")


def remove(desk):
    walk_to_row(desk, "Can zinc prevent a cold?")
    desk.listen()
    desk.key("Delete")
    desk.hears("“Can zinc prevent a cold?” was removed")
    wait_for(lambda: len(articles(desk)) == 3, "the removal is recorded")
    desk.press("Undo", role="button")
    wait_for(lambda: len(articles(desk)) == 4, "Undo brings it back")
    wait_for(lambda: len(rows(desk)) == 4, "it is in the list again")
    walk_to_row(desk, "Can zinc prevent a cold?")
    desk.key("Delete")
    wait_for(lambda: len(rows(desk)) == 3, "it is out of the list")
    queue(desk, "Removed")
    desk.find(role="list item", has="Can zinc prevent a cold?")
    desk.picture("removed")
    menu(desk, "Can zinc prevent a cold?", "Bring back")
    wait_for(lambda: len(articles(desk)) == 4, "the article is back")
    desk.find(has="Nothing was removed")
    desk.picture("nothing-removed")
    queue(desk, "Withdrawn")
    desk.find(has="Nothing is withdrawn")
    queue(desk, "All articles")


def comments(desk):
    """What others say in all articles, and from there to the words."""
    queue(desk, "Comments")
    remarks = desk.find(role="list", name="Open comments")
    desk.find(role="list item", within=remarks, has="Which reason?")
    desk.find(role="radio button", name="Waiting for me 3")
    desk.picture("comments")
    desk.go_to(lambda node: node.get_role_name() == "list item" and node.get_parent() == remarks, "the newest comment")
    desk.key("Return")
    wait_for(lambda: name_with_keyboard(desk) == f"Note by {REVIEWER}: Name them.", "the comment has the keyboard in its article")
    desk.picture("comment-in-its-article")
    desk.cli("comment", identity(desk, COLDS), "--quote", "Some say so", "--text", "Since when?", "--kind", "question", who=REVIEWER)
    desk.key("alt+Home")
    desk.find(role="list item", within=desk.find(role="list", name="Open comments"), has="Since when?")
    remark = next(one["id"] for one in desk.cli("comments", "--all")["comments"] if one["text"] == "Since when?")
    desk.cli("comment", "retract", remark, who=REVIEWER)
    desk.gone(role="list item", has="Since when?")
    queue(desk, "All articles")


def queue(desk, name):
    """One of the lists at the side, with the keyboard."""
    desk.go_to(
        lambda node: node.get_parent() is not None and node.get_parent().get_name() == "Queues", "the lists at the side", "Tab", 30
    )
    desk.key("Home")
    walk_to_queue(desk, name)
    desk.key("Return")


def walk_to_queue(desk, name):
    wait_for(lambda: name_with_keyboard(desk).startswith("Waiting for me"), "the first list has the keyboard")
    for _ in range(20):
        before = name_with_keyboard(desk)
        if before.startswith(name):
            return
        desk.key("Down")
        wait_for(lambda before=before: name_with_keyboard(desk) != before, "the next list has the keyboard")
    raise AssertionError(f"no way to {name}")


def news(desk):
    """What others do while the article is closed is new, until it is opened."""
    open_and_close(desk)
    desk.cli("comment", identity(desk, AGING), "--quote", "Some say so", "--text", "Really?", "--kind", "question", who=REVIEWER)
    wait_for(lambda: NEW in name_of(desk, AGING), "the article is new")
    desk.picture("new")
    open_and_close(desk, "Really?")


def open_and_close(desk, words=None):
    walk_to_row(desk, AGING)
    desk.key("Return")
    desk.find(role="text", name="Source")
    if words:
        desk.find(has=words)
        desk.picture("what-is-new")
    desk.key("alt+Home")
    wait_for(lambda: rows(desk) and NEW not in name_of(desk, AGING), "it is not new any more")


def name_of(desk, title):
    return next((node.get_name() for node in rows(desk) if title in (node.get_name() or "")), "")


def library(desk):
    for step in (first_run, empty_states, fill, comments, sorting, searching, several, export_several, rename, settings, duplicate, remove, news):
        step(desk)
    assert desk.cli("log", "verify") is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("library", library, sys.argv[1] if len(sys.argv) > 1 else temporary))
