#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reviewer comments on the text for doctors and looks where patients are told the same: the place is marked in both panes,
another dose is said aloud, an answer that was begun is not lost on the way, and the way back leads to the comment.

    counterparts.py [FOLDER]
"""

import sys
import tempfile

from journey import travel, wait_for
from web_page import WebPage

DOCTORS = """# Do naps help?

Some do. A nap of 20 minutes is enough for adults.

## When to rest

Ask your doctor about daytime sleepiness first.
"""
PATIENTS = """# Do naps help?

They do.

## When to rest

After lunch is best. A cup of tea before it does no harm, and a dark room is good.

{filler}

Ask your doctor about daytime sleepiness first.

A nap of 30 minutes is enough for adults.
""".format(filler="\n\n".join(f"Keep the bedroom cool in week {night}, and write down how it went." for night in range(1, 30)))
OURS = "A nap of 20 minutes is enough for adults."
THEIRS = "A nap of 30 minutes is enough for adults."


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    for name, role in (("Edith", "editor"), ("Arthur", "author"), ("Rosa", "reviewer")):
        desk.cli("person", "add", "--name", name, "--role", role, who=None if name == "Edith" else "Edith")
    for audience, text in (("doctor", DOCTORS), ("patient", PATIENTS)):
        file = desk.folder / f"{audience}.md"
        file.write_text(text, encoding="utf-8")
        same = () if audience == "doctor" else ("--article", article(desk))
        desk.cli("import", file, "--audience", audience, *same, who="Arthur")
        desk.cli("submit", article(desk), "--audience", audience, who="Arthur")
    return next(one["id"] for one in desk.cli("person", "list")["people"] if one["name"] == "Rosa")


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def open_article(desk, person):
    desk.start_as(person, size=(1280, 780))
    return desk.open_article("naps")


def comment(desk, source):
    wait_for(lambda: OURS in desk.text_of(source), "the text for doctors is there")
    desk.focus_source()
    desk.select(source, OURS)
    desk.key("ctrl+alt+m")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Your comment", "a comment can be typed")
    desk.type("Are patients told the same?")
    desk.key("ctrl+Return")
    desk.find(role="list item", has="Are patients told the same?")
    wait_for(lambda: desk.cli("comments", article(desk))["comments"], "the comment is recorded")


def look_in_the_text_for_patients(desk):
    desk.press("Look in the other texts")
    desk.press("Show in the text “Patient”", role="menu item")


def begin_an_answer(desk):
    """It stays, and so does the text it is an answer in."""
    desk.go_to(lambda node: node.get_name() == "Reply", "the reply")
    desk.type("I mean the dose")
    look_in_the_text_for_patients(desk)
    desk.hears("You are writing to a comment. Send it, or clear it, first.")
    reply = desk.find(role="text", name="Reply")
    assert desk.text_of(reply) == "I mean the dose", desk.text_of(reply)
    desk.picture("not-sent-yet")
    desk.go_to(lambda node: node.get_name() == "Reply", "the reply")
    desk.key("ctrl+a", "Delete")
    wait_for(lambda: desk.text_of(reply) == "", "the answer is cleared")


def see_the_place(desk, page):
    look_in_the_text_for_patients(desk)
    desk.hears("A number, a unit, a drug or a “not” differs.")
    desk.sees(f"The comment is on “{OURS}”")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.selection_of(source) == THEIRS, "the place is selected in the text for patients")
    wait_for(lambda: page.is_in_sight(THEIRS), "the place is in sight on the page")
    desk.picture("where-patients-are-told")


def go_back(desk):
    wait_for(
        lambda: desk.focused() is not None and desk.focused().get_name() == "Back to the comment", "the keyboard is at the way back"
    )
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: OURS in desk.text_of(source), "the text for doctors is there again")
    desk.gone(has="Back to the comment")
    desk.find(role="text", name="Reply")
    desk.picture("back-at-the-comment")


def counterparts(desk):
    source = open_article(desk, set_up(desk))
    page = WebPage(desk)
    desk.listen()
    comment(desk, source)
    begin_an_answer(desk)
    see_the_place(desk, page)
    go_back(desk)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("counterparts", counterparts, sys.argv[1] if len(sys.argv) > 1 else temporary))
