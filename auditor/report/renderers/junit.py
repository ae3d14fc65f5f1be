"""The report as JUnit XML, in the shape Jenkins and GitLab read: a suite per category, a case per check and finding.

Failures are failures, and come first; what could not be verified and what a person must judge is skipped, with the reason, and so is what
fails no gate: findings known to the baseline, and those about addresses of others. A check that broke is an error; what is passed passes. Where too little
could be verified, or a plug-in broke, that is an error of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from auditor.audit.results import FindingOut
from auditor.report import Category, CheckSection, Report
from auditor.report.renderer import Renderer
from auditor.report.renderers import rows
from auditor.report.renderers.rows import State
from auditor.report.renderers.texts import xml_legal

_COUNTED = ("failure", "error", "skipped")


def render(report: Report) -> str:
    """Return the XML document; the same report, the same text."""
    suites = [_suite(category, report) for category in report.categories]
    # A check that broke is an error already.
    if (why := rows.why_incomplete(report)) and not any(suite.get("errors") != "0" for suite in suites):
        suites.append(_incomplete(why, report))
    suites.sort(key=lambda suite: suite.get("failures") == suite.get("errors") == "0")
    root = etree.Element("testsuites", {"name": xml_legal(f"auditor {report.site}"), **_totals(suites)})
    root.extend(suites)
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _suite(category: Category, report: Report) -> Element:
    cases = [case for section in category.checks for case in _cases(section, report)]
    return _suite_of(f"Auditor: {category.title}", sorted(cases, key=_told_order), report)


def _suite_of(name: str, cases: list[Element], report: Report) -> Element:
    counted = Counter(child.tag for case in cases for child in case)
    suite = etree.Element(
        "testsuite",
        name=xml_legal(name),
        tests=str(len(cases)),
        failures=str(counted["failure"]),
        errors=str(counted["error"]),
        skipped=str(counted["skipped"]),
        time="0",
        timestamp=xml_legal(report.taken_at.removesuffix("Z")),  # the format has no time zone; ours is UTC
    )
    suite.extend(cases)
    return suite


def _incomplete(why: str, report: Report) -> Element:
    """Return a suite of one error: too little of the audit came about for it to pass."""
    case = etree.Element("testcase", name="the audit was completed", classname="auditor", time="0")
    return _suite_of("Auditor", [_with(case, "error", why, "incomplete")], report)


def _totals(suites: list[Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    return {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in names} | {"time": "0"}


def _told_order(case: Element) -> int:
    return next((_COUNTED.index(child.tag) for child in case if child.tag in _COUNTED), len(_COUNTED))


def _cases(section: CheckSection, report: Report) -> Iterator[Element]:
    site = report.site
    if section.outcome == "error":
        yield _with(_case(section, section.title, report, site), "error", section.reason, "error", section.reason)
    elif not section.findings:
        yield _bare(section, report)
    names: Counter[str] = Counter()
    for finding in section.findings:
        names[finding.subject] += 1
        again = f" ({names[finding.subject]})" if names[finding.subject] > 1 else ""  # readers merge cases of one name
        case = _case(section, finding.subject + again, report, finding.subject)
        yield _told(case, section, finding, rows.state_of(report, finding))


def _bare(section: CheckSection, report: Report) -> Element:
    """Return the case of a check that said nothing of any subject."""
    case = _case(section, section.title, report, report.site)
    if section.outcome == "fail":
        return _with(case, "failure", section.title, section.severity, section.fix)
    if section.outcome == "pass":
        return case
    return _with(case, "skipped", f"{section.outcome}: {section.reason}")


def _case(section: CheckSection, named: str, report: Report, subject: str) -> Element:
    """Return a case; its file and line are those of the entry in auditor.toml, where there is one."""
    told = {"name": f"{section.id}: {named}", "classname": f"{section.category}.{section.id}", "time": "0"}
    if report.places:
        told |= {"file": report.places.path, "line": str(report.places.line_of(subject, report.site))}
    return etree.Element("testcase", {key: xml_legal(value) for key, value in told.items()})


def _told(case: Element, section: CheckSection, finding: FindingOut, state: State) -> Element:
    if finding.outcome == "fail" and state in rows.QUIET:
        return _with(case, "skipped", f"{rows.STATE_WORDS[state]}: {finding.message.text}")
    if finding.outcome == "fail":
        message = f"{section.title}: {finding.subject}: {finding.message.in_full}"
        return _with(case, "failure", message, finding.severity, _detail(section, finding))
    if finding.outcome == "error":
        return _with(case, "error", finding.message.in_full, "error", _detail(section, finding))
    if finding.outcome != "pass":
        return _with(case, "skipped", f"{finding.outcome}: {finding.message.in_full}")
    return case


def _with(case: Element, tag: str, message: str, kind: str = "", text: str = "") -> Element:
    child = etree.SubElement(case, tag, message=xml_legal(message))
    if kind:
        child.set("type", xml_legal(kind))
    if text:
        child.text = xml_legal(text)
    return case


def _detail(section: CheckSection, finding: FindingOut) -> str:
    lines = [finding.message.in_full, *([finding.hint.in_full] if finding.hint else [])]
    for proof in finding.evidence:
        lines += [f"Seen at {proof.url} {proof.at}".rstrip()]
        lines += [f"  {proof.excerpt}"] if proof.excerpt else []
        lines += [f"  page copy sha256 {proof.body_sha256}"] if proof.body_sha256 else []
    lines += [f"How to fix it: {section.fix}"] if section.fix else []
    return "\n".join([*lines, f"Fingerprint {finding.fingerprint}"])


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(
    interface=1, once=True, name="junit", title="JUnit XML, for CI", file="results.junit.xml", render=_write
)
