"""From results and the visit they came from to what a reader is told."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from auditor import __version__
from auditor.analysis import redaction
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.masking import mask_text
from auditor.audit.registry import CheckDoc, Known
from auditor.audit.results import CheckOut, FindingOut, Results, ScoreOut
from auditor.audit.scoring import ENOUGH_COVERAGE, GRADES, WEIGHTS
from auditor.model import CONTACT_ROLES, Page, Severity, Snapshot
from auditor.report import limits, profiles, wording
from auditor.report.nouns import Chapter, CheckSection, LookedAt, Mend, Method, OpenGroup, OpenItem, Report
from auditor.report.talk import Talk
from auditor.resources import facts

MEND_FIRST = 3
"""Faults told at the front. House rule: what a reader keeps in mind."""

_ORDER = ("fail", "error", "review", "inconclusive", "pass", "not-applicable")
_NO_DOC = CheckDoc("", "", "", "")
_LIFE_WORDS = {LinkState.ALIVE: "read", LinkState.DEAD: "dead", LinkState.UNKNOWN: "unknown"}
_NEVER_SCORED = ScoreOut(value=None, coverage=0, low=0, high=100, grade=None, grade_reason="")


def build(results: Results, snapshot: Snapshot, known: Mapping[str, Known]) -> Report:
    """Return the report of `results` over the visit they came from; same input, same report.

    A check that is not in `known` any more still shows, without its page's text.
    """
    internal = results.edition == "internal"
    chapters = tuple(_chapters(results, known))
    sections = [section for chapter in chapters for section in chapter.checks]
    report = Report(
        name=results.target.name,
        site=results.target.site,
        taken_at=results.taken_at,
        ruleset=results.ruleset,
        version=__version__,
        identifier=hashlib.sha256(results.model_dump_json().encode("utf-8", "replace")).hexdigest(),
        internal=internal,
        score=results.score,
        grade_reason=wording.name_checks(
            results.score.grade_reason, {section.id: section.title for section in sections}
        ),
        score_line=wording.score_line(results.score),
        partial=snapshot.partial,
        faults=_faults(sections),
        counts=_counts(sections, snapshot),
        mend_first=_mend_first(sections),
        chapters=chapters,
        unverified=_unverified(sections),
        pages=tuple(sorted(_looked_at(snapshot, internal=internal), key=_page_order)),
        notes=_notes(snapshot, sections),
        method=_method(snapshot, sections),
        profiles=profiles.rows(snapshot, internal=internal),
        talk=_talk(snapshot, internal=internal),
    )
    return report if internal else redaction.everywhere(report, redaction.of(snapshot))


def _talk(snapshot: Snapshot, *, internal: bool) -> Talk | None:
    if not (snapshot.channels or snapshot.posts):
        return None
    from auditor.report import talking  # noqa: PLC0415 - most of what it needs nobody else does

    return talking.build(snapshot, internal=internal)


def _chapters(results: Results, known: Mapping[str, Known]) -> Iterator[Chapter]:
    told = {entry["id"]: entry for entry in facts("audit/categories.toml")["category"]}
    titles = {category.id: category.title for category in results.categories}
    scores = {category.id: category.score for category in results.categories}
    by_category: dict[str, list[CheckSection]] = {category: [] for category in titles}
    for check in results.checks:
        by_category.setdefault(check.category, []).append(_section(check, known.get(check.id)))
    order = [*told, *sorted(by_category.keys() - told.keys())]
    for category in (name for name in order if name in by_category):
        entry = told.get(category, {})
        title = titles.get(category) or entry.get("title") or category
        checks = tuple(sorted(by_category[category], key=_told_order))
        yield Chapter(category, title, entry.get("question", ""), scores.get(category, _NEVER_SCORED), checks)


def _told_order(section: CheckSection) -> tuple[int, int, str]:
    return _ORDER.index(section.outcome), -_rank(section.severity), section.id


def _rank(word: str) -> int:
    return Severity[word.upper()].value


def _section(check: CheckOut, known: Known | None) -> CheckSection:
    doc = known.doc if known else _NO_DOC
    accepted = tuple(finding for finding in _of(check, "review") if _is_accepted(finding))
    review = tuple(finding for finding in _of(check, "review") if not _is_accepted(finding))
    title = check.title
    if known:
        at_fault = check.outcome == "fail" or (check.outcome == "review" and accepted and not review)
        title = known.check.failing_title if at_fault else known.check.title
    return CheckSection(
        id=check.id,
        title=title,
        category=check.category,
        severity=check.severity,
        outcome=check.outcome,
        reason=check.reason.text if check.reason else "",
        what=doc.what,
        why=doc.why,
        fix=doc.fix,
        limits=doc.limits,
        failed=_of(check, "fail"),
        review=review,
        accepted=accepted,
        inconclusive=_of(check, "inconclusive", "error"),
        passed=_of(check, "pass"),
    )


def _of(check: CheckOut, *outcomes: str) -> tuple[FindingOut, ...]:
    found = [finding for finding in check.findings if finding.outcome in outcomes]
    return tuple(sorted(found, key=lambda finding: -_rank(finding.severity)))


def _is_accepted(finding: FindingOut) -> bool:
    return finding.accepted is not None


def _faults(sections: Iterable[CheckSection]) -> dict[str, int]:
    found: Counter[str] = Counter(finding.severity for section in sections for finding in section.failed)
    return {severity.label: found[severity.label] for severity in reversed(Severity) if severity}


def _counts(sections: list[CheckSection], snapshot: Snapshot) -> dict[str, int]:
    return {
        "checks": len(sections),
        "pass": sum(len(section.passed) for section in sections),
        "review": sum(len(section.review) for section in sections),
        "accepted": sum(len(section.accepted) for section in sections),
        "inconclusive": sum(len(group.items) for group in _unverified(sections)),
        "pages": len(snapshot.pages),
        "links": len({link.url for link in snapshot.links}),
        "contacts": len({(detail.kind, detail.value) for detail in snapshot.contacts}),
    }


def _mend_first(sections: Iterable[CheckSection]) -> tuple[Mend, ...]:
    """Return the worst finding of each of the worst checks."""
    failed = [section for section in sections if section.failed]
    failed.sort(key=lambda section: -_rank(section.failed[0].severity))  # stable: chapters stay in order
    return tuple(_mend(section) for section in failed[:MEND_FIRST])


def _mend(section: CheckSection) -> Mend:
    worst = section.failed[0]
    return Mend(
        check=section.id,
        title=section.title,
        severity=worst.severity,
        subject=worst.subject,
        message=worst.message.text,
        why=wording.first_sentence(section.why),
        remedy=wording.first_paragraph(section.fix),
        others=len(section.failed) - 1,
    )


def _unverified(sections: Iterable[CheckSection]) -> tuple[OpenGroup, ...]:
    groups: dict[tuple[str, str], list[OpenItem]] = {}
    for section in sections:
        for reason, how, item in _open_items(section):
            groups.setdefault((reason, how), []).append(item)
    told = [
        OpenGroup(reason, how, tuple(sorted(items, key=lambda item: -_rank(item.severity))))
        for (reason, how), items in groups.items()
    ]
    return tuple(sorted(told, key=lambda group: (-_rank(group.items[0].severity), -len(group.items), group.reason)))


def _open_items(section: CheckSection) -> Iterator[tuple[str, str, OpenItem]]:
    if section.outcome == "error":
        yield (
            f"A check broke ({section.reason})",
            wording.OUR_FAULT,
            OpenItem(section.id, section.title, section.severity, ""),
        )
    elif section.outcome == "inconclusive" and not section.inconclusive:
        yield section.reason, wording.GATHER_AGAIN, OpenItem(section.id, section.title, section.severity, "")
    for finding in section.inconclusive:
        how = finding.hint.text if finding.hint else wording.LOOK_YOURSELF
        yield finding.message.text, how, OpenItem(section.id, section.title, finding.severity, finding.subject)


def _looked_at(snapshot: Snapshot, *, internal: bool) -> Iterator[LookedAt]:
    for page in snapshot.pages:
        verdict = judge(snapshot, page.fetch.url)
        yield LookedAt(
            url=page.url,
            title=page.title or page.heading
            if internal
            else mask_text(page.title or page.heading, redaction.of(snapshot)),
            lang=wording.language_tag(page.lang),
            roles=tuple(role.value for role in page.roles),
            outcome=_LIFE_WORDS[verdict.state],
            detail=mask_text(verdict.reason),
            rendered=page.rendered,
            picture=_picture(page),
        )


def _picture(page: Page) -> str:
    """Return a page's picture as a `data:` URI; empty where there is none to show."""
    picture = page.picture() if page.has(*CONTACT_ROLES) else b""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}" if picture else ""


