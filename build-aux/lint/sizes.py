# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and functions stay small enough to be read in one go.

An exception says why, in a comment in the function or right above it, or in the first ten lines of the file:

    /* lint: allow-long-function: one table of cases, no logic. */
    /* lint: allow-long-file: REASON */
"""

import re

LONGEST_FILE = {".c": 800, ".blp": 150}
LONGEST_FUNCTION = 80
ALLOWED = re.compile(r"lint: allow-long-(function|file): +(\S.*?)\s*(?:\*/)?$")
REASON_WORDS = 3


def allows(lines, what):
    for line in lines:
        match = ALLOWED.search(line)
        if match and match[1] == what and len(match[2].split()) >= REASON_WORDS:
            return True
    return False


def functions(lines):
    """Yields (index of the opening brace, index of the closing brace, name), in the GNU layout that clang-format keeps."""
    opening = None
    for index, line in enumerate(lines):
        if line == "{" and index > 0 and lines[index - 1].rstrip().endswith(")"):
            opening = index
        elif line.startswith("}") and opening is not None:
            name = index
            for above in range(opening - 1, max(opening - 12, -1), -1):
                found = re.match(r"^(\w+) \(", lines[above])
                if found:
                    name = found[1]
                    break
            yield opening, index, name
            opening = None


def check(tree):
    problems = []
    for path in tree.files(*LONGEST_FILE, under=("src", "tests")):
        lines = tree.lines(path)
        limit = LONGEST_FILE[path.suffix]
        if len(lines) > limit and not allows(lines[:10], "file"):
            problems.append(f"{path}:1: {len(lines)} lines; at most {limit}")
        if path.suffix != ".c":
            continue
        for opening, closing, name in functions(lines):
            length = closing - opening + 1
            if length > LONGEST_FUNCTION and not allows(lines[max(opening - 12, 0) : closing], "function"):
                problems.append(f"{path}:{opening + 1}: {name} () has {length} lines; at most {LONGEST_FUNCTION}")
    return problems
