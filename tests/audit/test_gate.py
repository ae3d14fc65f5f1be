"""What fails a job, and what is known to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import baseline, gate
from auditor.audit.gate import Gate
from auditor.audit.history import HistoryError
from auditor.audit.results import AcceptedOut, Results
from auditor.audit.summary.nouns import LookedAt, ProfileRow, Threshold
from auditor.model import Finding, Outcome, Severity
from tests.factories import SITE, make_check, make_finding, make_result, make_results

PARTNER = "https://partner.example/gone"


def audit(*findings: Finding, check: str = "dead-contact-link", **more: Any) -> Results:
    made = make_results([make_result(make_check(check, severity=Severity.MEDIUM), *findings)])
    seen = tuple(LookedAt(SITE + path, "", "", (), "read", None) for path in ("/", "/team/"))
    return made.model_copy(update={"pages": seen, **more})


def fault(subject: str, severity: Severity = Severity.MEDIUM, page: str = SITE + "/") -> Finding:
    return make_finding(Outcome.FAIL, subject, severity=severity, page=page)


def count(found: Results, asked: Gate) -> dict[str, int]:
    told = gate.judge(found, asked)
    assert told is not None
    return {name: len(getattr(told, name)) for name in ("failing", "known", "advisory", "lapsed")}


def test_where_nothing_is_asked_nothing_is_said() -> None:
    assert gate.judge(audit(fault("a")), Gate()) is None


@pytest.mark.parametrize(("fail_on", "failing"), [("low", 2), ("medium", 2), ("high", 1), ("critical", 0)])
def test_findings_at_or_above_a_severity_fail(fail_on: str, failing: int) -> None:
    assert count(audit(fault("a"), fault("b", Severity.HIGH)), Gate(fail_on))["failing"] == failing


def test_known_findings_fail_nothing_and_new_ones_do() -> None:
    known = baseline.of(audit(fault("a")))
    told = count(audit(fault("a"), fault("b")), Gate("low", known))
    assert (told["failing"], told["known"]) == (1, 1)


def test_what_older_rules_found_stays_known_however_often_the_baseline_is_written() -> None:
    known = baseline.of(audit(fault("a"), fault("b")))
    newer = audit(fault("b"), make_finding(Outcome.PASS, "a", page=SITE + "/"), ruleset="9999.1")
    once = baseline.of(newer, known)
    again = baseline.of(newer, once)
    assert once == again
    assert {one.subject: one.ruleset for one in again.findings} == {"a": known.ruleset, "b": ""}


def test_a_known_finding_that_became_worse_is_new() -> None:
    known = baseline.of(audit(fault("a")))
    assert count(audit(fault("a", Severity.HIGH)), Gate("low", known))["failing"] == 1
    assert count(audit(fault("a", Severity.LOW)), Gate("low", known))["failing"] == 0


def test_a_further_domain_of_the_company_is_its_own() -> None:
    found = audit(fault("https://shop.partner.example/gone"), fault("https://partner.example.org/gone"))
    told = gate.judge(found, Gate("low"), own=["partner.example"])
    assert told is not None
    assert (len(told.failing), len(told.advisory)) == (1, 1)


def test_where_a_plugin_broke_nothing_passes() -> None:
    whole = audit(fault("a"))
    why = gate.why_incomplete(whole.model_copy(update={"broken_plugins": 2}))
    assert gate.why_incomplete(whole) is None
    assert why is not None
    assert "2 faults of plug-ins" in why.text


def test_dead_links_to_others_advise_unless_asked() -> None:
    found = audit(fault(PARTNER), fault(SITE + "/gone"))
    assert count(found, Gate("low")) == {"failing": 1, "known": 0, "advisory": 1, "lapsed": 0}
    assert count(found, Gate("low", third_party=True)) == {"failing": 2, "known": 0, "advisory": 0, "lapsed": 0}
    assert count(audit(fault(PARTNER), check="hijacked-link"), Gate("low"))["failing"] == 1


def test_a_dead_profile_of_the_company_is_its_own_fault() -> None:
    row = ProfileRow("X", "acme", PARTNER, "absent", None, None, 1, False, None, "", False, None)
    assert count(audit(fault(PARTNER), profiles=(row,)), Gate("low"))["failing"] == 1


def test_what_was_accepted_until_a_day_that_has_passed_fails_though_it_is_known() -> None:
    found = audit(fault("a", Severity.LOW))
    lapsed = AcceptedOut(pattern="a", reason="fix planned", check="", until="2020-01-01")
    (check,) = found.checks
    check = check.model_copy(update={"findings": (check.findings[0].model_copy(update={"lapsed": lapsed}),)})
    told = count(found.model_copy(update={"checks": (check,)}), Gate("high", baseline.of(found)))
    assert (told["failing"], told["lapsed"]) == (0, 1)
    assert gate.judge(found.model_copy(update={"checks": (check,)}), Gate()) is not None


# --------------------------------------------------------------------------------------------------------------- baseline


def subjects(known: baseline.Baseline) -> list[str]:
    return [one.subject for one in known.findings]


def test_it_is_sorted_stable_and_read_back(tmp_path: Path) -> None:
    one, other = fault(SITE + "/b"), fault(SITE + "/a")
    for order, name in (((one, other), "x"), ((other, one), "y")):
        baseline.write(baseline.of(audit(*order)), tmp_path / name)
    assert (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes()
    known = baseline.read(tmp_path / "x", SITE)
    assert subjects(known) == [SITE + "/a", SITE + "/b"]
    assert baseline.of(audit(one, other), known) == known


def test_what_is_fixed_leaves_it_and_what_was_not_looked_at_stays() -> None:
    known = baseline.of(audit(fault("a.example", page=SITE + "/team/"), fault("c.example")))
    unseen = audit(pages=(LookedAt(SITE + "/", "", "", (), "read", None),))
    assert subjects(baseline.of(unseen, known)) == ["a.example"]
    assert subjects(baseline.of(audit(), known)) == []
    assert subjects(baseline.of(audit(ruleset="2030.1"), known)) == ["a.example", "c.example"]


def test_pruning_adds_nothing() -> None:
    known = baseline.of(audit(fault("a.example"), fault("c.example")))
    now = audit(fault("c.example"), fault("new.example"))
    assert subjects(baseline.of(now, known, prune=True)) == ["c.example"]
    assert subjects(baseline.of(now, known)) == ["c.example", "new.example"]
    told = gate.judge(now, Gate("low", known))
    assert told is not None
    assert told.gone == 1


def seen(*, rendered: bool) -> tuple[LookedAt, ...]:
    return (LookedAt(SITE + "/", "", "", (), "read", None, rendered),)


def test_what_a_browser_showed_is_not_fixed_where_none_was_used(tmp_path: Path) -> None:
    baseline.write(baseline.of(audit(fault("a.example"), pages=seen(rendered=True))), tmp_path / "b.json")
    known = baseline.read(tmp_path / "b.json", SITE)
    assert subjects(baseline.of(audit(pages=seen(rendered=False)), known)) == ["a.example"]
    assert subjects(baseline.of(audit(pages=seen(rendered=True)), known)) == []


@pytest.mark.parametrize(("then", "now"), [("30", "60"), ("60", "30")])
def test_what_another_threshold_hides_is_not_fixed(tmp_path: Path, then: str, now: str) -> None:
    def by(value: str) -> tuple[Threshold, ...]:
        return (Threshold("stale_days", value, "30", ""),)

    baseline.write(baseline.of(audit(fault("a.example"), thresholds=by(then))), tmp_path / "b.json")
    known = baseline.read(tmp_path / "b.json", SITE)
    assert baseline.fixed(known, audit(thresholds=by(now))) == []
    assert len(baseline.fixed(known, audit(thresholds=by(then)))) == 1


def test_of_two_alike_the_worse_one_counts() -> None:
    both = (fault("a", Severity.HIGH), fault("a", Severity.LOW))
    for order in (both, both[::-1]):
        assert count(audit(*order), Gate("low", baseline.of(audit(*order))))["failing"] == 0
        assert count(audit(*order), Gate("low", baseline.of(audit(fault("a", Severity.LOW)))))["failing"] == 1


def test_a_newer_or_endless_one_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.json").write_text('{"schema_version": 2}', encoding="utf-8")
    with pytest.raises(HistoryError, match="newer auditor"):
        baseline.read(tmp_path / "b.json", SITE)
    monkeypatch.setattr(baseline, "MOST_BYTES", 10)
    with pytest.raises(HistoryError, match="larger"):
        baseline.read(tmp_path / "b.json", SITE)


def test_one_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    known = baseline.of(audit(fault("a")))
    baseline.write(known, path)
    before = path.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        baseline.write(known.model_copy(update={"target": "\ud800"}), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["b.json"]


def test_an_internal_edition_makes_none() -> None:
    with pytest.raises(HistoryError, match="--unmasked"):
        baseline.of(audit(fault("a"), edition="internal"))


@pytest.mark.parametrize("content", ["", "[]", "{}", "\x00", '{"schema_version": 1}', "[" * 100_000, "\ud800"])
def test_what_is_no_baseline_is_refused_in_a_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(HistoryError, match="is no baseline") as caught:
        baseline.read(path, SITE)
    assert "\n" not in str(caught.value)
    with pytest.raises(HistoryError, match="cannot be read"):
        baseline.read(tmp_path / "nothing.json", SITE)


def test_one_of_another_target_is_refused(tmp_path: Path) -> None:
    baseline.write(baseline.of(audit(fault("a"))), tmp_path / "b.json")
    with pytest.raises(HistoryError, match="another target"):
        baseline.read(tmp_path / "b.json", "https://www.other.example/")


def test_it_holds_what_results_hold_and_no_more(tmp_path: Path) -> None:
    baseline.write(baseline.of(audit(fault(SITE + "/team/"))), tmp_path / "b.json")
    (one,) = json.loads((tmp_path / "b.json").read_text("utf-8"))["findings"]
    assert one["seen_on"] == [SITE + "/", SITE + "/team/"]
