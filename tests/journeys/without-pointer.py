#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole review with nothing but keys, from the first look at the library to the approval, and what a screen reader is asked to say
of each step. What is pressed here is pressed on the keyboard; accessible names only tell where the keyboard is.

    without-pointer.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, travel, wait_for

TEXT = """# Do naps help?

Some do. A nap of 20 minutes is enough for most people.

Ask your doctor first.
"""
WORDS = "20 minutes"


def set_up(desk):
    """A text that waits for one reviewer, who starts the program."""
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    for name, role in (("Edith", "editor"), ("Arthur", "author"), ("Rosa", "reviewer")):
        desk.cli("person", "add", "--name", name, "--role", role, who=None if name == "Edith" else "Edith")
    desk.cli("board", "--sign-offs", "1", who="Edith")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur")
    desk.cli("submit", article(desk), who="Arthur")
    rosa = next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == "Rosa")
    desk.start_as(rosa)


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def status(desk):
    return desk.cli("list")["articles"][0]["variants"][0]["status"]


def comments(desk):
    return desk.cli("comments", article(desk))["comments"]


def has_keyboard(desk, name):
    wait_for(lambda: desk.focused() is not None and (desk.focused().get_name() or "").startswith(name), f"{name!r} has the keyboard")


def open_the_article(desk):
    """The row says by itself what waits."""
    row = desk.go_to(lambda node: "Do naps help?" in (node.get_name() or ""), "the article")
    assert "Doctor: Submitted" in row.get_name(), row.get_name()
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    return source


def begin(desk):
    desk.listen()
    desk.key("ctrl+shift+Return")
    desk.hears("Status: Under review")
    wait_for(lambda: status(desk) == "under-review", "the review has begun")


def comment(desk, source):
    """One that blocks, with the kind by its key."""
    desk.focus_source()
    desk.select(source, WORDS)
    desk.key("ctrl+alt+m")
    has_keyboard(desk, "Your comment")
    desk.key("alt+q")
    desk.type("Is that so for children?")
    desk.go_to(lambda node: "approval" in (node.get_name() or ""), "whether it blocks")
    desk.key("space")
    desk.picture("a-comment-by-keyboard")
    desk.listen()
    desk.key("ctrl+Return")
    desk.hears("1 comment added")
    made = wait_for(lambda: comments(desk), "the comment is recorded")[0]
    assert (made["quote"], made["kind"], made["blocking"]) == (WORDS, "question", True), made


def reply_and_resolve(desk):
    desk.key("F8")
    desk.go_to(lambda node: node.get_name() == "Reply" and node.get_role_name() in ("text", "entry"), "the reply")
    desk.type("Answered by phone: yes.")
    desk.listen()
    desk.key("Return")
    desk.hears("1 reply added")
    wait_for(lambda: len(comments(desk)[0]["replies"]) == 1, "the reply is recorded")
    desk.go_to(lambda node: (node.get_name() or "").startswith("Resolve") and node.get_role_name() == "button", "Resolve")
    desk.listen()
    desk.key("Return")
    desk.hears("1 comment resolved")
    wait_for(lambda: comments(desk)[0]["resolved"], "the comment is resolved")


def sign_off(desk):
    desk.key("ctrl+shift+Return")
    desk.find(role="label", name="Is it accurate?")
    for question in ("Is it accurate?", "Is it safe?", "Is it current?"):
        answer = desk.go_to(
            lambda node, question=question: node.get_name() == "Yes" and belongs_to(node, question), f"the answers to {question!r}"
        )
        desk.key("space")
        wait_for(lambda answer=answer: answer.get_state_set().contains(Atspi.StateType.CHECKED), f"{question!r} is answered with yes")
    desk.picture("a-verdict-by-keyboard")
    desk.listen()
    desk.key("alt+s")
    desk.hears("Status: Approved")
    wait_for(lambda: status(desk) == "approved", "the text is approved")


def belongs_to(node, question):
    """A group of answers goes by its question."""
    while node is not None:
        if question in (node.get_name() or ""):
            return True
        node = node.get_parent()
    return False


def without_pointer(desk):
    set_up(desk)
    source = open_the_article(desk)
    begin(desk)
    comment(desk, source)
    reply_and_resolve(desk)
    sign_off(desk)
    desk.picture("approved")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("without a pointer", without_pointer, sys.argv[1] if len(sys.argv) > 1 else temporary))
