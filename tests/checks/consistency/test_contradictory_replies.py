"""Statements about the service that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post, PostKind
from tests.snapshots import FILLER, TAKEN_AT, Site, only, run

NOON = TAKEN_AT - timedelta(days=10)
FAULT = "There is currently an outage in Rivermouth, our engineers are working on it."
FINE = "There are no known issues in Rivermouth at the moment."


def own(minutes: float, text: str, lang: str = "en", **fields: Any) -> Post:
    at = NOON + timedelta(minutes=minutes)
    shared: dict[str, Any] = {
        "kind": PostKind.REPLY,
        "by_brand": True,
        "lang": lang,
        "url": f"https://s.example/{minutes:g}",
    }
    return Post("mastodon", "acme", f"o{minutes}", at, text, "acme", **{**shared, **fields})


def result(*posts: Post, site: Site | None = None) -> CheckResult:
    channel = Channel("mastodon", "acme", "mastodon")
    return run("contradictory-replies", (site or Site()).posts(*posts, channel=channel).snapshot())


@pytest.mark.parametrize(
    ("lang", "fault", "fine"),
    [
        ("en", FAULT, FINE),
        ("de", "Es gibt derzeit eine Störung in Köln.", "Uns ist keine Störung in Köln bekannt."),
        ("fr", "Il y a actuellement une panne à Lyon.", "Aucune panne signalée à Lyon."),
        ("es", "Tenemos una avería en Sevilla.", "No nos consta ninguna avería en Sevilla."),
        ("it", "Al momento stiamo riscontrando problemi a Milano.", "Non risultano guasti a Milano."),
        ("nl", "Er is momenteel een storing in Utrecht.", "Er is geen storing bekend in Utrecht."),
        ("pt", "Temos uma avaria em Lisboa neste momento.", "Não há nenhuma avaria em Lisboa."),
    ],
)
def test_two_posts_about_one_place_contradict_each_other(lang: str, fault: str, fine: str) -> None:
    for one, other in ((fault, fine), (fine, fault)):
        finding = only(result(own(0, one, lang), own(40, other, lang)))
        assert finding.outcome is Outcome.FAIL, finding.message.text
        assert finding.subject == "https://s.example/40"
        assert "40 min later" in finding.message.text
        assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    ("since", "outcome"), [("9:40", Outcome.PASS), ("9:20", Outcome.FAIL), ("23:50", Outcome.FAIL)]
)
def test_what_began_after_it_was_denied_contradicts_nothing(since: str, outcome: Outcome) -> None:
    assert f"{NOON:%H:%M}" == "09:30"
    fault = f"There is an outage in Rivermouth since {since}."
    assert only(result(own(0, FINE), own(40, fault))).outcome is outcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (FAULT, "No known issues with our network at the moment.", Outcome.REVIEW),
        ("We are aware of an issue with e-mail.", "There are no known issues with e-mail.", Outcome.FAIL),
        ("We are aware of an issue with e-mail.", "There are no known issues with broadband.", Outcome.PASS),
        (FAULT, "There are no known issues in Leeds at the moment.", Outcome.PASS),
        (FAULT, "The outage in Rivermouth has been fixed.", Outcome.NOT_APPLICABLE),
        ("I can see no outages in your area.", "Unfortunately we have an outage in your area.", Outcome.PASS),
        (FINE, "We have just been made aware: there is an outage in Rivermouth.", Outcome.PASS),
        (FAULT, FAULT, Outcome.PASS),
        ("We are aware of an issue with Acme.", "There are no known issues with Acme.", Outcome.REVIEW),
        (FAULT, "Is there an outage in Rivermouth?", Outcome.NOT_APPLICABLE),
    ],
)
def test_pairs(one: str, other: str, outcome: Outcome) -> None:
    assert result(own(0, one), own(40, other)).outcome is outcome


def test_only_two_hours_count() -> None:
    assert result(own(0, FAULT), own(119, FINE)).outcome is Outcome.FAIL
    assert result(own(0, FAULT), own(121, FINE)).outcome is Outcome.PASS


def test_after_it_was_mended_there_is_no_fault() -> None:
    mended = own(20, "The outage in Rivermouth has been fixed.")
    assert result(own(0, FAULT), mended, own(40, FINE)).outcome is Outcome.PASS
    elsewhere = own(20, "The outage in Leeds has been fixed.")
    assert result(own(0, FAULT), elsewhere, own(40, FINE)).outcome is Outcome.FAIL


def test_customers_and_private_messages_contradict_nobody() -> None:
    assert result(own(0, FAULT), own(40, FINE, by_brand=False)).outcome is Outcome.NOT_APPLICABLE
    assert result(own(0, FAULT), own(40, FINE, kind=PostKind.DIRECT)).outcome is Outcome.NOT_APPLICABLE


def test_each_post_is_told_of_once_and_no_pair_is_lost_among_many() -> None:
    posts = [own(n / 100, FAULT) for n in range(3_000)]
    found = result(*posts, own(60, FINE))
    assert [one.outcome for one in found.findings] == [Outcome.FAIL]
    many = [own(n, FAULT if n % 2 else FINE) for n in range(100)]
    found = result(*many)
    assert [one.variant for one in found.findings].count("more") == 1
    assert "30 earlier pairs" in found.findings[-1].message.text


STATUS = f"<h1>Service status</h1><p>All systems operational.</p>{FILLER}"


@pytest.mark.parametrize(
    ("html", "minutes", "outcome"),
    [(STATUS, 30, Outcome.REVIEW), (STATUS, 130, Outcome.NOT_APPLICABLE), (f"<h1>Status</h1><p>Partial outage.</p>{FILLER}", 30, Outcome.NOT_APPLICABLE)],
)  # fmt: skip
def test_the_status_page_is_held_against_the_newest_post(html: str, minutes: int, outcome: Outcome) -> None:
    site = Site().page("/status", html)
    ago = -(minutes - 10 * 24 * 60)
    found = result(own(ago, FAULT), site=site)
    assert found.outcome is outcome
    if outcome is Outcome.REVIEW:
        assert only(found).evidence[0].excerpt == "All systems operational"


def update(minutes: float, text: str) -> Post:
    at = NOON + timedelta(minutes=minutes)
    return Post(
        "status-page",
        "status.acme.example",
        f"u{minutes}",
        at,
        text,
        by_brand=True,
        thread_id="1",
        url="https://status.acme.example/1",
    )


OUTAGE = "Investigating: Broadband in Rivermouth\nWe are looking into it."


@pytest.mark.parametrize(
    ("updates", "said", "outcome"),
    [
        ([update(0, OUTAGE)], own(60, FINE), Outcome.FAIL),
        ([update(0, OUTAGE)], own(60, "There are no known issues at the moment."), Outcome.REVIEW),
        ([update(0, OUTAGE)], own(200, FINE), None),
        ([update(60, OUTAGE)], own(0, FINE), None),
        ([update(0, OUTAGE), update(30, "Resolved: Broadband in Rivermouth\nFixed.")], own(60, FINE), None),
        ([update(0, OUTAGE), update(30, "Monitoring: Broadband in Rivermouth\nA fix is in.")], own(60, FINE), None),
        ([update(0, "Investigating: Broadband in Saltby\nWe look.")], own(60, FINE), None),
        ([update(0, OUTAGE), update(20, "Identified: Broadband in Rivermouth\nA cable.")], own(60, FAULT), None),
    ],
)
def test_what_the_status_page_said_before_is_not_denied(
    updates: list[Post], said: Post, outcome: Outcome | None
) -> None:
    found = result(said, site=Site().status_updates(*updates))
    concluded = [one.outcome for one in found.findings if one.outcome in {Outcome.FAIL, Outcome.REVIEW}]
    assert concluded == ([outcome] if outcome else [])
    if outcome:
        assert "The status page said" in found.findings[0].message.text


def test_a_reply_speaks_of_the_place_that_the_question_names() -> None:
    def asked(n: int, place: str) -> Post:
        text = f"My internet in {place} is gone, is there an outage?"
        return replace(own(n, text), by_brand=False, author=f"c{n}", kind=PostKind.MENTION)

    denied = own(10, "There is no outage.", parent_id="o0")
    known = own(30, "We know of an outage and are looking for the cause.", parent_id="o20")
    assert only(result(asked(0, "Leeds"), denied, asked(20, "Leeds"), known)).outcome is Outcome.FAIL
    found = result(asked(0, "Leeds"), denied, asked(20, "York"), known)
    assert Outcome.FAIL not in {one.outcome for one in found.findings}
    # What the same customer is told next may put the first answer right.
    again = own(30, "We know of an outage and are looking for the cause.", parent_id="o0")
    assert only(result(asked(0, "Leeds"), denied, again)).outcome is Outcome.REVIEW
