from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.audit.results import ScoreOut
from auditor.audit.summary import limits
from auditor.model import Accept, Outcome, Role, Thresholds
from auditor.model.messages import NOTHING, quoted
from auditor.report import Report, wording
from auditor.resources import facts
from tests import factories as make

JPEG = b"\xff\xd8\xff\xe0"


@pytest.fixture(scope="module")
def told() -> Report:
    return make.make_report(make.make_results(), make.make_snapshot(), make.example_known())


def test_chapters_stand_in_the_order_of_the_categories_with_their_question(told: Report) -> None:
    assert [category.id for category in told.categories] == ["contact", "security"]
    assert told.categories[0].title == "Reachability"
    assert told.categories[0].question == "Can the press and customers reach you?"


def test_every_category_has_a_title_and_a_question() -> None:
    ids = [entry["id"] for entry in facts("audit/categories.toml")["category"]]
    assert ids == ["contact", "response", "privacy", "security", "consistency", "listening", "readiness"]
    assert all(
        entry["title"] and entry["question"].endswith("?") for entry in facts("audit/categories.toml")["category"]
    )


def test_checks_stand_worst_first(told: Report) -> None:
    assert [(check.id, check.outcome) for check in told.categories[0].checks] == [
        ("dead-media-page", "fail"),
        ("dead-contact-link", "fail"),
        ("undeliverable-email", "fail"),
        ("placeholder-content", "fail"),
        ("dead-contact-page", "inconclusive"),
        ("missing-media-contact", "pass"),
        ("unusable-phone", "pass"),
        ("hidden-contact-page", "not-applicable"),
    ]
    assert [check.outcome for check in told.categories[1].checks] == ["error", "review", "pass"]


def test_findings_of_a_check_stand_by_outcome_and_worst_first(told: Report) -> None:
    section = told.categories[0].checks[1]
    assert [finding.severity for finding in section.failed] == ["high", "high", "high", "medium"]
    assert len(section.inconclusive) == 2
    assert len(section.passed) == 30
    assert len(section.findings) == 36


def test_a_category_nobody_knows_comes_last_under_its_own_id() -> None:
    strange = make.make_result(make.make_check("fax-number", category="accessibility-of-fax"))
    ours = make.make_result(make.make_check(category="security"))
    told = make.make_report(make.make_results((strange, ours)), make.make_snapshot(), {})
    assert [category.id for category in told.categories] == ["security", "accessibility-of-fax"]
    assert told.categories[1].title == "accessibility-of-fax"
    assert told.categories[1].question == ""


def test_a_check_of_a_category_that_is_not_listed_still_shows() -> None:
    results = make.make_results((make.make_result(make.make_check()),)).model_copy(update={"categories": ()})
    told = make.make_report(results, make.make_snapshot(), {})
    assert [check.id for check in told.categories[0].checks] == ["dead-media-page"]
    assert told.categories[0].score.value is None


def test_a_check_that_is_not_known_any_more_shows_without_its_page() -> None:
    told = make.make_report(make.make_results(), make.make_snapshot(), {})
    section = told.categories[0].checks[0]
    assert section.title == "A press or media page is dead"
    assert (section.what, section.why, section.fix, section.limits) == ("", "", "", "")
    assert len(section.failed) == 2
    assert told.actions[0].remedy == ""


def test_counts_add_up(told: Report) -> None:
    assert told.faults == {"critical": 2, "high": 4, "medium": 2, "low": 0}
    assert list(told.faults) == ["critical", "high", "medium", "low"]
    assert told.counts == {
        "checks": 11, "pass": 36, "review": 1, "accepted": 0, "inconclusive": 4, "pages": 31, "links": 31, "contacts": 1,
    }  # fmt: skip


def test_accepted_faults_are_told_apart_from_what_a_person_must_judge() -> None:
    borne, judge = (
        make.make_finding(Outcome.REVIEW, "a", "Answers 404.", accepted=Accept("a", "known")),
        make.make_finding(Outcome.REVIEW, "b"),
    )
    mixed, only = make.make_check("mixed"), make.make_check("only")
    results = make.make_results((make.make_result(mixed, borne, judge), make.make_result(only, borne)))
    told = make.make_report(results, make.make_snapshot(), make.make_known((mixed, only)))
    by_id = {section.id: section for section in told.categories[0].checks}
    assert [finding.subject for finding in by_id["mixed"].accepted] == ["a"]
    assert [finding.subject for finding in by_id["mixed"].review] == ["b"]
    assert [(by_id[name].is_accepted, by_id[name].title) for name in ("mixed", "only")] == [
        (False, mixed.title),
        (True, only.failing_title),
    ]
    assert len(by_id["mixed"].findings) == 2
    assert (told.counts["review"], told.counts["accepted"], sum(told.faults.values())) == (1, 2, 0)
    assert told.notes[-1] == "2 findings are listed but not scored, because they were accepted."


def test_accepts_that_have_run_out_are_told() -> None:
    snapshot = make.make_snapshot()
    day = snapshot.taken_at.date()
    accepts = (
        Accept("https://a.example/*", "old.", until=day - timedelta(days=1)),
        Accept("x@b.example", "older", "dead-media-page", day - timedelta(days=9)),
        Accept("https://c.example/*", "valid", until=day),
        Accept("https://d.example/*", "for good"),
    )
    notes = make.make_report(make.make_results(), replace(snapshot, accepts=accepts), {}).notes
    assert [note for note in notes if "accept" in note] == [
        "Findings about https://a.example/* were accepted until 20 November 2026 (old). They count again.",
        "Findings about x•••@b.example in dead-media-page were accepted until 12 November 2026 (older). They count again.",
    ]


