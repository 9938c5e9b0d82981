#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding that is no fault: its reviewer waives it with a reason and signs, its author cannot, and once the words beside it
change it is a finding again.

    waive-finding.py [FOLDER]
"""

import sys
import tempfile

from journey import Atspi, run, travel, wait_for

TEXT = """# Do naps help?

A nap of 20 minutes is enough for most people who sleep badly at night [@lee2020].

Ask your doctor first.
"""
FINDING = "Error: No reference has the key “lee2020”"
REASON = "The reference comes with the next import"
AUTHOR = "Arthur Author"
ROSA = "Rosa Reviewer"


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    for name, role in (("Edith Editor", "editor"), (AUTHOR, "author"), (ROSA, "reviewer")):
        desk.cli("person", "add", "--name", name, "--role", role, who=None if role == "editor" else "Edith Editor")
    desk.cli("board", "--sign-offs", "1", who="Edith Editor")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    slug = desk.cli("import", file, "--audience", "doctor", who=AUTHOR)["articles"][0]["slug"]
    desk.cli("submit", slug, who=AUTHOR)
    arthur = next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == AUTHOR)
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", arthur, env=desk.env)
    desk.start()
    desk.find(role="toggle button", starts=f"Acting as {AUTHOR}")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    return slug


def can_waive(desk):
    button = desk.find(role="button", name="Waive…")
    return button.get_state_set().contains(Atspi.StateType.SENSITIVE)


def author_cannot(desk):
    desk.key("ctrl+2")
    desk.find(role="list item", starts=FINDING)
    desk.sees(f"{AUTHOR} cannot decide what the checks found; a reviewer or an editor can")
    assert not can_waive(desk), "the author may waive what the checks found"
    desk.picture("author")


def reviewer_waives(desk):
    """By keys alone: to the finding, to its button, the reason, and Return."""
    desk.act_as(ROSA)
    wait_for(lambda: can_waive(desk), "the reviewer may waive")
    desk.go_to(lambda node: (node.get_name() or "").startswith(FINDING), "the finding")
    desk.go_to(lambda node: node.get_name() == "Waive…", "its button")
    desk.key("space")
    desk.find(has="Waive this finding?")
    desk.go_to(lambda node: node.get_role_name() == "text", "the reason")
    desk.type(REASON)
    desk.picture("reason")
    desk.key("Return")
    desk.gone(has="Waive this finding?")
    desk.find(role="list item", starts="1 waived")
    wait_for(lambda: desk.look(role="list item", starts=FINDING) is None, "it is no finding any more")
    desk.picture("waived")


def who_and_why(desk, slug):
    desk.go_to(lambda node: (node.get_name() or "").startswith("1 waived"), "the waived ones")
    desk.key("Return")
    desk.sees(f"Waived by {ROSA}")
    desk.sees(REASON)
    desk.picture("who-and-why")
    waived = desk.cli("check", slug)["findings"][0]["waived"]
    assert waived["reason"] == REASON, waived


def reviewer_signs(desk, slug):
    desk.press("Start review")
    desk.press(starts="Give a verdict", role="button")
    desk.find(role="label", name="Is it accurate?")
    desk.sees("All that the checks found is decided. 1 finding was waived.")
    desk.sign_off("verdict")
    wait_for(lambda: desk.cli("list")["articles"][0]["variants"][0]["status"] == "approved", "the text is approved")
    verdict = [event for event in desk.cli("log", slug)["events"] if event["kind"] == "review.verdict"][0]
    assert verdict["body"]["findings"] == [], verdict


def author_edits(desk):
    """One word beside it changes, and it is a finding again."""
    desk.act_as(AUTHOR)
    desk.sees(f"Waived by {ROSA}")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: source.get_state_set().contains(Atspi.StateType.EDITABLE), "the author may type")
    desk.focus_source()
    desk.select(source, "badly")
    desk.type("well")
    desk.find(role="list item", starts=FINDING)
    desk.gone(has="1 waived")
    desk.key("ctrl+s")
    wait_for(lambda: desk.cli("list")["articles"][0]["variants"][0]["newest"] == 2, "the text is saved")
    assert not can_waive(desk), "the author may waive what the checks found"
    desk.picture("again")


def waive_finding(desk):
    slug = set_up(desk)
    author_cannot(desk)
    reviewer_waives(desk)
    who_and_why(desk, slug)
    reviewer_signs(desk, slug)
    author_edits(desk)
    assert desk.cli("log", "verify") is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("waive a finding", waive_finding, sys.argv[1] if len(sys.argv) > 1 else temporary))
