"""How old the newest item of the press pages is."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Reach, Role
from tests.snapshots import FILLER, SITE, Site, only, run


def press(html: str, **fields: object) -> Site:
    return Site().page("/press", FILLER + html, Role.MEDIA, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        ("<p>14 October 2026: New anvil</p>", Outcome.PASS),
        ("<p>14 October 2024: New anvil</p>", Outcome.FAIL),
        ("<time datetime=2026-01-02T09:00>in winter</time>", Outcome.PASS),
        ("<a href=/news/2026/03/anvil>New anvil</a>", Outcome.PASS),
        ("<a href=/news/2023/03/anvil>New anvil</a>", Outcome.FAIL),
        ("<p>Meet us on 3 March 2027.</p><p>Since 1 May 2022</p>", Outcome.FAIL),
        ("<p>21 November 2025: just in time</p>", Outcome.PASS),
        ("<p>20 November 2025: a day too late</p>", Outcome.FAIL),
    ],
)
def test_the_newest_day_decides(html: str, outcome: Outcome) -> None:
    assert only(run("stale-media-page", press(html).snapshot())).outcome is outcome


def test_a_press_page_without_days_is_not_judged() -> None:
    assert run("stale-media-page", press("<p>Call us. © 2019 Acme</p>").snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_one_page_that_is_up_to_date_is_enough() -> None:
    site = press("<p>1 May 2020</p>").page("/press/2026", FILLER + "<p>1 May 2026</p>", Role.MEDIA)
    finding = only(run("stale-media-page", site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, f"{SITE}press/2026")


def test_what_could_not_be_read_may_be_newer() -> None:
    site = press("<p>1 May 2020</p>").page("/press/new", "", Role.MEDIA, status=None, reach=Reach.TIMED_OUT)
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE
    site = press("<p>1 May 2020</p>").page("/press/new", "", Role.MEDIA, needs_script=True)
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE
