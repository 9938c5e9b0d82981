# SPDX-License-Identifier: GPL-3.0-or-later
"""What the preview shows, as assistive technology is told of it: where words stand, and the process that draws them."""

import pathlib

from journey import Atspi, wait_for, walk

ROLES = ("heading", "paragraph", "list item")


class WebPage:
    """The page in the preview. Its words are looked for in headings and in paragraphs of one line, whose places are exact."""

    def __init__(self, desk):
        self.desk = desk

    def node(self):
        """Whether it can be seen it does not say once it is scrolled."""
        return wait_for(
            lambda: next((node for node in walk(self.desk.application) if node.get_role_name() == "document web"), None),
            "there is a page",
        )

    def columns(self):
        """The text, and the one beside it if there is one: a landmark each."""
        page = self.node()
        parts = [page.get_child_at_index(index) for index in range(page.get_child_count())]
        return [part for part in parts if part is not None and part.get_role_name() == "landmark"]

    def look(self, words, column=0):
        """The block of the page that has these words, or None."""
        columns = self.columns()
        for node in walk(columns[column]) if column < len(columns) else ():
            if node.get_role_name() in ROLES and words in self.desk.text_of(node):
                return node
        return None

    def find(self, words, column=0):
        return wait_for(lambda: self.look(words, column), f"{words!r} is on the page")

    def border(self):
        """How far inside of its window the toolkit begins to draw; its frame begins so far before."""
        frame = self.desk.find(role="frame", name="Attest").get_component_iface()
        return -frame.get_extents(Atspi.CoordType.WINDOW).x

    def place(self, words, column=0):
        """Where the block with these words stands on the screen: x, y, width, height."""
        place = self.find(words, column).get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        border = self.border()
        return place.x + border, place.y + border, place.width, place.height

    def pane(self):
        """The part of the screen in which the page can be seen: what the toolkit has around it, which tells its place otherwise."""
        node = self.node()
        while node.get_role_name() != "panel":
            node = node.get_parent()
        place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        border = self.border()
        return place.x + 2 * border, place.y + 2 * border, place.width, place.height

    def is_in_sight(self, words, column=0):
        _, top, _, height = self.pane()
        _, y, _, own = self.place(words, column)
        return top <= y and y + own <= top + height

    def first_in_sight(self):
        """The words of the uppermost block that can be seen whole."""
        for node in walk(self.columns()[0]):
            if node.get_role_name() in ROLES and self.is_in_sight(self.desk.text_of(node)):
                return self.desk.text_of(node)
        return None

    def click(self, words, times=1, button=1, at=None):
        """Clicks on the block that begins with these words, or on the words of its first line that are given."""
        x, y, _, height = self.place(words)
        inset = 12
        if at is not None:
            node = self.find(words)
            start = self.desk.index_of(node, at)
            place = Atspi.Text.get_range_extents(node, start, start + len(at), Atspi.CoordType.SCREEN)
            inset = place.x + self.border() - x + place.width // 2
        self.desk.click(x + inset, y + height // 2, times, button)

    def scroll(self, steps):
        """Turns the wheel over the page, down or, with a number below zero, up."""
        x, y, width, height = self.pane()
        self.desk.click(x + width // 2, y + height // 2, abs(steps), 5 if steps > 0 else 4)

    def web_process(self):
        """The id of the process that draws the page: one that Attest started."""
        parents = {}
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, rest = stat.read_text().split(" (", 1)
            except OSError:
                continue
            name, rest = rest.rsplit(") ", 1)
            parents[int(pid)] = (int(rest.split()[1]), name)

        def is_ours(pid):
            while pid in parents and pid != self.desk.process.pid:
                pid = parents[pid][0]
            return pid == self.desk.process.pid

        for pid, (_, name) in parents.items():
            # The kernel keeps 15 letters of the name.
            if name == "WebKitWebProcess"[:15] and is_ours(pid):
                return pid
        return None
