#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comments and review with the keyboard: a comment of a kind from a selection, from one comment to the next where they
overlap, commented words cut and pasted, the hardest sentences, what is missing, and what a reviewer is told first.

    comments-and-review.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, run, travel, wait_for, walk

TEXT = """# Do naps help?

Some do. A nap of 20 minutes is enough for most people.

## Who should not

Notwithstanding individual variability, pathological hypersomnolence necessitates comprehensive polysomnographic evaluation.

Ask your doctor first.
"""
HARDEST = TEXT.split("\n\n")[3]
OUTER = "A nap of 20 minutes is enough"
INNER = "20 minutes"


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    people = {}
    for name, role in (("Edith", "editor"), ("Arthur", "author"), ("Rosa", "reviewer")):
        desk.cli("person", "add", "--name", name, "--role", role, who=None if name == "Edith" else "Edith")
    for person in desk.cli("person", "list")["people"]:
        people[person["name"]] = person["id"]
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur")
    for quote in (OUTER, INNER):
        desk.cli("comment", article(desk), "--quote", quote, "--text", f"About “{quote}”", "--kind", "question", who="Rosa")
    return people


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def open_article(desk, person):
    desk.start_as(person, size=(1280, 780))
    return desk.open_article("naps")


def comments(desk):
    return desk.cli("comments", article(desk))["comments"]


def current_card(desk):
    for node in walk(desk.find(role="list", name="Comments")):
        if node.get_role_name() == "list item" and node.get_state_set().contains(Atspi.StateType.SELECTED):
            return node.get_name()
    return None


def comment_with_a_kind(desk, source):
    desk.focus_source()
    desk.select(source, "Ask your doctor")
    desk.key("ctrl+alt+m")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Your comment", "a comment can be typed")
    desk.picture("kinds-with-their-keys")
    desk.key("alt+e")
    desk.type("Which study says so?")
    desk.key("ctrl+Return")
    desk.find(role="list item", starts="Evidence by Arthur")
    made = wait_for(lambda: [one for one in comments(desk) if one["kind"] == "evidence"], "the comment is recorded")
    assert made[0]["quote"] == "Ask your doctor" and made[0]["state"] == "exact", made


def comment_on_the_whole(desk):
    """What is about no words, by keys alone: it is the first card, and blocks until it is settled."""
    desk.focus_source()
    desk.key("ctrl+alt+shift+m")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == "Your comment", "a comment can be typed")
    desk.sees("On the whole text")
    desk.key("alt+q")
    desk.type("Is nothing known about children?")
    desk.key("ctrl+Return")
    desk.find(role="list item", starts="Question by Arthur. On the whole text: Is nothing known")
    made = wait_for(lambda: [one for one in comments(desk) if one["about"] == "text"], "the comment is recorded")
    assert made[0]["kind"] == "question" and made[0]["start"] is None and made[0] == comments(desk)[0], made
    desk.picture("on-the-whole-text")
    desk.cli("comment", "resolve", made[0]["id"], who="Arthur")
    desk.gone(role="list item", has="Question by Arthur. On the whole text")


def step_through(desk):
    """Every comment is reached from its neighbour, those on the same words too, and after the last comes the first."""
    desk.focus_source()
    desk.key("ctrl+Home")
    seen = []
    for _ in range(4):
        before = current_card(desk)
        desk.key("F8")
        wait_for(lambda before=before: current_card(desk) not in (None, before), "F8 leads to the next comment")
        seen.append(current_card(desk))
    desk.picture("stepped-through")
    assert len(set(seen)) == 3 and seen[3] == seen[0], seen
    desk.key("shift+F8")
    wait_for(lambda: current_card(desk) == seen[2], "Shift+F8 leads back")


def cut_and_paste(desk, source):
    """A few words alone: nothing but the cut and the paste tells where their comment belongs."""
    desk.focus_source()
    desk.select(source, INNER)
    desk.key("ctrl+x")
    wait_for(lambda: INNER not in desk.text_of(source), "the words are cut")
    desk.key("ctrl+End")
    desk.type("Sleep for ")
    desk.key("ctrl+v")
    wait_for(lambda: desk.text_of(source).rstrip().endswith(f"Sleep for {INNER}"), "the words are pasted")
    desk.key("ctrl+s")
    desk.sees("Saved")
    moved = wait_for(
        lambda: [one for one in comments(desk) if one["quote"] == INNER and one["state"] == "exact"], "the comment is there"
    )
    text = run("attest-cli", "--library", desk.library, "show", article(desk), env=desk.env).encode()
    assert text[: moved[0]["start"]].decode().endswith("Sleep for "), moved
    desk.picture("carried-along")


def hardest_sentences(desk, source):
    desk.press(starts="Reading grade", role="toggle button")
    listed = desk.find(role="list", name="Hardest sentences")
    wait_for(lambda: any(node.get_role_name() == "list item" for node in walk(listed)), "the sentences are listed")
    wait_for(lambda: desk.focused() is not None and desk.focused().get_name() == HARDEST, "the hardest is first")
    desk.picture("hardest-sentences")
    desk.key("Return")
    wait_for(lambda: desk.selection_of(source) == HARDEST, "its place is selected")


def what_is_missing(desk):
    # What cannot be used keeps its name, and says beside it why.
    desk.find(name="Text for another audience beside it", role="toggle button")
    desk.press(starts="1 thing missing", role="toggle button")
    desk.picture("what-is-missing")
    desk.press(starts="No revision has been submitted")
    desk.find(has="Submit for review?")
    desk.press("Submit", role=("button", "push button"))
    wait_for(
        lambda: desk.cli("list")["articles"][0]["variants"][0]["status"] == "submitted", "the text is submitted"
    )


def first_view_of_a_reviewer(desk, people):
    desk.cli("assign", article(desk), "--to", "Rosa", "--due", "2031-03-01", who="Edith")
    desk.close()
    open_article(desk, people["Rosa"])
    desk.sees("Edith asks you to review this text")
    desk.sees("Written by Arthur")
    desk.sees("by 1 March 2031")
    desk.picture("asked-to-review")
    desk.press("Put this away")
    desk.gone(has="asks you to review this text")
    desk.press("Start review")
    wait_for(
        lambda: desk.cli("list")["articles"][0]["variants"][0]["status"] == "under-review", "the review has begun"
    )


def comments_and_review(desk):
    people = set_up(desk)
    source = open_article(desk, people["Arthur"])
    comment_with_a_kind(desk, source)
    comment_on_the_whole(desk)
    step_through(desk)
    cut_and_paste(desk, source)
    hardest_sentences(desk, source)
    what_is_missing(desk)
    first_view_of_a_reviewer(desk, people)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("comments and review", comments_and_review, sys.argv[1] if len(sys.argv) > 1 else temporary))
