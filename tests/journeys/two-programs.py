#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window and the command line on one library: both write, neither loses, and each sees what the other did.

    two-programs.py [FOLDER]
"""

import subprocess
import sys
import tempfile
import time

from journey import run, travel, wait_for

ARTICLE = "how-do-i-take-my-tablets"
COMMENTS = 12


def prepare(desk):
    text = desk.folder / "tablets.md"
    text.write_text("# How do I take my tablets?\n\nAs your doctor said.\n", encoding="utf-8")
    run("attest-cli", "--library", desk.library, "init", env=desk.env)
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    desk.cli("import", text, who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)


def another_article_comes_in(desk):
    """What the command line does is in the window by itself."""
    fresh = desk.folder / "tea.md"
    fresh.write_text("# Does tea help against a cold?\n\nIt may.\n", encoding="utf-8")
    desk.cli("import", fresh, who="Ada Author")
    start = time.monotonic()
    desk.find(has="Does tea help against a cold?")
    print(f"# in sight {1000 * (time.monotonic() - start):.0f} ms after the other program had ended", flush=True)


def write_at_once(desk):
    """The command line comments again and again, while somebody types and saves."""
    script = (
        f'for i in $(seq {COMMENTS}); do attest-cli --library "$1" --as "Ada Author" comment {ARTICLE} '
        '--quote "your doctor" --text "Remark $i" --kind note; done'
    )
    with subprocess.Popen(
        ["bash", "-ec", script, "bash", desk.library], env=desk.env, stdout=subprocess.DEVNULL
    ) as other:
        for number in range(3):
            desk.type(f"Sentence {number}. ")
            desk.key("ctrl+s")
            desk.find(name="Saved")
        assert other.wait(timeout=60) == 0, "the command line was refused"


def save_second(desk, source):
    """Both change one sentence: the second to save sees both texts, and makes one of them by keyboard."""
    theirs = desk.folder / "theirs.md"
    shown = run("attest-cli", "--library", desk.library, "show", ARTICLE, env=desk.env)
    theirs.write_text(shown.replace("As your doctor said.", "As your doctor or your pharmacist said."), encoding="utf-8")
    desk.focus_source()
    desk.key("ctrl+Home")
    for _ in range(2):
        desk.key("Down")
    desk.type("Always take them. ")
    desk.key("Delete")
    desk.key("Delete")
    desk.type("Like")
    desk.cli("save", ARTICLE, theirs, who="Ada Author")
    desk.key("ctrl+s")
    desk.sees("Second text: ")
    desk.sees("Both texts changed this")
    desk.picture("side-by-side")
    desk.key("alt+2")
    desk.sees("All passages are decided")
    desk.press("Go on writing")
    desk.sees("This brings two texts together")
    wait_for(lambda: "or your pharmacist" in desk.text_of(source), "the chosen wording is in the editor")
    desk.key("ctrl+s")
    desk.find(name="Saved")
    saves = [event for event in desk.cli("log", ARTICLE)["events"] if event["kind"] == "revision.save"]
    assert len(saves[-1]["body"]["parents"]) == 2, saves[-1]
    shown = run("attest-cli", "--library", desk.library, "show", ARTICLE, env=desk.env)
    assert "or your pharmacist" in shown and "Like" not in shown, shown


def two_programs(desk):
    prepare(desk)
    desk.start(desk.library)
    desk.find(role="toggle button", starts="Acting as Ada Author")
    another_article_comes_in(desk)

    desk.key("ctrl+f")
    desk.type("tablets")
    desk.find(role="list item", has="How do I take my tablets?")
    desk.go_to(lambda node: (node.get_parent().get_name() or "") == "Articles", "the articles")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: "As your doctor said." in desk.text_of(source), "the text is there")
    desk.focus_source()
    desk.key("ctrl+End")
    write_at_once(desk)
    desk.picture("both-wrote")

    comments = desk.cli("comments", ARTICLE)["comments"]
    assert sorted(comment["text"] for comment in comments) == sorted(f"Remark {i + 1}" for i in range(COMMENTS))
    variant = next(one for one in desk.cli("list")["articles"] if one["slug"] == ARTICLE)["variants"][0]
    assert variant["newest"] == 4, variant
    shown = run("attest-cli", "--library", desk.library, "show", ARTICLE, env=desk.env)
    assert all(f"Sentence {number}." in shown for number in range(3)), shown
    save_second(desk, source)
    assert desk.cli("log", "verify", "--deep")["problems"] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("two programs", two_programs, sys.argv[1] if len(sys.argv) > 1 else temporary))
