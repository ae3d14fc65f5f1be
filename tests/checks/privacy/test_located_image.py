"""Photos that tell places and cameras, and those that only seem to."""

from __future__ import annotations

import pytest

from auditor.audit import registry, runner
from auditor.model import Outcome, Role, Severity, Spokesperson
from tests.snapshots import FILLER, SITE, Site, only, run

CHECK = "located-image"
PHOTO = f"{SITE}team.jpg"


def photo(kind: str = "jpeg", problem: str = "", **facts: str | tuple[str, ...]) -> Site:
    site = Site().page("/press", FILLER, Role.MEDIA)
    return site.document("/team.jpg", kind, "/press", problem=problem, **facts)


def test_a_place_fails_and_is_told_only_roughly() -> None:
    finding = only(run(CHECK, photo(gps="48.858370,2.294481", sha256="ab" * 32).snapshot()))
    assert (finding.outcome, finding.subject, finding.severity) == (Outcome.FAIL, PHOTO, Severity.HIGH)
    assert "near 48.9, 2.3" in finding.message.text
    assert f"published on {SITE}press" in finding.message.text
    said = finding.message.text + finding.evidence[0].excerpt
    assert "48.85" not in said
    assert "2.29" not in said
    assert finding.evidence[0].body_sha256 == "ab" * 32


@pytest.mark.parametrize(
    "facts", [{"owner": "Wanda Kowalski"}, {"serial": "20345677"}, {"owner": "W. Kowalski", "serial": "20345677"}]
)
def test_owner_and_serial_number_are_of_medium_weight(facts: dict[str, str]) -> None:
    finding = only(run(CHECK, photo(**facts).snapshot()))
    assert (finding.outcome, finding.severity) == (Outcome.FAIL, Severity.MEDIUM)
    assert "20345677" not in finding.message.text + finding.evidence[0].excerpt


def test_place_and_camera_are_two_faults() -> None:
    found = run(CHECK, photo(gps="48.858370,2.294481", serial="20345677").snapshot()).findings
    assert [(f.outcome, f.severity) for f in found] == [(Outcome.FAIL, Severity.HIGH), (Outcome.FAIL, Severity.MEDIUM)]
    assert len({f.fingerprint for f in found}) == 2


def test_nobody_is_named_in_results() -> None:
    site = photo(owner="Wanda Kowalski")
    result = runner.run(dict(registry.load(installed=False))[CHECK].check, site.snapshot())
    finding = only(result)
    assert "Kowalski" not in str(finding)
    assert "W•••" in finding.message.text


def test_a_photo_inside_a_document_counts() -> None:
    finding = only(run(CHECK, Site().document("/release.docx", "docx", gps="-33.856784,151.215297").snapshot()))
    assert (
        "A photo in the file shows to within a few metres where it was taken (near -33.9, 151.2)"
        in finding.message.text
    )


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://maps.example/?q=48.8584,2.2945">Map</a>',
        '<a href="https://www.google.com/maps/place/Acme/@48.8580,2.2950,17z">Map</a>',
        '<script type="application/ld+json">{"@type":"Place","geo":{"latitude": 48.8584, "longitude": "2.2945"}}</script>',
    ],
)
def test_a_place_that_the_site_tells_itself_is_in_order(html: str) -> None:
    site = photo(gps="48.858370,2.294481").page("/contact", FILLER + html, Role.CONTACT)
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_another_place_than_the_site_tells_is_not() -> None:
    site = photo(gps="48.958370,2.294481").page(
        "/contact", f'{FILLER}<a href="https://maps.example/?q=48.8584,2.2945">Map</a>', Role.CONTACT
    )
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"artist": "Wanda Kowalski", "copyright": "Wanda Kowalski 2026"},
        {"owner": "Wanda Kowalski", "artist": "Wanda Kowalski"},
        {"owner": "Acme Anvils"},
        {"owner": "Marketing department"},
        {"owner": "unknown"},
        {"owner": "Sabine Wolter"},
    ],
)
def test_in_order(facts: dict[str, str]) -> None:
    site = photo(**facts).company_profile(
        spokespeople=(Spokesperson("Sabine Wolter", "agreed in writing, 2026-01-02"),)
    )
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_what_could_not_be_read_is_inconclusive() -> None:
    finding = only(run(CHECK, photo(problem="the file is cut off").snapshot()))
    assert (finding.outcome, "The file is cut off." in finding.message.text) == (Outcome.INCONCLUSIVE, True)


def test_what_was_found_before_the_fault_counts() -> None:
    assert only(run(CHECK, photo(problem="the file is cut off", serial="20345677").snapshot())).outcome is Outcome.FAIL


def test_without_photos_nothing_is_said() -> None:
    assert run(CHECK, Site().document("/a.pdf", "pdf", author="Acme").snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_documents_that_were_not_gathered() -> None:
    assert run(CHECK, photo().snapshot(missing={"documents": "left out"})).outcome is Outcome.INCONCLUSIVE
