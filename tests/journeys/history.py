#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed since my verdict and since I last looked, by keyboard alone and for somebody who does not see it; an older text
is read, and made the newest again.

    history.py [FOLDER]
"""

import sys
import tempfile

from journey import run, travel, wait_for

CHILDREN = "Never give this medicine to children who weigh less than twenty kilograms."
REST = " mg once a day with a glass of water.\n\nAsk a pharmacist before you take anything else together with it.\n\nIt does not make you sleepy.\n"
FIRST = f"# Is it safe?\n\n{CHILDREN}\n\nTake 5{REST}"
SECOND = f"# Is it safe?\n\nTake 0.5{REST}\n{CHILDREN}\n"
ROSA = "Rosa Reviewer"


def save(desk, text):
    file = desk.folder / "text.md"
    file.write_text(text, encoding="utf-8")
    desk.cli("save", article(desk), file, who="Arthur Author")


def article(desk):
    return desk.cli("list")["articles"][0]["id"]


def shown(desk):
    return run("attest-cli", "--library", desk.library, "show", article(desk), env=desk.env)


def set_up(desk):
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    desk.cli("init")
    desk.cli("person", "add", "--name", ROSA, "--role", "reviewer,editor")
    desk.cli("person", "add", "--name", "Arthur Author", "--role", "author", who=ROSA)
    file = desk.folder / "safe.md"
    file.write_text(FIRST, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Arthur Author")
    desk.cli("submit", article(desk), who="Arthur Author")
    desk.cli("verdict", article(desk), "--accurate", "yes", "--safe", "yes", "--current", "yes", who=ROSA)
    save(desk, SECOND)
    rosa = next(person["id"] for person in desk.cli("person", "list")["people"] if person["name"] == ROSA)
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", rosa, env=desk.env)
    desk.start()
    desk.find(role="toggle button", starts=f"Acting as {ROSA}")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")


def go_to_row(desk, starts):
    desk.go_to(lambda node: node.get_role_name() == "list item" and (node.get_name() or "").startswith(starts), starts)


def since_verdict(desk):
    """Each change is said in words, in the order of the text, round and round."""
    desk.key("ctrl+4")
    desk.find(role="list", name="History")
    go_to_row(desk, "Since my verdict")
    desk.key("Return")
    desk.sees("1 word added, 1 word removed, 1 passage moved")
    desk.listen()
    desk.key("F8")
    desk.hears(f"Moved from here: {CHILDREN}")
    desk.key("F8")
    desk.hears("Removed: 5 mg. Added: 0.5 mg.")
    desk.picture("dose")
    desk.key("F8")
    desk.hears(f"Moved here: {CHILDREN}")
    desk.key("shift+F8", "shift+F8")
    desk.sees("1 of 3")
    desk.key("Escape")
    desk.find(role="list", name="History")


def since_looked(desk):
    """What another program saves meanwhile is news, and one key away."""
    save(desk, SECOND.replace("once a day", "twice a day"))
    desk.sees("1 new text")
    desk.key("ctrl+4")
    go_to_row(desk, "Since I last looked")
    desk.key("Return")
    desk.listen()
    desk.sees("1 word added, 1 word removed")
    desk.key("F8")
    desk.hears("Removed: once. Added: twice.")
    desk.key("Escape")
    desk.find(role="list", name="History")


def read_older(desk):
    """The text that was judged can be read and not typed in."""
    judged = desk.find(role="list item", starts=f"{ROSA} signed off")
    desk.press("More about this text", within=judged)
    desk.press("Read this text")
    desk.sees("can only be read")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source) == FIRST, "the first text is shown")
    desk.focus_source()
    desk.type("typed")
    assert desk.text_of(source) == FIRST, desk.text_of(source)
    desk.picture("older")
    desk.press("Show the newest")
    wait_for(lambda: "twice a day" in desk.text_of(source), "the newest text is shown")


def restore(desk):
    """The first text is the newest again, as a revision of its own."""
    desk.key("ctrl+4")
    oldest = wait_for(lambda: rows(desk)[-1:], "the history")[0]
    desk.press("More about this text", within=oldest)
    desk.press("Restore this text…")
    desk.find(has="Restore this text?")
    desk.picture("restore")
    desk.press("Restore")
    desk.sees("Revision 1 is the newest text again")
    wait_for(lambda: shown(desk) == FIRST, "the first text is the newest")
    assert [event["kind"] for event in desk.cli("log", article(desk))["events"]].count("revision.save") == 4
    desk.picture("restored")


def rows(desk):
    listed = desk.find(role="list", name="History")
    items = [listed.get_child_at_index(index) for index in range(listed.get_child_count())]
    return [item for item in items if item is not None and (item.get_name() or "").startswith("Arthur Author saved")]


def history(desk):
    set_up(desk)
    for step in (since_verdict, since_looked, read_older, restore):
        step(desk)
    assert desk.cli("log", "verify") is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("history", history, sys.argv[1] if len(sys.argv) > 1 else temporary))
