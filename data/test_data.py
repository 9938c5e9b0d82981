#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the validators of the desktop do not look at: the icons can be drawn at the sizes they are shown in, and every
picture that the metainfo promises is in the tree and has a caption."""

import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

APP_ID = "io.github.attestdesk.Attest"
SVG = "{http://www.w3.org/2000/svg}"


def icon(data, kind, name, size):
    """Problems of one icon: its canvas, and whether it draws something that leaves the corners clear."""
    path = data / "icons" / "hicolor" / kind / "apps" / name
    root = ElementTree.parse(path).getroot()
    problems = []
    if (root.get("width"), root.get("height"), root.get("viewBox")) != (str(size), str(size), f"0 0 {size} {size}"):
        problems.append(f"{name}: the canvas is not {size} by {size}")
    if root.findall(f".//{SVG}text") or root.findall(f".//{SVG}image"):
        problems.append(f"{name}: has text or a picture in it")
    for shown in (16, 32, 64, 128, 256):
        with tempfile.NamedTemporaryFile(suffix=".png") as drawn:
            subprocess.run(["rsvg-convert", "-w", str(shown), str(path), "-o", drawn.name], check=True)
            colours = subprocess.run(
                ["identify", "-format", "%w %h %[fx:p{0,0}.a] %[fx:mean.a]", drawn.name],
                check=True, capture_output=True, text=True,
            ).stdout.split()
            if colours[:2] != [str(shown)] * 2 or float(colours[2]) > 0:
                problems.append(f"{name}: drawn at {shown} pixels it is {colours}")
    return problems


def screenshots(data):
    tree = ElementTree.parse(data / f"{APP_ID}.metainfo.xml.in")
    problems = []
    for number, screenshot in enumerate(tree.findall(".//screenshot"), 1):
        address = screenshot.findtext("image", "").strip()
        match = re.fullmatch(r"https://raw\.githubusercontent\.com/attestdesk/attest/main/data/(screenshots/[a-z0-9-]+\.png)", address)
        if match is None or not (data / match[1]).is_file():
            problems.append(f"screenshot {number}: {address or 'no address'} is not in the tree")
        if not screenshot.findtext("caption", "").strip():
            problems.append(f"screenshot {number}: has no caption")
    shown = {path.name for path in data.glob("screenshots/*.png")}
    promised = {image.text.strip().rsplit("/", 1)[-1] for image in tree.iterfind(".//screenshot/image")}
    problems += [f"screenshots/{name}: not in the metainfo" for name in sorted(shown - promised)]
    return problems


def main():
    data = pathlib.Path(sys.argv[1])
    checks = [
        ("icon", lambda: icon(data, "scalable", f"{APP_ID}.svg", 128)),
        ("symbolic icon", lambda: icon(data, "symbolic", f"{APP_ID}-symbolic.svg", 16)),
        ("screenshots", lambda: screenshots(data)),
    ]
    failed = 0
    print(f"1..{len(checks)}")
    for number, (name, check) in enumerate(checks, 1):
        problems = check()
        for problem in problems:
            print(f"# {problem}")
        print(f"{'not ok' if problems else 'ok'} {number} {name}")
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