def _page_order(page: LookedAt) -> tuple[bool, int]:
    return not page.roles, ("dead", "unknown", "read").index(page.outcome)


def _notes(snapshot: Snapshot, sections: Iterable[CheckSection]) -> tuple[str, ...]:
    missing = (f"Not gathered: {artifact} ({reason})." for artifact, reason in sorted(snapshot.missing.items()))
    told = (*snapshot.notes, *missing, *_borne(sections), *_run_out(snapshot))
    return tuple(mask_text(note) for note in told)


def _borne(sections: Iterable[CheckSection]) -> Iterator[str]:
    if count := sum(len(section.accepted) for section in sections):
        told = "1 fault is" if count == 1 else f"{count} faults are"
        yield f"{told} told but not counted, because auditor.toml accepts {'it' if count == 1 else 'them'}."


def _run_out(snapshot: Snapshot) -> Iterator[str]:
    for accept in snapshot.accepts:
        if not accept.holds(snapshot.taken_at):
            what = f"{accept.pattern} in {accept.check}" if accept.check else accept.pattern
            reason = accept.reason.rstrip(".")
            yield f"auditor.toml accepted faults of {what} until {accept.until} ({reason}); they count again."


def _method(snapshot: Snapshot, sections: Iterable[CheckSection]) -> Method:
    return Method(
        weights=tuple((severity.label, WEIGHTS[severity]) for severity in reversed(Severity) if WEIGHTS[severity]),
        grades=tuple((letter, least) for least, letter in GRADES),
        enough_coverage=ENOUGH_COVERAGE,
        thresholds=limits.describe(snapshot.thresholds, {section.id: section.outcome for section in sections}),
    )
