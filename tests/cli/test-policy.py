# SPDX-License-Identifier: GPL-3.0-or-later
"""What approval takes, of the board and of topics, from the command line."""

import tap
from attest import Library

TEXT = "# Can it help?\n\nIt helps some people.\n"
YES = ["--accurate", "yes", "--safe", "yes", "--current", "yes"]


def a_topic_has_its_own_policy_until_it_is_taken_back():
    library = Library()
    slug = library.import_text(TEXT)
    plain = library.json("policy")["policies"]
    assert len(plain) == 1 and plain[0]["topic"] is None and plain[0]["sign_offs"] == 2, plain
    policies = library.json("policy", "set", "--topic", "Depression", "--sign-offs", "1", "--role", "reviewer=1",
                            "--months", "6", "--blocking", "error,raw-html", "--specialty", "psychiatry",
                            "--audiences", "doctor", person=library.editor)["policies"]
    mine = policies[1]
    assert mine["topic"] == "Depression" and mine["sign_offs"] == 1 and mine["review_months"] == 6, mine
    assert mine["role_sign_offs"] == {"reviewer": 1} and mine["specialty"] == "psychiatry", mine
    assert mine["blocking_findings"] == ["error", "raw-html"] and mine["audiences"] == ["doctor"], mine
    assert mine["since"], mine

    library.fails(4, "article", "topics", slug, "depression", person=library.author, says="Ask an editor")
    library.json("article", "topics", slug, "depression", person=library.editor)
    in_force = library.json("policy", slug)["policy"]
    assert in_force["topics"] == ["depression"] and in_force["specialties"] == ["psychiatry"], in_force
    library.json("submit", slug, person=library.author)
    answer = library.json("verdict", slug, *YES, person=library.one)
    assert [m["code"] for m in answer["missing"]] == ["specialty"], answer
    library.json("person", "set", library.two, "--specialty", "Psychiatry", person=library.editor)
    answer = library.json("verdict", slug, *YES, person=library.two)
    assert answer["status"] == "approved", answer

    after = library.json("policy", "clear", "--topic", "DEPRESSION", person=library.editor)["policies"]
    assert len(after) == 1, after
    shown = library.json("policy", slug)
    assert shown["approved_under"]["sign_offs"] == 1, shown
    assert shown["approved_under"]["text"].startswith("Approved under the policy of "), shown


def the_log_of_an_article_has_its_policies():
    library = Library()
    library.json("policy", "set", "--months", "9", person=library.editor)
    slug = library.import_text(TEXT)
    library.json("policy", "set", "--topic", "Depression", "--sign-offs", "4", person=library.editor)
    library.json("policy", "set", "--sign-offs", "3", person=library.editor)
    # The same again, and what asks nothing else of this article, are no changes of its policy.
    library.json("policy", "set", "--topic", "Sleep", "--sign-offs", "7", person=library.editor)
    library.json("submit", slug, person=library.author)
    library.json("article", "topics", slug, "depression", person=library.editor)
    library.json("policy", "set", "--sign-offs", "5", person=library.editor)
    library.json("policy", "clear", "--topic", "Depression", person=library.editor)
    log = library.json("log", slug)
    assert {event["stream"] for event in log["events"]} != {"board"} and len({e["stream"] for e in log["events"]}) == 1, log
    policies = log["policies"]
    assert [one["sign_offs"] for one in policies] == [3, 4, 5], policies
    assert [one["topics"] for one in policies] == [[], ["depression"], []], policies
    assert {one["actor"] for one in policies} == {library.editor}, policies
    assert policies[1]["event"] in [event["hash"] for event in log["events"]], policies
    assert "policies" not in library.json("log")
    lines = library.run("log", slug).splitlines()
    kinds = [line.split("  ")[3] for line in lines]
    assert kinds.count("policy.set") == 1 and kinds[-1] == "policy.clear", kinds
    assert kinds.index("policy.set") < kinds.index("review.submit") < kinds.index("article.set"), kinds
    said = next(line for line in lines if "policy.set" in line)
    assert "From here on, approval goes by the board’s policy of" in said and "3 sign-offs" in said, said
    assert said.endswith("Texts are due for re-review 9 months after approval."), said


