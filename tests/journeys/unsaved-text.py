#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill the application while somebody types, and find the text again: at most a second of it may be missing.

    unsaved-text.py [FOLDER]
"""

import sys
import tempfile
import time

from journey import run, travel, wait_for

FIRST = "Drink a glass of water with every tablet. "
SECOND = "Take it in the morning."


def open_article(desk):
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_parent().get_name() == "Articles", "the articles")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source), "the text is there")
    return source


def unsaved_text(desk):
    text = desk.folder / "tablets.md"
    text.write_text("# How do I take my tablets?\n\nAs your doctor said.\n", encoding="utf-8")
    run("attest-cli", "--library", desk.library, "init", env=desk.env)
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    desk.cli("import", text, who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)

    desk.start(desk.library)
    desk.find(role="toggle button", starts="Acting as Ada Author")
    source = open_article(desk)
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type(FIRST)
    wait_for(lambda: FIRST in desk.text_of(source), "what was typed stands in the source")
    # The promise is one second after the key; this is that second, and typing goes on to the very end.
    time.sleep(1)
    desk.type(SECOND)
    desk.picture("typing")
    desk.kill()

    desk.start(desk.library)
    source = open_article(desk)
    desk.sees("This is text that was not saved last time.")
    wait_for(lambda: FIRST in desk.text_of(source), "what was typed is back")
    desk.picture("found-again")
    assert len(desk.cli("list")["articles"]) == 1
    assert FIRST not in run("attest-cli", "--library", desk.library, "show", "how-do-i-take-my-tablets", env=desk.env)

    desk.press("Save")
    wait_for(lambda: desk.cli("list")["articles"][0]["variants"][0]["newest"] == 2, "the text is saved")
    assert FIRST.strip() in run(
        "attest-cli", "--library", desk.library, "show", "how-do-i-take-my-tablets", env=desk.env
    )
    desk.picture("saved")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("unsaved text", unsaved_text, sys.argv[1] if len(sys.argv) > 1 else temporary))
