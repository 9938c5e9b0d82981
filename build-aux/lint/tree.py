# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a tree, without what is built or hidden."""

import os
import pathlib


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self._files = []
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith(("_", ".")))
            self._files += [pathlib.Path(folder, name).relative_to(self.root) for name in sorted(names)]

    def files(self, *suffixes, under=()):
        """Paths from the root of the files that end so, in the folders `under` or in all."""
        return [
            path
            for path in self._files
            if path.name.endswith(suffixes) and (not under or path.parts[0] in under)
        ]

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path):
        return self.text(path).splitlines()

    def has(self, *parts):
        return self.root.joinpath(*parts).exists()
