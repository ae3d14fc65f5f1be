"""Published files that tell who made them, under which log-in and in which folder."""

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
    review,
)
from auditor.api.types import (
    Trace,
    Who,
)

MOST = 4
LOOK = message("Open it and look at its properties.")
WHOSE = message("Find out whether that is a person, or a log-in that stands for one.")


@check(
    "named-document",
    category="privacy",
    severity=Severity.LOW,
    needs=("documents",),
    uses=("pages",),
    effort="minutes",
    team="comms",
    title="Published files name no people or folders",
    failing_title="A published file names its author, a log-in or a folder",
)
def named_document(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every file that tells anything of this sort, and every document that could."""
    for document in snapshot.documents:
        if not Files.is_picture(document) or document.facts.get("path"):
            yield _judge(snapshot, document)


def _judge(snapshot: Snapshot, document: Document) -> Finding:
    traces = Files(snapshot).makers(document)
    sure = [trace for trace in traces if trace.who is Who.PERSON]
    folders = Files.folders(document)
    told = _told(sure or traces, folders)
    proof = file_evidence(snapshot, document, _excerpt(sure or traces, folders))
    if sure or folders:
        return fail(document.url, told.then(Pages.published_on(document.linked_from)), proof)
    if traces:
        return review(document.url, told.then(Pages.published_on(document.linked_from)), proof, hint=WHOSE)
    if document.problem:
        problem = message("The file could not be read completely.").then(document.problem)
        return inconclusive(document.url, problem, proof, hint=LOOK)
    return passed(document.url, message("The file names nobody and no folder."), proof)


def _excerpt(traces: list[Trace], folders: tuple[str, ...]) -> str:
    """Return what stands in the file: `author: Jane Doe; folder: file:///home/jane`."""
    words = [f"{trace.fact}: {trace.value}" for trace in traces[:MOST]]
    return "; ".join([*words, *(f"folder: {path}" for path in folders[:1])])


def _told(traces: list[Trace], folders: tuple[str, ...]) -> Message:
    """Return who is named and as what, and the first folder."""
    return NOTHING.then(
        *(_named(trace) for trace in traces[:MOST]),
        _more(len(traces) - MOST),
        *(message("The file contains the folder {path}.", path=path) for path in folders[:1]),
    )


def _named(trace: Trace) -> Message:
    match trace.fact:
        case "author":
            return message("The file names {person} as its author.", person=trace.value)
        case "last-editor":
            return message("The file names {person} as its last editor.", person=trace.value)
        case "manager":
            return message("The file names {person} as the manager.", person=trace.value)
        case "reviewer":
            return message("The file names {person} as a reviewer.", person=trace.value)
    return message("The file contains the log-in {account}.", account=trace.value)


def _more(count: int) -> Message:
    if count < 1:
        return NOTHING
    return message("{count} more name is in it.", "{count} more names are in it.", count=count)
