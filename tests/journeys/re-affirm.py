#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text is edited after it was signed off: who signed sees what changed and how far that reaches, and holds to the sign-off in
one step, or not.

    re-affirm.py [FOLDER]
"""

import sys
import tempfile

from journey import run, travel, wait_for

FIRST = "# Does it help?\n\nSome people feel no effect at all on the first day.\n\nTake 5 mg once a day with a glass of water.\n"
WORDED = FIRST.replace("Some people", "Many people")
DOSED = WORDED.replace("5 mg", "0.5 mg")
ROSA = "Rosa Reviewer"


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def status(desk):
    return desk.cli("list")["articles"][0]["variants"][0]["status"]


def submit(desk, text):
    file = desk.folder / "text.md"
    file.write_text(text, encoding="utf-8")
    desk.cli("save", article(desk), file, who="Arthur Author")
    desk.cli("submit", article(desk), who="Arthur Author")


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    desk.cli("person", "add", "--name", ROSA, "--role", "reviewer,editor")
    desk.cli("person", "add", "--name", "Arthur Author", "--role", "author", who=ROSA)
    desk.cli("board", "--sign-offs", "1", who=ROSA)
    file = desk.folder / "safe.md"
    file.write_text(FIRST, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur Author")
    desk.cli("submit", article(desk), who="Arthur Author")
    answers = ("--accurate", "yes", "--safe", "yes", "--current", "yes", "--meaning", "responsibility")
    desk.cli("verdict", article(desk), *answers, who=ROSA)
    assert status(desk) == "approved"
    submit(desk, WORDED)
    rosa = next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == ROSA)
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", rosa, env=desk.env)
    desk.start()
    desk.find(role="toggle button", starts=f"Acting as {ROSA}")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source) == WORDED, "the submitted text is there")


def words_alone(desk):
    """Nothing that harms: one step, and the text is approved again."""
    desk.press("Re-affirm or review…")
    desk.sees("Words changed, but no number, unit, drug name, negation, citation or picture.")
    desk.find(role="list item", name="Removed: Some. Added: Many.")
    desk.picture("words")
    desk.press("Re-affirm")
    desk.gone(role="label", name="Is it accurate?")
    wait_for(lambda: status(desk) == "approved", "the new text is approved")
    verdict = desk.cli("verdicts", article(desk))["verdicts"][0]
    assert (verdict["revision"], verdict["change"], verdict["meaning"]) == (2, "none", "responsibility"), verdict


def another_dose(desk):
    """What a reader may be harmed by is said, and is read in the text before anything is answered."""
    submit(desk, DOSED)
    desk.press("Re-affirm or review…")
    desk.sees("What changed touches: number.")
    desk.find(role="list item", name="Removed: 5 mg. Added: 0.5 mg. number")
    desk.picture("dose")
    desk.go_to(lambda node: (node.get_name() or "").startswith("Show in the text"), "the row that leads to the texts")
    desk.key("Return")
    desk.gone(role="label", name="Is it accurate?")
    desk.sees("1 word added, 1 word removed")
    desk.listen()
    desk.key("F8")
    desk.hears("Removed: 5 mg. Added: 0.5 mg.")
    desk.key("Escape")
    assert status(desk) == "submitted"


def a_no(desk):
    """The dose is wrong: the reviewer says so, and there is no sign-off to hold to any more."""
    desk.press("Re-affirm or review…")
    desk.find(role="label", name="Is it safe?")
    for question, answer in (("Is it accurate?", "Yes"), ("Is it safe?", "No"), ("Is it current?", "Yes")):
        answers = desk.find(role="grouping", name=question)
        desk.find(role="radio button", name=answer, within=answers).get_action_iface().do_action(0)
    desk.go_to(lambda node: "Reason, needed for a no" in (node.get_name() or ""), "the reason")
    desk.type("Ten times too little")
    desk.picture("a-no")
    desk.press("Ask for changes")
    desk.gone(role="label", name="Is it accurate?")
    wait_for(lambda: status(desk) == "changes-requested", "changes are asked for")
    submit(desk, DOSED.replace("0.5 mg", "4 mg"))
    desk.find(role="button", name="Start review")


def in_the_history(desk):
    desk.key("F9", "ctrl+4")
    desk.find(role="list item", starts=f"{ROSA} re-affirmed their sign-off")
    kinds = [event["kind"] for event in desk.cli("log", article(desk))["events"]]
    assert kinds.count("review.reaffirm") == 1 and kinds.count("review.verdict") == 2, kinds


def re_affirm(desk):
    set_up(desk)
    for step in (words_alone, another_dose, a_no, in_the_history):
        step(desk)
    assert desk.cli("log", "verify", "--deep")["problems"] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("re-affirm", re_affirm, sys.argv[1] if len(sys.argv) > 1 else temporary))