def what_is_not_named_stays():
    library = Library()
    library.json("policy", "set", "--sign-offs", "3", "--specialty", "surgery", person=library.editor)
    library.json("board", "--review-months", "24", person=library.editor)
    policy = library.json("policy", "set", "--role", "editor=1", person=library.editor)["policies"][0]
    assert policy["sign_offs"] == 3 and policy["specialty"] == "surgery" and policy["review_months"] == 24, policy
    policy = library.json("policy", "set", "--specialty", "", "--role", "editor=0",
                          person=library.editor)["policies"][0]
    assert policy["specialty"] is None and policy["role_sign_offs"] == {}, policy
    # A topic's policy begins as what holds for it now.
    topic = library.json("policy", "set", "--topic", "Sleep", "--months", "3", person=library.editor)["policies"][1]
    assert topic["sign_offs"] == 3 and topic["review_months"] == 3, topic


def what_nobody_can_mean_is_refused():
    library = Library()
    before = library.json("policy")
    library.fails(4, "policy", "set", "--sign-offs", "1", person=library.author)
    library.fails(3, "policy", "set", "--sign-offs", "21", person=library.editor)
    library.fails(3, "policy", "set", "--audiences", "astronaut", person=library.editor)
    library.fails(3, "policy", "set", "--blocking", "No!", person=library.editor)
    for wrong, near in (("eror", "Did you mean: error?"), ("Errors", "Did you mean: error?"), ("html", "Did you mean: raw-html?"),
                        ("citation", "citation-without-reference"), ("sleep", "There are: error, warning, hint, citation-")):
        library.fails(3, "policy", "set", "--blocking", f"error,{wrong}", person=library.editor, says=near)
    library.fails(2, "policy", "set", "--role", "king=1", person=library.editor)
    library.fails(2, "policy", "set", "--role", "editor", person=library.editor)
    library.fails(2, "policy", "set", person=library.editor)
    library.fails(2, "policy", "clear", person=library.editor)
    library.fails(2, "policy", "--sign-offs", "3", person=library.editor)
    library.fails(3, "policy", "no-such-article")
    assert library.json("policy") == before


def a_board_that_asks_for_more_audiences_has_no_reviewed_page_before():
    library = Library()
    slug = library.import_text(TEXT)
    library.json("policy", "set", "--sign-offs", "1", "--audiences", "doctor,patient", person=library.editor)
    library.json("submit", slug, person=library.author)
    answer = library.json("verdict", slug, *YES, person=library.one)
    assert answer["status"] == "approved" and [m["code"] for m in answer["missing"]] == ["audience"], answer
    folder = library.path / "pages"
    library.run("export", slug, "--output", str(folder), person=library.editor)
    page = (folder / f"{slug}.html").read_text(encoding="utf-8")
    assert "reviewedBy" not in page and 'content="noindex"' in page
    library.json("policy", "set", "--audiences", "", person=library.editor)
    library.run("export", slug, "--output", str(folder), person=library.editor)
    page = (folder / f"{slug}.html").read_text(encoding="utf-8")
    assert "reviewedBy" in page and 'content="noindex"' not in page


tap.run([
    ("a topic has its own policy until it is taken back", a_topic_has_its_own_policy_until_it_is_taken_back),
    ("the log of an article has its policies", the_log_of_an_article_has_its_policies),
    ("what is not named stays", what_is_not_named_stays),
    ("what nobody can mean is refused", what_nobody_can_mean_is_refused),
    ("a board that asks for more audiences has no reviewed page before",
     a_board_that_asks_for_more_audiences_has_no_reviewed_page_before),
])
