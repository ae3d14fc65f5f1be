"""Claims about answers, held against what was measured."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from auditor.analysis.conversations import promises
from auditor.model import Channel, CheckResult, Existence, Outcome, Post, PostKind, Role
from auditor.text.posts.promises import Claim
from tests.snapshots import FILLER, SITE, Site, only, run
from tests.talks import MONDAY

HOUR = timedelta(hours=1)
BIO = "https://s.example/@acme"


def talk(n: int, after: timedelta | None, start: int = 0, account: str = "acme") -> list[Post]:
    """Return `n` questions, two a day from a Monday on, answered after some time."""
    posts = []
    for number in range(n):
        at = MONDAY + timedelta(days=start + number // 2, hours=3 * (number % 2))
        shared: dict[str, Any] = {
            "lang": "en",
            "kind": PostKind.MENTION,
            "url": f"https://s.example/{account}{start}-{number}",
        }
        id_ = f"{start}-{number}"
        posts.append(
            Post("mastodon", account, f"q{id_}", at, "My line is down, when will it be back?", f"c{id_}", **shared)
        )
        if after is not None:
            text = "The cable is broken in the street and will be mended by six tonight."
            posts.append(Post("mastodon", account, f"a{id_}", at + after, text, account, True, PostKind.REPLY, parent_id=f"q{id_}", lang="en"))  # fmt: skip
    return posts


@pytest.fixture
def claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts claim what they say in figures: `[deadline 3600]`."""

    def read(text: str, lang: str) -> tuple[Claim, ...]:
        assert len(lang) in {0, 2}
        found = []
        for part in text.split("[")[1:]:
            kind, _, seconds = part.partition("]")[0].partition(" ")
            found.append(Claim(cast("Any", kind), f"we promise {kind}", int(seconds) if seconds else None))
        return tuple(found)

    monkeypatch.setattr(promises, "claims_in", read)


def result(text: str, *posts: Post, bio: str = "", cannot_see: tuple[str, ...] = ()) -> CheckResult:
    site = Site().page("/contact", f"<p>{text}</p>{FILLER}", Role.CONTACT)
    if bio:
        site.profile("mastodon", "acme", BIO, existence=Existence.LIVE, bio=bio)
    for account in sorted({post.account for post in posts}):
        site.posts(channel=Channel("mastodon", account, "mastodon", cannot_see=cannot_see))
    return run("overstated-promise", site.posts(*posts).snapshot())


@pytest.mark.usefixtures("claimed")
@pytest.mark.parametrize(
    ("text", "posts", "outcome"),
    [
        ("[deadline 7200]", talk(60, HOUR), Outcome.PASS),
        ("[deadline 1800]", talk(60, HOUR), Outcome.FAIL),
        ("[deadline 7200]", talk(30, HOUR) + talk(50, None, 20), Outcome.FAIL),
        ("[deadline 7200]", talk(60, None), Outcome.FAIL),
        ("[deadline 7200]", talk(6, HOUR), Outcome.REVIEW),
        ("[everyone]", talk(60, HOUR), Outcome.PASS),
        ("[everyone]", talk(40, HOUR) + talk(20, None, 25), Outcome.FAIL),
        ("[always-open]", talk(60, HOUR), Outcome.PASS),
        ("[always-open]", talk(4, HOUR), Outcome.REVIEW),
        ("[hours]", talk(60, HOUR), Outcome.NOT_APPLICABLE),
        ("Write to us.", talk(60, HOUR), Outcome.NOT_APPLICABLE),
    ],
)
def test_claims_and_measures(text: str, posts: list[Post], outcome: Outcome) -> None:
    found = result(text, *posts)
    assert found.outcome is outcome, [one.message.text for one in found.findings]


def weekly(weekend: timedelta | None) -> list[Post]:
    posts = []
    for post in talk(140, HOUR):
        is_weekend = (post.created_at - HOUR * post.by_brand).weekday() > 4
        if post.by_brand and is_weekend:
            if weekend is None:
                continue
            post = Post(post.platform, post.account, post.id, post.created_at - HOUR + weekend, post.text, post.author, True, PostKind.REPLY, parent_id=post.parent_id, lang="en")  # fmt: skip  # noqa: PLW2901
        posts.append(post)
    return posts


