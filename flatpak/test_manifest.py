#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest asks for a screen and nothing else, and takes only archives whose checksum it names."""

import re
import sys

import derive

ALLOWED = {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"}


def permissions(manifest):
    return sorted(set(manifest["finish-args"]) - ALLOWED)


def sources(manifest):
    problems = []
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "archive":
                if not source["url"].startswith("https://") or not re.fullmatch(r"[0-9a-f]{64}", source["sha256"]):
                    problems.append(f"{module['name']}: {source}")
            elif source["type"] != "dir" or module["name"] != "attest":
                problems.append(f"{module['name']}: a source of type {source['type']}")
    return problems


def runtime(manifest):
    expected = {"runtime": "org.gnome.Platform", "sdk": "org.gnome.Sdk", "runtime-version": "50", "command": "attest"}
    return [f"{key} is {manifest.get(key)}" for key, value in expected.items() if manifest.get(key) != value]


def derived(manifest):
    """What is tested differs from the manifest in the runtime and the places of the sources alone."""
    made, _ = derive.derive(manifest, "/", "/source")
    same = set(manifest) - {"runtime", "sdk", "runtime-version", "modules"}
    problems = [f"{key} differs" for key in same if made[key] != manifest[key]]
    by_name = {module["name"]: module for module in manifest["modules"]}
    for module in made["modules"]:
        problems += [f"{module['name']}: {key} differs" for key in module if key != "sources" and module[key] != by_name[module["name"]][key]]
    return problems


def main():
    manifest = derive.load()
    checks = [permissions, sources, runtime, derived]
    failed = 0
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        problems = check(manifest)
        for problem in problems:
            print(f"# {problem}")
        print(f"{'not ok' if problems else 'ok'} {number} {check.__name__}")
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