def test_what_could_not_be_verified_is_grouped_by_reason_and_says_how_to_find_out(told: Report) -> None:
    groups = {group.reason: group for group in told.unverified}
    assert next(iter(groups)) == "showed a wall instead of the page."  # a critical check's
    assert groups["showed a wall instead of the page."].how == "Open it in a browser to find out."
    wall = groups["x.com answers strangers the same whether or not the page exists."]
    assert [item.subject for item in wall.items] == ["https://x.com/quillnet", "https://www.facebook.com/quillnet"]
    broke = groups["A check failed to run (ZeroDivisionError: division by zero)"]
    assert broke.how == wording.OUR_FAULT.text
    assert broke.items[0].subject == ""


def test_a_check_that_could_not_run_says_why_and_how_to_find_out() -> None:
    snapshot = replace(make.make_snapshot(), missing={"dns": quoted("The resolver did not answer.")})
    blind = make.make_result(replace(make.make_check(), needs=("dns",)), snapshot=snapshot)
    told = make.make_report(make.make_results((blind,)), snapshot, {})
    (group,) = told.unverified
    assert (group.reason, group.how) == (
        "The visit could not gather dns. The resolver did not answer.",
        wording.GATHER_AGAIN.text,
    )
    assert told.notes[-1] == "Not gathered: dns. The resolver did not answer."


def test_pages_with_a_role_come_first_and_of_them_the_dead(told: Report) -> None:
    assert (told.pages[0].url, told.pages[0].outcome, str(told.pages[0].detail)) == (
        f"{make.SITE}/press/",
        "dead",
        "The server answers 404 (not found).",
    )
    assert (told.pages[1].outcome, told.pages[1].roles) == ("unknown", ("complaints",))
    assert [bool(page.roles) for page in told.pages] == [True] * 8 + [False] * 23


def test_titles_of_pages_are_masked_and_their_language_is_a_tag_or_nothing() -> None:
    pages = (
        make.make_page("/a/", Role.CONTACT, title="Write to jane.doe@mail.example", lang='x" onload=1'),
        make.make_page("/b/", Role.CONTACT, title="Kontakt", lang="de-AT"),
    )
    told = make.make_report(make.make_results(), make.make_snapshot(pages), {})
    by_url = {page.url: page for page in told.pages}
    assert "jane.doe" not in by_url[f"{make.SITE}/a/"].title
    assert by_url[f"{make.SITE}/a/"].lang == ""
    assert by_url[f"{make.SITE}/b/"].lang == "de-AT"


def test_the_grade_is_explained_with_titles_instead_of_ids(told: Report) -> None:
    assert told.grade_reason == "No grade: a critical check could not be verified (“Contact and support pages load”)."


def test_a_score_is_told_with_coverage_and_range() -> None:
    score = ScoreOut(value=72.4, coverage=0.61, low=44, high=83, grade=None, grade_reason=NOTHING)
    assert wording.score_line(score) == "72, on 61 % verified (44\u201383)"
    assert wording.score_line(score.model_copy(update={"value": None})) == "No score: nothing could be verified"


def test_the_same_results_make_the_same_report_and_others_another_identifier(told: Report) -> None:
    again = make.make_report(make.make_results(), make.make_snapshot(), make.example_known())
    assert again == told
    other = make.make_report(make.make_results(name="Somebody else"), make.make_snapshot(), make.example_known())
    assert other.identifier != told.identifier


def test_a_partial_visit_is_told(told: Report) -> None:
    partial = make.make_report(make.make_results(), make.make_snapshot(partial="it was stopped"), {})
    assert (told.partial, partial.partial) == ("", "It was stopped.")


def test_every_threshold_says_where_it_comes_from_and_whether_it_was_changed() -> None:
    used = limits.thresholds(Thresholds(contact_clicks=5))
    assert all(len(threshold.source) > 20 for threshold in used)
    changed = [
        (threshold.name, threshold.value, threshold.default)
        for threshold in used
        if threshold.value != threshold.default
    ]
    assert changed == [("contact_clicks", "5", "2")]


def test_ids_are_replaced_whole_or_not_at_all() -> None:
    titles = {"dead-page": "A page is dead", "dead-page-link": "A link is dead"}
    text = wording.name_checks("for dead-page, dead-page-link and undead-page", titles)
    assert text == "for “A page is dead”, “A link is dead” and undead-page"
    assert wording.name_checks("nothing to name", {}) == "nothing to name"


def test_pictures_are_shown_of_contact_pages_alone() -> None:
    contact = replace(make.make_page("/contact/", Role.CONTACT), rendered=True, picture=lambda: JPEG)
    home = replace(make.make_page("/", Role.HOME), picture=lambda: JPEG)
    told = make.make_report(make.make_results(), make.make_snapshot((contact, home)), {})
    pictures = {page.url: page.picture for page in told.pages}
    assert pictures == {contact.url: f"data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}", home.url: ""}
    assert [page.url for page in told.pages if page.rendered] == [contact.url]
