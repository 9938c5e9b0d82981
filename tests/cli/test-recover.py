# SPDX-License-Identifier: GPL-3.0-or-later
"""A new library of what can still be read of a damaged one."""

import tap
from attest import Library

PAGE = 4096


def damage(library, page):
    """Fills one page of the file with zeros, as a disk that fails does."""
    content = bytearray(library.library.read_bytes())
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    library.library.write_bytes(content)
    return bytes(content)


def what_can_be_read_is_saved():
    library = Library(people=False, sample=True)
    before = library.json("list")["articles"]
    events = len(library.json("log")["events"])
    # The last pages are of what was made last; the log is not among them or only a part of it.
    damaged = damage(library, library.library.stat().st_size // PAGE // 2)
    answer = library.call("recover", library.path / "new.attest-library", json_output=True)
    assert answer.returncode in (0, 1), answer
    assert library.library.read_bytes() == damaged, "the damaged library was changed"
    saved = library.path / "new.attest-library"
    library.library = saved
    found = library.json("log")["events"]
    assert 0 < len(found) <= events
    assert {row["slug"] for row in library.json("list")["articles"]} <= {row["slug"] for row in before}
    assert library.json("list")["articles"], "no article was saved"


def a_whole_one_loses_nothing():
    library = Library(people=False, sample=True)
    events = library.json("log")["events"]
    answer = library.json("recover", library.path / "new.attest-library")
    assert answer["lost"] == [] and answer["events"] == len(events), answer
    library.library = library.path / "new.attest-library"
    assert library.json("log")["events"] == events
    assert library.json("log", "verify", "--deep")["first_broken"] is None


def nothing_is_overwritten():
    library = Library(people=False, sample=True)
    other = library.write("there.attest-library", "mine")
    library.fails(3, "recover", other)
    assert other.read_text(encoding="utf-8") == "mine"
    library.fails(2, "recover")
    library.library = library.write("no-library", "x" * 5000)
    library.fails(5, "recover", library.path / "new.attest-library")
    assert not (library.path / "new.attest-library").exists()


TESTS = [
    (f"/cli/recover/{function.__name__.replace('_', '-')}", function)
    for function in (what_can_be_read_is_saved, a_whole_one_loses_nothing, nothing_is_overwritten)
]

if __name__ == "__main__":
    tap.run(TESTS)
