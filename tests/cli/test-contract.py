# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's contract: every command, its JSON, its exit statuses."""

import json
import re
import subprocess

import tap
from attest import PROGRAM, Library

TEXT = """# How much water is enough?

Most adults need about 2 litres a day [@water2020]. Drink more when it is hot.

- **Children**: give small amounts often.
- **Older adults**: thirst is a poor guide.
"""

REFERENCES = [{
    "id": "water2020", "type": "article-journal", "title": "A study of water",
    "author": [{"family": "Example", "given": "Anna B"}], "container-title": "J Examples",
    "issued": {"date-parts": [[2020, 3]]}, "volume": "3", "page": "10-12", "DOI": "10.5555/example",
}]


def init_makes_a_library_once():
    library = Library(people=False)
    before = library.library.read_bytes()
    library.fails(3, "init")
    assert library.library.read_bytes() == before


def an_unknown_command_or_option_is_usage():
    library = Library(people=False)
    library.fails(2, "frobnicate")
    library.fails(2, "list", "--frobnicate")
    library.fails(2, "list", "--status", "happy")
    library.fails(2)


def later_commands_say_so():
    library = Library()
    slug = library.import_text(TEXT)
    for words in (["parity", slug], ["export", slug, "--site", "--output", library.path / "out"],
                  ["references", "import", slug, "x.ris"]):
        library.fails(2, *words, person=library.author, says="not in this version")


def comments_are_exported():
    library = Library()
    slug = library.import_text(TEXT)
    quote = library.run("show", slug).split("\n\n")[1].split(".")[0]
    library.json("comment", slug, "--quote", quote, "--text", "Is this so?", "--kind", "question", "--blocking", person=library.one)
    letter = library.run("comments", slug, "--format", "markdown")
    assert "## C001 \u00b7 Question \u00b7 blocks an approval \u00b7 open" in letter and "Is this so?" in letter, letter
    items = json.loads(library.run("comments", slug, "--format", "web-annotation"))["first"]["items"]
    selectors = {selector["type"]: selector for selector in items[0]["target"]["selector"]}
    position = selectors["TextPositionSelector"]
    assert selectors["TextQuoteSelector"]["exact"] == quote, selectors
    assert library.run("show", slug)[position["start"]:position["end"]] == quote, position
    marked = library.run("comments", slug, "--format", "critic-markup")
    assert "{==" + quote + "==}{>>C001 " in marked, marked
    assert re.sub(r"\{>>.*?<<\}|\{==|==\}", "", marked) == library.run("show", slug)
    library.fails(2, "comments", slug, "--format", "pdf")


def board_shows_and_sets():
    library = Library()
    disclaimer = library.write("disclaimer.txt", "Ask your own doctor.\n")
    library.fails(4, "board", "--name", "Water board", person=library.author)
    board = library.json("board", "--name", "Water board", "--policy-url", "https://example.org/policy",
                         "--follow-up", "https://example.org/ask", "--disclaimer", disclaimer, person=library.editor)
    assert board["name"] == "Water board" and board["disclaimer"] == "Ask your own doctor.", board
    assert library.json("board") == board


def board_policy_counts_from_now_on():
    library = Library()
    slug = library.import_text(TEXT)
    board = library.json("board")
    assert (board["sign_offs"], board["sign_off_roles"], board["review_months"]) == (2, ["reviewer"], 12), board
    library.fails(4, "board", "--sign-offs", "1", person=library.author)
    library.fails(3, "board", "--sign-offs", "0", "--name", "Kept out", person=library.editor)
    library.fails(3, "board", "--sign-off-roles", "pope", person=library.editor)
    assert library.json("board") == board
    changed = library.json("board", "--sign-offs", "1", "--review-months", "0", person=library.editor)
    assert changed == {**board, "sign_offs": 1, "review_months": 0}, changed
    library.json("submit", slug, person=library.author)
    verdict = ["verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes"]
    assert library.json(*verdict, person=library.one)["status"] == "approved"
    stricter = library.json("board", "--sign-offs", "3", "--sign-off-roles", "reviewer,editor", person=library.editor)
    assert stricter == {**changed, "sign_offs": 3, "sign_off_roles": ["reviewer", "editor"]}, stricter
    assert library.json("list")["articles"][0]["variants"][0]["status"] == "approved"


