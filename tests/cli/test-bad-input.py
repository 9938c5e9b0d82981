# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input through the real program: a message that names the file, the promised status, nothing half done."""

import os
import pathlib

import tap
from attest import TESTDATA, Library

TEXT = "# A title\n\nSome words.\n"


def refuses(name, content, says=None):
    library = Library()
    before = library.json("log")["events"]
    path = library.write(name, content)
    done = library.call("import", path, person=library.author, json_output=True)
    assert done.returncode == 3, (name, done.returncode, done.stderr)
    assert done.stderr.decode().count(name) == 1, ("said once", done.stderr)
    assert says is None or says in done.stderr.decode(), done.stderr
    assert library.json("log")["events"] == before, "something was half imported"


def an_empty_file():
    refuses("empty.md", b"")


def a_binary_file():
    refuses("picture.md", bytes(range(256)) * 20)


def a_file_over_ten_megabytes():
    refuses("large.md", b"word " * 2_100_000, "10 MB")


def a_folder_and_a_missing_file():
    library = Library()
    (library.path / "folder.md").mkdir()
    library.fails(3, "import", library.path / "folder.md", person=library.author, says="folder.md")
    library.fails(3, "import", library.path / "missing.md", person=library.author, says="missing.md")


def one_bad_file_among_good_ones():
    library = Library()
    done = library.json("import", library.write("good.md", TEXT), library.write("bad.md", b""),
                        library.write("other.md", "# Other\n\nText.\n"), person=library.author, status=3)
    assert len(done["articles"]) == 2 and len(done["failed"]) == 1 and "bad.md" in done["failed"][0]["file"], done


def other_encodings_are_told():
    for encoding, bom in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("windows-1252", b""), ("utf-8", b"\xef\xbb\xbf")):
        library = Library()
        path = library.write("text.md", bom + "# Fièvre\n\nÀ 38 °C — déjà vu.\n".encode(encoding))
        done = library.json("import", path, person=library.author)
        article = done["articles"][0]
        assert article["title"] == "Fièvre" and article["warnings"], (encoding, article)
        assert library.call("show", article["slug"]).stdout == "# Fièvre\n\nÀ 38 °C — déjà vu.\n".encode()


def html_is_for_a_later_version():
    library = Library()
    library.fails(2, "import", library.write("a.html", "<!DOCTYPE html><html><body><p>x</p></body></html>"),
                  person=library.author, says="not in this version")


def unusable_library(content, status=5):
    library = Library(people=False)
    bad = library.write("bad.attest-library", content)
    library.library = bad
    library.fails(status, "list", says="bad.attest-library")
    assert bad.read_bytes() == content
    assert sorted(p.name for p in library.path.iterdir() if p.name.startswith("bad")) == ["bad.attest-library"]


def not_a_library():
    unusable_library(b"This is a letter, not a library.\n" * 100)
    unusable_library(b"")


def a_library_that_is_not_there():
    library = Library(people=False)
    library.library = library.path / "none.attest-library"
    library.fails(5, "list", says="none.attest-library")
    assert not library.library.exists()


def a_cut_library():
    library = Library()
    library.import_text(TEXT)
    library.run("backup", library.path / "copy.db")
    data = (library.path / "copy.db").read_bytes()
    unusable_library(data[: len(data) // 3])


def every_damaged_database():
    if TESTDATA is None:
        raise tap.Skip("the outside data is not here")
    library = Library(people=False)
    files = sorted((pathlib.Path(TESTDATA) / "corpus" / "sqlite-damaged").iterdir())
    assert len(files) >= 100
    for file in files[:: 1 if os.environ.get("ATTEST_LONG") else 10]:
        content = file.read_bytes()
        library.library = library.write("damaged.attest-library", content)
        done = library.call("list")
        assert done.returncode == 5 and done.stderr.strip(), (file.name, done.returncode)
        assert library.library.read_bytes() == content, file.name


TESTS = [
    (f"/cli/bad-input/{function.__name__.replace('_', '-')}", function)
    for function in list(globals().values())
    if callable(function) and getattr(function, "__module__", None) == "__main__" and function not in (refuses, unusable_library)
]

if __name__ == "__main__":
    tap.run(TESTS)
