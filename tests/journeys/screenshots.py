#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the README and the metainfo, of the window with the sample library.

    screenshots.py FOLDER
"""

import sys

from journey import Atspi, Desk, run, wait_for, walk

HEADING = "What the evidence shows"
TITLE = "Can excessive ketamine use cause depression?"


def take(desk, name):
    desk.settle()
    window = run("xdotool", "search", "--onlyvisible", "--class", "attest").split()[-1]
    picture = desk.output / f"{name}.png"
    run("import", "-window", window, picture)
    # The border that a window has without a compositor is no part of it.
    run("mogrify", "-shave", "4x4", "+repage", picture)
    # A third of the size; these colours are so few that none is seen to change.
    run("convert", picture, "+dither", "-kmeans", "256", "-strip", f"PNG8:{picture}")


def is_drawn(node):
    """Whether there is text on the screen where this stands: a page is known to assistive technology before it is drawn."""
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    crop = f"{place.width}x{place.height}+{place.x}+{place.y}"
    return int(run("bash", "-c", f"import -window root png:- | convert - -crop {crop} +repage -format %k info:")) > 12


def has_title(node):
    return TITLE in (node.get_name() or "") or any(TITLE in (part.get_name() or "") for part in walk(node))


def show(output, name, **environment):
    desk = Desk(output)
    desk.env.update(environment)
    desk.library = desk.folder / "data" / "attest" / "board.attest-library"
    desk.library.parent.mkdir(parents=True)
    try:
        desk.cli("init", "--sample")
        desk.start()
        desk.find(role="list", name="Articles")
        desk.find(has=TITLE)
        if name != "library":
            desk.go_to(lambda node: node.get_role_name() == "list item" and has_title(node), TITLE)
            desk.key("Return")
            desk.find(name="Source")
            preview = desk.find(name="Preview")
            desk.find(has=HEADING, within=preview)
            wait_for(lambda: is_drawn(preview), "the page is drawn")
        take(desk, name)
    finally:
        desk.close()
        desk.forget()


def main():
    output = sys.argv[1]
    show(output, "library")
    show(output, "article")
    show(output, "article-dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark")
    return 0


if __name__ == "__main__":
    sys.exit(main())
