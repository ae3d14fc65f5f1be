"""Runs compared on the command line."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import RULESET
from auditor.audit import results
from auditor.cli.commands import main
from auditor.model import Outcome
from tests.factories import SITE, make_check, make_finding, make_result, make_results
from tests.local_web import LocalWeb

HOSTILE = "a\x1b[2J `b` | <img src=x> @everyone [c](http://evil.example) =cmd ::error::\u202e"


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def one_line(result: Result) -> str:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("auditor: ")]
    return line


def kept(folder: Path, month: int, *subjects: str, site: str = SITE + "/") -> Path:
    """Return a run folder with results in which the check failed for `subjects`."""
    folder.mkdir(parents=True)
    found = [make_finding(Outcome.FAIL, subject, "answers 404") for subject in subjects]
    made = make_results([make_result(make_check(), *found, make_finding(Outcome.PASS, SITE + "/b/"))], site=site)
    results.write(made.model_copy(update={"taken_at": f"2026-{month:02}-01T00:00:00Z"}), folder / "results.json")
    return folder


def test_diff_says_what_became_of_findings(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "old", 1, SITE + "/b/", SITE + "/c/"), kept(tmp_path / "new", 2, SITE + "/c/")
    done = auditor("diff", old, new)
    assert done.exit_code == 0
    assert "Fixed (1)" in done.stdout
    assert "Found in 2 audits in a row, first on 1 January 2026." in done.stdout
    told = json.loads(auditor("diff", old / "results.json", new, "--format", "json").stdout)
    assert told["counts"]["fixed"] == told["counts"]["persisting"] == 1
    assert {one["change"]: one["subject"] for one in told["changes"]}["fixed"] == SITE + "/b/"
    auditor("diff", old, new, "--format", "md", "--output", tmp_path / "diff.md")
    assert "## Fixed (1)" in (tmp_path / "diff.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["terminal", "json", "md"])
def test_hostile_text_stays_text(tmp_path: Path, kind: str) -> None:
    old, new = kept(tmp_path / "old", 1, HOSTILE), kept(tmp_path / "new", 2, HOSTILE)
    done = auditor("diff", old, new, "--format", kind)
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout or kind == "json"
    assert kind != "md" or "<img" not in done.stdout


def test_diff_refuses_what_cannot_be_compared(tmp_path: Path) -> None:
    old, new = kept(tmp_path / "a" / "old", 1), kept(tmp_path / "b" / "new", 2)
    other = kept(tmp_path / "c" / "other", 1, site="https://www.other.example/")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "results.json").write_text("{", encoding="utf-8")
    for wrong in ((new, old), (other, new), (tmp_path / "d", new), (tmp_path / "nothing", new), (old, tmp_path / "d")):
        done = auditor("diff", *wrong)
        assert done.exit_code == 2
        assert one_line(done)


def web_with_fault(server: LocalWeb) -> None:
    server.html("/", "<nav><a href=/contact>Contact</a><a href=/press>Press</a></nav>", title="Acme")
    server.html("/contact", "<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a></p>", title="Contact")


@pytest.mark.slow  # several visits each
def test_runs_of_a_target_lie_by_date_in_one_folder_and_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with LocalWeb() as server:
        web_with_fault(server)
        (tmp_path / "client").mkdir()
        (tmp_path / "client" / "auditor.toml").write_text(f'[target]\nsite = "{server.url}/"\n', encoding="utf-8")
        assert auditor("run", "client/auditor.toml", "--format", "json").exit_code == 0
        (first,) = (tmp_path / "client" / "auditor-runs").glob("*/*")
        assert re.fullmatch(r"\d{8}-\d{6}", first.name)
        aged(first, "2020-01-01T00:00:00Z")
        second = first.parent / "second"
        assert auditor("run", f"{server.url}/", "--format", "json", "--output", second).exit_code == 0
        alone = first.parent / "alone"
        auditor("run", f"{server.url}/", "--format", "json", "--output", alone, "--against", "none")
    compared = results.read(second / "results.json").comparison
    assert compared is not None
    assert compared.against == "2020-01-01T00:00:00Z"
    assert compared.counts["persisting"] > 0
    assert not compared.counts["new"]
    assert results.read(alone / "results.json").comparison is None
    assert "comparison" not in json.loads((alone / "results.json").read_text("utf-8"))


def aged(run: Path, taken_at: str, **more: object) -> None:
    """Let a run be one of an earlier day, in its snapshot and in its results."""
    with closing(sqlite3.connect(run / "snapshot.sqlite")) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = 'taken_at'", (taken_at.replace("Z", "+00:00"),))
        db.commit()
    before = results.read(run / "results.json")
    results.write(before.model_copy(update={"taken_at": taken_at, **more}), run / "results.json")


def test_a_run_that_cannot_be_compared_with_stops_the_audit_before_the_visit(tmp_path: Path) -> None:
    other = kept(tmp_path / "other", 1, site="https://www.other.example/")
    with LocalWeb() as server:
        server.html("/", "Acme")
        for against in (other, tmp_path / "nothing"):
            done = auditor("run", f"{server.url}/", "--output", tmp_path / "run", "--against", against)
            assert done.exit_code == 2
            assert one_line(done)
        assert server.asked == []
    assert not (tmp_path / "run").exists()


@pytest.mark.slow  # several visits each
def test_old_runs_are_brought_to_the_rules_of_today(tmp_path: Path) -> None:
    with LocalWeb() as server:
        web_with_fault(server)
        for name in ("a", "b"):
            auditor("run", f"{server.url}/", "--format", "json", "--output", tmp_path / name)
    aged(tmp_path / "a", "2020-01-01T00:00:00Z", ruleset="2019.1")
    auditor("check", tmp_path / "b")
    compared = results.read(tmp_path / "b" / "results.json").comparison
    assert compared is not None
    assert compared.broken is not None
    done = auditor("check", tmp_path, "--rescore")
    assert done.exit_code == 0, done.output
    assert f"ruleset 2019.1 to {RULESET}" in done.stdout.splitlines()[0]
    assert results.read(tmp_path / "a" / "results.json").ruleset == RULESET
    assert results.read(tmp_path / "a" / "results.ruleset-2019.1.json").ruleset == "2019.1"
    compared = results.read(tmp_path / "b" / "results.json").comparison
    assert compared is not None
    assert compared.broken is None


def test_rescoring_says_which_runs_cannot_be_read(tmp_path: Path) -> None:
    assert auditor("check", tmp_path, "--rescore").exit_code == 2
    with LocalWeb() as server:
        web_with_fault(server)
        auditor("run", f"{server.url}/", "--format", "json", "--output", tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "snapshot.sqlite").write_bytes(b"no database")
    done = auditor("check", tmp_path, "--rescore")
    assert done.exit_code == 3
    assert "b/snapshot.sqlite" in done.stderr


@pytest.mark.parametrize(
    "asked",
    [("--fail-on", "low"), ("--baseline", "b.json"), ("--min-coverage", 99), ("--gate-third-party",), ("--against", "x"), ("--unmasked",)],
    ids=lambda asked: asked[0],
)  # fmt: skip
def test_judging_old_runs_again_is_no_gate_that_passes(tmp_path: Path, asked: tuple[object, ...]) -> None:
    done = auditor("check", tmp_path, "--rescore", *asked)
    assert done.exit_code == 2
    assert str(asked[0]) in one_line(done)


def test_an_internal_run_to_compare_with_is_refused_before_the_visit(tmp_path: Path) -> None:
    old = kept(tmp_path / "old", 1)
    before = results.read(old / "results.json")
    with LocalWeb() as server:
        site = f"{server.url}/"
        results.write(
            before.model_copy(
                update={"edition": "internal", "target": before.target.model_copy(update={"site": site})}
            ),
            old / "results.json",
        )
        done = auditor("run", site, "--output", tmp_path / "run", "--against", old)
        assert server.asked == []
    assert done.exit_code == 2
    assert "--unmasked" in one_line(done)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"schema_version": 1, "checks": ["a"]}', '{"schema_version": 1, "checks": 1}']
)
def test_results_of_any_shape_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "results.json").write_text(text, encoding="utf-8")
    done = auditor("diff", tmp_path, tmp_path)
    assert done.exit_code == 2
    assert "not a results file of ours" in one_line(done)


@pytest.mark.slow  # several visits each
def test_going_on_with_a_complete_visit_says_how_old_it_is(tmp_path: Path) -> None:
    run = tmp_path / "run"
    with LocalWeb() as server:
        web_with_fault(server)
        common = ("run", f"{server.url}/", "--format", "json", "--output", run, "--resume")
        assert "nothing was visited" not in auditor(*common).stderr
        aged(run, "2020-01-02T03:04:05Z")
        asked = len(server.asked)
        done = auditor(*common)
        assert len(server.asked) == asked
    assert done.exit_code == 0
    assert "nothing was visited, and all is as of 2020-01-02 03:04 UTC" in done.stderr
