"""From results and the visit they came from to what a reader is told."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from auditor import __version__, disk
from auditor.audit import page_languages, registry
from auditor.audit.registry import CheckDoc, Known
from auditor.audit.results import CheckOut, FindingOut, Results, ScoreOut
from auditor.audit.scoring import ENOUGH_COVERAGE, GRADES, WEIGHTS
from auditor.audit.summary.nouns import LookedAt
from auditor.config.report import FindingSettings, Length
from auditor.model import NOTHING, Message, Severity, message
from auditor.model.messages import translated
from auditor.report import appendix, plan, story, wording
from auditor.report.nouns import Answered, Category, CheckSection, Method, OpenGroup, OpenItem, Report

MOST_ANSWERED = 5
"""Channels on page one. Our default: what it has room for."""

_ORDER = ("fail", "error", "review", "inconclusive", "pass", "not-applicable")
_NO_DOC = CheckDoc("", "", "", "")
_NEVER_SCORED = ScoreOut(value=None, coverage=0, low=0, high=100, grade=None, grade_reason=NOTHING)


def build(
    results: Results,
    known: Mapping[str, Known],
    folder: Path | None = None,
    *,
    length: Length = "report",
    handled: Mapping[str, FindingSettings] | None = None,
) -> Report:
    """Return the report of `results`; same input, same report.

    Args:
        results: What the audit concluded.
        known: The checks with their pages. One that is not there any more still shows, without its page's text.
        folder: Where pictures lie that the results name; without it, none is shown.
        length: What HTML and PDF hold.
        handled: What is being done about findings, by fingerprint.
    """
    categories = tuple(_categories(results, known))
    told = [section for category in categories for section in category.checks]
    actions = plan.actions(told, handled or {})
    return Report(
        name=results.target.name,
        site=results.target.site,
        taken_at=results.taken_at,
        ruleset=results.ruleset,
        version=results.tool or __version__,
        identifier=hashlib.sha256(results.model_dump_json().encode("utf-8", "replace")).hexdigest(),
        internal=results.edition == "internal",
        score=results.score,
        grade_reason=_with_titles(results.score.grade_reason, {section.id: section.title for section in told}),
        score_line=wording.score_line(results.score),
        partial=results.partial.text if results.partial else "",
        appendix=appendix.of_results(results),
        faults=_faults(told),
        counts=_counts(told, results),
        story=story.sentences(results, told, actions),
        actions=actions,
        categories=categories,
        unverified=_unverified(told),
        pages=tuple(_with_picture(page, folder) for page in results.pages),
        notes=(*(limit.text for limit in results.limits), *_borne(told)),
        method=_method(results),
        profiles=results.profiles,
        talk=results.conversations,
        results=results,
        answered=tuple(_answered(results)),
        length=length,
        handled=handled or {},
    )


def _categories(results: Results, known: Mapping[str, Known]) -> Iterator[Category]:
    told = registry.categories_of(known.values())
    titles = {category.id: category.title for category in results.categories}
    scores = {category.id: category.score for category in results.categories}
    by_category: dict[str, list[CheckSection]] = {category: [] for category in titles}
    for check in results.checks:
        by_category.setdefault(check.category, []).append(_section(check, known.get(check.id)))
    order = [*told, *sorted(by_category.keys() - told.keys())]
    for category in (name for name in order if name in by_category):
        title = titles.get(category) or (told[category].title if category in told else category)
        question = told[category].question if category in told else ""
        checks = tuple(sorted(by_category[category], key=_told_order))
        yield Category(category, translated(title), translated(question), scores.get(category, _NEVER_SCORED), checks)


def _answered(results: Results) -> Iterator[Answered]:
    """Yield how the channels with most questions answer, as far as that can be told of them."""
    accounts = results.conversations.accounts if results.conversations else ()
    counted = [
        (one.title, rate.hits, rate.hits + rate.misses)
        for one in accounts
        for rate in one.counted
        if rate.rate == "answered"
    ]
    for title, hits, total in sorted(counted, key=lambda one: (-one[2], one[0].text))[:MOST_ANSWERED]:
        if total:
            yield Answered(title, hits, total)


def sections(results: Results) -> list[CheckSection]:
    """Return what the checks found, in the order of the results, without their pages."""
    return [_section(check, None) for check in results.checks]


def _told_order(section: CheckSection) -> tuple[int, int, str]:
    return _ORDER.index(section.outcome), -_rank(section.severity), section.id


def _rank(word: str) -> int:
    return Severity[word.upper()].value


def _section(check: CheckOut, known: Known | None) -> CheckSection:
    doc = page_languages.told(known) if known else _NO_DOC
    accepted = tuple(finding for finding in _of(check, "review") if _is_accepted(finding))
    review = tuple(finding for finding in _of(check, "review") if not _is_accepted(finding))
    title = check.title
    if known:
        at_fault = check.outcome == "fail" or (check.outcome == "review" and accepted and not review)
        title = known.check.failing_title if at_fault else known.check.title
    return CheckSection(
        id=check.id,
        title=translated(title),
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
        effort=check.effort or "",
        team=check.team or "",
    )


def _of(check: CheckOut, *outcomes: str) -> tuple[FindingOut, ...]:
    found = [finding for finding in check.findings if finding.outcome in outcomes]
    return tuple(sorted(found, key=lambda finding: -_rank(finding.severity)))


def _is_accepted(finding: FindingOut) -> bool:
    return finding.accepted is not None


def _faults(sections: Iterable[CheckSection]) -> dict[str, int]:
    found: Counter[str] = Counter(finding.severity for section in sections for finding in section.failed)
    return {severity.label: found[severity.label] for severity in reversed(Severity) if severity}


def _counts(sections: list[CheckSection], results: Results) -> dict[str, int]:
    return {
        "checks": len(sections),
        "pass": sum(len(section.passed) for section in sections),
        "review": sum(len(section.review) for section in sections),
        "accepted": sum(len(section.accepted) for section in sections),
        "inconclusive": sum(len(group.items) for group in _unverified(sections)),
        "pages": results.counts.pages,
        "links": results.counts.links,
        "contacts": results.counts.contacts,
    }


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
            message("A check failed to run ({reason})", reason=section.reason).text,
            wording.OUR_FAULT.text,
            OpenItem(section.id, section.title, section.severity, ""),
        )
    elif section.outcome == "inconclusive" and not section.inconclusive:
        yield section.reason, wording.GATHER_AGAIN.text, OpenItem(section.id, section.title, section.severity, "")
    for finding in section.inconclusive:
        how = finding.hint.text if finding.hint else wording.LOOK_YOURSELF.text
        yield (
            finding.message.text,
            how,
            OpenItem(section.id, section.title, finding.severity, finding.subject, finding.fingerprint),
        )


def _with_titles(said: Message, titles: Mapping[str, str]) -> str:
    return said.over_words(lambda words: wording.name_checks(words, titles)).text


def _borne(sections: Iterable[CheckSection]) -> Iterator[str]:
    if count := sum(len(section.accepted) for section in sections):
        yield message(
            "{count} finding is listed but not scored, because it was accepted.",
            "{count} findings are listed but not scored, because they were accepted.",
            count=count,
        ).text


def _with_picture(page: LookedAt, folder: Path | None) -> LookedAt:
    """Return a page with its picture as a `data:` URI instead of a path; without one where it is not there."""
    data = _picture(folder, page.picture) if folder is not None and page.picture else b""
    return replace(page, picture=f"data:image/jpeg;base64,{base64.b64encode(data).decode()}" if data else "")


def _picture(folder: Path, named: str) -> bytes:
    """Return a picture; nothing where there is none, or where its name leads out of the folder: results may come from anywhere."""
    try:
        path = (folder / named).resolve()
        data = disk.content(path, _LARGEST_PICTURE) if path.is_relative_to(folder.resolve()) else b""
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links that lead in a circle
        return b""
    return data if data.startswith(_JPEG) else b""


_JPEG = b"\xff\xd8\xff"
_LARGEST_PICTURE = 20_000_000
"""Bytes. Our default: many times what a browser makes of a page."""


def _method(results: Results) -> Method:
    return Method(
        weights=tuple((severity.label, WEIGHTS[severity]) for severity in reversed(Severity) if WEIGHTS[severity]),
        grades=tuple((letter, least) for least, letter in GRADES),
        enough_coverage=ENOUGH_COVERAGE,
        thresholds=results.thresholds,
    )
