# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings on the command line: they are waived with a reason by whoever may, and count as decided until the words change."""

import pathlib
import tap
from attest import Library

TEXT = """# Can it help?

It helps some people with a depression that nothing else has helped [@gone] and who were looked after.

Nobody should drive a car or sign a contract for a whole day after it [@gone].
"""


class Article:
    def __init__(self):
        self.library = Library()
        self.slug = self.library.import_text(TEXT)

    def check(self, status):
        return self.library.json("check", self.slug, status=status)["findings"]

    def waive(self, *options, person=None, reason="Comes with the next import"):
        words = ["check", "waive", self.slug, "--rule", "citation-without-reference", *options, "--reason", reason]
        return self.library.json(*words, person=person or self.library.one)["id"]

    def waive_both(self):
        return [self.waive("--occurrence", n) for n in (1, 2)]


def a_waiver_decides_one_finding():
    article = Article()
    library = article.library
    assert [f["waived"] for f in article.check(1)] == [None, None]
    first = article.waive("--occurrence", "1")
    found = article.check(1)
    assert found[1]["waived"] is None, found
    when = found[0]["waived"].pop("when")
    assert found[0]["waived"] == {"id": first, "by": library.one, "reason": "Comes with the next import"}, found
    assert when.endswith("Z"), when
    article.waive("--text", "@gone", "--occurrence", "2", person=library.editor)
    article.check(0)
    plain = library.run("check", article.slug)
    assert "waived by Rita Reviewer: Comes with the next import" in plain and "waived by Edda Editor" in plain, plain


def it_is_taken_back():
    article = Article()
    library = article.library
    first, second = article.waive_both()
    article.check(0)
    library.fails(4, "check", "restore", article.slug, first, person=library.author, says="a reviewer or an editor can")
    assert library.json("check", "restore", article.slug, first, "--reason", "No", person=library.two)["id"] == first
    assert [f["waived"] is None for f in article.check(1)] == [True, False]
    library.fails(4, "check", "restore", article.slug, first, person=library.two, says="taken back already")
    library.fails(3, "check", "restore", article.slug, "0" * 64, person=library.two)
    events = library.json("log", article.slug)["events"]
    assert events[-1]["kind"] == "finding.restore" and events[-1]["body"]["waiver"] == first, events[-1]
    assert events[-3]["body"]["exact"] == "@gone" and second == events[-2]["hash"], events[-3:]


def only_who_may_waives():
    article = Article()
    library = article.library
    options = ["check", "waive", article.slug, "--rule", "citation-without-reference", "--occurrence", "1"]
    library.fails(4, *options, "--reason", "Mine", person=library.author, says="an editor can")
    library.fails(3, *options, "--reason", " ", person=library.one, says="needs a reason")
    library.fails(2, *options, person=library.one, says="--reason")
    library.fails(2, "check", "waive", article.slug, "--reason", "x", person=library.one, says="--rule")
    library.fails(2, "check", article.slug, "--reason", "x", says="--reason")
    library.fails(2, "check", article.slug, "--rule", "x", says="check waive")
    library.fails(3, *options[:-1], "3", "--reason", "x", person=library.one, says="2 findings")
    told = library.fails(3, *options[:-2], "--reason", "x", person=library.one, says="--occurrence")
    assert told.count("“@gone”") == 2, told
    library.fails(3, *options, "--text", "[@gone", "--reason", "x", person=library.one, says="0 findings")
    article.waive("--occurrence", "1")
    library.fails(4, *options, "--reason", "x", person=library.two, says="waived already")
    article.check(1)


def an_article_may_be_called_so():
    library = Library()
    slug = library.import_text("# Waive\n\nWords [@gone].\n")
    assert slug == "waive", slug
    assert len(library.json("check", "waive", status=1)["findings"]) == 1


def the_words_decide_in_the_next_text():
    article = Article()
    library = article.library
    article.waive_both()
    first, second = TEXT.split("\n\n")[1:]
    library.run("save", article.slug, library.write("moved.md", f"# Can it help?\n\n{second}\n{first}\n"),
                person=library.author)
    article.check(0)
    changed = second.replace("whole day after it", "whole week after it")
    library.run("save", article.slug, library.write("changed.md", f"# Can it help?\n\n{changed}\n{first}\n"),
                person=library.author)
    assert [f["waived"] is None for f in article.check(1)] == [True, False]


def a_verdict_records_what_is_undecided():
    article = Article()
    library = article.library
    article.waive("--occurrence", "2")
    library.run("submit", article.slug, person=library.author)
    answers = ["--accurate", "yes", "--safe", "yes", "--current", "yes"]
    library.run("verdict", article.slug, *answers, person=library.one)
    article.waive("--occurrence", "1")
    library.run("verdict", article.slug, *answers, person=library.two)
    recorded = [event["body"]["findings"] for event in library.json("log", article.slug)["events"]
                if event["kind"] == "review.verdict"]
    assert [[f["start"] for f in findings] for findings in recorded] == [[TEXT.index("@gone")], []], recorded


def it_goes_where_the_article_goes():
    article = Article()
    library = article.library
    article.waive_both()
    record = library.path / "record"
    library.run("record", article.slug, "--output", record)
    page = next(record.glob("*.html")).read_text()
    assert "Findings of the checks that were waived" in page and "waived a finding of the checks" in page, page[-2000:]
    other = Library(people=False)
    mailed = pathlib.Path(library.path / "mailed.attest")
    library.run("review-file", article.slug, "--output", mailed)
    assert other.json("merge", mailed)["waivers"] == 2
    found = other.json("check", article.slug)["findings"]
    assert [f["waived"]["by"] for f in found] == [library.one, library.one], found
    assert other.json("log", "rebuild")["identical"] is True
    library.run("log", "verify", "--deep")


tap.run([
    ("a waiver decides one finding", a_waiver_decides_one_finding),
    ("it is taken back", it_is_taken_back),
    ("only who may waives", only_who_may_waives),
    ("an article may be called so", an_article_may_be_called_so),
    ("the words decide in the next text", the_words_decide_in_the_next_text),
    ("a verdict records what is undecided", a_verdict_records_what_is_undecided),
    ("it goes where the article goes", it_goes_where_the_article_goes),
])
