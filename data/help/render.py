#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the help's Mallard pages into the HTML that Attest itself shows, since not every desktop has a reader for them.

    render.py OUTPUT_FOLDER PAGE...

Writes one file for each page, of what stands in its body, and help.ini with the titles in reading order. It knows the part of Mallard
that the pages use and refuses the rest, so nothing of a page is lost in silence.
"""

import html
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

MALLARD = "{http://projectmallard.org/1.0/}"

# Elements of Mallard that are one of HTML, with its class where it needs one.
BLOCKS = {"p": "p", "list": "ul", "steps": "ol", "item": "li", "table": "table", "tr": "tr", "td": "td"}
INLINES = {"em": "em", "code": "code", "file": "code", "key": "kbd", "gui": "span", "guiseq": "span", "keyseq": "span"}
CLASSES = {"gui": "gui", "guiseq": "guiseq", "keyseq": "keyseq", "steps": "steps"}
JOINTS = {"guiseq": " › ", "keyseq": "+"}


class Unknown(Exception):
    """A page has what this program does not know."""


def name_of(element):
    if not isinstance(element.tag, str) or not element.tag.startswith(MALLARD):
        raise Unknown(f"the element {element.tag} is not one of Mallard’s")
    return element.tag.removeprefix(MALLARD)


class Page:
    def __init__(self, path):
        self.path = path
        self.root = ElementTree.parse(path).getroot()
        self.id = self.root.get("id")
        info = self.root.find(f"{MALLARD}info")
        self.title = flat(self.root.find(f"{MALLARD}title"))
        self.sort = info.findtext(f"{MALLARD}title[@type='sort']", self.title)
        self.description = flat(info.find(f"{MALLARD}desc"))
        self.guides = [link.get("xref") for link in info.findall(f"{MALLARD}link[@type='guide']")]

    def targets(self):
        """What links can lead to: the page, and its sections as PAGE#SECTION."""
        sections = [element.get("id") for element in self.root.iter(f"{MALLARD}section")]
        return [self.id, *(f"{self.id}#{section}" for section in sections if section)]

    def links(self):
        """Where the links in the page's text lead to, as PAGE or PAGE#SECTION."""
        found = [element.get("xref") for element in self.root.iter(f"{MALLARD}link") if element.get("type") is None]
        return [self.id + xref if xref.startswith("#") else xref for xref in found if xref]


def flat(element):
    return " ".join("".join(element.itertext()).split())


def text(words):
    return html.escape(words or "", quote=False)


class Renderer:
    def __init__(self, pages):
        self.pages = {page.id: page for page in pages}
        self.targets = {target for page in pages for target in page.targets()}

    def topics(self, guide):
        """The pages that ask to stand under a guide, as links with what they are about."""
        pages = sorted((page for page in self.pages.values() if guide in page.guides), key=lambda page: page.sort)
        if not pages:
            return ""
        items = "".join(
            f'<li><a href="help:{page.id}">{text(page.title)}</a> <span class="about">{text(page.description)}</span></li>\n'
            for page in pages
        )
        return f'<ul class="topics">\n{items}</ul>\n'

    def inside(self, element, page, level):
        joint = JOINTS.get(element.tag.removeprefix(MALLARD), "")
        parts = [] if joint else [text(element.text)]
        for child in element:
            parts.append(self.element(child, page, level) + ("" if joint else text(child.tail)))
        return joint.join(parts)

    def link(self, element, page, level):
        target, address = element.get("xref"), element.get("href")
        if address:
            return f'<a href="{html.escape(address)}">{self.inside(element, page, level)}</a>'
        whole = page.id + target if target.startswith("#") else target
        if whole not in self.targets:
            raise Unknown(f"the link to {target} leads nowhere")
        words = self.inside(element, page, level) or text(self.pages[whole.split("#")[0]].title)
        return f'<a href="help:{whole}">{words}</a>'

    def section(self, element, page, level):
        own = element.get("id", "")
        heading = text(flat(element.find(f"{MALLARD}title")))
        body = "".join(self.element(child, page, level + 1) for child in element if child.tag != f"{MALLARD}title")
        body += self.topics(f"{page.id}#{own}")
        return f'<section id="{own}">\n<h{level}>{heading}</h{level}>\n{body}</section>\n'

    def element(self, element, page, level):
        name = name_of(element)
        if name == "section":
            return self.section(element, page, level)
        if name == "link":
            return self.link(element, page, level)
        if name == "note":
            kind = "tip" if element.get("style") == "tip" else "important"
            return f'<aside class="note {kind}">\n{self.inside(element, page, level)}</aside>\n'
        known = BLOCKS.get(name) or INLINES.get(name)
        if known is None:
            raise Unknown(f"the element “{name}” is not one that is known here")
        shape = f' class="{CLASSES[name]}"' if name in CLASSES else ""
        inner = self.inside(element, page, level)
        return f"<{known}{shape}>{inner}</{known}>" + ("\n" if name in BLOCKS else "")

    def page(self, page):
        skipped = (f"{MALLARD}info", f"{MALLARD}title")
        body = "".join(self.element(child, page, 2) for child in page.root if child.tag not in skipped)
        return f"<h1>{text(page.title)}</h1>\n{body}{self.topics(page.id)}"


def load(paths):
    pages = [Page(path) for path in paths]
    return sorted(pages, key=lambda page: page.sort)


def main():
    output = pathlib.Path(sys.argv[1])
    pages = load(sys.argv[2:])
    renderer = Renderer(pages)
    for page in pages:
        try:
            rendered = renderer.page(page)
        except Unknown as error:
            print(f"{page.path}: {error}", file=sys.stderr)
            return 1
        (output / f"{page.id}.html").write_text(rendered, encoding="utf-8")
    titles = "".join(f"{page.id}={page.title}\n" for page in pages)
    (output / "help.ini").write_text(f"[pages]\n{titles}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
