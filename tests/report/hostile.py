"""Reports in which everything that a stranger, or a client's own file, can write is an attack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from auditor import report
from auditor.audit.registry import CheckDoc
from auditor.config.report import FindingSettings
from auditor.model import Accept, Outcome, Role
from auditor.report import Report
from auditor.report.branding import Branding
from auditor.report.notes import Notes
from auditor.report.presentation import Presentation
from tests import factories as make

TEXTS = {
    "mark-up": '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>]]></w:t><w:r/>&amp;&#x202e;',
    "formula": '=HYPERLINK("https://evil.example","x")',
    "formula of another kind": "@SUM(1+1)*cmd|' /C calc'!A0",
    "signs": "+1-1=2\t%",
    "unseen": "a\x00\x01\x08\x0b\x0c\x1f\x7f\x85b\u202egnp.exe\u202c\u2066x\u2069\u200b\u200e\ufeff\ufffe\uffff\U000e0041z",
    "lone surrogates": "a\ud800b\udfffc",
    "escapes of spreadsheets": "_x000D__x202E_x_x0000_",
    "a link that runs": "javascript:alert(1)",
    "a link in Markdown": "[x](javascript:alert(1)) ![p](https://evil.example/p.png) <https://evil.example/\u202e>",
    "a link that lies": "https://good.example@evil.example/x",
    "a file": "file:///etc/passwd",
    "a template": "{{ 7*7 }}{% for x in y %}{name}",
    "fields of Word": '{ INCLUDEPICTURE "https://evil.example/p.png" } \\* MERGEFORMAT { DDEAUTO c:\\\\x }',
    "length": "A" * 33_000,
    "lines": "a\r\nb\rc\n\n\nd\u2028e\u2029f",
}
"""Kind → what is planted in every field."""


def told(text: str) -> Report:
    """Return a report that says `text` wherever somebody else's words may stand."""
    theirs = text.encode("utf-8", "replace").decode()  # no lone surrogate gets through a visit
    check = replace(make.make_check(category=theirs, title=theirs, failing_title=theirs), id=theirs)
    findings = [
        make.make_finding(outcome, f"{theirs}{outcome}", theirs, excerpt=theirs, page=theirs, hint=theirs)
        for outcome in (Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.PASS)
    ]
    borne = make.make_finding(Outcome.REVIEW, f"{theirs}borne", theirs, accepted=Accept(theirs, theirs))
    page = make.make_page("/x/", Role.CONTACT, title=theirs, lang="en")
    snapshot = make.make_snapshot((page,), partial=theirs, notes=(theirs,))
    results = make.make_results((make.make_result(check, *findings, borne),), name=theirs, site=theirs)
    built = make.make_report(results, snapshot, make.make_known((check,), CheckDoc(theirs, theirs, theirs, theirs)))
    return _handed_over(built, text)


def _handed_over(built: Report, text: str) -> Report:
    """Return a report with everything that people add to one."""
    fingerprints = [
        one.fingerprint for category in built.categories for section in category.checks for one in section.findings
    ]
    theirs = text.encode("utf-8", "replace").decode()
    said = FindingSettings.model_construct(  # what a file may not hold, renderers bear all the same
        status="in progress", responsible=theirs, due=date(2026, 12, 31), note=theirs
    )
    handled = dict.fromkeys(fingerprints, said)
    assert built.results is not None
    again = report.build(built.results, {}, handled=handled)
    branding = Branding(prepared_for=text, prepared_by=text, footer=text, confidentiality=text, credit=True)
    remarks = Notes(text, text, text, {theirs: text}, dict.fromkeys(fingerprints, text))
    return replace(
        built,
        actions=again.actions,
        handled=handled,
        presentation=Presentation(branding=branding),
        remarks=remarks,
    )
