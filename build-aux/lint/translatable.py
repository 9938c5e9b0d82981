# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in lists every file with text that a person reads, and no other."""

import re

CALL = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|dngettext|g_dgettext) ?\(\s*(?:GETTEXT_PACKAGE, *)?"')
COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
ALWAYS = (".desktop.in", ".xml.in", ".gschema.xml")


LISTING = "po/POTFILES.in"


def files_with_text(tree):
    found = {str(path) for path in tree.files(*ALWAYS, under=("data",))}
    for path in tree.files(".c", ".blp", under=("src",)):
        if CALL.search(COMMENTS.sub("", tree.text(path))):
            found.add(str(path))
    return found


def check(tree):
    if not tree.has("po", "POTFILES.in"):
        return [f"{LISTING}:1: is missing"]
    listed = {}
    for number, line in enumerate(tree.lines("po/POTFILES.in"), 1):
        if line.strip() and not line.startswith("#"):
            listed[line.strip()] = number
    needed = files_with_text(tree)
    problems = [f"{LISTING}:1: {path} has text to translate and is not listed" for path in sorted(needed - set(listed))]
    problems += [f"{LISTING}:{listed[path]}: {path} has no text to translate" for path in sorted(set(listed) - needed)]
    return problems


def fix(tree):
    (tree.root / LISTING).write_text("".join(f"{path}\n" for path in sorted(files_with_text(tree))), encoding="utf-8")