@pytest.mark.usefixtures("claimed")
@pytest.mark.parametrize(
    ("weekend", "outcome"),
    [(HOUR, Outcome.PASS), (3 * HOUR, Outcome.PASS), (40 * HOUR, Outcome.FAIL), (None, Outcome.FAIL)],
)
def test_around_the_clock_is_told_by_weekends(weekend: timedelta | None, outcome: Outcome) -> None:
    finding = only(result("[always-open]", *weekly(weekend)))
    assert finding.outcome is outcome, finding.message.text
    assert (finding.subject, finding.variant) == (f"{SITE}contact", "always-open")


@pytest.mark.usefixtures("claimed")
def test_a_bio_is_held_against_its_own_channel() -> None:
    posts = talk(60, 9 * HOUR) + talk(60, HOUR, account="other")
    by_subject = {
        one.subject: one.outcome for one in result("[deadline 10000]", *posts, bio="[deadline 10000]").findings
    }
    assert by_subject[BIO] is Outcome.FAIL
    silent = result("", *talk(60, HOUR, account="other"), bio="[deadline 10000]")
    assert silent.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.usefixtures("claimed")
def test_what_the_source_does_not_show_is_not_judged() -> None:
    assert result("[everyone]", *talk(60, HOUR), cannot_see=("inbound",)).outcome is Outcome.INCONCLUSIVE


@pytest.mark.usefixtures("claimed")
def test_two_claims_of_one_page_have_two_fingerprints() -> None:
    found = result("[deadline 1800] [deadline 600] [deadline 1800]", *talk(60, HOUR)).findings
    assert len({one.fingerprint for one in found}) == len(found) == 2
    assert {one.evidence[0].url for one in found} == {f"{SITE}contact"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("We answer every message within two hours.", Outcome.PASS),
        ("We answer every message within ten minutes.", Outcome.FAIL),
        ("Our support team answers your questions 24/7.", Outcome.PASS),
        ("Our emergency hotline is there for you 24/7.", Outcome.NOT_APPLICABLE),
        ("Call us: we answer within ten seconds.", Outcome.NOT_APPLICABLE),
        ("We dispatch within 24 hours.", Outcome.NOT_APPLICABLE),
        ("We answer e-mails within ten minutes.", Outcome.NOT_APPLICABLE),
        ("We answer e-mails and messages within ten minutes.", Outcome.FAIL),
    ],
)
def test_claims_as_companies_write_them(text: str, outcome: Outcome) -> None:
    site = Site().page("/contact", f"<html lang=en><body><p>{text}</p>{FILLER}</body></html>", Role.CONTACT)
    site.posts(*talk(80, HOUR), channel=Channel("mastodon", "acme", "mastodon"))
    found = run("overstated-promise", site.snapshot())
    assert found.outcome is outcome, [one.message.text for one in found.findings]


def test_what_is_promised_of_mail_is_held_against_an_inbox() -> None:
    promise = "<html lang=en><body><p>We answer e-mails within ten minutes.</p></body></html>"
    site = Site().page("/contact", promise, Role.CONTACT)
    site.posts(*talk(80, HOUR), channel=Channel("mastodon", "acme", "mail"))
    assert run("overstated-promise", site.snapshot()).outcome is Outcome.FAIL


def test_the_account_of_a_bio_is_found_however_it_is_spelled(claimed: None) -> None:
    posts = talk(30, HOUR * 30, account="Acme")
    (finding,) = result("", *posts, bio="[deadline 3600]").findings
    assert finding.outcome is Outcome.FAIL


def test_what_a_page_promises_says_of_how_many_accounts_it_is(claimed: None) -> None:
    site = Site().page("/contact", f"<p>[everyone]</p>{FILLER}", Role.CONTACT)
    site.posts(*talk(30, HOUR), channel=Channel("mastodon", "acme", "mastodon"))
    site.posts(*talk(30, HOUR, account="mute"), channel=Channel("mastodon", "mute", "csv", cannot_see=("replies",)))
    (finding,) = run("overstated-promise", site.snapshot()).findings
    assert "This covers 1 of 2 accounts: the sources of the others do not show enough." in finding.message.text
