"""The failed findings as SARIF 2.1.0, in the shape that GitHub's code scanning takes.

GitHub refuses a whole file for one location that is an https address or only a name, so that each finding stands at the line of
auditor.toml that names its page, profile or target; the address is in the message and under `properties`. What could not be verified is
a notification, what is accepted is suppressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor import urls
from auditor.report import CheckSection, Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.rows import Row
from auditor.report.renderers.texts import plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""What GitHub takes in one run."""
_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "none"}


def render(report: Report) -> str:
    """Return the file; the same report, the same text."""
    told = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _run(report: Report) -> dict[str, Any]:
    found = rows.failed(report, accepted=True)[:MOST_RESULTS]
    known = {row.section.id: row.section for row in found}
    index = {id_: place for place, id_ in enumerate(known)}
    score = report.score
    return {
        "tool": {
            "driver": {
                "name": "Auditor",
                "version": report.version,
                "rules": [_rule(section) for section in known.values()],
            }
        },
        "automationDetails": {"id": f"auditor/{plain(urls.netloc(report.site)) or 'target'}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(one.outcome == "error" for one in rows.sections(report)),
                "startTimeUtc": report.taken_at,
                "toolExecutionNotifications": list(_notifications(report)),
            }
        ],
        "results": [_result(row, report, index) for row in found],
        "properties": {
            "target": plain(report.site),
            "ruleset": report.ruleset,
            "score": score.value,
            "coverage": score.coverage,
            "grade": score.grade,
        },
    }


def _rule(section: CheckSection) -> dict[str, Any]:
    page = {
        "What it checks": section.what,
        "Why it matters": section.why,
        "How to fix": section.fix,
        "What it cannot tell": section.limits,
    }
    text = "\n\n".join(f"## {head}\n\n{words}" for head, words in page.items() if words)
    rule: dict[str, Any] = {
        "id": section.id,
        "shortDescription": {"text": plain(section.title)},
        "defaultConfiguration": {"level": _LEVELS[section.severity]},
        "properties": {"tags": [section.category], "severity": section.severity},
    }
    return rule | ({"help": {"text": plain(text), "markdown": plain(text)}} if text else {})


def _result(row: Row, report: Report, index: dict[str, int]) -> dict[str, Any]:
    finding = row.finding
    told: dict[str, Any] = {
        "ruleId": row.section.id,
        "ruleIndex": index[row.section.id],
        "level": row.level,
        "message": {"text": plain(row.words + (f" {row.url}" if row.url not in {"", finding.subject} else ""))},
        "locations": [_location(row, report)],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint}:1",  # the one that GitHub reads
            "auditorFingerprint/v1": finding.fingerprint,
        },
        "properties": {
            "url": plain(row.url),
            "subject": plain(finding.subject),
            "severity": finding.severity,
            "effort": row.section.effort,
            "team": row.section.team,
        },
    }
    gate = report.results.gate if report.results else None
    if gate and gate.baseline:
        told["baselineState"] = "unchanged" if finding.fingerprint in gate.known else "new"
    if by := finding.accepted:
        why = plain("; ".join(filter(None, (by.reason, by.note, by.who))))
        told["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return told


def _location(row: Row, report: Report) -> dict[str, Any]:
    if report.places is None:
        return {"logicalLocations": [{"name": plain(row.finding.subject), "kind": "resource"}]}
    place = {"artifactLocation": {"uri": _uri(report.places.path)}, "region": {"startLine": row.line}}
    return {"physicalLocation": place}


def _uri(path: str) -> str:
    """Return a relative path as a relative reference: nothing in it is taken for a scheme, a query or an escape."""
    from urllib.parse import quote  # noqa: PLC0415 - for this only

    return quote(path.encode("utf-8", "replace"), safe="/")


def _notifications(report: Report) -> Iterator[dict[str, Any]]:
    for group in report.unverified:
        for item in group.items:
            said = f"{item.title}: {item.subject}: {group.reason}" if item.subject else f"{item.title}: {group.reason}"
            yield {
                "level": "note",
                "message": {"text": plain(f"Not verified: {said} {group.how}".strip())},
                "descriptor": {"id": "not-verified"},
                "associatedRule": {"id": item.check},
            }
    for section in rows.sections(report):
        for finding in section.review:
            yield {
                "level": "note",
                "message": {"text": plain(f"Needs review: {section.title}: {finding.subject}: {finding.message.text}")},
                "descriptor": {"id": "needs-review"},
                "associatedRule": {"id": section.id},
            }


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(
    interface=1, once=True, name="sarif", title="SARIF 2.1.0, for code scanning", file="results.sarif", render=_write
)
