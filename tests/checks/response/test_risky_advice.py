"""Advice that loses data when followed: quoted for a person, never scored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Outcome, Severity
from tests.desk import ask, check, reply, url
from tests.snapshots import SITE, Site, only, run

CHECK = "risky-advice"
ADVICE = "Please do a factory reset of your phone."


def test_advice_without_a_warning_is_quoted() -> None:
    result = check(CHECK, [ask(1), reply(1, ADVICE)])
    finding = only(result)
    assert (finding.outcome, finding.subject) == (Outcome.REVIEW, url("a1"))
    assert "factory reset" in finding.evidence[0].excerpt
    assert result.check.severity is Severity.INFO


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is it broken?", "Please switch it off and on again."),
        ("Is it broken?", "Please do a factory reset of your phone. Back up your data first."),
        ("Should I do a factory reset?", "No, please wait for the technician."),
    ],
)
def test_harmless_advice_passes(question: str, answer: str) -> None:
    finding = only(check(CHECK, [ask(1, question), reply(1, answer)]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_what_could_not_be_read_is_told_beside_what_could() -> None:
    posts = [
        ask(1),
        reply(1, "Please switch it off and on again."),
        reply(1, "Dziękujemy za wiadomość, sprawdzimy to jutro rano.", after=timedelta(hours=5), id="pl1", lang=""),
        reply(1, "Děkujeme za zprávu, podíváme se na to zítra ráno.", after=timedelta(hours=6), id="cs1", lang=""),
        reply(1, "Dziękujemy bardzo, paczka została już wysłana.", after=timedelta(hours=7), id="pl2", lang=""),
        reply(1, "https://shop.example/a", after=timedelta(hours=8), id="link", lang=""),
    ]
    passed, unread = check(CHECK, posts).findings
    assert (passed.outcome, unread.outcome, unread.variant) == (Outcome.PASS, Outcome.INCONCLUSIVE, "language")
    assert (
        "3 of the company's posts are in languages that this audit does not read: Polish, Czech." in unread.message.text
    )
    assert "1 more holds too few words" in unread.message.text


def test_links_and_thanks_are_no_language() -> None:
    posts = [
        ask(1),
        reply(1, "Please switch it off and on again."),
        reply(1, "🎉", after=timedelta(hours=9), id="party", lang=""),
    ]
    assert only(check(CHECK, posts)).outcome is Outcome.PASS


def test_words_of_others_are_not_the_companys() -> None:
    shared = reply(1, f"RT @someone: {ADVICE}", after=timedelta(hours=9), id="rt", lang="")
    finding = only(check(CHECK, [ask(1), reply(1, "Please switch it off and on again."), shared]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)
