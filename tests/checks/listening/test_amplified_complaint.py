"""Own posts that pass on a complaint."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auditor.model import Channel, CheckResult, Outcome, Post
from tests.checks.listening.test_unanswered_mention import VENUE, said
from tests.snapshots import TAKEN_AT, Site, run

CHANNEL = Channel("bluesky", "acme", "bluesky", until=TAKEN_AT)
RUDE = "Worst company ever, my router is broken again and nobody answers the phone"


def result(text: str, urls: tuple[str, ...] = ()) -> CheckResult:
    post = Post(
        "bluesky", "acme", "w", TAKEN_AT - timedelta(days=2), text, "acme", True, lang="en", urls=urls, url="https://sky.example/w"
    )  # fmt: skip
    site = Site().posts(post, channel=CHANNEL).mentions(said(1, RUDE), venue=VENUE)
    return run("amplified-complaint", site.snapshot())


@pytest.mark.parametrize(
    "text", [f"RT @jane: {RUDE}", f"\u201c{RUDE}\u201d Some people should learn to read manuals.", f"> {RUDE}\nAny publicity is good publicity!"]
)  # fmt: skip
def test_a_complaint_that_is_passed_on_is_for_a_person_to_judge(text: str) -> None:
    found = result(text)
    assert found.outcome is Outcome.REVIEW
    assert found.findings[0].subject == "https://sky.example/w"


def test_a_link_to_a_complaint() -> None:
    assert result("Look at this one!", ("https://talk.example/q1",)).outcome is Outcome.REVIEW
    assert result("Look at this one!", ("https://talk.example/q2",)).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "text",
    [
        "RT @jane: Love the new anvil, best ever!",
        "\u201cThe best anvil I ever had\u201d, writes Jane.",
        "We are sorry that the network was down yesterday.",
        f"\u201c{RUDE}\u201d We are sorry, Jane. This is what we have changed since.",
        "Our shop in Leeds has new lamps.",
    ],
)
def test_what_is_no_complaint(text: str) -> None:
    assert Outcome.REVIEW not in {one.outcome for one in result(text).findings}
