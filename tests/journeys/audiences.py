#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One article, three audiences: a second text begins as a copy, a third with the headings alone; each tells its words and its
reading grade against what was set for it, and that the text they follow has changed since.

    audiences.py [FOLDER]
"""

import sys
import tempfile

from journey import run, travel, wait_for

TEXT = """# Do naps help?

Some do. A nap of 20 minutes is enough for most people, although interindividual variability necessitates caution.

## Who should not

Ask your doctor first.
"""


def set_up(desk):
    desk.cli("init")
    desk.cli("person", "add", "--name", "Ada Author", "--role", "author,editor")
    file = desk.folder / "naps.md"
    file.write_text(TEXT, encoding="utf-8")
    desk.cli("import", file, "--audience", "doctor", who="Ada Author")
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)
    desk.start(desk.library)
    desk.find(role="list", name="Articles")
    desk.key("ctrl+f")
    desk.go_to(lambda node: node.get_role_name() == "list item", "the article")
    desk.key("Return")
    source = desk.find(role="text", name="Source")
    wait_for(lambda: desk.text_of(source) == TEXT, "the text is there")
    return source


def add(desk, audience, how):
    """From the menu that adds a text, with keys."""
    desk.press("Add a variant", role=("button", "toggle button"))
    desk.find(role="menu item", name=audience)
    desk.picture(f"add-{audience.lower()}")
    desk.go_to(lambda node: node.get_name() == audience, audience, key="Down", most=6)
    desk.key("Return")
    desk.find(role="menu item", name=how)
    desk.go_to(lambda node: node.get_name() == how, how, key="Down", most=8)
    desk.picture("how-it-begins")
    desk.key("Return")
    desk.find(role="radio button", starts=f"{audience}: Draft")


def text_is(desk, source, text):
    wait_for(lambda: desk.text_of(source) == text, f"the text is {text!r}")


def copy(desk, source):
    add(desk, "Patient", "Copy of Doctor")
    text_is(desk, source, TEXT)
    desk.find(role="radio button", starts="Patient: Draft")


def headings_only(desk, source):
    add(desk, "Nurse", "Headings of Doctor")
    wait_for(
        lambda: [line for line in desk.text_of(source).splitlines() if line] == ["# Do naps help?", "## Who should not"],
        "the headings alone are there",
    )
    desk.picture("headings-only")


def measures(desk, source):
    """Words and grade of each, and live for the one that is open."""
    desk.press(starts="Patient: Draft", role="radio button")
    text_is(desk, source, TEXT)
    before = desk.find(role="radio button", starts="Patient: Draft", has="grade").get_name()
    assert "21 words, grade" in before and " of 7" in before, before
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type("Sleep well.")
    desk.find(role="radio button", starts="Patient: Draft", has="23 words")
    desk.key("ctrl+s")
    desk.sees("Saved")
    desk.picture("measures")


def base_changed(desk, source):
    """The doctors' text is changed and saved: the others say so, until they are saved anew."""
    said = "The text for Doctor was changed since this one was saved"
    assert desk.look(role="radio button", has=said) is None
    desk.press(starts="Doctor: Draft", role="radio button")
    text_is(desk, source, TEXT)
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type("Not after three.")
    desk.key("ctrl+s")
    for audience in ("Patient", "Nurse"):
        wait_for(
            lambda audience=audience: desk.look(role="radio button", starts=f"{audience}: Draft", has=said),
            f"{audience} tells that the text it follows has changed",
        )
    desk.picture("base-changed")
    desk.press(starts="Patient: Draft", role="radio button")
    wait_for(lambda: "Sleep well." in desk.text_of(source), "the patients' text is open")
    desk.focus_source()
    desk.key("ctrl+End")
    desk.type(" Not after three.")
    desk.key("ctrl+s")
    wait_for(lambda: desk.look(role="radio button", starts="Patient: Draft", has=said) is None, "it is up to date again")
    assert desk.look(role="radio button", starts="Nurse: Draft", has=said), "the other one still is not"


def audiences(desk):
    source = set_up(desk)
    for step in (copy, headings_only, measures, base_changed):
        step(desk, source)
    assert sorted(one["audience"] for one in desk.cli("list")["articles"][0]["variants"]) == ["doctor", "nurse", "patient"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("audiences", audiences, sys.argv[1] if len(sys.argv) > 1 else temporary))
