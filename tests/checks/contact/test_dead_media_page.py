"""Press pages that visitors are sent to load, or are told with who sends them there."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Cause, Outcome, Reach, Role, Severity
from tests.snapshots import SITE, Site, only, outcomes, run

PRESS = SITE + "press"


def test_passes_when_it_loads() -> None:
    finding = only(
        run(
            "dead-media-page",
            Site()
            .page("/press", "<h1>Press</h1><p>Everything for journalists, and whom to ring.</p>", Role.MEDIA)
            .snapshot(),
        )
    )
    assert (finding.outcome, finding.subject) == (Outcome.PASS, PRESS)


@pytest.mark.parametrize(("status", "said"), [(404, "404 (not found)"), (410, "410 (gone)")])
def test_fails_when_gone_and_says_who_links_it(status: int, said: str) -> None:
    site = Site(home='<a href="/press">Media contact</a>' + "<p>Anvils of every weight, forged here.</p>")
    site.page("/about", '<a href="/press">Media contact</a>').page("/jobs", '<a href="/press">Newsroom</a>')
    finding = only(run("dead-media-page", site.page("/press", "", Role.MEDIA, status=status, tries=2).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert finding.severity is Severity.CRITICAL
    assert finding.message.text == f"The server answers {said}. 3 pages link to it as “Media contact”."
    assert [proof.url for proof in finding.evidence] == [PRESS, SITE, SITE + "about", SITE + "jobs"]
    assert finding.evidence[1].excerpt == "Media contact → /press"


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (("sitemap",), "The sitemap lists it."),
        (("configuration",), "It was named for this audit."),
        (("configuration", "sitemap"), "The sitemap lists it. It was named for this audit."),
    ],
)
def test_fails_without_a_link_too(by: tuple[str, ...], words: str) -> None:
    site = Site().page("/press", "", Role.MEDIA, status=404, depth=None, found_by=by)
    finding = only(run("dead-media-page", site.snapshot()))
    assert (finding.outcome, finding.message.text) == (Outcome.FAIL, f"The server answers 404 (not found). {words}")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"reach": Reach.DNS_FAILED, "cause": Cause.NO_SUCH_HOST}, "does not exist"),
        ({"reach": Reach.TIMED_OUT, "tries": 3}, "did not answer in time"),
        ({"reach": Reach.RESPONDED, "status": 503, "tries": 3}, "503"),
        ({"reach": Reach.RESPONDED, "status": 200, "landed": "/"}, "home page"),
    ],
)
def test_fails_when_it_stays_away(answer: dict[str, Any], words: str) -> None:
    status = answer.pop("status", None)
    assert status is None or isinstance(status, int)
    finding = only(run("dead-media-page", Site().page("/press", "", Role.MEDIA, status=status, **answer).snapshot()))
    assert finding.outcome is Outcome.FAIL
    assert words in finding.message.text


def test_fails_when_empty() -> None:
    assert only(run("dead-media-page", Site().page("/press", " ", Role.MEDIA).snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize("reach", [Reach.CHALLENGED, Reach.RATE_LIMITED, Reach.DISALLOWED, Reach.TLS_FAILED])
def test_a_wall_is_inconclusive_and_says_how_to_find_out(reach: Reach) -> None:
    finding = only(run("dead-media-page", Site().page("/press", "", Role.MEDIA, status=None, reach=reach).snapshot()))
    assert finding.outcome is Outcome.INCONCLUSIVE
    assert finding.hint.text == "Open it in a browser to find out."


def test_not_applicable_without_a_press_page() -> None:
    assert (
        run("dead-media-page", Site().page("/contact", "", Role.CONTACT, status=404).snapshot()).outcome
        is Outcome.NOT_APPLICABLE
    )


def test_a_guess_that_does_not_load_is_no_page() -> None:
    site = Site().page("/press", "", Role.MEDIA, status=404, depth=None, found_by=("usual path",))
    site.page("/media", "", Role.MEDIA, status=None, reach=Reach.CHALLENGED, depth=None, found_by=("usual path",))
    site.page(
        "/newsroom",
        "<p>News for journalists, told afresh every week.</p>",
        Role.MEDIA,
        depth=None,
        found_by=("usual path",),
    )
    assert outcomes(run("dead-media-page", site.snapshot())) == {SITE + "newsroom": Outcome.PASS}


def test_a_guess_that_somebody_links_counts() -> None:
    site = Site().page("/press", "", Role.MEDIA, status=404, found_by=("link", "usual path"))
    assert run("dead-media-page", site.snapshot()).outcome is Outcome.FAIL


def test_links_that_redirect_to_the_page_are_told() -> None:
    site = Site(home='<a href="/presse">Presse</a><p>Ambosse in jeder Größe, hier geschmiedet.</p>')
    site.answer("/presse", html="<p>x</p>", landed="/press").page(
        "/press", "<p>Alles für die Presse, jede Woche neu.</p>", Role.MEDIA
    )
    assert SITE + " links to it as “Presse”." in only(run("dead-media-page", site.snapshot())).message.text


def test_missing_pages_are_inconclusive() -> None:
    assert run("dead-media-page", Site().snapshot(missing={"pages": "lost"})).outcome is Outcome.INCONCLUSIVE
