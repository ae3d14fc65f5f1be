"""What page one tells, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import Formatter

import pytest

from auditor import report
from auditor.audit import registry
from auditor.audit.registry import CheckDoc
from auditor.audit.results import Results
from auditor.audit.summary.conversation_nouns import ConversationSection, Counted, Figures
from auditor.model import NOTHING, Accept, Check, Finding, Outcome, Severity, phrase, quoted
from auditor.report import story
from auditor.resources import facts
from scripts import catalogue
from tests import factories as make

WEEK = (
    "This week: restore or redirect the dead contact pages; restore or redirect the dead press pages; and "
    "correct the e-mail addresses that cannot receive mail."
)
SHIPPED = registry.load(installed=False)
CLAUSES = facts("report/story.toml")


def failing(check: str, *subjects: str) -> tuple[Check, tuple[Finding, ...]]:
    return SHIPPED[check].check, tuple(
        make.make_finding(Outcome.FAIL, one) for one in subjects or ("https://a.example/",)
    )


def passing(check: str) -> tuple[Check, tuple[Finding, ...]]:
    return SHIPPED[check].check, (make.make_finding(Outcome.PASS),)


def results(*found: tuple[Check, Iterable[Finding]]) -> Results:
    return make.make_results(make.make_result(replace(check, needs=()), *findings) for check, findings in found)


def told(*found: tuple[Check, Iterable[Finding]], talk: ConversationSection | None = None) -> list[str]:
    made = results(*found).model_copy(update={"conversations": talk})
    known = make.make_known((check for check, _ in found), CheckDoc("", "", "", ""))
    return [one.text for one in report.build(made, known).story]


def talk(hits: int, misses: int) -> ConversationSection:
    """Return conversations of one account, in which one rate besides that of answers was counted."""
    answered = Counted(
        "answered", phrase("All questions"), phrase("answered"), hits, phrase("not answered"), misses, (), ()
    )
    weekend = replace(answered, rate="weekend", hits=10 * hits, misses=10 * misses)
    account = Figures("acme", quoted("acme"), "", NOTHING, 1, 1, (), (), (), (), None, None, (answered, weekend))
    return ConversationSection(phrase("24 hours"), None, (account,), (account,), (), (), NOTHING, (), 0)


def test_every_shipped_check_has_its_clause_and_no_other_has() -> None:
    assert set(CLAUSES) == set(SHIPPED)


@pytest.mark.parametrize("check", sorted(CLAUSES))
def test_clauses_fit_where_they_stand(check: str) -> None:
    told = CLAUSES[check]
    assert told["audience"] in set(story._AUDIENCES) - {"others"}
    assert set(told) <= {"audience", "one", "many", "do"}
    for clause in (told["one"], told.get("many", "x"), told["do"]):
        assert clause[0].islower() or clause.startswith(("{count}", "SPF")), clause
        assert clause[-1] not in ".!?:;,", clause
    assert {name for _, name, _, _ in Formatter().parse(told.get("many", "")) if name is not None} <= {"count"}
    assert not {name for _, name, _, _ in Formatter().parse(told["one"] + told["do"]) if name is not None}


def test_clauses_are_in_the_catalogue() -> None:
    found = {one.id for one in catalogue.catalogue() if one.id}
    for clauses in CLAUSES.values():
        assert ((clauses["one"], clauses["many"]) if "many" in clauses else clauses["one"]) in found
        assert clauses["do"] in found


def test_it_says_who_meets_what_and_what_to_do_this_week() -> None:
    assert told(
        failing("dead-contact-page", "https://a.example/contact", "https://a.example/help"),
        failing("undeliverable-email"),
        failing("dead-media-page"),
    ) == [
        "For customers, 2 contact or support pages are dead, and a published e-mail address cannot receive mail.",
        "For journalists, a press page is dead.",
        WEEK,
    ]


def test_one_subject_counts_once() -> None:
    assert told(failing("dead-media-page", "https://a.example/", "https://a.example/"))[0] == (
        "For journalists, a press page is dead."
    )


def test_a_sentence_holds_three_faults_and_page_one_five_sentences() -> None:
    one_each = ("dead-media-page", "exposed-personal-email", "claimable-profile-link", "dead-profile-link")
    many = ("dead-contact-page", "broken-contact-form", "undeliverable-email", "missing-contact-route")
    said = told(*map(failing, (*one_each, *many)), talk=talk(3, 4))
    assert len(said) == story.MOST_SENTENCES
    assert said[0].count(";") == 2
    assert said[-1].startswith("This week: ")
    assert "Of the 7 questions whose answers can be judged, 3 were answered within " in said[2]


def test_what_is_minor_is_left_to_the_plan() -> None:
    minor = replace(SHIPPED["dead-media-page"].check, severity=Severity.LOW)
    assert told((minor, (make.make_finding(Outcome.FAIL),)))[0].startswith("This week: ")


def test_a_check_of_somebody_elses_is_told_by_its_title() -> None:
    theirs = make.make_check("fax-number", failing_title="The fax is off", title="The fax works")
    assert told((replace(theirs, effort="hours"), (make.make_finding(Outcome.FAIL),))) == [
        "Also failed: “The fax is off”.",
        "This week: “The fax is off”.",
    ]


def test_a_project_is_not_promised_for_this_week() -> None:
    project = replace(SHIPPED["dead-media-page"].check, effort="project")
    assert (
        told((project, (make.make_finding(Outcome.FAIL),)))[-1]
        == "To begin with: restore or redirect the dead press pages."
    )


def test_what_is_fine_is_said_only_where_a_check_proved_it() -> None:
    fine = "Customers find a way to get in touch."
    assert fine in told(passing("missing-contact-route"))
    assert fine not in told(passing("dead-contact-page"))
    assert fine not in told(passing("missing-contact-route"), failing("broken-contact-form"))
    assert "Journalists find a press contact." in told(passing("missing-media-contact"))
    unsure = (SHIPPED["missing-media-contact"].check, (make.make_finding(Outcome.INCONCLUSIVE),))
    assert not any("Journalists" in one for one in told(unsure))


def test_where_nothing_failed_it_says_so_and_what_waits_for_a_person() -> None:
    judge = (SHIPPED["dead-contact-page"].check, [make.make_finding(Outcome.REVIEW, str(one)) for one in range(2)])
    assert told(passing("dead-media-page"), judge)[-1] == (
        "Nothing that could be verified failed. 2 findings need a person to judge them."
    )


def test_where_all_that_failed_was_accepted_it_says_so() -> None:
    borne = make.make_finding(Outcome.REVIEW, accepted=Accept("https://a.example/*", "Known."))
    only = told(passing("dead-media-page"), (SHIPPED["dead-contact-page"].check, [borne]))
    assert only[-1] == "Nothing that could be verified failed, except 1 finding that has been accepted."


def test_clauses_with_commas_of_their_own_are_told_apart() -> None:
    said = told(failing("dead-profile-link"), failing("incomplete-profile", "a", "b"))
    assert said[0] == (
        "For anyone who looks the company up, a linked profile is gone, suspended or renamed, and "
        "2 profiles lack something visitors look for, such as a picture, a description or a link."
    )


def test_where_nothing_could_be_seen_it_judges_nothing() -> None:
    unsure = (SHIPPED["dead-contact-page"].check, (make.make_finding(Outcome.INCONCLUSIVE),))
    assert told(unsure) == ["Nothing could be verified, so this report judges nothing."]


def test_where_little_could_be_seen_it_says_so_first() -> None:
    unsure = (SHIPPED["dead-contact-page"].check, (make.make_finding(Outcome.INCONCLUSIVE),))
    assert told(unsure, passing("stale-media-page"))[0] == "Only 20 % of what applies could be verified."


@pytest.mark.parametrize(
    ("hits", "misses", "said"),
    [
        (0, 1, "The one question whose answers can be judged was not answered within "),
        (1, 0, "The one question whose answers can be judged was answered within "),
        (0, 7, "None of the 7 questions whose answers can be judged was answered within "),
        (1, 6, "Of the 7 questions whose answers can be judged, one was answered within "),
        (1200, 300, "Of the 1,500 questions whose answers can be judged, 1,200 were answered within "),
    ],
)
def test_questions_are_told_in_plain_numbers(hits: int, misses: int, said: str) -> None:
    assert any(one.startswith(said) for one in told(passing("dead-media-page"), talk=talk(hits, misses)))


def test_without_questions_nothing_is_said_of_them() -> None:
    assert not any("question" in one for one in told(passing("dead-media-page"), talk=talk(0, 0)))
