"""Published photos that tell where they were taken, and by whose camera."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    NOTHING,
    Document,
    Files,
    Finding,
    Message,
    Pages,
    Severity,
    Snapshot,
    check,
    fail,
    file_evidence,
    inconclusive,
    message,
    passed,
)


@check(
    "located-image",
    category="privacy",
    severity=Severity.HIGH,
    needs=("documents",),
    uses=("pages", "links"),
    effort="minutes",
    team="web",
    title="Published photos reveal neither place nor camera",
    failing_title="A published photo reveals where or with whose camera it was taken",
)
def located_image(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every picture, and every file in which pictures lie, by its place and by its camera."""
    for document in snapshot.documents:
        inside = {"gps", "owner", "serial"} & document.facts.keys()
        if not Files.is_picture(document) and not inside:
            continue
        faults = [fault for fault in (_place(snapshot, document), _camera(snapshot, document)) if fault is not None]
        yield from faults
        if not faults and document.problem:
            problem = message("The file could not be read completely.").then(document.problem)
            yield inconclusive(document.url, problem, hint=message("Open its properties and look for GPS."))
        elif not faults:
            yield passed(document.url, _clear(document), file_evidence(snapshot, document))


def _clear(document: Document) -> Message:
    if document.facts.get("gps"):
        return message("The file shows only a place that the site publishes itself, and no camera.")
    return message("The file shows neither a place nor a camera.")


def _place(snapshot: Snapshot, document: Document) -> Finding | None:
    found = Files(snapshot).places(document)
    if not found:
        return None
    # One decimal is about ten kilometres: the report must not tell what it warns of.
    near = "; ".join(f"{latitude:.1f}, {longitude:.1f}" for latitude, longitude in found[:3])
    told = _taken(document, near).then(Pages.published_on(document.linked_from))
    return fail(document.url, told, file_evidence(snapshot, document, f"GPS, rounded: {near}"), variant="place")


def _taken(document: Document, near: str) -> Message:
    if Files.is_picture(document):
        return message("The photo shows to within a few metres where it was taken (near {place}).", place=near)
    return message("A photo in the file shows to within a few metres where it was taken (near {place}).", place=near)


def _camera(snapshot: Snapshot, document: Document) -> Finding | None:
    owners = Files(snapshot).camera_owners(document)
    serials = Files.camera_serials(document)
    if not owners and not serials:
        return None
    told = NOTHING.then(
        *(message("The file names {person} as the camera's owner.", person=owner) for owner in owners),
        *(message("The file contains the camera's serial number {number}.", number=one) for one in serials[:3]),
        Pages.published_on(document.linked_from),
    )
    proof = file_evidence(snapshot, document, f"Camera: {', '.join((*owners, *serials[:3]))}")
    return fail(document.url, told, proof, severity=Severity.MEDIUM, variant="camera")
