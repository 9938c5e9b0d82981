# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks that must not stand in the tree, and some that must."""

import re

# Put together from halves, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|not implem" r"ented|placeholder impl" r"ementation|stub fo" r"r now")
ALLOWED_WITHOUT = {"-Wno-unused-parameter"}
WITHOUT_WARNING = re.compile(r"-Wno-[\w=+-]+|-w\b(?=')")
SILENCED = re.compile(r"G_GNUC_BEGIN_IGNORE_DEPRECATIONS|#\s*pragma\s+(?:GCC|clang)\s+diagnostic|GDK_DISABLE_DEPRECATION")
ALLOWED_SILENCE = re.compile(r"lint: allow-silence: +\S+ +\S+ +\S+")
LICENCE = "SPDX-License-Identifier:"
SOURCES = (".c", ".h", ".py", ".blp", ".bash", ".sh", ".css")

DECLARATION_START = re.compile(r"^(?!typedef|struct|enum|union|static|extern \"C\"|#|/|\s|\*|G_|}|{)[A-Za-z_][\w ]*[ *]+\**(\w+) \(")
# What these do is known from their names, by GLib's conventions.
GETTER = re.compile(r"_get_\w+ \(\w+ \*self\);$")
KNOWN_BY_NAME = re.compile(r"_(?:get_type|quark|ref|unref|copy|free|init|clear)$")


def check_unfinished(tree):
    problems = []
    for path in tree.files(*SOURCES, "meson.build", ".md", ".in", under=("src", "tests", "data", "build-aux", "po", "flatpak")):
        for number, line in enumerate(tree.lines(path), 1):
            match = UNFINISHED.search(line)
            if match and path.name != "run-tests.py":
                problems.append(f"{path}:{number}: unfinished work is marked: {match[0]}")
    return problems


def check_licences(tree):
    problems = []
    for path in tree.files(*SOURCES, under=("src", "tests", "build-aux", "data")):
        if LICENCE not in "\n".join(tree.lines(path)[:4]) and tree.text(path).strip():
            problems.append(f"{path}:1: has no line with {LICENCE}")
        if path.suffix == ".h" and "#pragma once" not in tree.text(path):
            problems.append(f"{path}:1: has no #pragma once")
    return problems


def check_warnings(tree):
    """No warning is turned off for all; one that is turned off at a place says why."""
    problems = []
    for path in tree.files("meson.build"):
        for number, line in enumerate(tree.lines(path), 1):
            for flag in WITHOUT_WARNING.findall(line.split("#")[0]):
                if flag not in ALLOWED_WITHOUT:
                    problems.append(f"{path}:{number}: {flag} turns a warning off")
    for path in tree.files(".c", ".h", under=("src", "tests")):
        lines = tree.lines(path)
        for number, line in enumerate(lines, 1):
            if SILENCED.search(line) and not ALLOWED_SILENCE.search("\n".join(lines[max(number - 3, 0) : number])):
                problems.append(f"{path}:{number}: turns warnings off without a reason (lint: allow-silence: REASON)")
    return problems


def undocumented(lines):
    """Yields (line number, name) of each function that a header declares without a comment above it.

    One comment may stand for a group of declarations that no empty line parts.
    """
    in_comment = False
    covered = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            covered = False
        match = None if in_comment else DECLARATION_START.match(line)
        if match and not covered and not KNOWN_BY_NAME.search(match[1]) and not GETTER.search(line):
            yield number, match[1]
        if "/*" in line:
            in_comment = True
        if "*/" in line:
            in_comment = False
            covered = True


def check_documentation(tree):
    problems = []
    for path in tree.files(".h", under=("src",)):
        if path.name.endswith("-private.h"):
            continue
        for number, name in undocumented(tree.lines(path)):
            problems.append(f"{path}:{number}: {name} () has no comment that says what it does")
    return problems
