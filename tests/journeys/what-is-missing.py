#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What approval still takes, step by step: each thing that is missing is a link to where it is done. And a comment of one's own
is taken back.

    what-is-missing.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, run, travel, wait_for, walk

TEXT = """# Do naps help?

Some do. A nap of 20 minutes is enough for most people [@lee2020].

Ask your doctor first.
"""
ROSA = "Rosa Reviewer"


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    people = (("Edith Editor", "editor"), ("Arthur Author", "author"), (ROSA, "reviewer"), ("Ravi Reviewer", "reviewer"))
    for name, role in people:
        desk.cli("person", "add", "--name", name, "--role", role, who=None if role == "editor" else "Edith Editor")
    desk.cli("board", "--sign-offs", "2", who="Edith Editor")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur Author")
    rosa = next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == ROSA)
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", rosa, env=desk.env)
    desk.start()
    desk.find(role="toggle button", starts=f"Acting as {ROSA}")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def status(desk):
    return desk.cli("list")["articles"][0]["variants"][0]["status"]


def wait_for_status(desk, wanted):
    wait_for(lambda: status(desk) == wanted, f"the text is {wanted}")


def follow(desk, count, starts, picture):
    """Opens the list of what is missing, which has so many things, and follows the one that begins with these words."""
    desk.press(starts=f"{count} thing{'s' * (count > 1)} missing", role="toggle button")
    desk.find(role="button", starts=starts)
    desk.picture(picture)
    desk.press(starts=starts)


def is_shown(desk, page):
    """Whether this page of the sidebar is the one in front."""
    tab = desk.look(role="page tab", name=page)
    return tab is not None and tab.get_state_set().contains(Atspi.StateType.SELECTED)


def wait_for_page(desk, page):
    wait_for(lambda: is_shown(desk, page), f"{page} are shown")


def show(desk, key, page):
    desk.key(key)
    wait_for_page(desk, page)


def not_submitted(desk):
    """A reviewer cannot submit, so the link leads to what has happened so far."""
    show(desk, "ctrl+1", "Comments")
    follow(desk, 1, "No revision has been submitted", "not-submitted")
    wait_for_page(desk, "History")


def sign_offs(desk):
    """Who can sign is led to the question itself."""
    desk.cli("submit", article(desk), who="Arthur Author")
    desk.find(role="button", name="Start review")
    desk.press("Start review")
    wait_for_status(desk, "under-review")
    follow(desk, 1, "2 more sign-offs are needed", "sign-offs")
    desk.sign_off()


def findings(desk):
    """What the checks had found when somebody signed is among the checks."""
    show(desk, "ctrl+4", "History")
    follow(desk, 2, "1 error that the checks found was open at the latest verdict", "findings")
    wait_for_page(desk, "Checks")
    desk.sees("lee2020")


def blocking_comment(desk):
    desk.cli(
        "comment", article(desk), "--quote", "Ask your doctor", "--text", "Which one?", "--kind", "question", "--blocking",
        who="Ravi Reviewer",
    )
    follow(desk, 3, "Ravi Reviewer: “Which one?”", "blocking-comment")
    wait_for_page(desk, "Comments")
    wait_for(lambda: current_card(desk) == "Question by Ravi Reviewer: Which one?", "the comment is chosen")


def current_card(desk):
    listed = desk.look(role="list", name="Comments")
    for node in walk(listed) if listed else ():
        if node.get_role_name() == "list item" and node.get_state_set().contains(Atspi.StateType.SELECTED):
            return node.get_name()
    return None


def verdict_no(desk):
    """Whoever answered no said why, which is in the history."""
    answers = ("--accurate", "no", "--safe", "yes", "--current", "yes", "--reason", "Twenty is too many.")
    desk.cli("verdict", article(desk), *answers, who="Ravi Reviewer")
    wait_for_status(desk, "changes-requested")
    follow(desk, 4, "Ravi Reviewer answered no: Twenty is too many.", "answered-no")
    wait_for_page(desk, "History")
    desk.sees("Twenty is too many.")


def retract(desk):
    """A comment of one's own can be taken back; another's cannot."""
    desk.cli("comment", article(desk), "--quote", "20 minutes", "--text", "Or 30?", "--kind", "question", who=ROSA)
    show(desk, "ctrl+1", "Comments")
    desk.find(role="list item", name=f"Question by {ROSA}: Or 30?")
    assert desk.look(role="button", name="Retract…") is None, "another's comment offers to be taken back"
    desk.key("ctrl+Home", "F8")
    wait_for(lambda: current_card(desk) == f"Question by {ROSA}: Or 30?", "one's own comment is chosen")
    desk.picture("own-comment")
    desk.press("Retract…", role="button")
    desk.find(has="Retract this comment?")
    desk.picture("retract")
    desk.press("Cancel", role="button")
    desk.gone(has="Retract this comment?")
    desk.press("Retract…", role="button")
    desk.press("Retract", role="button")
    taken = wait_for(
        lambda: [one for one in desk.cli("comments", article(desk))["comments"] if one["retracted"]], "the comment is retracted"
    )
    assert [one["text"] for one in taken] == ["Or 30?"], taken
    wait_for(lambda: desk.look(role="list item", name=f"Question by {ROSA}: Or 30?") is None, "it is not open any more")
    desk.press(starts="Resolved", role="radio button")
    desk.sees(f"Retracted by {ROSA}")
    desk.picture("retracted")


def what_is_missing(desk):
    set_up(desk)
    for step in (not_submitted, sign_offs, findings, blocking_comment, verdict_no, retract):
        step(desk)
    assert desk.cli("log", "verify") is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("what is missing", what_is_missing, sys.argv[1] if len(sys.argv) > 1 else temporary))
