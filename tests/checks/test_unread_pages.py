"""Absence needs proof: what no page names may stand on one that was not read, and no check says then that it is nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from auditor.analysis import pages
from auditor.audit import registry
from auditor.model import (
    Channel,
    Check,
    CheckResult,
    Exclude,
    Existence,
    Outcome,
    Owner,
    Post,
    PostKind,
    Profile,
    Reach,
    Role,
)
from tests.desk import HOUR, MONDAY
from tests.snapshots import FILLER, SITE, TAKEN_AT, Site, run

ROOT = Path(__file__).resolve().parents[2]
OPEN = "could not be read"
"""What is said of a page that may hold what was not found."""
UNREAD: dict[str, dict[str, Any]] = {
    "too heavy": {"reach": Reach.TOO_LARGE, "detail": "takes more memory to read than a page may"},
    "too long": {"reach": Reach.TOO_LARGE, "detail": "more than 5,000,000 bytes"},
    "timed out": {"status": None, "reach": Reach.TIMED_OUT},
    "timed out thrice": {"status": None, "reach": Reach.TIMED_OUT, "tries": 3},
    "broken thrice": {"status": 503, "tries": 3},
    "walled": {"reach": Reach.CHALLENGED, "detail": "captcha"},
    "forbidden": {"status": 403},
    "kept from robots": {"status": None, "reach": Reach.DISALLOWED},
    "asked to slow down": {"status": 429, "reach": Reach.RATE_LIMITED},
}


def asked(site: Site) -> Site:
    return site.answer("/security.txt", 404).answer("/.well-known/security.txt", 404)


def stating() -> Site:
    stated = '{"@type":"Organization","telephone":"+44 20 7946 0000"}'
    html = f'<script type="application/ld+json">{stated}</script><p>Call +44 20 7946 0999</p>'
    return Site().page("/hello", FILLER + html, Role.CONTACT)


def listed(**more: Any) -> Site:
    return Site().profile("mastodon", "a@b.example", "https://b.example/@a", "auditor.toml", existence=Existence.LIVE, **more)  # fmt: skip


def searched() -> Site:
    handle = "acmetools@b.example"
    found = Profile("mastodon", handle, f"https://b.example/@{handle}", name="Acme Tools", existence=Existence.LIVE, owner=Owner.UNKNOWN, at=TAKEN_AT, bio="")  # fmt: skip
    return Site("https://www.acmetools.example/").company_profile(names=("Acme Tools",)).searched(found)


def asking(*own: Post, asked: str, first: datetime) -> Site:
    shared: dict[str, Any] = {"kind": PostKind.MENTION, "lang": "en"}
    found = [
        Post("mastodon", "acme", f"q{n}", first + n * HOUR, asked.format(word), f"c{n}", **shared)
        for n, word in enumerate(("new", "green", "big", "promised", "great"))
    ]
    return Site().posts(*own, *found, channel=Channel("mastodon", "acme", "mastodon"))


def announced() -> Site:
    text = "Great news: the Zephyr router will be available in Rivermouth from 14 November!"
    own = Post("mastodon", "acme", "n", TAKEN_AT - 720 * HOUR, text, "acme", by_brand=True, lang="en", url="https://s.example/n")  # fmt: skip
    return asking(own, asked="Where is the {} Zephyr router you promised for Rivermouth?", first=TAKEN_AT - 100 * HOUR)


def luring() -> Site:
    form = "<form><input name=u><input type=password><button>OK</button></form>"
    html = f"<html><head><title>Acme | Log in</title></head><body>{form}</body></html>"
    return Site().landing("https://secure-check.test/in", html=html)


class Absence(NamedTuple):
    """A visit on which all was read and something was nowhere."""

    seen: Callable[[], Site]
    roles: tuple[Role, ...]
    """What an unread page may be for, so that it may hold what was not found."""
    says: Outcome = Outcome.FAIL
    unsure: Outcome = Outcome.INCONCLUSIVE


CONTACT, MEDIA, SUPPORT, LEGAL, ABOUT = Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.LEGAL, Role.ABOUT
EVERY = (CONTACT, MEDIA, SUPPORT, LEGAL, ABOUT)
CLAIMS = {
    "conflicting-contact-details": Absence(stating, EVERY),
    "exposed-home-address": Absence(lambda: Site().page("/team", f"{FILLER}<p>Jane Quill</p><p>12 Heather Lane</p>", ABOUT), EVERY, Outcome.REVIEW, Outcome.REVIEW),
    "hidden-contact-page": Absence(lambda: Site().page("/write", FILLER, CONTACT, depth=None, found_by=("sitemap",)), (MEDIA, SUPPORT, LEGAL, ABOUT)),
    "impostor-account": Absence(searched, EVERY, Outcome.REVIEW, Outcome.REVIEW),
    "missing-contact-route": Absence(Site, (LEGAL, ABOUT)),
    "missing-imprint": Absence(lambda: Site().company_profile(jurisdiction="DE"), EVERY),
    "missing-media-contact": Absence(Site, (CONTACT, SUPPORT, LEGAL, ABOUT)),
    "missing-report-route": Absence(lambda: asked(Site()), EVERY),
    "overdue-announcement": Absence(announced, (MEDIA, SUPPORT)),
    "phishing-link": Absence(luring, EVERY, Outcome.FAIL, Outcome.REVIEW),
    "question-cluster": Absence(lambda: asking(asked="When will the {} Zephyr router finally ship to Rivermouth?", first=MONDAY), (CONTACT, MEDIA, SUPPORT)),
    "single-platform-contact": Absence(lambda: Site().page("/hello", f"{FILLER}<a href=https://x.com/acme>X</a>", CONTACT), (CONTACT, MEDIA, SUPPORT)),
    "stale-media-page": Absence(lambda: Site().page("/news", f"{FILLER}<p>14 October 2024: New anvil</p>", MEDIA), (MEDIA,)),
    "unlinked-profile": Absence(lambda: listed(links=(SITE,)), EVERY),
}  # fmt: skip
"""Checks that fail, or ask a person, because something is on no page."""
ON_ITS_PAGES = {"overdue-announcement", "stale-media-page"}
"""Checks for which the home page's links matter nothing."""
LOADS = {"missing-contact-route": (CONTACT, SUPPORT), "missing-media-contact": (MEDIA,)}
"""Checks that say of some pages only whether they load: one that failed thrice does not."""
ELSEWHERE = {
    "amplified-complaint": "of posts",
    "contradictory-replies": "holds words against each other",
    "dead-profile-link": "the platform says so",
    "exposed-personal-email": "of the page on which the mailbox stands",
    "exposed-personal-phone": "of the pages with the number",
    "exposed-private-profile": "goes by how many pages link it, which one more hardly changes",
    "hijack-signs": "says what a sign proves",
    "incomplete-profile": "of what a profile shows",
    "located-image": "of what a file shows",
    "lookalike-link": "of a host's name, and that of a host that is not there",
    "mismatched-branding": "of what a profile shows",
    "mismatched-handle": "compares handles",
    "placeholder-content": "of the page with the icons",
    "recurring-compromise": "of posts",
    "unacknowledged-spike": "of posts, and says of which none were gathered",
    "undeliverable-email": "of the link itself",
    "unanswered-mention": "of the place of the mention",
    "unproven-endorsement": "of the page with the words",
    "unresolved-complaint-cluster": "of posts, and says of which none were gathered",
    "unusable-phone": "of the link itself",
    "unwarned-compromise": "of posts, and says of which none were read",
}
"""Checks that speak of something missing, and why no unread page can hold it."""


