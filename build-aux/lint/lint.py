#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the tree against the rules of the house that a compiler does not know.

    lint.py [--fix] [--only CHECK] TREE

Each check is a function from a Tree to lines of the form FILE:LINE: MESSAGE; none means that the rule holds.
"""

import argparse
import sys

import arrows
import layout
import marks
import sizes
import translatable
from tree import Tree

CHECKS = {
    "arrows": arrows.check,
    "sizes": sizes.check,
    "layout": layout.check,
    "translatable": translatable.check,
    "unfinished": marks.check_unfinished,
    "licences": marks.check_licences,
    "warnings": marks.check_warnings,
    "documentation": marks.check_documentation,
}


def main():
    parser = argparse.ArgumentParser(description="Checks the tree against the rules of the house.")
    parser.add_argument("--fix", action="store_true", help="lay out C and Blueprint files and write the list of translatable files first")
    parser.add_argument("--only", choices=sorted(CHECKS), help="run one check alone")
    parser.add_argument("tree", help="the project's folder")
    arguments = parser.parse_args()

    tree = Tree(arguments.tree)
    if arguments.fix:
        layout.fix(tree)
        translatable.fix(tree)
    failed = 0
    checks = {arguments.only: CHECKS[arguments.only]} if arguments.only else CHECKS
    print(f"1..{len(checks)}")
    for number, (name, check) in enumerate(checks.items(), 1):
        problems = check(tree)
        for problem in problems:
            print(f"# {problem}")
        print(f"{'not ok' if problems else 'ok'} {number} {name}")
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