def people_are_listed_and_only_an_editor_adds_more():
    library = Library()
    people = library.json("person", "list")["people"]
    assert [p["name"] for p in people].count("Ada Author") == 1 and len(people) == 4, people
    assert [p["roles"] for p in people if p["name"] == "Rita Reviewer"] == [["reviewer"]]
    library.fails(4, "person", "add", "--name", "Mallory", "--role", "editor", person=library.author)
    library.fails(2, "person", "add", "--role", "editor", person=library.editor)


def people_have_specialties_and_interests_that_a_verdict_keeps():
    library = Library()
    slug = library.import_text(TEXT)
    library.fails(4, "person", "set", library.one, "--specialty", "psychiatry", person=library.author)
    library.fails(3, "person", "set", "Nobody", "--specialty", "psychiatry", person=library.editor)
    library.json("person", "set", library.one, "--specialty", "Psychiatry, psychiatry, sleep medicine",
                 "--interests", "Fees from Acme", person=library.editor)
    person = [p for p in library.json("person", "list")["people"] if p["id"] == library.one][0]
    assert person["specialties"] == ["Psychiatry", "sleep medicine"], person
    assert person["interests"] == "Fees from Acme" and person["roles"] == ["reviewer"], person
    library.json("submit", slug, person=library.author)
    verdict = ["verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes"]
    library.json(*verdict, person=library.one)
    library.json(*verdict, "--interests", "Shares of Acme", person=library.one)
    bodies = [e["body"] for e in library.json("log", slug)["events"] if e["kind"] == "review.verdict"]
    assert [b["interests"] for b in bodies] == ["Fees from Acme", "Shares of Acme"], bodies
    assert all(b["specialties"] == ["Psychiatry", "sleep medicine"] for b in bodies), bodies


