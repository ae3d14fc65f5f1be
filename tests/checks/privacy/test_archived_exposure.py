"""What was removed from the site may still stand in an archive: always for a person to judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from auditor.model import Capture, EarlierAudit, EarlierFinding, Outcome, Role, Snapshot, message
from tests.snapshots import TAKEN_AT, Site, run

HOME = "<p>Jane Miller, press officer. Home address: 12 Elm Street, Springfield SP1 2AB, born 4 May 1981</p>"
URL, OLD = "https://www.acme.example/press", "https://www.acme.example/team"
COPY = Capture(URL, datetime(2024, 5, 3, tzinfo=UTC), "https://archive.example/20240503000000/x")


def seen(*captures: Capture, earlier: tuple[EarlierFinding, ...] = (), missing: str = "") -> dict[str, Outcome]:
    snapshot: Snapshot = (
        Site().page("/press", HOME, Role.MEDIA).snapshot(missing={"captures": missing} if missing else {})
    )
    more: dict[str, Any] = {"captures": MappingProxyType({one.url: one for one in captures})}
    audits = (EarlierAudit(TAKEN_AT, findings=earlier),) if earlier else ()
    found = run("archived-exposure", replace(snapshot, earlier=audits, **more))
    return {finding.subject: finding.outcome for finding in found.findings}


def failed(check: str, subject: str, outcome: Outcome = Outcome.FAIL) -> EarlierFinding:
    return EarlierFinding(check, subject, "0" * 32, outcome)


def test_a_detail_shown_now_and_archived_is_for_a_person_to_judge() -> None:
    assert seen(COPY) == {URL: Outcome.REVIEW}


def test_a_detail_removed_since_may_still_be_archived() -> None:
    old = replace(COPY, url=OLD)
    assert seen(old, earlier=(failed("exposed-personal-phone", OLD),)) == {OLD: Outcome.REVIEW}
    assert (
        seen(old, earlier=(failed("exposed-personal-phone", OLD, Outcome.PASS), failed("dead-media-page", OLD))) == {}
    )


def test_nothing_is_said_where_no_copy_is_known_or_nobody_asked() -> None:
    assert seen() == {}


def test_an_archive_that_did_not_answer_leaves_it_open() -> None:
    assert seen(missing="It did not answer.") == {"https://www.acme.example/": Outcome.INCONCLUSIVE}


def test_a_dead_page_says_where_a_copy_is() -> None:
    site = Site().page("/press", "<p>Not found</p>", Role.MEDIA, status=404)
    (finding,) = run("dead-media-page", replace(site.snapshot(), captures=MappingProxyType({URL: COPY}))).findings
    (bare,) = run("dead-media-page", site.snapshot()).findings
    assert (
        (finding.outcome, finding.fingerprint) == (Outcome.FAIL, bare.fingerprint) == (bare.outcome, bare.fingerprint)
    )
    assert COPY.copy in finding.hint.text
    assert finding.hint != message("")
