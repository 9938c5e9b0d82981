# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes point only down.

    desk, cli -> core;  inside core: exchange -> checks -> review -> evidence -> record -> text

Inside the desk, the folders of one place on the screen do not know each other: what they share stands in `session`, the
places that are made of others (`library`, `article`, `changes`, `together`, `help`) put them together, and the window, in `desk` itself, puts those
together. So: window -> library, article, changes, together, help -> the other folders -> session. A pane of the article knows what is open from
the article's state, a model without a widget, and never from the page.
"""

import os
import pathlib
import re

CORE_LAYERS = ["text", "record", "evidence", "review", "checks", "exchange"]
DESK_SHARED = "session"
DESK_PLACES = ["library", "article", "changes", "together", "help"]
ARTICLE_STATE = "article/attest-article-state.h"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
TOOLKIT = re.compile(r"^(gtk|gdk|gsk|adwaita|adw|gtksourceview|webkit|libspelling|libdex|pango|graphene)\b")


def desk_rank(folder):
    """0 for what all share, 1 for a pane, 2 for a place made of panes, 3 for the window."""
    if folder == DESK_SHARED:
        return 0
    if folder == "":
        return 3
    return 2 if folder in DESK_PLACES else 1


def locate(tree, path, name):
    """Where an include with quotes leads: ("core", layer), ("desk", folder), ("cli", "") or None if not in src."""
    houses = sorted(("desk", "core", "cli"), key=lambda house: house != path.parts[1])
    for base in (path.parent, *(pathlib.PurePath("src", house) for house in houses), pathlib.PurePath("src")):
        parts = pathlib.PurePath(os.path.normpath(base / name)).parts
        if parts[0] == "src" and len(parts) > 2 and tree.has(*parts):
            return parts[1], parts[2] if len(parts) > 3 else ""
    return None


def judge(path, angle, name, target):
    """What is wrong with one include, or None."""
    house = path.parts[1]
    inner = path.parts[2] if len(path.parts) > 3 else ""
    without_toolkit = house in ("core", "cli") or path.parts[:2] == ("tests", "core")
    if without_toolkit and TOOLKIT.match(name):
        return f"{house} never sees the toolkit, but includes {name}"
    if angle == "<" or target is None:
        return None
    to_house, to_inner = target
    if path.parts[:2] == ("tests", "core") and to_house != "core":
        return f"a test of core includes {name} of {to_house}"
    if path.parts[0] != "src":
        return None
    if house == "core":
        if to_house != "core":
            return f"core includes {name} of {to_house}"
        if inner in CORE_LAYERS and to_inner in CORE_LAYERS and CORE_LAYERS.index(to_inner) > CORE_LAYERS.index(inner):
            return f"{inner} is below {to_inner}, but includes {name}"
    if house == "cli" and to_house == "desk":
        return f"the command line includes {name} of the desk"
    if house == "desk" and to_house == "cli":
        return f"the desk includes {name} of the command line"
    if name == ARTICLE_STATE and desk_rank(inner) == 1:
        return None
    if house == "desk" and to_house == "desk" and inner != to_inner and desk_rank(to_inner) >= desk_rank(inner):
        return f"desk/{inner} includes {name}: window -> library, article, changes, together, help -> other folders -> session"
    return None


def check(tree):
    problems = []
    for path in tree.files(".c", ".h", under=("src", "tests")):
        for number, line in enumerate(tree.lines(path), 1):
            match = INCLUDE.match(line)
            if match is None:
                continue
            angle, name = match.groups()
            problem = judge(path, angle, name, locate(tree, path, name) if angle == '"' else None)
            if problem:
                problems.append(f"{path}:{number}: {problem}")
    return problems
