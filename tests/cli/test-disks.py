# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that are full or cannot be written: what can be read is read, what cannot be written is refused and says so."""

import hashlib
import os
import pathlib
import shutil

import tap
from attest import Library

ARTICLE = "can-excessive-ketamine-use-cause-depression"
WRITES = [
    ("board", "--name", "Another name"),
    ("submit", ARTICLE),
    ("withdraw", ARTICLE, "--reason", "Because."),
    ("comment", ARTICLE, "--quote", "ketamine", "--occurrence", "1", "--text", "Really?"),
    ("comment", ARTICLE, "--whole", "--text", "@Example Author One, is this so?"),
    ("person", "add", "--name", "Nora New"),
    ("person", "set", "example-author-one", "--interests", "Fees from Acme"),
    ("policy", "set", "--topic", "pain", "--sign-offs", "3"),
    ("log", "rebuild"),
]
READS = [("list",), ("show", ARTICLE), ("comments", ARTICLE), ("check", ARTICLE), ("person", "list"), ("log", "verify"), ("doctor",)]


def disk(name):
    if name not in os.environ:
        raise tap.Skip("nothing can be mounted here")
    return pathlib.Path(os.environ[name])


def state_of(folder):
    """Names and contents of all files of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def on(library_path):
    library = Library(people=False)
    library.library = library_path
    return library, library.json("person", "list")["people"][0]["id"]


class Full:
    """The small disk with the sample library and no room for another byte, until freed."""

    def __init__(self):
        self.folder = disk("ATTEST_SMALL_DISK")
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.library = self.folder / "board.attest-library"
        Library(people=False, sample=True).run("backup", self.library)
        self.desk, self.person = on(self.library)
        self.fill()

    def fill(self):
        with open(self.folder / "filler", "ab", buffering=0) as filler:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while filler.write(b"x" * size):
                        pass
                except OSError:
                    pass

    def free(self):
        (self.folder / "filler").unlink()


def a_read_only_disk_can_be_read():
    folder = disk("ATTEST_READ_ONLY_DISK")
    before = state_of(folder)
    library, _ = on(folder / "board.attest-library")
    for words in READS:
        done = library.call(*words)
        assert done.returncode == 0, (words, done.returncode, done.stderr)
    copy = library.path / "copy.attest-library"
    library.run("backup", copy)
    assert copy.stat().st_size > 0
    assert state_of(folder) == before


def a_read_only_disk_refuses_changes():
    folder = disk("ATTEST_READ_ONLY_DISK")
    before = state_of(folder)
    library, person = on(folder / "board.attest-library")
    for words in [*WRITES, ("import", library.write("new.md", "# New\n\nText.\n"))]:
        message = library.fails(5, *words, person=person, says="board.attest-library")
        assert "cannot be written" in message and "copy it" in message, (words, message)
    library.library = folder / "new.attest-library"
    library.fails(5, "init", says="new.attest-library")
    assert state_of(folder) == before


def an_export_from_a_read_only_disk_says_it_is_not_recorded():
    library, _ = on(disk("ATTEST_READ_ONLY_DISK") / "board.attest-library")
    done = library.call("export", ARTICLE, "--output", library.path / "pages")
    assert done.returncode == 0 and b"not recorded" in done.stderr, done.stderr
    assert len(list((library.path / "pages").iterdir())) == 1
    library.fails(3, "export", ARTICLE, "--output", disk("ATTEST_READ_ONLY_DISK") / "pages", says="pages")


def a_full_disk_can_be_read():
    full = Full()
    content = full.library.read_bytes()
    for words in READS:
        done = full.desk.call(*words)
        assert done.returncode == 0, (words, done.returncode, done.stderr)
    assert full.library.read_bytes() == content


def a_full_disk_refuses_changes_and_goes_on_with_room():
    full = Full()
    before = full.desk.json("log")["events"]
    for words in [*WRITES, ("import", full.desk.write("new.md", "# New\n\n" + "Some words of a long text.\n" * 20000))]:
        message = full.desk.fails(5, *words, person=full.person, says=str(full.library))
        assert "no room" in message and "Make room" in message, (words, message)
    full.desk.library = full.folder / "new.attest-library"
    message = full.desk.fails(5, "init", says="new.attest-library")
    assert ".new.attest-library" not in message, ("the draft is nobody's business", message)
    assert not list(full.folder.glob("*new.attest-library*")), "something half made was left"
    full.desk.library = full.library

    full.free()
    assert full.desk.json("log")["events"] == before
    full.desk.run("board", "--name", "Another name", person=full.person)
    full.desk.run("log", "verify", "--deep")
    assert len(full.desk.json("log")["events"]) == len(before) + 1


def pages_and_copies_that_find_no_room_leave_nothing_behind():
    full = Full()
    full.desk.fails(3, "export", ARTICLE, "--output", full.folder / "pages", says=str(full.folder / "pages"))
    full.desk.fails(5, "backup", full.folder / "copy.attest-library", says="copy.attest-library")
    left = [path for path in full.folder.rglob("*") if path.is_file() and "board" not in path.name and path.name != "filler"]
    assert not left, left


def a_synced_folder_is_warned_of_and_written_with_a_rollback_journal():
    library = Library(people=False, sample=True)
    (library.path / ".stfolder").mkdir()
    done = library.call("person", "add", "--name", "Nora New", person=library.json("person", "list")["people"][0]["id"])
    assert b"synchronised folder" in done.stderr, done.stderr
    assert library.library.read_bytes()[18] == 1, "the file says that it needs a log"
    told = library.json("doctor")
    assert [problem["code"] for problem in told["problems"]] == ["storage"], told


TESTS = [
    (f"/cli/disks/{function.__name__.replace('_', '-')}", function)
    for function in list(globals().values())
    if callable(function)
    and getattr(function, "__module__", None) == "__main__"
    and function not in (disk, state_of, on, Full)
]

if __name__ == "__main__":
    tap.run(TESTS)
