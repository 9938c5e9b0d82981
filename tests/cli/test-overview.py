# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a board on the command line, as text and as JSON."""

import datetime

import tap
from attest import Library

WATER = "# How much water is enough?\n\nMost adults need about 2 litres a day.\n"
SLEEP = "# How long do we sleep?\n\nAbout 8 hours a night.\n"
SIGNED = ("--accurate", "yes", "--safe", "yes", "--current", "yes")


def an_empty_library_has_figures():
    library = Library()
    found = library.json("overview")
    assert found["articles"] == 0 and found["texts"] == 0, found
    assert found["approvals"] == {"count": 0} and found["topics"] == [], found
    assert len(found["due"]["months"]) == 12 and found["due"]["already"] == 0, found
    assert "0  approvals" in library.run("overview")


def what_happened_is_counted():
    library = Library()
    water = library.import_text(WATER)
    sleep = library.import_text(SLEEP, name="sleep.md")
    library.run("board", "--sign-offs", "1", "--review-months", "3", person=library.editor)
    library.run("article", "topics", water, "Drinking", person=library.author)
    library.run("submit", water, person=library.author)
    library.run("verdict", water, *SIGNED, person=library.one)
    library.run("submit", sleep, person=library.author)
    library.run("assign", sleep, "--to", library.two, "--due", "2020-01-31", person=library.editor)
    library.run("comment", sleep, "--quote", "8 hours", "--text", "Not so.", person=library.two)

    found = library.json("overview")
    assert found["articles"] == 2 and found["texts"] == 2, found
    assert found["statuses"] == {"draft": 0, "submitted": 1, "under-review": 0, "changes-requested": 0, "approved": 1,
                                 "withdrawn": 0}, found
    assert found["approvals"]["count"] == 1 and 0 <= found["approvals"]["median_seconds"] < 600, found
    assert found["approvals"]["slowest_audience"] == "doctor", found
    assert [topic["topic"] for topic in found["topics"]] == ["Drinking"], found
    people = {reviewer["person"]: reviewer for reviewer in found["reviewers"]}
    one, two = people[library.one], people[library.two]
    assert (one["verdicts"], one["asked"], one["overdue"], one["next_day"]) == (1, 0, 0, None), one
    assert (two["waiting"], two["asked"], two["overdue"], two["next_day"]) == (1, 1, 1, "2020-01-31"), two
    assert (one["open_comments"], two["open_comments"]) == (0, 1), people
    month = datetime.datetime.fromisoformat(found["now"].replace("Z", "+00:00"))
    ahead = month.year * 12 + month.month - 1 + 3
    assert found["due"]["months"]["%04d-%02d" % (ahead // 12, ahead % 12 + 1)] == 1, found["due"]
    assert sum(found["due"]["months"].values()) == 1 and found["due"]["later"] == 0, found["due"]

    plain = library.run("overview")
    for words in ("1  Submitted", "1  Approved", "2  all", "1  Drinking: median less than an hour",
                  "How much water is enough?, doctor", "1 asked for, first until 2020-01-31, 1 overdue",
                  "1 verdicts in 12 months", "0  already"):
        assert words in plain, (words, plain)


def words_are_refused():
    Library().fails(2, "overview", "water", says="overview")


tap.run([
    ("an empty library has figures", an_empty_library_has_figures),
    ("what happened is counted", what_happened_is_counted),
    ("words are refused", words_are_refused),
])
