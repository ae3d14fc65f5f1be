"""Published photos that tell where they were taken, and by whose camera."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    Document,
    Finding,
    Severity,
    Snapshot,
    check,
    fail,
    file_evidence,
    files,
    inconclusive,
    mask_number,
    pages,
    passed,
    places,
)


@check(
    "located-image",
    category="privacy",
    severity=Severity.HIGH,
    needs=("documents",),
    effort="minutes",
    team="web",
    title="Published photos keep place and camera to themselves",
    failing_title="A published photo tells where it was taken, or by whose camera",
)
def located_image(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every picture, and every file in which pictures lie, by its place and by its camera."""
    for document in snapshot.documents:
        inside = {"gps", "owner", "serial"} & document.facts.keys()
        if document.kind not in files.PICTURES and not inside:
            continue
        faults = [fault for fault in (_place(snapshot, document), _camera(snapshot, document)) if fault is not None]
        yield from faults
        if not faults and document.problem:
            how = "Open its properties and look for GPS."
            yield inconclusive(document.url, f"Could not be read whole: {document.problem}. {how}")
        elif not faults:
            known = " but where the site itself says it is" if document.facts.get("gps") else ""
            yield passed(document.url, f"Tells no place{known}, and no camera.", file_evidence(snapshot, document))


def _place(snapshot: Snapshot, document: Document) -> Finding | None:
    found = [place for place in places.taken_at(document) if not places.is_published(snapshot, place)]
    if not found:
        return None
    # One decimal is about ten kilometres: the report must not tell what it warns of.
    near = " and ".join(f"{latitude:.1f}, {longitude:.1f}" for latitude, longitude in found[:3])
    told = f"Tells to a few metres where {_what(document)} was taken (near {near}){_where(document)}."
    return fail(document.url, told, file_evidence(snapshot, document, f"GPS, rounded: {near}"), variant="place")


def _camera(snapshot: Snapshot, document: Document) -> Finding | None:
    owners = files.owners(snapshot, document)
    serials = tuple(map(mask_number, document.facts.get("serial", ())))
    said = [f"its owner ({', '.join(owners)})"] if owners else []
    said += [f"its serial number ({', '.join(serials[:3])})"] if serials else []
    if not said:
        return None
    told = f"Names the camera by {' and '.join(said)}{_where(document)}."
    proof = file_evidence(snapshot, document, f"Camera: {', '.join((*owners, *serials[:3]))}")
    return fail(document.url, told, proof, severity=Severity.MEDIUM, variant="camera")


def _what(document: Document) -> str:
    return "it" if document.kind in files.PICTURES else "a photo in it"


def _where(document: Document) -> str:
    return f"; published on {pages.describe(document.linked_from)}" if document.linked_from else ""
