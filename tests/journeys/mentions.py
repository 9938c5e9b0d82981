#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People of the board are named in a comment, a reply and an edit with the keyboard alone; a screen reader is told whom
one chooses, and who is named finds the comment among what waits for them.

    mentions.py [FOLDER]
"""

import sys
import tempfile

from journey import travel, wait_for

TEXT = "# Do naps help?\n\nSome do. A nap of 20 minutes is enough for most people.\n"
PEOPLE = (("Edith Editor", "editor", ""), ("Arthur Author", "author", ""), ("Rosa Reviewer", "reviewer", "PharmD"),
          ("Kim Lee", "reviewer", "MD"), ("Rosalind Park", "reviewer", ""))


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    for name, role, credentials in PEOPLE:
        desk.cli("person", "add", "--name", name, "--role", role, "--credentials", credentials,
                 who=None if name == PEOPLE[0][0] else PEOPLE[0][0])
    # A second Kim Lee, who is another person.
    desk.cli("person", "add", "--name", "Kim Lee", "--role", "reviewer", "--email", "kim2@board.example", who=PEOPLE[0][0])
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur Author")


def people(desk):
    return desk.cli("person", "list")["people"]


def person(desk, name):
    return next(one["id"] for one in people(desk) if one["name"] == name)


def comments(desk):
    return desk.cli("comments", desk.cli("list")["articles"][0]["id"])["comments"]


def open_article(desk, person):
    desk.start_as(person, size=(1280, 780))
    return desk.open_article("naps")


def focused_is(desk, name):
    return wait_for(
        lambda: desk.focused() is not None and desk.focused().get_name() == name and desk.focused(), f"“{name}” has the keyboard"
    )


def name_in_a_comment(desk, source):
    desk.focus_source()
    desk.select(source, "20 minutes")
    desk.key("ctrl+alt+m")
    entry = focused_is(desk, "Your comment")
    desk.key("alt+q")
    desk.type("Is it, @ro")
    desk.find(role="list", name="People on the board")
    desk.hears("2 people: Rosa Reviewer, PharmD")
    desk.key("Down")
    desk.hears("Rosalind Park, 2 of 2")
    desk.picture("two-people-begin-so")
    desk.key("Up")
    desk.hears("Rosa Reviewer, PharmD, 1 of 2")
    desk.key("Return")
    desk.hears("@Rosa Reviewer")
    desk.gone(role="list", name="People on the board")
    assert desk.text_of(entry) == "Is it, @Rosa Reviewer", desk.text_of(entry)
    # Escape closes the list and keeps the comment, and so does a name that nobody has.
    desk.type("? And @k")
    desk.find(role="list", name="People on the board")
    desk.key("Escape")
    desk.gone(role="list", name="People on the board")
    desk.type("x?")
    assert desk.text_of(entry) == "Is it, @Rosa Reviewer? And @kx?", desk.text_of(entry)
    desk.key("ctrl+Return")
    desk.find(role="list item", starts="Question by Arthur Author: Is it, @Rosa Reviewer")
    made = wait_for(lambda: comments(desk), "the comment is recorded")[0]
    assert made["mentions"] == [person(desk, "Rosa Reviewer")], made
    desk.picture("named-in-a-comment")


def reply_to_one_of_two(desk):
    """Two people have one name: who is meant is chosen, and the record has their id."""
    desk.go_to(lambda node: node.get_name() == "Reply", "the reply")
    desk.type("What says @kim")
    first = desk.hears("2 people: Kim Lee, ")
    desk.picture("two-of-one-name")
    if "kim2@board.example" not in first:
        desk.key("Down")
        desk.hears("Kim Lee, kim2@board.example, 2 of 2")
    desk.key("Return")
    desk.hears("@Kim Lee")
    desk.key("Return")
    made = wait_for(lambda: comments(desk)[0]["replies"], "the reply is recorded")[0]
    second = next(one["id"] for one in people(desk) if one["email"] == "kim2@board.example")
    assert made["text"] == "What says @Kim Lee" and made["mentions"] == [second], made


def take_out_by_an_edit(desk):
    desk.press("Edit your comment")
    entry = focused_is(desk, "The words")
    desk.key("ctrl+a")
    desk.type("Well, @ed")
    desk.hears("1 person: Edith Editor")
    desk.key("Return")
    assert desk.text_of(entry) == "Well, @Edith Editor", desk.text_of(entry)
    desk.key("ctrl+Return")
    wait_for(lambda: comments(desk)[0]["mentions"] == [person(desk, "Edith Editor")], "the edit names another")


def queue(desk, name):
    """One of the lists at the side, with the keyboard."""
    def said():
        return (desk.focused().get_name() or "") if desk.focused() is not None else ""
    desk.go_to(lambda node: node.get_parent() is not None and node.get_parent().get_name() == "Queues", "the lists at the side")
    desk.key("Home")
    wait_for(lambda: said().startswith("Waiting for me"), "the first list has the keyboard")
    while not said().startswith(name):
        before = said()
        desk.key("Down")
        wait_for(lambda before=before: said() != before, "the next list has the keyboard")
    desk.key("Return")


def what_waits_for_her(desk):
    desk.close()
    settings = desk.folder / "config" / "glib-2.0" / "settings" / "keyfile"
    settings.write_text(settings.read_text(encoding="utf-8").replace(
        "last-person='", f"last-person='{person(desk, 'Edith Editor')}'\n#"), encoding="utf-8")
    desk.start()
    desk.find(role="list", name="Articles")
    queue(desk, "Comments")
    desk.find(role="radio button", name="Waiting for me 1")
    desk.find(has="For you: it names you")
    desk.picture("waiting-for-who-is-named")


def mentions(desk):
    set_up(desk)
    source = open_article(desk, person(desk, "Arthur Author"))
    desk.listen()
    name_in_a_comment(desk, source)
    reply_to_one_of_two(desk)
    take_out_by_an_edit(desk)
    what_waits_for_her(desk)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("mentions", mentions, sys.argv[1] if len(sys.argv) > 1 else temporary))
