"""Published files that tell who made them, under which log-in and in which folder."""

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
    pages,
    passed,
    review,
)

MOST = 4


@check(
    "named-document",
    category="privacy",
    severity=Severity.LOW,
    needs=("documents",),
    effort="minutes",
    team="comms",
    title="Published files name nobody and no folder",
    failing_title="A published file names who made it, a log-in or a folder",
)
def named_document(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every file that tells anything of this sort, and every document that could."""
    for document in snapshot.documents:
        if document.kind not in files.PICTURES or document.facts.get("path"):
            yield _judge(snapshot, document)


def _judge(snapshot: Snapshot, document: Document) -> Finding:
    traces = list(files.makers(snapshot, document))
    sure = [trace for trace in traces if trace.who is files.Who.PERSON]
    folders = files.folders(document)
    said = "; ".join(filter(None, (_told(sure or traces), f"folder {folders[0]}" if folders else "")))
    proof = file_evidence(snapshot, document, said)
    where = f"; published on {pages.describe(document.linked_from)}" if document.linked_from else ""
    if sure or folders:
        return fail(document.url, f"Names {said}{where}.", proof)
    if traces:
        return review(document.url, f"Names {said}{where}. Is that a person, or a log-in that means one?", proof)
    if document.problem:
        return inconclusive(
            document.url, f"Could not be read whole: {document.problem}. Open it and look at its properties.", proof
        )
    return passed(document.url, "Names nobody and no folder.", proof)


def _told(traces: list[files.Trace]) -> str:
    """Return who is named, and as what: `Jane Doe (author), jdoe (log-in)`."""
    words = [f"{trace.value} ({files.NAMING.get(trace.fact, 'log-in')})" for trace in traces[:MOST]]
    more = len(traces) - MOST
    return ", ".join(words) + (f" and {more} more" if more > 0 else "")
