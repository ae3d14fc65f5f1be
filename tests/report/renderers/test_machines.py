"""Formats for machines: valid by their schemas, stable, and inert whatever strangers wrote."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cmarkgfm
import jsonschema
import pytest
from lxml import etree

from auditor.audit import baseline, gate
from auditor.audit.gate import Gate
from auditor.audit.results import FindingOut
from auditor.config.places import Places
from auditor.model import Accept, Outcome, Severity, quoted
from auditor.report import CheckSection, Report
from auditor.report.renderers import findings, github, gitlab, junit, sarif, summary
from tests import factories as make

SCHEMAS = Path(__file__).with_name("schemas")
PLACES = Places("clients/acme/auditor.toml", {f"{make.SITE}/": 2, f"{make.SITE}/press/": 7})
HOSTILE = (
    "::set-output name=x::y",
    "a\n::error::forged",
    "a\r\n##[error]forged",
    "%0A::error::forged",
    "a]]><failure/>",
    "a | b | `c` **d**",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "<script>alert(1)</script><img src=x onerror=y>",
    "https://evil.example/x www.evil.example @everyone",
    "=cmd|' /C calc'!A0",
    "\t+1+1",
    "\x1b[2J\x00\x07",
    "\ud800 lone",
    "\u202etxt.exe\u2066",
    "```\n# head\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "# head",
    "1. item",
)


def findings_csv(report: Report, tmp: Path) -> str:
    findings.write(report, tmp / "findings.csv")
    return (tmp / "findings.csv").read_bytes().decode()


RENDER: dict[str, Callable[[Report, Path], str]] = {
    "sarif": lambda report, _: sarif.render(report),
    "junit": lambda report, _: junit.render(report),
    "github": lambda report, _: github.render(report),
    "gitlab": lambda report, _: gitlab.render(report),
    "md": lambda report, _: summary.render(report),
    "findings": findings_csv,
}


@pytest.fixture(scope="module")
def plain() -> Report:
    """Return a report with every outcome, an accepted finding, and a gate that knows one and lets another go."""
    borne = make.make_finding(
        Outcome.REVIEW, f"{make.SITE}/old/", accepted=Accept("*", "fix planned", who="Jane", note="in May")
    )
    check = make.make_check("placeholder-content", severity=Severity.MEDIUM)
    told = make.make_results([*make.example()[:-1], make.make_result(check, borne)])
    known = baseline.of(make.make_results(make.example()[:1]))
    told = told.model_copy(update={"gate": gate.judge(told, Gate("low", known))})
    return replace(make.make_report(told, make.make_snapshot(), make.example_known()), places=PLACES)


def hostile(text: str) -> Report:
    """Return a report with a text in every field that strangers write."""
    outcomes = (Outcome.FAIL, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.PASS)
    safe = text.encode("utf-8", "replace").decode()  # results hold nothing that cannot be written; see `_worse`
    found = [make.make_finding(one, safe, safe, excerpt=safe, page=safe, hint=safe) for one in outcomes]
    borne = make.make_finding(Outcome.REVIEW, safe, accepted=Accept(safe, safe, who=safe, note=safe))
    check = make.make_check("own-check", title=safe, failing_title=safe)
    results = make.make_results([make.make_result(check, *found, borne)], name=safe, site=safe)
    report = make.make_report(results, make.make_snapshot(), {})
    return _worse(replace(report, places=Places("a:b?c/au ditor.toml", {})), text)


def _worse(report: Report, text: str) -> Report:
    """Return a report with a text in its findings that no results could hold."""

    def spoilt(found: tuple[FindingOut, ...]) -> tuple[FindingOut, ...]:
        said = {"subject": text, "message": quoted(text), "hint": quoted(text)}
        return tuple(one.model_copy(update=said) for one in found)

    def section(one: CheckSection) -> CheckSection:
        return replace(one, title=text, failed=spoilt(one.failed), review=spoilt(one.review), passed=spoilt(one.passed))

    categories = tuple(replace(one, title=text, checks=tuple(map(section, one.checks))) for one in report.categories)
    return replace(report, name=text, categories=categories)


def everything(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value inside JSON, with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from everything(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner, key)
    else:
        yield key, value


def require_sarif(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(
        json.loads((SCHEMAS / "sarif.schema.json").read_text("utf-8")),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    ).validate(told)
    for key, value in everything(told):
        assert "uri" not in key.lower() or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/", str(value)), (key, value)
    return told


def require_gitlab(text: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(text)
    assert isinstance(entries, list)
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["description"]
        assert not entry["location"]["path"].startswith(("/", "./", "http"))
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return entries


def require_junit(text: str) -> etree._Element:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    root = etree.fromstring(text.encode())
    schema.assertValid(root)
    return root


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(kind: str, text: str, tmp_path: Path) -> None:
    told = RENDER[kind](hostile(text), tmp_path)
    assert told.encode("utf-8")  # no lone surrogate
    unseen = "[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\u2066]" if kind != "junit" else "[\x00-\x08\x0b\x0c\x0e-\x1f]"
    assert not re.search(unseen, told)
    _REQUIRE[kind](told)


def _require_github(told: str) -> None:
    for line in told.splitlines():
        assert re.fullmatch(r"::(error|warning|notice) (file=[^,:\s]+( [^,:\s]+)*,line=\d+,)?title=[^,:]*::.*", line), (
            line
        )


def _require_markdown(told: str) -> None:
    page = cmarkgfm.github_flavored_markdown_to_html(told)
    assert not re.search(r"<(script|img|a|h[2-6]|pre|code|strong|em|ol)\b(?! href=\"https://www\.quillnet)", re.sub(r"</?strong>", "", page, count=2))  # fmt: skip
    assert page.count("<h1>") == 1
    assert page.count("<td>") % 5 == 0
    assert "$" not in told
    assert "@everyone" not in html.unescape(told)


def _require_csv(told: str) -> None:
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert {len(row) for row in rows} == {len(findings.COLUMNS)}
    assert not any(re.match(r"\s*[=+\-@|%\t]", cell) for row in rows for cell in row)


_REQUIRE: dict[str, Callable[[str], object]] = {
    "sarif": require_sarif,
    "junit": require_junit,
    "github": _require_github,
    "gitlab": require_gitlab,
    "md": _require_markdown,
    "findings": _require_csv,
}


@pytest.mark.parametrize("kind", RENDER)
def test_the_same_report_makes_the_same_valid_bytes(kind: str, plain: Report, tmp_path: Path) -> None:
    first = RENDER[kind](plain, tmp_path)
    assert first == RENDER[kind](plain, tmp_path)
    if kind != "md":
        _REQUIRE[kind](first)


# ------------------------------------------------------------------------------------------------------------------ SARIF


def test_sarif_stands_at_the_line_of_the_entry_and_names_the_address(plain: Report) -> None:
    (run,) = require_sarif(sarif.render(plain))["runs"]
    by_subject = {one["properties"]["subject"]: one for one in run["results"]}
    press = by_subject[f"{make.SITE}/press/"]
    place = press["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (PLACES.path, 7)
    assert f"{make.SITE}/press/" in press["message"]["text"]
    assert press["properties"]["url"] == f"{make.SITE}/press/"
    mail = by_subject["presse@quillnett.example"]
    assert mail["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert f"{make.SITE}/de/kontakt/" in mail["message"]["text"]
    assert run["tool"]["driver"]["rules"][press["ruleIndex"]]["id"] == press["ruleId"] == "dead-media-page"


def test_sarif_tells_what_is_accepted_known_and_not_verified(plain: Report) -> None:
    (run,) = require_sarif(sarif.render(plain))["runs"]
    (borne,) = (one for one in run["results"] if one.get("suppressions"))
    assert borne["suppressions"][0]["justification"] == "fix planned; in May; Jane"
    states = {one["properties"]["subject"]: one["baselineState"] for one in run["results"]}
    assert states[f"{make.SITE}/press/"] == "unchanged"
    assert states["presse@quillnett.example"] == "new"
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert sum(one["descriptor"]["id"] == "not-verified" for one in notes) == 3
    assert not any(finding["level"] == "error" for finding in run["results"] if finding["ruleId"] == "dead-media-page")


def test_sarif_without_an_auditor_toml_invents_no_file(plain: Report) -> None:
    (run,) = require_sarif(sarif.render(replace(plain, places=None)))["runs"]
    assert all(list(one["locations"][0]) == ["logicalLocations"] for one in run["results"])


def test_sarif_fingerprints_tell_findings_apart_and_outlive_their_line(plain: Report) -> None:
    def hashes(report: Report) -> list[str]:
        (run,) = json.loads(sarif.render(report))["runs"]
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]

    assert len(set(hashes(plain))) == len(hashes(plain))
    assert hashes(plain) == hashes(replace(plain, places=Places("auditor.toml", {})))


# ------------------------------------------------------------------------------------------------------------ the others


def test_junit_has_failures_first_and_skips_what_fails_no_gate(plain: Report) -> None:
    root = require_junit(junit.render(plain))
    for suite in root:
        kinds = [case[0].tag if len(case) else "passed" for case in suite]
        assert kinds == sorted(kinds, key=("failure", "error", "skipped", "passed").index)
    messages = [str(one.get("message")) for one in root.iter("skipped")]
    assert sum(one.startswith("known: ") for one in messages) == 2
    assert sum(one.startswith("somebody else's: ") for one in messages) == 1
    assert {case.get("file") for case in root.iter("testcase")} == {PLACES.path}


def test_annotations_are_cut_where_github_stops_showing_them() -> None:
    many = [make.make_finding(Outcome.FAIL, f"{make.SITE}/{n}") for n in range(40)]
    results = make.make_results([make.make_result(make.make_check(), *many)])
    lines = github.render(make.make_report(results, make.make_snapshot(), {})).splitlines()
    assert [line.split()[0] for line in lines] == ["::error"] * 10 + ["::notice"]
    assert "30 more" in lines[-1]


def test_too_little_verified_is_told_to_machines_too(plain: Report) -> None:
    assert plain.results is not None
    assert plain.results.gate is not None
    asked = plain.results.gate.model_copy(update={"min_coverage": 101})
    least = replace(plain, results=plain.results.model_copy(update={"gate": asked}))
    why = "the minimum is 101 %"
    assert [
        case.get("message")
        for case in require_junit(junit.render(least)).iter("error")
        if why in str(case.get("message"))
    ]
    assert github.render(least).splitlines()[0].startswith("::error title=Auditor::Not completed: ")
    assert why not in junit.render(plain) + github.render(plain)


def test_the_summary_says_what_fails_and_what_changed(plain: Report) -> None:
    told = summary.render(plain)
    assert "Fails: 5 new findings at severity low or above." in told
    assert "| known |" in told
    assert "| somebody else's |" in told
    calm = plain.results.model_copy(update={"gate": gate.judge(plain.results, Gate("critical", baseline.of(plain.results)))})  # type: ignore[union-attr,arg-type]  # fmt: skip
    assert "Passes." in summary.render(replace(plain, results=calm))


def test_the_summary_lets_nothing_pass_that_was_not_completed(plain: Report) -> None:
    assert plain.results is not None
    assert plain.results.gate is not None
    quiet = plain.results.gate.model_copy(update={"failing": (), "lapsed": ()})
    calm = plain.results.model_copy(update={"gate": quiet})
    first, *others = calm.checks
    few = calm.model_copy(update={"gate": quiet.model_copy(update={"min_coverage": 100})})
    broken = calm.model_copy(update={"checks": (first.model_copy(update={"outcome": "error"}), *others)})
    blind = calm.model_copy(update={"checks": ()})
    for results, why in ((few, "the minimum is 100 %"), (broken, "failed to run"), (blind, "verify anything")):
        told = summary.render(replace(plain, results=results))
        assert "Passes." not in told
        assert "Not completed: " in told
        assert why in told


def test_gitlab_tells_two_alike_apart() -> None:
    twice = [make.make_finding(Outcome.FAIL, f"{make.SITE}/a")] * 2
    results = make.make_results([make.make_result(make.make_check(), *twice)])
    require_gitlab(gitlab.render(make.make_report(results, make.make_snapshot(), {})))


def test_findings_come_with_what_the_gate_makes_of_them(plain: Report, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(findings_csv(plain, tmp_path), newline="")))
    assert [row["outcome"] for row in rows][:8] == ["fail"] * 8
    assert {row["state"] for row in rows} == {"", "known", "advisory", "accepted"}
