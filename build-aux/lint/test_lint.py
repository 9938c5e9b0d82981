#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that each check finds a breach: small trees with one fault each, and the same trees without it.

A lint that never fails proves nothing, so every fault here has a twin that must pass.
"""

import pathlib
import sys
import tempfile

import arrows
import layout
import marks
import sizes
import translatable
from tree import Tree

HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
STYLE = (pathlib.Path(__file__).parents[2] / ".clang-format").read_text()


def include(path, name, angle=False):
    line = f"#include <{name}>" if angle else f'#include "{name}"'
    return {path: HEAD + line + "\n"}


def function(lines, comment=""):
    return HEAD + comment + "static void\nwork (void)\n{\n" + "  step ();\n" * (lines - 2) + "}\n"


HOUSE = {
    f"src/{path}": HEAD + "#pragma once\n"
    for path in (
        "core/text/attest-diff.h",
        "core/record/attest-library.h",
        "core/evidence/attest-reference.h",
        "core/review/attest-review.h",
        "core/checks/attest-checks.h",
        "core/exchange/attest-page.h",
        "desk/attest-window.h",
        "desk/session/attest-session.h",
        "desk/article/attest-article-page.h",
        "desk/article/attest-article-state.h",
        "desk/library/attest-library-page.h",
        "desk/comments/attest-comment-row.h",
        "desk/checks/attest-checks-list.h",
        "cli/attest-command.h",
    )
}

# (name, check, the tree with the fault, the tree without it); both are added to HOUSE.
CASES = [
    ("text includes record", arrows.check, include("src/core/text/a.c", "record/attest-library.h"), include("src/core/record/a.c", "text/attest-diff.h")),
    ("record includes review", arrows.check, include("src/core/record/a.h", "review/attest-review.h"), include("src/core/review/a.h", "record/attest-library.h")),
    ("record includes evidence", arrows.check, include("src/core/record/a.c", "evidence/attest-reference.h"), include("src/core/evidence/a.c", "record/attest-library.h")),
    ("review includes checks", arrows.check, include("src/core/review/a.c", "checks/attest-checks.h"), include("src/core/checks/a.c", "review/attest-review.h")),
    ("checks includes exchange", arrows.check, include("src/core/checks/a.c", "exchange/attest-page.h"), include("src/core/exchange/a.c", "checks/attest-checks.h")),
    ("core includes GTK", arrows.check, include("src/core/text/a.c", "gtk/gtk.h", True), include("src/core/text/a.c", "glib.h", True)),
    ("core includes WebKit", arrows.check, include("src/core/exchange/a.c", "webkit/webkit.h", True), include("src/desk/preview/a.c", "webkit/webkit.h", True)),
    ("core includes the desk", arrows.check, include("src/core/exchange/a.c", "session/attest-session.h"), include("src/desk/attest-window.c", "session/attest-session.h")),
    ("command line includes Adwaita", arrows.check, include("src/cli/a.c", "adwaita.h", True), include("src/cli/a.c", "gio/gio.h", True)),
    ("command line includes the desk", arrows.check, include("src/cli/a.c", "comments/attest-comment-row.h"), include("src/cli/a.c", "review/attest-review.h")),
    ("desk includes the command line", arrows.check, include("src/desk/library/a.c", "../../cli/attest-command.h"), include("src/desk/library/a.c", "text/attest-diff.h")),
    ("a pane includes another", arrows.check, include("src/desk/comments/a.c", "checks/attest-checks-list.h"), include("src/desk/comments/a.c", "checks/attest-checks.h")),
    ("a pane includes its place", arrows.check, include("src/desk/comments/a.c", "article/attest-article-page.h"), include("src/desk/article/a.c", "comments/attest-comment-row.h")),
    ("what all share includes the article's state", arrows.check, include("src/desk/session/a.c", "article/attest-article-state.h"), include("src/desk/comments/a.c", "article/attest-article-state.h")),
    ("a place includes the other", arrows.check, include("src/desk/library/a.c", "article/attest-article-page.h"), include("src/desk/attest-window.c", "article/attest-article-page.h")),
    ("a place includes the window", arrows.check, include("src/desk/article/a.c", "attest-window.h"), include("src/desk/article/a.c", "session/attest-session.h")),
    ("a core test includes the desk", arrows.check, include("tests/core/a.c", "comments/attest-comment-row.h"), include("tests/desk/a.c", "comments/attest-comment-row.h")),
    ("C file of 801 lines", sizes.check, {"src/core/text/a.c": HEAD + "\n" * 800}, {"src/core/text/a.c": HEAD + "\n" * 799}),
    ("Blueprint file of 151 lines", sizes.check, {"src/desk/a.blp": "\n" * 151}, {"src/desk/a.blp": "\n" * 150}),
    ("function of 81 lines", sizes.check, {"src/core/text/a.c": function(81)}, {"src/core/text/a.c": function(80)}),
    ("exception without a reason", sizes.check, {"src/core/text/a.c": function(90, "/* lint: allow-long-function: */\n")}, {"src/core/text/a.c": function(90, "/* lint: allow-long-function: one table of cases. */\n")}),
    ("test of 81 lines", sizes.check, {"tests/core/a.c": function(81)}, {"tests/core/a.c": function(80)}),
    ("C not laid out", layout.check, {"src/core/text/a.c": "int  x;\n"}, {"src/core/text/a.c": "int x;\n"}),
    ("Blueprint not laid out", layout.check, {"src/desk/a.blp": "using Gtk 4.0;\nBox { }\n"}, {"src/desk/a.blp": "using Gtk 4.0;\n\nBox {}\n"}),
    ("text that is not listed", translatable.check, {"po/POTFILES.in": "", "src/cli/a.c": 'x = _("Text");\n'}, {"po/POTFILES.in": "src/cli/a.c\n", "src/cli/a.c": 'x = _("Text");\n'}),
    ("Blueprint text that is not listed", translatable.check, {"po/POTFILES.in": "", "src/desk/a.blp": 'label: _("Text");\n'}, {"po/POTFILES.in": "src/desk/a.blp\n", "src/desk/a.blp": 'label: C_("noun", "Text");\n'}),
    ("listed, but without text", translatable.check, {"po/POTFILES.in": "src/cli/a.c\n", "src/cli/a.c": "x = 1;\n"}, {"po/POTFILES.in": "# none\n", "src/cli/a.c": "x = 1; /* _(\"no\") */\n"}),
    ("unfinished mark", marks.check_unfinished, {"src/core/a.c": HEAD + "/* TO" + "DO: more */\n"}, {"src/core/a.c": HEAD + "/* Done. */\n"}),
    ("no licence", marks.check_licences, {"src/core/a.c": "int x;\n"}, {"src/core/a.c": HEAD + "int x;\n"}),
    ("no pragma once", marks.check_licences, {"src/core/a.h": HEAD + "int x;\n"}, {"src/core/a.h": HEAD + "#pragma once\n"}),
    ("warning turned off", marks.check_warnings, {"meson.build": "a = ['-Wno-deprecated-declarations']\n"}, {"meson.build": "a = ['-Wno-unused-parameter']\n"}),
    ("warning silenced", marks.check_warnings, {"src/core/a.c": "G_GNUC_BEGIN_IGNORE_DEPRECATIONS\n"}, {"src/core/a.c": "/* lint: allow-silence: the only way in this version */\nG_GNUC_BEGIN_IGNORE_DEPRECATIONS\n"}),
    ("undocumented function", marks.check_documentation, {"src/core/a.h": "\nint attest_count (void);\n"}, {"src/core/a.h": "/** attest_count: Counts. */\nint attest_count (void);\n"}),
    ("undocumented pointer function", marks.check_documentation, {"src/core/a.h": "\nchar *attest_dup (int a,\n  int b);\n"}, {"src/core/a.h": "/** attest_dup: Copies. */\nchar *attest_dup (int a,\n  int b);\nvoid attest_x_free (X *x);\n"}),
]


def problems_in(check, files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder, "tree")
        for name, text in {".clang-format": STYLE, **HOUSE, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return check(Tree(root))


def main():
    failed = 0
    print(f"1..{len(CASES)}")
    for number, (name, check, faulty, sound) in enumerate(CASES, 1):
        found = problems_in(check, faulty)
        others = problems_in(check, sound)
        good = len(found) == 1 and not others
        if not good:
            print(f"# with the fault: {found}; without: {others}")
        print(f"{'ok' if good else 'not ok'} {number} {name}")
        failed += not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
