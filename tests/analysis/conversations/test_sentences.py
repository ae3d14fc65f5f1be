from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from auditor.analysis.conversations import sentences
from auditor.analysis.conversations.metrics.rates import Frame, Rate
from auditor.config.schema import UNSEEN

FRAME = Frame(None, datetime(2026, 11, 15, tzinfo=UTC), "UTC")
SINCE = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hits", "n", "told"),
    [
        (0, 0, "no cases"),
        (3, 9, "too few to judge"),
        (21, 34, "95 % CI 45\u201376 %"),
        (0, 47, "95 % CI 0\u20138 %"),
        (650, 1_000, "65 %"),
    ],
)
def test_how_far_a_share_can_be_trusted(hits: int, n: int, told: str) -> None:
    assert sentences.reliability(Rate(hits, n, FRAME)).text == told


@pytest.mark.parametrize(
    ("since", "weekends", "told"),
    [
        (None, True, "This covers everything up to 15 November 2026 (UTC)."),
        (None, False, "This covers all weekdays up to 15 November 2026 (UTC)."),
        (SINCE, True, "This covers 1 August 2026 to 15 November 2026 (UTC)."),
        (SINCE, False, "This covers the weekdays from 1 August 2026 to 15 November 2026 (UTC)."),
    ],
)
def test_windows(since: datetime | None, weekends: bool, told: str) -> None:
    assert sentences.window(Frame(since, FRAME.until, "UTC", weekends)).text == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(20, "20 s"), (90, "2 min"), (3_600, "60 min"), (7_200, "2 h"), (7_500, "2 h 5 min"), (172_800, "2 days"), (180_000, "2 days 2 h")],
)  # fmt: skip
def test_durations(seconds: float, told: str) -> None:
    assert sentences.duration(seconds).text == told


def test_what_a_source_does_not_show_is_named_and_nothing_else() -> None:
    found = _channel("replies", "direct")
    assert not sentences.unavailable(found, "inbound")
    assert sentences.unavailable(found, "inbound", "replies").text == "The source does not show replies."
    every = sentences.unavailable(_channel("replies", "direct", "deleted"), "replies", "direct", "deleted").text
    assert every == "The source does not show replies, direct messages or what was deleted."
    both = sentences.unavailable(found, "replies", "direct").text
    assert both == "The source does not show replies or direct messages."


def test_every_limit_of_a_source_has_its_sentence() -> None:
    texts = {sentences.unavailable(_channel(need), need).text for need in UNSEEN}
    assert len(texts) == len(UNSEEN)
    assert {need for need in UNSEEN if f"show {need}." in " ".join(texts)} == {"replies"}


def _channel(*lacked: str) -> Any:
    return SimpleNamespace(
        lacking=lambda *needs: tuple(one for one in needs if one in lacked), linkage=SimpleNamespace(mostly_stray=False)
    )
