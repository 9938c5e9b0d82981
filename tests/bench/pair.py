# SPDX-License-Identifier: GPL-3.0-or-later
"""Attest and the floor: the two that each measurement of the window starts, and the ways in Attest's window."""

import pathlib
import shutil

from measured import Atspi, Failed, Probe, Program, environment, is_in_sight, run, walk

SIZES = {"10 KB": 10_000, "1 MB": 1_000_000}


class Bench:
    """What the measurements share: the probe, a folder, and the texts, which are made once."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.probe = Probe()
        self.made = {}

    def library(self, size, comments, articles=1):
        """Path of a library and of its text as a file; made once."""
        key = f"{size.replace(' ', '-')}-{comments}-{articles}"
        if key not in self.made:
            paths = self.folder / f"{key}.attest-library", self.folder / f"{key}.md"
            env = environment(self.folder / "maker")
            run("make-bench-library", *paths, SIZES[size], comments, articles, env=env)
            self.made[key] = paths
        return self.made[key]

    def environment(self, name, **more):
        """The same folders each time, so that caches are warm, but nothing unsaved from before."""
        folder = self.folder / name
        shutil.rmtree(folder / "state", ignore_errors=True)
        return environment(folder, **{"GSETTINGS_BACKEND": "memory", "GDK_DEBUG": "no-portals", **more})

    def floor(self, text, at=(0, 0), **more):
        return Program(self.probe, "floor", ["floor", text], self.environment("floor", **more), at)

    def attest(self, library, at=(0, 0), **more):
        return Program(self.probe, "attest", ["attest", library], self.environment("attest", **more), at)


# ---- Attest's own ways ----


def is_article(node):
    return node.get_role_name() == "list item" and any("A question" in (part.get_name() or "") for part in walk(node))


def go_to(program, fits, what, key="Tab"):
    """Presses a key until what has the keyboard fits."""
    program.focus()
    for _ in range(60):
        focused = next((node for node in walk(program.accessible) if has_focus(node)), None)
        if focused is not None and fits(focused):
            return
        run("xdotool", "key", key)
        program.probe.still(1000, 80)
    raise Failed(f"{key} never led to {what}")


def has_focus(node):
    return is_in_sight(node) and node.get_state_set().contains(Atspi.StateType.FOCUSED)


def open_article(program):
    program.named("Articles", "list")
    program.find(is_article, "an article is listed")
    go_to(program, is_article, "an article")
    run("xdotool", "key", "Return")
    program.named("Source")
    program.shown(1500)


def places(program):
    """Where source and preview are. The page stands beside its source; assistive technology is not asked about the page, since a
    web process that has been asked keeps an account of everything from then on, which is slow."""
    x, y, width, height = program.area(program.named("Source"))
    right = program.place[0] + program.place[2] - 20
    return [[x, y, width, height], [x + width + 40, y, min(width, right - x - width - 40), height]]
