"""Every check that goes by the words of posts says which it could not read: a pass beside posts that nobody read is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from auditor.audit import registry
from auditor.model import Check, Outcome, Post, PostKind, Role, Snapshot
from auditor.model.declarations import Declared, Said
from tests.desk import CHANNEL, answered, ask, asked, reply
from tests.snapshots import FILLER, TAKEN_AT, Site, run

WORDLESS = {
    "canned-reply": "compares replies with each other, in whatever language",
    "closed-channel": "goes by who may answer",
    "customer-data-in-thread": "finds addresses and numbers by their form",
    "dormant-channel": "goes by the day of the newest post",
    "falling-reviews": "goes by stars",
    "hijack-signs": "compares posts with the account's own, in whatever language",
    "feed-mirror": "compares posts with the feed, in whatever language",
    "missing-alt-text": "counts pictures",
    "monologue": "goes by whom posts speak to",
    "recurring-compromise": "goes by what hijack-signs finds",
    "stale-media-page": "goes by the days of posts",
    "unanswered-mention": "says at each place how many mentions there it could not read",
    "untagged-blind-spot": "holds two shares of what could be read against each other",
    "unacknowledged-spike": "counts mentions, and says of each incident which post of the company it could not read",
    "unanswered-review": "every review may be answered, whatever it says",
    "unwarned-compromise": "says so only where an account was taken over: its own test",
}
"""Checks of posts that read no words, and why they need none."""
CUSTOMERS = (
    "Kiedy wreszcie naprawicie ten internet w naszym mieszkaniu?",
    "Proč mi nikdo neodpovídá na reklamaci už třetí týden?",
)
COMPANY = (
    "Dziękujemy za wiadomość, sprawdzimy to jutro rano.",
    "Děkujeme za zprávu, podíváme se na to zítra ráno.",
)


@cache
def _checks() -> tuple[Check, ...]:
    return tuple(known.check for _, known in sorted(registry.load(installed=False).items()))


def of_posts() -> Iterator[str]:
    """Yield the ids of checks that look at posts."""
    return (check.id for check in _checks() if "posts" in {*check.needs, *check.uses})


def visit(*more: Post) -> Snapshot:
    """Return a visit with 20 questions and answers in English, a promise on a page, and a declaration: something for every check."""
    page = f"<html lang=en><body><p>We answer every message within 24 hours.</p>{FILLER}</body></html>"
    site = Site().page("/contact", page, Role.CONTACT)
    site.company_profile(
        timezone="UTC", declared=(Declared("weekend-rota", Said.YES, "Head of support", TAKEN_AT.date()),)
    )
    return site.posts(*asked(20), *answered(20), *more, channel=CHANNEL).snapshot()


def foreign() -> list[Post]:
    """Return questions in two languages that are not read, and answers."""
    questions = [ask(40 + n, text, lang="") for n, text in enumerate(CUSTOMERS)]
    replies = [reply(40 + n, text, lang="") for n, text in enumerate(COMPANY)]
    return [*questions, *replies, reply(1, "https://shop.example/a", after=timedelta(hours=3), id="link", lang="")]


def not_read(check: str, snapshot: Snapshot) -> list[str]:
    """Return what a check says of posts that it could not read."""
    return [
        one.message.text
        for one in run(check, snapshot).findings
        if one.outcome is Outcome.INCONCLUSIVE and one.variant in {"language", "customers-language"}
    ]


def test_the_list_is_of_checks_of_posts() -> None:
    assert set(of_posts()) >= WORDLESS.keys()


@pytest.mark.parametrize("check", [each for each in of_posts() if each not in WORDLESS])
def test_posts_that_could_not_be_read_are_told(check: str) -> None:
    said = not_read(check, visit(*foreign()))
    assert said, (
        f"{check} goes by words and says nothing of the posts it could not read: yield Posts(snapshot).not_read(…)"
    )
    assert all("2 of the" in each and "Polish" in each and "Czech" in each for each in said)
    assert not not_read(check, visit())


@pytest.mark.parametrize("check", sorted(WORDLESS))
def test_checks_that_read_no_words_do_not_speak_of_languages(check: str) -> None:
    assert not not_read(check, visit(*foreign()))


RATED = ("unanswered-question", "slow-first-response", "weekend-silence", "deflected-reply", "prolonged-thread")
"""Checks of shares and medians."""


@pytest.mark.parametrize("check", RATED)
def test_a_share_bears_one_post_in_fifty(check: str) -> None:
    one = [ask(70, CUSTOMERS[0], lang=""), reply(70, COMPANY[0], lang="")]
    many = Site().posts(*asked(60), *answered(60), *one, channel=CHANNEL)
    assert not not_read(check, many.snapshot())


def test_a_list_of_what_was_found_bears_none() -> None:
    one = [ask(70, CUSTOMERS[0], lang=""), reply(70, COMPANY[0], lang="")]
    many = Site().posts(*asked(60), *answered(60), *one, channel=CHANNEL)
    assert not_read("risky-advice", many.snapshot())
    assert not_read("question-cluster", many.snapshot())


def test_an_account_that_nobody_could_read_is_not_lost_among_others() -> None:
    site = Site().posts(*asked(60), *answered(60), channel=CHANNEL)
    other = [replace(post, account="acme_pl") for n in range(2) for post in (ask(70 + n, CUSTOMERS[n], lang=""),)]
    site.posts(*other, channel=replace(CHANNEL, account="acme_pl"))
    assert not_read("unanswered-question", site.snapshot())


def test_private_posts_that_nobody_could_read_are_told_too() -> None:
    private = [replace(ask(70 + n, CUSTOMERS[n], lang=""), kind=PostKind.DIRECT) for n in range(2)]
    site = Site().posts(*asked(20), *answered(20), *private, channel=CHANNEL)
    assert not_read("slow-first-response", site.snapshot())