@cache
def _checks() -> dict[str, Check]:
    return {name: known.check for name, known in registry.load(installed=False).items()}


def unread(id: str, role: Role, way: str) -> CheckResult:
    return run(id, CLAIMS[id].seen().page("/unread", "", role, **UNREAD[way]).snapshot())


def of(result: CheckResult, *outcomes: Outcome) -> list[str]:
    return [one.message.text for one in result.findings if one.outcome in outcomes]


@pytest.mark.parametrize("id", CLAIMS)
def test_where_all_was_read_absence_is_told(id: str) -> None:
    found = CLAIMS[id].seen().page("/read", FILLER, LEGAL)
    assert run(id, found.snapshot()).outcome is CLAIMS[id].says
    assert not [text for text in of(run(id, found.snapshot()), *Outcome) if OPEN in text]
    gone = CLAIMS[id].seen().page("/gone", "", *CLAIMS[id].roles, status=404)
    assert run(id, gone.snapshot()).outcome is CLAIMS[id].says, "what is gone holds nothing"


@pytest.mark.parametrize("way", UNREAD)
@pytest.mark.parametrize("id", CLAIMS)
def test_nothing_is_called_absent_that_may_stand_on_an_unread_page(id: str, way: str) -> None:
    for role in CLAIMS[id].roles:
        found = unread(id, role, way)
        assert found.outcome is CLAIMS[id].unsure, (role, of(found, *Outcome))
        assert id == "phishing-link" or "/unread" in " ".join(of(found, CLAIMS[id].unsure)), "names the page"


@pytest.mark.parametrize("way", UNREAD)
@pytest.mark.parametrize("id", LOADS)
def test_a_page_that_visitors_may_see_is_there(id: str, way: str) -> None:
    for role in LOADS[id]:
        dead = way.endswith("thrice")
        assert unread(id, role, way).outcome is (Outcome.FAIL if dead else Outcome.INCONCLUSIVE)


@pytest.mark.parametrize("id", sorted(CLAIMS.keys() - ON_ITS_PAGES))
def test_a_home_page_that_could_not_be_read_leaves_open_what_is_missing(id: str) -> None:
    site = CLAIMS[id].seen().page("/", "", Role.HOME, depth=0, found_by=("home",), **UNREAD["too heavy"])
    assert pages.doubt(site.snapshot()) is not None
    assert run(id, site.snapshot()).outcome in {CLAIMS[id].unsure, Outcome.INCONCLUSIVE}


def test_a_page_left_out_of_the_audit_may_say_how_to_report() -> None:
    site = asked(Site(home=f'{FILLER}<a href="/contact">Contact</a>'))
    left_out = replace(site.snapshot(), excludes=(Exclude(f"{SITE}contact", "It is being rebuilt"),))
    assert run("missing-report-route", site.snapshot()).outcome is Outcome.FAIL
    assert run("missing-report-route", left_out).outcome is Outcome.INCONCLUSIVE


def test_every_check_that_speaks_of_something_missing_is_tried() -> None:
    of_pages = [check for check in _checks().values() if "pages" in (*check.needs, *check.uses)]
    assert {check.id for check in of_pages if _speaks(check)} - CLAIMS.keys() == ELSEWHERE.keys()


def _speaks(check: Check) -> bool:
    """Return whether a check has words for what is missing, besides those with which it passes."""
    words = re.compile(r"\b(?:no|none|nothing|neither|nobody|nowhere|lacks)\b", re.IGNORECASE)
    tree = ast.parse((ROOT / f"checks/{check.category}/{check.id.replace('-', '_')}.py").read_text(encoding="utf-8"))
    passing = {id(part) for node in ast.walk(tree) if _calls(node, "passed") for part in ast.walk(node)}
    said = [node for node in ast.walk(tree) if _calls(node, "message") and id(node) not in passing]
    texts = [part.value for node in said for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return any(words.search(str(text)) for text in (*texts, check.failing_title))


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
