#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attest under Wayland, as on a reader's own desktop: it starts there and nowhere else, takes what is typed, copies and
pastes, and saves.

    wayland.py [FOLDER]
"""

import sys
import tempfile

from journey import WaylandDesk, run, travel, wait_for

TITLE = "How do I take my tablets?"
TYPED = "Not with milk. "


def newest(desk):
    return next(article for article in desk.cli("list")["articles"] if article["title"] == TITLE)["variants"][0]["newest"]


def wayland(desk):
    assert "WAYLAND_DISPLAY" in desk.env and "DISPLAY" not in desk.env, "this is no Wayland session"
    run("attest-cli", "--library", desk.library, "init", "--sample", env=desk.env)
    person = desk.cli("person", "list")["people"][0]["id"]
    run("gsettings", "set", "io.github.attestdesk.Attest", "last-person", person, env=desk.env)

    desk.start(desk.library)
    desk.find(name="Articles")
    for article in desk.cli("list")["articles"]:
        desk.sees(article["title"])

    # A second start hands its file to the first, which opens the article that comes of it.
    text = desk.folder / "tablets.md"
    text.write_text(f"# {TITLE}\n\nWith a glass of water.\n", encoding="utf-8")
    run("attest", text, env=desk.env)
    source = desk.find(role="text", name="Source")
    wait_for(lambda: "With a glass of water." in desk.text_of(source), "the text is there")
    page = desk.find(role="document web", name="Preview")
    desk.find(role="heading", name=TITLE, within=page)

    desk.focus_source()
    desk.key("ctrl+End")
    desk.type(TYPED)
    wait_for(lambda: desk.text_of(source).endswith(TYPED), "what was typed stands in the source")
    desk.key("shift+Home", "ctrl+c", "End", "ctrl+v")
    wait_for(lambda: desk.text_of(source).endswith(TYPED * 2), "what was copied stands there twice")
    shown = (TYPED * 2).strip()
    wait_for(
        lambda: desk.look(role="paragraph", within=page, fits=lambda node: shown in desk.text_of(node)), "the page shows it"
    )
    desk.key("ctrl+s")
    wait_for(lambda: newest(desk) == 2, "the text is saved")
    assert TYPED * 2 in run("attest-cli", "--library", desk.library, "show", "how-do-i-take-my-tablets", env=desk.env)
    assert desk.process.poll() is None, desk.log()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attest-pictures-") as temporary:
        sys.exit(travel("wayland", wayland, sys.argv[1] if len(sys.argv) > 1 else temporary, WaylandDesk))
