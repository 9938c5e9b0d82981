#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the installed Flatpak, opens an article and looks whether the window and the web page in it are there.

    look.py APP OUTPUT

Prints one line for each thing looked at: its name, a tab, and what is wrong with it, if anything is.
"""

import pathlib
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LONGEST = 30.0
# A page with a heading and text has many shades of ink; an empty one has its background alone.
FEWEST_COLOURS = 12


def wait_for(what):
    """What `what` gives, once it gives something, or None when it takes too long."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            found = what()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.1)
    return None


def report(name, problem=""):
    print(f"{name}\t{problem}", flush=True)


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def window():
    return output_of("xdotool", "search", "--onlyvisible", "--class", "attest").split()


def children(node):
    """What stands below; nothing where it cannot be asked, such as inside the page, which lives in a sandbox of its own."""
    try:
        found = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except GLib.Error:
        found = []
    return [child for child in found if child is not None]


def walk(node):
    for child in children(node):
        yield child
        yield from walk(child)


def in_sight(name, role=None):
    """What has this accessible name and can be seen, or None."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        for node in walk(application) if application is not None else ():
            if node.get_name() == name and role in (None, node.get_role_name()):
                if node.get_state_set().contains(Atspi.StateType.SHOWING):
                    return node
    return None


def place_of(node):
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return place if place.width > 0 and place.height > 0 else None


def open_first_article():
    """Clicks the first row of the list of articles, and waits for its source."""
    articles = wait_for(lambda: in_sight("Articles"))
    if articles is None:
        return None
    place = wait_for(lambda: place_of(articles.get_child_at_index(0)))
    if place is None:
        return None
    subprocess.run(["xdotool", "mousemove", str(place.x + 40), str(place.y + place.height // 2), "click", "1"], check=False)
    return wait_for(lambda: in_sight("Source"))


def colours(picture, x, y, width, height):
    crop = f"{width}x{height}+{x}+{y}"
    return int(output_of("convert", str(picture), "-crop", crop, "+repage", "-format", "%k", "info:") or 0)


def look_at_page(picture):
    """Whether there is text right of the source, where the preview stands; a page takes a moment to be drawn.

    Its own accessible object cannot be asked: it belongs to the web process, whose sandbox Flatpak keeps off that bus.
    """
    source = in_sight("Source")
    place = place_of(source) if source is not None else None
    subprocess.run(["import", "-window", "root", str(picture)], check=False)
    if place is None:
        return False
    return colours(picture, place.x + place.width + 20, place.y, place.width - 40, place.height) >= FEWEST_COLOURS


def main():
    app, output = sys.argv[1], pathlib.Path(sys.argv[2])
    made = subprocess.run(
        ["flatpak", "--user", "run", "--command=attest-cli", app, "init", "--sample"], capture_output=True, text=True, check=False
    )
    report("sample library", made.stderr.strip() if made.returncode else "")
    began = time.monotonic()
    process = subprocess.Popen(["flatpak", "--user", "run", app], stdout=sys.stderr)
    found = wait_for(window)
    report("window" if found is None else f"window, after {time.monotonic() - began:.1f} s", "" if found else "no window")
    report("article opened", "" if open_first_article() else "no source is in sight")
    picture = output / "flatpak.png"
    shown = wait_for(lambda: look_at_page(picture))
    report(f"web page in the window, after {time.monotonic() - began:.1f} s", "" if shown else "the preview's place is empty")
    report("web process", "" if output_of("pgrep", "-f", "WebKitWebProcess") else "no WebKitWebProcess runs")
    report("still runs", "" if process.poll() is None else f"ended with exit status {process.returncode}")
    subprocess.run(["flatpak", "kill", app], check=False)


if __name__ == "__main__":
    main()
