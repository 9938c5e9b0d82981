#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Derives from the manifest what the test of the Flatpak needs.

    derive.py archives                      each module with the SHA-256 of its archive
    derive.py metadata                      the metadata of the stand-in runtime
    derive.py manifest ARCHIVES SOURCE      the manifest to build, on stdout

The derived manifest has the same permissions and the same modules, built in the same way. What differs: the runtime,
the places where the archives lie (files named by their checksum), and the folder with Attest's sources (a copy without
what is built). A module whose archive could not be had is left out if the runtime has that library anyway.
"""

import json
import pathlib
import platform
import sys

MANIFEST = pathlib.Path(__file__).resolve().parent / "io.github.attestdesk.Attest.json"
RUNTIME = "io.github.attestdesk.DebianPlatform"
BRANCH = "13"

METADATA = """[Runtime]
name={name}
runtime={name}/{arch}/{branch}
sdk={name}/{arch}/{branch}

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
"""


def load():
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


def archives(manifest):
    """Yields (module, SHA-256) for each module that is built from an archive."""
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "archive":
                yield module["name"], source["sha256"]


def derive(manifest, archive_folder, source_folder):
    """The manifest to build, and the names of the modules that had to be left out."""
    left_out = []
    modules = []
    for module in manifest["modules"]:
        sources = []
        for source in module["sources"]:
            if source["type"] == "archive":
                archive = pathlib.Path(archive_folder, source["sha256"])
                if not archive.exists():
                    left_out.append(module["name"])
                # A file by that name has no suffix that would tell what kind of archive it is.
                kind = "tar-xz" if source["url"].endswith(".tar.xz") else "tar-gzip"
                sources.append({"type": "archive", "path": str(archive), "sha256": source["sha256"], "archive-type": kind})
            else:
                sources.append({"type": "dir", "path": str(source_folder)})
        if module["name"] not in left_out:
            modules.append({**module, "sources": sources})
    derived = {**manifest, "runtime": RUNTIME, "sdk": RUNTIME, "runtime-version": BRANCH, "modules": modules}
    return derived, left_out


def main():
    manifest = load()
    if sys.argv[1] == "archives":
        for module, sha256 in archives(manifest):
            print(module, sha256)
    elif sys.argv[1] == "metadata":
        print(METADATA.format(name=RUNTIME, branch=BRANCH, arch=platform.machine()), end="")
    else:
        print(json.dumps(derive(manifest, *sys.argv[2:4])[0], indent=2))


if __name__ == "__main__":
    main()