def an_act_needs_a_person():
    library = Library()
    path = library.write("a.md", TEXT)
    library.fails(2, "import", path, says="--as")
    library.fails(3, "import", path, person="Nobody At All")
    done = subprocess.run([PROGRAM, "--library", library.library, "import", path],
                          env=dict(library.environment, ATTEST_PERSON="Ada Author"), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def reading_does_not_need_whom_the_variable_names():
    library = Library()
    slug = library.import_text(TEXT)
    for command in [["list"], ["comments", slug], ["log", slug], ["verdicts", slug]]:
        done = subprocess.run([PROGRAM, "--library", library.library, *command],
                              env=dict(library.environment, ATTEST_PERSON="Somebody Else"), capture_output=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    library.fails(3, "log", slug, person="Somebody Else")


def the_only_person_acts_unnamed():
    library = Library(people=False)
    library.add_person("Solo", "author,editor", "")
    library.run("import", library.write("a.md", TEXT))


def import_answers_in_the_promised_shape():
    library = Library()
    done = library.json("import", library.write("a.md", TEXT), person=library.author)
    article = done["articles"][0]
    assert set(article) >= {"id", "slug", "title", "audience", "revision", "warnings"}, article
    assert article["slug"] == "how-much-water-is-enough" and article["title"] == "How much water is enough?"
    assert article["revision"] == 1 and done["failed"] == []
    more = library.json("import", library.write("b.md", "# Water for patients\n\nDrink.\n"), "--audience", "patient",
                        "--article", article["slug"], person=library.author)
    assert more["articles"][0]["id"] == article["id"] and more["articles"][0]["audience"] == "patient"
    assert len(library.json("list")["articles"]) == 1


def list_finds_words_in_texts_and_by_filters():
    library = Library()
    one = library.import_text("# Sleep\n\nDrink less coffee before you go to b\u00e9d.\n")
    two = library.import_text("# Coffee\n\nIt keeps people awake.\n")
    library.json("article", "topics", one, "Night", person=library.author)
    found = library.json("list", "--search", "COFFEE")["articles"]
    assert [article["slug"] for article in found] == [two, one], found
    assert found[0]["match"]["kind"] == "title" and found[1]["topics"] == ["Night"], found
    found = library.json("list", "--search", '"go to bed"')
    match = found["articles"][0]["match"]
    snippet = match["snippet"].encode()
    assert [snippet[start:end].decode() for start, end in match["marks"]] == ["go to b\u00e9d"], match
    assert match["kind"] == "text" and match["audience"] == "doctor" and found["partial"] is False, found
    for options, slugs in [
        (("--search", "coffee -awake"), [one]), (("--search", "nowhere"), []), (("--topic", "night"), [one]),
        (("--person", "Ada Author", "--search", "aw"), [two]), (("--person", library.one), []),
        (("--since", "2020-01-01", "--search", "coffee", "--limit", "1"), [two]), (("--until", "2020-01-01"), []),
        (("--blocking",), []), (("--audience", "patient"), []), (("--status", "draft", "--search", "awake"), [two]),
    ]:
        found = [article["slug"] for article in library.json("list", *options)["articles"]]
        assert found == slugs, (options, found)
    assert one in library.run("list", "--search", "bed") and "b\u00e9d" in library.run("list", "--search", "bed")
    library.fails(2, "list", "--since", "yesterday")
    library.fails(2, "list", "--removed", "--search", "x")
    library.fails(3, "list", "--person", "Nobody")


def show_gives_the_stored_bytes():
    library = Library()
    text = "---\ntitle: Front matter stays\ntopics: [a, b]\n---\n\n# Heading\n\nText  with   spaces.\n"
    slug = library.import_text(text)
    assert library.call("show", slug).stdout == text.encode()
    html = library.call("show", slug, "--format", "html").stdout.decode()
    assert "Text" in html and "title: Front" not in html
    library.fails(3, "show", slug, "--revision", 7)
    library.fails(3, "show", slug, "--audience", "patient")
    library.fails(3, "show", "no-such-article")


def saving_makes_revisions():
    library = Library()
    slug = library.import_text(TEXT)
    second = library.write("second.md", TEXT.replace("2 litres", "3 litres"))
    assert library.json("save", slug, second, person=library.author)["revision"] == 2
    assert library.json("save", slug, second, person=library.author)["revision"] == 2, "the same bytes are no new revision"
    assert library.call("show", slug, "--revision", 1).stdout == TEXT.encode()
    changes = library.json("diff", slug, "--from", 1, "--to", 2)["changes"]
    old, new = TEXT.encode(), second.read_bytes()
    assert b"".join(old[slice(*c["old"])] for c in changes) == old
    assert b"".join(new[slice(*c["new"])] for c in changes) == new
    assert {c["op"] for c in changes} == {"equal", "delete", "insert"}, changes


def a_review_from_draft_to_approved():
    library = Library()
    slug = library.import_text(TEXT)
    assert library.variant(slug)["status"] == "draft"
    answer = library.json("submit", slug, person=library.author)
    assert answer["status"] == "submitted" and "sign-offs" in [m["code"] for m in answer["missing"]], answer
    assert all(set(m) == {"code", "text", "who"} for m in answer["missing"])
    assert library.json("start", slug, person=library.one)["status"] == "under-review"
    library.fails(4, "verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.author)
    answer = library.json("verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.one)
    assert answer["status"] == "under-review", answer
    library.json("verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.one)
    assert library.variant(slug)["status"] == "under-review", "one person is one sign-off"
    answer = library.json("verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.two)
    assert answer["status"] == "approved" and answer["missing"] == [], answer
    assert library.variant(slug)["published"] == 1


def a_no_needs_a_reason_and_asks_for_changes():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    words = ["verdict", slug, "--accurate", "yes", "--safe", "no", "--current", "not-mine"]
    assert library.call(*words, person=library.one).returncode in (3, 4), "a no without a reason"
    answer = library.json(*words, "--reason", "No red flags are named.", person=library.one)
    assert answer["status"] == "changes-requested" and "verdict-no" in [m["code"] for m in answer["missing"]], answer


def an_edit_keeps_the_published_revision():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    library.approve(slug)
    library.json("save", slug, library.write("b.md", TEXT + "\nMore.\n"), person=library.author)
    assert library.variant(slug)["status"] == "approved" and library.variant(slug)["published"] == 1
    library.json("submit", slug, person=library.author)
    variant = library.variant(slug)
    assert variant["status"] == "submitted" and variant["published"] == 1 and variant["revision"] == 2, variant


def a_sign_off_is_held_to_after_an_edit():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    library.approve(slug)
    assert [v["change"] for v in library.json("verdicts", slug)["verdicts"]] == ["none", "none"]
    library.fails(4, "reaffirm", slug, person=library.one, says="very text")
    library.json("save", slug, library.write("b.md", TEXT.replace("2 litres", "3 litres")), person=library.author)
    library.json("submit", slug, person=library.author)
    verdicts = library.json("verdicts", slug)["verdicts"]
    assert [(v["name"], v["sign_off"], v["may_reaffirm"], v["change"], v["touched"]) for v in verdicts] == [
        (name, True, True, "safety", ["number"]) for name in ("Rita Reviewer", "Ravi Reviewer")], verdicts
    edit = verdicts[0]["edits"][0]
    assert (edit["old_words"], edit["new_words"], edit["touched"], edit["moved"]) == ("2 litres", "3 litres", ["number"], False), edit
    assert TEXT.encode()[slice(*edit["old"])] == b"2 litres", edit
    library.fails(4, "reaffirm", slug, person=library.author)
    library.fails(2, "reaffirm", slug, "--meaning", "whim", person=library.one)
    assert library.json("reaffirm", slug, "--reason", "Agreed with the source", person=library.one)["status"] == "under-review"
    answer = library.json("reaffirm", slug, person=library.two)
    assert answer == {"status": "approved", "missing": []}, answer
    assert library.variant(slug)["published"] == 2
    body = [e["body"] for e in library.json("log", slug)["events"] if e["kind"] == "review.reaffirm"][0]
    assert (body["change"], body["touched"], body["reason"]) == ("safety", ["number"], "Agreed with the source"), body
    assert library.json("log", "verify", "--deep")["problems"] == []
    assert library.json("log", "rebuild") == {"identical": True}


def a_verdict_records_the_errors_of_its_text():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    library.approve(slug)
    found = [f for f in library.json("check", slug, status=1)["findings"] if f["severity"] == "error"]
    body = [e["body"] for e in library.json("log", slug)["events"] if e["kind"] == "review.verdict"][0]
    assert found and [f["rule"] for f in body["findings"]] == [f["rule"] for f in found], (body, found)
    assert body["findings"][0]["pack"] == found[0]["pack"], body


def withdrawing_takes_the_text_off_the_page():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    library.approve(slug)
    assert library.json("withdraw", slug, "--reason", "Out of date.", person=library.editor)["status"] == "withdrawn"
    library.run("export", slug, "--output", library.path / "out")
    page = (library.path / "out" / f"{slug}.html").read_text()
    assert "litres" not in page and "noindex" in page


def names_that_run_the_other_way_keep_to_themselves():
    """On a screen; what another program reads has the names alone."""
    library = Library()
    slug = library.import_text(TEXT)
    name = "\u05dc\u05d9\u05d0\u05d5\u05e8 \u05db\u05d4\u05df"
    isolated = f"\u2068{name}\u2069"
    lior = library.json("person", "add", "--name", name, "--role", "reviewer", person=library.editor)["id"]
    shown = library.run("submit", slug, person=library.author)
    assert isolated in shown, shown
    found = library.json("start", slug, person=library.one)
    assert name in found["missing"][0]["who"] and isolated not in json.dumps(found, ensure_ascii=False), found
    library.fails(4, "submit", slug, person=lior, says=f"{isolated} cannot submit this text")
    library.run("record", slug, "--output", library.path / "records")
    record = (library.path / "records" / f"{slug}-record.json").read_text(encoding="utf-8")
    assert name in record and "\u2068" not in record, record


def recusal_needs_a_reason():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("submit", slug, person=library.author)
    assert library.call("recuse", slug, person=library.one).returncode in (2, 3, 4)
    library.json("recuse", slug, "--reason", "I know the author.", person=library.one)
    library.fails(4, "verdict", slug, "--accurate", "yes", "--safe", "yes", "--current", "yes", person=library.one)


def a_comment_stays_on_its_words():
    library = Library()
    slug = library.import_text(TEXT)
    ident = library.json("comment", slug, "--quote", "about 2 litres a day", "--text", "Which source?", "--kind", "evidence",
                         "--blocking", person=library.one)["id"]
    library.json("comment", "reply", ident, "--text", "Added.", person=library.author)
    library.json("save", slug, library.write("b.md", "# How much water is enough?\n\nA new first paragraph.\n"
                 + TEXT.split("\n", 1)[1]), person=library.author)
    comment = library.json("comments", slug)["comments"][0]
    text = library.call("show", slug).stdout
    assert comment["state"] == "exact" and text[comment["start"]:comment["end"]] == b"about 2 litres a day", comment
    assert set(comment) >= {"id", "audience", "revision", "author", "created", "text", "kind", "blocking", "resolved",
                            "replies", "state", "start", "end", "quote"}
    assert comment["replies"][0]["text"] == "Added." and comment["blocking"] is True and comment["revision"] == 1
    library.fails(4, "comment", "resolve", ident, person=library.author)
    library.run("comment", "resolve", ident, person=library.one)
    assert library.json("comments", slug)["comments"][0]["resolved"] is True
    library.run("comment", "reopen", ident, person=library.one)
    assert library.variant(slug)["open_comments"] == 1


def a_quote_is_found_in_the_rendered_text():
    library = Library()
    slug = library.import_text("# Title\n\nTake **two** tablets *daily*.\n")
    ident = library.json("comment", slug, "--quote", "Take two tablets daily", "--text", "Of what?", person=library.one)["id"]
    comment = library.json("comments", slug)["comments"][0]
    assert comment["id"] == ident and "two" in comment["quote"]


def a_quote_in_several_places_is_listed():
    library = Library()
    slug = library.import_text("# T\n\nRest and drink. Then rest and drink.\n")
    message = library.fails(3, "comment", slug, "--quote", "rest and drink", "--text", "x", "--occurrence", 9, person=library.one)
    assert message
    library.fails(3, "comment", slug, "--quote", "drink", "--text", "x", person=library.one)
    library.run("comment", slug, "--quote", "drink", "--occurrence", 2, "--text", "x", person=library.one)
    comment = library.json("comments", slug)["comments"][0]
    text = library.call("show", slug).stdout
    assert comment["start"] == text.rindex(b"drink"), comment
    library.fails(3, "comment", slug, "--quote", "nowhere", "--text", "x", person=library.one)


def references_come_in_and_are_listed():
    library = Library()
    slug = library.import_text(TEXT)
    found = library.json("check", slug, status=1)["findings"]
    assert "citation-without-reference" in [f["rule"] for f in found], found
    library.run("references", "import", slug, library.write("r.json", json.dumps(REFERENCES)), person=library.author)
    listed = json.loads(library.run("references", "list", slug))
    assert [r["id"] for r in listed] == ["water2020"] and listed[0]["DOI"] == "10.5555/example"
    assert library.json("check", slug)["findings"] == []
    library.fails(3, "references", "import", slug, library.write("bad.json", "{"), person=library.author)


def check_takes_a_file_without_a_library():
    library = Library(people=False)
    done = library.json("check", library.write("x.md", "# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n"), status=1)
    rules = [f["rule"] for f in done["findings"]]
    assert "raw-html" in rules and "refused-link" in rules, rules
    assert all(set(f) >= {"rule", "severity", "start", "end", "text", "message", "pack"} for f in done["findings"])


def the_page_claims_only_what_happened():
    library = Library()
    slug = library.import_text(TEXT)
    library.run("references", "import", slug, library.write("r.json", json.dumps(REFERENCES)), person=library.author)
    library.json("save", slug, library.write("b.md", TEXT + "\nEnd.\n"), person=library.author)
    library.json("submit", slug, person=library.author)
    library.run("export", slug, "--output", library.path / "out")
    page = (library.path / "out" / f"{slug}.html").read_text()
    assert "noindex" in page and "reviewedBy" not in page and "Rita Reviewer" not in page
    library.approve(slug)
    said = library.run("export", "--all", "--output", library.path / "out2")
    assert said.split() == [str(library.path / "out2" / f"{slug}.html")], said
    page = (library.path / "out2" / f"{slug}.html").read_text()
    assert "noindex" not in page and "reviewedBy" in page and "Rita Reviewer" in page and "A study of water" in page
    library.run("export", slug, "--output", library.path / "out3")
    assert (library.path / "out3" / f"{slug}.html").read_text() == page


def a_pasted_date_becomes_last_updated():
    library = Library()
    slug = library.import_text("Is tea good for you?\n\nLast updated: March 5, 2024\n\nWhat it is\n\nTea is a drink made of leaves.\n",
                               name="tea.txt")
    library.run("export", slug, "--output", library.path / "out")
    page = (library.path / "out" / f"{slug}.html").read_text()
    assert "2024-03-05" in page, "the date of the last update is not on the page"
    assert "March 5" not in library.run("show", slug)
    library.json("save", slug, library.write("b.md", "# Is tea good for you?\n\nTea is a drink.\n"), person=library.author)
    library.run("export", slug, "--output", library.path / "out")
    assert "2024-03-05" not in (library.path / "out" / f"{slug}.html").read_text(), "a later edit is a later update"


def a_sample_never_claims_a_review():
    library = Library(people=False, sample=True)
    articles = library.json("list")["articles"]
    assert len(articles) == 3, articles
    statuses = {v["status"] for a in articles for v in a["variants"]}
    assert {"approved", "draft", "submitted", "under-review", "changes-requested"} <= statuses, statuses
    library.run("export", "--all", "--output", library.path / "out")
    for page in (library.path / "out").iterdir():
        text = page.read_text()
        assert "noindex" in text and "reviewedBy" not in text and "Sample content, not medical advice" in text, page


def render_needs_no_library():
    library = Library(people=False)
    path = library.write("x.md", "# T\n\nSome *text* [@key].\n")
    assert "<em>text</em>" in library.run("render", path)
    assert library.run("render", path, "--fragment") == "<h1>T</h1>\n<p>Some <em>text</em> [@key].</p>\n"
    library.fails(3, "render", library.path / "missing.md", says="missing.md")


def reanchor_needs_no_library():
    library = Library(people=False)
    old = library.write("old.md", "Take 5 mg once a day. Then rest.\n")
    new = library.write("new.md", "First eat. Take 5 mg once a day. Then rest.\n")
    anchors = library.write("a.json", json.dumps([
        {"start": 0, "end": 21, "exact": "Take 5 mg once a day.", "prefix": "", "suffix": " Then rest.\n"}]))
    assert json.loads(library.run("reanchor", old, new, anchors)) == [{"state": "exact", "start": 11, "end": 32}]
    gone = library.write("gone.md", "Nothing of the kind.\n")
    assert json.loads(library.run("reanchor", old, gone, anchors)) == [{"state": "orphan", "start": None, "end": None}]
    library.fails(3, "reanchor", old, new, library.write("bad.json", "[{}]"))


def the_log_tells_what_happened():
    library = Library()
    slug = library.import_text(TEXT)
    events = library.json("log")["events"]
    assert set(events[0]) >= {"device", "stream", "sequence", "clock", "time", "actor", "kind", "body", "hash"}
    own = library.json("log", slug)["events"]
    assert [e["kind"] for e in own][:1] == ["article.create"] and len(own) < len(events)
    assert library.json("log", "verify", "--deep")["problems"] == []
    assert library.json("log", "rebuild") == {"identical": True}


def two_libraries_merge():
    mine, other = Library(), Library()
    slug = other.import_text(TEXT)
    assert mine.json("merge", other.library, person=mine.editor)["taken"] > 0
    assert mine.json("merge", other.library)["taken"] == 0, "merging twice changes nothing"
    assert mine.call("show", slug).stdout == TEXT.encode()
    assert mine.json("log", "verify", "--deep")["problems"] == []
    assert mine.json("log", "rebuild") == {"identical": True}
    mine.fails(3, "merge", mine.write("x", "no library"))


def backup_and_doctor():
    library = Library()
    slug = library.import_text(TEXT)
    copy = library.path / "copy.attest-library"
    library.run("backup", copy)
    library.fails(3, "backup", copy)
    assert library.json("doctor", copy)["problems"] == []
    library.library = copy
    assert library.call("show", slug).stdout == TEXT.encode()


TESTS = [
    (f"/cli/contract/{function.__name__.replace('_', '-')}", function)
    for function in list(globals().values())
    if callable(function) and getattr(function, "__module__", None) == "__main__"
]

if __name__ == "__main__":
    tap.run(TESTS)
