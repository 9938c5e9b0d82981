# SPDX-License-Identifier: GPL-3.0-or-later
"""C as clang-format lays it out, Blueprint as blueprint-compiler does."""

import re
import shutil
import subprocess


def run(tree, command, paths):
    return subprocess.run(
        [*command, *map(str, paths)], cwd=tree.root, capture_output=True, text=True, check=False
    )


def check(tree):
    problems = []
    c_files = tree.files(".c", ".h", under=("src", "tests"))
    blueprints = tree.files(".blp", under=("src",))
    for program, paths in (("clang-format", c_files), ("blueprint-compiler", blueprints)):
        if paths and shutil.which(program) is None:
            problems.append(f"{paths[0]}:1: {program} is needed to check the layout")
            return problems
    if c_files:
        result = run(tree, ["clang-format", "--dry-run", "--Werror", "--style=file"], c_files)
        if result.returncode != 0:
            places = re.findall(r"^(\S+?):(\d+):\d+: error", result.stderr, re.MULTILINE)
            first = {}
            for path, line in places:
                first.setdefault(path, line)
            problems += [f"{path}:{line}: not laid out as clang-format does it" for path, line in first.items()]
            if not places:
                problems.append(f".clang-format:1: {result.stderr.strip() or 'clang-format failed'}")
    for path in blueprints:
        result = run(tree, ["blueprint-compiler", "format"], [path])
        if result.returncode != 0:
            problems.append(f"{path}:1: not laid out as blueprint-compiler format does it")
    return problems


def fix(tree):
    c_files = tree.files(".c", ".h", under=("src", "tests"))
    blueprints = tree.files(".blp", under=("src",))
    if c_files:
        run(tree, ["clang-format", "-i", "--style=file"], c_files)
    if blueprints:
        run(tree, ["blueprint-compiler", "format", "--fix"], blueprints)
