#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help's pages can be read by any reader of Mallard, lead nowhere that is not there, and are all found from the first one."""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

import render


def is_whole(pages):
    """Problems of single pages: an id that is not the file's name, a page without title, words about it or place in the order."""
    problems = []
    for page in pages:
        name = page.path.name
        if page.id != page.path.stem:
            problems.append(f"{name}: its id is {page.id}")
        if page.root.tag != f"{render.MALLARD}page" or page.root.get("type") not in ("guide", "topic"):
            problems.append(f"{name}: is no page of Mallard")
        if not page.title or not page.description or page.sort == page.title:
            problems.append(f"{name}: has no title, no description or no place in the order")
        sections = [target for target in page.targets() if "#" in target]
        if len(sections) != len(set(sections)):
            problems.append(f"{name}: has two sections of one id")
        for section in page.root.iter(f"{render.MALLARD}section"):
            if not section.get("id") or section.find(f"{render.MALLARD}title") is None:
                problems.append(f"{name}: has a section without id or title")
    return problems


def links_lead_somewhere(pages):
    targets = {target for page in pages for target in page.targets()}
    problems = [f"{page.path.name}: {link} is not there" for page in pages for link in page.links() if link not in targets]
    return problems + [
        f"{page.path.name}: its guide {guide} is not there" for page in pages for guide in page.guides if guide not in targets
    ]


def all_are_found(pages):
    """A page is found if it stands under a guide, or is linked to, from a page that is found."""
    found = {"index"}
    while True:
        more = {page.id for page in pages for guide in page.guides if guide.split("#")[0] in found}
        more |= {link.split("#")[0] for page in pages if page.id in found for link in page.links()}
        if more <= found:
            return [f"{page.path.name}: nothing leads to it" for page in pages if page.id not in found]
        found |= more


def is_rendered_whole(pages):
    """Every word of a page is in what is rendered of it."""
    problems = []
    renderer = render.Renderer(pages)
    for page in pages:
        try:
            body = ElementTree.fromstring(f"<main>{renderer.page(page)}</main>")
        except (render.Unknown, ElementTree.ParseError) as error:
            problems.append(f"{page.path.name}: {error}")
            continue
        shown = render.flat(body).replace(" › ", " ").replace("+", " ").split()
        info = set(page.root.find(f"{render.MALLARD}info").iter())
        for element in page.root.iter():
            for words in (element.text if element not in info else "", element.tail if element not in info else ""):
                missing = [word for word in (words or "").split() if not any(word in one for one in shown)]
                problems += [f"{page.path.name}: “{word}” is not shown" for word in missing]
    return problems


def faults_are_seen(pages):
    """The checks above find what they look for."""
    namespace = render.MALLARD.strip("{}")
    broken = ElementTree.fromstring(
        f'<page xmlns="{namespace}" type="topic" id="broken"><info><desc>x</desc></info><title>x</title>'
        '<p><link xref="nowhere"/></p><blink>x</blink></page>'
    )
    path = pathlib.Path(sys.argv[1], "C", "index.page")
    page = render.Page(path)
    page.root, page.id, page.guides = broken, "broken", []
    checks = (is_whole, links_lead_somewhere, all_are_found, is_rendered_whole)
    return [f"{check.__name__} finds nothing wrong with a broken page" for check in checks if not check([*pages, page])]


def main():
    pages = render.load(sorted(pathlib.Path(sys.argv[1], "C").glob("*.page")))
    checks = (is_whole, links_lead_somewhere, all_are_found, is_rendered_whole, faults_are_seen)
    failed = 0
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        problems = check(pages)
        for problem in problems:
            print(f"# {problem}")
        print(f"{'not ok' if problems else 'ok'} {number} {check.__name__}")
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
